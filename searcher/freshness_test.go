package searcher

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

// TestFreshness: of articles that are alike the newer ranks higher, more so where the query is in the news, unless the
// caller leaves time out.
func TestFreshness(t *testing.T) {
	now := time.Date(2026, 5, 17, 12, 30, 0, 0, time.UTC)
	at := func(id string, days int, title string) *corpus.Article {
		return &corpus.Article{ID: id, Title: title, Published: now.AddDate(0, 0, -days)}
	}
	articles := []*corpus.Article{at("eski", 400, "orman yangını"), at("yeni", 10, "orman yangını"), {ID: "tarihsiz", Title: "orman yangını"}}
	for n := range 40 {
		articles = append(articles, at(fmt.Sprint("dolgu-", n), n*10, "başka konu"))
	}
	for n := range 6 {
		articles = append(articles, at(fmt.Sprint("sel-", n), n/3, "sel baskını"))
	}
	s := index(t, append(articles, at("eski sel", 300, "sel baskını"))...)
	f := func(query string, freshness Freshness, newer, older string, least, most float64) {
		t.Helper()
		scores := map[string]float64{}
		for _, h := range ask(t, s, Request{Query: query, Now: now, Freshness: freshness}).Hits {
			scores[h.Article.ID] = h.Score
		}
		if ratio := scores[newer] / scores[older]; ratio < least || ratio > most {
			t.Errorf("%s, %q: %s scores %v times %s, want %v to %v", query, freshness, newer, ratio, older, least, most)
		}
	}
	f("orman", "", "yeni", "eski", 1.05, 1.1)
	f("orman", AutoFresh, "eski", "tarihsiz", 1, 1.01)
	f("sel", "", "sel-0", "eski sel", 1.4, 1.5)
	f("sel", NeverFresh, "sel-0", "eski sel", 1, 1)
	f("orman", "10d", "yeni", "eski", 1.2, 1.3)
	f("orman", "240h", "yeni", "eski", 1.2, 1.3)
	for _, wrong := range []Freshness{"7", "d", "-1d", "0d", "7w", "999999d", "on"} {
		_, err := s.Search(context.Background(), Request{Query: "sel", Freshness: wrong})
		if r := (*RequestError)(nil); !errors.As(err, &r) || r.Field != "freshness" {
			t.Errorf("%q: got %v", wrong, err)
		}
	}
}
