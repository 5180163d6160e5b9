package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// Kind says what a name names.
type Kind uint8

// The kinds.
const (
	Person Kind = iota
	Place
	Organisation

	Kinds
)

// MaxNames is how many names of a kind an article has at most.
const MaxNames = 16

// Names are those of an article by Kind, the most frequent first and of equal ones the first in the text, MaxNames of each
// at most.
type Names [Kinds][]string

// word is a token of the article at hand.
type word struct {
	// number is the place of its terms.
	number uint32
	// start, base and end are those of the token: a tail stands from base to end.
	start, base, end int32
	text             uint8
	flags            flags
}

type flags uint8

const (
	hasCapital flags = 1 << iota
	// allCapitals says that there are two letters or more and no small one.
	allCapitals
	// isPlain is a Word.
	isPlain
	// isInflected says that the word is not its own lemma.
	isInflected
	// isLoud says that the capital says nothing: all words around have one, or are in capitals.
	isLoud
)

// Finder finds the names in articles, one after the other. It remembers words, and is not safe for concurrent use.
type Finder struct {
	lexicon *lexicon
	words   []word
	texts   []string
	// terms are those of words by number, numbers the numbers of those that the caller has not numbered.
	terms   []terms
	numbers map[spelling]uint32
	found   tally
}

// terms are what the rules want to know of a word.
type terms struct {
	spelling
	// known is nil until it is asked for.
	known *known
}

type spelling struct {
	exact string
	// isInflected says that the word is not its own lemma.
	isInflected bool
}

func spellingOf(s *turkish.Signals) spelling { return spelling{s.Exact, s.Lemma != s.Exact} }

// maxMemory bounds the words that a Finder remembers from article to article where the caller does not number them.
const maxMemory = 32 << 10

// NewFinder returns a Finder that remembers no words yet.
func NewFinder() *Finder { return &Finder{lexicon: theLexicon(), numbers: map[spelling]uint32{}} }

// Begin forgets the article before.
func (f *Finder) Begin() {
	if len(f.numbers) > maxMemory {
		f.Forget()
	}
	clear(f.texts) // keeps nothing of it
	f.words, f.texts = f.words[:0], f.texts[:0]
	f.found.reset()
}

// Text begins a text of the article; its tokens follow. The first is the headline.
func (f *Finder) Text(text string) { f.texts = append(f.texts, text) }

// Learn takes the terms of the next number that Numbered is to be called with; the first one is 0. A caller either
// numbers all words or none.
func (f *Finder) Learn(s *turkish.Signals) { f.terms = append(f.terms, terms{spelling: spellingOf(s)}) }

// Numbered takes the next token with the number of its terms.
func (f *Finder) Numbered(t turkish.Token, number uint32) {
	text := f.texts[len(f.texts)-1]
	w := word{number: number, start: int32(t.Start), base: int32(t.BaseEnd), end: int32(t.End), text: uint8(len(f.texts) - 1)}
	if t.Kind == turkish.Word {
		w.flags = isPlain
		c := text[t.Start]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				w.flags |= hasCapital
			}
		} else if r, _ := utf8.DecodeRuneInString(text[t.Start:]); unicode.IsUpper(r) {
			w.flags |= hasCapital
		}
	}
	if w.flags&hasCapital != 0 && f.terms[number].isInflected {
		w.flags |= isInflected
	}
	f.words = append(f.words, w)
}

// Token is Numbered for a caller that does not number words.
func (f *Finder) Token(t turkish.Token, s *turkish.Signals) {
	spelling := spellingOf(s)
	number, ok := f.numbers[spelling]
	if !ok {
		number = uint32(len(f.terms))
		f.numbers[spelling] = number
		f.Learn(s)
	}
	f.Numbered(t, number)
}

// Forget says that numbers mean other words from now on.
func (f *Finder) Forget() {
	clear(f.numbers)
	clear(f.terms)
	f.terms = f.terms[:0]
}

// Names returns the names of the texts since Begin.
func (f *Finder) Names() Names {
	f.find()
	return f.found.names(f)
}

// find fills found.
func (f *Finder) find() {
	for i := range f.words {
		if w := &f.words[i]; w.flags&hasCapital != 0 && isCapitals(f.base(w)) {
			w.flags |= allCapitals
		}
	}
	f.markLoud()
	for i := 0; i < len(f.words); {
		if f.words[i].flags&hasCapital == 0 {
			i++
			continue
		}
		end := f.runEnd(i)
		f.readRun(i, end)
		i = end
	}
	f.found.join(f)
}

