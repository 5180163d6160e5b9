package searcher

import (
	"context"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// filter takes out of hits what lies outside the dates and the filters of p.
func (m *matcher) filter(ctx context.Context, p *plan) error {
	if p.dated {
		if err := m.keep(ctx, func(c *segment.Columns, doc uint32) bool {
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
func (m *matcher) keep(ctx context.Context, test func(c *segment.Columns, doc uint32) bool) error {
	for i := range m.v.Segments {
		s := &m.v.Segments[i]
		c := s.Columns()
		var err error
		m.hits.each(s.Base, s.Base+c.Docs(), func(doc uint32) bool {
			if !test(c, doc-s.Base) {
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
	wanted := m.v.ordinals(column, values)
	return m.keep(ctx, func(c *segment.Columns, doc uint32) bool {
		labels, set := c.Labels(column), wanted[c]
		for from, to := labels.Of(doc); from < to; from++ {
			if set.has(labels.Ordinal(from)) {
				return want
			}
		}
		return !want
	})
}

// ordinals finds values in the dictionaries of a column: as written, or where no article has it so, by its letters.
func (v *view) ordinals(column int, values []string) map[*segment.Columns]bitset {
	found := map[*segment.Columns]bitset{}
	for i := range v.Segments {
		c := v.Segments[i].Columns()
		found[c] = make(bitset, words(c.Labels(column).Values()))
	}
	loose := map[string]bool{}
	for _, value := range values {
		exact := false
		for c, set := range found {
			if ordinal, ok := c.Labels(column).Find(value); ok {
				set.set(ordinal)
				exact = true
			}
		}
		if !exact {
			loose[turkish.Fold(value)] = true
		}
	}
	if len(loose) == 0 {
		return found
	}
	for c, set := range found {
		l := c.Labels(column)
		for ordinal := range l.Values() {
			if loose[turkish.Fold(string(l.Value(ordinal)))] {
				set.set(ordinal)
			}
		}
	}
	return found
}
