package turkish

import (
	"unicode"
	"unicode/utf8"
)

// maxCodeLetters is the longest letter part of a name like COVID-19; longer words are joined with scores and years.
const maxCodeLetters = 6

// word returns the token that begins with the letter (or, for 4x4, the digit) at start.
func (s *scanner) word(start int) Token {
	end := s.run(start)
	if end < len(s.text) && (s.text[end] == ' ' || s.text[end] == ',') {
		s.pos = end // nothing ties two words over them
		return Token{Start: start, End: end, BaseEnd: end, Kind: Word}
	}
	if t, ok := s.link(start); ok {
		return t
	}
	if end < len(s.text) {
		if t, ok := s.address(start, end); ok {
			return t
		}
		if abbreviation := s.abbreviation(start, end); abbreviation > 0 {
			return s.emit(Word, start, abbreviation)
		}
		end = s.joined(start, end)
	}
	return s.apostrophes(start, end)
}

// apostrophes returns the word from start to end with all that apostrophes tie to it, the tail after the last one cut
// when it is made of endings.
func (s *scanner) apostrophes(start, end int) Token {
	baseEnd, tailStart := end, 0
	for {
		r, size := s.rune(end)
		if size == 0 || !IsApostrophe(r) || !s.coreAt(end+size) {
			break
		}
		baseEnd, tailStart = end, end+size
		end = s.run(tailStart)
	}
	if tailStart > 0 && isTail(s.text[start:baseEnd], s.text[tailStart:end]) {
		s.pos = end
		return Token{Start: start, End: end, BaseEnd: baseEnd, Kind: Word}
	}
	return s.emit(Word, start, end)
}

// abbreviation returns the end of single letters with dots between them (T.C., A.B.D); 0 when start begins none. The
// last dot belongs to it.
func (s *scanner) abbreviation(start, end int) int {
	if s.text[end] != '.' || !s.isSingleLetter(start, end) {
		return 0
	}
	letters := 1
	for end < len(s.text) && s.text[end] == '.' && s.coreAt(end+1) {
		next := s.run(end + 1)
		if !s.isSingleLetter(end+1, next) {
			break
		}
		end = next
		letters++
	}
	if letters < 2 {
		return 0
	}
	if end < len(s.text) && s.text[end] == '.' {
		end++
	}
	return end
}

// isSingleLetter reports whether one letter, marks aside, stands from start to end.
func (s *scanner) isSingleLetter(start, end int) bool {
	letters := 0
	for _, r := range s.text[start:end] {
		if unicode.IsLetter(r) {
			letters++
		} else if !isMark(r) && !isIgnorable(r) {
			return false
		}
		if letters > 1 {
			return false
		}
	}
	return letters == 1
}

// joined returns the end of the word when a hyphen ties another part to the one that ends at end: a single letter and a
// word (e-posta), or up to maxCodeLetters letters and a short number (F-16, COVID-19). Otherwise it returns end.
func (s *scanner) joined(start, end int) int {
	hyphen, size := s.rune(end)
	if !isHyphen(hyphen) || isHyphen(s.before(start)) || !s.coreAt(end+size) {
		return end
	}
	at := end + size
	if s.digitAt(at) {
		if isCodeLetters(s.text[start:end]) {
			if number := s.codeNumber(at); number > 0 {
				return number
			}
		}
		return end
	}
	if !s.isSingleLetter(start, end) {
		return end
	}
	next := s.run(at)
	if s.isSingleLetter(at, next) {
		return end
	}
	return next
}

// isCodeLetters reports whether part is 1 to maxCodeLetters letters and nothing else but marks, and not the name of a
// month, which stands in ranges of dates ("28 Ocak-3 Mart").
func isCodeLetters(part string) bool {
	if len(part) > 4*maxCodeLetters || isShortMonth(part) {
		return false
	}
	letters := 0
	for _, r := range part {
		if unicode.IsLetter(r) {
			letters++
		} else if !isMark(r) && !isIgnorable(r) {
			return false
		}
	}
	return letters > 0 && letters <= maxCodeLetters
}

// isShortMonth reports whether part is a month of maxCodeLetters letters or fewer, in either case and any spelling.
func isShortMonth(part string) bool {
	var buf [maxEndingLetters]byte
	letters, ok := foldTail(&buf, part)
	if !ok {
		return false
	}
	switch string(letters) {
	case "ocak", "subat", "mart", "nisan", "mayis", "temmuz", "eylul", "ekim", "kasim", "aralik":
		return true
	}
	return false
}

// codeNumber returns the end of the number part of a name like F-16 that begins at at: one to four digits, not a
// year of 1900 to 2099, one letter behind at most (F-16C), no decimals or minutes. It returns 0 for anything else.
func (s *scanner) codeNumber(at int) int {
	end := at
	for s.digitAt(end) && end-at <= 4 {
		end++
	}
	digits := end - at
	if digits > 4 || digits == 4 && (s.text[at:at+2] == "19" || s.text[at:at+2] == "20") {
		return 0
	}
	if end < len(s.text) {
		switch s.text[end] {
		case '.', ',', ':', '/':
			if s.digitAt(end + 1) {
				return 0
			}
		}
	}
	if !s.coreAt(end) {
		return end
	}
	if r, size := s.rune(end); r < utf8.RuneSelf && !s.coreAt(end+size) {
		return end + size
	}
	return 0
}
