package morphology

// Costs are negative logarithms of probabilities, in hundredths.
const (
	impossible = 1 << 28
	// An unknown stem pays unknownBase and unknownLetter for each of its letters; shorter ones cannot be told.
	unknownBase   = 900
	unknownLetter = 170
	unknownVerb   = 600
	minUnknown    = 3
)

// search is the work on one word.
type search struct {
	word
	table *Table
	loose bool // letters with diacritics may be written without
	named bool // the word is the base before an apostrophe
	paths [maxLetters + 1][numStates]path
	best  [2]candidate
}

// path is the cheapest way to finish a word from a place and a state.
type path struct {
	cost int32
	form uint16 // the next form, counted from 1; 0 at the end
	done bool
}

// candidate is a stem with the cheapest path behind it.
type candidate struct {
	cost   int32
	unit   uint32 // where the trie spells the stem; 0 when it is unknown
	stem   int    // its number
	length int
	form   uint16
}

// finish returns the cheapest path from the place at in state st.
func (s *search) finish(at int, st State) path {
	p := &s.paths[at][st]
	if !p.done {
		*p = s.step(at, st, s.lastVowel[at], 0)
		p.done = true
	}
	return *p
}

// step returns the cheapest path that goes on with an ending after vowel, the last one before it.
func (s *search) step(at int, st State, vowel byte, conditions Conditions) path {
	best := path{cost: impossible}
	if at == s.n {
		if s.mayEnd(st) && conditions&(NeedsVowel|NeedsY) == 0 {
			best.cost = s.table.cost(engine.suffixes + int(st))
		}
		return best
	}
	first := s.letters[at]
	if conditions != 0 {
		isV := letters.class[first]&isVowel != 0
		if conditions&NeedsVowel != 0 && !isV || conditions&RefusesVowel != 0 && isV ||
			conditions&NeedsY != 0 && first != letters.y {
			return best
		}
	}
	s.tryForms(at, st, vowel, first, &best)
	if s.loose {
		for _, other := range letters.unfold[first] {
			s.tryForms(at, st, vowel, other, &best)
		}
	}
	return best
}

func (s *search) mayEnd(st State) bool {
	if s.named {
		return endsName[st]
	}
	return st != Narrow && st != sDikPlural
}

// tryForms tries the endings that begin with first.
func (s *search) tryForms(at int, st State, vowel, first byte, best *path) {
	before := byte(0)
	if at > 0 {
		before = s.letters[at-1]
	}
	for i := engine.index[st][first]; i < engine.index[st][first+1]; i++ {
		f := &engine.forms[i]
		if !s.fits(f, at, vowel, before) {
			continue
		}
		own := s.table.cost(int(f.suffix))
		if own >= best.cost {
			continue
		}
		if rest := s.finish(at+len(f.letters), f.to); rest.cost+own < best.cost {
			best.cost, best.form = rest.cost+own, i+1
		}
	}
}

func (s *search) fits(f *form, at int, vowel, before byte) bool {
	if f.after != 0 && f.after&letters.vowelBit[vowel] == 0 && !s.loose {
		return false
	}
	if !s.mayFollow(f, before) || !s.matches(at, f.letters) {
		return false
	}
	return f.next == anything || f.next.holds(s.letters[at+len(f.letters)])
}

// mayFollow reports whether f may stand behind the letter before; c is both voiced and, for ç, voiceless when letters
// may lack their diacritics.
func (s *search) mayFollow(f *form, before byte) bool {
	return f.follows.holds(before) || s.loose && before == letters.c && f.follows == voiceless
}

func (s *search) matches(at int, spelling string) bool {
	if at+len(spelling) > s.n {
		return false
	}
	for i := 0; i < len(spelling); i++ {
		c := spelling[i]
		if s.loose {
			c = letters.fold[c]
		}
		if c != s.letters[at+i] {
			return false
		}
	}
	return true
}

// run fills s.best; the stems of the lexicon come first, then guesses.
func (s *search) run() {
	s.walk(0, 0)
	s.guess()
}

// walk tries every stem of the lexicon that the word begins with.
func (s *search) walk(unit uint32, at int) {
	if first, ok := s.table.first(unit); ok {
		for n := first; ; n++ {
			e := s.table.stem(n)
			if !s.named || e.start != Other || e.lemma == (tail{}) { // Sana'da is a city, not sen
				s.try(candidate{unit: unit, length: at, stem: n}, e.start, int32(e.cost), s.vowelOf(at, e), e.conditions)
			}
			if e.conditions&lastOfSpelling != 0 {
				break
			}
		}
	}
	if at == s.n {
		return
	}
	c := s.letters[at]
	if next := s.table.child(unit, c); next != 0 {
		s.walk(next, at+1)
	}
	if s.loose {
		for _, other := range letters.unfold[c] {
			if next := s.table.child(unit, other); next != 0 {
				s.walk(next, at+1)
			}
		}
	}
}

// vowelOf returns the vowel that the endings of e agree with.
func (s *search) vowelOf(at int, e stem) byte {
	if e.conditions&FrontHarmony != 0 {
		return front(s.lastVowel[at])
	}
	return s.lastVowel[at]
}

// guess tries stems that are not in the lexicon.
func (s *search) guess() {
	for at := minUnknown; at <= s.n; at++ {
		cost := int32(unknownBase + unknownLetter*at)
		if s.best[0].length > 0 && cost > s.best[0].cost {
			return
		}
		if s.lastVowel[at] == 0 || s.named && at < s.n {
			continue
		}
		s.try(candidate{length: at}, Name, cost, s.lastVowel[at], 0)
		if at < s.n {
			s.try(candidate{length: at}, VerbI, cost+unknownVerb, s.lastVowel[at], 0)
		}
	}
	if s.best[0].length == 0 {
		s.best[0] = candidate{length: s.n, cost: impossible}
	}
}

func (s *search) try(c candidate, st State, cost int32, vowel byte, conditions Conditions) {
	p := s.step(c.length, st, vowel, conditions)
	if p.cost >= impossible {
		return
	}
	c.cost, c.form = cost+p.cost, p.form
	s.offer(c)
}

// offer keeps c when it is the best so far, or the best with another lemma.
func (s *search) offer(c candidate) {
	first, second := &s.best[0], &s.best[1]
	switch {
	case first.length == 0:
		*first = c
	case c.cost < first.cost:
		if !s.sameLemma(c, *first) {
			*second = *first
		}
		*first = c
	case (second.length == 0 || c.cost < second.cost) && !s.sameLemma(c, *first):
		*second = c
	}
}
