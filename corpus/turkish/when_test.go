package turkish

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// wednesday is the present of the tests: Wednesday, 20 May 2026, 15:30:45.
var wednesday = time.Date(2026, 5, 20, 15, 30, 45, 0, Istanbul)

// shown writes a span by its ends in Istanbul, without a clock that is midnight.
func shown(s Span) string {
	end := func(t time.Time) string {
		text := t.In(Istanbul).Format("2006-01-02 15:04:05")
		return strings.TrimSuffix(strings.TrimSuffix(text, ":00"), " 00:00")
	}
	return end(s.From) + " to " + end(s.To)
}

// whenIs returns a check that the text, in several cases and spellings, is the span at a time.
func whenIs(t *testing.T, now time.Time) func(text, want string) {
	return func(text, want string) {
		t.Helper()
		for _, variant := range []string{text, Upper(text), Lower(text), Fold(text), " " + text + " ", "(" + text + ")"} {
			got, err := ParseWhen(variant, now)
			if err != nil {
				t.Errorf("%q: %v", variant, err)
			} else if shown(got) != want {
				t.Errorf("%q: got %s, want %s", variant, shown(got), want)
			}
		}
	}
}

func TestWhenDays(t *testing.T) {
	f := whenIs(t, wednesday)
	f("bugün", "2026-05-20 to 2026-05-21")
	f("bu gün", "2026-05-20 to 2026-05-21")
	f("dün", "2026-05-19 to 2026-05-20")
	f("dünkü", "2026-05-19 to 2026-05-20")
	f("yarın", "2026-05-21 to 2026-05-22")
	f("evvelsi gün", "2026-05-18 to 2026-05-19")
	f("önceki gün", "2026-05-18 to 2026-05-19")
	f("17.08.1999", "1999-08-17 to 1999-08-18")
	f("17/8/1999", "1999-08-17 to 1999-08-18")
	f("17-08-1999", "1999-08-17 to 1999-08-18")
	f("1999-08-17", "1999-08-17 to 1999-08-18")
	f("17 Ağustos 1999", "1999-08-17 to 1999-08-18")
	f("07 Ağustos 1999", "1999-08-07 to 1999-08-08")
	f("17 Ağustos 1999 Salı günü", "1999-08-17 to 1999-08-18")
	f("17 Ağustos 1999 Pazar", "1999-08-17 to 1999-08-18") // it was a Tuesday: the date counts
	f("17 Ağustos'ta", "2025-08-17 to 2025-08-18")
	f("17 Ağustosta", "2025-08-17 to 2025-08-18")
	f("17 Ağustos’un", "2025-08-17 to 2025-08-18")
	f("17 Ağustos 1999'da", "1999-08-17 to 1999-08-18")
	f("12 Aralığı", "2025-12-12 to 2025-12-13")
	f("20 Mayıs", "2026-05-20 to 2026-05-21")
	f("21 Mayıs", "2025-05-21 to 2025-05-22")
	f("29 Şubat", "2024-02-29 to 2024-03-01")
	f("2 Haziran 2025 tarihinde", "2025-06-02 to 2025-06-03")
	f("2 Haziran Pazartesi", "2025-06-02 to 2025-06-03")
	f("2 Haziran, Salı", "2020-06-02 to 2020-06-03")
	f("21 Mayıs Perşembe", "2026-05-21 to 2026-05-22") // tomorrow
	f("22 Mayıs Cuma", "2020-05-22 to 2020-05-23")
	f("29 Şubat Pazar", "2004-02-29 to 2004-03-01")
	f("13 Şub 2026", "2026-02-13 to 2026-02-14")
	f("14 Mart 2026 Cts", "2026-03-14 to 2026-03-15")
	f("geçen yıl 2 haziran", "2025-06-02 to 2025-06-03")
}

