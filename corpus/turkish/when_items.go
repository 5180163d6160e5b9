package turkish

import "fmt"

// itemKind is the kind of an item.
type itemKind uint8

const (
	wordItem itemKind = iota
	numberItem
	dateItem
	monthItem
	clockItem
	dottedItem
	dashItem
	dotsItem
)

// item is a word, a number, a date or time in digits, or a sign between the two ends of a range.
type item struct {
	kind itemKind
	whenWord
	// text is how it was written, folded; of a date or time the first number.
	text string
	// digits is how many a number has, 0 when it is a word.
	digits int
	// year, month and day are of a date.
	year, month, day int
	clock            clockTime
}

// clockTime is a time of day, unit its smallest part that was given.
type clockTime struct {
	hour, minute, second int
	unit                 unit
}

func readItems(lexemes []lexeme) ([]item, error) {
	var items []item
	for at := 0; at < len(lexemes); {
		made, used, err := readItem(lexemes[at:])
		if err != nil {
			return nil, err
		}
		at += used
		if made.text == "" {
			continue
		}
		if n := len(items); made.meaning == meansNumber {
			if n > 0 && items[n-1].meaning == meansNumber && items[n-1].n%10 == 0 && items[n-1].n > 0 && made.n < 10 {
				items[n-1].n += made.n
				continue
			}
			made.kind = numberItem
		}
		items = append(items, made)
	}
	return items, nil
}

// readItem returns the item at the head of lexemes, one without text for what says nothing, and how many it takes.
func readItem(lexemes []lexeme) (made item, used int, err error) {
	l := lexemes[0]
	switch {
	case l.digits > 0:
		made, used, err = readDigits(lexemes)
		if err != nil {
			return made, 0, err
		}
		made.text = l.text
		return made, used + glueTail(made, lexemes[used:]), nil
	case l.isWord():
		found, ok := findWord(l.text)
		if !ok {
			return made, 0, fmt.Errorf("%q is not understood", l.text)
		}
		return item{whenWord: found, text: l.text}, 1, nil
	case l.text == "-":
		return item{kind: dashItem, text: l.text}, 1, nil
	case l.text == "..":
		return item{kind: dotsItem, text: l.text}, 1, nil
	case l.text == ",", l.text == "." && (len(lexemes) == 1 || !lexemes[1].glued):
		return item{}, 1, nil
	}
	return made, 0, fmt.Errorf("%q is not understood here", l.text)
}

// glueTail returns 1 when an ending is written against digits (2025'te), or the T of ISO 8601 stands between a date and
// a time.
func glueTail(before item, rest []lexeme) int {
	if len(rest) == 0 || !rest[0].glued || !rest[0].isWord() {
		return 0
	}
	if rest[0].text == "t" {
		if before.kind == dateItem && len(rest) > 1 && rest[1].glued && rest[1].digits > 0 {
			return 1
		}
		return 0
	}
	if _, isWord := whenWords[rest[0].text]; !isWord && whenTails[rest[0].text] {
		return 1
	}
	return 0
}

// readDigits returns the longest item of numbers and signs without blanks: a date, a month, a time, or one number.
func readDigits(lexemes []lexeme) (made item, used int, err error) {
	group := func(i int, sign string) (lexeme, bool) {
		if 2*i < len(lexemes) && lexemes[2*i-1].text == sign && lexemes[2*i-1].glued && lexemes[2*i].glued &&
			lexemes[2*i].digits > 0 {
			return lexemes[2*i], true
		}
		return lexeme{}, false
	}
	first := lexemes[0]
	for _, sign := range [...]string{".", "/", "-"} {
		second, ok := group(1, sign)
		if !ok {
			continue
		}
		if third, ok := group(2, sign); ok {
			made, err = digitDate(first, second, third)
			return made, 5, err
		}
		switch {
		case sign != "." && first.digits == 4 && second.digits == 2,
			sign != "-" && first.digits <= 2 && second.digits == 4:
			made, err = digitMonth(first, second)
			return made, 3, err
		case sign == "." && first.digits <= 2 && second.digits == 2:
			made, err = digitClock(dottedItem, unitMinute, first, second, lexeme{})
			return made, 3, err
		case sign != "-":
			return made, 0, fmt.Errorf("%s%s%s is not understood", first.text, sign, second.text)
		}
	}
	if second, ok := group(1, ":"); ok {
		if third, ok := group(2, ":"); ok {
			made, err = digitClock(clockItem, unitSecond, first, second, third)
			return made, 5, err
		}
		made, err = digitClock(clockItem, unitMinute, first, second, lexeme{})
		return made, 3, err
	}
	return item{kind: numberItem, whenWord: whenWord{n: first.value}, digits: first.digits}, 1, nil
}

func digitDate(first, second, third lexeme) (item, error) {
	year, day := third, first
	if first.digits == 4 {
		year, day = first, third
	}
	if year.digits != 4 || day.digits > 2 || second.digits > 2 {
		return item{}, fmt.Errorf("the year of %s.%s.%s needs four digits, its day and month at most two",
			first.text, second.text, third.text)
	}
	made := item{kind: dateItem, year: year.value, month: second.value, day: day.value}
	return made, checkDate(made.year, made.month, made.day)
}

func digitMonth(first, second lexeme) (item, error) {
	if second.digits == 4 {
		first, second = second, first
	}
	made := item{kind: monthItem, year: first.value, month: second.value}
	return made, checkDate(made.year, made.month, 1)
}

func digitClock(kind itemKind, smallest unit, first, second, third lexeme) (item, error) {
	made := clockTime{first.value, second.value, third.value, smallest}
	if first.digits > 2 || second.digits != 2 || third.digits > 2 || smallest == unitSecond && third.digits != 2 {
		return item{}, fmt.Errorf("the time %s:%s is not understood; write it like 15:09", first.text, second.text)
	}
	return item{kind: kind, clock: made}, made.check()
}

func (c clockTime) check() error {
	if c.hour > 24 || c.minute > 59 || c.second > 59 || c.hour == 24 && c.minute+c.second > 0 {
		return fmt.Errorf("there is no time %d:%02d:%02d", c.hour, c.minute, c.second)
	}
	return nil
}

// checkDate says whether a date is in the calendar.
func checkDate(year, month, day int) error {
	switch {
	case year < leastYear || year > mostYear:
		return fmt.Errorf("the year %d is outside %d to %d", year, leastYear, mostYear)
	case month < 1 || month > 12:
		return fmt.Errorf("there is no month %d", month)
	case day < 1 || day > daysIn(year, month):
		return fmt.Errorf("%s %d has no day %d", months[month-1], year, day)
	}
	return nil
}
