package turkish

import (
	"errors"
	"fmt"
)

// base is what the days of an expression are reckoned from.
type base uint8

const (
	noBase base = iota
	// calendarBase is a date, a month, a year or a weekday.
	calendarBase
	// dayBase is a number of days from today.
	dayBase
	// shiftBase is a week, month or year before or after the present one.
	shiftBase
	// agoBase is a distance from now.
	agoBase
	// lastBase is a stretch of time up to now.
	lastBase
	// momentBase is now or just before it.
	momentBase
)

// expression is one end of a range or a whole text, its words sorted into places.
type expression struct {
	base base
	// year, month and day are those of a date, 0 where not given; lone is a number that only the other end explains.
	year, month, day, lone int
	// weekday is 1 for Monday to 7, 0 when not given.
	weekday int
	// shift says how far a shiftBase, a weekday or a month is from the present one; isShifted that it was said.
	shift     int
	isShifted bool
	// unit and n measure a shiftBase, agoBase or lastBase; n is negative in the past, in seconds for times.
	unit      unit
	n         int
	isWeekend bool

	clock    clockTime
	hasClock bool
	part     part
	isSince  bool
}

// readParts returns the one expression or the two ends of the range that items are.
func readParts(items []item) ([]*expression, error) {
	if len(items) == 0 {
		return nil, errors.New("it is empty")
	}
	items = spellRange(items)
	var parts []*expression
	start, ranged := 0, false
	for at := 0; at <= len(items); at++ {
		if at < len(items) && items[at].kind != dashItem && items[at].kind != dotsItem {
			continue
		}
		e, err := readExpression(items[start:at])
		if err != nil {
			return nil, err
		}
		if n := len(parts); n == 0 || ranged || !parts[n-1].join(e) {
			parts = append(parts, e)
		}
		ranged = at < len(items) && items[at].kind == dotsItem
		start = at + 1
	}
	if len(parts) > 2 {
		return nil, errors.New("a range has two ends")
	}
	return parts, nil
}

// spellRange replaces the words of "1 Mayıs ile 3 Mayıs arası" by the sign of a range.
func spellRange(items []item) []item {
	last := len(items) - 1
	if items[last].meaning != meansBetween {
		return items
	}
	for i := range items[:last] {
		if items[i].meaning == meansAnd {
			items[i].kind = dotsItem
			return items[:last]
		}
	}
	return items
}

// join adds to e what stands behind a hyphen and is no end of a range: the time of its day, its weekday, or the day of
// its time. It reports whether it did.
func (e *expression) join(next *expression) bool {
	switch {
	case next.isBare() && next.hasClock && e.hasDay() && !e.hasClock:
		e.clock, e.hasClock = next.clock, true
	case next.hasDay() && !next.hasClock && e.isBare() && e.hasClock:
		clock := e.clock
		*e = *next
		e.clock, e.hasClock = clock, true
	case next.weekday > 0 && next.day == 0 && e.day > 0 && e.weekday == 0 && !next.isShifted:
		e.weekday = next.weekday
		if next.hasClock && !e.hasClock {
			e.clock, e.hasClock = next.clock, true
		}
	default:
		return false
	}
	return true
}

// isBare reports whether e says nothing about the day.
func (e *expression) isBare() bool { return e.base == noBase && e.lone == 0 }

// hasDay reports whether e names one day.
func (e *expression) hasDay() bool {
	switch e.base {
	case calendarBase:
		return e.day > 0 || e.weekday > 0
	case shiftBase:
		return e.weekday > 0 || e.day > 0
	case agoBase:
		return e.unit >= unitDay
	}
	return e.base == dayBase
}

// claim sets the base of e; an expression has one.
func (e *expression) claim(b base, text string) error {
	if e.base != noBase && e.base != b {
		return fmt.Errorf("%q does not go with what is before it", text)
	}
	e.base = b
	return nil
}

// fill sets a place that is still empty to a value from 1.
func fill(place *int, value int, text string) error {
	if *place != 0 {
		return fmt.Errorf("%q says again what is there already", text)
	}
	if value < 1 {
		return fmt.Errorf("%q is not from 1", text)
	}
	*place = value
	return nil
}

func (e *expression) setMonth(month int, text string) error {
	if e.base != shiftBase || e.unit != unitYear {
		if err := e.claim(calendarBase, text); err != nil {
			return err
		}
	}
	return fill(&e.month, month, text)
}

func (e *expression) setWeekday(weekday int, text string) error {
	if e.base != shiftBase || e.unit != unitWeek {
		if err := e.claim(calendarBase, text); err != nil {
			return err
		}
	}
	return fill(&e.weekday, weekday, text)
}

func (e *expression) setYear(year int, text string) error {
	if err := e.claim(calendarBase, text); err != nil {
		return err
	}
	return fill(&e.year, year, text)
}

func (e *expression) setDay(offset int, text string) error {
	if e.base != noBase {
		return fmt.Errorf("%q does not go with what is before it", text)
	}
	e.base, e.n = dayBase, offset
	return nil
}

func (e *expression) setClock(c clockTime, text string) error {
	if e.hasClock {
		return fmt.Errorf("%q is a second time of day", text)
	}
	e.clock, e.hasClock = c, true
	return c.check()
}

func (e *expression) setPart(p part, text string) error {
	if e.part != noPart {
		return fmt.Errorf("%q is a second part of the day", text)
	}
	e.part = p
	return nil
}
