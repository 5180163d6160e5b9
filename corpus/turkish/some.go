package turkish

import "unicode/utf8"

// Initials is a set of the letters with which words may begin, diacritics and case aside. The zero Initials is empty.
type Initials struct {
	letters [26]bool
	others  bool
}

// Add makes words possible that begin like a term: a surface, a lemma or a folded form.
func (in *Initials) Add(term string) {
	if letter, ok := initial(term); ok {
		in.letters[letter] = true
	} else {
		in.others = true
	}
}

// has reports whether a word may begin like one of the terms.
func (in *Initials) has(word string) bool {
	letter, ok := initial(word)
	return ok && in.letters[letter] || !ok && in.others
}

// initial returns the number of the letter with which a text begins; false where that is no Latin letter.
func initial(text string) (letter byte, ok bool) {
	r, n := utf8.DecodeRuneInString(text)
	if r < utf8.RuneSelf {
		if c := byte(r) | 0x20; c >= 'a' && c <= 'z' {
			return c - 'a', n > 0
		}
		return 0, false
	}
	fold := Fold(text[:n])
	if len(fold) > 0 && fold[0] >= 'a' && fold[0] <= 'z' {
		return fold[0] - 'a', true
	}
	return 0, false
}

// AnalyzeSome is Analyze, but a word that does not begin like a term of in is yielded without its terms: no ending and
// no diacritic changes the letter a word begins with, and telling so costs little.
func (a *Analyzer) AnalyzeSome(text string, in *Initials, yield func(Token, Signals) bool) {
	s := scanner{text: text}
	for {
		t, ok := s.next()
		if !ok {
			return
		}
		base := text[t.Start:t.BaseEnd]
		if t.Kind == Word && !in.has(base) {
			if !yield(t, Signals{}) {
				return
			}
			continue
		}
		if !yield(t, *a.terms(surface{t.Kind, t.End > t.BaseEnd, base})) {
			return
		}
	}
}
