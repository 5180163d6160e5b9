package searcher

import (
	"sync"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// labelSet numbers the values of a label over all segments of a view; the segments' own ordinals differ.
type labelSet struct {
	values []string
	number map[string]uint32
	// local turns the ordinals of each segment into numbers.
	local [][]uint32
	// live holds the numbers of values that some article has; those of deleted ones stay in their segments for a while.
	live bitset

	once   sync.Once
	folded map[string][]uint32
}

// newLabelSet costs a look at every distinct value of every segment, and at every document of those with deletions.
func newLabelSet(v *view, column segment.LabelColumn) (*labelSet, error) {
	s := &labelSet{number: map[string]uint32{}, local: make([][]uint32, len(v.Segments))}
	columns := make([]segment.Labels, len(v.Segments))
	for i := range v.Segments {
		l, err := v.Segments[i].Labels(column)
		if err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		columns[i] = l
		s.local[i] = make([]uint32, l.Values())
		for ordinal := range l.Values() {
			n, ok := s.number[string(l.Value(ordinal))]
			if !ok {
				n = uint32(len(s.values))
				value := string(l.Value(ordinal))
				s.values = append(s.values, value)
				s.number[value] = n
			}
			s.local[i][ordinal] = n
		}
	}
	s.live = make(bitset, words(uint32(len(s.values))))
	for i := range v.Segments {
		s.enliven(v, i, &columns[i])
	}
	return s, nil
}

func (s *labelSet) enliven(v *view, i int, l *segment.Labels) {
	if v.deleted[i] == nil {
		for _, n := range s.local[i] {
			s.live.set(n)
		}
		return
	}
	for doc := range v.Segments[i].Docs() {
		if v.deleted[i].has(doc) {
			continue
		}
		for from, to := l.Of(doc); from < to; from++ {
			s.live.set(s.local[i][l.Ordinal(from)])
		}
	}
}

// find returns the numbers that a value of a filter means: the value as written, or where no article has it so, every
// value of the same letters.
func (s *labelSet) find(value string) []uint32 {
	if n, ok := s.number[value]; ok && s.live.has(n) {
		return []uint32{n}
	}
	s.once.Do(func() {
		s.folded = make(map[string][]uint32, len(s.values))
		for n, v := range s.values {
			key := turkish.Fold(v)
			s.folded[key] = append(s.folded[key], uint32(n))
		}
	})
	return s.folded[turkish.Fold(value)]
}
