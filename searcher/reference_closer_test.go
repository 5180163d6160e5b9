package searcher

import (
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// lookCloser gives the best of all hits, in their order, what neighbours of the query earn beside each other, and what
// titles and brevity do where the query is text.
func (q *refQuery) lookCloser(hits []refHit, doc func(refHit) refDoc) {
	n := min(q.p.weights.Closer, len(hits))
	if n == 0 || len(q.neighbours()) == 0 && q.p.weights.TitleShare+q.p.weights.Brevity == 0 {
		return
	}
	last := hits[n-1].score
	for i := range hits {
		plain, with := hits[i].score, hits[i].score+q.byPairs(doc(hits[i]))+q.byGist(doc(hits[i]))
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

// byGist is what an article earns by the share of the words of its title that are in the query, times what these are
// worth, and what all words are worth, the less the longer it is.
func (q *refQuery) byGist(d refDoc) float64 {
	all, worth, inTitle, length, usual := 0.0, 0.0, 0.0, 0.0, 0.0
	for at, rarity := range q.rarities {
		if q.p.atoms[at].excluded {
			continue
		}
		all += rarity
		if slices.ContainsFunc(d.fields[indexer.Title], func(t turkish.Signals) bool { return q.isWord(at, int(indexer.Title), t) }) {
			worth += rarity
			inTitle++
		}
	}
	for f, tokens := range d.fields {
		length += float64(len(tokens))
		usual += q.average[f]
	}
	share := min(inTitle/max(float64(len(d.fields[indexer.Title])), 1), 1)
	return q.p.weights.TitleShare*worth*share + q.p.weights.Brevity*all/(1+4*length/usual)
}

// isWord reports whether a token of a text field is a word of the query, or one of its other forms.
func (q *refQuery) isWord(atom, f int, t turkish.Signals) bool {
	a := &q.p.atoms[atom]
	is := func(w turkish.Signals) bool {
		if a.kind == asWritten {
			return t.Exact == w.Exact
		}
		return t.Fold == w.Fold || w.Lemma != "" && t.Lemma == w.Lemma
	}
	return (a.field == 0 || a.field-1 == f) && (is(a.words[0]) || slices.ContainsFunc(a.alternatives, func(o alternative) bool {
		return len(o.words) == 1 && is(o.words[0])
	}))
}
