package searcher

import (
	"slices"
	"sync"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// labelSet numbers the values of a label over all segments of a view; the segments' own ordinals differ.
type labelSet struct {
	column segment.LabelColumn
	values []string
	number map[string]uint32
	// local turns the ordinals of each segment into numbers.
	local [][]uint32
	// counts are the articles that have each value: none for one that only deleted articles have, which stays in its
	// segment for a while. missing is how many articles have no value.
	counts  []uint32
	missing int

	// all are the facets of all articles.
	all facets
	// allStories are those that count stories.
	allStories facets

	once   sync.Once
	folded map[string][]uint32

	lettersOnce sync.Once
	letters     []string
}

// newLabelSet costs a look at every distinct value of every segment and at every deleted document, and where documents
// may have several values, at where those begin.
func newLabelSet(v *view, column segment.LabelColumn) (*labelSet, error) {
	s := &labelSet{column: column, number: map[string]uint32{}, local: make([][]uint32, len(v.Segments))}
	for i := range v.Segments {
		l, err := v.Segments[i].Labels(column)
		if err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		s.local[i] = make([]uint32, l.Values())
		for ordinal := range l.Values() {
			n, ok := s.number[string(l.Value(ordinal))]
			if !ok {
				n = uint32(len(s.values))
				value := string(l.Value(ordinal))
				s.values = append(s.values, value)
				s.number[value] = n
				s.counts = append(s.counts, 0)
			}
			s.local[i][ordinal] = n
		}
		if err := s.count(v, i, &l); err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
	}
	return s, nil
}

// count adds the articles of a segment.
func (s *labelSet) count(v *view, i int, l *segment.Labels) error {
	docs, filled := v.Segments[i].Docs(), 0
	for ordinal, n := range s.local[i] {
		carriers, err := v.Segments[i].Carriers(s.column, uint32(ordinal))
		if err != nil {
			return err
		}
		s.counts[n] += uint32(carriers.Docs())
		filled += carriers.Docs()
	}
	if _, ok := l.Single(); ok {
		s.missing += int(docs) - filled
	} else {
		for doc := range docs {
			if from, to := l.Of(doc); from == to {
				s.missing++
			}
		}
	}
	if v.deleted[i] == nil {
		return nil
	}
	v.deleted[i].each(0, docs, func(doc uint32) bool {
		from, to := l.Of(doc)
		if from == to {
			s.missing--
		}
		for ; from < to; from++ {
			s.counts[s.local[i][l.Ordinal(from)]]--
		}
		return true
	})
	return nil
}

// distinct is the number of values that some article has.
func (s *labelSet) distinct() int {
	n := 0
	for _, count := range s.counts {
		if count > 0 {
			n++
		}
	}
	return n
}

// find returns the numbers that a value of a filter means: the value as written, or where no article has it so, every
// value of the same letters.
func (s *labelSet) find(value string) []uint32 {
	if n, ok := s.number[value]; ok && s.counts[n] > 0 {
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

// foldedLetters are the values as patterns take them. They are made at the first call and kept: folding them takes longer
// than matching.
func (s *labelSet) foldedLetters() []string {
	s.lettersOnce.Do(func() {
		s.letters = make([]string, len(s.values))
		for n, v := range s.values {
			s.letters[n] = foldedPart(v)
		}
	})
	return s.letters
}

// facets keeps the facets of a label by their size.
type facets struct {
	m    sync.Mutex
	made map[int]Facet
}

// maxSizes is how many sizes are kept: few are ever asked for.
const maxSizes = 8

func (f *facets) get(size int, make func() (Facet, error)) (Facet, error) {
	f.m.Lock()
	found, ok := f.made[size]
	f.m.Unlock()
	if !ok {
		var err error
		if found, err = make(); err != nil {
			return found, err
		}
		f.m.Lock()
		if f.made == nil || len(f.made) == maxSizes {
			f.made = map[int]Facet{}
		}
		f.made[size] = found
		f.m.Unlock()
	}
	found.Values = slices.Clone(found.Values)
	return found, nil
}
