package searcher

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/corpus/turkish/morphology"
	"github.com/haberara/haberara/searcher/query"
)

// Correction says that a word of the query was searched for in another form, or not at all, because hardly any article
// has it.
type Correction struct {
	// Range is the place of what was typed in the query, with all signs of its word.
	query.Range
	// Typed is the word as typed, Used what was searched for instead; empty when it was left out.
	Typed string `json:"typed"`
	Used  string `json:"used,omitempty"`
	Why   Slip   `json:"why"`
}

// String is like "deprme: searched for deprem (misspelling)".
func (c Correction) String() string {
	switch {
	case c.Used == "":
		return c.Typed + ": left out, as no article has all words"
	case c.Why == Unquoted:
		return `"` + c.Typed + `": searched for as words, as no article has the phrase`
	}
	return fmt.Sprintf("%s: searched for %s (%s)", c.Typed, c.Used, c.Why)
}

// Slip says what was taken to be wrong with a word.
type Slip string

// The slips that are corrected.
const (
	// Ending: a form of a word that articles have (zelenskiynin).
	Ending Slip = "ending"
	// Misspelling: a letter was missing, too many, wrong or in the place of its neighbour, or two in a long word.
	Misspelling Slip = "misspelling"
	// LeftOut: no article has all words, and this one told least.
	LeftOut Slip = "left out"
	// Unquoted: no article has the phrase, so its words were searched for.
	Unquoted Slip = "unquoted"
)

// The bounds of corrections.
const (
	// maxLookedAt is how many words of a query are looked at, and maxCorrected of how many lookalikes are searched for.
	maxLookedAt, maxCorrected = 64, 16
	// A word that the lexicon knows, or that stands in more than maxOddDocs articles, is what it seems to be, unless no
	// article has it: then it makes a suggestion.
	maxOddDocs = 20
	// silentGain and suggestedGain are from what gain on a word is corrected, and suggested: some 500 and 50 times as
	// frequent as what was typed, for the slips that happen most.
	silentGain, suggestedGain = 4.2, 1.9
	// clearMargin is how much likelier than any other, as a logarithm, a word has to be for it to stand for one among others
	// that give a context; else both are searched for.
	clearMargin = 2.3
	// newWordRarity is how many words one is that no article has and that was meant as it is typed.
	newWordRarity = 1_000_000
	// contextSmoothing is in how many articles beside those that are there the context of a word is as usual.
	contextSmoothing = 20
)

// spot is a word of the query that may be corrected.
type spot struct {
	node query.Node
	// start and end bound the word, an apostrophe tail aside, in the text of the node.
	start, end int
	turkish.Signals
	// typed is the word as it was typed; silent says that it may be corrected without asking.
	typed  string
	silent bool
}

// spots finds the words that may be corrected.
type spots struct {
	analyzer *turkish.Analyzer
	capitals bool
	rules    Rules
	found    []spot
}

// walk looks through a node: signs and operators that ask for something precise keep it from being corrected silently, and
// what is excluded, exact, or no text is not corrected at all.
func (s *spots) walk(n query.Node, silent bool) {
	if len(s.found) >= maxLookedAt {
		return
	}
	switch n := n.(type) {
	case *query.Word:
		if !n.Exact && !n.Pattern && n.Edits == 0 {
			s.add(n, n.Text, silent)
		}
	case *query.Phrase:
		s.add(n, n.Text, false)
	case *query.And:
		s.walkAll(n.Children, silent)
	case *query.Or:
		s.walkAll(n.Children, silent)
	case *query.Boost:
		s.walk(n.Child, silent)
	case *query.Group:
		for _, m := range n.Members {
			if m.Occur != query.MustNot {
				s.walk(m.Node, silent && m.Occur == query.Should)
			}
		}
	case *query.Field:
		if n.Name.IsText() {
			s.walk(n.Child, false)
		}
	case *query.Near:
		s.walkAll([]query.Node{n.A, n.B}, false)
	case *query.SameParagraph:
		s.walkAll(n.Children, false)
	case *query.AtLeast:
		s.walk(n.Child, false)
	}
}

func (s *spots) walkAll(nodes []query.Node, silent bool) {
	for _, n := range nodes {
		s.walk(n, silent)
	}
}

func (s *spots) add(n query.Node, text string, silent bool) {
	s.analyzer.Analyze(text, func(t turkish.Token, w turkish.Signals) bool {
		typed := text[t.Start:t.BaseEnd]
		if t.Kind == turkish.Word && isPart(w.Fold) && (!s.capitals || !isAbbreviation(typed)) && !s.rules.Protected.Has(w) {
			s.found = append(s.found, spot{n, t.Start, t.BaseEnd, w, typed, silent})
		}
		return len(s.found) < maxLookedAt
	})
}

// isAbbreviation reports whether a word is short and all in capitals.
func isAbbreviation(typed string) bool {
	return isCapitals(typed) && utf8.RuneCountInString(typed) <= maxAbbreviationLetters
}

// corrector finds out what is wrong with the words of a plan that has been looked up.
type corrector struct {
	m     *matcher
	v     *terms
	rules Rules
}

// corrected is a spot with what was meant.
type corrected struct {
	spot
	meant lookalike
}

