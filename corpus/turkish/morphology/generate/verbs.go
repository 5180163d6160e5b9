package main

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// addDictionaryVerbs adds the verbs that are no form of another: not negated, not of ability, not in another voice.
func (l *lexicon) addDictionaryVerbs(words []string) {
	stems := map[string]bool{}
	for _, w := range words {
		stem, ok := strings.CutSuffix(lower(w), "mak")
		if !ok {
			stem, ok = strings.CutSuffix(lower(w), "mek")
		}
		if n := utf8.RuneCountInString(stem); ok && isPlain(w) && (n > 2 || n == 2 && !isVowel(lastRune(stem))) {
			stems[stem] = true
		}
	}
	for _, stem := range slices.Sorted(maps.Keys(stems)) {
		n := utf8.RuneCountInString(stem)
		if syllables(stem) == 0 || n == 2 && l.verbEvidence(stem) < 50 {
			continue
		}
		if l.isOwnVerb(stem, stems) {
			l.addVerb(stem, nil)
		}
	}
}

// isOwnVerb reports whether stem is none of the other stems with an ending of negation, ability or voice, or one in
// another voice of a verb that is hardly used without.
func (l *lexicon) isOwnVerb(stem string, stems map[string]bool) bool {
	for _, e := range []string{
		"abil", "ebil", "yabil", "yebil", "ama", "eme", "yama", "yeme", "ma", "me", "ıver", "iver", "uver", "üver",
		"yıver", "yiver", "yuver", "yüver", "ıl", "il", "ul", "ül", "dır", "dir", "dur", "dür", "tır", "tir", "tur", "tür",
		"n", "t", "ın", "in", "un", "ün",
	} {
		base, ok := strings.CutSuffix(stem, e)
		if !ok || !stems[base] && !stems[hardened(base)] {
			continue
		}
		last := lastRune(base)
		switch e {
		case "n":
			ok = isVowel(last)
		case "t":
			ok = isVowel(last) || last == 'l' || last == 'r'
		case "ın", "in", "un", "ün":
			ok = last == 'l'
		}
		if !ok {
			continue
		}
		voice := !l.listed[base] && (utf8.RuneCountInString(e) == 1 || e != "abil" && e != "ebil" && strings.HasSuffix(e, "l"))
		if voice && l.verbEvidence(stem) > 20 && l.verbEvidence(base)*12 < l.verbEvidence(stem) {
			continue
		}
		return false
	}
	return true
}

// verbEvidence counts the forms of a verb that no other voice of it has.
func (l *lexicon) verbEvidence(verb string) (n int) {
	a, i := agree(verb, false)
	y, narrow := "", verb
	if isVowel(lastRune(verb)) {
		y = "y"
		if r := lastRune(verb); r == 'a' || r == 'e' {
			narrow = cutLast(verb)
		}
	}
	_, ni := agree(narrow, false)
	if narrow == verb && y != "" {
		ni = ""
	}
	for _, form := range []string{
		verb + "d" + i, verb + "t" + i, verb + y + a + "n", verb + y + a + "rak", verb + y + a + "rek", narrow + ni + "yor",
		verb + "m" + a + "k", verb + y + i + "p", verb + "m" + i + "ş", verb + "m" + a + "sı", verb + "m" + a + "si",
		verb + "d" + i + "ğ" + i, verb + "t" + i + "ğ" + i, verb + y + a + "c" + a + "k",
	} {
		n += l.news.words[form]
	}
	return n
}

// hardened undoes the softening of a verb stem: ed is et.
func hardened(stem string) string {
	if lastRune(stem) == 'd' {
		return cutLast(stem) + "t"
	}
	return stem
}
