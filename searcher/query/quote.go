package query

import (
	"strings"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// quoteKind says which quotes open and close each other.
type quoteKind uint8

const (
	noQuote quoteKind = iota
	highQuote
	angleQuote
)

func quoteOf(r rune) quoteKind {
	switch r {
	case '"', '“', '”', '„', '‟', '＂':
		return highQuote
	case '«', '»':
		return angleQuote
	}
	return noQuote
}

// opens reports whether the quote at index at can begin a phrase: behind a letter or digit (55" ekran) only those can
// that are never at the end.
func (p *treeParser) opens(at int) bool {
	switch p.text[at] {
	case '“', '„', '«':
		return true
	}
	return at == 0 || !isCore(p.text[at-1])
}

// quoted reads what stands between quotes, without moving; end is the index behind them. False says that the quote
// is no pair.
func (p *treeParser) quoted(open int) (text string, end int, ok bool) {
	kind := quoteOf(p.text[open])
	var b strings.Builder
	for i := open + 1; i < len(p.text); i++ {
		switch r := p.text[i]; quoteOf(r) {
		case kind:
			return strings.Join(strings.Fields(b.String()), " "), i + 1, true
		case noQuote:
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return "", 0, false
}

// skipLoneQuote steps over a quote that is no pair.
func (p *treeParser) skipLoneQuote() bool {
	if p.opens(p.at) {
		if _, _, ok := p.quoted(p.at); ok {
			return false
		}
	}
	p.repair(p.at, p.at+1, "a quote without its partner is ignored")
	p.at++
	return true
}

// phrase reads a phrase with what follows it, with lemma after the ~ in front of it; nil for one without words.
func (p *treeParser) phrase(lemma bool) Node {
	start := p.at
	if lemma {
		p.at++
	}
	open := p.at
	if p.skipLoneQuote() {
		return nil
	}
	text, end, _ := p.quoted(open)
	p.at = end
	p.skipEnding(open)
	var n Node
	if hasToken(text) {
		p.terms += 1 + strings.Count(text, " ")
		n = &Phrase{Text: text, Lemma: lemma, Slop: p.slop()}
		n.(*Phrase).Range = p.place(start, p.at)
	} else {
		p.repair(start, p.at, "quotes without a word in them are ignored")
		p.slop()
	}
	return p.boost(n)
}

// slop reads ~ and a number.
func (p *treeParser) slop() int {
	if p.at >= len(p.text) || p.text[p.at] != '~' || p.at+1 < len(p.text) && quoteOf(p.text[p.at+1]) != noQuote {
		return 0
	}
	tilde := p.at
	p.at++
	n, ok := p.digits()
	if !ok {
		p.repair(tilde, p.at, `~ behind a phrase needs a number, as in "a b"~5, and is ignored`)
		return 0
	}
	return p.bounded(n, 0, MaxDistance, tilde, p.at)
}

// maxEndingChars is longer than every ending behind a quote.
const maxEndingChars = 24

// skipEnding steps over the case ending of a quoted name (“Barış”ı, "Barış"'ın); the quote began at index open.
func (p *treeParser) skipEnding(open int) {
	if p.at >= len(p.text) || !unicode.IsLetter(p.text[p.at]) && !turkish.IsApostrophe(p.text[p.at]) {
		return
	}
	tailEnd := min(p.runEnd(p.at), p.at+maxEndingChars)
	inside := len(p.slice(open, p.at))
	last := turkish.Token{}
	whole := p.slice(open, tailEnd)
	turkish.Tokens(whole, func(t turkish.Token) bool {
		if t.Start < inside {
			last = t
		}
		return t.Start < inside
	})
	if last.End > inside {
		p.at += len([]rune(whole[inside:last.End]))
	}
}
