package searcher

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/internal/alloctest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestBadRequests(t *testing.T) {
	s := sampleIndex(t)
	f := func(r Request, field string, position int) {
		t.Helper()
		_, err := s.Search(context.Background(), r)
		var wrong *RequestError
		if !errors.As(err, &wrong) {
			t.Fatalf("%.80q: got %v, want a RequestError", r.Query, err)
		}
		if wrong.Field != field || wrong.Position != position {
			t.Errorf("%.80q: got %v, want field %s, character %d", r.Query, wrong, field, position)
		}
	}
	f(Request{Query: "şş\xff"}, "q", 3)
	f(Request{Query: "!!! ???"}, "q", 1)
	f(Request{Query: strings.Repeat("ş", MaxQueryBytes)}, "q", MaxQueryBytes/2)
	f(Request{Query: "+" + manyWords(maxWords+1) + "+a"}, "q", 2+len(manyWords(maxWords+1)))
	f(Request{Query: `a "` + manyWords(maxPhraseWords+1) + `"`}, "q", 3)
	f(Request{Query: `a ~"` + manyWords(maxPhraseWords+1) + `"~9`}, "q", 3)
	f(Request{Query: strings.Repeat(`"a b" `, 1+maxWords/2)}, "q", 1+3*maxWords)
	f(Request{Query: "a tarih:dün"}, "q", 9)
	f(Request{Query: "a tarih:2026-13-01"}, "q", 9)
	f(Request{Query: "a url:haber~1"}, "q", 7)
	f(Request{Query: "a kategori:spr~1"}, "q", 12)
	f(Request{Query: "a " + strings.Repeat("b", maxPatternBytes) + "*"}, "q", 3)
	parts := func(sign string) string { return `url:"` + strings.ReplaceAll(manyWords(40), "k", "*"+sign) + `" ` }
	f(Request{Query: parts("a") + parts("b")}, "q", 5+len(parts("a")))
	f(Request{Mode: 2}, "mode", 0)
	f(Request{Page: -1}, "page", 0)
	f(Request{PageSize: MaxPageSize + 1}, "page-size", 0)
	f(Request{FacetSize: -2}, "facet-size", 0)
	f(Request{SnippetChars: MaxSnippetChars + 1}, "snippet-size", 0)
	f(Request{Sort: 9}, "sort", 0)
	f(Request{Facets: []Label{"title"}}, "facets", 0)
	f(Request{Filters: []Filter{{Label: "body"}}}, "body", 0)
	f(Request{From: time.Unix(10, 0), To: time.Unix(10, 0)}, "from", 0)
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d ", i)
	}
	return b.String()
}

func TestPages(t *testing.T) {
	s := sampleIndex(t)
	const last = int(^uint(0) >> 1)
	for _, page := range []int{1_000_000_000, last} {
		if a := ask(t, s, Request{Page: page, PageSize: MaxPageSize}); len(a.Hits) != 0 || a.Total == 0 || a.Pages != 1 {
			t.Errorf("page %d: %d hits, total %d, pages %d", page, len(a.Hits), a.Total, a.Pages)
		}
	}
}

func TestExtremeDates(t *testing.T) {
	s := sampleIndex(t)
	all := ask(t, s, Request{}).Total
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, corpus.Istanbul) }
	if got := ask(t, s, Request{From: year(0), To: year(9999)}).Total; got != all {
		t.Errorf("years 0 to 9999: %d articles, want all %d", got, all)
	}
	if got := ask(t, s, Request{From: year(9998)}).Total; got != 0 {
		t.Errorf("from year 9998: %d articles, want none", got)
	}
}

func TestDeadline(t *testing.T) {
	s := sampleIndex(t)
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	if _, err := s.Search(ctx, Request{Query: "istanbul"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a passed deadline", err)
	}
}

// TestDeadlineInPhrase: an article that repeats the words of a phrase without end cannot hold a search.
func TestDeadlineInPhrase(t *testing.T) {
	s := index(t, &corpus.Article{Title: "a", Body: strings.Repeat("ve ", 500_000)})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := s.Search(ctx, Request{Query: `"` + strings.Repeat("ve ", maxPhraseWords) + `"`})
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	looks := endingAfter(maxPhraseWords - 2)
	_, err = s.Search(looks, Request{Query: `"` + strings.Repeat("ve ", maxPhraseWords) + `"`})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a phrase did not look at its deadline after every word of it: %v", err)
	}
}

// TestManyValues: counting a label of very many values looks at the deadline, and lists the most frequent.
func TestManyValues(t *testing.T) {
	var articles []*corpus.Article
	for i := range 2000 {
		a := &corpus.Article{ID: fmt.Sprint(i), Title: "a", Tags: []string{"ortak"}}
		for j := range 30 {
			a.Tags = append(a.Tags, fmt.Sprintf("etiket %d", i*30+j))
		}
		articles = append(articles, a)
	}
	s := index(t, articles...)
	f := ask(t, s, Request{Facets: []Label{Tag}, FacetSize: 2}).Facets[0]
	if f.Distinct != 60_001 || len(f.Values) != 2 || f.Values[0] != (FacetValue{"ortak", 2000}) ||
		f.Values[1] != (FacetValue{"etiket 0", 1}) {
		t.Errorf("got %+v", f)
	}
	if _, err := s.Search(endingAfter(10), Request{Facets: []Label{Tag}}); err == nil {
		t.Error("counting 60,001 values looked at its deadline fewer than ten times")
	}
}