func (f *Finder) base(w *word) string { return f.texts[w.text][w.start:w.base] }

func (f *Finder) exact(i int) string { return f.terms[f.words[i].number].exact }

// known looks a word up.
func (f *Finder) known(i int) *known {
	t := &f.terms[f.words[i].number]
	if t.known == nil {
		t.known = f.lexicon.look(t.exact)
	}
	return t.known
}

func isCapitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// A headline is loud when loudShare of its words of three letters and more, leastLoud of them at least, have capitals.
const (
	loudShare = 0.75
	leastLoud = 4
)

// markLoud finds words whose capital says nothing.
func (f *Finder) markLoud() {
	capitals, all, end := 0, 0, 0
	for i := range f.words {
		w := &f.words[i]
		if w.text > 0 {
			break
		}
		end = i + 1
		if w.flags&isPlain == 0 || w.end-w.start < 3 {
			continue
		}
		all++
		if w.flags&hasCapital != 0 {
			capitals++
		}
	}
	if all >= leastLoud && float64(capitals) >= loudShare*float64(all) {
		for i := range f.words[:end] {
			f.words[i].flags |= isLoud
		}
	}
	for i := range f.words {
		if f.words[i].flags&allCapitals == 0 {
			continue
		}
		// Two abbreviations may stand side by side, three words in capitals shout.
		if i >= 2 && f.words[i-1].flags&f.words[i-2].flags&allCapitals != 0 && f.words[i-2].text == f.words[i].text {
			for _, w := range []*word{&f.words[i-2], &f.words[i-1], &f.words[i]} {
				w.flags |= isLoud
			}
		}
	}
}

// gap is what stands between two words.
type gap uint8

const (
	// blank is one blank or more and nothing else.
	blank gap = iota
	// dotted is a point and a blank.
	dotted
	// aside ties no words, but begins no sentence.
	aside
	// sentence is what a sentence or quotation begins behind.
	sentence
)

// gapBefore tells what stands before word i.
func (f *Finder) gapBefore(i int) gap {
	if i == 0 || f.words[i-1].text != f.words[i].text {
		return sentence
	}
	between := f.texts[f.words[i].text][f.words[i-1].end:f.words[i].start]
	switch between {
	case " ", "\u00a0":
		return blank
	case ". ":
		return dotted
	}
	if between != "" && strings.TrimSpace(between) == "" && !strings.ContainsAny(between, "\n\r") {
		return blank
	}
	if strings.ContainsAny(between, ".!?…:;\"“”‘«»•*|\n\r–—") || strings.HasSuffix(between, "'") ||
		strings.HasSuffix(between, "’") {
		return sentence
	}
	return aside
}

// begins says that word i stands where a sentence may begin.
func (f *Finder) begins(i int) bool {
	g := f.gapBefore(i)
	return g == sentence || g == dotted && !f.isShort(i-1)
}

// isShort says that word i is a title or initial that a point follows.
func (f *Finder) isShort(i int) bool {
	k := f.known(i)
	if f.words[i].flags&hasCapital == 0 {
		return false
	}
	letters := utf8.RuneCountInString(k.key)
	return letters == 1 || k.class&isTitle != 0 && letters <= 4
}

// ties says that word i may belong to the same name as the one before.
func (f *Finder) ties(i int) bool {
	if i == 0 || f.words[i-1].end > f.words[i-1].base {
		return false
	}
	switch f.gapBefore(i) {
	case blank:
		return true
	case dotted:
		return f.isShort(i - 1)
	}
	return false
}

// runEnd returns the end of the words with capitals that stand side by side from word i on; single small words such as
// ve and von may stand inside.
func (f *Finder) runEnd(i int) int {
	for end := i + 1; ; end++ {
		if end == len(f.words) || !f.ties(end) {
			return end
		}
		if f.words[end].flags&hasCapital != 0 {
			continue
		}
		if !isLink(f.exact(end)) || end+1 == len(f.words) || f.words[end+1].flags&hasCapital == 0 || !f.ties(end+1) {
			return end
		}
	}
}

// isLink says that a small word may stand inside a name.
func isLink(exact string) bool { return isAnd(exact) || isParticle(exact) }

func isAnd(exact string) bool { return exact == "ve" }

func isParticle(exact string) bool {
	switch exact {
	case "bin", "bint", "von", "van", "der", "den", "del", "el", "al", "bn":
		return true
	}
	return false
}
