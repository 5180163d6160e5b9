package segment

import (
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blugelabs/bluge/index"
	"github.com/blugelabs/bluge/search"
	"github.com/blugelabs/bluge/search/searcher"
	"github.com/blugelabs/bluge/search/similarity"
)

func ours() index.Config {
	c := index.InMemoryOnlyConfig().WithSegmentPlugin(Plugin()).WithSegmentType(Type).WithSegmentVersion(Version)
	return c.WithNormCalc(func(string, int) float32 { return 1 })
}

func openIndex(t *testing.T, c index.Config) *index.Writer {
	t.Helper()
	w, err := index.OpenWriter(c)
	check(t, err)
	return w
}

// put puts articles into an index, each in place of the one with its ID.
func put(t *testing.T, w *index.Writer, articles ...*article) {
	t.Helper()
	v, b := NewVocabulary(), index.NewBatch()
	for _, a := range articles {
		b.Update(idTerm(a.id), analyse(a, v))
	}
	check(t, w.Batch(b))
}

// newIndex is an index of several segments with replaced and deleted articles, and what it must hold.
func newIndex(t *testing.T, r *rand.Rand) (s *index.Snapshot, live map[string]*article) {
	t.Helper()
	w := openIndex(t, ours())
	live = map[string]*article{}
	for range 4 {
		articles := randomArticles(r, r.IntN(200), 50)
		for _, a := range articles {
			live[a.id] = a
		}
		put(t, w, articles...)
		b := index.NewBatch()
		for _, id := range slices.Sorted(maps.Keys(live)) {
			if r.IntN(15) == 0 {
				b.Delete(idTerm(id))
				delete(live, id)
			}
		}
		check(t, w.Batch(b))
	}
	s, err := w.Reader()
	check(t, err)
	t.Cleanup(func() { check(t, errors.Join(s.Close(), w.Close())) })
	return s, live
}

var options = search.SearcherOptions{
	SimilarityForField: func(string) search.Similarity { return similarity.NewBM25Similarity() },
}

// found runs a stock searcher and returns the scores by ID.
func found(t *testing.T, s *index.Snapshot, searcher search.Searcher, err error) map[string]float64 {
	t.Helper()
	check(t, err)
	scores := map[string]float64{}
	ctx := search.NewSearchContext(searcher.DocumentMatchPoolSize()+1, 0)
	for {
		m, err := searcher.Next(ctx)
		check(t, err)
		if m == nil {
			break
		}
		check(t, s.VisitStoredFields(m.Number, func(name string, value []byte) bool {
			if _, twice := scores[string(value)]; twice || name != IDField {
				t.Fatalf("%s %s is found twice", name, value)
			}
			scores[string(value)] = m.Score
			return false
		}))
		ctx.DocumentMatchPool.Put(m)
	}
	check(t, searcher.Close())
	return scores
}

