package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

func TestDrawArticles(t *testing.T) {
	file := sampleFile(t)
	ids := func(most int, seed uint64) (ids []string) {
		t.Helper()
		lines, err := drawArticles(t.Context(), []string{file, file}, most, seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			a, err := corpus.ParseArticle(line)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, a.ID)
		}
		return ids
	}
	var all []string
	place := map[string]int{}
	for i, a := range sampleArticles(t) {
		all = append(all, a.ID)
		place[a.ID] = i
	}
	if d := cmp.Diff(all, ids(0, 1)); d != "" {
		t.Errorf("all articles, each once: -want +got\n%s", d)
	}
	some := ids(20, 1)
	if len(some) != 20 {
		t.Fatalf("%d articles were drawn, not 20", len(some))
	}
	for i := 1; i < len(some); i++ {
		if place[some[i-1]] >= place[some[i]] {
			t.Errorf("%s stands before %s", some[i-1], some[i])
		}
	}
	if d := cmp.Diff(some, ids(20, 1)); d != "" {
		t.Errorf("one seed draws two things: %s", d)
	}
	if cmp.Equal(some, ids(20, 2)) {
		t.Error("two seeds draw the same")
	}
}

func TestWriteArticlesRepeats(t *testing.T) {
	var lines [][]byte
	articles := sampleArticles(t)[:3]
	articles[2].Published = time.Time{}
	for _, a := range articles {
		lines = append(lines, a.AppendJSON(nil))
	}
	path := filepath.Join(t.TempDir(), "articles.jsonl")
	if err := writeArticles(path, lines, 8); err != nil {
		t.Fatal(err)
	}
	i := 0
	err := walkFile(t.Context(), path, func(a *corpus.Article) error {
		first, copied := articles[i%3], i/3
		id, at := first.ID, first.Published
		if copied > 0 {
			id += "~" + strconv.Itoa(copied)
		}
		if !at.IsZero() {
			at = at.Add(-time.Duration(copied) * copyShift)
		}
		if a.ID != id || a.Title != first.Title || !a.Published.Equal(at) {
			t.Errorf("article %d is %s of %v, not %s of %v", i, a.ID, a.Published, id, at)
		}
		i++
		return nil
	})
	if err != nil || i != 8 {
		t.Errorf("%d articles, %v", i, err)
	}
}

func TestMemoryOf(t *testing.T) {
	m, err := memoryOf(os.Getpid())
	if err != nil || m.own+m.mapped > m.resident || m.peak < m.own {
		t.Errorf("got %+v, %v", m, err)
	}
	if peak, err := peakMemory(); err != nil || peak <= 0 || peak < m.peak {
		t.Errorf("the peak was %d and is %d, %v", m.peak, peak, err)
	}
}
