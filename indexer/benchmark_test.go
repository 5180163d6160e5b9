package indexer

import (
	"math/rand/v2"
	"testing"

	"github.com/haberara/haberara/corpus"
)

// BenchmarkUpsert stores batches of 2,000 articles of about 280 words, on disk when each returns.
func BenchmarkUpsert(b *testing.B) {
	const batch = 2000
	r := rand.New(rand.NewPCG(1, 13))
	w := openWriter(b, b.TempDir())
	articles := make([]*corpus.Article, batch)
	var bytes int
	for i := range articles {
		articles[i] = prose(r, i)
		bytes += len(articles[i].Title) + len(articles[i].Spot) + len(articles[i].Body)
	}
	b.SetBytes(int64(bytes))
	version := 0
	for b.Loop() {
		// Other articles each time, or none would change.
		version++
		for i, a := range articles {
			next := *a
			next.ID = numbered(version*batch+i, 0).ID
			articles[i] = &next
		}
		upsert(b, w, articles...)
	}
	b.ReportMetric(float64(batch)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	check(b, w.Close())
}

// BenchmarkSnapshot opens an index of 4,000 articles whose checksums have been compared.
func BenchmarkSnapshot(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 14))
	articles := make([]*corpus.Article, 4000)
	for i := range articles {
		articles[i] = prose(r, i)
	}
	x, err := OpenIndex(made(b, articles...))
	check(b, err)
	for b.Loop() {
		s, err := x.Snapshot()
		check(b, err)
		check(b, s.Close())
	}
}
