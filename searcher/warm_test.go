package searcher

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/storage"
)

// TestWarm: damage that no search has met is found, in the file that has it, and only new files are read again.
func TestWarm(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	put := func(id string) string {
		before, _ := filepath.Glob(filepath.Join(dir, "generations", "1", "*.seg"))
		a := &corpus.Article{ID: id}
		for n := range 20_000 {
			a.Body += fmt.Sprint(id, n, " ")
		}
		if _, err := w.Upsert(t.Context(), []*corpus.Article{a}); err != nil {
			t.Fatal(err)
		}
		after, _ := filepath.Glob(filepath.Join(dir, "generations", "1", "*.seg"))
		if len(after) != len(before)+1 {
			t.Fatalf("%d files of segments, then %d", len(before), len(after))
		}
		return after[len(after)-1]
	}
	spoil := func(path string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// In place: a file that others have mapped must not become shorter.
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteAt([]byte{b[len(b)/3] ^ 4}, int64(len(b)/3))
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	first := put("a")
	s := open(t, dir)
	if err := s.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	spoil(first)
	second := put("b")
	if err := errors.Join(s.Refresh(), s.Warm(t.Context())); err != nil {
		t.Errorf("a file that was read is read again: %v", err)
	}
	s = open(t, dir)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Warm(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
	spoil(second)
	for _, want := range []string{first, second} {
		err := s.Warm(t.Context())
		var corrupt *storage.CorruptError
		if !errors.As(err, &corrupt) || corrupt.Path != want {
			t.Fatalf("got %v, want damage in %s", err, want)
		}
		spoil(want) // heals it
	}
	if err := s.Warm(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestInterrupted ends searches at each of their looks at the deadline: what they leave behind changes no other.
func TestInterrupted(t *testing.T) {
	var articles []*corpus.Article
	for i := range 3000 {
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint(i), Title: fmt.Sprint("ortak ", i%7), Body: strings.Repeat("ortak ", i%5) + fmt.Sprint("a", i%3),
			Category: fmt.Sprint(i % 11), Published: time.Unix(int64(i)*1e4, 0),
		})
	}
	s := index(t, articles...)
	s.windowDocs, s.siftedHits, s.muchWork = 64, 1, 0
	for _, r := range []Request{
		{Query: "ortak a1 5", Facets: []Label{Category}, Timeline: Month}, {Query: `"ortak a1" zelenskiy ort*`},
		{Query: "ortak", Page: 4, Sort: ByOldest},
	} {
		want := ask(t, s, r)
		ended := 0
		for looks := range 120 {
			if _, err := s.Search(endingAfter(looks), r); err != nil {
				ended++
			}
			got := ask(t, s, r)
			got.Took, want.Took = 0, 0
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%+v, after an end at look %d: %s", r, looks, diff)
			}
		}
		if ended < 3 {
			t.Errorf("%+v looks at its deadline %d times", r, ended)
		}
	}
}
