package morphology

// Reading is one way to read a word: a stem of the table and the endings behind it by number, the end of the word last.
type Reading struct {
	Lemma   string
	Stem    int
	State   State // in which the word ends
	Endings []uint16
}

// Readings calls yield with the readings of text, which is one word in Turkish lower case, by the stems of t, limit at
// most. They share memory: a reading holds until yield returns.
func (t *Table) Readings(text string, limit int, yield func(Reading)) {
	var s search
	if !s.set(text) {
		return
	}
	s.table = t
	var endings []uint16
	var follow func(c candidate, at int, st State, vowel byte, conditions Conditions)
	follow = func(c candidate, at int, st State, vowel byte, conditions Conditions) {
		if limit <= 0 || s.step(at, st, vowel, conditions).cost >= impossible {
			return
		}
		if at == s.n {
			limit--
			lemma := s.ownLemma(c)
			yield(Reading{s.text(lemma), c.stem, st, append(endings, uint16(engine.suffixes+int(st)))})
			return
		}
		before := byte(0)
		if at > 0 {
			before = s.letters[at-1]
		}
		for i := engine.index[st][s.letters[at]]; i < engine.index[st][s.letters[at]+1]; i++ {
			f := &engine.forms[i]
			if !s.fits(f, at, vowel, before) {
				continue
			}
			end := at + len(f.letters)
			endings = append(endings, f.suffix)
			follow(c, end, f.to, s.lastVowel[end], 0)
			endings = endings[:len(endings)-1]
		}
	}
	unit := uint32(0)
	for at := 0; at < s.n; at++ {
		if unit = t.child(unit, s.letters[at]); unit == 0 {
			return
		}
		first, ok := t.first(unit)
		for n := first; ok; n++ {
			e := t.stem(n)
			follow(candidate{unit: unit, length: at + 1, stem: n}, at+1, e.start, s.vowelOf(at+1, e), e.conditions)
			ok = e.conditions&lastOfSpelling == 0
		}
	}
}

// Origin returns the state in which the ending with this number, or the end of a word, stands.
func Origin(ending uint16) State { return engine.origin[ending] }

// EndOf returns the number of the end of a word in state s.
func EndOf(s State) int { return engine.suffixes + int(s) }

// EndingName returns the name of the ending with this number, "" for the end of a word.
func EndingName(ending uint16) string {
	if int(ending) < len(engine.names) {
		return engine.names[ending]
	}
	return ""
}
