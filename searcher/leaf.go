package searcher

import (
	"bytes"
	"context"
	"errors"

	"github.com/blevesearch/vellum"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// leaf is what a segment has of a form: for a word its lists among those of the matcher, for anything else the documents.
type leaf struct {
	// lemma and typed are the places of lists, -1 where there is none; the spellings are [from, to) and hold typed.
	lemma, typed, from, to int
	// made holds the postings of what stands in no dictionary.
	made *postings
}

var noLeaf = leaf{lemma: -1, typed: -1}

// postings are those of a term that stands in no dictionary: made while searching.
type postings struct {
	docs        []uint32
	frequencies [indexer.TextFields][]uint32
}

func (p *postings) reset() {
	p.docs = p.docs[:0]
	for f := range p.frequencies {
		p.frequencies[f] = p.frequencies[f][:0]
	}
}

// append adds the postings of documents that come after those there are.
func (p *postings) append(more *postings) {
	p.docs = append(p.docs, more.docs...)
	for f := range p.frequencies {
		p.frequencies[f] = append(p.frequencies[f], more.frequencies[f]...)
	}
}

// bytes is what the postings take.
func (p *postings) bytes() int { return len(p.docs) * (1 + len(p.frequencies)) * 4 }

// scratch lends what is made while searching, until reset.
type scratch struct {
	all  []*postings
	used int
	// iterators are lent a piece at a time; sets are given back.
	iterators []segment.Iterator
	lent      int
	sets      []bitset
}

func (s *scratch) reset() { s.used, s.lent = 0, 0 }

func (s *scratch) postings() *postings {
	if s.used == len(s.all) {
		s.all = append(s.all, &postings{})
	}
	p := s.all[s.used]
	s.used++
	p.reset()
	return p
}

// maxKeptIterators is how many iterators, of some 2 KB each, stay for the next search.
const maxKeptIterators = 256

// lend returns n iterators.
func (s *scratch) lend(n int) []segment.Iterator {
	if s.lent+n > maxKeptIterators {
		return make([]segment.Iterator, n)
	}
	if s.iterators == nil {
		s.iterators = make([]segment.Iterator, maxKeptIterators)
	}
	s.lent += n
	return s.iterators[s.lent-n : s.lent : s.lent]
}

// set returns an empty set; giveBack takes it.
func (s *scratch) set(words int) bitset {
	if n := len(s.sets) - 1; n >= 0 {
		set := s.sets[n]
		s.sets = s.sets[:n]
		return zeroed(set, words)
	}
	return make(bitset, words)
}

func (s *scratch) giveBack(set bitset) { s.sets = append(s.sets, set) }

// open finds the lists of all forms in all segments, and counts the articles.
func (m *matcher) open(ctx context.Context) error {
	if err := m.spell(ctx); err != nil {
		return err
	}
	for i := range m.v.Segments {
		for f := range m.forms {
			l, err := m.openForm(ctx, i, &m.forms[f])
			if err != nil {
				return m.v.Segments[i].Damaged(err)
			}
			m.leaves = append(m.leaves, l)
		}
	}
	return nil
}

func (m *matcher) openForm(ctx context.Context, i int, f *form) (leaf, error) {
	if f.isMade() {
		l := noLeaf
		var err error
		if f.kind == spelledLike {
			l.made, err = m.union(ctx, i, m.p.patterns[f.pattern].values[i], f.field)
		} else {
			l.made, err = m.placed(ctx, i, &f.atom)
		}
		f.docs += len(l.made.docs)
		return l, err
	}
	w := f.words[0]
	l, err := m.openWord(i, f)
	if err != nil {
		return l, err
	}
	spelled := 0
	for n := l.from; n < l.to; n++ {
		docs, err := m.living(ctx, i, &m.lists[n], f.field)
		if err != nil {
			return l, err
		}
		spelled += docs
		if n == l.typed {
			f.typed += docs
		}
	}
	f.spelled += spelled
	if w.Lemma != "" {
		if err := m.list(i, segment.Lemma, []byte(w.Lemma), &l.lemma); err != nil {
			return l, err
		}
		if l.lemma >= 0 {
			docs, err := m.living(ctx, i, &m.lists[l.lemma], f.field)
			if err != nil {
				return l, err
			}
			f.lemmas += docs
		}
	}
	f.docs = max(f.lemmas, f.spelled)
	return l, nil
}

// list opens the list of a key and sets at to its place, or leaves it.
func (m *matcher) list(i int, s segment.Signal, key []byte, at *int) error {
	m.lists = append(m.lists, segment.List{})
	l := &m.lists[len(m.lists)-1]
	if err := m.v.Segments[i].Lookup(s, key, l); err != nil {
		return err
	}
	if l.Docs == 0 {
		m.lists = m.lists[:len(m.lists)-1]
		return nil
	}
	*at = len(m.lists) - 1
	return nil
}

// openWord opens the lists of the spellings by which a word is found.
func (m *matcher) openWord(i int, f *form) (leaf, error) {
	w := f.words[0]
	if f.kind != asWritten {
		return m.openSpellings(i, w)
	}
	l := noLeaf
	l.from, l.to = len(m.lists), len(m.lists)
	err := m.list(i, segment.Exact, segment.ExactKey(nil, w.Fold, w.Exact), &l.typed)
	if l.typed >= 0 {
		l.to++
	}
	return l, err
}

// openSpellings opens the lists of all spellings of a word: letters and diacritics aside they are the same.
func (m *matcher) openSpellings(i int, w turkish.Signals) (leaf, error) {
	l := noLeaf
	l.from, l.to = len(m.lists), len(m.lists)
	seg := &m.v.Segments[i]
	m.key = append(m.key[:0], w.Fold...)
	have, err := seg.Spellings(m.key)
	if err != nil || have.Docs == 0 {
		return l, err
	}
	add := func(isTyped bool, open func(*segment.List) error) error {
		m.lists = append(m.lists, segment.List{})
		list := &m.lists[len(m.lists)-1]
		if err := open(list); err != nil || list.Docs == 0 {
			m.lists = m.lists[:len(m.lists)-1]
			return err
		}
		if isTyped {
			l.typed = l.to
		}
		l.to++
		return nil
	}
	err = add(w.Exact == w.Fold, func(list *segment.List) error { return seg.Bare(have, list) })
	others := have.Others
	if err == nil && others > 0 && w.Exact != w.Fold {
		m.key = segment.ExactKey(m.key[:0], w.Fold, w.Exact)
		before := l.to
		err = add(true, func(list *segment.List) error { return seg.Lookup(segment.Exact, m.key, list) })
		others -= l.to - before
	}
	if err != nil || others == 0 {
		return l, err
	}
	return l, eachOther(seg.Segment, w.Fold, func(exact []byte, value uint64) error {
		if string(exact) == w.Exact {
			return nil
		}
		return add(false, func(list *segment.List) error { return seg.List(segment.Exact, value, list) })
	})
}

// eachOther visits the spellings of a folded word that are not the folded form itself, with their values.
func eachOther(seg *segment.Segment, fold string, visit func(exact []byte, value uint64) error) error {
	fst, err := seg.Terms(segment.Exact)
	if err != nil {
		return err
	}
	it, err := fst.Iterator(spellingRange(fold))
	for ; err == nil; err = it.Next() {
		key, value := it.Current()
		if _, exact := segment.CutExactKey(key); len(exact) < len(key) {
			if err := visit(exact, value); err != nil {
				return err
			}
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return err
}

// spellingRange is the range of keys in which all spellings of a folded word stand.
func spellingRange(fold string) (from, to []byte) {
	from = []byte(fold)
	return from, append(bytes.Clone(from), 1)
}

// living is the number of documents of a list that are not deleted, and have the term in a text field.
func (m *matcher) living(ctx context.Context, i int, l *segment.List, field int) (int, error) {
	deleted := m.v.deleted[i]
	if deleted == nil && field > 0 {
		return int(l.FieldDocs[field-1]), nil
	}
	if deleted == nil {
		return l.Docs, nil
	}
	n := 0
	m.it.Reset(l)
	for m.it.Next() {
		if err := m.step(ctx); err != nil {
			return 0, err
		}
		var frequencies []uint32
		if field > 0 {
			frequencies, _ = m.it.Frequencies(field - 1)
		}
		for at, doc := range m.it.Docs() {
			if !deleted.has(doc) && (field == 0 || frequencies[at] > 0) {
				n++
			}
		}
	}
	return n, m.it.Err()
}