func TestWhenWeekdays(t *testing.T) {
	f := whenIs(t, wednesday)
	f("pazartesi", "2026-05-18 to 2026-05-19")
	f("Çarşamba", "2026-05-20 to 2026-05-21")
	f("perşembe günü", "2026-05-14 to 2026-05-15")
	f("pazar", "2026-05-17 to 2026-05-18")
	f("geçen çarşamba", "2026-05-13 to 2026-05-14")
	f("geçtiğimiz cuma", "2026-05-15 to 2026-05-16")
	f("bu cuma", "2026-05-22 to 2026-05-23")
	f("bu pazar", "2026-05-24 to 2026-05-25")
	f("gelecek çarşamba", "2026-05-27 to 2026-05-28")
	f("önümüzdeki salı", "2026-05-26 to 2026-05-27")
	f("geçen hafta cuma", "2026-05-15 to 2026-05-16")
	f("gelecek hafta pazartesi", "2026-05-25 to 2026-05-26")
}

func TestWhenLonger(t *testing.T) {
	f := whenIs(t, wednesday)
	f("bu hafta", "2026-05-18 to 2026-05-25")
	f("geçen hafta", "2026-05-11 to 2026-05-18")
	f("geçtiğimiz haftaki", "2026-05-11 to 2026-05-18")
	f("gelecek hafta", "2026-05-25 to 2026-06-01")
	f("hafta sonu", "2026-05-23 to 2026-05-25")
	f("geçen hafta sonu", "2026-05-16 to 2026-05-18")
	f("bu ay", "2026-05-01 to 2026-06-01")
	f("geçen ay", "2026-04-01 to 2026-05-01")
	f("gelecek ay", "2026-06-01 to 2026-07-01")
	f("bu yıl", "2026-01-01 to 2027-01-01")
	f("geçen sene", "2025-01-01 to 2026-01-01")
	f("2025", "2025-01-01 to 2026-01-01")
	f("2025'te", "2025-01-01 to 2026-01-01")
	f("2025 yılı", "2025-01-01 to 2026-01-01")
	f("2025 yılında", "2025-01-01 to 2026-01-01")
	f("Haziran 2025", "2025-06-01 to 2025-07-01")
	f("2025 Haziran ayı", "2025-06-01 to 2025-07-01")
	f("Haz 2025", "2025-06-01 to 2025-07-01")
	f("2025-06", "2025-06-01 to 2025-07-01")
	f("06.2025", "2025-06-01 to 2025-07-01")
	f("6/2025", "2025-06-01 to 2025-07-01")
	f("haziran", "2025-06-01 to 2025-07-01")
	f("mayıs ayında", "2026-05-01 to 2026-06-01")
	f("Mayıs'ın", "2026-05-01 to 2026-06-01")
	f("ocağın", "2026-01-01 to 2026-02-01")
	f("geçen mayıs", "2025-05-01 to 2025-06-01")
	f("bu haziran", "2026-06-01 to 2026-07-01")
	f("gelecek mayıs", "2027-05-01 to 2027-06-01")
	f("geçen yıl haziranda", "2025-06-01 to 2025-07-01")
}

func TestWhenLast(t *testing.T) {
	f := whenIs(t, wednesday)
	f("son 7 gün", "2026-05-14 to 2026-05-21")
	f("son yedi günde", "2026-05-14 to 2026-05-21")
	f("son bir hafta", "2026-05-14 to 2026-05-21")
	f("son hafta", "2026-05-14 to 2026-05-21")
	f("son 24 saat", "2026-05-19 15:30:45 to 2026-05-20 15:30:46")
	f("son yirmi dört saatte", "2026-05-19 15:30:45 to 2026-05-20 15:30:46")
	f("son bir gün", "2026-05-19 15:30:45 to 2026-05-20 15:30:46")
	f("son saat", "2026-05-20 14:30:45 to 2026-05-20 15:30:46")
	f("son yarım saat", "2026-05-20 15:00:45 to 2026-05-20 15:30:46")
	f("son 20 dakika", "2026-05-20 15:10:45 to 2026-05-20 15:30:46")
	f("son üç ay", "2026-02-21 to 2026-05-21")
	f("son 1 yıl", "2025-05-21 to 2026-05-21")
	f("son on iki aydır", "2025-05-21 to 2026-05-21")
}

