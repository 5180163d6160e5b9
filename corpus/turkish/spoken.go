package turkish

// wait queues t behind the token that the scanner is making and the tokens queued before. Until next has handed out the
// first of them, Position of all is their place among them.
func (s *scanner) wait(t Token) {
	s.queue[s.queued] = t
	s.queued++
}

func (s *scanner) unqueue() Token {
	t := s.queue[0]
	copy(s.queue[:], s.queue[1:])
	s.queued--
	return t
}

// pass returns the place behind one blank at at, or at.
func (s *scanner) pass(at int) int {
	if r, size := s.rune(at); r == ' ' || r == '\u00A0' {
		return at + size
	}
	return at
}

// passBack returns the place before one blank that ends at at, or at.
func (s *scanner) passBack(at int) int {
	switch s.before(at) {
	case ' ':
		return at - len(" ")
	case '\u00A0':
		return at - len("\u00A0")
	}
	return at
}

func isPercentSign(r rune) bool { return r == '%' || r == '‰' || r == '％' || r == '٪' }

// percent returns the sign at the current position as a token when a digit stands beside it, one blank away at most.
func (s *scanner) percent(size int) (Token, bool) {
	if !s.digitAt(s.pass(s.pos+size)) && !s.digitAt(s.passBack(s.pos)-1) {
		return Token{}, false
	}
	return s.emit(Percent, s.pos, s.pos+size), true
}

// withPercent returns number, the token made last, and queues the percent sign behind it, which is spoken before it. A
// sign that may as well belong to a number behind it does.
func (s *scanner) withPercent(number Token) Token {
	if number.Kind != Number || number.BaseEnd < number.End || s.queued > 0 {
		return number
	}
	at := s.pass(number.End)
	r, size := s.rune(at)
	if !isPercentSign(r) || s.digitAt(at+size) || at > number.End && s.digitAt(s.pass(at+size)) {
		return number
	}
	number.Position = 1
	s.wait(s.emit(Percent, at, at+size))
	return number
}
