package turkish

import "unicode/utf8"

// clock returns the end of the time of day (15:09, 9:05, 15:09:30) at start, 0 when there is none.
func (s *scanner) clock(start int) int {
	hour, end := s.small(start)
	if end == start || hour > 24 {
		return 0
	}
	for part := range 2 {
		if end >= len(s.text) || s.text[end] != ':' {
			if part == 0 {
				return 0
			}
			break
		}
		value, next := s.small(end + 1)
		if next != end+3 || value > 59 {
			return 0
		}
		end = next
	}
	if s.coreAt(end) || end < len(s.text) && s.text[end] == ':' && s.digitAt(end+1) {
		return 0
	}
	return end
}

// dottedClock returns the end of the time of day with a dot (15.09) at start, 0 when there is none. Only the words saat
// and saatler before it, or another such time and a hyphen, tell it from a number.
func (s *scanner) dottedClock(start int) int {
	hour, end := s.small(start)
	if end == start || hour > 24 || end >= len(s.text) || s.text[end] != '.' {
		return 0
	}
	minute, next := s.small(end + 1)
	if next != end+3 || minute > 59 || s.coreAt(next) || next < len(s.text) && s.text[next] == '.' && s.digitAt(next+1) {
		return 0
	}
	if !s.isAfterClock(start) && !s.isAfterHourWord(start) {
		return 0
	}
	return next
}

func (s *scanner) isAfterClock(at int) bool {
	if s.clockEnd == 0 || at <= s.clockEnd || at-s.clockEnd > len(" – ") {
		return false
	}
	first := s.pass(s.clockEnd)
	r, size := s.rune(first)
	return (isHyphen(r) || r == '–') && s.pass(first+size) == at
}

// isAfterHourWord reports whether the word saat or saatler, with a colon behind it or not, ends before at.
func (s *scanner) isAfterHourWord(at int) bool {
	end := s.passBack(at)
	if s.before(end) == ':' {
		end--
	}
	start := end
	for start > 0 && end-start <= len("saatler") && s.text[start-1] < utf8.RuneSelf && classes[s.text[start-1]] != 0 {
		start--
	}
	if s.isInsideWord(start) {
		return false
	}
	word := s.text[start:end]
	return len(word) == len("saat") && equalASCIIFold(word, "saat") ||
		len(word) == len("saatler") && equalASCIIFold(word, "saatler")
}

// isInsideWord reports whether a letter, digit or mark ends at at.
func (s *scanner) isInsideWord(at int) bool {
	r := s.before(at)
	return at > 0 && (isCore(r) || isMark(r))
}

// appendClock appends a time of day with two digits for the hour and colons to dst.
func appendClock(dst []byte, written string) []byte {
	if len(written) > 1 && !isDigit(written[1]) {
		dst = append(dst, '0')
	}
	for i := range len(written) {
		if c := written[i]; c != '.' {
			dst = append(dst, c)
		} else {
			dst = append(dst, ':')
		}
	}
	return dst
}
