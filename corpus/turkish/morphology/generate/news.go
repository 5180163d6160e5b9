package main

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// addCompounds adds the words that end in a possessive of their own, as cezaevi does: what is left without it is no
// word, and case endings after it begin with n.
func (l *lexicon) addCompounds() error {
	table, err := compile(l.roots)
	if err != nil {
		return err
	}
	for _, w := range slices.Sorted(maps.Keys(l.news.words)) {
		if l.isCompound(w) && !l.isForm(table, w, nil) {
			l.addNoun(w, []string{"whole"})
		}
	}
	return nil
}

func (l *lexicon) isCompound(w string) bool {
	for _, e := range []string{"ları", "leri", "lığı", "liği", "luğu", "lüğü", "ki"} {
		if strings.HasSuffix(w, e) {
			return false
		}
	}
	if l.news.words[w] < 15 || !isWord(w) || utf8.RuneCountInString(w) < 6 || !strings.ContainsRune("ıiuü", lastRune(w)) {
		return false
	}
	a, i := agree(w, false)
	pronominal := l.seen(w+"n"+a) + l.seen(w+"nd"+a) + l.seen(w+"nd"+a+"n") + l.seen(w+"n"+i)
	plain := l.seen(w+"y"+a) + l.seen(w+"d"+a) + l.seen(w+"d"+a+"n") + l.seen(w+"y"+i)
	if pronominal < 10 || plain*5 > pronominal {
		return false
	}
	short := possessor(w)
	alone := l.news.words[short] + l.seen(short+"l"+a+"r") + l.news.words[short+"t"+a] + l.news.words[short+"d"+a]
	return alone*20 < l.news.words[w] && !l.nouns[short] && !l.names[short]
}

// addNewsNouns adds frequent words that the dictionary lacks and that have the forms of a noun.
func (l *lexicon) addNewsNouns() error {
	table, err := compile(l.roots)
	if err != nil {
		return err
	}
	for _, w := range slices.Sorted(maps.Keys(l.news.words)) {
		n := l.news.words[w]
		if n < 30 || !isWord(w) || utf8.RuneCountInString(w) < 4 || l.news.capital[w]*2 > n || l.isForm(table, w, nil) {
			continue
		}
		a, _ := agree(w, false)
		if l.news.words[w+"l"+a+"r"] > 2 && l.evidence(w, false) > 5 {
			l.addNoun(w, nil)
		}
	}
	return nil
}

// addNames adds the names of dictionary-tr and those that the news write with an apostrophe.
func (l *lexicon) addNames() error {
	table, err := compile(l.roots)
	if err != nil {
		return err
	}
	for _, w := range slices.Sorted(maps.Keys(l.news.endings)) {
		if l.isNewsName(table, w) && !l.isUndotted(w) {
			l.addName(w, nil)
			l.favoured[w] = l.favoured[w] || !l.verbs[w] && l.isMostlyName(w)
			l.settled[w] = l.settled[w] || l.favoured[w] && l.news.capital[w]*10 > l.news.words[w]*9
		}
	}
	for _, w := range slices.Sorted(maps.Keys(l.dic.endings)) {
		first, _ := utf8.DecodeRuneInString(w)
		key := lower(w)
		if unicode.IsUpper(first) && isWord(key) && utf8.RuneCountInString(w) > 2 && l.news.capital[key] > 4 && l.news.capital[key]*2 > l.news.words[key] &&
			!l.isForm(table, key, nil) {
			l.addName(key, nil)
		}
	}
	return nil
}

func isWord(w string) bool {
	for _, r := range w {
		if !strings.ContainsRune("abcçdefgğhıijklmnoöprsştuüvyzqwx", r) {
			return false
		}
	}
	return utf8.RuneCountInString(w) > 1
}

// isUndotted reports whether w is another name whose İ was typed as I (Istanbul).
func (l *lexicon) isUndotted(w string) bool {
	rest, ok := strings.CutPrefix(w, "ı")
	return ok && l.news.words["i"+rest] > l.news.words[w]
}

// isMostlyName reports whether w, which may be a form of another word (Güler, Doğan), is nearly always a name.
func (l *lexicon) isMostlyName(w string) bool {
	total := 0
	for _, n := range l.news.endings[w] {
		total += n
	}
	return total >= 15 && l.news.capital[w]*4 > l.news.words[w]*3
}

// isNewsName reports whether w stands before an apostrophe often enough, and not as a possessive compound, whose
// endings begin with n (Bakanlığı'na) where those of a name in a vowel begin with y (Ali'ye).
func (l *lexicon) isNewsName(table *m.Table, w string) bool {
	total, ofCompound, ofName := 0, 0, 0
	for e, n := range l.news.endings[w] {
		total += n
		switch e {
		case "na", "ne", "nda", "nde", "ndan", "nden", "nı", "ni", "nu", "nü", "ndaki", "ndeki":
			ofCompound += n
		case "ya", "ye", "da", "de", "dan", "den", "yı", "yi", "yu", "yü", "daki", "deki", "ta", "te":
			ofName += n
		}
	}
	if total < 3 || !isWord(w) || utf8.RuneCountInString(w) < 3 || syllables(w) == 0 && total < 20 || l.news.capital[w]*2 < l.news.words[w] || ofCompound >= ofName && ofCompound > 0 {
		return false
	}
	if strings.HasSuffix(w, "lar") || strings.HasSuffix(w, "ler") || strings.HasSuffix(w, "ları") ||
		strings.HasSuffix(w, "leri") {
		return false
	}
	return total >= 5 || !l.isForm(table, w, nil)
}
