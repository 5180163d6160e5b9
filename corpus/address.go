package corpus

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// MaxAddressParts is how many parts of an address it is found by, the first ones: with what ends it their places are the
// bits of a word.
const MaxAddressParts = 63

// AddressParts returns the parts of an address: the folded runs of letters and digits of host, path and what follows, in
// their order, scheme and www. left out. It takes parts of addresses too, and with wild those with *, which then is a
// sign like a letter.
func AddressParts(address string, wild bool) []string {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	parts := strings.FieldsFunc(turkish.Fold(address), func(r rune) bool {
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
