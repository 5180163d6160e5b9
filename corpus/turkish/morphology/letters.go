package morphology

import "unicode/utf8"

// maxLetters is the longest word that is analysed, in letters; longer ones are not Turkish words.
const maxLetters = 40

// A code is a letter of a word as the tables know it: its place in alphabet, counted from 1. The letters of other
// alphabets share one code, which no root and no ending has.
const (
	vowels    = "aeıioöuü"
	alphabet  = "abcçdefgğhıijklmnoöprsştuüvyzqwx"
	otherCode = 33
	codes     = 34
)

// letterClass is a set of properties of a letter.
type letterClass uint8

const (
	isVowel letterClass = 1 << iota
	isBack
	isRound
	isHigh
	isVoiceless
)

// letterTables are the properties of the letters by code.
type letterTables struct {
	letter     [codes]rune
	class      [codes]letterClass
	fold       [codes]byte // the code without diacritics
	unfold     [codes][]byte
	vowelBit   [codes]uint8
	ofASCII    [utf8.RuneSelf]byte
	c, l, r, y byte
}

var letters = newLetterTables()

func newLetterTables() *letterTables {
	t := &letterTables{}
	code := map[rune]byte{}
	n := byte(1)
	for _, r := range alphabet {
		t.letter[n] = r
		code[r] = n
		if r < utf8.RuneSelf {
			t.ofASCII[r] = n
		}
		n++
	}
	mark := func(letters string, class letterClass) {
		for _, r := range letters {
			t.class[code[r]] |= class
		}
	}
	mark(vowels, isVowel)
	mark("aıou", isBack)
	mark("oöuü", isRound)
	mark("ıiuü", isHigh)
	mark("fstkçşhp", isVoiceless)
	t.vowelBit[0] = 0xFF
	bit := uint8(1)
	for _, r := range vowels {
		t.vowelBit[code[r]] = bit
		bit <<= 1
	}
	for c := range t.fold {
		t.fold[c] = byte(c)
	}
	plain := []rune("cgiosu")
	for i, r := range []rune("çğıöşü") {
		bare := code[plain[i]]
		t.fold[code[r]] = bare
		t.unfold[bare] = append(t.unfold[bare], code[r])
	}
	t.c, t.l, t.r, t.y = code['c'], code['l'], code['r'], code['y']
	return t
}

// codeOf returns the code of the lower-case letter r; letters with a circumflex have that of the bare letter.
func codeOf(r rune) byte {
	if r < utf8.RuneSelf {
		if c := letters.ofASCII[r]; c != 0 {
			return c
		}
		return otherCode
	}
	switch r {
	case 'ç':
		return 4
	case 'ğ':
		return 9
	case 'ı':
		return 11
	case 'ö':
		return 19
	case 'ş':
		return 23
	case 'ü':
		return 26
	case 'â':
		return 1
	case 'î':
		return 12
	case 'û':
		return 25
	}
	return otherCode
}

// word is a text as the analysis sees it: letters, and for every place the last vowel before it.
type word struct {
	letters   [maxLetters + 1]byte // ends with 0
	lastVowel [maxLetters + 1]byte
	n         int
	source    string
	plain     bool // has no letter with diacritics (ı is the small letter of I too)
}

// set fills w from text, which is in lower case; false when it is too long or empty.
func (w *word) set(text string) bool {
	n := 0
	last := byte(0)
	w.source = text
	w.plain = true
	for _, r := range text {
		if n == maxLetters {
			return false
		}
		c := codeOf(r)
		if r >= utf8.RuneSelf && r != 'ı' {
			w.plain = false
		}
		w.letters[n] = c
		w.lastVowel[n] = last
		if letters.class[c]&isVowel != 0 {
			last = c
		}
		n++
	}
	w.letters[n] = 0
	w.lastVowel[n] = last
	w.n = n
	return n > 0
}

// front returns the front counterpart of a vowel: saat takes endings as if it were saet.
func front(c byte) byte {
	switch letters.letter[c] {
	case 'a':
		return codeOf('e')
	case 'ı':
		return codeOf('i')
	case 'o':
		return codeOf('ö')
	case 'u':
		return codeOf('ü')
	}
	return c
}