// stepper is a context that ends after some looks at it.
type stepper struct {
	context.Context
	left *atomic.Int32
}

func endingAfter(looks int) *stepper {
	s := &stepper{context.Background(), new(atomic.Int32)}
	s.left.Store(int32(looks))
	return s
}

func (s *stepper) Err() error {
	if s.left.Add(-1) < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// TestDeadlineInside ends the context at every look at it in turn: each time the search has to give up.
func TestDeadlineInside(t *testing.T) {
	var articles []*corpus.Article
	for i := range 3 * checkEvery {
		articles = append(articles, &corpus.Article{ID: fmt.Sprint(i), Title: "ortak kelime", Category: "x"})
	}
	s := index(t, articles...)
	r := Request{
		Query: `+ortak "ortak kelime" -başka`, Facets: []Label{Category}, From: time.Time{}, Sort: ByNewest,
		Filters: []Filter{{Label: Category, AnyOf: []string{"x"}}},
	}
	for left := range 1000 {
		_, err := s.Search(endingAfter(left), r)
		if err == nil {
			if left < 10 {
				t.Fatalf("a search through %d articles looked at its deadline only %d times", len(articles), left)
			}
			return
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
	}
	t.Fatal("the search never ended")
}

func TestArticle(t *testing.T) {
	s := index(t, &corpus.Article{ID: "a/b ç", Title: "Başlık", Body: "Gövde", Language: "tr"})
	a, err := s.Article(context.Background(), "a/b ç")
	if err != nil || a.Title != "Başlık" || a.Body != "Gövde" {
		t.Errorf("got %+v, %v", a, err)
	}
	if _, err := s.Article(context.Background(), "yok"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestNoIndex(t *testing.T) {
	if _, err := Open(t.TempDir()); !errors.Is(err, indexer.ErrNoIndex) {
		t.Errorf("got %v, want ErrNoIndex", err)
	}
}

func TestEmptyIndex(t *testing.T) {
	s := index(t)
	if a := ask(t, s, Request{Query: "istanbul", Facets: Labels}); a.Total != 0 || len(a.Hits) != 0 || len(a.Facets) != len(Labels) {
		t.Errorf("got %+v", a)
	}
	if _, err := s.Article(context.Background(), "1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	if st, err := s.Contents(); err != nil || st.Articles != 0 || !st.Newest.IsZero() {
		t.Errorf("got %+v, %v", st, err)
	}
}

func TestClosed(t *testing.T) {
	s := index(t, titled("a")...)
	if err := errors.Join(s.Healthy(), s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Search(context.Background(), Request{}); err == nil || s.Healthy() == nil {
		t.Errorf("a closed searcher answers")
	}
}

// TestRefreshing searches while another goroutine writes: every answer is one state of the index.
func TestRefreshing(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	put := func(round int) {
		var batch []*corpus.Article
		for i := range 20 {
			batch = append(batch, &corpus.Article{ID: fmt.Sprint(i), Title: "tur", Category: fmt.Sprint(round)})
		}
		if _, err := w.Upsert(context.Background(), batch); err != nil {
			t.Error(err)
		}
	}
	put(0)
	s := open(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	var g sync.WaitGroup
	g.Go(func() { s.Watch(ctx, time.Millisecond, func(err error) { t.Error(err) }) })
	for range 3 {
		g.Go(func() {
			for ctx.Err() == nil {
				a, err := s.Search(context.Background(), Request{Query: "tur", Facets: []Label{Category}, PageSize: 20})
				if err != nil {
					t.Error(err)
					return
				}
				if a.Total != 20 || len(a.Hits) != 20 || len(a.Facets[0].Values) != 1 {
					t.Errorf("total %d, %d hits, facet %v: two states in one answer", a.Total, len(a.Hits), a.Facets[0])
				}
			}
		})
	}
	for round := range 15 {
		put(round + 1)
	}
	if err := s.Refresh(); err != nil {
		t.Error(err)
	}
	if got := ask(t, s, Request{PageSize: 1}).Hits[0].Article.Category; got != "15" {
		t.Errorf("after Refresh the articles are of round %s, want 15", got)
	}
	cancel()
	g.Wait()
}

// TestAllocations: finding and scoring allocate nothing for each posting.
func TestAllocations(t *testing.T) {
	cost := func(n int) float64 {
		var articles []*corpus.Article
		for i := range n {
			articles = append(articles, &corpus.Article{ID: fmt.Sprint(i), Title: "ortak kelime Zelenskiy Zelensky", Category: "x"})
		}
		s := index(t, articles...)
		r := Request{Query: "ortak kelime zelenskiy", PageSize: 1, Facets: []Label{Category}}
		return alloctest.Least(func() { ask(t, s, r) })
	}
	if few, many := cost(2_000), cost(12_000); many > few+100 {
		t.Errorf("%.0f allocations over 2,000 articles, %.0f over 12,000", few, many)
	}
}

func BenchmarkSearch(b *testing.B) {
	var articles []*corpus.Article
	for i := range 20_000 {
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint(i), Title: fmt.Sprintf("ortak kelime%d", i%100), Body: "gövde metni burada", Category: fmt.Sprint(i % 10),
		})
	}
	dir := b.TempDir()
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := w.Upsert(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for name, r := range map[string]Request{
		"common":      {Query: "ortak"},
		"rare":        {Query: "kelime7"},
		"common+rare": {Query: "ortak kelime7"},
		"facets":      {Query: "ortak", Facets: []Label{Category, Source}},
		"newest":      {},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Search(context.Background(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
