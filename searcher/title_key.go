package searcher

import (
	"unicode"

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
// words with one blank between them, apostrophes inside words as keyTail. word, where it is not nil, hears where each
// word with its tails begins and where it ends, its tails aside and included. open says that the last word goes on to the
// end of the text.
func appendTitleKey(dst []byte, text string, word func(from, base, to int)) (_ []byte, open bool) {
	begun, from, base := len(dst), -1, -1
	start := -1 // of the run of letters at hand
	flush := func(end int) {
		if start >= 0 {
			dst = append(dst, turkish.Fold(text[start:end])...)
			start = -1
			if base < 0 {
				base = end
			}
		}
	}
	closeWord := func(end int) {
		flush(end)
		if from >= 0 && word != nil {
			word(from, base, end)
		}
		from, base = -1, -1
	}
	for at, r := range text {
		switch {
		case unicode.IsLetter(r) && !turkish.IsApostrophe(r), unicode.IsDigit(r), unicode.IsMark(r) && start >= 0:
			if start < 0 {
				start = at
				if from < 0 {
					if from = at; len(dst) > begun {
						dst = append(dst, keyBlank)
					}
				} else {
					dst = append(dst, keyTail)
				}
			}
		case turkish.IsApostrophe(r) && start >= 0:
			flush(at)
		default:
			closeWord(at)
		}
	}
	open = from >= 0
	closeWord(len(text))
	return dst, open
}
