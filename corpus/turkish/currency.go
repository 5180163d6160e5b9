package turkish

import "strings"

func isCurrencySign(r rune) bool { return r == '$' || r == '₺' || r == '€' || r == '£' }

// currencyTerm returns the one word for a currency whose sign or code is written, "" when it is none.
func currencyTerm(written string) string {
	switch written {
	case "₺":
		return "lira"
	case "$":
		return "dolar"
	case "€":
		return "euro"
	case "£":
		return "sterlin"
	}
	for _, c := range [...]struct{ code, term string }{
		{"tl", "lira"}, {"try", "lira"}, {"usd", "dolar"}, {"eur", "euro"}, {"avro", "euro"}, {"gbp", "sterlin"},
	} {
		if len(written) == len(c.code) && equalASCIIFold(written, c.code) {
			return c.term
		}
	}
	return ""
}

// currency returns the sign at the current position as a token when a number stands beside it, one blank away at most.
// A sign between two numbers belongs to the one that it touches, else to the one before it.
func (s *scanner) currency(size int) (Token, bool) {
	end := s.pos + size
	switch behind, ahead := s.isBehindAmount(s.pos), s.digitAt(s.pass(end)); {
	case ahead && (!behind || s.digitAt(end) && !s.digitAt(s.pos-1)):
		return s.leading(Token{Start: s.pos, End: end, BaseEnd: end, Kind: Currency}), true
	case behind:
		return s.emit(Currency, s.pos, end), true
	}
	return Token{}, false
}

// isBehindAmount reports whether a number or the word of its scale ends before at, one blank away at most.
func (s *scanner) isBehindAmount(at int) bool {
	end := s.passBack(at)
	if s.digitAt(end - 1) {
		return true
	}
	for _, scale := range scales {
		if strings.HasSuffix(s.text[:end], scale) && !s.isInsideWord(end-len(scale)) {
			return true
		}
	}
	return false
}

// isCurrencyCode reports whether t is a word that names a currency, perhaps beside a number only.
func (s *scanner) isCurrencyCode(t Token) bool {
	size := t.BaseEnd - t.Start
	if t.Kind != Word || size < len("tl") || size > len("avro") {
		return false
	}
	switch s.text[t.Start] {
	case 't', 'T', 'u', 'U', 'e', 'E', 'a', 'A', 'g', 'G':
		return currencyTerm(s.text[t.Start:t.BaseEnd]) != ""
	}
	return false
}

// withCurrency returns word, a code that was made last, as a currency. TRY must be in capitals beside a number. A code
// in front of a number is spoken behind it, unless it is one of a pair (USD/TRY 40,5).
func (s *scanner) withCurrency(word Token) Token {
	code := s.text[word.Start:word.BaseEnd]
	behind := s.isBehindAmount(word.Start)
	ahead := !behind && word.BaseEnd == word.End && s.digitAt(s.pass(word.End)) && s.before(word.Start) != '/'
	if equalASCIIFold(code, "try") && (code != "TRY" || !behind && !ahead) {
		return word
	}
	word.Kind = Currency
	if ahead && code != "avro" {
		return s.leading(word)
	}
	return word
}

// leading returns the currency sign, behind which a number begins, and queues that number with the word of its scale:
// $1,5 milyon is spoken 1,5 milyon dolar.
func (s *scanner) leading(sign Token) Token {
	s.pos = s.pass(sign.End)
	number := s.number()
	if number.Kind != Number || s.queued > 0 {
		return s.unspoken(sign, number)
	}
	sign.Position = 1
	s.wait(number)
	if number.BaseEnd < number.End {
		return sign
	}
	if at := s.pass(number.End); s.coreAt(at) && isScale(s.text[at:s.run(at)]) {
		scale := s.word(at)
		scale.Position, sign.Position = 1, 2
		s.wait(scale)
	}
	return sign
}

// unspoken returns sign and queues first and the tokens in the queue behind it, all as written.
func (s *scanner) unspoken(sign, first Token) Token {
	first.Position++
	for i := range s.queued {
		s.queue[i].Position++
	}
	copy(s.queue[1:], s.queue[:s.queued])
	s.queue[0] = first
	s.queued++
	return sign
}

// scales are the powers of a thousand as newsrooms spell them between a number and a currency.
var scales = [...]string{"bin", "milyon", "milyar", "trilyon", "Bin", "Milyon", "Milyar", "Trilyon", "BİN", "MİLYON",
	"MİLYAR", "TRİLYON"}

func isScale(word string) bool {
	for _, scale := range scales {
		if word == scale {
			return true
		}
	}
	return false
}
