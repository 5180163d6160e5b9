package searcher

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestStepThrough: what is found by date step by step is what is found by reading all postings, whether the number of
// hits is looked up, was counted by Warm, or is not known.
func TestStepThrough(t *testing.T) {
	d := rand.New(rand.NewPCG(7, 7))
	forms := []string{"yangın", "yangin", "yangını", "Yangın'da", "yangınlar", "kar", "kâr", "karı", "Güler'in", "güler", "gülmek"}
	var articles []*corpus.Article
	for i := range 9000 {
		var words []string
		for range d.IntN(3) {
			words = append(words, forms[d.IntN(len(forms))])
		}
		a := &corpus.Article{ID: fmt.Sprint(i), Title: "haber", Body: strings.Join(words, " ve ")}
		if d.IntN(5) > 0 {
			a.Published = time.Unix(int64(d.IntN(3000))*1e5, 0)
		}
		articles = append(articles, a)
	}
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	const anyNumber = 1 << 30
	lookingUp, counting, reading := open(t, dir), open(t, dir), open(t, dir)
	lookingUp.countedUnion, counting.countedUnion, reading.countedUnion = anyNumber, 1, 0
	if err := counting.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, word := range append(forms, "haber", "=kar", "+kar", "yok") {
		for _, order := range []Order{ByNewest, ByOldest} {
			r := Request{Query: word, Sort: order, AsTyped: true, PageSize: 100}
			for r.Page = 1; r.Page < 30; r.Page += 9 {
				want := ask(t, reading, r)
				for _, s := range []*Searcher{lookingUp, counting} {
					got := ask(t, s, r)
					got.Took, want.Took = 0, 0
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatalf("%+v: %s", r, diff)
					}
				}
				if want.Pages <= r.Page+9 {
					break
				}
			}
		}
	}
	f := func(s *Searcher, query string, want bool) {
		t.Helper()
		m := runOf(t, s, Request{Query: query, Sort: ByNewest, AsTyped: true})
		if got := len(m.sequences) > 0; got != want {
			t.Errorf("%s: stepped is %t", query, got)
		}
	}
	f(lookingUp, "yangın", true)
	f(counting, "yangın", true)
	f(reading, "yangın", false)
	f(counting, "yangın kar", false)
	f(counting, "title:haber", false)
}

// TestStepThroughSome: where the number is known of some segments only, all postings are read.
func TestStepThroughSome(t *testing.T) {
	batch := func(name string) (articles []*corpus.Article) {
		for i := range 9 {
			at := time.Unix(int64(len(name)+i*7%9)*1e5, 0)
			articles = append(articles, &corpus.Article{ID: fmt.Sprint(name, i), Title: "yangın haberi", Published: at})
		}
		return articles
	}
	f := func(gone string) {
		t.Helper()
		dir := t.TempDir()
		w := writer(t, dir)
		for _, name := range []string{"a", "bb", "ccc"} {
			if _, err := w.Upsert(t.Context(), batch(name)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.Delete(t.Context(), []string{gone}); err != nil {
			t.Fatal(err)
		}
		s, reading := open(t, dir), open(t, dir)
		reading.countedUnion = 0
		for _, order := range []Order{ByNewest, ByOldest} {
			r := Request{Query: "yangın", Sort: order}
			got, want := ask(t, s, r), ask(t, reading, r)
			got.Took, want.Took = 0, 0
			if diff := cmp.Diff(want, got); diff != "" || got.Total != 26 {
				t.Errorf("without %s, order %d: %d hits; (-want +got):\n%s", gone, order, got.Total, diff)
			}
		}
	}
	f("a0")
	f("bb0")
	f("ccc0")
}

// runOf returns the matcher of a search.
func runOf(t *testing.T, s *Searcher, r Request) *matcher {
	t.Helper()
	p, err := newPlan(r)
	if err != nil {
		t.Fatal(err)
	}
	p.limits = s.limits
	v, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.release() })
	m := &matcher{}
	if err := (&forgiver{s, m, newTerms(v)}).search(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	return m
}
