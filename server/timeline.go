package server

import (
	"fmt"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// appendTimeline writes where each bucket begins and ends, the hits in it and their share of all its articles.
func appendTimeline(b []byte, t *searcher.Timeline) []byte {
	if t == nil {
		return b
	}
	b = append(b, `,"timeline":{"interval":`...)
	b = appendString(b, string(t.Interval))
	b = appendInt(b, "undated", t.Undated)
	b = append(b, `,"buckets":[`...)
	for i, bucket := range t.Buckets {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"start":"`...)
		b = appendTime(b, bucket.Start)
		b = append(b, `","end":"`...)
		b = appendTime(b, bucket.End)
		b = append(b, '"')
		b = appendInt(b, "count", bucket.Count)
		b = appendInt(b, "articles", bucket.Articles)
		b = append(appendFloat(b, "share", bucket.Share(), 6), '}')
	}
	return append(b, "]}"...)
}

// timelineView is the timeline of the search page, as bars in a drawing of Width × barHeight.
type timelineView struct {
	Bars        []bar
	Width       int
	First, Last string
	// Undated says how many hits are not in it; empty for none.
	Undated string
}

// bar is a bucket that has hits; the link leads to them alone.
type bar struct {
	X, Y, Height int
	Label, Link  string
}

const (
	barStep   = 10
	barHeight = 60
	// leastBar is seen and clicked even beside the highest.
	leastBar = 3
)

// timeline returns nil where there is nothing to choose: no bucket, or a single one.
func (l *language) timeline(a args, t *searcher.Timeline) *timelineView {
	if t == nil || len(t.Buckets) < 2 {
		return nil
	}
	highest := 0
	for _, b := range t.Buckets {
		highest = max(highest, b.Count)
	}
	v := &timelineView{
		Width: len(t.Buckets) * barStep,
		First: l.bucket(t.Interval, t.Buckets[0]), Last: l.bucket(t.Interval, t.Buckets[len(t.Buckets)-1]),
	}
	if t.Undated > 0 {
		v.Undated = fmt.Sprintf(l.UndatedResults, l.count(t.Undated))
	}
	for i, b := range t.Buckets {
		if b.Count == 0 {
			continue
		}
		height := max(leastBar, b.Count*barHeight/highest)
		v.Bars = append(v.Bars, bar{
			X: i * barStep, Y: barHeight - height, Height: height,
			Label: l.bucket(t.Interval, b) + ": " + l.results(b.Count), Link: a.within(t.Interval, b).link("/"),
		})
	}
	return v
}

// within bounds the dates to those of a bucket.
func (a args) within(v searcher.Interval, b searcher.Bucket) args {
	last := b.End.Add(-time.Second)
	if v == searcher.Hour {
		return a.set("from", string(appendTime(nil, b.Start))).set("to", string(appendTime(nil, last)))
	}
	return a.set("from", day(b.Start)).set("to", day(last))
}

// bucket names a bucket: 2026, Mayıs 2026, 17 Mayıs 2026, and with its last day or its hour.
func (l *language) bucket(v searcher.Interval, b searcher.Bucket) string {
	start := b.Start.In(corpus.Istanbul)
	switch v {
	case searcher.Year:
		return itoa(start.Year())
	case searcher.Month:
		return l.months[start.Month()-1] + " " + itoa(start.Year())
	case searcher.Week:
		return l.span(b.Start, b.End)
	case searcher.Hour:
		return strings.Join([]string{l.shortDate(start), start.Format("15:04")}, " ")
	}
	return l.shortDate(start)
}
