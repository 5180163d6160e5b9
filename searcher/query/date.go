package query

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// dateName is what a name before a colon says about a date.
type dateName struct {
	field DateField
	// isAfter and isBefore take the beginning of the date as one end.
	isAfter, isBefore bool
}

// dateNames are the names that may stand before a colon and a date, folded.
var dateNames = map[string]dateName{
	"tarih": {}, "date": {}, "guncelleme": {field: Updated}, "updated": {field: Updated},
	"after": {isAfter: true}, "sonra": {isAfter: true}, "before": {isBefore: true}, "once": {isBefore: true},
}

// maxDateWords is how many words a date without quotes may have.
const maxDateWords = 8

// dateField reads the value of a field that is a date and begins at p.at. What is not a date is an error when it begins
// with a digit, for a mistyped date has no plain meaning; else false, without moving from start, for it is text.
func (p *treeParser) dateField(start, value int, name dateName) (Node, bool) {
	ends := p.dateEnds()
	first := error(nil)
	for i := len(ends) - 1; i >= 0; i-- {
		text := strings.Trim(p.slice(p.at, ends[i]), `"“”„‟＂«»()`)
		n, err := name.read(text, p.now)
		if err != nil {
			first = err
			continue
		}
		from := p.at
		p.at = ends[i]
		p.terms++
		if i > 0 {
			p.repair(from, p.at, "%q is read as the date; put it in quotes to say so", text)
		}
		n.Range = p.place(start, p.at)
		return p.boost(n), true
	}
	text := strings.Trim(p.slice(p.at, ends[0]), `"“”„‟＂«»() `)
	if text != "" && isDigit(rune(text[0])) || strings.HasPrefix(text, "..") || errors.Is(first, turkish.ErrNeedsNow) {
		p.fail(p.at, "%v", first)
		return nil, true
	}
	p.repair(start, value, "%s is not followed by a date; it is searched for as a word", p.slice(start, value))
	p.at = start
	return nil, false
}

// dateEnds returns the indexes at which the date that begins at p.at may end, the nearest first.
func (p *treeParser) dateEnds() []int {
	if quoteOf(p.text[p.at]) != noQuote {
		if _, end, ok := p.quoted(p.at); ok {
			return []int{end}
		}
		return []int{p.at + 1}
	}
	if p.text[p.at] == '(' {
		for end := p.at + 1; end < len(p.text) && p.text[end] != '('; end++ {
			if p.text[end] == ')' {
				return []int{end + 1}
			}
		}
		return []int{p.at + 1}
	}
	var ends []int
	for at := p.at; len(ends) < maxDateWords; {
		end := p.runEnd(at)
		if end == at {
			break
		}
		ends = append(ends, end)
		for at = end; at < len(p.text) && unicode.IsSpace(p.text[at]); at++ {
		}
	}
	return ends
}

func (d dateName) read(text string, now time.Time) (*DateRange, error) {
	n := &DateRange{Field: d.field}
	span, err := readSpan(text, now)
	switch {
	case err != nil:
		return nil, err
	case d.isAfter:
		n.From = span.From
	case d.isBefore:
		n.To = span.From
	default:
		n.From, n.To = span.From, span.To
	}
	if n.From.IsZero() && n.To.IsZero() {
		return nil, errors.New("this end of the date is open; write the other one")
	}
	return n, nil
}

// readSpan reads what turkish.ParseWhen does, ranges with an open end (2026-05.. and ..2026-05) and ends in RFC 3339.
func readSpan(text string, now time.Time) (turkish.Span, error) {
	text = strings.TrimSpace(text)
	left, right, isRange := strings.Cut(text, "..")
	from, isFrom := readInstant(left)
	to, isTo := readInstant(right)
	switch {
	case isRange && isFrom && isTo && !to.Before(from):
		return turkish.Span{From: from, To: to.Add(time.Second)}, nil
	case isRange && right == "" && isFrom:
		return turkish.Span{From: from}, nil
	case isRange && left == "" && isTo:
		return turkish.Span{To: to.Add(time.Second)}, nil
	case isRange && right == "":
		span, err := turkish.ParseWhen(left, now)
		return turkish.Span{From: span.From}, err
	case isRange && left == "":
		span, err := turkish.ParseWhen(right, now)
		return turkish.Span{To: span.To}, err
	case !isRange && isFrom:
		return turkish.Span{From: from, To: from.Add(time.Second)}, nil
	}
	return turkish.ParseWhen(text, now)
}

func readInstant(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, false
	}
	return t.In(turkish.Istanbul).Truncate(time.Second), !t.IsZero()
}

// text prints the range as the value of a date field: days where both ends are days, instants elsewhere.
func (d *DateRange) text() string {
	last := func() time.Time { return d.To.Add(-time.Second).In(turkish.Istanbul) }
	if isDayStart(d.From) && isDayStart(d.To) {
		const day = "2006-01-02"
		switch {
		case d.To.IsZero():
			return d.From.In(turkish.Istanbul).Format(day) + ".."
		case d.From.IsZero():
			return ".." + last().Format(day)
		}
		from, to := d.From.In(turkish.Istanbul).Format(day), last().Format(day)
		if from == to {
			return from
		}
		return from + ".." + to
	}
	switch {
	case d.To.IsZero():
		return instant(d.From) + ".."
	case d.From.IsZero():
		return ".." + instant(last())
	}
	return instant(d.From) + ".." + instant(last())
}

// isDayStart reports whether t is zero or the first instant of a day.
func isDayStart(t time.Time) bool {
	if t.IsZero() {
		return true
	}
	t = t.In(turkish.Istanbul)
	return t.Equal(turkish.DayStart(t.Date()))
}

// instant prints t in Istanbul, or in UTC where Istanbul's offset has seconds.
func instant(t time.Time) string {
	t = t.In(turkish.Istanbul)
	if _, offset := t.Zone(); offset%60 != 0 {
		t = t.UTC()
	}
	return t.Format(time.RFC3339)
}
