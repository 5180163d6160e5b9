package searcher

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// match sets the hits of a segment: what the query asks for, within the dates of the plan, deleted documents aside.
func (m *matcher) match(ctx context.Context, i int) error {
	seg := &m.v.Segments[i]
	first, last, err := m.dates(i)
	if err != nil {
		return err
	}
	m.hits[i].clear(m.ranges[i].first, m.ranges[i].last)
	m.hits[i] = sized(m.hits[i], words(seg.Docs()))
	m.ranges[i] = docRange{first, last}
	if err := m.evaluate(ctx, i, &m.p.root, m.hits[i], first, last, 0); err != nil {
		return err
	}
	if m.v.deleted[i] != nil {
		m.hits[i].part(first, last).andNot(m.v.deleted[i].part(first, last))
	}
	return nil
}

// dates returns the range of documents outside of which nothing is a hit.
func (m *matcher) dates(i int) (first, last uint32, err error) {
	seg := &m.v.Segments[i]
	if m.p.dated && m.p.Date == Published {
		first, last, err = seg.Range(m.p.first, m.p.last)
	} else {
		first, last = 0, seg.Docs()
	}
	if err != nil || m.p.root.kind != isAll {
		return first, last, err
	}
	return m.datesOf(i, m.p.root.parts, first, last)
}

// datesOf narrows a range of documents to the dates that all of some conditions want.
func (m *matcher) datesOf(i int, parts []condition, first, last uint32) (uint32, uint32, error) {
	for n := range parts {
		if c := &parts[n]; c.kind == isDated && c.date == Published {
			from, to, err := m.v.Segments[i].Range(c.from, c.to)
			if err != nil {
				return 0, 0, err
			}
			first, last = max(first, from), min(last, to)
		}
	}
	return first, max(first, last), nil
}

// docRange is the documents of a segment from first up to last, last excluded.
type docRange struct{ first, last uint32 }

// temp lends an empty set, so many words long, for a depth of the tree of conditions, to be given back empty.
func (m *matcher) temp(depth, words int) bitset {
	for len(m.temps) <= depth {
		m.temps = append(m.temps, nil)
	}
	m.temps[depth] = sized(m.temps[depth], words)
	return m.temps[depth]
}

// sized makes an empty set so many words long.
func sized(empty bitset, words int) bitset {
	if cap(empty) < words {
		return make(bitset, words)
	}
	return empty[:words]
}

// evaluate adds to an empty set the documents from first up to last for which a condition holds.
func (m *matcher) evaluate(ctx context.Context, i int, c *condition, set bitset, first, last uint32, depth int) error {
	switch c.kind {
	case isAnything:
		set.add(first, last)
		return nil
	case isAtom:
		return m.or(ctx, i, c.atom, set, first, last)
	case isAny:
		for n := range c.parts {
			if err := m.either(ctx, i, &c.parts[n], set, first, last, depth); err != nil {
				return err
			}
		}
		return nil
	case isAll:
		return m.all(ctx, i, c.parts, set, first, last, depth)
	case isNone:
		set.add(first, last)
		for n := range c.parts {
			if err := m.without(ctx, i, &c.parts[n], set, first, last, depth); err != nil {
				return err
			}
		}
		return nil
	}
	set.add(first, last)
	return m.test(ctx, i, c, set, docRange{first, last})
}

// either adds the documents of a condition to a set that may have others.
func (m *matcher) either(ctx context.Context, i int, c *condition, set bitset, first, last uint32, depth int) error {
	if c.kind == isAtom {
		return m.or(ctx, i, c.atom, set, first, last)
	}
	one := m.temp(depth, len(set))
	if err := m.evaluate(ctx, i, c, one, first, last, depth+1); err != nil {
		return err
	}
	set.part(first, last).or(one.part(first, last))
	one.clear(first, last)
	return nil
}

// without takes the documents of a condition out of a set.
func (m *matcher) without(ctx context.Context, i int, c *condition, set bitset, first, last uint32, depth int) error {
	one := m.temp(depth, len(set))
	var err error
	if c.kind == isAtom {
		err = m.or(ctx, i, c.atom, one, first, last)
	} else {
		err = m.evaluate(ctx, i, c, one, first, last, depth+1)
	}
	set.part(first, last).andNot(one.part(first, last))
	one.clear(first, last)
	return err
}

// all sets the documents for which all conditions hold: dates narrow the range, the rarest words come first, and what is
// left is tested one by one.
func (m *matcher) all(ctx context.Context, i int, parts []condition, set bitset, first, last uint32, depth int) error {
	first, last, err := m.datesOf(i, parts, first, last)
	if err != nil || first >= last {
		return err
	}
	order := make([]sizedPart, 0, len(parts))
	for n := range parts {
		if c := &parts[n]; c.kind != isDated || c.date != Published {
			order = append(order, sizedPart{c, m.size(i, c)})
		}
	}
	slices.SortStableFunc(order, func(a, b sizedPart) int { return cmp.Compare(a.size, b.size) })
	if len(order) == 0 || order[0].isSubtracted() {
		set.add(first, last)
	} else {
		if order[0].size == 0 {
			return nil
		}
		if err := m.evaluate(ctx, i, order[0].condition, set, first, last, depth); err != nil {
			return err
		}
		order = order[1:]
	}
	for _, each := range order {
		n := set.countIn(first, last)
		if n == 0 {
			return nil
		}
		if err := m.narrow(ctx, i, each, set, n, first, last, depth); err != nil {
			return err
		}
	}
	return nil
}

// sizedPart is a condition and at least the number of documents for which it holds.
type sizedPart struct {
	*condition
	size int
}

