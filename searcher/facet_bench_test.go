package searcher

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
)

// benchmarkIndex has 100,000 short articles of ten years with ten categories, fifty sources and 20,000 tags, three each.
func benchmarkIndex(b *testing.B, options ...Option) *Searcher {
	b.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	dir := b.TempDir()
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		b.Fatal(err)
	}
	for batch := range 5 {
		var articles []*corpus.Article
		for i := range 20_000 {
			a := &corpus.Article{
				ID: fmt.Sprint(batch, "-", i), Title: fmt.Sprintf("gündem kelime%d başlık%d", r.IntN(3), r.IntN(500)),
				Body:      fmt.Sprintf("metin%d burada kelime%d gündem", r.IntN(2000), r.IntN(100)),
				Published: time.Unix(1_400_000_000+r.Int64N(10*365*86400), 0).In(corpus.Istanbul),
				Category:  fmt.Sprint("kategori ", r.IntN(10)), Source: fmt.Sprint("kaynak ", min(r.IntN(50), r.IntN(50))),
			}
			for range 3 {
				a.Tags = append(a.Tags, fmt.Sprint("etiket ", min(r.IntN(20_000), r.IntN(20_000))))
			}
			articles = append(articles, a)
		}
		if _, err := w.Upsert(context.Background(), articles); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	s, err := Open(dir, options...)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// BenchmarkFacet compares the ranked top ten of a query with the same and three facets, and the same and a timeline too.
func BenchmarkFacet(b *testing.B) {
	s := benchmarkIndex(b)
	three := []Label{Category, Source, Tag}
	newer := time.Unix(1_600_000_000, 0)
	filters := []Filter{{Label: Category, AnyOf: []string{"kategori 3"}}, {Label: Source, AnyOf: []string{"kaynak 1", "kaynak 2"}}}
	for _, f := range []struct {
		name string
		r    Request
	}{
		{"rare", Request{Query: "metin7"}},
		{"middle", Request{Query: "kelime7"}},
		{"common", Request{Query: "kelime1"}},
		{"two", Request{Query: "kelime1 metin7"}},
		{"all", Request{Query: "gündem"}},
		{"filtered", Request{Query: "kelime1", Filters: filters}},
		{"everything", Request{}},
		{"filter-only", Request{Filters: filters[:1]}},
		{"filters-only", Request{Filters: filters}},
		{"dates-only", Request{From: newer}},
	} {
		run := func(name string, r Request) {
			r.OnlyIDs, r.FacetSize = true, 10
			b.Run(f.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				total := 0
				for b.Loop() {
					a, err := s.Search(context.Background(), r)
					if err != nil {
						b.Fatal(err)
					}
					total = a.Total
				}
				b.ReportMetric(float64(total), "hits")
			})
		}
		r := f.r
		run("top", r)
		r.Facets = three
		run("facets", r)
		r.Facets, r.Timeline = nil, AutoInterval
		run("timeline", r)
		r.Facets = three
		run("both", r)
	}
}
