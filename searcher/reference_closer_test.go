package searcher

import (
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
)

// lookCloser gives the best of all hits, in their order, what neighbours of the query earn beside each other.
func (q *refQuery) lookCloser(hits []refHit, doc func(refHit) refDoc) {
	n := min(q.p.weights.Closer, len(hits))
	if n == 0 || len(q.neighbours()) == 0 {
		return
	}
	last := hits[n-1].score
	for i := range hits {
		plain, with := hits[i].score, hits[i].score+q.byPairs(doc(hits[i]))
		switch isBorder := isNear(plain, last); {
		case i < n && isBorder:
			hits[i].score, hits[i].either = with, plain
		case i < n:
			hits[i].score, hits[i].either = with, with
		case isBorder:
			hits[i].either = with
		}
	}
}

// neighbours are the different pairs of atoms that were typed beside each other.
func (q *refQuery) neighbours() (pairs [][2]int) {
	for i, w := range q.p.typed[:max(len(q.p.typed)-1, 0)] {
		pair := [2]int{w.atom, q.p.typed[i+1].atom}
		if pair[0] >= 0 && pair[1] >= 0 && pair[0] != pair[1] && !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	return pairs[:min(len(pairs), maxPairs)]
}

func (q *refQuery) byPairs(d refDoc) (earned float64) {
	for _, pair := range q.neighbours() {
		beside := false
		for f, tokens := range d.fields {
			for at := range tokens[:max(len(tokens)-1, 0)] {
				beside = beside || q.isWord(pair[0], f, tokens[at]) && q.isWord(pair[1], f, tokens[at+1])
			}
		}
		if beside {
			earned += q.p.weights.Pair * min(q.rarities[pair[0]], q.rarities[pair[1]])
		}
	}
	return earned
}

// isWord reports whether a token of a text field is a word of the query, or one of its other forms.
func (q *refQuery) isWord(atom, f int, t turkish.Signals) bool {
	a := &q.p.atoms[atom]
	is := func(w turkish.Signals) bool { return t.Fold == w.Fold || w.Lemma != "" && t.Lemma == w.Lemma }
	return (a.field == 0 || a.field-1 == f) && (is(a.words[0]) || slices.ContainsFunc(a.alternatives, func(o alternative) bool {
		return len(o.words) == 1 && is(o.words[0])
	}))
}
