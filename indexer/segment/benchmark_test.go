package segment

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring"
	bluge "github.com/blugelabs/bluge_segment_api"
)

func BenchmarkUnpack(b *testing.B) {
	r := random(700)
	values := make([]uint32, BlockDocs)
	for _, w := range []int{1, 4, 7, 12, 20} {
		for i := range values {
			values[i] = r.Uint32() & (1<<w - 1)
		}
		packed := append(appendPacked(nil, values, w), make([]byte, slack)...)
		b.Run(fmt.Sprint("bits=", w), func(b *testing.B) {
			b.SetBytes(4 * BlockDocs)
			for b.Loop() {
				unpackAscending(values, packed, w, 0)
			}
		})
	}
}

// benchmarkList is one of 100,000 documents whose distances have some bits.
func benchmarkList(b *testing.B, distanceBits int) (*List, []uint64) {
	b.Helper()
	r := random(701)
	m := &listModel{docs: ascending(r.Uint32, 100_000, 0, distanceBits)}
	for f := range m.places {
		m.places[f] = make([][]uint32, len(m.docs))
		for i := range m.docs {
			for n := range r.IntN(1 + 3*f) {
				m.places[f][i] = append(m.places[f][i], uint32(n*20))
			}
		}
	}
	for i := range m.docs {
		if r.IntN(20) == 0 || m.frequency(1, i)+m.frequency(2, i) == 0 {
			m.places[Title][i] = []uint32{3}
		}
	}
	s, value, _ := m.write(b, r)
	l := &List{}
	check(b, s.List(Lemma, value, l))
	return l, make([]uint64, s.Docs()/64+1)
}

func perDoc(b *testing.B, l *List) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(l.Docs), "ns/doc")
}

func BenchmarkOr(b *testing.B) {
	for _, bits := range []int{1, 4, 9} {
		l, set := benchmarkList(b, bits)
		var it Iterator
		b.Run(fmt.Sprint("bits=", bits), func(b *testing.B) {
			for b.Loop() {
				for it.Reset(l); it.Next(); {
					it.Or(set)
				}
			}
			perDoc(b, l)
		})
	}
}

// BenchmarkIterate reads documents and the frequencies of all fields.
// BenchmarkPick reads the frequencies of some documents of each block of a list, or of all.
func BenchmarkPick(b *testing.B) {
	l, _ := benchmarkList(b, 4)
	var it Iterator
	picked := make([]uint32, BlockDocs)
	for _, n := range []int{1, 8, fewPostings, BlockDocs} {
		chosen := make([]uint32, n)
		for i := range chosen {
			chosen[i] = uint32(i)
		}
		b.Run(fmt.Sprint("documents=", n), func(b *testing.B) {
			for b.Loop() {
				it.Reset(l)
				for it.Next() {
					for f := range int(TextFields) {
						it.Pick(chosen[:min(n, len(it.Docs()))], f, picked)
					}
				}
			}
			perDoc(b, l)
		})
	}
}

func BenchmarkIterate(b *testing.B) {
	l, _ := benchmarkList(b, 4)
	var it Iterator
	sum := uint32(0)
	for b.Loop() {
		for it.Reset(l); it.Next(); {
			docs := it.Docs()
			frequencies, _ := it.Frequencies(int(Body))
			for i := range docs {
				sum += docs[i] ^ frequencies[i]
			}
		}
	}
	perDoc(b, l)
}

// longArticles have some 300 words of a vocabulary with few common and many rare ones.
func longArticles(r *rand.Rand, from, n int) []*article {
	zipf := rand.NewZipf(r, 1.1, 5, 100_000)
	articles := randomArticles(r, from, n)
	for _, a := range articles {
		for f, n := range []int{8, 25, 270} {
			a.words[f] = nil
			for range n {
				a.words[f] = append(a.words[f], fmt.Sprint("söz", zipf.Uint64()))
			}
		}
	}
	return articles
}

const wordsOfLongArticle = 8 + 25 + 270

func BenchmarkNew(b *testing.B) {
	const n = 2000
	v := NewVocabulary()
	documents := make([]bluge.Document, n)
	for i, a := range longArticles(random(702), 0, n) {
		documents[i] = analyse(a, v)
	}
	size := uint64(0)
	for b.Loop() {
		var err error
		_, size, err = New(documents, nil)
		check(b, err)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(size)/n/wordsOfLongArticle, "bytes/token")
}

// BenchmarkMerge merges four segments of 1,000 articles, of which every tenth is dropped.
func BenchmarkMerge(b *testing.B) {
	const parts, n = 4, 1000
	var in []bluge.Segment
	var drops []*roaring.Bitmap
	for i := range parts {
		in = append(in, newSegment(b, longArticles(random(703+uint64(i)), i*n, n)))
		drop := roaring.New()
		for doc := uint32(0); doc < n; doc += 10 {
			drop.Add(doc)
		}
		drops = append(drops, drop)
	}
	for b.Loop() {
		_, err := Merge(in, drops, 1).WriteTo(&limitedWriter{1 << 40}, nil)
		check(b, err)
	}
	b.ReportMetric(parts*n*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkLoad opens a segment of 10,000 articles that is in memory.
func BenchmarkLoad(b *testing.B) {
	file := bytesOf(b, newSegment(b, randomArticles(random(710), 0, 10_000)))
	for b.Loop() {
		_, err := Load(bluge.NewDataBytes(file))
		check(b, err)
	}
}
