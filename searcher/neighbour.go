package searcher

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

const (
	// maxNeighbours is how many words that look like one are weighed against each other.
	maxNeighbours = 8
	// minCorrected is the shortest word, in letters, that is corrected, and minTwoEdits the shortest of which two letters
	// may be wrong.
	minCorrected, minTwoEdits = 3, 9
	// minStem is the shortest word of which endings are cut, and endingCost what that costs beside the slips of typo.go.
	minStem, endingCost = 4, 3.0
)

// near returns the folded words that are a number of edits away from one, with how many documents have each, deleted ones
// included; the likeliest maxNeighbours to have been meant come first, and alone.
func (t *terms) near(fold string, edits int) []spelling {
	p := newFuzzy(fold, edits)
	return t.v.memo.neighbours.get(p.text, func() ([]spelling, bool) {
		if err := p.open(); err != nil {
			return nil, true // too long for any word
		}
		counts := map[string]int{}
		for i := range t.v.Segments {
			t.countNear(i, p, counts)
		}
		var found []spelling
		costs := map[string]float64{}
		for word, n := range counts {
			if word != fold && isPart(word) {
				found = append(found, spelling{word, n})
				costs[word] = slipCost([]rune(fold), []rune(word)) - math.Log(float64(n))
			}
		}
		slices.SortFunc(found, func(a, b spelling) int {
			return cmp.Or(cmp.Compare(costs[a.exact], costs[b.exact]), cmp.Compare(a.exact, b.exact))
		})
		return found[:min(len(found), maxNeighbours)], t.err == nil
	})
}

// countNear adds the folded words of a segment that p takes.
func (t *terms) countNear(i int, p *pattern, counts map[string]int) {
	seg := &t.v.Segments[i]
	fst, err := seg.Terms(segment.Exact)
	last := ""
	if err == nil {
		err = p.eachSpelling(fst, func(key []byte, _ uint64) error {
			fold, _ := segment.CutExactKey(key)
			if string(fold) == last {
				return nil
			}
			last = string(fold)
			have, err := seg.Spellings(fold)
			if have.Docs > 0 {
				counts[last] += have.Docs
			}
			return err
		})
	}
	if err != nil {
		t.fail(i, err)
	}
}

// lookalike is a word that may have been meant; cost is that of the slips that made the typed word of it.
type lookalike struct {
	spelling
	cost float64
	why  Slip
}

// lookalikes returns what may have been meant by a word of letters that articles hardly have: words of which it may be a
// form, and words that are one or, where articles have none, two slips away, in the spellings that articles give them.
func (t *terms) lookalikes(at spot, has bool) []lookalike {
	letters := utf8.RuneCountInString(at.Exact)
	if letters < minCorrected {
		return nil
	}
	var found []lookalike
	for _, stem := range stemsOf(at) {
		if utf8.RuneCountInString(stem) >= minStem {
			found = append(found, t.spelled(stem, turkish.Fold(stem), Ending, minFrequency)...)
		}
	}
	near := t.near(at.Fold, 1)
	if len(near) == 0 && letters >= minTwoEdits && !has {
		near = t.near(at.Fold, 2)
	}
	for _, s := range near {
		found = append(found, t.spelled(at.Exact, s.exact, Misspelling, 1)...)
	}
	if letters == minCorrected { // any letter changed makes another word
		found = slices.DeleteFunc(found, func(l lookalike) bool { return l.cost >= besideCost })
	}
	slices.SortStableFunc(found, func(a, b lookalike) int { return cmp.Compare(a.loss(), b.loss()) })
	return found[:min(len(found), maxNeighbours)]
}

// stemsOf are the words of which a word may be a form: what stands before an apostrophe with letters behind it that are
// no endings, or before endings without an apostrophe.
func stemsOf(at spot) []string {
	if before := strings.IndexFunc(at.typed, turkish.IsApostrophe); before > 0 {
		return []string{turkish.Lower(at.typed[:before])}
	}
	return turkish.Stems(at.Exact)
}

// loss compares lookalikes by how unlikely they are to have been meant.
func (l lookalike) loss() float64 { return l.cost - math.Log(float64(l.frequency)) }

// spelled returns the spellings of a folded word that enough articles have.
func (t *terms) spelled(typed, fold string, why Slip, least int) []lookalike {
	var found []lookalike
	for _, s := range t.spellings(fold) {
		if s.frequency < least || strings.IndexFunc(s.exact, isNoLetter) >= 0 {
			continue
		}
		l := lookalike{s, slipCost([]rune(typed), []rune(s.exact)), why}
		if why == Ending {
			l.cost += endingCost
		}
		found = append(found, l)
	}
	return found
}
