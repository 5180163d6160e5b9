package morphology

import (
	"bytes"
	"unicode/utf8"
)

// minLoose is the length of the shortest word without diacritics of which endings are cut.
const minLoose = 4

// undotted is how much cheaper a word with a known stem has to become when its first ı is read as i.
const undotted = 600

// Analysis is one reading of a word.
type Analysis struct {
	// Lemma is the dictionary form in lower case, with its diacritics except the circumflex.
	Lemma string
	// Root is what Lemma is derived from, Lemma itself where nothing is known.
	Root string
	// Endings are the names of the endings behind the stem, in their order.
	Endings []string
	// Known tells that the stem is in the lexicon.
	Known bool
	// Stem is what stands before Endings, with its diacritics, Word the dictionary form of that (ağz, ağız), and Class its
	// part of speech.
	Stem, Word string
	Class      Class
	// Sounds tell how Stem differs from Word.
	Sounds []Sound
	// Restored tells that the word was read as typed without its diacritics.
	Restored bool
	// Cost is the negative logarithm of the reading's probability, in hundredths.
	Cost int
}

// spelling is a short word in codes.
type spelling struct {
	letters [2*maxLetters + 16]byte
	n       int
}

func (p *spelling) add(codes string) { p.n += copy(p.letters[p.n:], codes) }

// apply replaces the end of p by t.
func (p *spelling) apply(table *Table, t tail) {
	p.n = max(p.n-int(t.cut), 0)
	p.add(table.tails[int(t.offset) : int(t.offset)+int(t.length)])
}

// stemOf returns the letters of c's stem.
func (s *search) stemOf(c candidate) (p spelling) {
	if c.unit == 0 {
		p.n = copy(p.letters[:], s.letters[:c.length])
		return p
	}
	p.n = c.length
	for unit, i := c.unit, c.length; i > 0; i-- {
		parent := s.table.parent(unit)
		p.letters[i-1] = s.table.code(parent, unit)
		unit = parent
	}
	return p
}

// lemmaOf returns the lemma of c: that of its stem, or the whole up to the last ending that derives a word, which
// derived tells.
func (s *search) lemmaOf(c candidate) (lemma spelling, derived bool) {
	whole := s.stemOf(c)
	end := 0
	at := c.length
	var last byte
	for form := c.form; form != 0; {
		f := &engine.forms[form-1]
		whole.add(f.letters)
		at += len(f.letters)
		if f.derives {
			end, last = whole.n, f.letters[len(f.letters)-1]
		}
		form = s.paths[at][f.to].form
	}
	if end > 0 {
		whole.n = end
		if letters.letter[last] == 'ğ' {
			whole.letters[end-1] = codeOf('k')
		}
		return whole, true
	}
	return s.ownLemma(c), false
}

// ownLemma returns the lemma of c's stem.
func (s *search) ownLemma(c candidate) spelling {
	p := s.stemOf(c)
	if c.unit != 0 {
		p.apply(s.table, s.table.stem(c.stem).lemma)
	} else if c.form != 0 && p.n > 2 && letters.letter[p.letters[p.n-1]] == 'ğ' {
		p.letters[p.n-1] = codeOf('k')
	}
	return p
}

func (s *search) sameLemma(a, b candidate) bool {
	x, _ := s.lemmaOf(a)
	y, _ := s.lemmaOf(b)
	return bytes.Equal(x.letters[:x.n], y.letters[:y.n])
}

// rootOf returns what the lemma of c is derived from.
func (s *search) rootOf(c candidate) spelling {
	if _, derived := s.lemmaOf(c); derived || c.unit == 0 {
		return s.ownLemma(c)
	}
	p := s.stemOf(c)
	p.apply(s.table, s.table.stem(c.stem).root)
	return p
}

// text spells p; letters of other alphabets are taken from the word itself, which p then begins like.
func (s *search) text(p spelling) string {
	buf := make([]byte, 0, 2*maxLetters)
	rest := s.source
	for _, c := range p.letters[:p.n] {
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if c != otherCode {
			r = letters.letter[c]
		}
		buf = utf8.AppendRune(buf, r)
	}
	return string(buf)
}

func (s *search) analysis(c candidate) Analysis {
	a := Analysis{Known: c.unit != 0, Cost: int(c.cost), Restored: s.loose}
	lemma, _ := s.lemmaOf(c)
	a.Lemma, a.Root = s.text(lemma), s.text(s.rootOf(c))
	a.Stem, a.Word = s.text(s.stemOf(c)), s.text(s.ownLemma(c))
	a.Class, a.Sounds = s.classOf(c), s.soundsOf(c, a.Stem, a.Word)
	at := c.length
	for form := c.form; form != 0; {
		f := &engine.forms[form-1]
		a.Endings = append(a.Endings, engine.names[f.suffix])
		at += len(f.letters)
		form = s.paths[at][f.to].form
	}
	return a
}

// Lemma returns the lemma and the root of the best reading of text, which is one word in Turkish lower case and NFC;
// named tells that an apostrophe followed it. It returns false when text is not a word of at most 40 letters.
func (t *Table) Lemma(text string, named bool) (lemma, root string, ok bool) {
	var s search
	if !t.search(&s, text, named) {
		return "", "", false
	}
	best, _ := s.lemmaOf(s.best[0])
	return s.text(best), s.text(s.rootOf(s.best[0])), true
}

// Analyze returns the best reading of text, and the best one with another lemma if there is one; see Lemma.
func (t *Table) Analyze(text string, named bool) []Analysis {
	var s search
	if !t.search(&s, text, named) {
		return nil
	}
	out := []Analysis{s.analysis(s.best[0])}
	if s.best[1].length > 0 {
		out = append(out, s.analysis(s.best[1]))
	}
	return out
}

func (t *Table) search(s *search, text string, named bool) bool {
	if !s.set(text) {
		return false
	}
	s.table, s.named = t, named
	s.run()
	if s.plain && (s.best[0].unit == 0 || s.letters[0] == codeOf('ı')) {
		s.retry()
	}
	return true
}

// retry reads the word as typed without diacritics, when that finds a known stem. What is left of a short word would
// be found too easily. A word with a known stem has to become much more probable: ISLAM is no form of ısla, but ISI is
// what it seems to be.
func (s *search) retry() {
	typed := *s
	s.loose = true
	s.paths = [maxLetters + 1][numStates]path{}
	s.best = [2]candidate{}
	for i := range s.n {
		s.letters[i] = letters.fold[s.letters[i]]
	}
	s.run()
	best, asTyped := s.best[0], typed.best[0]
	if best.unit == 0 || best.length < s.n && s.n < minLoose || asTyped.unit != 0 && best.cost+undotted > asTyped.cost {
		*s = typed
	}
}
