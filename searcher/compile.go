package searcher

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

var analyzers = sync.Pool{New: func() any { return turkish.NewAnalyzer() }}

// compiler makes a plan of the tree of a query.
type compiler struct {
	p        *plan
	analyzer *turkish.Analyzer
	// seen finds the atoms by all that tells them apart.
	seen map[string]int
	// words counts what maxWords bounds.
	words int
	// capitals says that words in capitals say something.
	capitals bool
}

func newCompiler(p *plan) *compiler {
	return &compiler{
		p: p, analyzer: analyzers.Get().(*turkish.Analyzer), seen: map[string]int{},
		capitals: meaningfulCapitals(p.parsed),
	}
}

func (c *compiler) close() { analyzers.Put(c.analyzer) }

// border keeps the words before and behind it from being neighbours.
func (c *compiler) border() {
	if n := len(c.p.typed); n > 0 && c.p.typed[n-1].atom >= 0 {
		c.p.typed = append(c.p.typed, typedWord{atom: -1})
	}
}

// token is a token of a word or phrase, in the order in which it is spoken.
type token struct {
	turkish.Signals
	inCapitals, inASCII bool
}

func (c *compiler) tokens(text string) []token {
	var all []token
	c.analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		for len(all) <= t.Position { // words come as written and stand as spoken
			all = append(all, token{})
		}
		typed := text[t.Start:t.BaseEnd]
		inASCII := strings.IndexFunc(typed, func(r rune) bool { return r > unicode.MaxASCII }) < 0
		all[t.Position] = token{s, c.capitals && isCapitals(typed), inASCII}
		return true
	})
	return all
}

// spend counts words; the error says at which character there are too many.
func (c *compiler) spend(words int, at query.Range) error {
	if c.words += words; c.words > maxWords {
		return &RequestError{"q", at.From, fmt.Sprintf("the query has more than %d words", maxWords)}
	}
	return nil
}

// word compiles a word. One that is several tokens is as many words; behind a minus it is a phrase, so that only what
// was typed is shut out.
func (c *compiler) word(n *query.Word, s scope) (condition, error) {
	if n.Pattern {
		if err := c.spend(1, n.Range); err != nil {
			return condition{}, err
		}
		return c.spelledLike(newGlob(n.Text), n, s)
	}
	tokens := c.tokens(n.Text)
	if s.loose && c.words+len(tokens) > maxWords {
		c.p.leftOut = true
		return condition{kind: isNone, parts: []condition{{}}}, nil
	}
	if err := c.spend(len(tokens), n.Range); err != nil {
		return condition{}, err
	}
	if len(tokens) > 1 && (s.excluded || n.Exact) {
		return c.row(n, tokens, n.Exact, s)
	}
	var parts []condition
	for _, t := range tokens {
		if n.Edits > 0 {
			part, err := c.spelledLike(newFuzzy(t.Fold, n.Edits), n, s)
			if err != nil {
				return part, err
			}
			parts = append(parts, part)
			continue
		}
		a := atom{words: []turkish.Signals{t.Signals}, offsets: []int{0}, plain: t.inASCII}
		if n.Exact {
			a.kind, a.plain = asWritten, false
			a.words[0].Lemma = ""
		}
		at := c.add(a, "", s)
		c.p.atoms[at].times++
		parts = append(parts, condition{kind: isAtom, atom: at})
		if n.Exact || s.excluded {
			at = -1
		}
		c.p.typed = append(c.p.typed, typedWord{turkish.QueryWord{Signals: t.Signals, Capitals: t.inCapitals}, at})
	}
	if s.loose {
		return some(parts...), nil
	}
	return every(parts...), nil
}

// phrase compiles a phrase: a single word counts as written, whatever its diacritics.
func (c *compiler) phrase(n *query.Phrase, s scope) (condition, error) {
	tokens := c.tokens(n.Text)
	if err := c.spend(len(tokens), n.Range); err != nil {
		return condition{}, err
	}
	if n.Lemma || n.Slop > 0 && len(tokens) > 1 {
		c.words -= len(tokens)
		return c.placed(n, s)
	}
	return c.row(n, tokens, false, s)
}

