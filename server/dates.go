package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/haberara/haberara/corpus"
	tr "github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher"
)

// ParseRange reads the two ends of a date range and returns the first instant inside and the first instant outside; an
// empty end returns the zero time. It takes 2026, 2026-05, 2026-05-17, 17.05.2026, 2026-05-17T15:04 and RFC 3339; what
// names no zone is in Istanbul. Turkish words are read as turkish.ParseWhen reads them at now (dün, geçen hafta,
// son 7 gün, 17 Ağustos). A year, month, week, day or minute as to is inside to its end, an instant through its second.
// The error is a *searcher.RequestError for the field "from" or "to".
func ParseRange(from, to string, now time.Time) (time.Time, time.Time, error) {
	inside, outside, p := parseRange(from, to, now)
	if p != nil {
		return time.Time{}, time.Time{}, &searcher.RequestError{Field: p.parameter, Message: p.detail}
	}
	return inside, outside, nil
}

func parseRange(from, to string, now time.Time) (inside, outside time.Time, p *problem) {
	if from != "" {
		var ok bool
		if inside, _, ok = parseSpan(from, now); !ok {
			return time.Time{}, time.Time{}, badDate("from", from)
		}
	}
	if to != "" {
		var ok bool
		if _, outside, ok = parseSpan(to, now); !ok {
			return time.Time{}, time.Time{}, badDate("to", to)
		}
	}
	if from != "" && to != "" && !inside.Before(outside) {
		return time.Time{}, time.Time{}, bad("from", fmt.Sprintf("%s is after to=%s", shorten(from), shorten(to)),
			"Başlangıç tarihi bitiş tarihinden sonra.")
	}
	return inside, outside, nil
}

func badDate(parameter, value string) *problem {
	return bad(parameter, fmt.Sprintf("%q is not a date; write 2026, 2026-05, 2026-05-17, 17.05.2026, "+
		"2026-05-17T15:04, 2026-05-17T15:04:05+03:00, or dün, geçen hafta, 2 Haziran 2025", shorten(value)),
		fmt.Sprintf("“%s” bir tarih değil.", shorten(value)))
}

// spanLayouts are the forms without a zone, each with the end of the span that it names.
var spanLayouts = []struct {
	layout string
	start  func(time.Time) time.Time
	end    func(time.Time) time.Time
}{
	{"2006", dayStart(0, 0, 0), dayStart(1, 0, 0)},
	{"2006-01", dayStart(0, 0, 0), dayStart(0, 1, 0)},
	{"2006-01-02", dayStart(0, 0, 0), dayStart(0, 0, 1)},
	{"2.1.2006", dayStart(0, 0, 0), dayStart(0, 0, 1)},
	{"2006-01-02T15:04", clock(0), clock(time.Minute)},
	{"2006-01-02 15:04", clock(0), clock(time.Minute)},
	{"2006-01-02T15:04:05", clock(0), clock(time.Second)},
	{"2006-01-02 15:04:05", clock(0), clock(time.Second)},
}

// parseSpan returns the first instant inside and the first outside of what value names.
func parseSpan(value string, now time.Time) (start, end time.Time, ok bool) {
	value = strings.TrimSpace(value)
	for _, form := range spanLayouts {
		if t, err := time.Parse(form.layout, value); err == nil {
			return nonZero(form.start(t)), nonZero(form.end(t)), true
		}
	}
	instant := value
	if strings.Contains(value, "T") {
		instant = strings.Replace(value, " ", "+", 1) // a plus sign that was not escaped arrives as a space
	}
	t, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return parseWords(value, now)
	}
	second := t.Truncate(time.Second).In(corpus.Istanbul)
	return nonZero(second), nonZero(second.Add(time.Second)), true
}

// parseWords reads Turkish words; digits with signs alone are no words, so that they have one meaning here.
func parseWords(value string, now time.Time) (start, end time.Time, ok bool) {
	if strings.IndexFunc(value, unicode.IsLetter) < 0 {
		return time.Time{}, time.Time{}, false
	}
	span, err := tr.ParseWhen(value, now)
	if err != nil {
		return time.Time{}, time.Time{}, false
	}
	return nonZero(span.From), nonZero(span.To), true
}

// nonZero moves the one instant that would read as an open end, the first of year 1, by a nanosecond.
func nonZero(t time.Time) time.Time {
	if t.IsZero() {
		return t.Add(1)
	}
	return t
}

// dayStart returns a function from a date to the first instant, in Istanbul, of the day this much later.
func dayStart(years, months, days int) func(time.Time) time.Time {
	return func(t time.Time) time.Time {
		day := t.AddDate(years, months, days)
		return tr.DayStart(day.Year(), day.Month(), day.Day())
	}
}

func clock(length time.Duration) func(time.Time) time.Time {
	return func(t time.Time) time.Time {
		local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, corpus.Istanbul)
		return local.Add(length)
	}
}

// appendTime writes RFC 3339 in Istanbul, or in UTC where Istanbul's offset had seconds (until 1910), which RFC 3339
// cannot say; years beyond 9999 get all their digits.
func appendTime(b []byte, t time.Time) []byte {
	t = t.In(corpus.Istanbul)
	if _, offsetSeconds := t.Zone(); offsetSeconds%60 != 0 {
		t = t.UTC()
	}
	return t.AppendFormat(b, time.RFC3339)
}

// day formats the date of t in Istanbul as the from and to parameters take it.
func day(t time.Time) string {
	t = t.In(corpus.Istanbul)
	year := strconv.Itoa(t.Year())
	return strings.Repeat("0", max(0, 4-len(year))) + year + t.Format("-01-02")
}
