package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// lexicon collects roots from all sources; what an earlier source says of a word stands.
type lexicon struct {
	dic   *dictionary
	news  *news
	roots []m.Root
	verbs map[string]bool
	nouns map[string]bool
	names map[string]bool
	words map[string]bool
	// listed are the verbs and nouns of the hand-written lists, favoured those marked with +.
	listed, favoured map[string]bool
}

func newLexicon(dic *dictionary, n *news) *lexicon {
	return &lexicon{dic: dic, news: n, verbs: map[string]bool{}, nouns: map[string]bool{}, names: map[string]bool{},
		words: map[string]bool{}, listed: map[string]bool{}, favoured: map[string]bool{}}
}

func (l *lexicon) addVerb(verb string, props []string) {
	if !l.verbs[verb] {
		l.verbs[verb] = true
		l.roots = append(l.roots, m.Root{Lemma: verb, Stems: l.verbStems(verb, props)})
	}
}

func (l *lexicon) addNoun(noun string, props []string) {
	if l.nouns[noun] || l.names[noun] || l.words[noun] {
		return
	}
	l.nouns[noun] = true
	root := m.Root{Lemma: noun}
	if i := slices.Index(props, "+"); i >= 0 {
		props = slices.Delete(props, i, i+1)
		l.favoured[noun] = true
	}
	root.Stems = l.nounStems(noun, m.Noun, props)
	l.roots = append(l.roots, root)
}

func (l *lexicon) addName(name string, props []string) {
	if l.names[name] || l.nouns[name] || l.words[name] {
		return
	}
	l.names[name] = true
	stems := l.nounStems(name, m.Name, props)
	if len(props) == 0 && syllables(name) > 1 {
		if s := soften(name); s != name {
			stems = append(stems, m.Stem{Spelling: s, Start: m.Name, Conditions: m.NeedsVowel})
		}
	}
	l.roots = append(l.roots, m.Root{Lemma: name, Stems: stems})
}

// addLists reads the hand-written lists.
func (l *lexicon) addLists(folder string) error {
	add := map[string]func(word string, props []string){
		"words.txt": l.addWord, "verbs.txt": l.addVerb, "nouns.txt": l.addNoun, "names.txt": l.addName,
	}
	for _, name := range []string{"words.txt", "verbs.txt", "nouns.txt", "names.txt"} {
		number := 0
		var failed error
		err := readLines(filepath.Join(folder, name), func(line string) {
			number++
			if strings.HasPrefix(line, "#") {
				return
			}
			for _, entry := range entries(line) {
				word, list, _ := strings.Cut(strings.TrimSuffix(entry, ")"), "(")
				l.listed[word] = true
				if word == "" || lower(word) != word {
					failed = fmt.Errorf("%s:%d: %q is not a word in lower case", name, number, entry)
					return
				}
				add[name](word, strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }))
			}
		})
		if err != nil {
			return err
		}
		if failed != nil {
			return failed
		}
	}
	return nil
}

// entries splits a line at blanks that stand outside brackets.
func entries(line string) []string {
	depth := 0
	return strings.FieldsFunc(line, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth == 0 && unicode.IsSpace(r)
	})
}

// addWord adds a word of the closed classes, written form=lemma when they differ.
func (l *lexicon) addWord(entry string, _ []string) {
	form, lemma, ok := strings.Cut(entry, "=")
	if !ok {
		lemma = form
	}
	if !ok {
		l.words[form] = true
	}
	l.roots = append(l.roots, m.Root{Lemma: lemma, Stems: []m.Stem{{Spelling: form, Start: m.Other}}})
}

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
		if !l.isNominal(w) || l.isForm(table, key, participles) {
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

func isPlain(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) || r == 'q' || r == 'w' || r == 'x' {
			return false
		}
	}
	return true
}

// isNominal reports whether w has a plural, which forms with a possessive or case do not have.
func (l *lexicon) isNominal(w string) bool {
	if !isPlain(w) || utf8.RuneCountInString(w) < 3 {
		return false
	}
	if key := lower(w); !l.dic.forms[key+"lar"] && !l.dic.forms[key+"ler"] {
		return false
	}
	return !strings.HasSuffix(w, "daki") && !strings.HasSuffix(w, "deki") && !strings.HasSuffix(w, "taki") &&
		!strings.HasSuffix(w, "teki")
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

// addNames adds the names of dictionary-tr and those that the news write with an apostrophe.
func (l *lexicon) addNames() error {
	table, err := compile(l.roots)
	if err != nil {
		return err
	}
	for _, w := range slices.Sorted(maps.Keys(l.news.endings)) {
		if l.isNewsName(table, w) {
			l.addName(w, nil)
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

// derive notes what verbal nouns, words in -lik, -ci, -li, -siz and causatives come from.
func (l *lexicon) derive() {
	for i := range l.roots {
		r := &l.roots[i]
		switch {
		case l.nouns[r.Lemma] && r.Stems[0].Start == m.Noun:
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
