package turkish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// combiningDot is U+0307, which foreign lower-casing leaves behind an i that was İ.
const combiningDot = '\u0307'

// NFC returns s in Unicode normal form C, every run of invalid bytes replaced by one U+FFFD. It returns s itself,
// without allocating, when s is valid and composed already.
func NFC(s string) string {
	if isASCII(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return norm.NFC.String(s)
}

// Lower returns NFC(s) in Turkish lower case: I becomes ı, İ and i+U+0307 become i. The result is valid UTF-8 in NFC,
// and Lower of it is itself.
func Lower(s string) string {
	s = NFC(s)
	changed, plain := false, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			plain = false
		} else if 'A' <= c && c <= 'Z' {
			changed = true
		}
	}
	if plain && !changed {
		return s
	}
	if !plain && !changed && isLower(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	afterI := false
	for _, r := range s {
		if r == combiningDot && afterI {
			continue
		}
		r = lowerRune(r)
		afterI = r == 'i'
		b.WriteRune(r)
	}
	if plain {
		return b.String()
	}
	return norm.NFC.String(b.String())
}

// isLower reports whether the Turkish lower case of s, which is in NFC, is s.
func isLower(s string) bool {
	afterI := false
	for _, r := range s {
		if lowerRune(r) != r || r == combiningDot && afterI {
			return false
		}
		afterI = r == 'i'
	}
	return true
}

// Upper returns NFC(s) in Turkish upper case: i becomes İ, ı becomes I. The result is valid UTF-8 in NFC. Letters whose
// upper case is more than one letter (ß) stay as they are.
func Upper(s string) string {
	s = NFC(s)
	var b strings.Builder
	b.Grow(len(s) + 8)
	afterI := false
	for _, r := range s {
		if r == combiningDot && afterI {
			continue
		}
		afterI = r == 'i'
		b.WriteRune(upperRune(r))
	}
	return NFC(b.String())
}

func lowerRune(r rune) rune {
	switch {
	case r == 'I':
		return 'ı'
	case r == 'İ':
		return 'i'
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + ('a' - 'A')
		}
		return r
	}
	return unicode.ToLower(r)
}

func upperRune(r rune) rune {
	switch r {
	case 'i':
		return 'İ'
	case 'ı':
		return 'I'
	}
	return unicode.ToUpper(r)
}

// IsApostrophe reports whether r is one of the signs that newsroom text uses for the apostrophe: the ASCII one, the
// typographic quotes, primes, accents standing alone and the modifier letters that look like them.
func IsApostrophe(r rune) bool {
	switch r {
	case '\'', '\u0091', '\u0092', '`', '´', '‘', '’', '‚', '‛', '′', '‵', '＇', '｀', '\u02B9', '\u02BB', '\u02BC', '\u02BD', '\u02BE',
		'\u02BF', '\u02C8', '\u02CA', '\u02CB', '\u0374', '\u1FBD', '\u1FBF', '\u1FEF', '\u1FFD', '\u1FFE', '\u055A',
		'\u05F3', '\uA78B', '\uA78C', '\u07F4', '\u07F5':
		return true
	}
	return false
}

// isIgnorable reports whether r is an invisible sign that neither splits a word nor belongs to its terms: the soft
// hyphen, zero-width joiners and spaces, direction marks, variation selectors.
func isIgnorable(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x034F, r == 0x061C, r == 0x180E, r == 0xFEFF:
		return true
	case 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F:
		return true
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		return true
	}
	return false
}

// isCore reports whether r, a letter or decimal digit of any script, can begin a word.
func isCore(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r]&(isLetterClass|isDigitClass) != 0
	}
	if r < 0xAA {
		return false
	}
	switch r {
	case 'ı', 'İ', 'ş', 'Ş', 'ğ', 'Ğ', 'ü', 'Ü', 'ö', 'Ö', 'ç', 'Ç':
		return true
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !IsApostrophe(r)
}

// isMark reports whether r is a combining mark, which belongs to the letter before it.
func isMark(r rune) bool { return r >= 0x0300 && unicode.IsMark(r) && !isIgnorable(r) }

const (
	isLetterClass = 1 << iota
	isDigitClass
)

// classes says of an ASCII byte whether it is a letter or a digit.
var classes = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch {
		case '0' <= c && c <= '9':
			t[c] = isDigitClass
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			t[c] = isLetterClass
		}
	}
	return t
}()

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