// TestStockQueries runs Bluge's own queries and compares the documents with a scan of the articles.
func TestStockQueries(t *testing.T) {
	for seed := range uint64(3) {
		r := random(300 + seed)
		s, live := newIndex(t, r)
		sum := similarity.NewCompositeSumScorer()
		type query func() (search.Searcher, error)
		f := func(what string, q query, want func(*article) bool) {
			t.Helper()
			searcher, err := q()
			var ids []string
			for id, a := range live {
				if want(a) {
					ids = append(ids, id)
				}
			}
			slices.Sort(ids)
			if got := slices.Sorted(maps.Keys(found(t, s, searcher, err))); !slices.Equal(got, ids) {
				t.Fatalf("%s: found %v, want %v", what, got, ids)
			}
		}
		for range 40 {
			field, signal := TextField(r.IntN(int(TextFields))), Signal(r.IntN(int(Signals)))
			name := FieldName(field, signal)
			term := func(word string) string { return []string{word, lemmaOf(word)}[signal] }
			has := func(match func(term string) bool) func(*article) bool {
				return func(a *article) bool {
					return slices.ContainsFunc(a.words[field], func(w string) bool { return match(term(w)) })
				}
			}
			a, b := words[r.IntN(len(words))], words[r.IntN(len(words))]
			f("term", func() (search.Searcher, error) {
				return searcher.NewTermSearcher(s, term(a), name, 1, nil, options)
			}, has(func(w string) bool { return w == term(a) }))
			f("phrase", func() (search.Searcher, error) {
				return searcher.NewSloppyMultiPhraseSearcher(s, [][]string{{term(a)}, {term(b)}}, name, 0, nil, options)
			}, func(x *article) bool {
				for i := range max(len(x.words[field])-1, 0) {
					if term(x.words[field][i]) == term(a) && term(x.words[field][i+1]) == term(b) {
						return true
					}
				}
				return false
			})
			beginning := string([]rune(a)[:2])
			f("prefix", func() (search.Searcher, error) {
				return searcher.NewTermPrefixSearcher(s, beginning, name, 1, nil, sum, options)
			},
				has(func(w string) bool { return strings.HasPrefix(w, beginning) }))
			f("wildcard", func() (search.Searcher, error) {
				return searcher.NewRegexpStringSearcher(s, beginning+".*l.r", name, 1, nil, sum, options)
			},
				has(regexp.MustCompile("^"+beginning+".*l.r$").MatchString))
			f("regexp", func() (search.Searcher, error) {
				return searcher.NewRegexpStringSearcher(s, "(tek1.|[kgy].*l)", name, 1, nil, sum, options)
			},
				has(regexp.MustCompile("^(tek1.|[kgy].*l)$").MatchString))
			low, high := min(a, b), max(a, b)
			f("range", func() (search.Searcher, error) {
				return searcher.NewTermRangeSearcher(s, []byte(low), []byte(high), true, false, name, 1, nil, sum, options)
			},
				has(func(w string) bool { return w >= low && w < high }))
			f("fuzzy", func() (search.Searcher, error) {
				return searcher.NewFuzzySearcher(s, "yollr", 0, 1, name, 1, nil, sum, options)
			},
				has(func(w string) bool { return w == "yollar" }))
		}
		f("ID", func() (search.Searcher, error) {
			return searcher.NewTermSearcher(s, "haber-50", IDField, 1, nil, options)
		}, func(a *article) bool { return a.id == "haber-50" })
		f("unknown field", func() (search.Searcher, error) {
			return searcher.NewTermSearcher(s, "kar", "summary", 1, nil, options)
		}, func(*article) bool { return false })
	}
}

// TestStockScores compares Bluge's BM25 over our statistics with the formula over the articles.
func TestStockScores(t *testing.T) {
	w := openIndex(t, ours())
	articles := randomArticles(random(310), 0, 80)
	put(t, w, articles...)
	s, err := w.Reader()
	check(t, err)
	var docs, with, tokens float64
	for _, a := range articles {
		if n := len(a.words[Body]); n > 0 {
			docs, tokens = docs+1, tokens+float64(n)
		}
		if slices.Contains(a.words[Body], "kar") {
			with++
		}
	}
	term, err := searcher.NewTermSearcher(s, "kar", "body.exact", 1, nil, options)
	got := found(t, s, term, err)
	if len(got) != int(with) || with < 10 {
		t.Fatalf("%d found, want %v", len(got), with)
	}
	for _, a := range articles {
		n := 0.0
		for _, w := range a.words[Body] {
			if w == "kar" {
				n++
			}
		}
		idf := math.Log(1 + (docs - with) + .5/(with+.5)) // as Bluge has it
		norm := 1.2 * (.25 + .75*float64(len(a.words[Body]))*docs/tokens)
		if want := idf * n / (n + norm); math.Abs(got[a.id]-want) > 1e-6 {
			t.Fatalf("%s scores %v, want %v", a.id, got[a.id], want)
		}
	}
	check(t, errors.Join(s.Close(), w.Close()))
}
