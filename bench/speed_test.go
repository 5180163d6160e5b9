package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

func TestSpeedJSON(t *testing.T) {
	objects := printed(t, "speed", "--corpus", sampleFile(t), "--limit", "120", "--format", "json", "--queries", "4",
		"--rounds", "1", "--batch", "50")
	var names []string
	for _, o := range objects {
		names = append(names, o["class"].(string))
	}
	if d := cmp.Diff(append(classNames(), "indexing"), names); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
	for _, o := range objects[:len(objects)-1] {
		checkClass(t, o)
	}
	indexing := objects[len(objects)-1]["indexing"].(map[string]any)
	for _, engine := range []string{"ours", "bluge", "bleve"} {
		of := indexing[engine].(map[string]any)
		if of["articles"] != 120.0 {
			t.Errorf("%s took %v articles of 120", engine, of["articles"])
		}
		for _, key := range []string{"articles_a_second", "cpu_seconds", "bytes", "peak_memory_bytes"} {
			if n, ok := of[key].(float64); !ok || n <= 0 {
				t.Errorf("%s: %s is %v", engine, key, of[key])
			}
		}
	}
}

func checkClass(t *testing.T, o map[string]any) {
	t.Helper()
	for _, percent := range []string{"p50", "p95", "p99"} {
		ours, weCan := o["ours_"+percent+"_us"].(float64)
		for _, peer := range []string{"bluge", "bleve"} {
			key := "ratio_" + peer
			if percent != "p50" {
				key += "_" + percent
			}
			theirs, ok := o[peer+"_"+percent+"_us"].(float64)
			if !ok || theirs <= 0 {
				t.Errorf("%s: no %s of %s", o["class"], percent, peer)
			}
			ratio, isRatio := o[key].(float64)
			if isRatio != weCan || weCan && (ratio < theirs/ours*0.999 || ratio > theirs/ours*1.001) {
				t.Errorf("%s: %s is %v with %v by %v", o["class"], key, o[key], theirs, ours)
			}
		}
	}
	if _, ok := o["queries"].(float64); !ok {
		t.Errorf("%s: no number of queries", o["class"])
	}
}

// openAll makes and opens the index of every engine over the sample.
func openAll(t *testing.T) (engines []*contender) {
	t.Helper()
	file := sampleFile(t)
	for _, c := range contestants {
		dir := t.TempDir()
		count, err := c.build(t.Context(), dir, file, 50, 0, func() {})
		if err != nil || count != len(sampleArticles(t)) {
			t.Fatalf("%s: %d articles, %v", c.name, count, err)
		}
		e, err := c.open(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
		engines = append(engines, &contender{name: c.name, engine: e})
	}
	return engines
}

func TestEnginesAgree(t *testing.T) {
	engines, d := openAll(t), newDrawing(sampleMaterial(t), 3)
	t.Run("filters", func(t *testing.T) {
		for _, q := range d.questions("filter-only", 40) {
			want := 0
			for _, a := range sampleArticles(t) {
				if q.passes(a) {
					want++
				}
			}
			for _, e := range engines {
				if a, err := e.ask(t.Context(), q); err != nil || a.total != want || len(a.ids) != min(want, pageSize) {
					t.Errorf("%s: %s finds %d (%d shown), not %d: %v", e.name, q.key(), a.total, len(a.ids), want, err)
				}
			}
		}
	})
	t.Run("peers", func(t *testing.T) {
		for _, class := range []string{"term-common", "OR2", "AND2", "phrase", "term+date", "term+3-facets",
			"OR2+timeline", "prefix", "completions", "newest-first"} {
			for _, q := range d.questions(class, 15) {
				bluge, err := engines[1].ask(t.Context(), q)
				bleve, err2 := engines[2].ask(t.Context(), q)
				if err := errors.Join(err, err2); err != nil {
					t.Fatal(err)
				}
				sameWords := q.Matching != completion || slices.Equal(bluge.ids, bleve.ids)
				if bluge.total != bleve.total || !sameWords || !slices.Equal(bluge.counts, bleve.counts) {
					t.Errorf("%s: bluge finds %d and counts %v, bleve %d and %v",
						fmt.Sprint(q.Class, " ", q.key()), bluge.total, bluge.counts, bleve.total, bleve.counts)
				}
			}
		}
	})
}

// passes says the slow way whether an article passes the filters of a question.
func (q question) passes(a *corpus.Article) bool {
	if q.Category != "" && a.Category != q.Category || q.Source != "" && a.Source != q.Source {
		return false
	}
	return q.From.IsZero() || !a.Published.IsZero() && !a.Published.Before(q.From) && a.Published.Before(q.To)
}

func TestUnableIsNoTime(t *testing.T) {
	e := &contender{name: "ours", engine: unableEngine{}}
	q := question{Words: []string{"kar"}, Matching: anyWord}
	if err := measure(t.Context(), []*contender{e}, []question{q}, []question{q}); err != nil {
		t.Fatal(err)
	}
	if !e.unable || len(e.times) != 0 {
		t.Errorf("unable is %t with %d times", e.unable, len(e.times))
	}
}

type unableEngine struct{}

func (unableEngine) ask(context.Context, question) (answer, error) { return answer{}, errUnable }
func (unableEngine) Close() error                                  { return nil }
