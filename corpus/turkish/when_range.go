package turkish

import "errors"

// resolveRange returns the time from the beginning of one expression to the end of another. What one end leaves out is
// that of the other: the month and year of 1-15 Mayıs 2026, the day of dün 10:00-12:00.
func resolveRange(left, right *expression, r *reference) (when, error) {
	if left.isSince || right.isSince {
		return when{}, errors.New("a range that begins with a day and ends now has no other end")
	}
	if right.isBare() && right.hasClock && left.hasClock && left.hasDay() {
		clock := right.clock
		*right = *left
		right.clock = clock
	}
	if right.isBare() && right.hasClock && left.isBare() && left.hasClock {
		return resolveClocks(left, right, r)
	}
	if left.lone > 0 && right.base == calendarBase && right.day > 0 {
		left.day, left.month, left.lone, left.base = left.lone, right.month, 0, calendarBase
	}
	if err := shareYear(left, right, r); err != nil {
		return when{}, err
	}
	from, err := left.span(r)
	if err != nil {
		return when{}, err
	}
	to, err := right.span(r)
	return when{Span: Span{from.From, to.To}}, err
}

// resolveClocks returns the last time between two times of a day that has begun.
func resolveClocks(left, right *expression, r *reference) (when, error) {
	today, err := r.today()
	if err != nil {
		return when{}, err
	}
	from := left.clockSpan(today)
	if from.From.After(r.now) {
		today = today.AddDate(0, 0, -1)
		from = left.clockSpan(today)
	}
	return when{Span: Span{from.From, right.clockSpan(today).To}}, nil
}

// shareYear gives the end that names a month without a year the year that makes the range shortest.
func shareYear(left, right *expression, r *reference) error {
	if left.base != calendarBase || right.base != calendarBase || left.month == 0 || right.month == 0 ||
		left.isShifted || right.isShifted || left.year > 0 && right.year > 0 {
		return nil
	}
	wraps := 0
	if left.month > right.month {
		wraps = 1
	}
	if left.year > 0 {
		right.year = left.year + wraps
		return nil
	}
	if right.year == 0 {
		end, err := right.span(r)
		if err != nil {
			return err
		}
		right.year = end.From.Year()
	}
	left.year = right.year - wraps
	return nil
}