// isSubtracted says that it is cheaper to take documents out of a set than to make the set of the condition.
func (s *sizedPart) isSubtracted() bool {
	return s.kind == isNone || s.kind == isAnything || s.isTest()
}

// probeRatio is how many times longer than the hits so far the lists of a word are, for it to be cheaper to look the
// hits up in them than to read them all: a block has to be found and unpacked for almost every hit.
const probeRatio = 40

// narrow keeps of n documents those for which a condition holds.
func (m *matcher) narrow(ctx context.Context, i int, c sizedPart, set bitset, n int, first, last uint32, depth int) error {
	switch {
	case c.isTested():
		return m.restrict(ctx, i, c.condition, set, docRange{first, last})
	case c.kind == isNone:
		for part := range c.parts {
			if err := m.without(ctx, i, &c.parts[part], set, first, last, depth); err != nil {
				return err
			}
		}
		return nil
	case c.kind == isAnything:
		return nil
	case c.kind == isAtom && c.size > n*probeRatio:
		return m.probe(ctx, i, c.atom, set, first, last)
	}
	one := m.temp(depth, len(set))
	if err := m.evaluate(ctx, i, c.condition, one, first, last, depth+1); err != nil {
		return err
	}
	set.part(first, last).and(one.part(first, last))
	one.clear(first, last)
	return nil
}

// manyDocs is the size of what can only be tested: it comes last.
const manyDocs = int(^uint(0) >> 2)

// size is at least the number of documents of a segment for which a condition holds.
func (m *matcher) size(i int, c *condition) int {
	switch c.kind {
	case isAtom:
		return m.atomSize(i, c.atom)
	case isAny:
		sum := 0
		for n := range c.parts {
			sum = min(sum+m.size(i, &c.parts[n]), manyDocs)
		}
		return sum
	case isAll:
		least := manyDocs
		for n := range c.parts {
			least = min(least, m.size(i, &c.parts[n]))
		}
		return least
	case isDated:
		if c.date == Published {
			return manyDocs - 1
		}
	}
	return manyDocs
}

// atomSize is at least the number of documents of an atom in a segment.
func (m *matcher) atomSize(i, a int) int {
	n := 0
	for _, l := range m.leavesOf(i, a) {
		if l.made != nil {
			n += len(l.made.docs)
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

// or adds to set the documents of an atom from first up to last.
func (m *matcher) or(ctx context.Context, i, a int, set bitset, first, last uint32) error {
	field := m.p.atoms[a].field
	for _, l := range m.leavesOf(i, a) {
		if l.made != nil {
			for _, doc := range l.made.docs {
				if doc >= first && doc < last {
					set.set(doc)
				}
			}
			continue
		}
		if l.lemma >= 0 {
			if err := m.orList(ctx, &m.lists[l.lemma], field, set, first, last); err != nil {
				return err
			}
		}
		for n := l.from; n < l.to; n++ {
			if err := m.orList(ctx, &m.lists[n], field, set, first, last); err != nil {
				return err
			}
		}
	}
	return nil
}

// orList adds the documents of a list, from first up to last, that have the term in a text field, counted from 1; 0 is any.
func (m *matcher) orList(ctx context.Context, l *segment.List, field int, set bitset, first, last uint32) error {
	if field > 0 && l.FieldDocs[field-1] == 0 {
		return nil
	}
	m.it.Reset(l)
	for ok := m.it.Seek(first); ok && m.it.From() < last; ok = m.it.Next() {
		var frequencies []uint32
		has := true
		if field > 0 {
			frequencies, has = m.it.Frequencies(field - 1)
		}
		switch {
		case !has:
		case field == 0 && m.it.From() >= first && m.it.Last() < last:
			m.it.Or(set)
		default:
			for n, doc := range m.it.Docs() {
				if doc >= first && doc < last && (field == 0 || frequencies[n] > 0) {
					set.set(doc)
				}
			}
		}
		if err := m.step(ctx); err != nil {
			return err
		}
	}
	return m.it.Err()
}

// probe takes out of a set of documents from first up to last those that have no form of an atom.
func (m *matcher) probe(ctx context.Context, i, a int, set bitset, first, last uint32) error {
	var lists []*segment.List
	var made []*postings
	for _, l := range m.leavesOf(i, a) {
		if l.made != nil {
			made = append(made, l.made)
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
	field := m.p.atoms[a].field
	var err error
	set.each(first, last, func(doc uint32) bool {
		found := false
		for n := range lists {
			if found = has(&m.probes[n], doc, field); found {
				break
			}
		}
		for _, p := range made {
			if !found {
				_, found = slices.BinarySearch(p.docs, doc)
			}
		}
		if !found {
			set[doc>>6] &^= 1 << (doc & 63)
		}
		err = m.step(ctx)
		return err == nil
	})
	for n := range lists {
		err = errors.Join(err, m.probes[n].Err())
	}
	return err
}

// has reports whether a list has a document with the term in a text field; documents ascend from call to call.
func has(it *segment.Iterator, doc uint32, field int) bool {
	at, ok := find(it, doc)
	if !ok || field == 0 {
		return ok
	}
	frequencies, _ := it.Frequencies(field - 1)
	return frequencies[at] > 0
}

// find returns the place of a document in the block that it moves to.
func find(it *segment.Iterator, doc uint32) (place int, ok bool) {
	if !it.Seek(doc) || it.From() > doc {
		return 0, false
	}
	docs := it.Docs()
	place = lowerBound(docs, 0, doc)
	return place, place < len(docs) && docs[place] == doc
}
