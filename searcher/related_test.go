package searcher

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus"
)

func TestRelated(t *testing.T) {
	day := time.Date(2026, 5, 17, 9, 0, 0, 0, corpus.Istanbul)
	article := func(id, title, spot string, days int) *corpus.Article {
		return &corpus.Article{ID: id, Title: title, Spot: spot, Published: day.AddDate(0, 0, days)}
	}
	articles := []*corpus.Article{
		article("quake", "Karpat'ta deprem: 12 yaralı", "Karpat'ı sallayan deprem evleri yıktı", 0),
		article("twin", "KARPAT'TA DEPREM, 12 YARALI", "Sarsıntı evleri yıktı", 0),
		article("near", "Depremin ardından Karpat'ta okullar kapalı", "Yıkılan evler için destek", 2),
		article("far", "Depremin ardından Karpat'ta okullar kapalı kalacak", "Yıkılan evler için destek", -700),
		article("quakes", "Deprem çantası nasıl hazırlanır", "", 1),
		article("other", "Takım sahaya çıktı", "", 0),
		{ID: "empty", Body: "?"},
	}
	for i := range 60 {
		articles = append(articles, article(fmt.Sprint("filler-", i), fmt.Sprint("Hava durumu ", 100+i), "Güneşli", i%20))
	}
	dir := t.TempDir()
	w := writer(t, dir)
	for _, part := range [][]*corpus.Article{articles[:3], articles[3:]} {
		if _, err := w.Upsert(context.Background(), part); err != nil {
			t.Fatal(err)
		}
	}
	f := func(r RelatedRequest, want ...string) {
		t.Helper()
		for _, s := range []*Searcher{open(t, dir), open(t, dir, WithCache(1<<20))} {
			for range 2 { // the second answer of the second comes from its cache
				found, err := s.Related(context.Background(), r)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for i, h := range found {
					got = append(got, h.Article.ID)
					if i > 0 && h.Score > found[i-1].Score || h.Score <= 0 {
						t.Errorf("%v: the scores do not fall: %v", r, found)
					}
					h.Article.Title, found[i].TitleHTML = "", "" // an answer belongs to its caller
				}
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%v (-want +got):\n%s", r, diff)
				}
			}
		}
	}
	f(RelatedRequest{ID: "quake"}, "near", "quakes", "far")
	f(RelatedRequest{ID: "quake", Size: 1}, "near")
	f(RelatedRequest{ID: "quake", SameStory: true}, "twin", "near", "quakes", "far")
	f(RelatedRequest{ID: "other"})
	f(RelatedRequest{ID: "empty"})
	if _, err := w.Delete(context.Background(), []string{"near"}); err != nil {
		t.Fatal(err)
	}
	f(RelatedRequest{ID: "quake"}, "quakes", "far")

	s := open(t, dir)
	if _, err := s.Related(context.Background(), RelatedRequest{ID: "near"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a deleted article: got %v", err)
	}
	for _, size := range []int{-1, MaxRelated + 1} {
		var wrong *RequestError
		if _, err := s.Related(context.Background(), RelatedRequest{ID: "quake", Size: size}); !errors.As(err, &wrong) {
			t.Errorf("%d articles: got %v", size, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Related(ctx, RelatedRequest{ID: "quake"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}

// TestRelatedLooksFurther: many articles of the same story do not push the others out.
func TestRelatedLooksFurther(t *testing.T) {
	var articles []*corpus.Article
	for i := range 200 {
		articles = append(articles, &corpus.Article{ID: fmt.Sprint("same-", i), Title: "Karpat'ta büyük deprem oldu", Body: "Karpat deprem",
			Published: time.Date(2026, 5, 17, 9, i%60, 0, 0, corpus.Istanbul)})
	}
	articles = append(articles, &corpus.Article{ID: "wanted", Title: "Karpat'taki büyük depremin ardından yardım kampanyası açıldı",
		Published: time.Date(2026, 5, 20, 9, 0, 0, 0, corpus.Istanbul)})
	for i := range 200 {
		articles = append(articles, &corpus.Article{ID: fmt.Sprint("filler-", i), Title: fmt.Sprint("Hava durumu ", i)})
	}
	found, err := index(t, articles...).Related(context.Background(), RelatedRequest{ID: "same-7", Size: 2})
	if err != nil || len(found) != 1 || found[0].Article.ID != "wanted" {
		t.Errorf("got %v, %v", found, err)
	}
}
