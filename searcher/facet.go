package searcher

import (
	"cmp"
	"container/heap"
	"context"
	"math/bits"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// counting is the memory of facets, all zero between two of them.
type counting struct {
	// counts are by number of the labelSet; touched are the numbers that are not zero, where few are.
	counts  []uint32
	touched []uint32
	// ordinals are counts by ordinal of the segment at hand, the last for documents without a value.
	ordinals []uint32
}

// fewHits is how many times more values than hits a label has, for it to be cheaper to note which values were seen than to
// look through all of them.
const fewHits = 4

// facet counts the articles that a facet is about by the values of its label.
func (m *matcher) facet(ctx context.Context, l Label, size int) (Facet, error) {
	set, err := m.v.labelSet(l)
	if err != nil {
		return Facet{Label: l}, err
	}
	if m.set != nil {
		return m.storyFacet(ctx, l, set, size)
	}
	if m.isAll(set.column) {
		return set.all.get(size, func() (Facet, error) {
			return m.listValues(ctx, l, set, set.counts, nil, set.missing, size)
		})
	}
	hits, total := m.hits, m.total
	if wide := m.wide[set.column]; wide != nil {
		hits, total = wide, 0
		for _, h := range hits {
			total += h.count()
		}
	}
	switch {
	case total*fewHits < len(set.values):
		return m.facetOfFew(ctx, l, set, hits, size)
	case 2*total > int(m.v.Live):
		return m.facetOfMost(ctx, l, set, hits, size)
	}
	missing, err := m.count(ctx, set, hits)
	if err != nil {
		return Facet{}, err
	}
	f, err := m.listValues(ctx, l, set, m.counts[:len(set.values)], nil, missing, size)
	clear(m.counts[:len(set.values)])
	return f, err
}

// facetOfMost counts the articles that are no hits, and takes their number from that of all.
func (m *matcher) facetOfMost(ctx context.Context, l Label, set *labelSet, hits []bitset, size int) (Facet, error) {
	others := make([]bitset, len(hits))
	for i := range hits {
		docs := m.v.Segments[i].Docs()
		others[i] = make(bitset, words(docs))
		others[i].add(0, docs)
		others[i].andNot(hits[i])
		if m.v.deleted[i] != nil {
			others[i].andNot(m.v.deleted[i])
		}
	}
	missing, err := m.count(ctx, set, others)
	if err != nil {
		return Facet{}, err
	}
	counts := m.counts[:len(set.values)]
	for n := range counts {
		counts[n] = set.counts[n] - counts[n]
	}
	f, err := m.listValues(ctx, l, set, counts, nil, set.missing-missing, size)
	clear(counts)
	return f, err
}

// facetOfFew notes the values that it meets.
func (m *matcher) facetOfFew(ctx context.Context, l Label, set *labelSet, hits []bitset, size int) (Facet, error) {
	m.sizeCounts(set)
	m.touched = m.touched[:0]
	missing := 0
	for i := range m.v.Segments {
		seg := &m.v.Segments[i]
		labels, err := seg.Labels(set.column)
		if err != nil {
			return Facet{}, seg.Damaged(err)
		}
		hits[i].each(0, seg.Docs(), func(doc uint32) bool {
			from, to := labels.Of(doc)
			if from == to {
				missing++
			}
			for ; from < to; from++ {
				n := set.local[i][labels.Ordinal(from)]
				if m.counts[n] == 0 {
					m.touched = append(m.touched, n)
				}
				m.counts[n]++
			}
			return true
		})
	}
	if m.touched == nil {
		m.touched = []uint32{}
	}
	f, err := m.listValues(ctx, l, set, m.counts, m.touched, missing, size)
	for _, n := range m.touched {
		m.counts[n] = 0
	}
	return f, err
}

func (m *matcher) sizeCounts(set *labelSet) {
	if len(m.counts) < len(set.values) {
		m.counts = make([]uint32, len(set.values))
	}
}

// count adds the values of the documents of a set to counts, and returns how many documents have none.
func (m *matcher) count(ctx context.Context, set *labelSet, hits []bitset) (missing int, err error) {
	m.sizeCounts(set)
	for i := range m.v.Segments {
		seg := &m.v.Segments[i]
		labels, err := seg.Labels(set.column)
		if err != nil {
			clear(m.counts)
			return 0, seg.Damaged(err)
		}
		if n := uint64(hits[i].count()); n*labels.Positions() < uint64(labels.Values())*uint64(seg.Docs()) {
			missing += m.countDirectly(set.local[i], &labels, hits[i])
			continue
		}
		m.ordinals = zeroed(m.ordinals, int(labels.Values())+1)
		for from := 0; from < len(hits[i]); from += countAtOnce {
			part := hits[i][from:min(from+countAtOnce, len(hits[i]))]
			if single, ok := labels.Single(); ok {
				countSingle(m.ordinals, single, uint32(from)*64, part)
			} else {
				countSeveral(m.ordinals, &labels, uint32(from)*64, part)
			}
			if err := m.spend(ctx, checkEvery); err != nil {
				clear(m.counts)
				return 0, err
			}
		}
		last := len(m.ordinals) - 1
		missing += int(m.ordinals[last])
		for ordinal, n := range m.ordinals[:last] {
			m.counts[set.local[i][ordinal]] += n
		}
	}
	return missing, nil
}

// countDirectly counts where a segment has more values than a set has members: one look into local for each is less
// than one for every value.
func (m *matcher) countDirectly(local []uint32, labels *segment.Labels, set bitset) (missing int) {
	counts := m.counts
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			from, to := labels.Of(uint32(i*64 + bits.TrailingZeros64(w)))
			if from == to {
				missing++
			}
			for ; from < to; from++ {
				counts[local[labels.Ordinal(from)]]++
			}
		}
	}
	return missing
}

