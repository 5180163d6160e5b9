package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/haberara/haberara/searcher"
)

// timelineJSON is a timeline as JSON shows it, in the words of the HTTP API.
type timelineJSON struct {
	Interval searcher.Interval `json:"interval"`
	Undated  int               `json:"undated"`
	Buckets  []bucketJSON      `json:"buckets"`
}

type bucketJSON struct {
	Start    string  `json:"start"`
	End      string  `json:"end"`
	Count    int     `json:"count"`
	Articles int     `json:"articles"`
	Share    float64 `json:"share"`
}

func newTimelineJSON(t *searcher.Timeline) *timelineJSON {
	if t == nil {
		return nil
	}
	j := &timelineJSON{t.Interval, t.Undated, []bucketJSON{}}
	for _, b := range t.Buckets {
		j.Buckets = append(j.Buckets, bucketJSON{
			b.Start.Format(time.RFC3339), b.End.Format(time.RFC3339), b.Count, b.Articles, b.Share(),
		})
	}
	return j
}

// bucketLayouts name a bucket by its start.
var bucketLayouts = map[searcher.Interval]string{
	searcher.Hour: "2006-01-02 15:04 -07", searcher.Day: "2006-01-02 Mon", searcher.Week: "2006-01-02", searcher.Month: "2006-01",
	searcher.Year: "2006",
}

// barCells is how wide the longest bar is.
const barCells = 50

// drawTimeline writes a line for each bucket: its start, a bar, the hits and their share of all its articles.
func drawTimeline(w io.Writer, t *searcher.Timeline) error {
	if t == nil {
		return nil
	}
	highest := 1
	for _, b := range t.Buckets {
		highest = max(highest, b.Count)
	}
	for _, b := range t.Buckets {
		if _, err := fmt.Fprintf(w, "%s  %-*s %*s  %6.2f%%\n", b.Start.Format(bucketLayouts[t.Interval]),
			barCells, bar(b.Count, highest), len(grouped(highest)), grouped(b.Count), 100*b.Share()); err != nil {
			return err
		}
	}
	if t.Undated > 0 {
		if _, err := fmt.Fprintf(w, "without a date: %s\n", grouped(t.Undated)); err != nil {
			return err
		}
	}
	return nil
}

// bar is a line of blocks in eighths of a cell; what is not nothing is seen.
func bar(count, highest int) string {
	const full, eighths = "█", "▏▎▍▌▋▊▉"
	n := int(int64(count) * barCells * 8 / int64(highest))
	if count > 0 {
		n = max(n, 1)
	}
	rest := ""
	if n%8 > 0 {
		rest = string([]rune(eighths)[n%8-1])
	}
	return strings.Repeat(full, n/8) + rest
}
