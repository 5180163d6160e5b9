package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

func TestTimelineOnThePage(t *testing.T) {
	s := startServer(t, Config{})
	all := checkPage(t, "/", s.get("/?q=deprem&page=2&page-size=1&dil=en"))
	var bars []string
	for _, e := range all {
		if e.name == "a" && e.attrs["aria-label"] != "" && strings.Contains(e.attrs["href"], "from=") {
			bars = append(bars, e.attrs["aria-label"]+" "+e.attrs["href"])
		}
	}
	if diff := cmp.Diff([]string{
		"2025: 1 result /?q=deprem&page-size=1&dil=en&from=2025-01-01&to=2025-12-31",
		"2026: 2 results /?q=deprem&page-size=1&dil=en&from=2026-01-01&to=2026-12-31",
	}, bars); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := s.get("/?q=tatbikat").body; strings.Contains(got, "<figure") {
		t.Error("a single bucket is shown")
	}
	if got := s.get("/?dil=en").body; !strings.Contains(got, "1 results without a date") {
		t.Errorf("nothing says that an article has no date")
	}
}

// TestBucketLinks: following a bar asks for exactly the bucket.
func TestBucketLinks(t *testing.T) {
	f := func(v searcher.Interval, start, end string, name string) {
		t.Helper()
		var b searcher.Bucket
		for into, text := range map[*time.Time]string{&b.Start: start, &b.End: end} {
			at, err := time.ParseInLocation("2006-01-02 15:04:05", text, corpus.Istanbul)
			if err != nil {
				t.Fatal(err)
			}
			*into = at
		}
		q, err := parseQuery(args{{"q", "x"}, {"to", "2001"}}.within(v, b), fakeNow)
		if err != nil || !q.From.Equal(b.Start) || !q.To.Equal(b.End) {
			t.Errorf("%s to %s leads to %v, %v, %v", start, end, q.From, q.To, err)
		}
		if got := turkish.bucket(v, b); got != name {
			t.Errorf("%s to %s is called %q, want %q", start, end, got, name)
		}
	}
	f(searcher.Hour, "2026-05-17 23:00:00", "2026-05-18 00:00:00", "17 Mayıs 2026 23:00")
	f(searcher.Hour, "1905-05-17 23:00:00", "1905-05-18 00:00:00", "17 Mayıs 1905 23:00")
	f(searcher.Day, "2026-05-17 00:00:00", "2026-05-18 00:00:00", "17 Mayıs 2026")
	f(searcher.Week, "2025-12-29 00:00:00", "2026-01-05 00:00:00", "29 Aralık 2025 – 4 Ocak 2026")
	f(searcher.Month, "2026-02-01 00:00:00", "2026-03-01 00:00:00", "Şubat 2026")
	f(searcher.Year, "1999-01-01 00:00:00", "2000-01-01 00:00:00", "1999")
}

func TestBars(t *testing.T) {
	var line searcher.Timeline
	line.Interval = searcher.Year
	for i, count := range []int{1, 0, 1000, 500} {
		line.Buckets = append(line.Buckets, fakeBucket(2000+i, count))
	}
	got := ""
	for _, b := range turkish.timeline(nil, &line).Bars {
		got += fmt.Sprint(b.X, " ", b.Y, " ", b.Height, "; ")
	}
	if want := "0 57 3; 20 0 60; 30 30 30; "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCacheMetrics(t *testing.T) {
	s := startServer(t, Config{}, func(s *testServer) {
		s.engine.cache = searcher.CacheStats{PageHits: 1, PageMisses: 2, FilterHits: 3, FilterMisses: 4, Bytes: 5, MaxBytes: 6}
	})
	got := s.get("/metrics").body
	for _, want := range []string{
		`haberara_cache_hits_total{kind="page"} 1`, `haberara_cache_misses_total{kind="page"} 2`,
		`haberara_cache_hits_total{kind="filter"} 3`, `haberara_cache_misses_total{kind="filter"} 4`,
		"haberara_cache_bytes 5", "haberara_cache_bytes_limit 6",
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
