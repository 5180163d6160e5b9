package searcher

import (
	"context"
	"math/bits"
	"slices"
)

// Ranking by relevance has two stages. The first is BM25F over all hits (window.go). In the second the best of them, as
// many as Weights.Closer says, are looked at closer: for every pair of words that are neighbours in the query, and stand
// beside each other in that order in some text field, in any of their forms, an article earns Weights.Pair times the lower
// of the two rarities; for a query that is text gist.go says what else. They are sorted again; the hits behind them stay where they are, and below them. So pages are as
// stable as those of the first stage.

// pair is two neighbouring words of the query, each a place in plan.atoms.
type pair struct{ left, right int }

// maxPairs is how many pairs of a query are looked for, the first ones.
const maxPairs = 64

// pairs are the different ones of the plan. A word that is written in one way only, or shut out, is no neighbour.
func (p *plan) pairs(all []pair) []pair {
	for i := 1; i < len(p.typed) && len(all) < maxPairs; i++ {
		next := pair{p.typed[i-1].atom, p.typed[i].atom}
		if next.left >= 0 && next.right >= 0 && next.left != next.right && !slices.Contains(all, next) {
			all = append(all, next)
		}
	}
	return all
}

// closer looks at candidates closer. Its arrays are used again.
type closer struct {
	pairs []pair
	// words are the atoms of the pairs, finders find these in the segment at hand; the members of neighbours are places
	// among them.
	words      []int
	finders    []wordFinder
	neighbours []neighbours
	gist       gist
}

// neighbours is a pair on its way through the articles; worth is what it earns.
type neighbours struct {
	left, right int
	worth       float32
	isFound     bool
}

// closerHits is how many of the best hits are looked at closer; 0 where nothing can be learned by it.
func (m *matcher) closerHits(skip int) int {
	if skip >= m.w.Closer {
		return 0
	}
	if m.close.pairs = m.close.pairs[:0]; m.w.Pair > 0 {
		m.close.pairs = m.p.pairs(m.close.pairs)
	}
	if len(m.close.pairs) == 0 && !m.w.hasGist() {
		return 0
	}
	return m.w.Closer
}

// lookCloser adds to the scores of candidates what they earn in the second stage, and sorts them.
func (m *matcher) lookCloser(ctx context.Context, found []candidate) error {
	slices.SortFunc(found, func(a, b candidate) int {
		if a.segment != b.segment {
			return a.segment - b.segment
		}
		return int(a.doc) - int(b.doc)
	})
	at := -1
	for n := range found {
		c := &found[n]
		if c.segment != at {
			at = c.segment
			if err := m.openCloser(at); err != nil {
				return m.v.Segments[at].Damaged(err)
			}
		}
		earned, err := m.earnCloser(c.doc)
		if err != nil {
			return m.v.Segments[at].Damaged(err)
		}
		c.score += earned
		if err := m.rank.step(ctx); err != nil {
			return err
		}
	}
	slices.SortFunc(found, ByRelevance.before)
	return nil
}

// openCloser makes finders of the words that are looked for closer, over their lists in a segment.
func (m *matcher) openCloser(i int) error {
	c := &m.close
	c.words, c.neighbours = c.words[:0], c.neighbours[:0]
	place := func(atom int) int {
		n := slices.Index(c.words, atom)
		if n < 0 {
			n = len(c.words)
			c.words = append(c.words, atom)
			if n == len(c.finders) {
				c.finders = append(c.finders, wordFinder{})
			}
			m.openFinder(i, atom, &c.finders[n])
		}
		return n
	}
	for _, p := range c.pairs {
		left, right := &m.formsOf(p.left)[0], &m.formsOf(p.right)[0]
		worth := float32(m.w.Pair) * min(left.weight*left.rarity, right.weight*right.rarity)
		c.neighbours = append(c.neighbours, neighbours{left: place(p.left), right: place(p.right), worth: worth})
	}
	if !m.w.hasGist() {
		return nil
	}
	for a := range m.p.atoms {
		if m.p.atoms[a].isPlain() {
			place(a)
		}
	}
	return m.openGist(i)
}

// openFinder gives a finder the lists of all single words by which an atom is found.
func (m *matcher) openFinder(i, atom int, f *wordFinder) {
	f.lists, f.located = f.lists[:0], false
	add := func(list int) {
		n := len(f.lists)
		f.lists = slices.Grow(f.lists, 1)[:n+1]
		f.lists[n].Reset(&m.lists[list])
	}
	forms, leaves := m.formsOf(atom), m.leavesOf(i, atom)
	for n := range forms {
		if forms[n].isMade() {
			continue
		}
		if leaves[n].lemma >= 0 {
			add(leaves[n].lemma)
		}
		for list := leaves[n].from; list < leaves[n].to; list++ {
			add(list)
		}
	}
}

// earnCloser is what the second stage gives a document.
func (m *matcher) earnCloser(doc uint32) (earned float32, err error) {
	c := &m.close
	for n, atom := range c.words {
		if err := c.finders[n].locate(doc); err != nil {
			return 0, err
		}
		if field := m.p.atoms[atom].field; field > 0 {
			c.finders[n].fields &= 1 << (field - 1)
		}
	}
	if m.w.hasGist() {
		earned = m.earnByGist(doc)
	}
	byPairs, err := m.earnByPairs(doc)
	return earned + byPairs, err
}

// earnByPairs is what the pairs give a document whose words have been located. Places are read where both words of a pair
// stand in a text field.
func (m *matcher) earnByPairs(doc uint32) (earned float32, err error) {
	c := &m.close
	for n := range c.neighbours {
		p := &c.neighbours[n]
		p.isFound = false
		left, right := &c.finders[p.left], &c.finders[p.right]
		for fields := left.fields & right.fields; fields != 0; fields &= fields - 1 {
			f := bits.TrailingZeros8(fields)
			if err := left.find(doc, f); err != nil {
				return 0, err
			}
			if err := right.find(doc, f); err != nil {
				return 0, err
			}
			if p.isFound = follows(left.at, right.at); p.isFound {
				earned += p.worth
				break
			}
		}
	}
	return earned, nil
}

// follows reports whether a place of right comes next to one of left; both ascend.
func follows(left, right []uint32) bool {
	for _, at := range left {
		for len(right) > 0 && right[0] <= at {
			right = right[1:]
		}
		if len(right) > 0 && right[0] == at+1 {
			return true
		}
	}
	return false
}
