package turkish

import (
	"unicode"
	"unicode/utf8"
)

// The longest host label, local part of an e-mail address and number of labels that are looked at (RFC 1035, RFC 5321;
// the labels are our own bound).
const (
	maxLabelBytes = 63
	maxLocalBytes = 64
	maxLabels     = 6
)

// link returns the web address with a scheme or www. at start; false when there is none.
func (s *scanner) link(start int) (Token, bool) {
	prefix := linkPrefix(s.text[start:])
	if prefix == 0 || !s.coreAt(start+prefix) {
		return Token{}, false
	}
	return s.emit(URL, start, s.linkEnd(start+prefix)), true
}

// linkPrefix returns the length of http://, https:// or www. at the head of s in either case; 0 when there is none.
func linkPrefix(s string) int {
	for _, prefix := range [...]string{"http://", "https://", "www."} {
		if len(s) > len(prefix) && equalASCIIFold(s[:len(prefix)], prefix) {
			return len(prefix)
		}
	}
	return 0
}

// equalASCIIFold reports whether s is lower, which is in lower case, when A-Z count as a-z.
func equalASCIIFold(s, lower string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// linkEnd returns the end of the address whose first letter stands at at. It ends before blanks, controls, quotes,
// apostrophes and angle brackets; punctuation at its end is left out, a bracket unless it was opened inside.
func (s *scanner) linkEnd(at int) int {
	end, opened := at, false
	for at < len(s.text) {
		r, size := s.rune(at)
		if unicode.IsSpace(r) || unicode.IsControl(r) || isIgnorable(r) || IsApostrophe(r) || isClosingQuote(r) ||
			r == utf8.RuneError || r == '<' || r == '>' || r == '|' || r == '\\' || r == '^' || r == '{' || r == '}' {
			break
		}
		at += size
		opened = opened || r == '('
		switch r {
		case '.', ',', ';', ':', '!', '?', '…', ']', '[', '*', '(', '-', '–', '—':
		case ')':
			if opened {
				end = at
			}
		default:
			end = at
		}
	}
	return end
}

// address returns the e-mail address or bare domain that begins at start with the run that ends at end, which is
// not the end of the text; false when there is none.
func (s *scanner) address(start, end int) (Token, bool) {
	if end >= len(s.text) {
		return Token{}, false
	}
	switch s.text[end] {
	case '@', '.', '-', '_', '+':
	default:
		return Token{}, false
	}
	if email := s.email(start); email > 0 {
		return s.emit(Email, start, email), true
	}
	domain, known := s.domain(start)
	if domain == 0 || !known {
		return Token{}, false
	}
	if domain < len(s.text) && (s.text[domain] == '/' || s.text[domain] == '?') && s.coreAt(domain+1) {
		domain = s.linkEnd(domain)
	}
	return s.emit(URL, start, domain), true
}

// email returns the end of the e-mail address at start, 0 when there is none.
func (s *scanner) email(start int) int {
	at := start
	for at < len(s.text) && at-start <= maxLocalBytes && isLocalByte(s.text[at]) {
		at++
	}
	if at >= len(s.text) || s.text[at] != '@' || at-start > maxLocalBytes {
		return 0
	}
	end, _ := s.domain(at + 1)
	return end
}

func isLocalByte(c byte) bool {
	return c < utf8.RuneSelf && classes[c] != 0 || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'
}

// domain returns the end of the host name of two labels or more at start, its last label of two letters or more, and
// whether that is a well-known top-level domain in lower case. It returns 0 when there is none.
func (s *scanner) domain(start int) (end int, known bool) {
	at := start
	for label := range maxLabels {
		labelStart, letters := at, 0
		for at < len(s.text) && at-labelStart <= maxLabelBytes && isLabelByte(s.text[at]) {
			if classes[s.text[at]]&isLetterClass != 0 {
				letters++
			}
			at++
		}
		size := at - labelStart
		if size == 0 || size > maxLabelBytes || s.coreAt(at) {
			break
		}
		if label > 0 && letters == size && size >= 2 {
			end, known = at, isTopLevel(s.text[labelStart:at])
		} else if label > 0 {
			known = false
		}
		if at >= len(s.text) || s.text[at] != '.' {
			break
		}
		at++
	}
	return end, known
}

func isLabelByte(c byte) bool { return c < utf8.RuneSelf && classes[c] != 0 || c == '-' }

// isTopLevel reports whether label, in lower case, is a top-level domain that text names without a scheme. Those
// that are Turkish words or endings (az, biz, de, in, it) are left out, since a missing blank after a full stop is
// more frequent.
func isTopLevel(label string) bool {
	switch label {
	case "com", "net", "org", "tr", "gov", "edu", "info", "io", "tv", "eu", "uk", "ru", "fr", "app", "news", "xyz",
		"fm", "co":
		return true
	}
	return false
}

// tag returns the hashtag or mention at the current position, whose sign takes size bytes; false when the sign
// stands in a word or before anything that is not one. A hashtag needs a letter: #1 is a number.
func (s *scanner) tag(size int) (Token, bool) {
	if before := s.before(s.pos); isCore(before) {
		return Token{}, false
	}
	end, letters := 0, false
	for at := s.pos + size; at < len(s.text); {
		r, n := s.rune(at)
		switch {
		case isCore(r):
			letters = letters || unicode.IsLetter(r)
			end = at + n
		case isMark(r) && end > 0:
			end = at + n
		case r != '_' && !isIgnorable(r):
			n = 0
		}
		if n == 0 {
			break
		}
		at += n
	}
	if end == 0 || !letters {
		return Token{}, false
	}
	kind := Hashtag
	if sign := s.text[s.pos]; sign == '@' || s.text[s.pos:s.pos+size] == "＠" {
		kind = Mention
	}
	return s.emit(kind, s.pos, end), true
}
