package searcher

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/internal/alloctest"
)

// TestNothingIsAllocatedForAHit: a search with thousands of hits allocates as much as one with a few.
func TestNothingIsAllocatedForAHit(t *testing.T) {
	const many, few = 4000, 20
	var articles []*corpus.Article
	for i := range many {
		words := []string{"yaygın", fmt.Sprintf("sözcük%d", i%7)}
		if i%(many/few) == 0 {
			words = append(words, "seyrek")
		}
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint(i), Title: strings.Join(words, " "), Spot: words[len(words)-1], Body: strings.Repeat("metin ", i%9),
			Category: []string{"Spor", "Gündem"}[i%2],
		})
	}
	s := index(t, articles...)
	allocations := func(r Request, total int) float64 {
		t.Helper()
		r.OnlyIDs = true
		return alloctest.Least(func() {
			if a, err := s.Search(context.Background(), r); err != nil || a.Total != total {
				t.Fatal(a, err)
			}
		})
	}
	f := func(name string, request func(word string) Request) {
		t.Helper()
		rare, common := allocations(request("seyrek"), few), allocations(request("yaygın"), many)
		if common > rare+few {
			t.Errorf("%s: %v allocations for %d hits, %v for %d", name, common, many, rare, few)
		}
	}
	f("ranked", func(word string) Request { return Request{Query: word} })
	f("newest first", func(word string) Request { return Request{Query: word, Sort: ByNewest} })
	f("required", func(word string) Request { return Request{Query: "+" + word + " metin"} })
	f("facets and timeline", func(word string) Request {
		return Request{Query: word, Facets: []Label{Category}, Timeline: Year}
	})
	f("collapsed", func(word string) Request {
		return Request{Query: word, Collapse: ByStory, Facets: []Label{Category}, Timeline: Year}
	})
	f("phrase", func(word string) Request { return Request{Query: `"` + word + `" metin`} })
}
