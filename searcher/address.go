package searcher

import (
	"context"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// address is what url: looks for: parts of host and path that stand one behind the other.
type address struct {
	text  string
	parts []addressPart
	// longest is the longest of the parts that are no patterns; empty where all are.
	longest string
}

// addressPart takes one part of an address: the folded text, or what the pattern does.
type addressPart struct {
	fold    string
	pattern *pattern
}

// address compiles the value of url:.
func (c *compiler) address(text string, at query.Range) (condition, error) {
	wanted := &address{text: text}
	for _, part := range addressParts(text, true) {
		p := addressPart{fold: part}
		if strings.Contains(part, "*") {
			p.pattern = newGlob(part)
			if err := p.pattern.open(); err != nil {
				return condition{}, &RequestError{"q", at.From, err.Error()}
			}
		}
		if p.pattern == nil && len(part) > len(wanted.longest) {
			wanted.longest = part
		}
		wanted.parts = append(wanted.parts, p)
	}
	switch n := len(wanted.parts); {
	case n == 0:
		return condition{}, &RequestError{"q", at.From, `url: takes parts of an address, as in url:example.com/spor`}
	case n > maxPhraseWords:
		return condition{}, &RequestError{"q", at.From, "the address has too many parts; give fewer"}
	}
	return condition{kind: isAddressed, address: wanted}, c.spend(len(wanted.parts), at)
}

// addressParts are the folded runs of letters and digits of an address, its scheme and www. left out; with wild, * is a
// sign like a letter.
func addressParts(text string, wild bool) []string {
	if plain, err := url.PathUnescape(text); err == nil {
		text = plain
	}
	parts := strings.FieldsFunc(turkish.Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && (!wild || r != '*')
	})
	if len(parts) > 1 && (parts[0] == "https" || parts[0] == "http") {
		parts = parts[1:]
	}
	if len(parts) > 1 && parts[0] == "www" {
		parts = parts[1:]
	}
	return parts
}

func (p *addressPart) takes(part string) bool {
	if p.pattern != nil {
		return p.pattern.takes(part)
	}
	return p.fold == part
}

// takes reports whether an address has the parts beside each other.
func (a *address) takes(text string) bool {
	if isPlain(text) && !strings.Contains(strings.ToLower(text), a.longest) {
		return false
	}
	have := addressParts(text, false)
	for at := 0; at+len(a.parts) <= len(have); at++ {
		if a.takesAt(have[at:]) {
			return true
		}
	}
	return false
}

// isPlain reports whether folding an address is but making its letters small.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] == '%' {
			return false
		}
	}
	return true
}

func (a *address) takesAt(have []string) bool {
	for n := range a.parts {
		if !a.parts[n].takes(have[n]) {
			return false
		}
	}
	return true
}

// testAddress takes out of a set the documents whose stored address is not as asked: it reads each, so that the deadline
// of the search bounds how many there can be.
func (m *matcher) testAddress(ctx context.Context, i int, a *address, set bitset) error {
	var failed error
	err := m.keep(ctx, set, func(doc uint32) bool {
		text, err := m.v.Segments[i].URL(doc)
		if err != nil && failed == nil {
			failed = err
		}
		return text != "" && a.takes(text)
	})
	if failed != nil {
		return failed
	}
	return err
}
