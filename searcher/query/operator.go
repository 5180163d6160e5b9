package query

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// operator is a word between or before units.
type operator uint8

const (
	noOperator operator = iota
	opOr
	opAnd
	opNot
	opSame
	opNear
	opBefore
)

// plainOperators hold in any query, loudOperators only where capitals mean something.
var (
	plainOperators = map[string]operator{"OR": opOr, "AND": opAnd, "NOT": opNot, "SAME": opSame}
	loudOperators  = map[string]operator{"VEYA": opOr, "VE": opAnd, "DEĞİL": opNot, "DEGIL": opNot, "PARAGRAF": opSame}
)

// inParagraph is PARAGRAF in the spelling of Lexis, folded.
const inParagraph = "w/p"

// distanceOperators are followed by a number; they are folded.
var distanceOperators = map[string]operator{"near": opNear, "near/": opNear, "yakin": opNear, "yakin/": opNear,
	"w/": opNear, "once": opBefore, "once/": opBefore, "adj": opBefore, "adj/": opBefore, "pre/": opBefore}

// countNames are followed by a number; they are folded.
var countNames = map[string]bool{"enaz": true, "atleast": true}

// maxOperatorChars is longer than every operator with its number.
const maxOperatorChars = 16

// operator reads an operator; false, without moving, when there is none.
func (p *treeParser) operator() (op operator, distance int, ok bool) {
	start, end := p.at, p.runEnd(p.at)
	if end-start > maxOperatorChars {
		return 0, 0, false
	}
	run := turkish.NFC(p.slice(start, end))
	op, ok = plainOperators[run]
	if loud, isLoud := loudOperators[run]; isLoud {
		if op, ok = loud, !p.shouting; !ok {
			p.repair(start, end, "%s is read as a word because everything is in capitals", run)
		}
	}
	if !ok {
		folded := turkish.Fold(run)
		if folded == inParagraph {
			p.at = end
			return opSame, 0, true
		}
		name, n, isNumbered := cutNumber(folded)
		if op, ok = distanceOperators[name]; !ok || !isNumbered {
			return 0, 0, false
		}
		distance = p.bounded(n, 1, MaxDistance, start, end)
	}
	p.at = end
	return op, distance, ok
}

// cutNumber splits the digits at the end off s.
func cutNumber(s string) (name string, n int, ok bool) {
	name = strings.TrimRight(s, "0123456789")
	n, err := strconv.Atoi(s[len(name):])
	return name, n, err == nil
}

// isCount reports whether text is ENAZ or ATLEAST with a number, and which.
func isCount(text string) (int, bool) {
	if len(text) > 2*maxOperatorChars {
		return 0, false
	}
	name, n, ok := cutNumber(turkish.Fold(text))
	return n, ok && countNames[name]
}

// count reads ENAZ3 with the word, phrase or group that it is about; false, without moving, when there is none.
func (p *treeParser) count() (Node, bool) {
	start, end := p.at, p.runEnd(p.at)
	if end-start > maxOperatorChars {
		return nil, false
	}
	n, ok := isCount(p.slice(start, end))
	if !ok {
		return nil, false
	}
	p.at = end
	p.skipSpace()
	if p.at < len(p.text) && p.text[p.at] != ')' {
		behind := p.at
		if _, _, isOperator := p.operator(); !isOperator {
			child, _ := p.unit(0, new(Occur))
			if child == nil {
				return nil, true
			}
			if !nearable(child) {
				p.fail(behind, "%s counts words, phrases and alternatives of them, not this", p.slice(start, end))
			}
			return &AtLeast{p.place(start, p.at), p.bounded(n, 1, MaxDistance, start, end), child}, true
		}
	}
	p.at = start
	return nil, false
}

// nearable reports whether n may be a part of Near, SameParagraph and AtLeast.
func nearable(n Node) bool {
	switch n := n.(type) {
	case *Word, *Phrase, *Near:
		return true
	case *Boost:
		return nearable(n.Child)
	case *Or:
		for _, child := range n.Children {
			if !nearable(child) {
				return false
			}
		}
		return true
	case *Group:
		for _, m := range n.Members {
			if m.Occur != Should || !nearable(m.Node) {
				return false
			}
		}
		return true
	}
	return false
}

// minShoutedLetters is longer than the usual acronym: CHP VE MHP is a query, TÜRKİYE VE SURİYE a headline.
const minShoutedLetters = 6

// isShouting reports whether text is all in capitals, has a word too long for an acronym, and neither a field nor an
// English operator.
func isShouting(text []rune) bool {
	long, start := false, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (unicode.IsLower(text[i]) ||
			text[i] == ':' && i+1 < len(text) && unicode.IsLetter(text[i+1])) {
			return false
		}
		if i < len(text) && unicode.IsLetter(text[i]) {
			continue
		}
		if i-start >= minShoutedLetters {
			long = long || loudOperators[string(text[start:i])] == noOperator
		} else if plainOperators[string(text[start:i])] != noOperator && isApart(text, start, i) {
			return false
		}
		start = i + 1
	}
	return long
}

// isApart reports whether white space or brackets stand around the characters from start to end.
func isApart(text []rune, start, end int) bool {
	parts := func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }
	return (start == 0 || parts(text[start-1])) && (end == len(text) || parts(text[end]))
}
