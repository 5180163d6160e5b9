package turkish

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Span is a stretch of time: From is its first instant and To the first one behind it.
type Span struct{ From, To time.Time }

// ErrNeedsNow is in the error about a text that only the time of its writing gives a meaning ("dün", "8 ay önce").
var ErrNeedsNow = errors.New("it depends on the day on which it was written")

// maxWhenBytes and maxLexemes bound the work on one text; the longest sensible range has about 100 bytes.
const (
	maxWhenBytes = 256
	maxLexemes   = 40
)

// The years that a Span may touch.
const (
	leastYear = 1
	mostYear  = 9999
)

// ParseWhen returns the time in Istanbul that Turkish text names, as seen from now; a zero now is not known, and what
// needs it is an error with ErrNeedsNow. Letter case and diacritics do not matter, nor do case endings with or without
// an apostrophe. The error names what was not understood. It reads:
//
//   - days: bugün, dün, yarın, evvelsi gün, önceki gün; 17.08.1999, 17/08/1999, 1999-08-17; 2 Haziran 2025,
//     13 Şub 2026; 2 Haziran (the last one, today included). A weekday beside a date with a year is not checked; without
//     a year it chooses the last year in which it is right, tomorrow at the latest;
//   - weekdays: pazartesi and bu cuma (the last one, today included, and the one of this week), geçen cuma (the last
//     before today), gelecek cuma, geçen hafta cuma;
//   - longer times: bu, geçen (geçtiğimiz) or gelecek (önümüzdeki) hafta, hafta sonu, ay, yıl (sene); 2025, 2025 yılı,
//     Haziran 2025, 2025-06, geçen yıl haziran; haziran (the last one, this month included). Weeks begin on Monday;
//   - son 7 gün, son bir hafta, son üç ay: whole days, today the last; son 24 saat, son yarım saat, son bir gün: up to
//     now;
//   - az önce (the last 15 minutes), 20 dakika önce (that minute), 3 saat önce (that hour of the clock), 8 ay önce
//     (that day; of months without it the last day); sonra for önce;
//   - times of a day: 15:09, 15:09:30, saat 15, saat 15.09, dün 15:09, 13 Şubat 2026 Cuma - 15:01. Without a day it is
//     the last such time;
//   - parts of a day: sabah 6 to 12, öğle 11 to 14, öğleden önce 6 to 12, öğleden sonra 12 to 18, akşam 18 to 24, gece
//     21 to 6 of the day after (bu sabah, dün gece, 17 Ağustos akşamı; bu gece before 6 is the night that runs);
//   - ranges, both ends inside: 2026-05..2026-06, 1-15 Mayıs 2026, 1 Mayıs - 3 Haziran 2026, 10:00-12:30, 1 Mayıs ile
//     3 Mayıs arası; Mayıs'tan beri, 2020'den bu yana, dünden itibaren (through now).
func ParseWhen(text string, now time.Time) (Span, error) {
	found, err := parseWhen(text, now)
	return found.Span, err
}

// ParseInstant returns the first instant of a day, or of a time within a day, that text names for ParseWhen. Longer
// times and ranges are an error.
func ParseInstant(text string, now time.Time) (time.Time, error) {
	found, err := parseWhen(text, now)
	if err == nil && !found.isInstant {
		return time.Time{}, fmt.Errorf("%q is longer than a day; write a day, with or without a time", text)
	}
	return found.From, err
}

// when is a Span and whether one day, or a time within it, is meant.
type when struct {
	Span
	isInstant bool
}

func parseWhen(text string, now time.Time) (when, error) {
	if len(text) > maxWhenBytes {
		return when{}, fmt.Errorf("a date has at most %d bytes, this has %d; shorten it", maxWhenBytes, len(text))
	}
	found, err := readWhen(text, now)
	if err == nil {
		err = found.check()
	}
	if err != nil {
		return when{}, fmt.Errorf("%q is not a date: %w", strings.ToValidUTF8(text, "\uFFFD"), err)
	}
	return found, nil
}

func readWhen(text string, now time.Time) (when, error) {
	lexemes, err := lexWhen(text)
	if err != nil {
		return when{}, err
	}
	items, err := readItems(lexemes)
	if err != nil {
		return when{}, err
	}
	parts, err := readParts(items)
	if err != nil {
		return when{}, err
	}
	clock := reference{now: now.In(Istanbul), known: !now.IsZero()}
	if year := clock.now.Year(); clock.known && (year < leastYear || year > mostYear) {
		return when{}, fmt.Errorf("the year %d of the present is outside %d to %d", year, leastYear, mostYear)
	}
	if len(parts) == 1 {
		return parts[0].resolve(&clock)
	}
	return resolveRange(parts[0], parts[1], &clock)
}

func (w when) check() error {
	if !w.From.Before(w.To) {
		return errors.New("it ends before it begins; exchange the ends")
	}
	if w.From.Year() < leastYear || w.To.Add(-1).Year() > mostYear {
		return fmt.Errorf("it is outside the years %d to %d", leastYear, mostYear)
	}
	return nil
}

// reference is the time from which relative expressions are seen.
type reference struct {
	now   time.Time
	known bool
}

// instant returns the present second.
func (r *reference) instant() (time.Time, error) {
	if !r.known {
		return time.Time{}, ErrNeedsNow
	}
	return r.now.Truncate(time.Second), nil
}

// today returns the present day, which stands for itself in UTC.
func (r *reference) today() (time.Time, error) {
	if !r.known {
		return time.Time{}, ErrNeedsNow
	}
	return dateOf(r.now), nil
}

// dateOf returns the day of t, which is in Istanbul, as midnight in UTC.
func dateOf(t time.Time) time.Time {
	year, month, day := t.Date()
	return civil(year, int(month), day)
}

func civil(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// addMonths returns the same day of the month n months later, the last day of months that are too short.
func addMonths(date time.Time, n int) time.Time {
	year, month, day := date.Date()
	first := civil(year, int(month)+n, 1)
	return first.AddDate(0, 0, min(day, daysIn(first.Year(), int(first.Month())))-1)
}

// monday returns the first day of the week of date.
func monday(date time.Time) time.Time {
	return date.AddDate(0, 0, -(int(date.Weekday())+6)%7)
}
