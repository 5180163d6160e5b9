package server

import (
	"fmt"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

func TestRelative(t *testing.T) {
	parse := func(s string) time.Time {
		t.Helper()
		at, err := time.ParseInLocation("2006-01-02 15:04:05", s, corpus.Istanbul)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	f := func(now, then, wantTurkish, wantEnglish string) {
		t.Helper()
		if got := turkish.relative(parse(then).UTC(), parse(now)); got != wantTurkish {
			t.Errorf("%s at %s: got %q, want %q", then, now, got, wantTurkish)
		}
		if got := english.relative(parse(then), parse(now).UTC()); got != wantEnglish {
			t.Errorf("%s at %s: got %q, want %q", then, now, got, wantEnglish)
		}
	}
	const now = "2026-05-17 15:04:05"
	f(now, "2026-05-17 15:04:05", "az önce", "just now")
	f(now, "2026-05-17 15:04:50", "az önce", "just now")
	f(now, "2026-05-17 15:05:06", "17 Mayıs 2026", "17 May 2026")
	f(now, "2026-05-17 15:03:06", "az önce", "just now")
	f(now, "2026-05-17 15:03:05", "1 dakika önce", "1 minute ago")
	f(now, "2026-05-17 14:04:06", "59 dakika önce", "59 minutes ago")
	f(now, "2026-05-17 14:04:05", "1 saat önce", "1 hour ago")
	f(now, "2026-05-17 00:00:00", "15 saat önce", "15 hours ago")
	f(now, "2026-05-16 23:59:59", "dün", "yesterday")
	f(now, "2026-05-16 00:00:00", "dün", "yesterday")
	f(now, "2026-05-15 23:59:59", "2 gün önce", "2 days ago")
	f(now, "2026-04-18 00:00:00", "29 gün önce", "29 days ago")
	f(now, "2026-04-17 23:59:59", "1 ay önce", "1 month ago")
	f(now, "2025-09-17 00:00:00", "8 ay önce", "8 months ago")
	f(now, "2025-05-18 00:00:00", "11 ay önce", "11 months ago")
	f(now, "2025-05-17 23:00:00", "1 yıl önce", "1 year ago")
	f(now, "2024-05-18 00:00:00", "1 yıl önce", "1 year ago")
	f(now, "2024-05-17 00:00:00", "2 yıl önce", "2 years ago")
	f(now, "1828-05-17 00:00:00", "198 yıl önce", "198 years ago")
	f("2026-05-17 01:00:00", "2026-05-16 23:30:00", "1 saat önce", "1 hour ago")
	f("2026-05-17 05:59:59", "2026-05-17 00:00:00", "5 saat önce", "5 hours ago")
	f("2026-05-17 05:00:00", "2026-05-16 23:00:00", "dün", "yesterday")
	f("2026-02-28 12:00:00", "2026-01-31 12:00:00", "28 gün önce", "28 days ago")
	f("2026-03-01 12:00:00", "2026-01-31 12:00:00", "1 ay önce", "1 month ago")
	f("2026-03-31 12:00:00", "2026-02-28 12:00:00", "1 ay önce", "1 month ago")
	f("2027-01-01 00:00:00", "2026-12-31 23:59:59", "az önce", "just now")
	f("2025-03-01 12:00:00", "2024-02-29 12:00:00", "1 yıl önce", "1 year ago")
	f("2025-02-28 12:00:00", "2024-02-29 12:00:00", "11 ay önce", "11 months ago")
}

func TestNumbers(t *testing.T) {
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f(turkish.count(0), "0")
	f(turkish.count(999), "999")
	f(turkish.count(1000), "1.000")
	f(turkish.count(12345), "12.345")
	f(turkish.count(1234567), "1.234.567")
	f(turkish.count(-1234), "-1.234")
	f(english.count(12345), "12,345")
	f(turkish.results(1), "1 sonuç")
	f(turkish.results(12345), "12.345 sonuç")
	f(english.results(1), "1 result")
	f(english.results(0), "0 results")
	f(turkish.took(0), "0,0 ms")
	f(turkish.took(1234567*time.Nanosecond), "1,2 ms")
	f(turkish.took(9960*time.Microsecond), "10 ms")
	f(turkish.took(12345*time.Microsecond), "12 ms")
	f(turkish.took(12*time.Second), "12.000 ms")
	f(english.took(400*time.Microsecond), "0.4 ms")
}

func TestFullDate(t *testing.T) {
	at := time.Date(2026, 5, 17, 22, 30, 0, 0, time.UTC)
	if got := turkish.fullDate(at); got != "18 Mayıs 2026 Pazartesi 01:30" {
		t.Errorf("got %q", got)
	}
	if got := english.fullDate(at); got != "Monday, 18 May 2026 01:30" {
		t.Errorf("got %q", got)
	}
}

func TestSpan(t *testing.T) {
	f := func(from, to, want string) {
		t.Helper()
		var ends [2]time.Time
		for i, day := range []string{from, to} {
			if day != "" {
				ends[i], _ = time.ParseInLocation(time.DateOnly, day, corpus.Istanbul)
			}
		}
		if got := turkish.span(ends[0].UTC(), ends[1].UTC()); got != want {
			t.Errorf("%s, %s: got %q, want %q", from, to, got, want)
		}
	}
	f("2025-06-16", "2025-06-17", "16 Haziran 2025")
	f("2025-06-16", "2025-06-23", "16 – 22 Haziran 2025")
	f("2025-07-28", "2025-08-04", "28 Temmuz – 3 Ağustos 2025")
	f("2025-12-29", "2026-01-05", "29 Aralık 2025 – 4 Ocak 2026")
	f("2025-06-16", "2026-06-17", "16 Haziran 2025 – 16 Haziran 2026")
	f("2025-06-16", "", fmt.Sprintf(turkish.Since, "16 Haziran 2025"))
	f("", "2025-06-16", fmt.Sprintf(turkish.Until, "15 Haziran 2025"))
}
