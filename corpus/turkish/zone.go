package turkish

import (
	"time"
	_ "time/tzdata" // servers and containers without a zone database
)

// Istanbul is the zone Europe/Istanbul with its history: local mean time until 1910, summer time until 2016.
var Istanbul = loadIstanbul()

func loadIstanbul() *time.Location {
	zone, err := time.LoadLocation("Europe/Istanbul")
	if err != nil {
		return time.FixedZone("+03", 3*60*60)
	}
	return zone
}

// DayStart returns the first instant of a day of the calendar in Istanbul: midnight, or, on days on which the clock
// jumped over it or struck it twice, the instant at which the day began.
func DayStart(year int, month time.Month, day int) time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, Istanbul)
	zoneStart, zoneEnd := t.ZoneBounds()
	if t.Day() != day {
		return zoneEnd
	}
	if !zoneStart.IsZero() {
		if before := zoneStart.Add(-time.Second); before.YearDay() == t.YearDay() && before.Year() == year {
			h, m, s := before.Clock()
			return before.Add(-time.Duration(h*3600+m*60+s) * time.Second)
		}
	}
	return t
}

// startOf returns the first instant of the day of date, which stands for it in UTC.
func startOf(date time.Time) time.Time { return DayStart(date.Date()) }

// clockOn returns the instant at which the clocks of Istanbul show this time on the day of date: the first of two, and
// for a time that they skip the instant at which they jump.
func clockOn(date time.Time, hour, minute, second int) time.Time {
	year, month, day := date.Date()
	t := time.Date(year, month, day, hour, minute, second, 0, Istanbul)
	shown := func(t time.Time) bool {
		h, m, s := t.Clock()
		return h == hour && m == minute && s == second && t.Day() == day
	}
	if shown(t) {
		if earlier := t.Add(-time.Hour); shown(earlier) {
			return earlier
		}
		return t
	}
	if wanted := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute; t.Before(startOf(date).Add(wanted)) {
		_, jump := t.ZoneBounds()
		return jump
	}
	jump, _ := t.ZoneBounds()
	return jump
}
