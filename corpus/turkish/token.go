package turkish

import "unicode/utf8"

// Kind says what a Token is written as.
type Kind uint8

// The kinds of tokens.
const (
	// Word is a run of letters and digits, an abbreviation with dots (T.C.) or a name with a number (F-16).
	Word Kind = iota
	// Number is written with digits: 2025, 1.500,75.
	Number
	// Percent is the sign % or ‰ beside a number.
	Percent
	// Date is the day or the year of a date in digits: 17.08.1999, 17/08/1999, 1999-08-17.
	Date
	// Time is a time of day with a colon, or, behind the word saat, with a dot: 15:09.
	Time
	// URL is a web address or a bare domain.
	URL
	// Email is an e-mail address.
	Email
	// Hashtag is # with a word.
	Hashtag
	// Mention is @ with an account name.
	Mention
	// Month is the month of a date in digits.
	Month
	// Currency is a sign or code of a currency (₺, TL, TRY, $, USD, €, EUR, £, GBP), or avro, another name of the euro.
	Currency
)

var kindNames = [...]string{"word", "number", "percent", "date", "time", "url", "email", "hashtag", "mention", "month",
	"currency"}

// String returns the name of k in lower case, "unknown" for a value that is none of the constants.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Token is one written word. Its offsets count bytes of the text it came from and stand at rune borders;
// Start < BaseEnd <= End.
type Token struct {
	// Start and End bound the whole written word, its apostrophe tail included ("İstanbul'daki").
	Start, End int
	// BaseEnd is where the base ends ("İstanbul"); it is End unless a tail was cut.
	BaseEnd int
	Kind    Kind
	// Position counts the tokens of the text from 0 in the order in which they are spoken: a sign behind its number
	// (25%) comes before it, a currency in front of its number ($500) behind it, and the parts of 1999-08-17 are
	// day, month and year. Every position up to the last occurs once.
	Position int
}

// Tokens yields the tokens of text in order, without overlap, until yield returns false. It takes time linear in
// len(text) and does not allocate.
func Tokens(text string, yield func(Token) bool) {
	s := scanner{text: text}
	for {
		t, ok := s.next()
		if !ok || !yield(t) {
			return
		}
	}
}

// scanner walks over a text, one token at a time.
type scanner struct {
	text     string
	pos      int
	position int
	// looseEnd is the end of a chain of digits and separators that is no number, whose groups are numbers of their own.
	looseEnd int
	// clockEnd is the end of the last time of day that was written with a dot.
	clockEnd int
	// queue holds, in its first queued places, the tokens that follow the one made last; see wait.
	queue  [3]Token
	queued int
}

// next returns the next token; false at the end of the text.
func (s *scanner) next() (Token, bool) {
	if s.queued > 0 {
		return s.unqueue(), true
	}
	for s.pos < len(s.text) {
		if s.text[s.pos] == ' ' {
			s.pos++
			continue
		}
		r, size := s.rune(s.pos)
		var t Token
		ok := false
		switch {
		case r < utf8.RuneSelf && classes[r]&isDigitClass != 0:
			t, ok = s.withPercent(s.number()), true
		case isCore(r):
			t, ok = s.word(s.pos), true
			if s.isCurrencyCode(t) {
				t = s.withCurrency(t)
			}
		case r == '#', r == '@', r == '＃', r == '＠':
			t, ok = s.tag(size)
		case isPercentSign(r):
			t, ok = s.percent(size)
		case isCurrencySign(r):
			t, ok = s.currency(size)
		}
		if !ok {
			s.pos += size
			continue
		}
		t.Position += s.position
		for i := range s.queued {
			s.queue[i].Position += s.position
		}
		s.position += 1 + s.queued
		return t, true
	}
	return Token{}, false
}

func (s *scanner) rune(at int) (rune, int) {
	if at >= len(s.text) {
		return utf8.RuneError, 0
	}
	if c := s.text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[at:])
}

// before returns the rune that ends at at, RuneError at the head of the text.
func (s *scanner) before(at int) rune {
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return r
}

// coreAt reports whether a letter or digit begins at at.
func (s *scanner) coreAt(at int) bool {
	r, size := s.rune(at)
	return size > 0 && isCore(r)
}

func (s *scanner) digitAt(at int) bool { return at >= 0 && at < len(s.text) && isDigit(s.text[at]) }

// run returns the end of the letters, digits and marks that begin at at; invisible signs inside are stepped over.
func (s *scanner) run(at int) int {
	end := at
	for at < len(s.text) {
		if c := s.text[at]; c < utf8.RuneSelf {
			if classes[c]&(isLetterClass|isDigitClass) == 0 {
				break
			}
			at++
			end = at
			continue
		}
		r, size := s.rune(at)
		at += size
		if isCore(r) || isMark(r) {
			end = at
		} else if !isIgnorable(r) {
			break
		}
	}
	return end
}

// emit returns the token from start to end after looking for a tail, and moves on behind it.
func (s *scanner) emit(kind Kind, start, end int) Token {
	t := Token{Start: start, End: end, BaseEnd: end, Kind: kind}
	if tailEnd := s.tail(start, end); tailEnd > 0 {
		t.End = tailEnd
	}
	s.pos = t.End
	return t
}

// tail returns the end of the endings written behind the base that ends at end: after an apostrophe, with one sign
// before it at most (T.'nin, (AB)'ye), or after a closing quote alone (“Barış”ı). It returns 0 when there are none.
func (s *scanner) tail(start, end int) int {
	at := end
	r, size := s.rune(at)
	closed, quoted := false, false
	if size > 0 && (isClosingQuote(r) || isClosingSign(r)) {
		at, closed, quoted = at+size, true, isClosingQuote(r)
	} else if r == '\'' && s.text[at:min(at+2, len(s.text))] == "''" {
		at, closed, quoted = at+2, true, true
	}
	marked := false
	if r, size = s.rune(at); size > 0 && IsApostrophe(r) {
		at, marked = at+size, true
	}
	if !marked && !quoted || !s.coreAt(at) {
		return 0
	}
	tailEnd := s.run(at)
	tail := s.text[at:tailEnd]
	if len(tail) > 4*maxEndingLetters || !marked && utf8.RuneCountInString(tail) > 4 {
		return 0
	}
	if r, size = s.rune(tailEnd); closed && size > 0 && IsApostrophe(r) && s.coreAt(tailEnd+size) {
		return 0
	}
	if !isTail(s.text[start:end], tail) {
		return 0
	}
	return tailEnd
}

func isClosingQuote(r rune) bool {
	switch r {
	case '"', '”', '“', '»', '«', '„', '″', '＂', '›', '‟':
		return true
	}
	return false
}

func isClosingSign(r rune) bool {
	switch r {
	case ')', ']', '.', '?', '!', '…', '+':
		return true
	}
	return false
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }
