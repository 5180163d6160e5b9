package main

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// addDictionary adds the verbs and nominals of dictionary-tr.
func (l *lexicon) addDictionary() error {
	words := slices.Sorted(maps.Keys(l.dic.endings))
	l.addDictionaryVerbs(words)
	table, err := compile(l.roots)
	if err != nil {
		return err
	}
	for _, w := range words {
		key := lower(w)
		plural, ok := l.plural(w)
		if !ok || l.isForm(table, key, participles) && l.isForm(table, plural, participles) {
			continue
		}
		if l.isForm(table, key, aorists) && l.evidence(key, false)+l.evidence(key, true) < 60 {
			continue
		}
		l.addNoun(key, nil)
	}
	if err := l.addCompounds(); err != nil {
		return err
	}
	if err := l.addNewsNouns(); err != nil {
		return err
	}
	return l.addUnread(words)
}

// addUnread adds the words of the dictionary that cannot be read otherwise, the short ones first, so that their own
// forms can be.
func (l *lexicon) addUnread(words []string) error {
	byLength := map[int][]string{}
	for _, w := range words {
		if n := utf8.RuneCountInString(w); isPlain(w) && n > 2 && l.news.words[lower(w)] > 2 {
			byLength[n] = append(byLength[n], lower(w))
		}
	}
	for _, n := range slices.Sorted(maps.Keys(byLength)) {
		table, err := compile(l.roots)
		if err != nil {
			return err
		}
		for _, w := range byLength[n] {
			if !l.isForm(table, w, nil) {
				l.addNoun(w, nil)
			}
		}
	}
	return nil
}

func isPlain(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) || r == 'q' || r == 'w' || r == 'x' {
			return false
		}
	}
	return true
}

// plural returns the plural of w, which forms with a possessive or case do not have.
func (l *lexicon) plural(w string) (plural string, ok bool) {
	if !isPlain(w) || utf8.RuneCountInString(w) < 3 {
		return "", false
	}
	for _, e := range []string{"daki", "deki", "taki", "teki"} {
		if strings.HasSuffix(w, e) {
			return "", false
		}
	}
	for _, e := range []string{"lar", "ler"} {
		if plural = lower(w) + e; l.dic.forms[plural] {
			return plural, true
		}
	}
	return "", false
}

// participles are the endings that make a nominal of a verb without making a word of the dictionary.
var participles = []string{"part.an", "part.mis", "part.fut", "part.neg", "part.unable", "noun.ma", "noun.is",
	"noun.mak", "part.dik", "noun.mazlik", "part.esi", "neg.aor", "unable.aor", "nec", "-ici", "fut", "evid", "prog",
	"prog2", "neg.prog", "unable.prog"}

// aorists make nominals only now and then (gelir, yazar), which then have case endings often.
var aorists = []string{"part.aor", "aor"}

// isForm reports whether table reads w as a form, of a verb's with one of these endings when they are given.
func (l *lexicon) isForm(table *m.Table, w string, endings []string) bool {
	found := false
	table.Readings(w, 60, func(r m.Reading) {
		if endings == nil {
			found = true
			return
		}
		for _, e := range r.Endings {
			if slices.Contains(endings, m.EndingName(e)) {
				found = true
			}
		}
	})
	return found
}