func TestWhenAgo(t *testing.T) {
	f := whenIs(t, wednesday)
	f("az önce", "2026-05-20 15:15:45 to 2026-05-20 15:30:46")
	f("şimdi", "2026-05-20 15:30:45 to 2026-05-20 15:30:46")
	f("10 saniye önce", "2026-05-20 15:30:35 to 2026-05-20 15:30:36")
	f("20 dakika önce", "2026-05-20 15:10 to 2026-05-20 15:11")
	f("15 dk önce", "2026-05-20 15:15 to 2026-05-20 15:16")
	f("15dk önce", "2026-05-20 15:15 to 2026-05-20 15:16")
	f("yarım saat önce", "2026-05-20 15:00 to 2026-05-20 15:01")
	f("bir buçuk saat önce", "2026-05-20 14:00 to 2026-05-20 14:01")
	f("3 saat önce", "2026-05-20 12:00 to 2026-05-20 13:00")
	f("iki gün önce", "2026-05-18 to 2026-05-19")
	f("2 gün evvel", "2026-05-18 to 2026-05-19")
	f("3 gün sonra", "2026-05-23 to 2026-05-24")
	f("bir hafta önce", "2026-05-13 to 2026-05-14")
	f("8 ay önce", "2025-09-20 to 2025-09-21")
	f("10 yıl önce", "2016-05-20 to 2016-05-21")
	f("3 gün önce 15:09", "2026-05-17 15:09 to 2026-05-17 15:10")
	whenIs(t, time.Date(2026, 5, 31, 1, 0, 0, 0, Istanbul))("3 ay önce", "2026-02-28 to 2026-03-01")
	whenIs(t, time.Date(2024, 2, 29, 1, 0, 0, 0, Istanbul))("bir yıl önce", "2023-02-28 to 2023-03-01")
}

