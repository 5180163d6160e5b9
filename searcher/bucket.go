package searcher

import (
	"fmt"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// Interval is the length of the buckets of a timeline, by the calendar and the clocks of Istanbul.
type Interval string

// The intervals. A Week begins on Monday. An Hour ends where the clock shows a full hour or is changed.
const (
	Hour  Interval = "hour"
	Day   Interval = "day"
	Week  Interval = "week"
	Month Interval = "month"
	Year  Interval = "year"
	// AutoInterval is the shortest of which at most 60 fit between the first hit and the last, or Year.
	AutoInterval Interval = "auto"
)

var intervals = [...]Interval{Hour, Day, Week, Month, Year}

// Intervals returns the intervals, the shortest first, and then AutoInterval.
func Intervals() []Interval { return append(intervals[:len(intervals):len(intervals)], AutoInterval) }

const (
	// MaxBuckets is how many buckets a timeline may have.
	MaxBuckets  = 10_000
	autoBuckets = 60
)

func (v Interval) check() error {
	if v == "" || v == AutoInterval || v.number() >= 0 {
		return nil
	}
	var names []string
	for _, v := range Intervals() {
		names = append(names, string(v))
	}
	return &RequestError{"timeline", 0, fmt.Sprintf("%.40q is not one of %s", string(v), strings.Join(names, ", "))}
}

// number is the place of v among the intervals, or -1.
func (v Interval) number() int {
	for i, other := range intervals {
		if v == other {
			return i
		}
	}
	return -1
}

// seconds is the usual length, at most a day too long or too short.
func (v Interval) seconds() int64 {
	const hour = 60 * 60
	return [...]int64{hour, 24 * hour, 7 * 24 * hour, 30 * 24 * hour, 365 * 24 * hour}[v.number()]
}

// between returns v, or where it is AutoInterval the one that it means for dates from first to last.
func (v Interval) between(first, last int64) Interval {
	if v != AutoInterval {
		return v
	}
	for _, v := range intervals[:len(intervals)-1] {
		if (last-first)/v.seconds() <= autoBuckets {
			return v
		}
	}
	return Year
}

// tooMany is the error of a timeline from first to last.
func (v Interval) tooMany(first, last int64) error {
	message := fmt.Sprintf("there are more than %d %ss from the first hit to the last", MaxBuckets, v)
	for _, longer := range intervals[v.number()+1:] {
		if (last-first)/longer.seconds()+2 <= MaxBuckets {
			return &RequestError{"timeline", 0, message + "; ask for a timeline by " + string(longer)}
		}
	}
	return &RequestError{"timeline", 0, message + "; ask for a timeline by " + string(Year)}
}

// start returns the first instant of the bucket of t.
func (v Interval) start(t time.Time) time.Time {
	t = t.In(corpus.Istanbul)
	year, month, day := t.Date()
	switch v {
	case Hour:
		_, minutes, seconds := t.Clock()
		start := t.Add(-time.Duration(minutes*60+seconds) * time.Second)
		if change, _ := t.ZoneBounds(); start.Before(change) && isChange(change) {
			return change
		}
		return start
	case Week:
		day -= (int(t.Weekday()) + 6) % 7
	case Month:
		day = 1
	case Year:
		month, day = time.January, 1
	}
	return dayStart(year, month, day)
}

// end returns the first instant behind the bucket that begins with t.
func (v Interval) end(t time.Time) time.Time {
	t = t.In(corpus.Istanbul)
	year, month, day := t.Date()
	switch v {
	case Hour:
		_, minutes, seconds := t.Clock()
		end := t.Add(time.Hour - time.Duration(minutes*60+seconds)*time.Second)
		if _, change := t.ZoneBounds(); change.Before(end) && isChange(change) {
			return change
		}
		return end
	case Day:
		return dayStart(year, month, day+1)
	case Week:
		return dayStart(year, month, day+7)
	case Month:
		return dayStart(year, month+1, 1)
	}
	return dayStart(year+1, time.January, 1)
}

// isChange says that the clocks were changed at t; some bounds of a zone change nothing.
func isChange(t time.Time) bool {
	if t.IsZero() {
		return false
	}
	_, before := t.Add(-time.Second).Zone()
	_, after := t.Zone()
	return before != after
}

// dayStart is turkish.DayStart of a day that may lie outside its month.
func dayStart(year int, month time.Month, day int) time.Time {
	return turkish.DayStart(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date())
}