// corrections returns those to be made silently, and those to be suggested.
func (c *corrector) corrections(ctx context.Context) (silent, suggested []corrected, err error) {
	if !c.anyOdd() {
		return nil, nil, nil
	}
	budget, looked := maxContextPostings, 0
	for _, at := range c.spots() {
		docs := c.docs(at)
		known := isKnown(at.Exact, docs == 0)
		if docs > maxOddDocs || docs > 0 && known || looked == maxCorrected {
			continue
		}
		looked++
		meant, gain, margin := c.meant(at, docs, &budget)
		isClear := margin >= clearMargin || c.m.p.words() == 1
		switch {
		case at.silent && !known && gain >= silentGain && isClear && c.isLikely(meant):
			silent = append(silent, corrected{at, meant})
		case gain >= suggestedGain:
			suggested = append(suggested, corrected{at, meant})
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
	return silent, suggested, c.v.failed()
}

// anyOdd reports whether hardly any article has some atom.
func (c *corrector) anyOdd() (odd bool) {
	for i := range c.m.p.atoms {
		odd = odd || c.isOdd(i)
	}
	return odd
}

// spots are the words of the query that may be corrected.
func (c *corrector) spots() []spot {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	s := spots{analyzer: analyzer, capitals: meaningfulCapitals(c.m.p.parsed), rules: c.rules}
	_, isWord := c.m.p.parsed.(*query.Word)
	s.walk(c.m.p.parsed, !isWord || !strings.HasPrefix(strings.TrimSpace(c.m.p.Query), "+"))
	return s.found
}

// isOdd reports whether hardly any article has an atom.
func (c *corrector) isOdd(atom int) bool {
	return !c.m.p.atoms[atom].excluded && c.m.docs(atom) <= maxOddDocs
}

// docs is in how many articles a word stands in any form that is searched for.
func (c *corrector) docs(at spot) int {
	if atom, ok := c.m.wordAtom(at.Exact); ok {
		return c.m.docs(atom)
	}
	return c.v.frequency(at.Fold)
}

// wordAtom is the atom of a word that is searched for anywhere; false where there is none.
func (m *matcher) wordAtom(exact string) (int, bool) {
	at := slices.IndexFunc(m.p.atoms, func(a atom) bool {
		return a.kind == inRow && len(a.words) == 1 && a.words[0].Exact == exact && a.field == 0 && !a.excluded && !a.quoted
	})
	return at, at >= 0
}

// meant returns what was most likely meant by a word other than what was typed: by the slips that lead to it, in how many
// articles it stands, and in how many of them with the other words of the query. gain is by how much it is more likely
// than the word as typed, as a logarithm, the cost of a slip aside; negative where there is nothing. margin is by how much
// it is more likely than any that is no form of the same word.
func (c *corrector) meant(at spot, docs int, budget *int) (best lookalike, gain, margin float64) {
	all := c.v.lookalikes(at, docs > 0)
	var found []spelling
	for _, l := range all {
		found = append(found, l.spelling)
	}
	if docs > 0 {
		found = append(found, spelling{at.Exact, docs})
	}
	e := expander{p: c.m.p, v: c.v, budget: budget}
	meanings, _ := e.weigh(found, at.Fold, contextSmoothing)
	loss := func(exact string, cost float64) float64 {
		n := slices.IndexFunc(meanings, func(m meaning) bool { return m.exact == exact })
		return cost - math.Log(meanings[n].likelihood)
	}
	least, next := math.Inf(1), math.Inf(1)
	for _, l := range all {
		if x := loss(l.exact, l.cost); x < least {
			best, least = l, x
		}
	}
	for _, l := range all {
		if signalsOf(l.exact).Lemma != signalsOf(best.exact).Lemma {
			next = min(next, loss(l.exact, l.cost))
		}
	}
	switch {
	case len(all) == 0:
		return best, -1, 0
	case docs == 0:
		return best, math.Inf(1), next - least
	}
	return best, loss(at.Exact, 0) - least, next - least
}

// isLikely reports whether it is likelier that a word was meant than that the typed one is a new one, such as a name: by the
// share of articles that have it and the probability of the slips.
func (c *corrector) isLikely(meant lookalike) bool {
	return meant.loss() <= math.Log(newWordRarity/float64(c.m.v.Live))
}

// isKnown reports whether the lexicon has the stem of a word; of its names many are slips, and so count or do not.
func isKnown(exact string, orName bool) bool {
	best, _, ok := lemmatizer.Analyze(exact)
	return ok && best.Known && (orName || best.Class != morphology.ProperName)
}

var lemmatizer = turkish.NewLemmatizer()

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// replacements are the nodes that stand for others once words are corrected.
func replacements(all []corrected) map[query.Node]query.Node {
	by := map[query.Node]query.Node{}
	for _, c := range slices.Backward(all) { // so that the offsets of those before stay right
		switch n := c.node.(type) {
		case *query.Word:
			n = ofType(by, n)
			text := n.Text[:c.start] + likeTyped(n.Text[c.start:c.end], c.meant.exact) + n.Text[c.end:]
			by[c.node] = &query.Word{Range: n.Range, Text: text}
		case *query.Phrase:
			n = ofType(by, n)
			text := n.Text[:c.start] + likeTyped(n.Text[c.start:c.end], c.meant.exact) + n.Text[c.end:]
			by[c.node] = &query.Phrase{Range: n.Range, Text: text, Lemma: n.Lemma, Slop: n.Slop}
		}
	}
	return by
}

// ofType is what stands for a node already, or the node.
func ofType[T query.Node](by map[query.Node]query.Node, n T) T {
	if made, ok := by[n].(T); ok {
		return made
	}
	return n
}

// likeTyped writes a word in the letter case of another.
func likeTyped(typed, word string) string {
	first, size := utf8.DecodeRuneInString(typed)
	switch {
	case size < len(typed) && isCapitals(typed):
		return turkish.Upper(word)
	case unicode.IsUpper(first):
		_, size := utf8.DecodeRuneInString(word)
		return turkish.Upper(word[:size]) + word[size:]
	}
	return word
}
