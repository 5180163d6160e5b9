package turkish

// clock returns the end of the time of day (15:09, 9:05, 15:09:30) at start, 0 when there is none.
func (s *scanner) clock(start int) int {
	hour, end := s.small(start, 2)
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
		value, next := s.small(end+1, 2)
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

// date returns the end of the calendar date at start, 0 when there is none. Another group behind the same separator
// makes it a longer number; another separator ends it, so that ranges of dates are two dates.
func (s *scanner) date(start int) int {
	end := start
	var separator byte
	for part := range 3 {
		if part > 0 {
			if end >= len(s.text) || !isDateSeparator(s.text[end]) || part == 2 && s.text[end] != separator {
				return 0
			}
			separator = s.text[end]
			end++
		}
		for digits := 0; s.digitAt(end); digits++ {
			if digits == len("1999") {
				return 0
			}
			end++
		}
	}
	if _, _, _, ok := parseDate(s.text[start:end]); !ok {
		return 0
	}
	r, _ := s.rune(end)
	if s.digitAt(end + 1) {
		if r == 'T' {
			return end
		}
		if r == rune(separator) {
			return 0
		}
	}
	if s.coreAt(end) {
		return 0
	}
	return end
}

func isDateSeparator(c byte) bool { return c == '.' || c == '/' || c == '-' }

// parseDate reads a day of the calendar: D.M.YYYY with dots, slashes or hyphens, or YYYY-M-D; years from 1000.
func parseDate(written string) (year, month, day int, ok bool) {
	var values, sizes [3]int
	var separator byte
	part := 0
	for i := 0; i < len(written); i++ {
		c := written[i]
		if isDigit(c) {
			values[part] = values[part]*10 + int(c-'0')
			sizes[part]++
			continue
		}
		if part == 2 || part == 1 && c != separator || sizes[part] == 0 {
			return 0, 0, 0, false
		}
		separator = c
		part++
	}
	if part != 2 || sizes[1] == 0 || sizes[1] > 2 {
		return 0, 0, 0, false
	}
	switch {
	case sizes[0] == 4 && separator == '-' && sizes[2] >= 1 && sizes[2] <= 2:
		year, month, day = values[0], values[1], values[2]
	case sizes[2] == 4 && sizes[0] <= 2:
		year, month, day = values[2], values[1], values[0]
	default:
		return 0, 0, 0, false
	}
	return year, month, day, year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// small reads up to limit digits at at; next is at when there is none or more follow.
func (s *scanner) small(at, limit int) (value, next int) {
	next = at
	for s.digitAt(next) {
		if next-at == limit {
			return 0, at
		}
		value = value*10 + int(s.text[next]-'0')
		next++
	}
	return value, next
}

// appendPadded appends a number of 0 to 99 with two digits to dst.
func appendPadded(dst []byte, value int) []byte {
	return append(dst, byte('0'+value/10%10), byte('0'+value%10))
}

// appendDate appends a date that parseDate reads as YYYY-MM-DD to dst.
func appendDate(dst []byte, written string) []byte {
	year, month, day, _ := parseDate(written)
	dst = appendPadded(appendPadded(dst, year/100), year%100)
	dst = appendPadded(append(dst, '-'), month)
	return appendPadded(append(dst, '-'), day)
}

// appendClock appends a time of day with two digits for the hour to dst.
func appendClock(dst []byte, written string) []byte {
	if len(written) > 1 && written[1] == ':' {
		dst = append(dst, '0')
	}
	return append(dst, written...)
}
