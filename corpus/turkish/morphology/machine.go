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
	voiced // consonants and vowels
	voicedConsonant
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
	number := 0
	for s := range grammar {
		for _, group := range grammar[s] {
			for _, x := range group {
				for _, f := range expand(x) {
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
	seen := map[string]int{}
	for _, v := range vowels {
		for _, hard := range []bool{false, true} {
			for _, soft := range []bool{false, true} {
				f := base
				f.follows = follows
				spelled, usesVowel, usesD, usesK := render(pattern, codeOf(v), hard, soft)
				if hard && !usesD || soft && !usesK {
					continue
				}
				if usesD {
					f.follows = voiced
					if hard {
						f.follows = voiceless
					}
				}
				if usesK {
					f.next = consonant
					if soft {
						f.next = vowel
					}
				}
				f.letters = spelled
				key := spelled + string(rune('0'+f.follows)) + string(rune('0'+f.next))
				at, ok := seen[key]
				if !ok {
					at = len(out)
					seen[key] = at
					out = append(out, f)
				}
				if usesVowel {
					out[at].after |= letters.vowelBit[codeOf(v)]
				}
			}
		}
	}
	return out
}

// render spells pattern after vowel v; usesD tells that its first letter is D or C.
func render(pattern string, v byte, hard, soft bool) (spelled string, usesVowel, usesD, usesK bool) {
	var b strings.Builder
	last := v
	own := false
	for i, r := range pattern {
		switch r {
		case 'A':
			usesVowel = usesVowel || !own
			own = true
			last = codeOf('e')
			if letters.class[v]&isBack != 0 {
				last = codeOf('a')
			}
			v = last
			b.WriteByte(last)
			continue
		case 'I':
			usesVowel = usesVowel || !own
			own = true
			v = harmonic(v)
			b.WriteByte(v)
			continue
		case 'D', 'C':
			c := 'd'
			if r == 'C' {
				c = 'c'
			}
			if i == 0 {
				usesD = true
			}
			if i == 0 && hard {
				c = map[rune]rune{'d': 't', 'c': 'ç'}[c]
			}
			b.WriteByte(codeOf(c))
			continue
		case 'K':
			usesK = true
			if soft {
				b.WriteByte(codeOf('ğ'))
			} else {
				b.WriteByte(codeOf('k'))
			}
			continue
		}
		c := codeOf(r)
		if letters.class[c]&isVowel != 0 {
			v, own = c, true
		}
		b.WriteByte(c)
	}
	return b.String(), usesVowel, usesD, usesK
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