func TestWhenClock(t *testing.T) {
	f := whenIs(t, wednesday)
	f("15:09", "2026-05-20 15:09 to 2026-05-20 15:10")
	f("15:09'da", "2026-05-20 15:09 to 2026-05-20 15:10")
	f("15:30", "2026-05-20 15:30 to 2026-05-20 15:31")
	f("15:31", "2026-05-19 15:31 to 2026-05-19 15:32")
	f("9:05:07", "2026-05-20 09:05:07 to 2026-05-20 09:05:08")
	f("saat 15.09", "2026-05-20 15:09 to 2026-05-20 15:10")
	f("saat 15", "2026-05-20 15:00 to 2026-05-20 16:00")
	f("saat 16'da", "2026-05-19 16:00 to 2026-05-19 17:00")
	f("dün 15:09", "2026-05-19 15:09 to 2026-05-19 15:10")
	f("dün saat 15.09'da", "2026-05-19 15:09 to 2026-05-19 15:10")
	f("dün 15.09", "2026-05-19 15:09 to 2026-05-19 15:10")
	f("pazartesi 24:00", "2026-05-19 to 2026-05-19 00:01")
	f("13 Şubat 2026 Cuma - 15:01", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("13 Şubat 2026 – Cuma – 15:01", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("13 Şubat 2026, 15.01", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("15:01 - 13 Şubat 2026", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("15:01 | 13.02.2026", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("13 Şub 2026 15:01", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("13 Şub 2026 Cum 15:01:02", "2026-02-13 15:01:02 to 2026-02-13 15:01:03")
	f("2026-02-13T15:01", "2026-02-13 15:01 to 2026-02-13 15:02")
	f("13.02.2026 15:01", "2026-02-13 15:01 to 2026-02-13 15:02")
}

func TestWhenPartsOfTheDay(t *testing.T) {
	f := whenIs(t, wednesday)
	f("bu sabah", "2026-05-20 06:00 to 2026-05-20 12:00")
	f("bugün öğlen", "2026-05-20 11:00 to 2026-05-20 14:00")
	f("bugün öğleden önce", "2026-05-20 06:00 to 2026-05-20 12:00")
	f("dün öğleden sonra", "2026-05-19 12:00 to 2026-05-19 18:00")
	f("dün akşam", "2026-05-19 18:00 to 2026-05-20")
	f("dün gece", "2026-05-19 21:00 to 2026-05-20 06:00")
	f("geçen gece", "2026-05-19 21:00 to 2026-05-20 06:00")
	f("evvelsi akşam", "2026-05-18 18:00 to 2026-05-19")
	f("yarın sabah", "2026-05-21 06:00 to 2026-05-21 12:00")
	f("17 Ağustos 1999 gecesi", "1999-08-17 21:00 to 1999-08-18 06:00")
	f("pazartesi akşamı", "2026-05-18 18:00 to 2026-05-19")
	f("dün akşam 20:30", "2026-05-19 20:30 to 2026-05-19 20:31")
	f("dün gece 01:30", "2026-05-20 01:30 to 2026-05-20 01:31")
	f("bu gece", "2026-05-20 21:00 to 2026-05-21 06:00")
	whenIs(t, time.Date(2026, 5, 20, 2, 0, 0, 0, Istanbul))("bu gece", "2026-05-19 21:00 to 2026-05-20 06:00")
}

func TestWhenRanges(t *testing.T) {
	f := whenIs(t, wednesday)
	f("2026-05..2026-06", "2026-05-01 to 2026-07-01")
	f("2024-2026", "2024-01-01 to 2027-01-01")
	f("2020 … 2021", "2020-01-01 to 2022-01-01")
	f("1-15 Mayıs 2026", "2026-05-01 to 2026-05-16")
	f("1 – 15 Mayıs 2026", "2026-05-01 to 2026-05-16")
	f("1-15 Haziran", "2025-06-01 to 2025-06-16")
	f("1 Mayıs - 3 Haziran 2026", "2026-05-01 to 2026-06-04")
	f("28 Aralık - 3 Ocak 2026", "2025-12-28 to 2026-01-04")
	f("28 Aralık 2025 - 3 Ocak", "2025-12-28 to 2026-01-04")
	f("Ocak-Mart 2026", "2026-01-01 to 2026-04-01")
	f("1 Mayıs ile 3 Mayıs 2026 arası", "2026-05-01 to 2026-05-04")
	f("Ocak ve Mart 2026 arasında", "2026-01-01 to 2026-04-01")
	f("01.05.2026-03.05.2026", "2026-05-01 to 2026-05-04")
	f("10:00-12:30", "2026-05-20 10:00 to 2026-05-20 12:31")
	f("16:00-17:00", "2026-05-19 16:00 to 2026-05-19 17:01")
	f("dün 10:00-12:30", "2026-05-19 10:00 to 2026-05-19 12:31")
	f("13 Şubat 2026 10:00 - 12:30", "2026-02-13 10:00 to 2026-02-13 12:31")
	f("geçen hafta..dün", "2026-05-11 to 2026-05-20")
	f("Mayıs'tan beri", "2026-05-01 to 2026-05-20 15:30:46")
	f("2020'den bu yana", "2020-01-01 to 2026-05-20 15:30:46")
	f("dünden itibaren", "2026-05-19 to 2026-05-20 15:30:46")
}

// Days are those of the calendar and hours those of the clock, also where the clocks were changed.
func TestWhenDST(t *testing.T) {
	at := func(text string) time.Time {
		now, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	f := func(now, text, wantFrom, wantTo string) {
		t.Helper()
		got, err := ParseWhen(text, at(now))
		if err != nil || !got.From.Equal(at(wantFrom)) || !got.To.Equal(at(wantTo)) {
			t.Errorf("%q at %s: got %v to %v (%v)", text, now, got.From, got.To, err)
		}
	}
	f("2015-03-30T12:00:00+03:00", "dün", "2015-03-29T00:00:00+02:00", "2015-03-30T00:00:00+03:00") // 23 hours
	f("2015-11-09T12:00:00+02:00", "dün", "2015-11-08T00:00:00+03:00", "2015-11-09T00:00:00+02:00") // 25 hours
	f("2015-11-08T12:00:00+02:00", "son 24 saat", "2015-11-07T13:00:00+03:00", "2015-11-08T12:00:01+02:00")
	f("2015-03-29T05:30:00+03:00", "2 saat önce", "2015-03-29T02:00:00+02:00", "2015-03-29T03:00:00+02:00")
	f("2015-11-09T12:00:00+02:00", "dün 03:30", "2015-11-08T03:30:00+03:00", "2015-11-08T03:31:00+03:00")
	f("2015-03-30T12:00:00+03:00", "dün 03:30", "2015-03-29T04:00:00+03:00", "2015-03-29T04:01:00+03:00")
	f("2015-03-28T12:00:00+02:00", "bu gece", "2015-03-28T21:00:00+02:00", "2015-03-29T06:00:00+03:00")   // 8 hours
	f("2026-05-20T12:00:00+03:00", "Ocak 2010", "2010-01-01T00:00:00+02:00", "2010-02-01T00:00:00+02:00") // winter
	f("2026-05-20T12:00:00+03:00", "Temmuz 2010", "2010-07-01T00:00:00+03:00", "2010-08-01T00:00:00+03:00")
	f("2026-05-19T21:30:00Z", "bugün", "2026-05-20T00:00:00+03:00", "2026-05-21T00:00:00+03:00")
}

func TestWhenRefuses(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		got, err := ParseWhen(text, wednesday)
		if err == nil {
			t.Errorf("%q: read as %s", text, shown(got))
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, want %q", text, err, want)
		}
	}
	f("", "it is empty")
	f(" - ", "one end of the range is missing")
	f("deprem", `"deprem" is not understood`)
	f("geçen Şaban", `"saban" is not understood`)
	f("dün & bugün", `'&' is not understood`)
	f("31 Şubat 2026", "şubat 2026 has no day 31")
	f("29.02.2025", "şubat 2025 has no day 29")
	f("1.13.2025", "there is no month 13")
	f("2026-13", "there is no month 13")
	f("2026-05-17T", `"t" is not understood`)
	f("17.08.99", "needs four digits")
	f("31 Haziran", "haziran has no day 31")
	f("30 Şubat", "şubat has no day 30")
	f("30 Şubat Salı", "şubat has no day 30")
	f("15.09", "write saat before a time")
	f("25:00", "there is no time 25:00:00")
	f("15:9", "write it like 15:09")
	f("123456", "too long")
	f("26", "26 is not understood alone")
	f("yedi", `"yedi" is not understood`)
	f("son dakika", "a number and a unit")
	f("son", "a number and a unit")
	f("0 gün önce", "is not from 1")
	f("iki buçuk yıl önce", "only hours are halved")
	f("dün bugün", `"bugun" does not go with`)
	f("dün 2025", `"2025" does not go with`)
	f("2025 2026", "says again")
	f("10:00 11:00", "second time of day")
	f("bu hafta 15:09", "a time of day needs a day")
	f("2025 akşamı", "a time of day needs a day")
	f("az önce 15:09", "a time of day needs a day")
	f("5 Mayıs 2026 - 3 Mayıs 2026", "it ends before it begins")
	f("28-3 Mayıs 2026", "it ends before it begins")
	f("1..2..3", "a range has two ends")
	f("2026-05..", "one end of the range is missing")
	f("yarından beri", "it ends before it begins")
	f("dünden beri deprem", "is not understood")
	f("dünden beri 2025", `"2025" is behind the end`)
	f("99999 yıl önce", "outside the years 1 to 9999")
	f("9999 yıl önce", "outside the years 1 to 9999")
	f("birkaç gün önce", `"birkac" is not understood`)
	f("Oca", "write the whole name")
	f("2025 salı", "needs its month")
	f(strings.Repeat("dün ", 100), "at most 256 bytes")
	f(strings.Repeat("a ", 60), "too many words")
}

func TestWhenNeedsNow(t *testing.T) {
	f := func(text string, want bool) {
		t.Helper()
		_, err := ParseWhen(text, time.Time{})
		if errors.Is(err, ErrNeedsNow) != want || err != nil && !want {
			t.Errorf("%q: got %v", text, err)
		}
	}
	for _, text := range []string{"dün", "2 Haziran", "2 Haziran Pazartesi", "15:09", "10:00-11:00", "8 ay önce",
		"son 7 gün", "geçen hafta", "haziran", "cuma", "az önce", "2020'den beri", "1-15 Mayıs", "dün..2030"} {
		f(text, true)
	}
	for _, text := range []string{"2025", "Haziran 2025", "2 Haziran 2025 Pazartesi", "13 Şubat 2026 Cuma - 15:01",
		"1-15 Mayıs 2026", "2024-2026", "2026-05..2026-06"} {
		f(text, false)
	}
}

func TestParseInstant(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		got, err := ParseInstant(text, wednesday)
		if err != nil {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v, want %s", text, err, want)
			}
		} else if got := got.Format("2006-01-02 15:04"); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	f("2 Haziran 2025", "2025-06-02 00:00")
	f("13 Şubat 2026 Cuma - 15:01", "2026-02-13 15:01")
	f("8 ay önce", "2025-09-20 00:00")
	f("3 saat önce", "2026-05-20 12:00")
	f("dün 15:09", "2026-05-19 15:09")
	f("dün akşam", "2026-05-19 18:00")
	for _, text := range []string{"geçen hafta", "2025", "Haziran 2025", "son 24 saat", "son 1 gün", "dünden beri",
		"1-15 Mayıs 2026", "10:00-11:00"} {
		f(text, "is longer than a day")
	}
}

func FuzzParseWhen(f *testing.F) {
	for _, text := range []string{"dün 15:09", "13 Şubat 2026 Cuma - 15:01", "son yirmi dört saat", "1-15 Mayıs 2026",
		"2026-05..2026-06", "geçen yıl 2 haziran akşamı", "2 Haziran Pazartesi", "8 ay önce", "Mayıs'tan beri",
		"99999 yıl sonra", "31.12.9999 24:00", "0001-01-01", "öğleden önce", "29 Şubat Pazar", "bu", "saat",
		"1 ocak 0001 - 3 mart", "28 aralık-3 ocak 0001", "\xff'", strings.Repeat("1-", 20), "ﷺ"} {
		f.Add(text, wednesday.Unix())
		f.Add(text, int64(-62135596800))
		f.Add(text, int64(253402300799))
	}
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		now := time.Unix(seconds, 0)
		got, err := ParseWhen(text, now)
		if err != nil {
			if got != (Span{}) || err.Error() == "" {
				t.Fatalf("%q: %v beside %v", text, got, err)
			}
			return
		}
		if !got.From.Before(got.To) || got.From.Location() != Istanbul || got.To.Location() != Istanbul ||
			got.From.Year() < 1 || got.To.Add(-1).Year() > 9999 {
			t.Fatalf("%q: %v", text, got)
		}
		if again, err := ParseWhen(Upper(text), now); err == nil && again != got {
			t.Fatalf("%q is %v, in capitals %v", text, got, again)
		}
		if fixed, err := ParseWhen(text, time.Time{}); err == nil && fixed != got {
			t.Fatalf("%q is %v, without the present %v", text, got, fixed)
		}
	})
}

func BenchmarkParseWhen(b *testing.B) {
	for _, text := range []string{"dün", "13 Şubat 2026 Cuma - 15:01", "28 Aralık - 3 Ocak 2026"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseWhen(text, wednesday); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
