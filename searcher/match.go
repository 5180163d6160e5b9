package searcher

import (
	"context"
	"slices"
	"sort"

	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// match sets the hits of a segment: what the words ask for, within the dates of the plan, deleted documents aside.
func (m *matcher) match(ctx context.Context, i int) error {
	seg := &m.v.Segments[i]
	docs := seg.Docs()
	m.hits[i] = zeroed(m.hits[i], words(docs))
	hits := m.hits[i]
	first, last, err := m.dates(i)
	if err != nil {
		return err
	}
	if first == last {
		return nil
	}
	var musts, shoulds, nots []int
	for a := range m.p.atoms {
		switch m.p.atoms[a].occur {
		case query.Must:
			musts = append(musts, a)
		case query.MustNot:
			nots = append(nots, a)
		default:
			shoulds = append(shoulds, a)
		}
	}
	switch {
	case len(musts) > 0:
		err = m.all(ctx, i, musts, first, last)
	case len(shoulds) > 0:
		for _, a := range shoulds {
			if err = m.or(ctx, i, a, hits, first, last); err != nil {
				break
			}
		}
	default:
		hits.fill(first, last)
	}
	if err != nil {
		return err
	}
	for _, a := range nots {
		m.temp = zeroed(m.temp, len(hits))
		if err := m.or(ctx, i, a, m.temp, first, last); err != nil {
			return err
		}
		hits.andNot(m.temp)
	}
	trim(hits, first, last)
	if m.v.deleted[i] != nil {
		hits.andNot(m.v.deleted[i])
	}
	return nil
}

// dates returns the range of documents outside of which nothing is a hit.
func (m *matcher) dates(i int) (first, last uint32, err error) {
	seg := &m.v.Segments[i]
	if m.p.dated && m.p.Date == Published {
		return seg.Range(m.p.first, m.p.last)
	}
	return 0, seg.Docs(), nil
}

// trim takes out what lies outside first to last: whole blocks of postings are let in.
func trim(hits bitset, first, last uint32) {
	if n := int(first >> 6); n < len(hits) {
		clear(hits[:n])
		hits[n] &= ^uint64(0) << (first & 63)
	}
	if n := int(last >> 6); n < len(hits) {
		hits[n] &= 1<<(last&63) - 1
		clear(hits[n+1:])
	}
}

// or adds to set the documents of an atom in the blocks from first up to last.
func (m *matcher) or(ctx context.Context, i, a int, set bitset, first, last uint32) error {
	for _, l := range m.leavesOf(i, a) {
		if l.phrase != nil {
			for _, doc := range l.phrase.docs {
				set.set(doc)
			}
			continue
		}
		if l.lemma >= 0 {
			if err := m.orList(ctx, &m.lists[l.lemma], set, first, last); err != nil {
				return err
			}
		}
		for n := l.from; n < l.to; n++ {
			if err := m.orList(ctx, &m.lists[n], set, first, last); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *matcher) orList(ctx context.Context, l *segment.List, set bitset, first, last uint32) error {
	m.it.Reset(l)
	for ok := m.it.Seek(first); ok && m.it.From() < last; ok = m.it.Next() {
		m.it.Or(set)
		if err := m.step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// size is at least the number of documents of an atom in a segment.
func (m *matcher) size(i, a int) int {
	n := 0
	for _, l := range m.leavesOf(i, a) {
		if l.phrase != nil {
			n += len(l.phrase.docs)
			continue
		}
		if l.lemma >= 0 {
			n += m.lists[l.lemma].Docs
		}
		for at := l.from; at < l.to; at++ {
			n += m.lists[at].Docs
		}
	}
	return n
}

// probeRatio is how many times longer than the hits so far the lists of a word are, for it to be cheaper to look the
// hits up in them than to read them all: a block has to be found and unpacked for almost every hit.
const probeRatio = 40

// all sets the hits to the documents that have all atoms, the rarest first.
func (m *matcher) all(ctx context.Context, i int, atoms []int, first, last uint32) error {
	hits := m.hits[i]
	slices.SortFunc(atoms, func(a, b int) int { return m.size(i, a) - m.size(i, b) })
	if m.size(i, atoms[0]) == 0 {
		return nil
	}
	if err := m.or(ctx, i, atoms[0], hits, first, last); err != nil {
		return err
	}
	trim(hits, first, last)
	for _, a := range atoms[1:] {
		n := hits.count()
		if n == 0 {
			return nil
		}
		if m.size(i, a) > n*probeRatio {
			if err := m.probe(ctx, i, a); err != nil {
				return err
			}
			continue
		}
		m.temp = zeroed(m.temp, len(hits))
		if err := m.or(ctx, i, a, m.temp, first, last); err != nil {
			return err
		}
		hits.and(m.temp)
	}
	return nil
}

// probe takes out of the hits those that have no form of an atom.
func (m *matcher) probe(ctx context.Context, i, a int) error {
	hits := m.hits[i]
	var lists []*segment.List
	var phrases []*postings
	for _, l := range m.leavesOf(i, a) {
		if l.phrase != nil {
			phrases = append(phrases, l.phrase)
			continue
		}
		if l.lemma >= 0 {
			lists = append(lists, &m.lists[l.lemma])
		}
		for n := l.from; n < l.to; n++ {
			lists = append(lists, &m.lists[n])
		}
	}
	for len(m.probes) < len(lists) {
		m.probes = append(m.probes, segment.Iterator{})
	}
	for n, l := range lists {
		m.probes[n].Reset(l)
	}
	var err error
	hits.each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
		found := false
		for n := range lists {
			if found = has(&m.probes[n], doc); found {
				break
			}
		}
		for _, p := range phrases {
			if !found {
				_, found = slices.BinarySearch(p.docs, doc)
			}
		}
		if !found {
			hits[doc>>6] &^= 1 << (doc & 63)
		}
		err = m.step(ctx)
		return err == nil
	})
	return err
}

// has reports whether a list has a document; documents ascend from call to call.
func has(it *segment.Iterator, doc uint32) bool {
	_, ok := find(it, doc)
	return ok
}

// find returns the place of a document in the block that it moves to.
func find(it *segment.Iterator, doc uint32) (place int, ok bool) {
	if !it.Seek(doc) || it.From() > doc {
		return 0, false
	}
	docs := it.Docs()
	place = sort.Search(len(docs), func(i int) bool { return docs[i] >= doc })
	return place, place < len(docs) && docs[place] == doc
}