// row compiles words beside each other, in any spelling or as written.
func (c *compiler) row(n query.Node, tokens []token, exact bool, s scope) (condition, error) {
	if len(tokens) > maxPhraseWords {
		return condition{}, &RequestError{"q", n.At().From, fmt.Sprintf("the phrase has more than %d words", maxPhraseWords)}
	}
	if exact {
		c.words -= len(tokens)
		return c.placed(n, s)
	}
	a := atom{quoted: len(tokens) == 1}
	for i, t := range tokens {
		a.words, a.offsets = append(a.words, t.Signals), append(a.offsets, i)
		a.plain = t.inASCII
	}
	if a.quoted {
		a.words[0].Lemma = ""
	}
	at := c.add(a, "", s)
	c.border()
	return condition{kind: isAtom, atom: at}, nil
}

// spelledLike compiles a pattern.
func (c *compiler) spelledLike(made *pattern, n *query.Word, s scope) (condition, error) {
	number, err := c.pattern(made, n.Range)
	if err != nil {
		return condition{}, err
	}
	c.border()
	return condition{kind: isAtom, atom: c.add(atom{kind: spelledLike, pattern: number}, made.text, s)}, nil
}

// pattern makes a pattern part of the plan, unless it is, and returns its place.
func (c *compiler) pattern(made *pattern, at query.Range) (int, error) {
	same := func(have *pattern) bool { return have.text == made.text && have.of == made.of }
	if have := slices.IndexFunc(c.p.patterns, same); have >= 0 {
		return have, nil
	}
	if err := made.open(); err != nil {
		return 0, &RequestError{"q", at.From, err.Error()}
	}
	c.p.patterns = append(c.p.patterns, made)
	return len(c.p.patterns) - 1, nil
}

// placed compiles what is found by the places of words.
func (c *compiler) placed(n query.Node, s scope) (condition, error) {
	a := atom{kind: placed}
	var err error
	if a.part, err = c.part(n); err != nil {
		return condition{}, err
	}
	a.part.eachWord(func(w *soughtWord) {
		if w.by != byPattern {
			a.words = append(a.words, w.Signals)
		}
	})
	c.border()
	return condition{kind: isAtom, atom: c.add(a, n.String(), s)}, nil
}

// add makes an atom part of the plan, unless it is, and returns its place. text tells atoms of the same words apart.
func (c *compiler) add(a atom, text string, s scope) int {
	a.excluded, a.field, a.boost, a.text = s.excluded, s.field, s.boost, text
	key := fmt.Sprintf("%d %t %t %d %g %q", a.kind, a.excluded, a.quoted, a.field, a.boost, text)
	for i, w := range a.words {
		if a.kind != placed {
			key += fmt.Sprintf(" %d %s", a.offsets[i]-a.offsets[0], w.Exact)
		}
	}
	at, ok := c.seen[key]
	if !ok {
		at = len(c.p.atoms)
		c.seen[key] = at
		c.p.atoms = append(c.p.atoms, a)
	}
	return at
}

// meaningfulCapitals reports whether a word in capitals says something: not when nothing else was typed, unless it is
// one short word ("AB" is Avrupa Birliği, "AB ÜLKELERİ" may be ab ülkeleri).
func meaningfulCapitals(n query.Node) bool {
	words, long, small := 0, false, false
	query.Walk(n, func(n query.Node) bool {
		text := ""
		switch n := n.(type) {
		case *query.Word:
			text = n.Text
		case *query.Phrase:
			text = n.Text
		}
		for _, w := range strings.Fields(text) {
			small = small || !isCapitals(w)
			words++
			long = long || utf8.RuneCountInString(w) > maxAbbreviationLetters
		}
		return true
	})
	return small || words > 0 && !long
}

// maxAbbreviationLetters is the length from which on a word in capitals is no abbreviation but typed with the lock on.
const maxAbbreviationLetters = 5

// isCapitals reports whether a text has no small letter.
func isCapitals(text string) bool { return strings.IndexFunc(text, unicode.IsLower) < 0 }
