package searcher

import (
	"context"

	"github.com/haberara/haberara/indexer/segment"
)

// filter takes out of the hits of a segment what the dates and filters of the plan do not admit.
func (m *matcher) filter(ctx context.Context, i int) error {
	if m.p.dated && m.p.Date != Published {
		date, err := m.dateOf(i)
		if err != nil {
			return err
		}
		if err := m.keep(ctx, i, func(doc uint32) bool {
			t := date(doc)
			return t >= m.p.first && t < m.p.last
		}); err != nil {
			return err
		}
	}
	for _, f := range m.p.Filters {
		if err := m.keepLabels(ctx, i, f.Label, f.AnyOf, true); err != nil {
			return err
		}
		if err := m.keepLabels(ctx, i, f.Label, f.NoneOf, false); err != nil {
			return err
		}
	}
	return nil
}

// keep takes out of the hits the documents for which test is false.
func (m *matcher) keep(ctx context.Context, i int, test func(doc uint32) bool) error {
	hits := m.hits[i]
	var err error
	hits.each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
		if !test(doc) {
			hits[doc>>6] &^= 1 << (doc & 63)
		}
		err = m.step(ctx)
		return err == nil
	})
	return err
}

// keepLabels keeps what carries one of the values (want), or none of them.
func (m *matcher) keepLabels(ctx context.Context, i int, l Label, values []string, want bool) error {
	if len(values) == 0 {
		return nil
	}
	column, _ := l.column()
	labels, err := m.v.Segments[i].Labels(column)
	if err != nil {
		return err
	}
	set, err := m.v.labelSet(l)
	if err != nil {
		return err
	}
	wanted := make(bitset, words(uint32(len(set.values))))
	for _, value := range values {
		for _, n := range set.find(value) {
			wanted.set(n)
		}
	}
	local := set.local[i]
	return m.keep(ctx, i, func(doc uint32) bool {
		for from, to := labels.Of(doc); from < to; from++ {
			if wanted.has(local[labels.Ordinal(from)]) {
				return want
			}
		}
		return !want
	})
}

// dateOf returns the date by which the plan bounds and sorts, in seconds since 1970, or segment.NoTime.
func (m *matcher) dateOf(i int) (func(doc uint32) int64, error) {
	published, err := m.v.Segments[i].Times(segment.Published)
	if err != nil || m.p.Date == Published {
		return published.At, err
	}
	updated, err := m.v.Segments[i].Times(segment.Updated)
	return func(doc uint32) int64 {
		if t := updated.At(doc); t != segment.NoTime {
			return t
		}
		return published.At(doc)
	}, err
}
