package query

import (
	"strings"
	"unicode"
)

// Literal returns a query for the words of text in which no sign has a meaning.
func Literal(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '(' || r == ')' || quoteOf(r) != noQuote
	})
	kept := words[:0]
	for _, w := range words {
		if hasToken(w) {
			kept = append(kept, `\`+w)
		}
	}
	return strings.Join(kept, " ")
}
