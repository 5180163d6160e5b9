package searcher

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// usualDaysOf are articles of the days before a day, each with the same words, and the articles of the day.
func usualDaysOf(day time.Time, today ...string) []*corpus.Article {
	var articles []*corpus.Article
	for ago := 1; ago <= usualDays; ago++ {
		for i, title := range []string{"Belediye yolu onardı", "Hava bugün güneşli ve sıcak", "Takım sahaya çıkıyor"} {
			articles = append(articles, &corpus.Article{
				ID: fmt.Sprint("usual-", ago, "-", i), Title: title, Published: day.AddDate(0, 0, -ago).Add(time.Duration(i) * time.Hour),
			})
		}
	}
	for i, title := range today {
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint("today-", i), Title: title, Published: day.Add(time.Duration(60+i) * time.Minute),
		})
	}
	return articles
}

func TestTrending(t *testing.T) {
	day := time.Date(2026, 5, 17, 0, 0, 0, 0, corpus.Istanbul)
	today := []string{
		"Dün gece Işıl Çınarlı'ya ödül verildi", "Yazar Işıl Çınarlı ödülü aldı", "Ödül töreninde Işıl Çınarlı konuştu",
		"Belediye yolu onardı", "Hava bugün güneşli ve sıcak", "Takım, ödül için sahaya çıkıyor",
	}
	dir := t.TempDir()
	w := writer(t, dir)
	articles := usualDaysOf(day, today...)
	for _, part := range [][]*corpus.Article{articles[:50], articles[50:]} {
		if _, err := w.Upsert(context.Background(), part); err != nil {
			t.Fatal(err)
		}
	}
	f := func(p Period, n int, want ...string) {
		t.Helper()
		for _, s := range []*Searcher{open(t, dir), open(t, dir, WithCache(1<<20))} {
			for range 2 { // the second answer of the second comes from its cache
				found, err := s.Trending(context.Background(), p, n)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, x := range found {
					got = append(got, fmt.Sprintf("%s %d %.1f", x.Text, x.Articles, x.Usual))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%v (-want +got):\n%s", p, diff)
				}
			}
		}
	}
	f(DayOf(day), 10, "ödül 4 0.0", "Işıl Çınarlı 3 0.0")
	f(DayOf(day), 1, "ödül 4 0.0")
	f(Period{}, 10, "ödül 4 0.0", "Işıl Çınarlı 3 0.0")
	f(Period{Now: day.Add(23 * time.Hour)}, 10, "ödül 4 0.0", "Işıl Çınarlı 3 0.0")
	f(Period{Now: day.AddDate(3, 0, 0)}, 10, "ödül 4 0.0", "Işıl Çınarlı 3 0.0")
	f(DayOf(day.AddDate(0, 0, -3)), 10)
	f(DayOf(day.AddDate(-3, 0, 0)), 10)
	if _, err := w.Delete(context.Background(), []string{"today-0", "today-5"}); err != nil {
		t.Fatal(err)
	}
	f(DayOf(day), 10, "Işıl Çınarlı 2 0.0", "ödülü 2 0.0")

	s := open(t, dir)
	for _, wrong := range []Period{{From: day, To: day}, {From: day, To: day.Add(-time.Hour)}} {
		var request *RequestError
		if _, err := s.Trending(context.Background(), wrong, 5); !errors.As(err, &request) || request.Field != "day" {
			t.Errorf("%v: got %v", wrong, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Trending(ctx, DayOf(day), 5); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}

// TestUsualEqualsCounting: what is usual is what counting the articles one by one gives.
func TestUsualEqualsCounting(t *testing.T) {
	day := time.Date(2026, 5, 17, 0, 0, 0, 0, corpus.Istanbul)
	var today []string
	for range 40 {
		today = append(today, "Takım yolu onardı, takım sevindi")
	}
	articles := usualDaysOf(day, today...)
	articles[5].Title, articles[5].Body = "Başka bir şey", "takım takım takım"
	articles[6].Title, articles[6].Spot = "Kısa", "Yolu açan takım"
	s := index(t, articles...)
	found, err := s.Trending(context.Background(), DayOf(day), 10)
	if err != nil {
		t.Fatal(err)
	}
	count := func(word string) (now int, usual float64) {
		before, n := 0, 0
		for _, a := range articles {
			has := strings.Contains(strings.ToLower(a.Title+" "+a.Spot), word)
			switch {
			case !a.Published.Before(day):
				n++
				if has {
					now++
				}
			case has:
				before++
			}
		}
		return now, float64(before) * float64(n) / float64(len(articles)-n)
	}
	checked := 0
	for _, x := range found {
		for _, word := range []string{"takım", "yolu", "onardı", "sevindi"} {
			if strings.ToLower(x.Text) == word {
				if now, usual := count(word); now != x.Articles || usual != x.Usual {
					t.Errorf("%s: got %d, usually %v; want %d and %v", word, x.Articles, x.Usual, now, usual)
				}
				checked++
			}
		}
	}
	if checked != 4 {
		t.Errorf("found %v, of which only %d could be counted", found, checked)
	}
}
