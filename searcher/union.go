package searcher

import (
	"context"
	"errors"
	"slices"

	"github.com/blevesearch/vellum"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// The newest articles with a word are the first of its lists, and need no look at the others but for their number: how many
// documents have the dictionary form or any spelling. Few spellings are looked up one by one; those in more documents Warm
// has counted.

// countedUnion is from how many documents on, summed up over the spellings of a word, Warm counts.
const countedUnion = 128

// unions is how many documents of a segment have a dictionary form or any spelling of a word, by unionKey.
type unions map[string]uint32

func unionKey(fold, lemma string) string { return fold + "\x00" + lemma }

// unionCounter counts the unions of a segment.
type unionCounter struct {
	seg   *indexer.View
	least int
	it    segment.Iterator
	set   bitset
	found unions
	// fold, spellings and lists are those of the word at hand, sum the documents of the lists.
	fold      string
	spellings []string
	lists     []segment.List
	sum       int
}

// countUnions counts those of all words whose spellings are in at least so many documents.
func countUnions(ctx context.Context, seg *indexer.View, least int) (unions, error) {
	c := unionCounter{seg: seg, least: least, set: make(bitset, words(seg.Docs())), found: unions{}}
	fst, err := seg.Terms(segment.Exact)
	if err != nil {
		return nil, err
	}
	it, err := fst.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		key, value := it.Current()
		fold, exact := segment.CutExactKey(key)
		if string(fold) != c.fold {
			if err := c.count(ctx); err != nil {
				return nil, err
			}
			c.fold = string(fold)
		}
		c.lists = append(c.lists, segment.List{})
		l := &c.lists[len(c.lists)-1]
		if err := seg.List(segment.Exact, value, l); err != nil {
			return nil, err
		}
		c.spellings = append(c.spellings, string(exact))
		c.sum += l.Docs
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		return nil, err
	}
	return c.found, c.count(ctx)
}

// count counts the word at hand with the dictionary form of each of its spellings, and makes ready for the next.
func (c *unionCounter) count(ctx context.Context) error {
	defer func() { c.spellings, c.lists, c.sum = c.spellings[:0], c.lists[:0], 0 }()
	if c.sum < c.least {
		return nil
	}
	for n := range c.lists {
		lemma := signalsOf(c.spellings[n]).Lemma
		key := unionKey(c.fold, lemma)
		if _, known := c.found[key]; known || c.lists[n].Docs < c.least {
			continue
		}
		var l segment.List
		if err := c.seg.Lookup(segment.Lemma, []byte(lemma), &l); err != nil {
			return err
		}
		clear(c.set)
		if err := c.add(ctx, &l); err != nil {
			return err
		}
		for n := range c.lists {
			if err := c.add(ctx, &c.lists[n]); err != nil {
				return err
			}
		}
		c.found[key] = uint32(c.set.count())
	}
	return nil
}

func (c *unionCounter) add(ctx context.Context, l *segment.List) error {
	c.it.Reset(l)
	for c.it.Next() {
		c.it.Or(c.set)
	}
	return errors.Join(c.it.Err(), ctx.Err())
}

// stepThrough makes sequences of the hits where these are the articles with one word, by date, whose number is known.
func (m *matcher) stepThrough(ctx context.Context) (done bool, err error) {
	p := m.p
	if p.Sort != ByNewest && p.Sort != ByOldest || p.root.kind != isAtom || p.dated || p.Collapse != "" || p.Story != "" ||
		len(p.Facets) > 0 || p.Timeline != "" || len(m.clauses) > 0 {
		return false, nil
	}
	if forms := m.formsOf(p.root.atom); len(forms) != 1 || forms[0].isMade() || forms[0].field > 0 {
		return false, nil
	}
	total := 0
	for i := range m.v.Segments {
		n, known, err := m.countUnion(ctx, i, p.root.atom)
		if err != nil || !known {
			m.sequences = m.sequences[:0]
			return false, m.v.Segments[i].Damaged(err)
		}
		total += n
		m.sequences = append(m.sequences, &stepped{ctx, m, i, p.root.atom, n})
	}
	m.total, m.failed = total, nil
	return true, nil
}

// countUnion is how many documents of a segment have a word, if that is known without reading its lists.
func (m *matcher) countUnion(ctx context.Context, i, atom int) (docs int, known bool, err error) {
	l := m.leavesOf(i, atom)[0]
	spellings, sum := m.lists[l.from:l.to], 0
	for n := range spellings {
		sum += spellings[n].Docs
	}
	switch {
	case m.v.deleted[i] != nil:
		return 0, false, nil
	case l.lemma < 0 && len(spellings) <= 1:
		return sum, true, nil
	case sum >= m.p.countedUnion:
		w := &m.formsOf(atom)[0].words[0]
		counted := m.v.unions[i].Load()
		if counted == nil {
			return 0, false, nil
		}
		n, known := (*counted)[unionKey(w.Fold, w.Lemma)]
		return int(n), known, nil
	}
	var all []uint32
	for n := range spellings {
		m.it.Reset(&spellings[n])
		for m.it.Next() {
			all = append(all, m.it.Docs()...)
		}
		if err := m.it.Err(); err != nil {
			return 0, false, err
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	docs = len(all)
	if l.lemma >= 0 {
		docs += m.lists[l.lemma].Docs
		m.it.Reset(&m.lists[l.lemma])
		for _, doc := range all {
			if _, has := find(&m.it, doc); has {
				docs--
			}
		}
	}
	return docs, true, errors.Join(m.it.Err(), m.step(ctx))
}

// stepped is the documents of an atom, docs of them, which are looked for step by step. What goes wrong stands in the
// failed of the matcher.
type stepped struct {
	ctx           context.Context //nolint:containedctx // of the search that the sequence belongs to
	m             *matcher
	segment, atom int
	docs          int
}

// firstStep is how many documents of a segment are looked at first; each step is twice as long.
const firstStep = 1 << 12

// each implements sequence.
func (s *stepped) each(first, last uint32, visit func(doc uint32) bool) bool {
	for from, step := first, uint32(firstStep); from < last; step *= 2 {
		to := min(last, from+step)
		if !s.within(from, to, func(set bitset) bool { return set.each(from, to, visit) }) {
			return false
		}
		from = to
	}
	return true
}

// eachBackwards implements sequence.
func (s *stepped) eachBackwards(first, last uint32, visit func(doc uint32) bool) {
	for to, step := last, uint32(firstStep); to > first; step *= 2 {
		from := max(first, to-min(step, to))
		if !s.within(from, to, func(set bitset) bool {
			goOn := true
			set.eachBackwards(from, to, func(doc uint32) bool {
				goOn = visit(doc)
				return goOn
			})
			return goOn
		}) {
			return
		}
		to = from
	}
}

// within hands over the documents from first up to last.
func (s *stepped) within(first, last uint32, look func(bitset) bool) bool {
	if s.docs == 0 || s.m.failed != nil {
		return false
	}
	seg := &s.m.v.Segments[s.segment]
	set := s.m.temp(0, words(seg.Docs()))
	s.m.failed = seg.Damaged(s.m.or(s.ctx, s.segment, s.atom, set, first, last))
	goOn := s.m.failed == nil && look(set)
	set.clear(first, last)
	return goOn
}
