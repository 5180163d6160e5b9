package query

import (
	"slices"
	"strings"
	"unicode"
)

// Literal returns a query for the words of text in which no sign has a meaning.
func Literal(text string) string {
	words := Words(text)
	for i := range words {
		words[i] = `\` + words[i]
	}
	return strings.Join(words, " ")
}

// Words returns what can be the Text of a Word each, in the order of text.
func Words(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '(' || r == ')' || quoteOf(r) != noQuote
	})
	return slices.DeleteFunc(words, func(w string) bool { return !hasToken(w) })
}
