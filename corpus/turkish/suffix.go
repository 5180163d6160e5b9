package turkish

import (
	"unicode"
	"unicode/utf8"
)

// maxEndingLetters is longer than any chain of endings seen after an apostrophe ("dakilerindenmişçesine").
const maxEndingLetters = 24

// maxEndings bounds the chain: derivation, plural, possessive, case, -ki, plural, case, copula, person.
const maxEndings = 9

// slot is a place in the order of Turkish endings: what has been seen so far decides what may follow.
type slot uint8

const (
	noun slot = iota
	plural
	possessed
	possessedThird
	locative
	genitive
	cased
	relative
	copular
	complete
)

// ending is one form that may fill a slot, written over folded letters: A is a or e, I is i or u (which stand for ı
// and ü too), D is d or t. Harmony is not asked for, since newsrooms and keyboards break it.
type ending struct {
	form string
	next slot
	when condition
}

// condition restricts an ending by what stands around it. The sound at the end of the base is not known (it may be an
// abbreviation or a number), so the first ending of a chain may come after a vowel or a consonant.
type condition uint8

const (
	always condition = iota
	afterVowel
	afterConsonant
	beforeVowel
	afterNumber
)

var (
	derivations = []ending{
		{"lI", noun, always}, {"lIk", noun, always}, {"lIg", noun, beforeVowel}, {"sIz", noun, always},
		{"cI", noun, always}, {"cA", noun, always}, {"cIk", noun, always}, {"gil", noun, always},
		{"vari", noun, always}, {"IncI", noun, afterConsonant}, {"ncI", noun, afterVowel},
		{"Ar", noun, afterNumber}, {"sAr", noun, afterNumber}, {"kI", relative, always},
		{"nI", cased, afterVowel}, {"nA", cased, afterVowel}, {"nDA", locative, afterVowel},
		{"nDAn", cased, afterVowel}, {"ncA", noun, afterVowel}, {"lAr", plural, always},
	}
	possessives = []ending{
		{"Im", possessed, afterConsonant}, {"m", possessed, afterVowel}, {"In", possessed, afterConsonant},
		{"n", possessed, afterVowel}, {"ImIz", possessed, afterConsonant}, {"mIz", possessed, afterVowel},
		{"InIz", possessed, afterConsonant}, {"nIz", possessed, afterVowel}, {"I", possessedThird, afterConsonant},
		{"sI", possessedThird, afterVowel},
	}
	cases = []ending{
		{"I", cased, afterConsonant}, {"yI", cased, afterVowel}, {"A", cased, afterConsonant},
		{"yA", cased, afterVowel}, {"DA", locative, always}, {"DAn", cased, always}, {"In", genitive, afterConsonant},
		{"nIn", genitive, afterVowel}, {"lA", cased, afterConsonant}, {"ylA", cased, afterVowel}, {"cA", cased, always},
	}
	pronominalCases = []ending{
		{"nI", cased, always}, {"nA", cased, always}, {"nDA", locative, always}, {"nDAn", cased, always},
		{"nIn", genitive, always}, {"ylA", cased, always}, {"ncA", cased, always},
	}
	copulas = []ending{
		{"DIr", copular, always}, {"DI", copular, afterConsonant}, {"yDI", copular, afterVowel},
		{"mIs", copular, afterConsonant}, {"ymIs", copular, afterVowel}, {"sA", copular, afterConsonant},
		{"ysA", copular, afterVowel}, {"ken", complete, afterConsonant}, {"yken", complete, afterVowel},
		{"yIm", complete, afterVowel}, {"Iz", complete, afterConsonant}, {"yIz", complete, afterVowel},
		{"sInIz", complete, always},
	}
	relatives = []ending{{"kI", relative, always}, {"lAr", complete, always}}
	plurals   = []ending{{"lAr", plural, always}}
	persons   = []ending{
		{"lAr", complete, always}, {"m", complete, afterVowel}, {"n", complete, afterVowel},
		{"k", complete, afterVowel},
		{"nIz", complete, afterVowel}, {"Im", complete, afterConsonant}, {"Iz", complete, afterConsonant},
		{"sIn", complete, afterConsonant}, {"DIr", complete, always}, {"DI", complete, afterConsonant},
		{"cAsInA", complete, afterConsonant},
	}
)

// following lists the endings that may fill the place after each slot.
var following = [...][][]ending{
	noun:           {derivations, possessives, cases, copulas},
	plural:         {possessives, cases, copulas},
	possessed:      {cases, copulas},
	possessedThird: {pronominalCases, copulas},
	locative:       {relatives, copulas},
	genitive:       {relatives, copulas},
	cased:          {copulas},
	relative:       {plurals, pronominalCases, copulas},
	copular:        {persons},
	complete:       {},
}

