package searcher

import (
	"cmp"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
)

// The bounds of the context of a word that was typed without diacritics.
const (
	// maxSpellings is how many spellings, the most frequent ones, are weighed against each other.
	maxSpellings = 8
	// maxContextWords is how many other words of the query tell the spellings apart; the rarest tell most.
	maxContextWords = 4
	// maxContextPostings is how many postings a query may read for that, counted in the text field that has most; words
	// beyond it are left out of the context.
	maxContextPostings = 1 << 18
	// A spelling that is less likely by unlikelyRatio than the best is meant hardly ever, and weighs unlikelyWeight.
	unlikelyRatio, unlikelyWeight = 10, 0.5
)

// restore gives a word that was typed in ASCII the diacritics that articles give it, the most likely first, where hardly
// any has it as typed.
func (e *expander) restore(w typedWord) {
	a := &e.p.atoms[w.atom]
	if !a.plain || !isPart(w.Fold) {
		return
	}
	found := e.v.spellings(w.Fold)
	typed, all := timesOf(found, w.Exact)
	if !a.typedPlain(typed, all) {
		return
	}
	found = slices.DeleteFunc(slices.Clone(found), func(s spelling) bool { return s.exact == w.Exact || s.frequency < minNameFrequency })
	meanings, told := e.weigh(found[:min(len(found), maxSpellings)], w.Fold, 1)
	unlikely := func(m meaning) bool { return told && m.likelihood*unlikelyRatio < meanings[0].likelihood }
	a.meant = a.meant || slices.ContainsFunc(meanings, unlikely)
	for i, m := range meanings[:min(len(meanings), maxRestored)] {
		signals := signalsOf(m.exact)
		if a.meant && i == 0 {
			a.words[0].Lemma = signals.Lemma
		}
		weight := float32(1)
		if unlikely(m) {
			weight = unlikelyWeight
		}
		e.addWeighted([]typedWord{w}, newAtom([]turkish.Signals{signals}), m.exact, Diacritics, weight)
	}
}

// timesOf is in how many articles a word stands in one spelling, and in any.
func timesOf(found []spelling, exact string) (typed, all int) {
	for _, s := range found {
		all += s.frequency
		if s.exact == exact {
			typed = s.frequency
		}
	}
	return typed, all
}

// markBare marks the words of a query on a plain keyboard: none has a diacritic, and some has none only there.
func (p *plan) markBare(v vocabulary) {
	isBare := false
	for _, w := range p.typed[:min(len(p.typed), maxExpandedWords)] {
		if w.atom < 0 {
			continue
		}
		if !p.atoms[w.atom].plain {
			return
		}
		if isPart(w.Fold) {
			typed, all := timesOf(v.spellings(w.Fold), w.Exact)
			isBare = isBare || typed*typedPlainRatio < all
		}
	}
	for _, w := range p.typed {
		if isBare && w.atom >= 0 {
			p.atoms[w.atom].bare = true
		}
	}
}

// meaning is a spelling; likelihood compares it with the others of one word.
type meaning struct {
	spelling
	likelihood float64
}

// weigh orders spellings by how often they stand in articles together with the other words of the query: naive Bayes,
// smoothed by some articles in which the word is as frequent as over all spellings. It reports false, and leaves the order
// as it is, when no other word tells anything.
func (e *expander) weigh(found []spelling, fold string, smoothing float64) (meanings []meaning, told bool) {
	all := 0
	for _, s := range found {
		meanings = append(meanings, meaning{s, float64(s.frequency)})
		all += s.frequency
	}
	if len(found) < 2 {
		return meanings, false
	}
	context := e.context(fold)
	if len(context) == 0 || !e.spend(all) {
		return meanings, false
	}
	together := make([]int, len(found))
	for _, other := range context {
		if !e.spend(e.v.frequency(other)) {
			continue
		}
		sum := 0
		for i, s := range found {
			together[i] = e.v.together(s.exact, other)
			sum += together[i]
		}
		if sum == 0 {
			continue
		}
		told = true
		share := float64(sum) / float64(all)
		for i, s := range found {
			meanings[i].likelihood *= (float64(together[i]) + smoothing*share) / (float64(s.frequency) + smoothing)
		}
	}
	slices.SortStableFunc(meanings, func(a, b meaning) int { return cmp.Compare(b.likelihood, a.likelihood) })
	return meanings, told
}

// spend takes postings from the budget, if they are there.
func (e *expander) spend(postings int) bool {
	if postings > *e.budget {
		return false
	}
	*e.budget -= postings
	return true
}

// context returns the folded words of the query that articles have, the word itself and forbidden ones aside, the
// rarest first.
func (e *expander) context(fold string) []string {
	var others []string
	for _, a := range e.p.atoms[:min(len(e.p.atoms), maxExpandedWords)] {
		if a.excluded {
			continue
		}
		for _, w := range a.words {
			if w.Fold != "" && w.Fold != fold && e.v.frequency(w.Fold) > 0 && !slices.Contains(others, w.Fold) {
				others = append(others, w.Fold)
			}
		}
	}
	slices.SortStableFunc(others, func(a, b string) int { return e.v.frequency(a) - e.v.frequency(b) })
	return others[:min(len(others), maxContextWords)]
}
