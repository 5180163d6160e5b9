package searcher

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// shortened are words that end in a dot without ending a sentence, folded.
var shortened = map[string]bool{
	"prof": true, "doc": true, "dr": true, "av": true, "yrd": true, "ogr": true, "gor": true, "uzm": true, "op": true,
	"sn": true, "bkz": true, "gen": true, "org": true, "alb": true, "mah": true, "cad": true, "sok": true, "no": true,
	"vb": true, "vs": true, "age": true, "orn": true,
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// sentenceBorders calls visit for every sentence or paragraph that ends in text behind from and not behind to: with where
// it ends, its signs included, and where the next begins.
func sentenceBorders(text string, from, to int, visit func(end, next int)) {
	for at := from; at < to; {
		r, n := utf8.DecodeRuneInString(text[at:])
		at += n
		if r != '\n' && !isStop(r) {
			continue
		}
		end := at
		for r != '\n' && end < len(text) {
			sign, n := utf8.DecodeRuneInString(text[end:])
			if !isStop(sign) && !strings.ContainsRune(`"'”’»)]`, sign) {
				break
			}
			end += n
		}
		rest := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
		next := len(text) - len(rest)
		if r == '\n' {
			end = len(strings.TrimRightFunc(text[:at], unicode.IsSpace))
		} else if next == end && rest != "" || r == '.' && !isDotAtEnd(text[:at-1], rest) {
			continue
		}
		if end <= to {
			visit(end, next)
		}
	}
}

// isDotAtEnd reports whether a dot between two texts ends a sentence, and not a number in a row, an initial or a word
// that is cut short.
func isDotAtEnd(before, behind string) bool {
	first, _ := utf8.DecodeRuneInString(behind)
	if unicode.IsLower(first) {
		return false
	}
	isOutside := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	word := before[strings.LastIndexFunc(before, isOutside)+1:]
	if n := utf8.RuneCountInString(word); n == 1 || n == 2 && strings.Trim(word, "0123456789") == "" {
		return behind == ""
	}
	return !shortened[turkish.Fold(word)]
}

// sentenceStart returns where the first sentence or paragraph between from and to begins, or -1.
func sentenceStart(text string, from, to int) int {
	if from == 0 {
		return 0
	}
	found := -1
	sentenceBorders(text, startBefore(text, from), to, func(_, next int) {
		if found < 0 && next >= from && next <= to {
			found = next
		}
	})
	return found
}

// sentenceEnd returns where the last sentence or paragraph that ends between from and to does, or -1.
func sentenceEnd(text string, from, to int) int {
	found := -1
	sentenceBorders(text, from, to, func(end, _ int) {
		if end > from {
			found = end
		}
	})
	return found
}

// maxBorderBytes is how many bytes are looked at in front of a word for the end of a sentence.
const maxBorderBytes = 16

// startBefore returns the place of a character some bytes before at.
func startBefore(text string, at int) int {
	at = max(at-maxBorderBytes, 0)
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
