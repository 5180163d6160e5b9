package searcher

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/sample"
)

func TestPageKeys(t *testing.T) {
	key := func(r Request) string {
		t.Helper()
		v := &view{cache: newCache(1, &cacheCounts{})}
		return v.pageKey(r)
	}
	same := func(a, b Request) {
		t.Helper()
		if key(a) == "" || key(a) != key(b) {
			t.Errorf("%+v and %+v have keys %q and %q", a, b, key(a), key(b))
		}
	}
	same(Request{Query: "a b"}, Request{Query: "a b", Page: 1, PageSize: DefaultPageSize})
	same(Request{Filters: []Filter{{Tag, []string{"a", "b"}, nil, nil}, {Category, nil, nil, []string{"c"}}}},
		Request{Filters: []Filter{{Category, nil, nil, []string{"c", "c"}}, {Tag, []string{"b", "a"}, nil, nil}}})
	same(Request{From: time.Unix(5, 0).UTC()}, Request{From: time.Unix(5, 0).In(corpus.Istanbul)})
	different := []Request{
		{}, {Query: "a"}, {Query: " a"}, {Query: "A"}, {Query: `"a"`}, {From: time.Unix(5, 0)}, {To: time.Unix(5, 0)}, {From: time.Unix(6, 0)},
		{Date: Updated}, {Sort: ByOldest}, {PageSize: 3}, {SnippetChars: 3}, {OnlyIDs: true}, {FacetSize: 3}, {Timeline: Day},
		{Timeline: Week}, {Facets: []Label{Tag}}, {Facets: []Label{Tag, Category}}, {Facets: []Label{Category, Tag}},
		{Filters: []Filter{{Tag, []string{"a"}, nil, nil}}}, {Filters: []Filter{{Tag, nil, []string{"a"}, nil}}},
		{Filters: []Filter{{Tag, nil, nil, []string{"a"}}}}, {Filters: []Filter{{Source, []string{"a"}, nil, nil}}},
		{Filters: []Filter{{Tag, []string{"a", "b"}, nil, nil}}}, {Filters: []Filter{{Tag, []string{"a1:b"}, nil, nil}}},
		{Filters: []Filter{{Tag, []string{"a"}, nil, nil}, {Tag, []string{"b"}, nil, nil}}},
	}
	seen := map[string]Request{}
	for _, r := range different {
		if other, ok := seen[key(r)]; ok {
			t.Errorf("%+v and %+v have one key", r, other)
		}
		seen[key(r)] = r
	}
	for _, r := range []Request{{Page: 2}, {Page: -1}, {PageSize: MaxPageSize + 1}} {
		if got := key(r); got != "" {
			t.Errorf("%+v has key %q", r, got)
		}
	}
}

// TestCachedAnswers: a cached answer is the same, and nothing that its owner does to it shows in the next.
func TestCachedAnswers(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	put := func(a ...*corpus.Article) {
		t.Helper()
		if _, err := w.Upsert(context.Background(), a); err != nil {
			t.Fatal(err)
		}
	}
	put(&corpus.Article{
		ID: "a", Title: "kar yağdı", Category: "x", Tags: []string{"kar"}, Authors: []string{"Can Öz"}, Published: time.Unix(1, 0),
	})
	s := open(t, dir, WithCache(1<<20))
	r := Request{Query: "kar", Facets: Labels, Timeline: Day, Filters: []Filter{{Label: Tag, AnyOf: []string{"kar"}}}}
	want := ask(t, s, r)
	for range 3 {
		got := ask(t, s, r)
		got.Took = want.Took
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		got.Hits[0].Article.Tags[0], got.Hits[0].Article.Title, got.Hits[0].Score = "!", "!", 9
		got.Facets[0].Values[0].Count, got.Timeline.Buckets[0].Count, got.Total = 9, 9, 9
		got.Hits, got.Facets = slices.Delete(got.Hits, 0, 1), slices.Delete(got.Facets, 0, 1)
	}
	st := s.Stats().Cache
	if st.PageHits != 3 || st.PageMisses != 1 || st.Bytes < 500 || st.MaxBytes != 1<<20 {
		t.Errorf("got %+v", st)
	}
	put(&corpus.Article{ID: "b", Title: "kar", Tags: []string{"kar"}})
	if got := ask(t, s, r).Total; got != 1 {
		t.Errorf("%d hits before the refresh", got)
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, r).Total; got != 2 {
		t.Errorf("%d hits after it", got)
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache(10_000, &cacheCounts{})
	for i := range 1000 {
		c.addFilter(fmt.Sprint(i), make(bitset, 20))
		c.addFilter("kept", make(bitset, 3))
		if c.filter("kept") == nil {
			t.Fatalf("what is used all the time was given up after %d others", i)
		}
	}
	c.addFilter("too large", make(bitset, 200))
	c.addPage("too large", &Response{Parsed: strings.Repeat("x", 2000)})
	if st := c.stats(); st.Bytes > 10_000 || st.Bytes < 8_000 || st.FilterHits != 1000 {
		t.Errorf("got %+v", st)
	}
	if c.filter("999") == nil || c.filter("1") != nil || c.filter("too large") != nil || c.page("too large") != nil {
		t.Error("the wrong ones were kept")
	}
	if len(c.entries) != c.recent.Len() {
		t.Errorf("%d entries, %d of them in order", len(c.entries), c.recent.Len())
	}
}

func TestCacheInParallel(t *testing.T) {
	dir := t.TempDir()
	articles, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer(t, dir).Upsert(context.Background(), articles); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if s.Stats().Cache != (CacheStats{}) {
		t.Error("a searcher caches that was not told to")
	}
	cached := open(t, dir, WithCache(1<<20))
	var g sync.WaitGroup
	for n := range 4 {
		g.Go(func() {
			for i := range 50 {
				r := Request{Facets: Labels, Timeline: AutoInterval, PageSize: 1 + (i+n)%3}
				r.Filters = []Filter{{Label: Category, NoneOf: []string{"Spor"}}}
				want, err := s.Search(context.Background(), r)
				if err != nil {
					t.Error(err)
					return
				}
				got, err := cached.Search(context.Background(), r)
				if err != nil {
					t.Error(err)
					return
				}
				got.Took = want.Took
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
	g.Wait()
}
