package searcher

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxForms is how many titles of a phrase are looked at to see how it is written.
	maxForms = 12
	// maxCounted is how many titles of a segment are looked at to leave out deleted ones, where there are any.
	maxCounted = 1024
)

// written gives the phrase of a key its count, and the form in which most of some titles have it; names are told by their
// capitals. One that stands in no title any more, or in parts of sentences that signs divide, has a count of 0.
func (g *suggester) written(key string) Suggestion {
	forms := map[string]int{}
	names, sentences, count := 0, 0, 0
	for i, x := range g.indexes {
		from, to := x.find([]byte(key), true, g.ranges[i][0], g.ranges[i][1])
		count += x.countTitles(from, to, g.v.deleted[i])
		for at := from; at < to; at += max((to-from)*len(g.indexes)/maxForms, 1) {
			form, before, capitalised := x.form(x.starts[at], strings.Count(key, " ")+1)
			switch {
			case capitalised:
				forms[form] += 0 // better than none
			case before:
				sentences++
				if isCapitalised(form) {
					names++
				}
				fallthrough
			default:
				forms[form]++
			}
		}
	}
	best, most := key, -1
	for form, n := range forms {
		if n > most || n == most && form > best {
			best, most = form, n
		}
	}
	p := Suggestion{Text: best, Kind: TitlePhrase, Titles: count}
	if sentences > 0 && names*2 > sentences {
		p.Kind = NamePhrase
	}
	if isDivided(best) {
		p.Titles = 0
	}
	return p
}

// countTitles is how many of some starts are those of living titles; beyond maxCounted deleted ones count too.
func (x *titleIndex) countTitles(from, to int, deleted bitset) int {
	if deleted == nil || to-from > maxCounted {
		return to - from
	}
	n := 0
	for _, s := range x.starts[from:to] {
		if _, ok := x.living(s.title, deleted); ok {
			n++
		}
	}
	return n
}

// isDivided says that a sign that ends a part of a sentence stands between words.
func isDivided(text string) bool {
	for _, w := range strings.Fields(text) {
		if r, _ := utf8.DecodeLastRuneInString(w); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return true
		}
	}
	return strings.ContainsAny(text, "–—|/\\\"“”()[]")
}

// form returns some words of a title as they are written, the tail of the last aside; whether a word stands before them;
// and whether all words of the title begin with capitals, so that these tell nothing.
func (x *titleIndex) form(s titleStart, words int) (form string, before, capitalised bool) {
	skip := 0
	for _, c := range x.keys[x.keyStart(s.title):s.at] {
		if c == keyBlank {
			skip++
		}
	}
	title, start := x.title(s.title), 0
	n := 0
	eachTitleWord(title, func(from, base, _ int) {
		if n++; n == skip+1 {
			start = from
		}
		if n == skip+words {
			form = strings.Join(strings.Fields(title[start:base]), " ")
		}
	})
	return form, skip > 0, isCapitalised(title)
}

// isCapitalised says that every word begins with a capital or digit.
func isCapitalised(text string) bool {
	return !slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLower(r)
	})
}