// isTail reports whether tail, written after an apostrophe or a closing quote, is a chain of Turkish inflection endings
// of base. A capital at the head of the tail makes it a part of the name, unless the base has capitals only.
func isTail(base, tail string) bool {
	first, _ := utf8.DecodeRuneInString(tail)
	if unicode.IsUpper(first) && hasLower(base) {
		return false
	}
	var buf [maxEndingLetters]byte
	letters, ok := foldTail(&buf, tail)
	if !ok || len(letters) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(base)
	if len(letters) == 1 && (letters[0] == 'm' || letters[0] == 'n') && !isVowel(last) {
		return false
	}
	if isArabicLoan(base, letters) {
		return false
	}
	return matchEndings(noun, letters, 0, unicode.IsDigit(last), 0)
}

// matchEndings reports whether letters[at:] is a chain of endings that may follow slot s.
func matchEndings(s slot, letters []byte, at int, number bool, depth int) bool {
	if at == len(letters) {
		return true
	}
	if depth == maxEndings {
		return false
	}
	for _, group := range following[s] {
		for _, e := range group {
			end := at + len(e.form)
			if end > len(letters) || !matchForm(e.form, letters[at:end]) || !e.when.holds(letters, at, end, number) {
				continue
			}
			if matchEndings(e.next, letters, end, number, depth+1) {
				return true
			}
		}
	}
	return false
}

func (c condition) holds(letters []byte, at, end int, number bool) bool {
	switch c {
	case afterVowel:
		return at == 0 || isVowel(rune(letters[at-1]))
	case afterConsonant:
		return at == 0 || !isVowel(rune(letters[at-1]))
	case beforeVowel:
		return end < len(letters) && isVowel(rune(letters[end]))
	case afterNumber:
		return at == 0 && number
	}
	return true
}

func matchForm(form string, letters []byte) bool {
	for i := 0; i < len(form); i++ {
		c := letters[i]
		switch form[i] {
		case 'A':
			if c != 'a' && c != 'e' {
				return false
			}
		case 'I':
			if c != 'i' && c != 'u' {
				return false
			}
		case 'D':
			if c != 'd' && c != 't' {
				return false
			}
		default:
			if c != form[i] {
				return false
			}
		}
	}
	return true
}

// foldTail writes the folded letters of tail to buf; false when it is too long or has a letter no ending has.
func foldTail(buf *[maxEndingLetters]byte, tail string) ([]byte, bool) {
	n := 0
	for _, r := range tail {
		if isMark(r) || isIgnorable(r) {
			continue
		}
		c := foldLetter(r)
		if c == 0 || n == len(buf) {
			return nil, false
		}
		buf[n] = c
		n++
	}
	return buf[:n], true
}

// foldLetter returns the a-z form of a Latin letter in either case, its diacritics aside; 0 for anything else.
func foldLetter(r rune) byte {
	r = lowerRune(r)
	if r == 'ı' {
		return 'i'
	}
	if r >= utf8.RuneSelf {
		r = baseLetter(r)
	}
	if 'a' <= r && r <= 'z' {
		return byte(r)
	}
	return 0
}

func isVowel(r rune) bool {
	switch foldLetter(r) {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

func hasLower(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return true
		}
	}
	return false
}

// isArabicLoan reports whether base and tail are an old spelling (kur'a, kıt'a, Sana'a) whose apostrophe is part of the word.
func isArabicLoan(base string, tail []byte) bool {
	if len(tail) != 1 || len(base) > 8 {
		return false
	}
	var buf [maxEndingLetters]byte
	letters, ok := foldTail(&buf, base)
	if !ok {
		return false
	}
	switch string(letters) {
	case "kur", "kit", "mer", "def", "cum", "bid", "sana":
		return tail[0] == 'a'
	case "kat", "ser", "nev", "mai":
		return tail[0] == 'i'
	}
	return false
}

// Stems returns what word, in small letters, may be endings cut off, as behind an apostrophe that was forgotten: ankara of
// ankaradan. The longest comes first; whether it is a word, and fits the endings by its sound, is not asked.
func Stems(word string) []string {
	var stems []string
	for at := len(word) - 1; at > 0; at-- {
		if utf8.RuneStart(word[at]) && isTail(word[:at], word[at:]) {
			stems = append(stems, word[:at])
		}
	}
	return stems
}
