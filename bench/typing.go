package main

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// typings are the ways in which the queries are typed; all chance comes from r.
var typings = []struct {
	name string
	by   func(r *rand.Rand, q string) string
}{
	{"as typed", func(_ *rand.Rand, q string) string { return q }},
	{"ascii", func(_ *rand.Rand, q string) string { return plainLetters(q) }},
	{"capitals", func(_ *rand.Rand, q string) string { return turkish.Upper(q) }},
	{"one typo", mistype},
}

// typedAs is a query typed in one way; the slip of a query is the same for all engines.
func typedAs(name string, draw drawOptions, q asked) string {
	for _, t := range typings {
		if t.name == name {
			return t.by(draw.dice(name+" "+q.id), q.text)
		}
	}
	return q.text
}

// plainLetters takes the diacritics off the Turkish letters and leaves everything else.
func plainLetters(q string) string {
	return strings.NewReplacer("ç", "c", "ğ", "g", "ı", "i", "ö", "o", "ş", "s", "ü", "u", "Ç", "C", "Ğ", "G", "İ", "I",
		"Ö", "O", "Ş", "S", "Ü", "U", "â", "a", "î", "i", "û", "u", "Â", "A", "Î", "I", "Û", "U").Replace(q)
}

// minMistyped is the length in letters of the shortest word that is mistyped.
const minMistyped = 5

// mistype makes one slip of the keyboard in one word of minMistyped letters or more, each such word equally likely: a
// letter behind its first is left out, replaced by another, swapped with the one behind it, or has another put before
// it, each equally likely. A query without such a word stays.
func mistype(r *rand.Rand, q string) string {
	letters := []rune(q)
	var words [][2]int
	for from := 0; from < len(letters); {
		to := from
		for to < len(letters) && unicode.IsLetter(letters[to]) {
			to++
		}
		if to-from >= minMistyped {
			words = append(words, [2]int{from, to})
		}
		from = to + 1
	}
	if len(words) == 0 {
		return q
	}
	for {
		word := words[r.IntN(len(words))]
		if slip := slipIn(r, letters, word[0]+1, word[1]); slip != q {
			return slip
		}
	}
}

// slipIn makes a slip in letters[from:to].
func slipIn(r *rand.Rand, letters []rune, from, to int) string {
	const alphabet = "abcçdefgğhıijklmnoöprsştuüvyz"
	all := []rune(alphabet)
	at, other := from+r.IntN(to-from), string(all[r.IntN(len(all))])
	before, letter, behind := string(letters[:at]), string(letters[at]), string(letters[at+1:])
	switch r.IntN(4) {
	case 0:
		return before + behind
	case 1:
		return before + other + behind
	case 2:
		if at+1 == to {
			return before + letter + behind // nothing of the word is behind it: drawn again
		}
		return before + string(letters[at+1]) + letter + string(letters[at+2:])
	}
	return before + other + letter + behind
}
