package searcher

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// bucketName is the same for two dates in one bucket, and for no others.
func bucketName(v Interval, t time.Time) string {
	t = t.In(corpus.Istanbul)
	switch v {
	case Hour:
		return t.Format("2006-01-02 15 -07:00:00")
	case Day:
		return t.Format("2006-01-02")
	case Week:
		year, week := t.ISOWeek()
		return fmt.Sprint(year, " week ", week)
	case Month:
		return t.Format("2006-01")
	}
	return t.Format("2006")
}

// compareTimelines checks a timeline against the dates by the names of its buckets alone.
func compareTimelines(t *testing.T, r Request, got *Timeline, want refAnswer) {
	t.Helper()
	if (got != nil) != (r.Timeline != "") {
		t.Fatalf("%+v: timeline %v", r, got)
	}
	if got == nil {
		return
	}
	if r.Timeline != AutoInterval && got.Interval != r.Timeline {
		t.Fatalf("%+v: a timeline by %s", r, got.Interval)
	}
	count := func(dates []refDated) (by map[string]int, undated int) {
		by = map[string]int{}
		seen := map[string]bool{}
		once := func(what string) bool {
			known := seen[what]
			seen[what] = true
			return !known
		}
		for _, d := range dates {
			if d.date != segment.NoTime {
				name := bucketName(got.Interval, time.Unix(d.date, 0))
				if once("dated " + d.thing); once(name + " " + d.thing) {
					by[name]++
				}
			}
		}
		for _, d := range dates {
			if d.date == segment.NoTime && !seen["dated "+d.thing] && once("undated "+d.thing) {
				undated++
			}
		}
		return by, undated
	}
	hits, undated := count(want.dates)
	articles, _ := count(want.all)
	if got.Undated != undated {
		t.Fatalf("%+v: %d undated hits, want %d", r, got.Undated, undated)
	}
	for k, b := range got.Buckets {
		name := bucketName(got.Interval, b.Start)
		if b.Count != hits[name] || b.Articles != articles[name] {
			t.Fatalf("%+v: %s has %d hits of %d articles, want %d of %d", r, name, b.Count, b.Articles, hits[name], articles[name])
		}
		delete(hits, name)
		if k > 0 && !b.Start.Equal(got.Buckets[k-1].End) {
			t.Fatalf("%+v: a gap before %v", r, b.Start)
		}
		isBorder(t, got.Interval, b.Start)
		isBorder(t, got.Interval, b.End)
		if (k == 0 || k == len(got.Buckets)-1) && b.Count == 0 {
			t.Fatalf("%+v: %s is empty, and at an end", r, name)
		}
	}
	if len(hits) > 0 {
		t.Fatalf("%+v: the timeline has nothing of %v", r, hits)
	}
}

// isBorder fails when a bucket does not begin at t.
func isBorder(t *testing.T, v Interval, at time.Time) {
	t.Helper()
	if before := at.Add(-time.Second); bucketName(v, before) == bucketName(v, at) {
		t.Fatalf("%s: %v is inside %s", v, at, bucketName(v, at))
	}
}

// TestBuckets goes through the history of the clocks of Istanbul second by second where they were changed.
func TestBuckets(t *testing.T) {
	f := func(v Interval, from time.Time, step, length time.Duration) {
		t.Helper()
		for at := from; at.Before(from.Add(length)); at = at.Add(step) {
			start := v.start(at)
			end := v.end(start)
			if start.After(at) || !end.After(at) || bucketName(v, start) != bucketName(v, end.Add(-time.Second)) {
				t.Fatalf("%s: %v is said to be in %v to %v", v, at, start, end)
			}
			isBorder(t, v, start)
			isBorder(t, v, end)
		}
	}
	changes := 0
	for at := time.Date(1870, 1, 1, 0, 0, 0, 0, corpus.Istanbul); ; changes++ {
		_, change := at.ZoneBounds()
		if change.IsZero() {
			break
		}
		f(Hour, change.Add(-2*time.Hour), 7*time.Second, 4*time.Hour)
		for _, v := range intervals {
			f(v, change.Add(-50*time.Hour), 613*time.Second, 100*time.Hour)
		}
		at = change
	}
	if changes < 50 {
		t.Errorf("the clocks of Istanbul are said to have changed only %d times", changes)
	}
	for _, v := range intervals {
		f(v, time.Date(1990, 12, 1, 0, 0, 0, 0, time.UTC), 5*time.Hour, 500*24*time.Hour)
	}
}

