package searcher

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxForms is how many titles of a phrase are looked at to see how it is written.
const maxForms = 15

// written gives a phrase the form in which most of some titles have it; names are told by their capitals.
func (g *suggester) written(c countedPhrase) Suggestion {
	counts := map[string]int{}
	names, sentences := 0, 0
	for _, x := range g.indexes {
		from, to := x.find([]byte(c.key), true)
		step := max((to-from)/maxForms, 1)
		for i := from; i < to; i += step {
			form, before, capitalised := x.form(x.starts[i], strings.Count(c.key, " ")+1)
			switch {
			case form == "":
			case capitalised:
				counts[form] += 0 // better than none
			case before:
				sentences++
				if isCapitalised(form) {
					names++
				}
				fallthrough
			default:
				counts[form]++
			}
		}
	}
	best, most := c.key, -1
	for form, n := range counts {
		if n > most || n == most && form > best {
			best, most = form, n
		}
	}
	kind := TitlePhrase
	if sentences > 0 && names*2 > sentences {
		kind = NamePhrase
	}
	return Suggestion{Text: best, Kind: kind, Titles: c.count}
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
	appendTitleKey(nil, title, func(from, base, _ int) {
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
