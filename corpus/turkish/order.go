package turkish

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The weights of Compare put blanks before signs, signs before digits, digits before Latin letters in the order of the
// Turkish alphabet, and those before other scripts in the order of their code points.
const (
	blankWeight  = 1
	signWeight   = 0x100
	digitWeight  = 0x200000
	latinWeight  = 0x300000
	scriptWeight = 0x400000
)

// alphabet is the Turkish one with q, w and x in their Latin places.
const alphabet = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"

var alphabetWeights = func() map[rune]uint32 {
	weights := make(map[rune]uint32, len(alphabet))
	for i, r := range alphabet {
		weights[r] = latinWeight + uint32(i)
	}
	return weights
}()

// Compare returns -1, 0 or 1 as a stands before, at or after b in Turkish alphabetical order: first by letters,
// case, circumflexes, foreign diacritics and apostrophes aside, then by these. It is 0 only when a equals b, and it
// is safe for concurrent use.
func Compare(a, b string) int {
	if a == b {
		return 0
	}
	left, right := weigher{rest: NFC(a)}, weigher{rest: NFC(b)}
	for {
		l, r := left.next(), right.next()
		if l != r {
			return cmp.Compare(l, r)
		}
		if l == 0 {
			break
		}
	}
	if c := strings.Compare(Lower(a), Lower(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// weigher hands out the weights of a text in NFC, one letter at a time.
type weigher struct {
	rest    string
	pending string
}

// next returns the weight of the next letter or sign, 0 at the end of the text.
func (w *weigher) next() uint32 {
	for {
		if w.pending != "" {
			c := w.pending[0]
			w.pending = w.pending[1:]
			return alphabetWeights[rune(c)]
		}
		if w.rest == "" {
			return 0
		}
		r, size := utf8.DecodeRuneInString(w.rest)
		w.rest = w.rest[size:]
		if IsApostrophe(r) || isIgnorable(r) || isMark(r) {
			continue
		}
		r = lowerRune(r)
		if weight, ok := alphabetWeights[r]; ok {
			return weight
		}
		if r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) {
			r = baseLetter(r)
			if spelled, ok := spellings[r]; ok {
				w.pending = spelled
				continue
			}
			if weight, ok := alphabetWeights[r]; ok {
				return weight
			}
		}
		return plainWeight(r)
	}
}

func plainWeight(r rune) uint32 {
	switch {
	case '0' <= r && r <= '9':
		return digitWeight + uint32(r-'0')
	case unicode.IsSpace(r):
		return blankWeight
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return scriptWeight + uint32(r)
	}
	return signWeight + uint32(r)
}
