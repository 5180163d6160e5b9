package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// checkObject returns why line is not exactly one JSON object in valid UTF-8, or nil. Positions count bytes from 1.
func checkObject(line []byte) error {
	if at := invalidUTF8(line); at >= 0 {
		return fmt.Errorf("byte %d: 0x%02x is not valid UTF-8; convert the file to UTF-8", at+1, line[at])
	}
	if !json.Valid(line) {
		return syntaxError(line)
	}
	if start := skipSpace(line, 0); line[start] != '{' {
		return fmt.Errorf("byte %d: want a JSON object, got %s; write one article as one object on each line",
			start+1, kindOf(line[start]))
	}
	return nil
}

func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func syntaxError(line []byte) error {
	var raw json.RawMessage
	err := json.Unmarshal(line, &raw)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("byte %d: %w; write one article as one JSON object on each line", syntax.Offset, err)
	}
	return fmt.Errorf("not JSON: %w; write one article as one JSON object on each line", err)
}

// eachMember calls f with every key and value of the object in doc, which must have passed checkObject (or be a part
// of such a document). value is the raw JSON, at is its offset in doc. Keys that repeat come again.
func eachMember(doc []byte, f func(key string, value []byte, at int)) {
	i := skipSpace(doc, 0) + 1
	for {
		i = skipSpace(doc, i)
		if doc[i] == '}' {
			return
		}
		if doc[i] == ',' {
			i = skipSpace(doc, i+1)
		}
		end := skipValue(doc, i)
		key, _ := unquote(doc[i:end])
		i = skipSpace(doc, end)
		i = skipSpace(doc, i+1)
		end = skipValue(doc, i)
		f(key, doc[i:end], i)
		i = end
	}
}

// eachItem is eachMember for an array.
func eachItem(doc []byte, f func(value []byte, at int) error) error {
	i := skipSpace(doc, 0) + 1
	for {
		i = skipSpace(doc, i)
		if doc[i] == ']' {
			return nil
		}
		if doc[i] == ',' {
			i = skipSpace(doc, i+1)
		}
		end := skipValue(doc, i)
		if err := f(doc[i:end], i); err != nil {
			return err
		}
		i = end
	}
}

func skipSpace(doc []byte, i int) int {
	for i < len(doc) && (doc[i] == ' ' || doc[i] == '\t' || doc[i] == '\r' || doc[i] == '\n') {
		i++
	}
	return i
}

// skipValue returns the end of the value that starts at i. It keeps a count instead of a stack: the document is
// valid.
func skipValue(doc []byte, i int) int {
	switch doc[i] {
	case '"':
		return skipString(doc, i)
	case '{', '[':
	default:
		for i < len(doc) && !bytes.ContainsRune([]byte(",]} \t\r\n"), rune(doc[i])) {
			i++
		}
		return i
	}
	depth := 0
	for i < len(doc) {
		switch doc[i] {
		case '"':
			i = skipString(doc, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		i++
		if depth == 0 {
			break
		}
	}
	return i
}

func skipString(doc []byte, i int) int {
	for i++; i < len(doc); i++ {
		switch doc[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return i
}

func kindOf(first byte) string {
	switch first {
	case '"':
		return "a string"
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

func isNull(value []byte) bool { return len(value) == 0 || value[0] == 'n' }

// unquote returns the text of a valid JSON string in memory of its own, and the offset in quoted of the first escape
// that is half of a surrogate pair (it becomes U+FFFD), or -1.
func unquote(quoted []byte) (string, int) {
	s, lone := quoted[1:len(quoted)-1], -1
	next := bytes.IndexByte(s, '\\')
	if next < 0 {
		return string(s), lone
	}
	out := make([]byte, 0, len(s))
	for i := 0; ; {
		out = append(out, s[i:i+next]...)
		i += next
		if s[i+1] != 'u' {
			out = append(out, unescape(s[i+1]))
			i += 2
		} else {
			r, n := unescapeHex(s[i:])
			if r == utf8.RuneError && n < 0 {
				n = -n
				if lone < 0 {
					lone = i + 1
				}
			}
			out = utf8.AppendRune(out, r)
			i += n
		}
		if next = bytes.IndexByte(s[i:], '\\'); next < 0 {
			return string(append(out, s[i:]...)), lone
		}
	}
}

func unescape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unescapeHex reads one \uXXXX or a pair of them at the start of s. n is the length read, negative for a lone half.
func unescapeHex(s []byte) (r rune, n int) {
	r = hex4(s[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		if pair := utf16.DecodeRune(r, hex4(s[8:])); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, -6
}

func hex4(s []byte) rune {
	var r rune
	for _, c := range s[:4] {
		r = r<<4 | rune(unhex(c))
	}
	return r
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
