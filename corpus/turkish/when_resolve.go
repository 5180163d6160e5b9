package turkish

import (
	"errors"
	"fmt"
	"time"
)

// justNow is how far az önce reaches back.
const justNow = 15 * time.Minute

// maxWeekdayYears is longer than any time in which a day of the year does not fall on a given weekday: 29 February
// does not for 40 years around a century without a leap year.
const maxWeekdayYears = 41

func (e *expression) resolve(r *reference) (when, error) {
	found, err := e.span(r)
	if err != nil || !e.isSince {
		return found, err
	}
	now, err := r.instant()
	return when{Span: Span{found.From, now.Add(time.Second)}}, err
}

// span returns what e names, isSince aside.
func (e *expression) span(r *reference) (when, error) {
	switch {
	case e.lone > 0:
		return when{}, fmt.Errorf("the number %d is not understood alone", e.lone)
	case e.base == momentBase || e.base == lastBase || e.base == agoBase && e.unit < unitDay:
		if e.hasClock || e.part != noPart {
			return when{}, errors.New("a time of day needs a day")
		}
		return e.nearNow(r)
	case e.isBare() && !e.hasClock && e.part == noPart:
		return when{}, errors.New("it names no time")
	}
	first, behind, err := e.days(r)
	if err != nil {
		return when{}, err
	}
	isDay := first.AddDate(0, 0, 1).Equal(behind)
	switch {
	case !isDay && (e.hasClock || e.part != noPart):
		return when{}, errors.New("a time of day needs a day")
	case e.hasClock:
		return e.onDay(first, r)
	case e.part != noPart:
		hours := partHours[e.part]
		return when{Span{hourOn(first, hours[0]), hourOn(first, hours[1])}, true}, nil
	}
	return when{Span{startOf(first), startOf(behind)}, isDay}, nil
}

// hourOn returns the instant of an hour of the day of date; those from 24 on are of the day after.
func hourOn(date time.Time, hour int) time.Time {
	date = date.AddDate(0, 0, hour/24)
	if hour%24 == 0 {
		return startOf(date)
	}
	return clockOn(date, hour%24, 0, 0)
}

// nearNow resolves what is measured from this instant and not from today.
func (e *expression) nearNow(r *reference) (when, error) {
	now, err := r.instant()
	if err != nil {
		return when{}, err
	}
	behind := now.Add(time.Second)
	switch {
	case e.base == momentBase:
		from := now.Add(time.Duration(e.n) * justNow)
		return when{Span{from, behind}, true}, nil
	case e.base == agoBase:
		at := now.Add(time.Duration(e.n) * time.Second)
		from, length := at, time.Second
		switch e.unit {
		case unitMinute:
			from, length = at.Add(-time.Duration(at.Second())*time.Second), time.Minute
		case unitHour:
			from, length = at.Add(-time.Duration(at.Second()+60*at.Minute())*time.Second), time.Hour
		}
		return when{Span{from, from.Add(length)}, true}, nil
	case e.unit < unitDay:
		return when{Span: Span{now.Add(time.Duration(e.n) * time.Second), behind}}, nil
	case e.unit == unitDay && e.n == -1:
		return when{Span: Span{now.Add(-24 * time.Hour), behind}}, nil
	}
	today := dateOf(now)
	first := e.distant(today).AddDate(0, 0, 1)
	return when{Span: Span{startOf(first), startOf(today.AddDate(0, 0, 1))}}, nil
}

// distant returns the day n units from today.
func (e *expression) distant(today time.Time) time.Time {
	switch e.unit {
	case unitWeek:
		return today.AddDate(0, 0, 7*e.n)
	case unitMonth:
		return addMonths(today, e.n)
	case unitYear:
		return addMonths(today, 12*e.n)
	}
	return today.AddDate(0, 0, e.n)
}

// onDay resolves a time of the day of date; one without a day that is still to come is yesterday's.
func (e *expression) onDay(date time.Time, r *reference) (when, error) {
	at := e.clockSpan(date)
	if e.isBare() && e.part == noPart && at.From.After(r.now) {
		at = e.clockSpan(date.AddDate(0, 0, -1))
	}
	return when{at, true}, nil
}

func (e *expression) clockSpan(date time.Time) Span {
	c := e.clock
	if c.hour == 24 || e.part == partNight && c.hour < 6 {
		date = date.AddDate(0, 0, 1)
		c.hour %= 24
	}
	from := clockOn(date, c.hour, c.minute, c.second)
	length := [...]time.Duration{unitSecond: time.Second, unitMinute: time.Minute, unitHour: time.Hour}[c.unit]
	return Span{from, from.Add(length)}
}

