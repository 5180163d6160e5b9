package turkish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish/morphology"
)

// Lemmatizer finds the dictionary forms of words by the grammar and the lexicon of package morphology. It is immutable
// and safe for concurrent use; the zero value is ready.
type Lemmatizer struct{}

// NewLemmatizer returns a Lemmatizer.
func NewLemmatizer() *Lemmatizer { return &Lemmatizer{} }

// Lemma returns the dictionary form of word, in Turkish lower case with its diacritics (circumflexes aside). Endings
// behind an apostrophe are cut. Words that cannot be Turkish stay as they are in lower case; the result is empty only
// when word has no letters, digits or marks, and it is valid UTF-8.
func (l *Lemmatizer) Lemma(word string) string {
	base, named := splitTail(word)
	if lemma, _, ok := lemmaOf(base, named); ok {
		return lemma
	}
	return base
}

// lemmaOf returns the lemma of word, which is in lower case without apostrophes, and what that is derived from; named
// tells that it had one, and endings behind it were cut. It returns false for words that are not made of letters.
func lemmaOf(word string, named bool) (lemma, root string, ok bool) {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return "", "", false
		}
	}
	return morphology.Lexicon.Lemma(word, named)
}

// Analyze returns the most probable reading of word, and the most probable one with another lemma when there is one.
// ok is false when word has no letters or is longer than any Turkish word.
func (l *Lemmatizer) Analyze(word string) (best, second morphology.Analysis, ok bool) {
	base, named := splitTail(word)
	if _, _, ok = lemmaOf(base, named); !ok {
		return best, second, false
	}
	readings := morphology.Lexicon.Analyze(base, named)
	switch len(readings) {
	case 0:
		return best, second, false
	case 1:
		return readings[0], second, true
	}
	return readings[0], readings[1], true
}

// splitTail returns word in lower case without apostrophes and without the endings behind one; named reports whether
// there were some, or an apostrophe stands inside (Kur'an): such words are whole.
func splitTail(word string) (base string, named bool) {
	word = Lower(word)
	at := strings.LastIndexFunc(word, IsApostrophe)
	if at <= 0 {
		return bareWord(word), false
	}
	_, size := utf8.DecodeRuneInString(word[at:])
	if isTail(word[:at], word[at+size:]) {
		return bareWord(word[:at]), true
	}
	return bareWord(word), at+size < len(word)
}
