package query

import (
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// ParseTree reads a query; docs/query-syntax.md describes the language. NEAR and PARAGRAF bind tighter than NOT, NOT
// tighter than AND, AND tighter than OR. Words side by side belong together, so that "a b AND c" is "(a b) AND c"; of
// them, articles need one and those with more rank higher. What bears + or - holds for the whole bracket. Dates and
// fields that are not running text narrow their whole bracket: "deprem kaynak:AA" is "deprem AND kaynak:AA".
//
// Date words are seen from now; with a zero now they are an Error, and dates without a field name are just words.
// A broken query whose meaning is plain is repaired, and the repairs say how. The error is an *Error: for text that is
// not UTF-8, for what is over a limit, and for what has no sensible reading. The work is linear in the length.
func ParseTree(text string, now time.Time) (Node, []Repair, error) {
	if err := checkText(text); err != nil {
		return nil, nil, err
	}
	p := newTreeParser(text, now)
	elements := p.sequence(-1)
	if operatorsOnly(elements) {
		p.repair(0, len(p.text), "an operator without words is searched for as a word")
		p.asWords(elements)
	}
	p.sayOmitted()
	root := p.build(p.bareDate(elements))
	if root != nil && p.err == nil && height(root) > MaxNesting {
		p.fail(0, "the query is nested deeper than %d; simplify it", MaxNesting)
	}
	if p.err != nil {
		return nil, nil, p.err
	}
	if root == nil {
		root = p.all()
	}
	if len(p.repairs) > 0 {
		changed := root.String()
		for i := range p.repairs {
			p.repairs[i].Changed = changed
		}
	}
	return root, p.repairs, nil
}

func checkText(text string) error {
	if len(text) > MaxBytes {
		return &Error{utf8.RuneCountInString(text[:MaxBytes]),
			fmt.Sprintf("a query has at most %d bytes, this has %d; shorten it", MaxBytes, len(text))}
	}
	position := 0
	for i, r := range text {
		position++
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				return &Error{position, "this is not valid UTF-8"}
			}
		}
	}
	return nil
}

// treeParser walks over the characters of one query.
type treeParser struct {
	text []rune
	at   int
	now  time.Time
	// nesting is how many parentheses are open.
	nesting int
	// terms and patterns count what MaxTerms and MaxPatterns bound.
	terms, patterns int
	// shouting says that the whole query is in capitals, so that the capitals of VE mean nothing.
	shouting bool
	// omitted is the index of the first word beyond MaxTerms, or -1.
	omitted int
	repairs []Repair
	err     error
}

func newTreeParser(text string, now time.Time) *treeParser {
	p := &treeParser{text: []rune(text), now: now, omitted: -1}
	for i, r := range p.text {
		if unicode.IsControl(r) && !unicode.IsSpace(r) && !turkish.IsApostrophe(r) {
			p.repair(i, i+1, "the control character %U is read as a blank", r)
			p.text[i] = ' '
		}
	}
	p.shouting = isShouting(p.text)
	return p
}

// all returns the node of a query that has nothing to search for.
func (p *treeParser) all() Node {
	rest := slices.DeleteFunc(slices.Clone(p.text), unicode.IsSpace)
	if len(rest) > 0 && string(rest) != "*" && len(p.repairs) == 0 {
		p.repair(0, len(p.text), "there is no word to search for; this finds every article")
	}
	return &All{p.place(0, len(p.text))}
}

// element is an operator, or a unit with its sign.
type element struct {
	operator operator
	distance int
	node     Node
	sign     Occur
	// isNot says that sign was the word NOT, which holds for its neighbours only.
	isNot bool
	// isBare says that it is a word without any sign, so that a date can be made of it.
	isBare bool
	at     Range
}

// sequence reads until the parenthesis opened at index open is closed, or with -1 to the end.
func (p *treeParser) sequence(open int) []element {
	var elements []element
	for {
		p.skipSpace()
		if p.at >= len(p.text) {
			if open >= 0 && p.err == nil {
				p.repair(open, open+1, "the parenthesis that is not closed is closed at the end")
			}
			return elements
		}
		if p.text[p.at] == ')' {
			p.at++
			if open >= 0 {
				return elements
			}
			p.repair(p.at-1, p.at, "a closing parenthesis that closes nothing is ignored")
			continue
		}
		if e, ok := p.element(); ok {
			elements = append(elements, e)
		}
	}
}

