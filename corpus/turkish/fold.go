package turkish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the search key of s: compatibility forms unified (NFKC), Turkish lower case, Latin letters reduced to
// a-z (ş to s, ı to i, ß to ss, æ to ae), apostrophes and invisible signs removed. Letters of other scripts are only
// lower-cased. The result is valid UTF-8, Fold of it is itself, and it may be longer than s.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	// Taking a sign out or lower-casing can bring a letter and a mark together that compose; the second round
	// settles it.
	for range 4 {
		folded := foldOnce(s)
		if folded == s || isFolded(folded) {
			return folded
		}
		s = folded
	}
	return s
}

// isFolded reports whether s is ASCII without capitals and apostrophes.
func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '\'' || c == '`' {
			return false
		}
	}
	return true
}

func foldOnce(s string) string {
	s = Lower(norm.NFKC.String(NFC(s)))
	var b strings.Builder
	b.Grow(len(s))
	afterLatin := false
	for _, r := range s {
		switch {
		case IsApostrophe(r), isIgnorable(r):
		case r < utf8.RuneSelf:
			afterLatin = isCore(r)
			b.WriteByte(byte(r))
		case isMark(r):
			if !afterLatin {
				b.WriteRune(r)
			}
		case unicode.Is(unicode.Latin, r):
			afterLatin = true
			writeLatin(&b, r)
		case r == 'ς':
			afterLatin = false
			b.WriteRune('σ')
		default:
			afterLatin = false
			b.WriteRune(r)
		}
	}
	return norm.NFKC.String(b.String())
}

// writeLatin writes the a-z spelling of the lower-case Latin letter r, or r where none is known.
func writeLatin(b *strings.Builder, r rune) {
	base := baseLetter(r)
	if spelled, ok := spellings[base]; ok {
		b.WriteString(spelled)
		return
	}
	b.WriteRune(base)
}

// baseLetter returns the letter that r is without its diacritics.
func baseLetter(r rune) rune {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if d := norm.NFD.Properties(buf[:n]).Decomposition(); len(d) > 0 {
		base, _ := utf8.DecodeRune(d)
		return base
	}
	return r
}

// spellings holds the Latin letters that Unicode does not decompose, in the spelling of news agencies.
var spellings = map[rune]string{
	'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h",
	'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƙ': "k",
	'ɨ': "i", 'ɩ': "i", 'ŀ': "l", 'ƚ': "l", 'ƒ': "f", 'ɣ': "g", 'ɠ': "g", 'ǥ': "g", 'ɲ': "n", 'ƞ': "n", 'ƥ': "p",
	'ʀ': "r", 'ʃ': "s", 'ƭ': "t", 'ʈ': "t", 'ʉ': "u", 'ʊ': "u", 'ʋ': "v", 'ƴ': "y", 'ƶ': "z", 'ʒ': "z", 'ȷ': "j",
	'ɑ': "a", 'ƀ': "b", 'ɵ': "o", 'ȼ': "c", 'ⱥ': "a", 'ɇ': "e", 'ɉ': "j", 'ɍ': "r", 'ɏ': "y", 'ƣ': "g",
}
