package searcher

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// The signs between the words of a title key. They stand below every letter and digit, so that all that goes on behind a
// whole word is one stretch of the order.
const (
	keyEnd   = 0
	keyTail  = 1 // an apostrophe, behind which endings stand
	keyBlank = ' '
	keyAbove = '!' // above all of them, below all letters and digits
)

// appendTitleKey appends what two titles have in common that differ in letter case, diacritics and signs alone: the folded
// words with one blank between them, apostrophes inside words as keyTail. open says that the last word goes on to the end
// of the text.
func appendTitleKey(dst []byte, text string) (_ []byte, open bool) {
	begun := len(dst)
	eachTitleWord(text, func(from, base, to int) {
		if len(dst) > begun {
			dst = append(dst, keyBlank)
		}
		dst = append(dst, turkish.Fold(text[from:base])...)
		for tail := text[base:to]; tail != ""; {
			_, size := utf8.DecodeRuneInString(tail)
			end := strings.IndexFunc(tail[size:], turkish.IsApostrophe) + size
			if end < size {
				end = len(tail)
			}
			dst = append(append(dst, keyTail), turkish.Fold(tail[size:end])...)
			tail = tail[end:]
		}
		open = to == len(text)
	})
	return dst, open
}

// eachTitleWord visits the words of a text: where each begins, where it ends without what stands behind an apostrophe,
// and where that ends.
func eachTitleWord(text string, visit func(from, base, to int)) {
	from, base := -1, -1
	for at, r := range text {
		isLetter := (r < utf8.RuneSelf || !turkish.IsApostrophe(r)) && (unicode.IsLetter(r) || unicode.IsDigit(r))
		switch {
		case isLetter && from < 0:
			from, base = at, -1
		case isLetter, from >= 0 && unicode.IsMark(r):
		case from >= 0 && base < 0 && turkish.IsApostrophe(r):
			base = at
		case from >= 0 && !turkish.IsApostrophe(r):
			visit(closedWord(text, from, base, at))
			from = -1
		}
	}
	if from >= 0 {
		visit(closedWord(text, from, base, len(text)))
	}
}

// closedWord is a word that ends at to, without apostrophes at its end.
func closedWord(text string, from, base, to int) (int, int, int) {
	end := from + len(strings.TrimRightFunc(text[from:to], turkish.IsApostrophe))
	if base < 0 || base > end {
		base = end
	}
	return from, base, end
}
