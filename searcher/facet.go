package searcher

import (
	"cmp"
	"container/heap"
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
)

// facet counts the hits by the values of a label.
func (m *matcher) facet(ctx context.Context, l Label, size int) (Facet, error) {
	column, _ := l.column()
	f := Facet{Label: l}
	set, err := m.v.labelSet(l)
	if err != nil {
		return f, err
	}
	m.counts = zeroed(m.counts, len(set.values))
	for i := range m.v.Segments {
		seg := &m.v.Segments[i]
		labels, err := seg.Labels(column)
		if err != nil {
			return f, seg.Damaged(err)
		}
		local := set.local[i]
		m.hits[i].each(0, seg.Docs(), func(doc uint32) bool {
			from, to := labels.Of(doc)
			if from == to {
				f.Missing++
			}
			for ; from < to; from++ {
				m.counts[local[labels.Ordinal(from)]]++
			}
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return f, err
		}
	}
	least := leastValue{}
	for n, count := range m.counts {
		if count == 0 {
			continue
		}
		f.Distinct++
		least.offer(FacetValue{set.values[n], int(count)}, size)
		if err := m.step(ctx); err != nil {
			return f, err
		}
	}
	slices.SortFunc(least, compareValues)
	f.Values = least
	return f, nil
}

// compareValues puts the more frequent first, and those of equal frequency in alphabetical order.
func compareValues(a, b FacetValue) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), turkish.Compare(a.Value, b.Value))
}

// leastValue is a heap of facet values with the last in order on top.
type leastValue []FacetValue

func (l leastValue) Len() int           { return len(l) }
func (l leastValue) Less(i, j int) bool { return compareValues(l[i], l[j]) > 0 }
func (l leastValue) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *leastValue) Push(x any)        { *l = append(*l, x.(FacetValue)) }
func (l *leastValue) Pop() any          { return nil }

func (l *leastValue) offer(v FacetValue, size int) {
	switch {
	case len(*l) < size:
		heap.Push(l, v)
	case compareValues(v, (*l)[0]) < 0:
		(*l)[0] = v
		heap.Fix(l, 0)
	}
}
