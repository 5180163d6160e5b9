package searcher

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// Expansion says that something else was searched for beside what was typed, and that some article has it. It is found
// only where the typed form may be there or must be there, never in quotes or behind a minus.
type Expansion struct {
	// Typed is what stands in the query, Also what was searched for with it; both in small letters, or as a file of
	// synonyms has them.
	Typed string `json:"typed"`
	Also  string `json:"also"`
	Why   Reason `json:"why"`
}

// Reason says why an Expansion was made.
type Reason string

// The reasons of expansions.
const (
	// Name: another transliteration of a foreign name (Zelenskiy, Zelensky).
	Name Reason = "name"
	// Compound: written as one word or as two (başbakan, baş bakan).
	Compound Reason = "compound"
	// Abbreviation: from the built-in table (AB, Avrupa Birliği).
	Abbreviation Reason = "abbreviation"
	// SiteSynonym: from the site's own file.
	SiteSynonym Reason = "synonym"
	// Diacritics: typed without the diacritics that articles give the word (gorusmesi, görüşmesi).
	Diacritics Reason = "diacritics"
	// Lookalike: one slip of the keyboard away from what was typed (depren, deprem), which hardly any article has, or none
	// together with the other words.
	Lookalike Reason = "lookalike"
)

// Rules are what a site knows of its own words; the zero Rules knows nothing.
type Rules struct {
	Synonyms *turkish.Synonyms
	// Protected words are searched for as they are typed, without their other forms and without expansions.
	Protected *turkish.Words
}

// The bounds of the expansions of a query.
const (
	// maxExpandedWords is how many words of a query are looked at, in the order in which they were typed.
	maxExpandedWords = 32
	// maxAlternatives is how many other forms a word may have.
	maxAlternatives = 16
	// maxRestored is how many words a word that was typed without diacritics may mean (basin: basın, başın).
	maxRestored = 3
	// maxSplits is how many ways of writing a word as two are tried, of a word that stands in at most maxSplitFrequency
	// articles: one that is so common as it was typed is hardly ever written as two.
	maxSplits, maxSplitFrequency = 2, 200
	// minPart is the shortest part of a compound, and minCompound the shortest word that is split, in letters.
	minPart, minCompound = 3, 6
	// minFrequency is in how many articles the parts and the whole of a compound have to stand, so that a slip of the
	// keyboard makes none; minNameFrequency is that of a name.
	minFrequency, minNameFrequency = 3, 2
	// A word as many times as frequent as a spelling does not have it: that is a slip of the keyboard (kenddy).
	maxNameRatio = 1000
)

// alternative is another form of an atom; an article earns the best of what all forms give it.
type alternative struct {
	atom
	Expansion
	// weight scales what an article earns by it.
	weight float32
}

// typedWord is a plain word of the query on its way to an atom.
type typedWord struct {
	turkish.QueryWord
	// atom is its place in plan.atoms; it is negative for what stands between two words that are no neighbours.
	atom int
}

// expand gives the plain words of the query their alternatives, unless it is to be taken as typed: what the rules and the built-in table say, and the
// spellings of names and compounds that the vocabulary has.
func (p *plan) expand(v vocabulary, rules Rules) error {
	abbreviations, err := turkish.Abbreviations()
	if err != nil {
		return err
	}
	for _, w := range p.typed {
		if w.atom >= 0 && rules.Protected.Has(w.Signals) {
			p.atoms[w.atom].words[0].Lemma = "" // only the word itself is looked up
		}
	}
	if p.AsTyped {
		return nil
	}
	p.markBare(v)
	words := p.typed[:min(len(p.typed), maxExpandedWords)]
	budget := maxContextPostings
	for len(words) > 0 {
		n := slices.IndexFunc(words, func(w typedWord) bool { return w.atom < 0 || rules.Protected.Has(w.Signals) })
		if n < 0 {
			n = len(words)
		}
		e := expander{p, v, words[:n], &budget}
		e.synonyms(rules.Synonyms, abbreviations)
		for i := range e.words {
			e.restore(e.words[i])
			e.names(e.words[i])
			e.split(e.words[i])
			if i > 0 {
				e.join(e.words[i-1], e.words[i])
			}
		}
		words = words[min(n+1, len(words)):]
	}
	return v.failed()
}

// expander works on a row of neighbouring words.
type expander struct {
	p     *plan
	v     vocabulary
	words []typedWord
	// budget is how many postings may still be read to tell spellings apart.
	budget *int
}

// synonyms takes the longest member that begins at each word; what the site says of it comes before the built-in table.
func (e *expander) synonyms(site, builtIn *turkish.Synonyms) {
	row := make([]turkish.QueryWord, len(e.words))
	for i, w := range e.words {
		row[i] = w.QueryWord
	}
	for i := 0; i < len(row); {
		why := SiteSynonym
		n, others := site.Of(row[i:])
		if n == 0 {
			why = Abbreviation
			n, others = builtIn.Of(row[i:])
		}
		for _, o := range others {
			e.add(e.words[i:i+n], newAtom(o.Words), o.Text, why)
		}
		i += max(n, 1)
	}
}

