package searcher

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus"
)

func TestHeadlines(t *testing.T) {
	day := time.Date(2026, 5, 17, 0, 0, 0, 0, corpus.Istanbul)
	var articles []*corpus.Article
	tell := func(id, title, source string, after time.Duration) {
		articles = append(articles, &corpus.Article{
			ID: id, Title: title, Spot: title + " haberinin ayrıntıları belli oldu", Source: source, Published: day.Add(after),
		})
	}
	const quake, match, bridge = "Karpat'ta 5,8 büyüklüğünde deprem on iki kişi yaralandı", "Derbide Körfezspor Yıldızspor'u üç golle geçti",
		"Eski köprü iki yıl süren onarımın ardından trafiğe açıldı"
	for i, source := range []string{"Körfez Sesi", "Bozkır Haber", "Ege Telgraf", "Anka Gündem"} {
		tell(fmt.Sprint("quake-", i), quake, source, 8*time.Hour+time.Duration(i)*10*time.Minute)
	}
	for i, source := range []string{"Körfez Sesi", "Bozkır Haber", "Bozkır Haber"} {
		tell(fmt.Sprint("match-", i), match, source, 20*time.Hour+time.Duration(i)*time.Minute)
	}
	tell("bridge", bridge, "Ege Telgraf", 23*time.Hour)
	tell("before", "SON DAKİKA: Belediye meclisi bütçeyi oy birliğiyle kabul etti", "Ege Telgraf", -50*time.Hour)
	dir := t.TempDir()
	w := writer(t, dir)
	for _, part := range [][]*corpus.Article{articles[:5], articles[5:]} {
		if _, err := w.Upsert(context.Background(), part); err != nil {
			t.Fatal(err)
		}
	}
	score := func(articles, sources, fastest int, age, half time.Duration) float64 {
		return math.Log(float64((1+articles)*(1+sources)*(1+fastest))) * math.Pow(2, -age.Hours()/half.Hours())
	}
	type want struct {
		id                string
		articles, sources int
		score             float64
		breaking          bool
	}
	f := func(ask func(*Searcher) ([]Headline, error), wanted ...want) {
		t.Helper()
		for _, s := range []*Searcher{open(t, dir), open(t, dir, WithCache(1<<20))} {
			for range 2 { // the second answer of the second comes from its cache
				found, err := ask(s)
				if err != nil {
					t.Fatal(err)
				}
				var got []want
				for _, h := range found {
					got = append(got, want{h.Article.ID, h.Found, h.Sources, h.Score, h.Breaking})
					if h.Title != h.Article.Title || h.FirstID == "" {
						t.Errorf("got %+v", h)
					}
					h.Article.ID = "" // an answer belongs to its caller
				}
				if diff := cmp.Diff(wanted, got, cmp.AllowUnexported(want{}), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		}
	}
	headlines := func(p Period, n int) func(*Searcher) ([]Headline, error) {
		return func(s *Searcher) ([]Headline, error) { return s.Headlines(context.Background(), p, n) }
	}
	const minute = time.Minute
	f(headlines(DayOf(day), 10),
		want{"match-0", 3, 2, score(3, 2, 2, 3*time.Hour+58*minute, headlineHalf), false},
		want{"quake-0", 4, 4, score(4, 4, 4, 15*time.Hour+30*minute, headlineHalf), false},
		want{"bridge", 1, 1, score(1, 1, 1, time.Hour, headlineHalf), false})
	f(headlines(DayOf(day), 1), want{"match-0", 3, 2, score(3, 2, 2, 3*time.Hour+58*minute, headlineHalf), false})
	// In the evening of the day only so much has passed, and in an archive the newest article is the present.
	evening := DayOf(day)
	evening.Now = day.Add(23 * time.Hour)
	f(headlines(evening, 1), want{"match-0", 3, 2, score(3, 2, 2, 2*time.Hour+58*minute, headlineHalf), false})
	// At nine the derby has not been played.
	nine := Period{From: day, To: day.Add(9 * time.Hour), Now: day.Add(9 * time.Hour)}
	f(headlines(nine, 10), want{"quake-0", 4, 4, score(4, 4, 4, 30*minute, headlineHalf), false})
	f(headlines(Period{Now: day.AddDate(5, 0, 0)}, 1), want{"match-0", 3, 2, score(3, 2, 2, 2*time.Hour+58*minute, headlineHalf), false})
	f(headlines(DayOf(day.AddDate(0, 0, 9)), 10))
	f(func(s *Searcher) ([]Headline, error) {
		return s.Highlights(context.Background(), WeekUpTo(day), 2)
	},
		want{"quake-0", 4, 4, score(4, 4, 4, 15*time.Hour+30*minute, highlightHalf), false},
		want{"match-0", 3, 2, score(3, 2, 2, 3*time.Hour+58*minute, highlightHalf), false})
	// What breaks ages out.
	breaking := func(after time.Duration, want bool) {
		t.Helper()
		p := Period{From: day.AddDate(0, 0, -3), To: day.Add(-50*time.Hour + after + time.Second), Now: day.Add(-50*time.Hour + after)}
		found, err := open(t, dir).Headlines(context.Background(), p, 10)
		if err != nil || len(found) != 1 || found[0].Breaking != want {
			t.Errorf("after %v: got %+v, %v", after, found, err)
		}
	}
	breaking(0, true)
	breaking(2*time.Hour-time.Second, true)
	breaking(2*time.Hour, false)
	tell("quake-5", quake, "Doğu Işığı", 8*time.Hour+40*time.Minute)
	if _, err := w.Upsert(context.Background(), articles[len(articles)-1:]); err != nil {
		t.Fatal(err)
	}
	f(headlines(nine, 10), want{"quake-0", 5, 5, score(5, 5, 5, 20*minute, headlineHalf), true})
	if _, err := w.Delete(context.Background(), []string{"quake-0", "bridge"}); err != nil {
		t.Fatal(err)
	}
	f(headlines(nine, 10), want{"quake-1", 4, 4, score(4, 4, 4, 20*minute, headlineHalf), false})

	s := open(t, dir)
	for _, n := range []int{0, MaxHeadlines + 1} {
		var wrong *RequestError
		if _, err := s.Headlines(context.Background(), Period{}, n); !errors.As(err, &wrong) {
			t.Errorf("%d headlines: got %v", n, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Highlights(ctx, Period{}, 5); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}

func TestSaysBreaking(t *testing.T) {
	f := func(a corpus.Article, want bool) {
		t.Helper()
		if got := saysBreaking(&a); got != want {
			t.Errorf("%+v: got %v", a, got)
		}
	}
	f(corpus.Article{Title: "SON DAKİKA! Köprü kapandı"}, true)
	f(corpus.Article{Title: "Köprü kapandı (Son Dakika)"}, true)
	f(corpus.Article{Category: "Son dakika"}, true)
	f(corpus.Article{Tags: []string{"köprü", "son-dakika"}}, true)
	f(corpus.Article{Title: "Son dakikada gelen gol", Spot: "Son dakika"}, false)
	f(corpus.Article{Title: strings.Repeat("son ", 3) + "dakikam"}, false)
}
