package turkish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxTermBytes is the longest term in bytes; a longer one is cut at a rune border, at index and at query time alike.
const MaxTermBytes = 128

// The bounds of an Analyzer's cache, the first a power of two: words beyond either are worked out anew.
const (
	maxCachedWords = 64 << 10
	maxCachedBytes = 2 * MaxTermBytes
)

// Signals are the terms of one token, each valid UTF-8 of at most MaxTermBytes bytes.
type Signals struct {
	// Exact is the surface in NFC and Turkish lower case, diacritics kept, apostrophe tail cut; numbers and times
	// are in canonical form (1500.75, 15:09), months and currencies are words (ağustos, lira). Never empty.
	Exact string
	// Lemma is the dictionary form with its diacritics, circumflex aside, so that ol (oldu) and öl (öldü) stay apart; a
	// word typed without diacritics gets those of the dictionary. Exact where no form is known. Never empty.
	Lemma string
	// Root is what Lemma is derived from: the verb of a verbal noun, the base of -lik, -ci, -li and -siz. Empty where
	// there is none.
	Root string
	// Fold is Fold of Exact. Never empty.
	Fold string
}

// Analyzer turns texts into tokens with their terms. It is reusable and remembers the words it has met, but it is not
// safe for concurrent use.
type Analyzer struct {
	words cache
}

// surface is all that the terms of a token depend on.
type surface struct {
	kind  Kind
	named bool // an apostrophe and endings followed
	base  string
}

// NewAnalyzer returns an Analyzer that remembers no words yet.
func NewAnalyzer() *Analyzer {
	return &Analyzer{words: newCache(maxCachedWords)}
}

// Analyze yields the tokens of text with their terms, in the order of Tokens, until yield returns false. The terms
// share no memory with text. Words that the Analyzer still remembers cost no allocation.
func (a *Analyzer) Analyze(text string, yield func(Token, Signals) bool) {
	scan := scanner{text: text}
	for {
		t, ok := scan.next()
		if !ok || !yield(t, *a.terms(surface{t.Kind, t.End > t.BaseEnd, text[t.Start:t.BaseEnd]})) {
			return
		}
	}
}

// newSignals works out the terms of a token without its tail.
func newSignals(w surface) Signals {
	exact := cutTerm(exactTerm(w.kind, w.base))
	fold := cutTerm(Fold(exact))
	s := Signals{Exact: exact, Lemma: exact, Fold: fold}
	if w.kind != Word && w.kind != Hashtag {
		return s
	}
	named := w.named || strings.IndexFunc(w.base, IsApostrophe) > 0
	lemma, root, ok := lemmaOf(exact, named)
	if !ok {
		return s
	}
	s.Lemma = cutTerm(lemma)
	if root = cutTerm(root); root != s.Lemma {
		s.Root = root
	}
	return s
}

func exactTerm(kind Kind, base string) string {
	switch kind {
	case Number:
		return string(appendNumber(nil, base))
	case Date:
		return strings.TrimLeft(base, "0")
	case Month:
		return monthTerm(base)
	case Currency:
		return currencyTerm(base)
	case Time:
		return string(appendClock(nil, base))
	case Percent:
		if base == "‰" {
			return "binde"
		}
		return "yüzde"
	case URL:
		return linkTerm(base)
	case Email:
		return strings.ToLower(base)
	}
	return Lower(bareWord(base))
}

// bareWord returns the letters, digits and marks of s.
func bareWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !isCore(r) && !isMark(r) {
			return -1
		}
		return r
	}, s)
}

// linkTerm returns an address in lower case (not the Turkish one) without scheme, www. and the slash at its end.
func linkTerm(address string) string {
	for range 2 {
		address = address[linkPrefixBeforeWord(address):]
	}
	if trimmed := strings.TrimRight(address, "/"); trimmed != "" {
		address = trimmed
	}
	return NFC(strings.Map(unicode.ToLower, address))
}

// linkPrefixBeforeWord is linkPrefix, 0 unless a letter or digit follows.
func linkPrefixBeforeWord(address string) int {
	prefix := linkPrefix(address)
	if r, _ := utf8.DecodeRuneInString(address[prefix:]); !isCore(r) {
		return 0
	}
	return prefix
}

// cutTerm returns at most MaxTermBytes bytes from the head of term, cut at a rune border, in memory of its own when it
// was cut.
func cutTerm(term string) string {
	if len(term) <= MaxTermBytes {
		return term
	}
	end := MaxTermBytes
	for !utf8.RuneStart(term[end]) {
		end--
	}
	return strings.Clone(term[:end])
}
