package morphology

import "strings"

// form is an ending in the shape it takes after certain sounds.
type form struct {
	letters string // codes
	after   uint8  // set of last vowels before it (vowelBit); 0 where none is asked for
	follows followed
	next    followed
	to      State
	suffix  uint16 // number of the ending; the costs are kept by it
	derives bool
}

// followed restricts a place by the letter beside it.
type followed uint8

const (
	anything followed = iota
	vowel
	consonant // or nothing
	voiceless
	voiced  // consonants and vowels
	lrVowel // l, r or a vowel
)

func (f followed) holds(c byte) bool {
	class := letters.class[c]
	switch f {
	case vowel:
		return class&isVowel != 0
	case consonant:
		return class&isVowel == 0
	case voiceless:
		return class&isVoiceless != 0
	case voiced:
		return class&isVoiceless == 0
	case lrVowel:
		return c == letters.l || c == letters.r
	}
	return true
}

// machine is the grammar made ready: for every State and first letter the forms that may come next.
type machine struct {
	forms []form
	index [numStates][codes + 1]uint16
	names []string
	// origin is the state that each ending, and each end, stands in.
	origin []State
	// suffixes counts the endings; the end of a word in State s has the number suffixes + s.
	suffixes int
}

var engine = newMachine()

func newMachine() *machine {
	m := &machine{}
	var byFirst [numStates][codes][]form
	expanded := map[suffix][]form{}
	number := 0
	for s := range grammar {
		for _, group := range grammar[s] {
			for _, x := range group {
				if expanded[x] == nil {
					expanded[x] = expand(x)
				}
				for _, f := range expanded[x] {
					f.suffix = uint16(number)
					first := f.letters[0]
					byFirst[s][first] = append(byFirst[s][first], f)
				}
				m.names = append(m.names, x.name)
				m.origin = append(m.origin, State(s))
				number++
			}
		}
	}
	m.suffixes = number
	for s := range numStates {
		m.origin = append(m.origin, s)
	}
	for s := range byFirst {
		for c := range byFirst[s] {
			m.index[s][c] = uint16(len(m.forms))
			m.forms = append(m.forms, byFirst[s][c]...)
		}
		m.index[s][codes] = uint16(len(m.forms))
	}
	return m
}

// expand returns the shapes of an ending, one for each vowel and consonant it adapts to.
func expand(x suffix) []form {
	base := form{to: x.to, derives: x.kind == derives}
	pattern := x.form
	switch pattern[0] {
	case '<':
		base.follows, pattern = consonant, pattern[1:]
	case '>':
		base.follows, pattern = vowel, pattern[1:]
	case '(':
		buffer := pattern[1:2]
		bare := pattern[3:]
		full := buffer + bare
		if buffer == "I" || buffer == "A" {
			return append(expandBare(base, full, consonant), expandBare(base, bare, vowel)...)
		}
		return append(expandBare(base, full, vowel), expandBare(base, bare, consonant)...)
	case 't':
		if x.name == "causative.t" {
			base.follows = lrVowel
		}
	}
	return expandBare(base, pattern, base.follows)
}

func expandBare(base form, pattern string, follows followed) []form {
	var out []form
	for _, v := range harmonies(pattern) {
		for _, hard := range choices(pattern[0] == 'D' || pattern[0] == 'C') {
			for _, soft := range choices(strings.Contains(pattern, "K")) {
				f := base
				f.follows = follows
				f.letters, f.after = render(pattern, v, hard, soft)
				if pattern[0] == 'D' || pattern[0] == 'C' {
					f.follows = voiced
					if hard {
						f.follows = voiceless
					}
				}
				if strings.Contains(pattern, "K") {
					f.next = consonant
					if soft {
						f.next = vowel
					}
				}
				out = addForm(out, f)
			}
		}
	}
	return out
}

// addForm adds f to forms, or the vowels it stands after to a form that is like it but for these.
func addForm(forms []form, f form) []form {
	for i := range forms {
		if g := &forms[i]; g.letters == f.letters && g.follows == f.follows && g.next == f.next {
			g.after |= f.after
			return forms
		}
	}
	return append(forms, f)
}

// harmonies lists the vowels that make different shapes of pattern.
func harmonies(pattern string) []rune {
	if strings.ContainsAny(pattern, "AI") {
		return []rune(vowels)
	}
	return []rune("e")
}

func choices(two bool) []bool {
	if two {
		return []bool{false, true}
	}
	return []bool{false}
}

// render spells pattern as it stands after vowel; after is the set of that vowel alone, empty when the shape does not
// depend on it.
func render(pattern string, vowel rune, hard, soft bool) (spelled string, after uint8) {
	v := codeOf(vowel)
	own := false // a vowel of the ending itself decides
	var buf [16]byte
	out := buf[:0]
	for i, r := range pattern {
		var c byte
		switch {
		case r == 'A', r == 'I':
			if !own {
				after = letters.vowelBit[codeOf(vowel)]
			}
			if c = harmonic(v); r == 'A' {
				c = open(v)
			}
		case r == 'D' && i == 0 && hard:
			c = codeOf('t')
		case r == 'D':
			c = codeOf('d')
		case r == 'C' && i == 0 && hard:
			c = codeOf('ç')
		case r == 'C':
			c = codeOf('c')
		case r == 'K' && soft:
			c = codeOf('ğ')
		case r == 'K':
			c = codeOf('k')
		default:
			c = codeOf(r)
		}
		if letters.class[c]&isVowel != 0 {
			v, own = c, true
		}
		out = append(out, c)
	}
	return string(out), after
}

// open returns the open vowel that follows v.
func open(v byte) byte {
	if letters.class[v]&isBack != 0 {
		return codeOf('a')
	}
	return codeOf('e')
}

// harmonic returns the high vowel that follows v.
func harmonic(v byte) byte {
	switch letters.class[v] & (isBack | isRound) {
	case isBack | isRound:
		return codeOf('u')
	case isBack:
		return codeOf('ı')
	case isRound:
		return codeOf('ü')
	}
	return codeOf('i')
}
