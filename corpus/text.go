package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText returns running text: line ends as \n, every other control character but the tab as a space, no white
// space at either end.
func cleanText(s string) string {
	if hasControl(s) {
		s = strings.Map(textRune, strings.ReplaceAll(s, "\r\n", "\n"))
	}
	return strings.TrimSpace(s)
}

// cleanLine returns one line of text: every control character and line end as a space, no white space at either end.
func cleanLine(s string) string {
	if hasControl(s) || strings.ContainsAny(s, "\n\t\u2028\u2029") {
		s = strings.Map(lineRune, strings.ReplaceAll(s, "\r\n", "\n"))
	}
	return strings.TrimSpace(s)
}

func textRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r':
		return '\n'
	case unicode.IsControl(r):
		return ' '
	}
	return r
}

func lineRune(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// hasControl says whether s has a control character (C0, DEL or C1) other than \n and \t.
func hasControl(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return true
		}
		if c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0 {
			return true
		}
	}
	return false
}

// position returns the place of the character at byte offset at of s, counted in characters from 1.
func position(s string, at int) int { return utf8.RuneCountInString(s[:at]) + 1 }
