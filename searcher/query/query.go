// Package query is the query language: what a person types, taken apart.
//
// A query is words and "phrases" in any order. A word or phrase with + in front must be there, with - it must not.
// A phrase must be there in any case; of the plain words, articles that have more of them rank higher. Straight, curly
// and angular quotes are quotes; one that is not closed is ignored, and so is a sign in front of nothing.
//
// Caveats: the package knows nothing of words and letters; corpus/turkish cuts the texts of the clauses into tokens.
package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Occur says whether a clause has to match.
type Occur uint8

const (
	// Should raises the score of what it matches.
	Should Occur = iota
	// Must keeps only what it matches, and raises its score.
	Must
	// MustNot keeps only what it does not match.
	MustNot
)

// Clause is a word or a phrase.
type Clause struct {
	Occur  Occur
	Phrase bool
	// Text is what was typed, without sign and quotes; it has no white space unless Phrase.
	Text string
	// Position is the character of the query at which Text begins, from 1.
	Position int
}

// Query is what a person typed, taken apart; the zero Query matches everything.
type Query []Clause

// Error says which character of a query cannot be understood.
type Error struct {
	// Position counts characters from 1.
	Position int
	Message  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s (character %d)", e.Message, e.Position) }

// Parse takes a query apart. It returns an Error for text that is not UTF-8 and for control characters.
func Parse(text string) (Query, error) {
	if err := check(text); err != nil {
		return nil, err
	}
	p := parser{rest: closeQuotes(text), position: 1}
	var q Query
	for {
		p.skip(unicode.IsSpace)
		if p.rest == "" {
			return q, nil
		}
		if c := p.clause(); strings.TrimSpace(c.Text) != "" {
			q = append(q, c)
		}
	}
}

func check(text string) error {
	position := 0
	for i, r := range text {
		position++
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				return &Error{position, "this is not valid UTF-8"}
			}
		}
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return &Error{position, fmt.Sprintf("control character %U is not allowed", r)}
		}
	}
	return nil
}

// closeQuotes makes white space of a quote that has no partner: it is more likely a slip than a phrase to the end.
func closeQuotes(text string) string {
	quotes, last := 0, 0
	for i, r := range text {
		if isQuote(r) {
			quotes, last = quotes+1, i
		}
	}
	if quotes%2 == 0 {
		return text
	}
	_, n := utf8.DecodeRuneInString(text[last:])
	return text[:last] + " " + text[last+n:]
}

type parser struct {
	rest     string
	position int
}

func (p *parser) take(n int) string {
	s := p.rest[:n]
	p.rest = p.rest[n:]
	p.position += utf8.RuneCountInString(s)
	return s
}

func (p *parser) skip(f func(rune) bool) string {
	n := strings.IndexFunc(p.rest, func(r rune) bool { return !f(r) })
	if n < 0 {
		n = len(p.rest)
	}
	return p.take(n)
}

func (p *parser) clause() Clause {
	var c Clause
	switch p.rest[0] {
	case '+':
		c.Occur = Must
		p.take(1)
	case '-':
		c.Occur = MustNot
		p.take(1)
	}
	if r, n := utf8.DecodeRuneInString(p.rest); n > 0 && isQuote(r) {
		p.take(n)
		c.Phrase = true
		if c.Occur == Should {
			c.Occur = Must
		}
	}
	c.Position = p.position
	if !c.Phrase {
		c.Text = p.skip(func(r rune) bool { return !unicode.IsSpace(r) && !isQuote(r) })
		return c
	}
	c.Text = p.skip(func(r rune) bool { return !isQuote(r) })
	if p.rest != "" {
		_, n := utf8.DecodeRuneInString(p.rest)
		p.take(n)
	}
	return c
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '＂':
		return true
	}
	return false
}

// String prints the query so that it parses to itself, positions aside.
func (q Query) String() string {
	var b strings.Builder
	for i, c := range q {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch {
		case c.Occur == Must && !c.Phrase:
			b.WriteByte('+')
		case c.Occur == MustNot:
			b.WriteByte('-')
		}
		if c.Phrase {
			b.WriteString(`"` + c.Text + `"`)
		} else {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}
