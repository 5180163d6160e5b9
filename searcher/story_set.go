package searcher

import (
	"errors"

	"github.com/haberara/haberara/indexer/segment"
)

// storySet numbers the stories of a view.
type storySet struct {
	// of are the numbers of the stories of the documents of each segment; that of a deleted one means nothing.
	of [][]uint32
	// names are the stories as the segments name them, by number.
	names []uint64
	// The articles of story n are members[starts[n]:starts[n+1]].
	starts  []uint32
	members []member
}

// member is a document.
type member struct{ segment, doc uint32 }

// newStorySet costs a look at every article.
func newStorySet(v *view) (*storySet, error) {
	s := &storySet{}
	numbers := newNumbering(int(v.Live))
	for i := range v.Segments {
		stories, err := v.Segments[i].Stories()
		if err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		of := make([]uint32, v.Segments[i].Docs())
		v.living(i).each(0, v.Segments[i].Docs(), func(doc uint32) bool {
			of[doc] = numbers.number(stories.At(doc))
			return true
		})
		s.of = append(s.of, of)
	}
	s.names = numbers.values
	s.starts, s.members = make([]uint32, len(s.names)+1), make([]member, v.Live)
	for i := range s.of {
		v.living(i).each(0, v.Segments[i].Docs(), func(doc uint32) bool {
			s.starts[s.of[i][doc]+1]++
			return true
		})
	}
	for n := range s.names {
		s.starts[n+1] += s.starts[n]
	}
	at := append([]uint32{}, s.starts...)
	for i := range s.of {
		v.living(i).each(0, v.Segments[i].Docs(), func(doc uint32) bool {
			n := s.of[i][doc]
			s.members[at[n]] = member{uint32(i), doc}
			at[n]++
			return true
		})
	}
	return s, nil
}

// living is the documents of a segment that are not deleted.
func (v *view) living(i int) stretch { return stretch{0, v.Segments[i].Docs(), v.deleted[i]} }

// articles returns the articles of a story.
func (s *storySet) articles(n uint32) []member { return s.members[s.starts[n]:s.starts[n+1]] }

// find returns the number of a story.
func (s *storySet) find(name uint64) (uint32, bool) {
	for n, other := range s.names {
		if other == name {
			return uint32(n), true
		}
	}
	return 0, false
}

// numbering numbers hashes in the order in which they come.
type numbering struct {
	values []uint64
	// slots are places in values, counted from 1, where their lower bits say or behind.
	slots []uint32
}

func newNumbering(most int) *numbering {
	size := 1
	for size < 2*most {
		size *= 2
	}
	return &numbering{slots: make([]uint32, size)}
}

func (n *numbering) number(value uint64) uint32 {
	mask := uint64(len(n.slots) - 1)
	at := value & mask
	for ; n.slots[at] != 0; at = (at + 1) & mask {
		if number := n.slots[at] - 1; n.values[number] == value {
			return number
		}
	}
	n.values = append(n.values, value)
	n.slots[at] = uint32(len(n.values))
	return uint32(len(n.values) - 1)
}

// first returns the article of a story that was published first, undated ones last, and the last date there is.
func (s *storySet) first(v *view, n uint32) (first member, begun, last int64, err error) {
	begun, last = maxTime, segment.NoTime
	least := uint64(0)
	for i, a := range s.articles(n) {
		seg := &v.Segments[a.segment]
		published, err1 := seg.Times(segment.Published)
		keys, err2 := seg.Keys()
		if err := errors.Join(err1, err2); err != nil {
			return first, 0, 0, seg.Damaged(err)
		}
		t, key := published.At(a.doc), keys.At(a.doc)
		last = max(last, t)
		if t == segment.NoTime {
			t = maxTime
		}
		if i == 0 || t < begun || t == begun && key < least {
			first, begun, least = a, t, key
		}
	}
	return first, begun, last, nil
}

// sources counts the sources of a story.
func (s *storySet) sources(v *view, n uint32) (int, error) {
	set, err := v.labelSet(Source)
	if err != nil {
		return 0, err
	}
	seen := map[uint32]bool{}
	for _, a := range s.articles(n) {
		seg := &v.Segments[a.segment]
		labels, err := seg.Labels(set.column)
		if err != nil {
			return 0, seg.Damaged(err)
		}
		for at, end := labels.Of(a.doc); at < end; at++ {
			seen[set.local[a.segment][labels.Ordinal(at)]] = true
		}
	}
	return len(seen), nil
}

// value returns the first value of a label of a document.
func (v *view) value(column segment.LabelColumn, a member) (string, error) {
	seg := &v.Segments[a.segment]
	labels, err := seg.Labels(column)
	if err != nil {
		return "", seg.Damaged(err)
	}
	if at, end := labels.Of(a.doc); at < end {
		return string(labels.Value(labels.Ordinal(at))), nil
	}
	return "", nil
}
