package turkish

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// lexeme is a number, a word or a sign of a folded date expression.
type lexeme struct {
	text string
	// value is that of a number, digits how many it was written with, 0 for anything else.
	value, digits int
	// glued says that no blank stands before it.
	glued bool
}

func (l lexeme) isWord() bool { return 'a' <= l.text[0] && l.text[0] <= 'z' }

// lexWhen splits text, folded, into lexemes; all hyphens and dashes become "-" and two or more dots "..". Brackets and
// quotes count as blanks.
func lexWhen(text string) ([]lexeme, error) {
	text = Fold(text)
	var all []lexeme
	glued := false
	for at := 0; at < len(text); {
		if len(all) == maxLexemes {
			return nil, errors.New("it has too many words; shorten it")
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		l := lexeme{glued: glued}
		glued = true
		switch {
		case r < utf8.RuneSelf && classes[r] != 0:
			l.text = text[at : at+sameClass(text[at:])]
			size = len(l.text)
		case isDash(r):
			l.text = "-"
		case r == '.':
			for at+size < len(text) && text[at+size] == '.' {
				size++
			}
			l.text = ".."[:min(size, 2)]
		case r == '/', r == ':', r == ',':
			l.text = text[at : at+size]
		case unicode.IsSpace(r), r == '(', r == ')', r == '|', r == '·', r == '•', isClosingQuote(r):
			glued = false
		default:
			return nil, fmt.Errorf("%q is not understood", r)
		}
		at += size
		if l.text == "" {
			continue
		}
		if isDigit(l.text[0]) {
			if l.digits = len(l.text); l.digits > 5 {
				return nil, fmt.Errorf("the number %.20s is too long", l.text)
			}
			for i := range l.digits {
				l.value = l.value*10 + int(l.text[i]-'0')
			}
		}
		all = append(all, l)
	}
	return all, nil
}

// sameClass returns how many bytes at the head of s are ASCII letters, or ASCII digits, like the first.
func sameClass(s string) int {
	n := 1
	for n < len(s) && s[n] < utf8.RuneSelf && classes[s[n]] == classes[s[0]] {
		n++
	}
	return n
}

func isDash(r rune) bool { return isHyphen(r) || r == '–' || r == '—' || r == '−' || r == '~' }
