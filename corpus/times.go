package corpus

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// Istanbul is the zone of every time that names none, and the location of every time that ParseTime returns.
var Istanbul = turkish.Istanbul

const maxShownTimeBytes = 64

// Year first, day first and as in mail; a space stands for the T of ISO 8601. Go reads a fraction after any seconds.
var (
	isoLayouts = []string{
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02", "2006-01-02 15:04",
		"2006-01-02 15:04:05Z0700", "2006-01-02 15:04:05Z07", "2006-01-02 15:04Z07:00", "2006-01-02 15:04Z0700",
		"2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700",
	}
	dottedLayouts = []string{"2.1.2006 15:04:05", "2.1.2006 15:04", "2.1.2006"}
	mailLayouts   = []string{"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700"}
)

// mailZones are the zone names of RFC 822 and those that Turkish feeds write; Go takes an unknown name for UTC.
var mailZones = map[string]string{
	"GMT": "+0000", "UT": "+0000", "UTC": "+0000", "Z": "+0000", "EET": "+0200", "EEST": "+0300", "TRT": "+0300",
	"CET": "+0100", "CEST": "+0200", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// ParseTime returns the second that s names, in Istanbul: RFC 3339 and its looser forms (a space for the T, no
// seconds, no time, no zone), RFC 1123 ("Mon, 02 Jan 2006 15:04:05 +0300"), "02.01.2006 15:04", and Unix time of
// exactly 10 digits (seconds) or 13 (milliseconds); other numbers of digits could be dates. It also reads Turkish as
// turkish.ParseInstant does ("13 Şubat 2026 Cuma - 15:01", "2 Haziran 2025"); a day is its first second. A time without
// a zone is Istanbul's. A date that is not in the calendar or whose year is outside MinYear to MaxYear is an error, and
// so is one that depends on when it was written ("dün"): ParseTimeAt reads it.
func ParseTime(s string) (time.Time, error) { return ParseTimeAt(s, time.Time{}) }

// ParseTimeAt is ParseTime for a text that was written at now: it also reads "dün 15:09", "8 ay önce" and "15:09".
func ParseTimeAt(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	if isDigits(s) && (len(s) == 10 || len(s) == 13) {
		return parseUnix(s)
	}
	for _, layout := range layoutsFor(s) {
		t, err := time.ParseInLocation(layout, normalizeTime(s), Istanbul)
		if err == nil {
			return checkTime(t)
		}
	}
	shown := s
	if len(s) > maxShownTimeBytes {
		shown = strings.ToValidUTF8(s[:maxShownTimeBytes], "")
	}
	if isTurkishTime(s) {
		t, err := turkish.ParseInstant(s, now)
		if err == nil {
			return checkTime(t)
		}
		if errors.Is(err, turkish.ErrNeedsNow) {
			return time.Time{}, fmt.Errorf("cannot read %q as a date, because it is relative: %w; write the date itself, "+
				"like 2006-01-02T15:04:05+03:00 or 2 Ocak 2006 15:04", shown, turkish.ErrNeedsNow)
		}
	}
	return time.Time{}, fmt.Errorf("cannot read %q as a date; write it like 2006-01-02T15:04:05+03:00, "+
		"or leave the field out when the date is not known", shown)
}

// isTurkishTime reports whether s has a word or is a time of day alone. Digits with signs between them are left to the
// layouts, because 02/01/2024 is another day in English.
func isTurkishTime(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 || len(s) <= len("15:04:05") && strings.Contains(s, ":")
}

func layoutsFor(s string) []string {
	switch {
	case len(s) > 4 && s[4] == '-':
		return isoLayouts
	case len(s) > 2 && (s[1] == '.' || s[2] == '.'):
		return dottedLayouts
	}
	return mailLayouts
}

func normalizeTime(s string) string {
	if len(s) > 10 && s[4] == '-' {
		if s[10] == 'T' || s[10] == 't' {
			s = s[:10] + " " + s[11:]
		}
		if strings.HasSuffix(s, "z") {
			s = s[:len(s)-1] + "Z"
		}
		return s
	}
	if _, rest, found := strings.Cut(s, ", "); found {
		s = rest
	}
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		if zone, ok := mailZones[s[i+1:]]; ok {
			return s[:i+1] + zone
		}
	}
	return s
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

const (
	// leastMillis is the beginning of 1990 in milliseconds, and far behind the seconds of the placeholder years 1
	// (-6.2e10) and 9999 (2.53e11), which must not become dates of 1968 and 1978.
	leastMillis = 631_152_000_000
	// leastDoubtful is behind the seconds of MaxYear (7.3e9).
	leastDoubtful = 1e10
	unixLimit     = 1e16
)

// parseUnix reads a JSON number as Unix time: milliseconds when it is leastMillis or more, or -leastMillis (1950) or
// less, else seconds. So milliseconds of the years between are refused, as seconds of a year out of bounds.
func parseUnix(s string) (time.Time, error) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n >= unixLimit || n <= -unixLimit {
		return time.Time{}, fmt.Errorf("number %.30s is not Unix time in seconds or milliseconds; "+
			"leave the field out when the date is not known", s)
	}
	if n >= leastMillis || n <= -leastMillis {
		return checkTime(time.UnixMilli(int64(n)))
	}
	whole := int64(n)
	if float64(whole) > n {
		whole--
	}
	t, err := checkTime(time.Unix(whole, 0))
	if err != nil && (n >= leastDoubtful || n <= -leastDoubtful) {
		err = fmt.Errorf("%w; milliseconds are read from 1990 on and before 1950, write other dates as text", err)
	}
	return t, err
}

// checkTime returns t in Istanbul without its fraction, or an error when its year there is out of bounds.
func checkTime(t time.Time) (time.Time, error) {
	local := t.In(Istanbul).Truncate(time.Second)
	err := checkYear(local.Year())
	if err == nil {
		return local, nil
	}
	// The year as it was written is the one to complain about, except at the very edge.
	if asWritten := checkYear(t.Year()); asWritten != nil {
		err = asWritten
	}
	return time.Time{}, err
}

func checkYear(year int) error {
	if year < MinYear || year > MaxYear {
		return fmt.Errorf("year %d is outside %d to %d; leave the field out when the date is not known",
			year, MinYear, MaxYear)
	}
	return nil
}