func dated(dates ...string) []*corpus.Article {
	var articles []*corpus.Article
	for i, date := range dates {
		a := &corpus.Article{ID: fmt.Sprint(i), Title: "haber"}
		if date != "" {
			a.Published, _ = time.ParseInLocation("2006-01-02 15:04", date, corpus.Istanbul)
		}
		articles = append(articles, a)
	}
	return articles
}

func TestTimeline(t *testing.T) {
	s := index(t, dated("2016-10-30 01:10", "2014-12-31 23:59", "2015-01-02 12:00", "2015-01-02 23:00", "")...)
	f := func(r Request, want string) {
		t.Helper()
		got := ask(t, s, r).Timeline
		var b strings.Builder
		fmt.Fprint(&b, got.Interval, " ", got.Undated)
		for _, k := range got.Buckets {
			fmt.Fprint(&b, " ", k.Start.Format("060102 15"), "=", k.Count, "/", k.Articles)
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", r, diff)
		}
	}
	f(Request{Timeline: Year}, "year 1 140101 00=1/1 150101 00=2/2 160101 00=1/1")
	f(Request{Timeline: Day, To: time.Date(2015, 2, 1, 0, 0, 0, 0, corpus.Istanbul)},
		"day 0 141231 00=1/1 150101 00=0/0 150102 00=2/2")
	f(Request{Query: "haber", Timeline: AutoInterval, From: time.Date(2015, 1, 2, 20, 0, 0, 0, corpus.Istanbul)},
		"month 0 150101 00=1/2 150201 00=0/0 150301 00=0/0 150401 00=0/0 150501 00=0/0 150601 00=0/0 150701 00=0/0 "+
			"150801 00=0/0 150901 00=0/0 151001 00=0/0 151101 00=0/0 151201 00=0/0 160101 00=0/0 160201 00=0/0 160301 00=0/0 "+
			"160401 00=0/0 160501 00=0/0 160601 00=0/0 160701 00=0/0 160801 00=0/0 160901 00=0/0 161001 00=1/1")
	f(Request{Timeline: Week, Query: "yok"}, "week 0")
	f(Request{Timeline: Hour, To: time.Date(2015, 1, 1, 0, 0, 0, 0, corpus.Istanbul)}, "hour 0 141231 23=1/1")
}

func TestTimelineTooLong(t *testing.T) {
	s := index(t, dated("1950-06-01 12:00", "1950-06-02 12:00", "2020-06-01 12:00")...)
	f := func(r Request, field, names string) {
		t.Helper()
		_, err := s.Search(context.Background(), r)
		var wrong *RequestError
		if !errors.As(err, &wrong) || wrong.Field != field || !strings.Contains(wrong.Message, names) {
			t.Errorf("%+v: got %v", r, err)
		}
	}
	f(Request{Timeline: Hour}, "timeline", "by week")
	f(Request{Timeline: Day, Query: "haber"}, "timeline", "by week")
	f(Request{Timeline: "decade"}, "timeline", "hour, day, week, month, year, auto")
	// A part of the same index is not too long.
	a := ask(t, s, Request{Timeline: Hour, To: time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)})
	if n := len(a.Timeline.Buckets); n != 25 {
		t.Errorf("%d hours, want 25", n)
	}
	if !slices.Contains(Intervals(), AutoInterval) {
		t.Error("auto is no interval")
	}
}
