package searcher

import (
	"context"

	"github.com/haberara/haberara/indexer/segment"
)

// filter takes out of hits what lies outside the dates and the filters of p.
func (m *matcher) filter(ctx context.Context, p *plan) error {
	if p.dated {
		if err := m.keep(ctx, func(_ int, c *segment.Columns, doc uint32) bool {
			t := date(c, p.Date, doc)
			return t >= p.first && t < p.last
		}); err != nil {
			return err
		}
	}
	for _, f := range p.Filters {
		if err := m.keepLabels(ctx, f.Label, f.AnyOf, true); err != nil {
			return err
		}
		if err := m.keepLabels(ctx, f.Label, f.NoneOf, false); err != nil {
			return err
		}
	}
	return nil
}

// keep takes out of hits the documents for which test is false.
func (m *matcher) keep(
	ctx context.Context, test func(segment int, c *segment.Columns, doc uint32) bool,
) error {
	for i := range m.v.Segments {
		s := &m.v.Segments[i]
		c := s.Columns()
		var err error
		m.hits.each(s.Base, s.Base+c.Docs(), func(doc uint32) bool {
			if !test(i, c, doc-s.Base) {
				m.hits[doc>>6] &^= 1 << (doc & 63)
			}
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepLabels keeps what carries one of the values (want), or none of them.
func (m *matcher) keepLabels(ctx context.Context, l Label, values []string, want bool) error {
	if len(values) == 0 {
		return nil
	}
	column, _ := l.column()
	set := m.v.labels[l]
	wanted := make(bitset, words(uint32(len(set.values))))
	for _, value := range values {
		for _, n := range set.find(value) {
			wanted.set(n)
		}
	}
	return m.keep(ctx, func(segment int, c *segment.Columns, doc uint32) bool {
		labels, local := c.Labels(column), set.local[segment]
		for from, to := labels.Of(doc); from < to; from++ {
			if wanted.has(local[labels.Ordinal(from)]) {
				return want
			}
		}
		return !want
	})
}