// countAtOnce is how many words of a set are counted between two looks at the deadline.
const countAtOnce = 256

// countSingle counts the ordinals of the members of a set, the first of which is document base, that have one each.
func countSingle(counts []uint32, ordinals segment.Numbers, base uint32, set bitset) {
	for i, w := range set {
		at := base + uint32(i)*64
		if w == ^uint64(0) {
			for doc := at; doc < at+64; doc++ {
				counts[ordinals.At(doc)]++
			}
			continue
		}
		for ; w != 0; w &= w - 1 {
			counts[ordinals.At(at+uint32(bits.TrailingZeros64(w)))]++
		}
	}
}

// countSeveral counts all ordinals of the members of a set, the first of which is document base.
func countSeveral(counts []uint32, labels *segment.Labels, base uint32, set bitset) {
	starts, ordinals := labels.Several()
	none := len(counts) - 1
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			doc := base + uint32(i*64+bits.TrailingZeros64(w))
			from, to := starts.At(doc), starts.At(doc+1)
			if from == to {
				counts[none]++
			}
			for ; from < to; from++ {
				counts[ordinals.At(from)]++
			}
		}
	}
}

// listValues makes a facet of counts by number; only those of touched are looked at, when it is not nil.
func (m *matcher) listValues(
	ctx context.Context, l Label, set *labelSet, counts, touched []uint32, missing, size int,
) (Facet, error) {
	f, least := Facet{Label: l, Missing: missing}, leastValue{}
	threshold := uint32(1) // what a value has to have
	offer := func(n, count uint32) {
		least.offer(FacetValue{set.values[n], int(count)}, size)
		if len(least) == size {
			threshold = uint32(least[0].Count)
		}
	}
	for _, n := range touched {
		if f.Distinct++; counts[n] >= threshold {
			offer(n, counts[n])
		}
	}
	for from := 0; touched == nil && from < len(counts); from += listAtOnce {
		for i, count := range counts[from:min(from+listAtOnce, len(counts))] {
			if count > 0 {
				f.Distinct++
			}
			if count >= threshold {
				offer(uint32(from+i), count)
			}
		}
		if err := m.spend(ctx, checkEvery); err != nil {
			return f, err
		}
	}
	slices.SortFunc(least, compareValues)
	f.Values = least
	return f, nil
}

// listAtOnce is how many values are looked at between two looks at the deadline.
const listAtOnce = 4096

// compareValues puts the more frequent first, and those of equal frequency in alphabetical order.
func compareValues(a, b FacetValue) int {
	if a.Count != b.Count {
		return cmp.Compare(b.Count, a.Count)
	}
	return turkish.Compare(a.Value, b.Value)
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
