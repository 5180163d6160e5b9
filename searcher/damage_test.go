package searcher

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/storage"
)

// TestSearchesOfDamagedFiles flips bits of a segment file: a search answers as before, or its error names the file.
func TestSearchesOfDamagedFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	words := []string{"kar", "buz", "seçim", "secim", "yağmur", "İzmir", "başkan", "karar", "deprem", "faiz", "Zelenskiy", "5"}
	var articles []*corpus.Article
	for n := range 1200 {
		a := &corpus.Article{ID: fmt.Sprint("haber-", n), Published: time.Unix(int64(1e9+r.IntN(1e8)), 0), Source: "k",
			Category: words[r.IntN(4)], Tags: []string{fmt.Sprint("e", r.IntN(300)), "t"}}
		for range 4 {
			a.Title += words[r.IntN(len(words))] + " "
		}
		for range 60 {
			a.Body += words[r.IntN(len(words))] + fmt.Sprint(" s", r.IntN(5000), "\n ")
		}
		articles = append(articles, a)
	}
	dir := t.TempDir()
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Upsert(context.Background(), articles); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Delete(context.Background(), []string{"haber-3", "haber-700"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	requests := []Request{
		{Query: "kar secim", Facets: Labels, Timeline: Month}, {Query: `"kar buz" deprem`}, {Query: "s1* faiz~1"},
		{Query: "kar NEAR/3 faiz", Sort: ByOldest}, {Query: "kar PARAGRAF buz"}, {Timeline: Year, Sort: ByOldest, Date: Updated},
		{Query: "zelensky etiket:e1*", Filters: []Filter{{Tag, []string{"t"}, nil, nil}}}, {Query: "başlık:karar -kar", Page: 3},
		{Filters: []Filter{{Category, []string{"kar"}, nil, []string{"buz"}}}, Facets: []Label{Tag}},
	}
	answers := func() (all []*Response, errs []error) {
		s, err := Open(dir)
		if err != nil {
			return nil, []error{err}
		}
		defer func() { errs = append(errs, s.Close()) }()
		for _, request := range requests {
			a, err := s.Search(context.Background(), request)
			if a != nil {
				a.Took = 0
			}
			all, errs = append(all, a), append(errs, err)
		}
		return all, errs
	}
	want, errs := answers()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "generations", "1", "*.seg"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	found := 0
	for range 60 {
		path := paths[r.IntN(len(paths))]
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := r.IntN(len(whole))
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= 1 << r.IntN(8)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		got, errs := answers()
		for i, err := range errs {
			var corrupt *storage.CorruptError
			switch {
			case err != nil && (!errors.As(err, &corrupt) || corrupt.Path != path):
				t.Errorf("byte %d of %s, request %d: %v", at, path, i, err)
			case err != nil:
				found++
			case i < len(got) && !cmp.Equal(want[i], got[i]):
				t.Errorf("byte %d of %s: request %d has another answer", at, path, i)
			}
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if found == 0 {
		t.Error("no damage was found")
	}
}
