package corpus

import (
	"strings"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	f := func(s, want string) {
		t.Helper()
		got, err := ParseTime(s)
		if err != nil {
			t.Errorf("%s: %v", s, err)
			return
		}
		if got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: got %s, want %s", s, got.UTC().Format(time.RFC3339Nano), want)
		}
		if got.Location() != Istanbul {
			t.Errorf("%s: location %s", s, got.Location())
		}
	}
	f("2024-02-01T12:00:00+03:00", "2024-02-01T09:00:00Z")
	f("2024-02-01T12:00:00Z", "2024-02-01T12:00:00Z")
	f("2024-02-01t12:00:00z", "2024-02-01T12:00:00Z")
	f("2024-02-01T12:00:00.999999999-05:00", "2024-02-01T17:00:00Z")
	f("1950-02-01T12:00:00.9Z", "1950-02-01T12:00:00Z")
	f("2024-02-01T12:00:00+0300", "2024-02-01T09:00:00Z")
	f("2024-02-01 12:00:00+03", "2024-02-01T09:00:00Z")
	f("2024-02-01 12:00:00 +0300", "2024-02-01T09:00:00Z")
	f("2024-02-01T12:00+03:00", "2024-02-01T09:00:00Z")
	f("2024-02-01T12:00", "2024-02-01T09:00:00Z")
	f("2024-02-01 12:00", "2024-02-01T09:00:00Z")
	f(" 2024-02-01 12:00:05 ", "2024-02-01T09:00:05Z")
	f("2024-02-01", "2024-01-31T21:00:00Z")
	f("2010-07-01", "2010-06-30T21:00:00Z")
	f("2010-01-01", "2009-12-31T22:00:00Z") // Istanbul was two hours ahead in winter until 2016
	f("Thu, 01 Feb 2024 12:00:00 +0300", "2024-02-01T09:00:00Z")
	f("Thu, 1 Feb 2024 12:00:00 GMT", "2024-02-01T12:00:00Z")
	f("Thu, 01 Feb 2024 12:00 EST", "2024-02-01T17:00:00Z")
	f("01 Feb 2024 12:00:00 TRT", "2024-02-01T09:00:00Z")
	f("01.02.2024 12:00", "2024-02-01T09:00:00Z")
	f("1.2.2024 12:00:01", "2024-02-01T09:00:01Z")
	f("01.02.2024", "2024-01-31T21:00:00Z")
	f("1700000000", "2023-11-14T22:13:20Z")
	f("1700000000123", "2023-11-14T22:13:20Z")
	f("1800-01-01", "1799-12-31T22:04:08Z")           // local mean time, +01:55:52
	f("1799-12-31T22:04:08Z", "1799-12-31T22:04:08Z") // the same second
	f("2200-12-31T23:59:59+03:00", "2200-12-31T20:59:59Z")
	f("13 Şubat 2026 Cuma - 15:01", "2026-02-13T12:01:00Z")
	f("13 Şub 2026 15:01", "2026-02-13T12:01:00Z")
	f("13 ŞUBAT 2026, 15.01", "2026-02-13T12:01:00Z")
	f("2 Haziran 2025", "2025-06-01T21:00:00Z")
	f("1 Ocak 2010 saat 12:00", "2010-01-01T10:00:00Z")
	f("5 May 2024 12:00", "2024-05-05T09:00:00Z")
}

func TestParseTimeAt(t *testing.T) {
	now := time.Date(2026, 5, 20, 15, 30, 45, 0, Istanbul)
	f := func(s, want string) {
		t.Helper()
		got, err := ParseTimeAt(s, now)
		if err != nil || got.Format("2006-01-02 15:04:05") != want {
			t.Errorf("%s: got %s (%v), want %s", s, got, err, want)
		}
	}
	f("8 ay önce", "2025-09-20 00:00:00")
	f("dün 15:09", "2026-05-19 15:09:00")
	f("15:09", "2026-05-20 15:09:00")
	f("3 saat önce", "2026-05-20 12:00:00")
	f("2 Haziran Pazartesi", "2025-06-02 00:00:00")
	f("2024-02-01 12:00", "2024-02-01 12:00:00")
	f("13 Şubat 2026 Cuma - 15:01", "2026-02-13 15:01:00")
	if got, err := ParseTimeAt("geçen hafta", now); err == nil {
		t.Errorf("a week is read as %s", got)
	}
}

