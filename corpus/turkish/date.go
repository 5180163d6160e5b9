package turkish

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

// small reads one or two digits at at; next is at when there is none or more follow.
func (s *scanner) small(at int) (value, next int) {
	next = at
	for s.digitAt(next) {
		if next-at == 2 {
			return 0, at
		}
		value = value*10 + int(s.text[next]-'0')
		next++
	}
	return value, next
}

// dateParts returns the first of the three parts of the date from start to end and queues the other two.
func (s *scanner) dateParts(start, end int) Token {
	whole := s.emit(Date, start, end)
	first := s.digitsEnd(start)
	second := s.digitsEnd(first + 1)
	parts := [...]Token{
		{Start: start, End: first, BaseEnd: first, Kind: Date},
		{Start: first + 1, End: second, BaseEnd: second, Kind: Month, Position: 1},
		{Start: second + 1, End: whole.End, BaseEnd: end, Kind: Date, Position: 2},
	}
	if first-start == len("1999") {
		parts[0].Position, parts[2].Position = 2, 0
	}
	s.wait(parts[1])
	s.wait(parts[2])
	return parts[0]
}

// isPaddedDay reports whether the digits from start to end are a day with a zero in front of it, and the name of a
// month stands behind it.
func (s *scanner) isPaddedDay(start, end int) bool {
	if end-start != 2 || s.text[start] != '0' || s.text[start+1] == '0' {
		return false
	}
	name := s.pass(end)
	return name > end && s.coreAt(name) && monthNumber(s.text[name:s.run(name)]) > 0
}

// months are the names of the months in Turkish.
var months = [...]string{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim",
	"kasım", "aralık"}

// monthNumber returns 1 to 12 for the name of a month in either case and any spelling, 0 for anything else.
func monthNumber(name string) int {
	var buf [maxEndingLetters]byte
	if len(name) > len(buf) {
		return 0
	}
	letters, ok := foldTail(&buf, name)
	if !ok {
		return 0
	}
	switch string(letters) {
	case "ocak":
		return 1
	case "subat":
		return 2
	case "mart":
		return 3
	case "nisan":
		return 4
	case "mayis":
		return 5
	case "haziran":
		return 6
	case "temmuz":
		return 7
	case "agustos":
		return 8
	case "eylul":
		return 9
	case "ekim":
		return 10
	case "kasim":
		return 11
	case "aralik":
		return 12
	}
	return 0
}

// monthTerm returns the name of the month that base, one or two digits, numbers.
func monthTerm(base string) string {
	n := 0
	for i := range len(base) {
		n = n*10 + int(base[i]-'0')
	}
	return months[(n+len(months)-1)%len(months)]
}
