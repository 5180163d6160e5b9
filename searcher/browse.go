package searcher

import (
	"github.com/haberara/haberara/indexer/segment"
)

// sequence is a set of documents of a segment in order.
type sequence interface {
	// each and eachBackwards call visit for every member from first up to last, last excluded, until it returns false.
	each(first, last uint32, visit func(doc uint32) bool) bool
	eachBackwards(first, last uint32, visit func(doc uint32) bool)
}

// begin reads the filters. A search without words whose hits follow one another in the index, or are the documents of one
// value, is done with that: its total is known from sizes, and its pages are read from an end (done is true).
func (m *matcher) begin() (done bool, err error) {
	m.sequences, m.failed = m.sequences[:0], nil
	if err := m.readFilters(); err != nil {
		return false, err
	}
	if !m.isBrowsing() {
		return false, nil
	}
	for i := range m.v.Segments {
		s, n, err := m.browse(i)
		if err != nil {
			return false, m.v.Segments[i].Damaged(err)
		}
		m.sequences = append(m.sequences, s)
		m.total += n
	}
	return true, nil
}

// isBrowsing says that browse can tell the hits, and that nothing else needs them as a set.
func (m *matcher) isBrowsing() bool {
	if m.p.Collapse != "" || m.p.Story != "" || m.p.root.kind != isAnything || m.p.dated && m.p.Date != Published {
		return false
	}
	counted := m.p.Timeline != ""
	for _, l := range m.p.Facets {
		column, _ := l.column()
		counted = counted || !m.isAll(column)
	}
	if len(m.clauses) == 0 {
		return !counted || !m.p.dated
	}
	if counted || len(m.clauses) > 1 || !m.clauses[0].want || len(m.clauses[0].values) > 1 {
		return false
	}
	for _, deleted := range m.v.deleted {
		if deleted != nil {
			return false
		}
	}
	return true
}

// browse returns the hits of a segment, and how many there are.
func (m *matcher) browse(i int) (sequence, int, error) {
	first, last, err := m.dates(i)
	if err != nil {
		return nil, 0, err
	}
	if len(m.clauses) == 0 {
		s := stretch{first, last, m.v.deleted[i]}
		n := int(last - first)
		if s.deleted != nil {
			n -= s.deleted.countIn(first, last)
		}
		return s, n, nil
	}
	c, seg := &m.clauses[0], &m.v.Segments[i]
	labels, err := seg.Labels(c.label)
	if err != nil || len(c.values) == 0 {
		return stretch{}, 0, err
	}
	ordinal, ok := labels.Find(c.set.values[c.values[0]])
	if !ok {
		return stretch{}, 0, nil
	}
	carriers, err := seg.Carriers(c.label, ordinal)
	if err != nil {
		return nil, 0, err
	}
	s := carried{carriers, first, last}
	if m.p.dated {
		return s, carriers.Count(first, last), nil
	}
	return s, carriers.Docs(), nil
}

// sequence returns the hits of a segment.
func (m *matcher) sequence(i int) sequence {
	if len(m.sequences) > 0 {
		return m.sequences[i]
	}
	return m.hits[i]
}

// countHits is how many hits of a segment there are from one document up to another.
func (m *matcher) countHits(i int, first, last uint32) (n int) {
	if len(m.sequences) == 0 {
		return m.hits[i].countIn(first, last)
	}
	m.sequences[i].each(first, last, func(uint32) bool {
		n++
		return true
	})
	return n
}

// stretch is the documents that follow one another from first up to last, without those that are deleted.
type stretch struct {
	first, last uint32
	deleted     bitset
}

func (s stretch) each(first, last uint32, visit func(doc uint32) bool) bool {
	for doc := max(first, s.first); doc < min(last, s.last); doc++ {
		if (s.deleted == nil || !s.deleted.has(doc)) && !visit(doc) {
			return false
		}
	}
	return true
}

func (s stretch) eachBackwards(first, last uint32, visit func(doc uint32) bool) {
	for doc := min(last, s.last); doc > max(first, s.first); doc-- {
		if (s.deleted == nil || !s.deleted.has(doc-1)) && !visit(doc-1) {
			return
		}
	}
}

// carried is the documents from first up to last that carry a value.
type carried struct {
	segment.Carriers
	first, last uint32
}

func (c carried) each(first, last uint32, visit func(doc uint32) bool) bool {
	all := true
	c.Each(max(first, c.first), min(last, c.last), func(doc uint32) bool {
		all = visit(doc)
		return all
	})
	return all
}

func (c carried) eachBackwards(first, last uint32, visit func(doc uint32) bool) {
	c.EachBackwards(max(first, c.first), min(last, c.last), visit)
}