func TestParseTimeRefuses(t *testing.T) {
	f := func(s, want string) {
		t.Helper()
		got, err := ParseTime(s)
		if err == nil {
			t.Errorf("%s: read as %s", s, got)
			return
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q, want %q", s, err, want)
		}
	}
	f("", "cannot read")
	f("dün", `cannot read "dün" as a date, because it is relative: it depends on the day on which it was written`)
	f("8 ay önce", "relative")
	f("2 Haziran", "relative")
	f("15:09", "relative")
	f("Haziran 2025", "cannot read")
	f("2025 yılı", "cannot read")
	f("1-15 Mayıs 2026", "cannot read")
	f("31 Şubat 2026", "cannot read")
	f("2 Haziran 1799", "year 1799 is outside")
	f("2024-02-30", "cannot read")
	f("2024-13-01", "cannot read")
	f("0000-00-00 00:00:00", "leave the field out")
	f("31.02.2024", "cannot read")
	f("02/01/2024", "cannot read")
	f("20240101", "cannot read")
	f("202401011530", "cannot read")
	f("Thu, 01 Feb 2024 12:00:00 XYZ", "cannot read")
	f("0001-01-01T00:00:00Z", "year 1 is outside 1800 to 2200")
	f("1799-12-31", "year 1799 is outside")
	f("9999-12-31T23:59:59Z", "year 9999 is outside 1800 to 2200; leave the field out when the date is not known")
	f("1799-12-31T22:04:07Z", "year 1799 is outside")
	f("2200-12-31T23:59:59Z", "year 2201 is outside")
	f(strings.Repeat("9", 1000), "cannot read")
}

func TestParseUnix(t *testing.T) {
	f := func(s, want string) {
		t.Helper()
		got, err := parseUnix(s)
		var text string
		if err != nil {
			text = err.Error()
		} else {
			text = got.UTC().Format(time.RFC3339)
		}
		if !strings.HasPrefix(text, want) {
			t.Errorf("%s: got %s, want %s", s, text, want)
		}
	}
	f("0", "1970-01-01T00:00:00Z")
	f("1700000000.9", "2023-11-14T22:13:20Z")
	f("1.7e9", "2023-11-14T22:13:20Z")
	f("-1.5", "1969-12-31T23:59:58Z")
	f("-1000000000000", "1938-04-24T22:13:20Z")
	f("-1000000000001", "1938-04-24T22:13:19Z")
	f("1e16", "number 1e16 is not Unix time")
	f("-1e300", "number -1e300 is not Unix time")
	f("1e999", "number 1e999 is not Unix time")
	f("8e9", "year 2223 is outside")
	// Placeholders in seconds and in milliseconds: 9999-12-31T23:59:59Z and 0001-01-01.
	f("253402300799", "year 9999 is outside 1800 to 2200; leave the field out")
	f("253402300799000", "year 9999 is outside")
	f("253402300799999", "year 9999 is outside")
	f("-62135596800", "year 1 is outside")
	f("-62135596800000", "year 1 is outside")
	f("10000000000", "year 2286 is outside")
	f("100000000000", "year 5138 is outside")
	f("631151999999", "year 21970 is outside")
	f("-631151999999", "year -18031 is outside")
	f("631152000000", "1990-01-01T00:00:00Z")
	f("-631152000000", "1950-01-01T00:00:00Z")
	f("7289643599000", "2200-12-31T20:59:59Z")
	f("1e15", "year 33658 is outside")
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2024-02-01T12:00:00+03:00", "01.02.2024 12:00", "Thu, 1 Feb 2024 12:00:00 GMT",
		"1700000000", "1700000000123", "1850-01-01", "1800-01-01", "2024-02-01 12:00:00.5 +0300", "0000-00-00",
		"13 Şubat 2026 Cuma - 15:01", "1 Ocak 1800 00:00", "dün"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTime(s)
		if err != nil {
			return
		}
		if got.Nanosecond() != 0 || got.Year() < MinYear || got.Year() > MaxYear {
			t.Fatalf("%q: %s", s, got)
		}
		written := string(appendTime(nil, got))
		again, err := ParseTime(written[1 : len(written)-1])
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q: %s came back as %s, %v", s, written, again, err)
		}
	})
}
