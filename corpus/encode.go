package corpus

import (
	"time"
	"unicode/utf8"
)

// AppendJSON appends the article to dst as one JSON object on one line, without the newline and without empty fields.
// ParseArticle of it returns an equal article when a came from ParseArticle.
func (a *Article) AppendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	start := len(dst)
	text := func(name, s string) {
		if s != "" {
			dst = appendString(appendName(dst, start, name), s)
		}
	}
	labels := func(name string, list []string) {
		if len(list) > 0 {
			dst = appendStrings(appendName(dst, start, name), list)
		}
	}
	date := func(name string, t time.Time) {
		if !t.IsZero() {
			dst = appendTime(appendName(dst, start, name), t)
		}
	}
	text("id", a.ID)
	text("title", a.Title)
	text("spot", a.Spot)
	text("body", a.Body)
	text("category", a.Category)
	labels("tags", a.Tags)
	labels("authors", a.Authors)
	text("source", a.Source)
	text("agency", a.Agency)
	text("url", a.URL)
	text("image", a.Image)
	date("published_at", a.Published)
	date("updated_at", a.Updated)
	text("language", a.Language)
	return append(dst, '}')
}

// appendName appends a name without anything to escape, after a comma when the object that begins at start has
// members.
func appendName(dst []byte, start int, name string) []byte {
	if len(dst) > start {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	return append(dst, '"', ':')
}

func appendStrings(dst []byte, list []string) []byte {
	dst = append(dst, '[')
	for i, s := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, s)
	}
	return append(dst, ']')
}

// appendTime writes RFC 3339 in Istanbul, or in UTC where Istanbul's offset had seconds (until 1910) that RFC 3339
// would drop.
func appendTime(dst []byte, t time.Time) []byte {
	t = t.In(Istanbul)
	if _, offset := t.Zone(); offset%60 != 0 {
		t = t.UTC()
	}
	dst = append(dst, '"')
	dst = t.AppendFormat(dst, time.RFC3339)
	return append(dst, '"')
}

// appendString appends s as a JSON string: only what JSON demands is escaped, and the line ends of JavaScript; bytes
// that are not UTF-8 become U+FFFD.
func appendString[S string | []byte](dst []byte, s S) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || n > 1) {
				i += n
				continue
			}
		}
		dst = append(dst, s[from:i]...)
		dst = appendEscape(dst, r)
		i += n
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

// appendEscape appends the escape of a character below U+10000.
func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	return append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