// element reads the next one; false for what says nothing.
func (p *treeParser) element() (element, bool) {
	start := p.at
	var e element
	for p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
		p.at++
	}
	m := fieldMode | countMode
	if p.at == start {
		if op, distance, ok := p.operator(); ok {
			return element{operator: op, distance: distance, at: p.place(start, p.at)}, true
		}
	} else {
		sign, signEnd := p.text[start], p.at
		if p.at < len(p.text) && quoteOf(p.text[p.at]) != noQuote {
			p.skipLoneQuote()
		}
		e.sign = map[rune]Occur{'+': Must, '-': MustNot}[sign]
		if p.at >= len(p.text) || unicode.IsSpace(p.text[p.at]) || p.text[p.at] == ')' {
			p.repair(start, signEnd, "a sign with nothing behind it is ignored")
			return e, false
		}
		if signEnd > start+1 {
			p.repair(start, signEnd, "of several signs only the first, %c, counts", sign)
		}
	}
	wordAt := p.terms
	e.node, e.isBare = p.unit(m, &e.sign)
	if e.node == nil {
		return e, false
	}
	e.at = p.place(start, p.at)
	e.isBare = e.isBare && e.sign == Should
	if p.terms > MaxTerms {
		if _, isWord := e.node.(*Word); !e.isBare || !isWord || p.nesting > 0 || p.terms != wordAt+1 {
			p.fail(start, "the query has more than %d words; shorten it", MaxTerms)
			return e, false
		}
		if p.omitted < 0 {
			p.omitted = start
		}
		p.terms = wordAt
		return e, false
	}
	return e, true
}

func (p *treeParser) sayOmitted() {
	if p.omitted >= 0 && p.err == nil {
		p.repair(p.omitted, len(p.text), "only the first %d words are searched for", MaxTerms)
	}
}

// mode says what a unit may be.
type mode uint8

const (
	fieldMode mode = 1 << iota
	countMode
)

// unit reads a word, phrase, group or field with what follows it directly; nil for what has nothing to search for.
// sign is that before it, which the value of a field may change. It reports whether it is a bare word.
func (p *treeParser) unit(m mode, sign *Occur) (n Node, isBare bool) {
	switch r := p.text[p.at]; {
	case r == '\\':
		return p.literal(false), false
	case r == '=' && p.at+1 < len(p.text) && !unicode.IsSpace(p.text[p.at+1]):
		return p.exact(), false
	case r == '~' && p.at+1 < len(p.text) && quoteOf(p.text[p.at+1]) != noQuote:
		return p.phrase(true), false
	case quoteOf(r) != noQuote:
		return p.phrase(false), false
	case r == '(':
		return p.group(), false
	case r == ')':
		return nil, false
	}
	if m&countMode != 0 {
		if n, ok := p.count(); ok {
			return n, false
		}
	}
	if m&fieldMode != 0 {
		if n, ok := p.field(sign); ok {
			return n, false
		}
	}
	return p.word(false)
}

// group reads what stands in parentheses.
func (p *treeParser) group() Node {
	open := p.at
	if p.nesting == MaxNesting {
		p.fail(open, "parentheses are nested deeper than %d; simplify the query", MaxNesting)
		return nil
	}
	p.at++
	p.nesting++
	n := p.build(p.sequence(open))
	p.nesting--
	if p.err != nil {
		return nil
	}
	if n == nil {
		p.repair(open, p.at, "parentheses with nothing to search for in them are ignored")
	}
	if p.at < len(p.text) && p.text[p.at] == '~' {
		tilde := p.at
		p.at++
		p.digits()
		p.repair(tilde, p.at, "~ has no meaning behind a parenthesis and is ignored")
	}
	return p.boost(n)
}

func (p *treeParser) skipSpace() {
	for p.at < len(p.text) && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
}

// hasToken reports whether there is anything in text that an index holds.
func hasToken(text string) bool {
	found := false
	turkish.Tokens(text, func(turkish.Token) bool {
		found = true
		return false
	})
	return found
}
