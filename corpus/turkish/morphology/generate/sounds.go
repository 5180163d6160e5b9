package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

const vowels = "aeıioöuü"

func isVowel(r rune) bool { return strings.ContainsRune(vowels, r) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func cutLast(s string) string { return s[:len(s)-utf8.RuneLen(lastRune(s))] }

func syllables(s string) (n int) {
	for _, r := range s {
		if isVowel(r) {
			n++
		}
	}
	return n
}

// agree returns the open and the high vowel that endings have after stem.
func agree(stem string, front bool) (open, high string) {
	last := 'e'
	for _, r := range stem {
		if isVowel(r) {
			last = r
		}
	}
	switch {
	case strings.ContainsRune("aı", last) && !front:
		return "a", "ı"
	case strings.ContainsRune("ou", last) && !front:
		return "a", "u"
	case strings.ContainsRune("ouöü", last):
		return "e", "ü"
	}
	return "e", "i"
}

// evidence counts the forms of stem with endings that begin with a vowel.
func (l *lexicon) evidence(stem string, front bool) int {
	a, i := agree(stem, front)
	n := 0
	for _, e := range []string{i, a, i + "n", i + "nda", i + "nde", i + "na", i + "ne", i + "n" + i, i + "m" + i, i + "yl" + a} {
		n += l.seen(stem + e)
	}
	return n
}

// variety counts the endings that stem is seen with.
func (l *lexicon) variety(stem string) (n int) {
	a, i := agree(stem, false)
	for _, e := range []string{i, a, i + "n", i + "nd" + a, i + "n" + a, i + "n" + i, i + "m", i + "yl" + a} {
		if l.seen(stem+e) > 0 {
			n++
		}
	}
	return n
}

// isOnlyStem reports whether stem is no word, nor with a vowel behind it: etk- is not from etik, since there is etki.
func (l *lexicon) isOnlyStem(stem string) bool {
	a, i := agree(stem, false)
	plural := "l" + a + "r"
	return !l.dic.forms[stem] && !l.dic.forms[stem+i+plural] && !l.dic.forms[stem+a+plural]
}

// bareEvidence counts the forms of stem with endings that begin with a consonant.
func (l *lexicon) bareEvidence(stem string, front bool) int {
	a, _ := agree(stem, front)
	n := 0
	for _, e := range []string{"l" + a + "r", "d" + a, "t" + a, "d" + a + "n", "t" + a + "n", "l" + a + "rı", "l" + a + "ri", "l" + a} {
		n += l.seen(stem + e)
	}
	return n
}

// seen weighs a form by the news, and counts one in the dictionary as if it had been there a few times.
func (l *lexicon) seen(form string) int {
	n := l.news.words[form]
	if l.dic.forms[form] {
		n += 5
	}
	return n
}

var softened = map[rune]string{'p': "b", 'ç': "c", 't': "d", 'k': "ğ", 'g': "ğ"}

// isBack reports whether the last vowel of s is a back one.
func isBack(s string) bool {
	a, _ := agree(s, false)
	return a == "a"
}

// soften returns stem with its last letter softened, stem itself when it has none that can be.
func soften(stem string) string {
	if strings.HasSuffix(stem, "nk") {
		return cutLast(stem) + "g"
	}
	if s, ok := softened[lastRune(stem)]; ok {
		return cutLast(stem) + s
	}
	return stem
}

// drop returns stem without the vowel of its last syllable, stem itself when that is not a high one.
func drop(stem string) string {
	r := []rune(stem)
	n := len(r)
	if n < 4 || !strings.ContainsRune("ıiuü", r[n-2]) || isVowel(r[n-1]) || isVowel(r[n-3]) || syllables(stem) != 2 {
		return stem
	}
	return string(r[:n-2]) + string(r[n-1:])
}

// nounStems returns the spellings of a nominal whose sounds the given properties change; where none is given they are
// inferred from the forms that are seen.
func (l *lexicon) nounStems(word string, start m.State, props []string) []m.Stem {
	front, changed, both := false, "", false
	for _, p := range props {
		switch kind, value, _ := strings.Cut(p, "="); kind {
		case "front":
			front = true
		case "soft":
			changed = value
			if value == "" {
				changed = soften(word)
			}
		case "drop":
			changed = drop(word)
			if slices.Contains(props, "soft") {
				changed = soften(changed)
			}
		case "double":
			if changed == "" {
				changed = word + string(lastRune(word))
			}
		case "hard":
			changed = word
		case "whole":
			return wholeStems(word, start)
		case "":
			changed, both = value, true
		}
	}
	if len(props) == 0 && start != m.Name && !isVowel(lastRune(word)) {
		changed, front, both = l.inferred(word)
	}
	conditions := m.Conditions(0)
	if front {
		conditions = m.FrontHarmony
	}
	if changed == "" || changed == word {
		return []m.Stem{{Spelling: word, Start: start, Conditions: conditions}}
	}
	bare := conditions
	if isBack(changed) && !isBack(word) {
		conditions = m.FrontHarmony // hacim, hacmi
	}
	if !both {
		bare |= m.RefusesVowel
	}
	return []m.Stem{
		{Spelling: word, Start: start, Conditions: bare},
		{Spelling: changed, Start: start, Conditions: conditions | m.NeedsVowel},
	}
}

// wholeStems returns the spellings of a compound that ends in a possessive: milletvekili, milletvekilleri.
func wholeStems(word string, start m.State) []m.Stem {
	stems := []m.Stem{{Spelling: word, Start: m.Possessed}, {Spelling: word, Start: start, Conditions: m.RefusesVowel}}
	return append(stems, m.Stem{Spelling: possessor(word), Start: start, Conditions: m.RefusesVowel})
}

// possessor returns word without its possessive ending.
func possessor(word string) string {
	short := cutLast(word)
	r := []rune(short)
	switch last := r[len(r)-1]; {
	case last == 's' && isVowel(r[len(r)-2]):
		return cutLast(short)
	case last == 'ğ':
		return cutLast(short) + "k"
	case last == 'b':
		return cutLast(short) + "p"
	case last == 'c':
		return cutLast(short) + "ç"
	}
	return short
}

// inferred returns the spelling that word has before a vowel and whether endings have front vowels, as far as its
// forms tell; both tells that it also stays as it is.
func (l *lexicon) inferred(word string) (changed string, front, both bool) {
	type option struct {
		stem  string
		front bool
		n     int
	}
	var options []option
	try := func(stem string, front bool) {
		options = append(options, option{stem, front, l.evidence(stem, front)})
	}
	stems := []string{word}
	if soft := soften(word); soft != word && (syllables(word) > 1 || !l.dic.forms[soft]) {
		stems = append(stems, soft)
	}
	if dropped := drop(word); dropped != word && lastRune(word) != 'k' {
		for _, s := range []string{dropped, soften(dropped)} {
			if l.variety(s) >= 5 && l.isOnlyStem(s) {
				stems = append(stems, s)
			}
		}
	}
	for _, s := range stems {
		if !isBack(s) || isBack(word) {
			try(s, false)
		}
		if isBack(s) {
			try(s, true)
		}
	}
	best := options[0]
	for _, o := range options[1:] {
		if o.n > best.n*3/2 && o.n > 5 {
			best = o
		}
	}
	if isBack(word) && best.front && l.bareEvidence(word, true) < l.bareEvidence(word, false) {
		best = options[0]
	}
	if isBack(word) && !best.front && best.n <= 10 && l.bareEvidence(word, true) > 2*l.bareEvidence(word, false)+5 {
		best.front = true
	}
	front = best.front && isBack(word)
	if best.stem != word {
		return best.stem, front, l.evidence(word, front)*4 > best.n
	}
	for _, o := range options {
		if o.stem != word && o.n >= 20 && syllables(word) > 1 && l.variety(o.stem) >= 4 {
			return o.stem, front, true
		}
	}
	return word, front, false
}

// verbStems returns the spellings of a verb: its stem, the softened one, the one narrowed before -iyor, and the other
// stems that props give.
func (l *lexicon) verbStems(verb string, props []string) []m.Stem {
	start := m.VerbI
	if syllables(verb) == 1 && !isVowel(lastRune(verb)) {
		start = m.VerbA
	}
	soft := lastRune(verb) == 't' && l.softVerb(verb)
	var stems []m.Stem
	for _, p := range props {
		switch {
		case p == "i":
			start = m.VerbI
		case p == "a":
			start = m.VerbA
		case p == "d":
			soft = true
		case p == "=di/y" || p == "=yi/y":
			stems = append(stems, m.Stem{Spelling: p[1:3], Start: m.VerbI, Conditions: m.NeedsY})
		case strings.HasPrefix(p, "="):
			state := m.Causative
			if r := lastRune(p); r == 'l' || r == 'n' {
				state = m.Passive
			}
			stems = append(stems, m.Stem{Spelling: p[1:], Start: state})
		}
	}
	bare := m.Stem{Spelling: verb, Start: start}
	if soft {
		start = m.VerbA
		bare.Conditions = m.RefusesVowel
		stems = append(stems, m.Stem{Spelling: soften(verb), Start: start, Conditions: m.NeedsVowel})
	}
	if r := lastRune(verb); r == 'a' || r == 'e' {
		stems = append(stems, m.Stem{Spelling: cutLast(verb), Start: m.Narrow})
	}
	return append(stems, bare)
}

func (l *lexicon) softVerb(verb string) bool {
	a, i := agree(verb, false)
	count := func(stem string) (n int) {
		for _, e := range []string{a + "n", i + "yor", a + "cak", a + "cek", "il" + "en", a + "rek", i + "p", "ildi", "ilen"} {
			n += l.seen(stem + e)
		}
		return n
	}
	return count(soften(verb)) > 2*count(verb)
}