// days returns the first day that e names and the first behind them, as midnights in UTC.
func (e *expression) days(r *reference) (first, behind time.Time, err error) {
	if e.base == calendarBase && e.year > 0 {
		return e.calendar(e.year)
	}
	today, err := r.today()
	if err != nil {
		return today, today, err
	}
	switch e.base {
	case calendarBase:
		return e.nearest(today)
	case shiftBase:
		return e.shifted(today)
	case agoBase:
		first = e.distant(today)
	default:
		first = today.AddDate(0, 0, e.n)
		if e.part == partNight && e.isShifted && e.n == 0 && r.now.Hour() < partHours[partMorning][0] {
			first = first.AddDate(0, 0, -1)
		}
	}
	return first, first.AddDate(0, 0, 1), nil
}

// calendar resolves the month and day that e has in a year.
func (e *expression) calendar(year int) (first, behind time.Time, err error) {
	switch {
	case e.month == 0 && (e.day > 0 || e.weekday > 0):
		err = errors.New("a day in a year needs its month")
	case e.month == 0:
		first, behind = civil(year, 1, 1), civil(year+1, 1, 1)
	case e.day == 0 && e.weekday > 0:
		err = errors.New("a weekday in a month needs its day")
	case e.day == 0:
		first, behind = civil(year, e.month, 1), civil(year, e.month+1, 1)
	default:
		err = checkDate(year, e.month, e.day)
		first, behind = civil(year, e.month, e.day), civil(year, e.month, e.day+1)
	}
	return first, behind, err
}

// leapYear is a year in which every day of the calendar is.
const leapYear = 2000

// nearest resolves a date without a year, or a weekday.
func (e *expression) nearest(today time.Time) (first, behind time.Time, err error) {
	switch {
	case e.month == 0:
		first = e.nearestWeekday(today)
		return first, first.AddDate(0, 0, 1), nil
	case e.day == 0:
		return e.nearestMonth(today)
	case e.isShifted:
		return first, behind, errors.New("a day of a month is not counted from the present; write its year")
	case e.day > daysIn(leapYear, e.month):
		return first, behind, fmt.Errorf("%s has no day %d", months[e.month-1], e.day)
	}
	latest := today
	if e.weekday > 0 {
		latest = today.AddDate(0, 0, 1)
	}
	for back := range maxWeekdayYears {
		first, behind, err = e.calendar(max(latest.Year()-back, leastYear))
		if err == nil && !first.After(latest) && (e.weekday == 0 || weekdayOf(first) == e.weekday) {
			return first, behind, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("%d %s was never on that weekday", e.day, months[e.month-1])
	}
	return first, behind, err
}

// weekdayOf returns 1 for Monday to 7.
func weekdayOf(date time.Time) int { return (int(date.Weekday())+6)%7 + 1 }

func (e *expression) nearestWeekday(today time.Time) time.Time {
	ahead := (e.weekday - weekdayOf(today) + 7) % 7
	switch {
	case e.isShifted && e.shift == 0:
		return monday(today).AddDate(0, 0, e.weekday-1)
	case e.isShifted && e.shift > 0:
		return today.AddDate(0, 0, (ahead+6)%7+1)
	case e.isShifted:
		return today.AddDate(0, 0, ahead-7)
	}
	return today.AddDate(0, 0, -(7-ahead)%7)
}

func (e *expression) nearestMonth(today time.Time) (first, behind time.Time, err error) {
	year, present := today.Year(), int(today.Month())
	switch {
	case e.isShifted && e.shift == 0:
	case e.isShifted && e.shift > 0:
		if e.month <= present {
			year++
		}
	case e.month > present || e.isShifted && e.month == present:
		year--
	}
	return e.calendar(year)
}

// shifted resolves a week, month or year counted from the present one, and the day or month in it.
func (e *expression) shifted(today time.Time) (first, behind time.Time, err error) {
	switch e.unit {
	case unitYear:
		return e.calendar(today.Year() + e.shift)
	case unitMonth:
		first = civil(today.Year(), int(today.Month())+e.shift, 1)
		return first, addMonths(first, 1), nil
	}
	first = monday(today).AddDate(0, 0, 7*e.shift)
	switch {
	case e.isWeekend:
		first = first.AddDate(0, 0, 5)
		return first, first.AddDate(0, 0, 2), nil
	case e.weekday > 0:
		first = first.AddDate(0, 0, e.weekday-1)
		return first, first.AddDate(0, 0, 1), nil
	}
	return first, first.AddDate(0, 0, 7), nil
}
