package turkish

import (
	"testing"
	"time"
)

func TestClockOn(t *testing.T) {
	f := func(date, clock, want string) {
		t.Helper()
		at, err := time.Parse("2006-01-02 15:04:05", date+" "+clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := clockOn(at, at.Hour(), at.Minute(), at.Second()).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s %s is %s, want %s", date, clock, got, want)
		}
	}
	f("2026-02-13", "15:01:00", "2026-02-13T12:01:00Z")
	f("2010-01-01", "12:00:00", "2010-01-01T10:00:00Z")
	f("2010-07-01", "12:00:00", "2010-07-01T09:00:00Z")
	f("2015-03-29", "02:59:59", "2015-03-29T00:59:59Z")
	f("2015-03-29", "03:00:00", "2015-03-29T01:00:00Z") // the clocks went from 3 to 4
	f("2015-03-29", "03:30:00", "2015-03-29T01:00:00Z")
	f("2015-03-29", "04:00:00", "2015-03-29T01:00:00Z")
	f("2015-10-25", "03:30:00", "2015-10-25T00:30:00Z") // summer time lasted two weeks longer that year
	f("2015-11-08", "02:59:00", "2015-11-07T23:59:00Z")
	f("2015-11-08", "03:30:00", "2015-11-08T00:30:00Z") // the first of two
	f("2015-11-08", "04:00:00", "2015-11-08T02:00:00Z")
	f("2016-11-06", "03:30:00", "2016-11-06T00:30:00Z") // and never ended again
}

// Every day begins at its first instant: the second before belongs to the day before, whatever the clocks did.
func TestDayStart(t *testing.T) {
	for date := civil(1900, 1, 1); date.Year() < 2040; date = date.AddDate(0, 0, 1) {
		first := DayStart(date.Date())
		if got := dateOf(first.In(Istanbul)); !got.Equal(date) {
			t.Errorf("%s begins on %s", date.Format(time.DateOnly), got)
		}
		if got := dateOf(first.Add(-time.Second).In(Istanbul)); !got.Equal(date.AddDate(0, 0, -1)) {
			t.Errorf("the second before %s is on %s", date.Format(time.DateOnly), got)
		}
	}
}
