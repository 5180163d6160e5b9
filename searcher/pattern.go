package searcher

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// pattern is a word of a query that stands for many: all whose folded form it takes.
type pattern struct {
	// text tells it from other patterns of its dictionary.
	text string
	// of is the dictionary with the words: Exact, or Address for parts of addresses.
	of segment.Signal
	// start is what every word begins with; all of it when isStart.
	start   string
	isStart bool
	// fold and edits are those of a fuzzy word.
	fold      string
	edits     int
	automaton vellum.Automaton

	// values are those of the dictionaries of each segment; found counts the spellings, of which so many are used.
	values      [][]uint64
	found, used int
}

// newGlob returns the pattern of a word with * and ?; ? is one character of the folded form.
func newGlob(text string) *pattern {
	var b strings.Builder
	rest := text
	for {
		i := strings.IndexAny(rest, "*?")
		if i < 0 {
			break
		}
		b.WriteString(foldedPart(rest[:i]))
		b.WriteByte(rest[i])
		rest = rest[i+1:]
	}
	b.WriteString(foldedPart(rest))
	p := &pattern{text: b.String()}
	p.start = p.text[:strings.IndexAny(p.text, "*?")]
	p.isStart = p.text == p.start+"*"
	return p
}

// foldedPart folds a part of a word, and drops the signs that no term has.
func foldedPart(part string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, turkish.Fold(part))
}

// newFuzzy returns the pattern of the words that are a number of edits away from a folded one: letters added, lost,
// changed, or neighbours swapped.
func newFuzzy(fold string, edits int) *pattern {
	return &pattern{text: fmt.Sprintf("%s~%d", fold, edits), fold: fold, edits: edits}
}

// maxPatternBytes is the length of a folded word with * or ?, one bit for each of which fits into a state, and the
// most bytes of a fuzzy word.
const maxPatternBytes = 60

// open makes the automaton.
func (p *pattern) open() error {
	if len(p.text) > maxPatternBytes {
		return fmt.Errorf("a word with * or ? or ~ has at most %d letters", maxPatternBytes-query.MaxEdits)
	}
	if p.edits == 0 {
		p.automaton = newGlobAutomaton(p.text)
		return nil
	}
	builder, err := levenshteinBuilders[p.edits-1]()
	if err != nil {
		return err
	}
	dfa, err := builder.BuildDfa(p.fold, uint8(p.edits))
	if err != nil {
		return fmt.Errorf("this word is too long for ~: %w", err)
	}
	p.automaton = dfa
	return nil
}

// levenshteinBuilders are those for 1 and 2 edits; making one takes long.
var levenshteinBuilders = [query.MaxEdits]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	}),
	sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	}),
}

// String names a pattern in notices.
func (p *pattern) String() string {
	if p.of == segment.Address {
		return "url:" + p.text
	}
	return p.text
}

// takes reports whether a folded word is one of the pattern's.
func (p *pattern) takes(fold string) bool {
	state := p.automaton.Start()
	for i := range len(fold) {
		if state = p.automaton.Accept(state, fold[i]); !p.automaton.CanMatch(state) {
			return false
		}
	}
	return p.automaton.IsMatch(state)
}

// globAutomaton takes what a pattern with * and ? stands for. Bit i of a state says that the first i signs of the
// pattern are behind it; globLives is in every state from which anything can follow.
type globAutomaton struct {
	// literal are the bytes of the pattern, 0 where it has * or ?; manyAt has a bit for each *, oneAt for each ?.
	literal       []byte
	manyAt, oneAt uint64
}

func newGlobAutomaton(text string) *globAutomaton {
	g := &globAutomaton{}
	for i := range len(text) {
		c := text[i]
		switch c {
		case '*':
			g.manyAt |= 1 << i
			c = 0
		case '?':
			g.oneAt |= 1 << i
			c = 0
		}
		g.literal = append(g.literal, c)
	}
	return g
}

const globLives = 1 << (maxPatternBytes + 1)

// closed adds the places behind stars that take nothing.
func (g *globAutomaton) closed(state uint64) int {
	if state == 0 {
		return 0
	}
	for {
		more := state | state&g.manyAt<<1
		if more == state {
			return int(state | globLives)
		}
		state = more
	}
}

// Start implements vellum.Automaton.
func (g *globAutomaton) Start() int { return g.closed(1) }

// IsMatch implements vellum.Automaton.
func (g *globAutomaton) IsMatch(state int) bool { return uint64(state)>>len(g.literal)&1 != 0 }

// CanMatch implements vellum.Automaton.
func (g *globAutomaton) CanMatch(state int) bool { return state != 0 }

// WillAlwaysMatch implements vellum.Automaton.
func (g *globAutomaton) WillAlwaysMatch(int) bool { return false }

// Accept implements vellum.Automaton. The bytes behind the first of a character belong to the sign that took that.
func (g *globAutomaton) Accept(state int, b byte) int {
	now := uint64(state)
	next := now & g.manyAt
	if utf8.RuneStart(b) {
		next |= now & g.oneAt << 1
	} else {
		next |= now & (g.oneAt << 1)
	}
	for i, c := range g.literal {
		if c == b && c != 0 && now>>i&1 != 0 {
			next |= 1 << (i + 1)
		}
	}
	return g.closed(next)
}

// eachSpelling visits the keys of a segment that p takes, with the values of their lists, in the order of the keys.
func (p *pattern) eachSpelling(fst *vellum.FST, visit func(key []byte, value uint64) error) error {
	var it *vellum.FSTIterator
	var err error
	if p.isStart {
		it, err = fst.Iterator([]byte(p.start), append([]byte(p.start), 0xff))
	} else {
		it, err = fst.Search(foldOnly{p.automaton}, nil, nil)
	}
	for ; err == nil; err = it.Next() {
		if err = visit(it.Current()); err != nil {
			return err
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return err
}
