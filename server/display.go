package server

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
)

func itoa(n int) string { return strconv.Itoa(n) }

// count groups the digits of a number by three: 12.345 in Turkish, 12,345 in English.
func (l *language) count(n int) string {
	digits := itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(l.thousands)
		}
		b.WriteRune(digit)
	}
	return sign + b.String()
}

// took writes a duration in milliseconds, with one decimal below ten.
func (l *language) took(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 9.95 {
		return strings.Replace(strconv.FormatFloat(ms, 'f', 1, 64), ".", l.decimal, 1) + " ms"
	}
	return l.count(int(math.Round(ms))) + " ms"
}

// results writes a number of results.
func (l *language) results(n int) string {
	if n == 1 {
		return l.OneResult
	}
	return fmt.Sprintf(l.ManyResults, l.count(n))
}

// fullDate writes day, month, weekday and time in Istanbul: 17 Mayıs 2026 Pazar 15:04.
func (l *language) fullDate(t time.Time) string {
	t = t.In(corpus.Istanbul)
	return fmt.Sprintf(l.fullDateFormat, t.Day(), l.months[t.Month()-1], t.Year(), l.weekdays[t.Weekday()],
		t.Format("15:04"))
}

// shortDate writes day, month and year in Istanbul: 17 Mayıs 2026.
func (l *language) shortDate(t time.Time) string {
	t = t.In(corpus.Istanbul)
	return fmt.Sprintf("%d %s %d", t.Day(), l.months[t.Month()-1], t.Year())
}

// relative writes how long before now t was, in the largest whole unit; a time to come is written as a date. Days,
// months and years are those of the calendar in Istanbul, but an evening's news stays hours old past midnight.
func (l *language) relative(t, now time.Time) string {
	const graceForClocks, eveningHours = time.Minute, 6
	t, now = t.In(corpus.Istanbul), now.In(corpus.Istanbul)
	age := now.Sub(t)
	days := calendarDays(t, now)
	months := calendarMonths(t, now)
	switch {
	case age < -graceForClocks:
		return l.shortDate(t)
	case age < time.Minute:
		return l.justNow
	case age < time.Hour:
		return l.ago(l.minute, int(age/time.Minute))
	case days == 0 || age < eveningHours*time.Hour:
		return l.ago(l.hour, int(age/time.Hour))
	case days == 1:
		return l.yesterday
	case months == 0:
		return l.ago(l.day, days)
	case months < 12:
		return l.ago(l.month, months)
	}
	return l.ago(l.year, months/12)
}

// unit is the name of a unit of time, after 1 and after more.
type unit struct{ one, many string }

func (l *language) ago(u unit, n int) string {
	name := u.many
	if n == 1 {
		name = u.one
	}
	return fmt.Sprintf(l.agoFormat, l.count(n), name)
}

// calendarDays counts the midnights between t and now.
func calendarDays(t, now time.Time) int {
	noon := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	return int(noon(now).Sub(noon(t)) / (24 * time.Hour))
}

// calendarMonths counts the whole months between the days of t and now: 31 January to 28 February is none, to 1 March
// one.
func calendarMonths(t, now time.Time) int {
	months := 12*(now.Year()-t.Year()) + int(now.Month()) - int(t.Month())
	if now.Day() < t.Day() {
		months--
	}
	return months
}
