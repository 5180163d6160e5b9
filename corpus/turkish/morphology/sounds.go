package morphology

import "slices"

// Class is a part of speech, as far as the endings depend on it.
type Class string

// The classes of stems.
const (
	// Nominal takes in adjectives and numerals, Particle all that takes hardly any endings.
	Nominal    Class = "noun"
	ProperName Class = "name"
	Verb       Class = "verb"
	Particle   Class = "particle"
)

// Sound is a change between a word and its stem before endings.
type Sound string

// The sound changes; Irregular is any other (bana, ben).
const (
	Softening    Sound = "softening"    // kitap, kitab-
	VowelDrop    Sound = "vowel drop"   // ağız, ağz-
	Doubling     Sound = "doubling"     // hak, hakk-
	Narrowing    Sound = "narrowing"    // başla, başl- before -iyor; de, di-
	Glide        Sound = "added y"      // su, suy-
	FrontEndings Sound = "front vowels" // saat, saati
	Irregular    Sound = "irregular"
)

func (s *search) classOf(c candidate) Class {
	start := Name
	switch {
	case c.unit != 0:
		start = s.table.stem(c.stem).start
	case c.form != 0 && engine.origin[engine.forms[c.form-1].suffix] == VerbI:
		start = VerbI
	}
	switch start {
	case VerbA, VerbI, Narrow, Causative, Passive:
		return Verb
	case Name:
		return ProperName
	case Other:
		return Particle
	}
	return Nominal
}

func (s *search) soundsOf(c candidate, stem, word string) []Sound {
	sounds := change([]rune(stem), []rune(word))
	if c.unit != 0 && s.table.stem(c.stem).conditions&FrontHarmony != 0 {
		sounds = append(sounds, FrontEndings)
	}
	return sounds
}

// softened are the consonants that a word ends in and those that stand before a vowel instead.
var softened = map[rune]string{'p': "b", 'ç': "c", 't': "d", 'k': "ğg", 'g': "ğ"}

// change names what makes stem of word.
func change(stem, word []rune) []Sound {
	if slices.Equal(stem, word) {
		return nil
	}
	if len(stem) == 0 || len(word) == 0 {
		return []Sound{Irregular}
	}
	n, last := len(word)-1, stem[len(stem)-1]
	soft := slices.Contains([]rune(softened[word[n]]), last)
	if !soft && last != word[n] {
		return changedVowel(stem, word)
	}
	var sounds []Sound
	if soft {
		sounds = append(sounds, Softening)
	}
	switch {
	case len(stem) == len(word) && slices.Equal(stem[:n], word[:n]):
		return sounds
	case len(stem) == n && n > 1 && isVowelRune(word[n-1]) && slices.Equal(stem[:n-1], word[:n-1]):
		return append(sounds, VowelDrop)
	case len(stem) == n+2 && stem[n] == last && slices.Equal(stem[:n], word[:n]):
		return append(sounds, Doubling)
	}
	return changedVowel(stem, word)
}

// changedVowel names the changes of words that end in a vowel.
func changedVowel(stem, word []rune) []Sound {
	n := len(word) - 1
	switch {
	case !isVowelRune(word[n]):
	case len(stem) == n+2 && stem[n+1] == 'y' && slices.Equal(stem[:n+1], word):
		return []Sound{Glide}
	case slices.Equal(stem, word[:n]), len(stem) == n+1 && isVowelRune(stem[n]) && slices.Equal(stem[:n], word[:n]):
		return []Sound{Narrowing}
	}
	return []Sound{Irregular}
}

func isVowelRune(r rune) bool { return letters.class[codeOf(r)]&isVowel != 0 }
