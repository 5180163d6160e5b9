package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
)

// facet counts the hits by the values of a label.
func (m *matcher) facet(ctx context.Context, l Label, size int) (Facet, error) {
	column, _ := l.column()
	f := Facet{Label: l}
	totals := map[string]int{}
	var counts []int
	for i := range m.v.Segments {
		s := &m.v.Segments[i]
		labels := s.Columns().Labels(column)
		counts = zeroed(counts, int(labels.Values()))
		var err error
		m.hits.each(s.Base, s.Base+s.Columns().Docs(), func(doc uint32) bool {
			from, to := labels.Of(doc - s.Base)
			if from == to {
				f.Missing++
			}
			for ; from < to; from++ {
				counts[labels.Ordinal(from)]++
			}
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return f, err
		}
		for ordinal, n := range counts {
			if n > 0 {
				totals[string(labels.Value(uint32(ordinal)))] += n
			}
		}
	}
	f.Distinct = len(totals)
	f.Values = make([]FacetValue, 0, len(totals))
	for value, n := range totals {
		f.Values = append(f.Values, FacetValue{value, n})
	}
	slices.SortFunc(f.Values, func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), turkish.Compare(a.Value, b.Value), cmp.Compare(a.Value, b.Value))
	})
	f.Values = slices.Clip(f.Values[:min(size, len(f.Values))])
	return f, nil
}
