package turkish

import (
	"unicode"
	"unicode/utf8"
)

// maxGroups is the most groups of digits a number, date or time has ("999.999.999.999.999.999,99").
const maxGroups = 8

// number returns the token that begins with the ASCII digit at the current position: a date, a time, a number, or a
// word like 4x4.
func (s *scanner) number() Token {
	start := s.pos
	if start < s.looseEnd {
		return s.digits(start, s.digitsEnd(start), false)
	}
	if end := s.date(start); end > 0 {
		return s.dateParts(start, end)
	}
	if end := s.clock(start); end > 0 {
		return s.emit(Time, start, end)
	}
	if end := s.dottedClock(start); end > 0 {
		s.clockEnd = end
		return s.emit(Time, start, end)
	}
	first := s.digitsEnd(start)
	if s.isPaddedDay(start, first) {
		return s.emit(Date, start, first)
	}
	if t, ok := s.address(start, s.run(first)); ok {
		return t
	}
	end := s.chain(start)
	if end > first && parseNumber(s.text[start:end]) == plainNumber {
		s.looseEnd = end
		end = first
	}
	return s.digits(start, end, end > first)
}

// digits returns the number from start to end and decides about the letters behind it: a unit is a word of its own
// (500TL), endings are a tail (3üncü), anything else makes one word of both (4x4, 3D) unless the number is formatted.
func (s *scanner) digits(start, end int, formatted bool) Token {
	if !s.coreAt(end) {
		return s.emit(Number, start, end)
	}
	runEnd := s.run(end)
	letters := s.text[end:runEnd]
	switch {
	case isUnit(letters):
		s.pos = end
		return Token{Start: start, End: end, BaseEnd: end, Kind: Number}
	case isGluedTail(s.text[start:end], letters):
		s.pos = runEnd
		return Token{Start: start, End: runEnd, BaseEnd: end, Kind: Number}
	case formatted:
		s.pos = end
		return Token{Start: start, End: end, BaseEnd: end, Kind: Number}
	}
	return s.apostrophes(start, runEnd)
}

// isGluedTail reports whether letters, written against digits without an apostrophe, are endings: lower case
// (5000CE is a name) and more than one letter (5e).
func isGluedTail(digits, letters string) bool {
	first, size := utf8.DecodeRuneInString(letters)
	if size == len(letters) || len(letters) > 4*maxEndingLetters || unicode.IsUpper(first) {
		return false
	}
	return isTail(digits, letters)
}

// isUnit reports whether letters are a unit or a number word that newsrooms write against a number (500TL, 10km).
func isUnit(letters string) bool {
	if len(letters) > 8 {
		return false
	}
	var buf [maxEndingLetters]byte
	folded, ok := foldTail(&buf, letters)
	if !ok {
		return false
	}
	switch string(folded) {
	case "tl", "usd", "eur", "gbp", "try", "lira", "dolar", "euro", "avro", "sterlin", "krs",
		"km", "m", "cm", "mm", "kg", "gr", "mg", "lt", "ml", "ha", "w", "kw", "mw",
		"gw", "kwh", "mwh", "kb", "mb", "gb", "tb", "hz", "mhz", "ghz", "mah", "hp", "dk", "sn", "bin", "milyon",
		"milyar", "trilyon":
		return true
	}
	return false
}

func (s *scanner) digitsEnd(at int) int {
	for s.digitAt(at) {
		at++
	}
	return at
}

// chain returns the end of the groups of digits that dots and commas tie to the one at start.
func (s *scanner) chain(start int) int {
	end := s.digitsEnd(start)
	for end < len(s.text) && (s.text[end] == '.' || s.text[end] == ',') && s.digitAt(end+1) {
		end = s.digitsEnd(end + 1)
	}
	return end
}

// numberForm is how a chain of digit groups is to be read.
type numberForm uint8

const (
	plainNumber numberForm = iota // no number as a whole
	dotThousands
	commaThousands
	decimal
)

// parseNumber says how chain, groups of digits with single dots and commas between them, is to be read. One separator
// before exactly three digits is a thousands dot when it is a dot, and a decimal comma when it is a comma.
func parseNumber(chain string) numberForm {
	var sizes [maxGroups]int
	var separators [maxGroups]byte
	groups := 0
	for i := 0; i < len(chain); i++ {
		if isDigit(chain[i]) {
			sizes[groups]++
			continue
		}
		separators[groups] = chain[i]
		if groups++; groups == maxGroups {
			return plainNumber
		}
	}
	if groups == 0 {
		return plainNumber
	}
	last := separators[groups-1]
	thousands := sizes[0] <= 3 && chain[0] != '0'
	for i := 1; i < groups; i++ {
		thousands = thousands && sizes[i] == 3 && (i == groups-1 || separators[i] == separators[0])
	}
	for i := 1; i < groups-1; i++ {
		thousands = thousands && separators[i] == separators[0]
	}
	switch {
	case thousands && last == '.' && separators[0] == '.' && sizes[groups] == 3:
		return dotThousands
	case thousands && last == ',' && separators[0] == ',' && sizes[groups] == 3 && groups > 1:
		return commaThousands
	case thousands && groups > 1 && last == ',' && separators[0] == '.':
		return dotThousands
	case thousands && groups > 1 && last == '.' && separators[0] == ',':
		return commaThousands
	case groups == 1:
		return decimal
	}
	return plainNumber
}

// appendNumber appends the canonical spelling of a number to dst: no thousands signs, a decimal point.
func appendNumber(dst []byte, written string) []byte {
	form := parseNumber(written)
	for i := 0; i < len(written); i++ {
		switch c := written[i]; {
		case isDigit(c):
			dst = append(dst, c)
		case form == decimal, form == dotThousands && c == ',', form == commaThousands && c == '.':
			dst = append(dst, '.')
		}
	}
	return dst
}
