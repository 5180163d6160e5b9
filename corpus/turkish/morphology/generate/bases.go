package main

import (
	"strings"
	"unicode/utf8"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// derive notes what verbal nouns, words in -lik, -ci, -li, -siz and causatives come from.
func (l *lexicon) derive() {
	for i := range l.roots {
		r := &l.roots[i]
		switch {
		case l.nouns[r.Lemma] && !l.own[r.Lemma] && r.Stems[0].Start == m.Noun:
			r.Base = l.baseOf(r.Lemma)
		case l.verbs[r.Lemma] && r.Stems[0].Start != m.Noun && r.Stems[0].Start != m.Name:
			r.Base = l.caused(r.Lemma)
			if l.listed[r.Lemma] && (r.Base != "" || l.isPassive(r.Lemma)) {
				l.favoured[r.Lemma] = true // kaldır is more than a causative of kal
			}
		}
	}
}

// caused returns the verb whose causative verb is, "" where there is none.
func (l *lexicon) caused(verb string) string {
	for _, e := range []string{"t", "dır", "dir", "dur", "dür", "tır", "tir", "tur", "tür", "ır", "ir", "ur", "ür", "ar", "er"} {
		base, ok := strings.CutSuffix(verb, e)
		if !ok || !l.verbs[base] || utf8.RuneCountInString(base) < 3 {
			continue
		}
		if last := lastRune(base); e == "t" && !isVowel(last) && last != 'l' && last != 'r' || e != "t" && isVowel(last) {
			continue
		}
		return base
	}
	return ""
}

// isPassive reports whether verb has the form of another verb's passive.
func (l *lexicon) isPassive(verb string) bool {
	for _, e := range []string{"ıl", "il", "ul", "ül", "n", "ın", "in", "un", "ün"} {
		if base, ok := strings.CutSuffix(verb, e); ok && l.verbs[base] && fits(base, e) {
			return true
		}
	}
	return false
}

func (l *lexicon) baseOf(noun string) string {
	for _, e := range []string{"ma", "me", "yış", "yiş", "yuş", "yüş", "ış", "iş", "uş", "üş", "ım", "im", "um", "üm", "m"} {
		if base, ok := strings.CutSuffix(noun, e); ok && utf8.RuneCountInString(base) > 1 && l.verbs[base] && fits(base, e) {
			return base
		}
	}
	for _, e := range []string{
		"lık", "lik", "luk", "lük", "cı", "ci", "cu", "cü", "çı", "çi", "çu", "çü", "lı", "li", "lu", "lü", "sız", "siz", "suz",
		"süz",
	} {
		if base, ok := strings.CutSuffix(noun, e); ok && (l.nouns[base] || l.names[base]) && utf8.RuneCountInString(base) > 1 {
			return base
		}
	}
	return ""
}

// fits reports whether ending may stand behind the verb.
func fits(verb, ending string) bool {
	first, _ := utf8.DecodeRuneInString(ending)
	vowelEnd := isVowel(lastRune(verb))
	switch {
	case isVowel(first):
		return !vowelEnd
	case ending == "m", ending == "n", first == 'y':
		return vowelEnd
	}
	return true
}
