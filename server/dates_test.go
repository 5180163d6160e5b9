package server

import (
	"errors"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
	tr "github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher"
)

// wednesday is the present of the tests.
var wednesday = time.Date(2026, 5, 20, 15, 30, 45, 0, corpus.Istanbul)

func TestParseRange(t *testing.T) {
	f := func(from, to, wantInside, wantOutside string) {
		t.Helper()
		inside, outside, err := ParseRange(from, to, wednesday)
		if err != nil {
			t.Fatalf("%s to %s: %v", from, to, err)
		}
		for _, end := range []struct {
			got  time.Time
			want string
		}{{inside, wantInside}, {outside, wantOutside}} {
			if end.want == "" {
				if !end.got.IsZero() {
					t.Errorf("%s to %s: %v is not open", from, to, end.got)
				}
				continue
			}
			if want, err := time.Parse(time.RFC3339Nano, end.want); err != nil || !end.got.Equal(want) {
				t.Errorf("%s to %s: got %v, want %v (%v)", from, to, end.got, want, err)
			}
		}
	}
	f("", "", "", "")
	f("2026", "2026", "2026-01-01T00:00:00+03:00", "2027-01-01T00:00:00+03:00")
	f("2026-05", "2026-12", "2026-05-01T00:00:00+03:00", "2027-01-01T00:00:00+03:00")
	f("2026-05-17", "", "2026-05-17T00:00:00+03:00", "")
	f("", "2026-05-17", "", "2026-05-18T00:00:00+03:00")
	f("2024-02-29", "2024-02-29", "2024-02-29T00:00:00+03:00", "2024-03-01T00:00:00+03:00")
	f("17.05.2026", "7.6.2026", "2026-05-17T00:00:00+03:00", "2026-06-08T00:00:00+03:00")
	f("2026-05-17T15:04", "2026-05-17T15:04", "2026-05-17T15:04:00+03:00", "2026-05-17T15:05:00+03:00")
	f("2026-05-17 15:04:05", "2026-05-17T15:04:05", "2026-05-17T15:04:05+03:00", "2026-05-17T15:04:06+03:00")
	f("2026-05-17T12:04:05Z", "2026-05-17T12:04:05.9Z", "2026-05-17T12:04:05Z", "2026-05-17T12:04:06Z")
	f("2026-05-17T15:04:05+03:00", "2026-05-17T15:04:05 03:00", "2026-05-17T15:04:05+03:00", "2026-05-17T15:04:06+03:00")
	f(" 2026 ", "", "2026-01-01T00:00:00+03:00", "")
	f("2010-01-01", "2010-07-01", "2010-01-01T00:00:00+02:00", "2010-07-02T00:00:00+03:00")
	f("dün", "bugün", "2026-05-19T00:00:00+03:00", "2026-05-21T00:00:00+03:00")
	f("geçen hafta", "geçen hafta", "2026-05-11T00:00:00+03:00", "2026-05-18T00:00:00+03:00")
	f("SON 7 GÜN", "", "2026-05-14T00:00:00+03:00", "")
	f("", "son 7 gun", "", "2026-05-21T00:00:00+03:00")
	f("2 Haziran 2025", "dün 15:09", "2025-06-02T00:00:00+03:00", "2026-05-19T15:10:00+03:00")
	f("Mayıs 2010", "8 ay önce", "2010-05-01T00:00:00+03:00", "2025-09-21T00:00:00+03:00")
	f("0001-01-01T00:00:00Z", "", "0001-01-01T00:00:00.000000001Z", "")
	f("", "0000-12-31T23:59:59Z", "", "0001-01-01T00:00:00.000000001Z")
}

func TestParseRangeTakesEveryYear(t *testing.T) {
	inside, outside, err := ParseRange("0000", "9999", wednesday)
	if err != nil || inside.In(corpus.Istanbul).Year() != 0 || outside.In(corpus.Istanbul).Year() != 10000 {
		t.Errorf("got %v, %v, %v", inside, outside, err)
	}
	if got := day(inside) + " " + day(outside.Add(-1)); got != "0000-01-01 9999-12-31" {
		t.Errorf("got %s", got)
	}
}

func TestParseRangeRefuses(t *testing.T) {
	f := func(from, to, wantField string) {
		t.Helper()
		inside, outside, err := ParseRange(from, to, wednesday)
		var request *searcher.RequestError
		if !errors.As(err, &request) || request.Field != wantField || request.Message == "" {
			t.Errorf("%s to %s: got %v", from, to, err)
		}
		if !inside.IsZero() || !outside.IsZero() {
			t.Errorf("%s to %s: got %v and %v beside an error", from, to, inside, outside)
		}
	}
	for _, value := range []string{"yesterday", "dün gibi", "31 Şubat 2026", "26", "20260517", "2026-13",
		"2026-00-01", "2026-02-30", "31.04.2026",
		"2026-5-7", "2026-05-17T25:00", "2026-05-17T15:04:05+0300", "-2026", "10000",
		"2026/05/17", "2026-05-17T", "٢٠٢٦"} {
		f(value, "", "from")
		f("", value, "to")
	}
	f("2026-05-18", "2026-05-17", "from")
	f("2027", "2026", "from")
	f("bugün", "dün", "from")
	f("2026-05-17T15:04:06", "2026-05-17T15:04:05", "from")
}

func TestAppendTime(t *testing.T) {
	f := func(at time.Time, want string) {
		t.Helper()
		got := string(appendTime(nil, at))
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if back, err := time.Parse(time.RFC3339, got); err != nil || !back.Equal(at) {
			t.Errorf("%s reads back as %v (%v)", got, back, err)
		}
	}
	f(time.Date(2026, 5, 17, 12, 4, 5, 0, time.UTC), "2026-05-17T15:04:05+03:00")
	f(time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC), "2010-01-01T02:00:00+02:00")
	f(tr.DayStart(1900, 1, 1), "1899-12-31T22:03:04Z")
}

func FuzzParseRange(f *testing.F) {
	for _, seed := range []string{"", "2026", "2026-05", "17.05.2026", "2026-05-17T15:04:05.999999999+03:00", "0000",
		"9999", "2026-05-17T15:04:05 03:00", "0001-01-01T00:00:00Z", "2026-12-31T23:59:60Z", "1916-05-01",
		"dün", "son 7 gün", "1 Ocak 0001 01:55:52", "2 Haziran Pazartesi"} {
		f.Add(seed, "2026-05-17")
		f.Add("2020", seed)
	}
	f.Fuzz(func(t *testing.T, from, to string) {
		inside, outside, err := ParseRange(from, to, wednesday)
		if err != nil {
			return
		}
		if (from == "") != inside.IsZero() || (to == "") != outside.IsZero() {
			t.Errorf("%q to %q: got %v and %v", from, to, inside, outside)
		}
		if from != "" && to != "" && !inside.Before(outside) {
			t.Errorf("%q to %q: %v is not before %v", from, to, inside, outside)
		}
	})
}
