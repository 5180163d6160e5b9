package searcher

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestBoundsOfSpellings: where a word has several lists, the blocks of each are bounded by those of the lists behind it in
// the same documents, from the first of a window on. The best article stands in the first block of its window, has two
// spellings, and competes with one that has as much of the first spelling as that window does not.
func TestBoundsOfSpellings(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one segment
	const windowDocs = 1024
	now := time.Date(2026, 5, 17, 12, 0, 0, 0, corpus.Istanbul)
	var articles []*corpus.Article
	add := func(id, title string) {
		articles = append(articles, &corpus.Article{
			ID: id, Title: title, Body: strings.Repeat("belediye yolu onardı ", 30) + "kar kâr",
			Published: now.Add(-time.Duration(len(articles)) * time.Minute),
		})
	}
	fill := func(until int) {
		for len(articles) < until {
			add(fmt.Sprint("plain-", len(articles)), "Belediye haberleri")
		}
	}
	add("best", "kar kâr kâr kâr")
	fill(windowDocs)
	add("second", "kar kar kar kar")
	add("promise", "kâr kâr kâr kâr")
	fill(2 * windowDocs)
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(context.Background(), articles); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	s.windowDocs, s.muchWork = windowDocs, math.MaxInt
	for _, sifted := range []uint32{1, math.MaxUint32} {
		s.siftedHits = sifted
		for _, size := range []int{1, 2} {
			got := ids(ask(t, s, Request{Query: "kar", AsTyped: true, Freshness: NeverFresh, PageSize: size}))
			if diff := cmp.Diff([]string{"best", "second"}[:size], got); diff != "" {
				t.Errorf("sifting from %d hits on, the best %d: %s", sifted, size, diff)
			}
		}
	}
}
