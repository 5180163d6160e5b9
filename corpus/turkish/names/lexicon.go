package names

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/haberara/haberara/corpus/turkish"
)

// class is what is known of a word, as bits.
type class uint32

const (
	// The kinds of words.txt.
	isTitle class = 1 << iota
	isRole
	isAfter
	isHead
	isEvent
	isPlaceHead
	isPlaceNoun
	isOrganisation
	isFunction
	isStop
	// isAbbreviation is an organisation in capitals only.
	isAbbreviation
	isPlace
	isGiven
	// isWord says that the word is no name as often as it is one.
	isWord
	// beginsPhrase says that names of several words begin with it.
	beginsPhrase
)

// endsName are the classes that take all words before them.
const endsName = isHead | isEvent | isPlaceHead

// maxPhraseWords is the longest name of several words in the lists.
const maxPhraseWords = 4

var (
	//go:embed words.txt
	wordsFile string
	//go:embed places.txt
	placesFile string
	//go:embed given.txt
	givenFile string
)

var sections = map[string]class{
	"title": isTitle, "role": isRole, "after": isAfter, "head": isHead, "event": isEvent, "placehead": isPlaceHead,
	"placenoun": isPlaceNoun, "organisation": isOrganisation, "abbreviation": isAbbreviation, "function": isFunction,
	"stop": isStop,
}

// lexicon holds the lists by key; the words of a phrase are joined by blanks.
type lexicon struct {
	words, phrases map[string]class
	// spelled are the places as they are written.
	spelled map[string]string
}

var theLexicon = sync.OnceValue(readLexicon)

func readLexicon() *lexicon {
	l := &lexicon{map[string]class{}, map[string]class{}, map[string]string{}}
	of := class(0)
	for line := range listLines(wordsFile) {
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, _, _ = strings.Cut(name, "]")
			of = sections[name]
			continue
		}
		for word := range strings.FieldsSeq(line) {
			l.add(strings.ReplaceAll(word, "_", " "), of)
		}
	}
	for line := range listLines(placesFile) {
		for name := range strings.SplitSeq(line, ",") {
			l.add(name, isPlace)
		}
	}
	for line := range listLines(givenFile) {
		for name := range strings.FieldsSeq(line) {
			l.add(name, isGiven)
		}
	}
	l.addAbbreviations()
	return l
}

func listLines(file string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(file, "\n") {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

func (l *lexicon) add(name string, c class) {
	name, isAlsoWord := strings.CutSuffix(strings.TrimSpace(name), "!")
	if isAlsoWord {
		c |= isWord
	}
	keys := keysOf(name)
	if c&isPlace != 0 {
		l.spelled[strings.Join(keys, " ")] = name
	}
	if len(keys) == 1 {
		l.words[keys[0]] |= c
		return
	}
	l.words[keys[0]] |= beginsPhrase
	l.phrases[strings.Join(keys, " ")] |= c
}

// addAbbreviations takes those of the built-in table that stand for an organisation.
func (l *lexicon) addAbbreviations() {
	table, err := turkish.Abbreviations()
	if err != nil {
		return // a test of package turkish reads it
	}
	table.Each(func(short turkish.Synonym, long []turkish.Synonym) bool {
		words := long[0].Words
		last := key(words[len(words)-1].Exact)
		isName := l.words[last]&(isHead|isOrganisation) != 0 && long[0].Text != turkish.Lower(long[0].Text)
		if isName && len(short.Words) == 1 && short.Text == turkish.Upper(short.Text) {
			l.words[key(short.Words[0].Exact)] |= isAbbreviation
		}
		return true
	})
}

// keysOf returns the keys of the words of a text.
func keysOf(text string) (keys []string) {
	turkish.NewAnalyzer().Analyze(text, func(_ turkish.Token, s turkish.Signals) bool {
		keys = append(keys, key(s.Exact))
		return true
	})
	return keys
}

var undotted = strings.NewReplacer("ı", "i", "â", "a", "î", "i", "û", "u")

// key is an Exact term by which words are compared: capitals have lost the dots of foreign names (Instagram, IMF).
func key(exact string) string { return undotted.Replace(exact) }

// endings are what a name that ends in a possessive takes without an apostrophe, as keys.
var endings = [...]string{"nin", "nun", "nün", "ne", "na", "nde", "nda", "nden", "ndan", "ni", "nu", "nü", "yle", "yla",
	"nce", "nca", "ndeki", "ndaki"}

// known is what a Finder remembers of a word.
type known struct {
	key   string
	class class
	// cut is how many letters of an ending stand behind a word of endsName.
	cut int
}

func (l *lexicon) look(exact string) *known {
	k := &known{key: key(exact)}
	k.class = l.words[k.key]
	if k.class != 0 {
		return k
	}
	for _, ending := range endings {
		if stem, ok := strings.CutSuffix(k.key, ending); ok && l.words[stem]&endsName != 0 {
			k.class, k.cut = l.words[stem]&endsName, len([]rune(ending))
		}
	}
	return k
}
