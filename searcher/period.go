package searcher

import (
	"fmt"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Period is a stretch of time that Trending, Headlines and Highlights look at: From is the first instant inside, To the
// first outside. The zero Period is the latest day, or week, of the index.
type Period struct {
	From, To time.Time
	// Now is the present. Where nothing was published in the day before it, as in an archive, and where it is zero, the
	// newest article's time stands for it.
	Now time.Time
}

// DayOf is the day of a time in Istanbul.
func DayOf(t time.Time) Period {
	t = t.In(corpus.Istanbul)
	from := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, corpus.Istanbul)
	return Period{From: from, To: from.AddDate(0, 0, 1)}
}

// WeekUpTo is the day of a time in Istanbul and the six before.
func WeekUpTo(t time.Time) Period {
	p := DayOf(t)
	p.From = p.To.AddDate(0, 0, -daysOfWeek)
	return p
}

const (
	dayLong    = 24 * time.Hour
	daysOfWeek = 7
)

// resolve gives the zero Period its meaning: so much time up to the present. end is the present where that lies in the
// period, else the end of the period.
func (p Period) resolve(v *view, long time.Duration) (_ Period, end time.Time, err error) {
	end = p.Now
	if p.To.IsZero() {
		if end, err = v.present(p.Now); err != nil {
			return p, end, err
		}
		p.To = end.Add(time.Second) // what was published at that second is inside
	}
	if p.From.IsZero() {
		p.From = p.To.Add(-long)
	}
	if !p.From.Before(p.To) {
		return p, end, &RequestError{"day", 0, fmt.Sprintf("the period is empty: %s is not before %s",
			p.From.Format(time.DateTime), p.To.Format(time.DateTime))}
	}
	if end.Before(p.From) || end.After(p.To) {
		end = p.To
	}
	return p, end, nil
}

// present is now, or the time of the newest article that is not from the future where none is from the day before now.
func (v *view) present(now time.Time) (time.Time, error) {
	to := maxTime
	if !now.IsZero() {
		to = now.Unix() + 1
	}
	newest := segment.NoTime
	for i := range v.Segments {
		seg := &v.Segments[i]
		first, last, err := seg.Range(firstTime, to)
		if err != nil {
			return now, seg.Damaged(err)
		}
		times, err := seg.Times(segment.Published)
		if err != nil {
			return now, seg.Damaged(err)
		}
		for doc := first; doc < last; doc++ {
			if v.deleted[i] == nil || !v.deleted[i].has(doc) {
				newest = max(newest, times.At(doc))
				break
			}
		}
	}
	if newest == segment.NoTime || !now.IsZero() && now.Unix()-newest <= int64(dayLong/time.Second) {
		return now, nil
	}
	return time.Unix(newest, 0).In(corpus.Istanbul), nil
}

// key names a period for a cache; the present counts to the minute.
func (p Period) key() string {
	second := func(t time.Time) int64 {
		if t.IsZero() {
			return segment.NoTime
		}
		return t.Unix()
	}
	return fmt.Sprint(second(p.From), " ", second(p.To), " ", second(p.Now)/60)
}