// names finds the transliterations of a name that articles use.
func (e *expander) names(w typedWord) {
	key := turkish.NameKey(w.Exact)
	if key == "" {
		return
	}
	irregular := turkish.IrregularNames(w.Exact)
	if irregular == nil && (!e.v.hasNames(key, w.Fold) || turkish.IsCommonWord(w.Fold, e.v.frequency)) {
		return
	}
	for _, exact := range append(e.v.names(key), irregular...) {
		fold := turkish.Fold(exact)
		if fold == w.Fold || !turkish.SameName(w.Exact, exact) || e.v.frequency(fold) < minNameFrequency {
			continue
		}
		if e.v.frequency(w.Fold) > maxNameRatio*e.v.frequency(fold) {
			continue
		}
		if irregular == nil && turkish.IsCommonWord(fold, e.v.frequency) {
			continue
		}
		e.add([]typedWord{w}, newAtom([]turkish.Signals{signalsOf(exact)}), exact, Name)
	}
}

// signalsOf analyses a single word; its letters alone count where it is none.
func signalsOf(exact string) turkish.Signals {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	fold := turkish.Fold(exact)
	signals := turkish.Signals{Exact: exact, Lemma: exact, Fold: fold}
	analyzer.Analyze(exact, func(_ turkish.Token, s turkish.Signals) bool {
		if s.Fold == fold {
			signals = s
		}
		return false
	})
	return signals
}

// join finds articles that write two neighbours as one word. Either word may be found by it, so that a sign in front of
// one of them keeps its meaning.
func (e *expander) join(a, b typedWord) {
	fold := a.Fold + b.Fold
	if !isPart(a.Fold) || !isPart(b.Fold) || e.v.frequency(fold) < minFrequency {
		return
	}
	exact := a.Exact + b.Exact
	e.add([]typedWord{a, b}, newAtom([]turkish.Signals{signalsOf(exact)}), exact, Compound)
}

// split finds articles that write a word as two, at the borders where the rarer part is most frequent.
func (e *expander) split(w typedWord) {
	if utf8.RuneCountInString(w.Exact) < minCompound || !isPart(w.Fold) || e.v.frequency(w.Fold) > maxSplitFrequency {
		return
	}
	type border struct{ at, frequency int }
	var borders []border
	for at := range w.Exact {
		left, right := turkish.Fold(w.Exact[:at]), turkish.Fold(w.Exact[at:])
		if !isPart(left) || !isPart(right) || left+right != w.Fold {
			continue
		}
		if e.v.frequency(left) < minFrequency {
			continue
		}
		if n := min(e.v.frequency(left), e.v.frequency(right)); n >= minFrequency {
			borders = append(borders, border{at, n})
		}
	}
	slices.SortStableFunc(borders, func(a, b border) int { return b.frequency - a.frequency })
	for _, b := range borders[:min(len(borders), maxSplits)] {
		var parts []turkish.Signals
		for _, exact := range []string{w.Exact[:b.at], w.Exact[b.at:]} {
			parts = append(parts, signalsOf(exact))
		}
		e.add([]typedWord{w}, newAtom(parts), w.Exact[:b.at]+" "+w.Exact[b.at:], Compound)
	}
}

// isPart reports whether a folded word is at least minPart letters and nothing else.
func isPart(fold string) bool {
	return len(fold) >= minPart && strings.IndexFunc(fold, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// newAtom is an atom of words in a row.
func newAtom(words []turkish.Signals) atom {
	a := atom{words: words, plain: len(words) == 1 && words[0].Exact == words[0].Fold}
	for i := range words {
		a.offsets = append(a.offsets, i)
	}
	return a
}

// add gives every one of the words the same alternative, unless it has it already.
func (e *expander) add(words []typedWord, other atom, also string, why Reason) {
	e.addWeighted(words, other, also, why, float32(e.p.weights.Alternative))
}

func (e *expander) addWeighted(words []typedWord, other atom, also string, why Reason, weight float32) {
	var typed []string
	for _, w := range words {
		typed = append(typed, w.Exact)
	}
	x := Expansion{strings.Join(typed, " "), also, why}
	for _, w := range words {
		a := &e.p.atoms[w.atom]
		if len(a.alternatives) >= maxAlternatives || a.excluded ||
			why != Diacritics && a.sameFolds(other) ||
			slices.ContainsFunc(a.alternatives, func(have alternative) bool { return have.same(other) }) {
			continue
		}
		a.alternatives = append(a.alternatives, alternative{other, x, weight})
	}
}

func (a *atom) same(other atom) bool {
	return slices.EqualFunc(a.words, other.words, func(v, w turkish.Signals) bool { return v.Exact == w.Exact })
}

func (a *atom) sameFolds(other atom) bool {
	return slices.EqualFunc(a.words, other.words, func(v, w turkish.Signals) bool { return v.Fold == w.Fold })
}
