package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"

	"github.com/haberara/haberara/corpus"
)

func TestRelevanceOfKnownItems(t *testing.T) {
	var rows []measured
	out := output(t, "relevance", "--format", "json", "--known-items", "12", sampleFile(t))
	if err := json.NewDecoder(out).Decode(&rows); err != nil {
		t.Fatal(err)
	}
	if want := 2 * 4 * 3; len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	for _, r := range rows {
		if r.Queries != 12 || r.NDCG10 > 1 || r.MRR10 > r.NDCG10 || r.Success1 > r.MRR10 || r.Recall100 > 1 {
			t.Errorf("%+v", r)
		}
		if r.Engine == "haberara" && r.Set == "sample spot" && r.NDCG10 < 0.7 {
			t.Errorf("hardly any article is found by its spot: %+v", r)
		}
		if isTyped := r.Typing == "as typed"; isTyped && r.OfTyped != 1 || r.Engine == "lucene chain" && r.OfLucene != 1 {
			t.Errorf("an engine is not equal to itself: %+v", r)
		}
	}
}

func TestKnownItems(t *testing.T) {
	draw := drawOptions{knownItems: 10, seed: 3}
	path := sampleFile(t)
	sets, err := knownItems(path, draw)
	if err != nil {
		t.Fatal(err)
	}
	again, err := knownItems(path, draw)
	if err != nil {
		t.Fatal(err)
	}
	originals := map[string]*corpus.Article{}
	for _, a := range sampleArticles(t) {
		originals[a.ID] = a
	}
	for i, set := range sets {
		if d := cmp.Diff(again[i].queries, set.queries, cmp.AllowUnexported(asked{})); d != "" {
			t.Errorf("equal seeds draw differently:\n%s", d)
		}
		if len(set.queries) != 10 {
			t.Errorf("%s: %d queries", set.name, len(set.queries))
		}
		for _, a := range set.articles {
			if a.Spot != "" {
				t.Errorf("%s: the index would have the spot of %s", set.name, a.ID)
			}
		}
		for _, q := range set.queries {
			if d := cmp.Diff(map[string]int{q.id: 1}, set.judged[q.id]); d != "" {
				t.Errorf("%s: -want +got\n%s", q.id, d)
			}
			a := originals[q.id]
			for _, word := range strings.Fields(q.text) {
				if !strings.Contains(a.Title+" "+a.Spot+" "+a.Body, word) {
					t.Errorf("%q is not from %s", word, a.ID)
				}
			}
		}
	}
}

func TestDrawKeepsJudgements(t *testing.T) {
	s := judgedSet{queries: []asked{{"a", "x"}, {"b", "y"}, {"c", "z"}}, judged: judgements{"a": nil, "b": nil, "c": nil}}
	s.draw(drawOptions{limit: 2, seed: 1})
	if len(s.queries) != 2 || len(s.judged) != 2 || s.queries[0].id > s.queries[1].id {
		t.Errorf("drawn: %+v", s)
	}
}

func TestMistype(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 0))
		const typed = "Şişli'de öğrenci ev 12345"
		got := mistype(r, typed)
		if got == typed || !utf8.ValidString(got) {
			t.Fatalf("seed %d: %q", seed, got)
		}
		before, after := strings.Fields(typed), strings.Fields(got)
		changed := 0
		for i := range before {
			if before[i] == after[i] {
				continue
			}
			changed++
			first, _ := utf8.DecodeRuneInString(before[i])
			if !strings.HasPrefix(after[i], string(first)) || i > 1 {
				t.Errorf("seed %d: %q", seed, got)
			}
		}
		if changed != 1 {
			t.Errorf("seed %d: %q has %d changed words", seed, got, changed)
		}
	}
	if got := mistype(rand.New(rand.NewPCG(1, 1)), "ev iş 2024"); got != "ev iş 2024" {
		t.Errorf("a query of short words became %q", got)
	}
}

func TestSetOfFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "own")
	writeOwnSet(t, dir)
	sets, err := readSets(dir, drawOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []asked{{"q1", "gök taşı"}, {"q2", "gül hasadı"}}
	if d := cmp.Diff(want, sets[0].queries, cmp.AllowUnexported(asked{})); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if sets[0].name != "own" || len(sets[0].articles) == 0 {
		t.Errorf("%s has %d articles", sets[0].name, len(sets[0].articles))
	}
}

func TestTune(t *testing.T) {
	out := output(t, "relevance", "--tune", "--known-items", "6", sampleFile(t)).String()
	for _, half := range []string{"half 1", "half 2"} {
		for _, set := range []string{"sample spot", "sample three words"} {
			if !strings.Contains(out, half+"    "+set) && !strings.Contains(out, half+"  "+set) {
				t.Errorf("nothing is said of %s tuned on %s:\n%s", set, half, out)
			}
		}
	}
}

// writeOwnSet writes the built-in sample with two queries, one of which nobody has judged.
func writeOwnSet(t *testing.T, dir string) {
	t.Helper()
	var documents strings.Builder
	for _, a := range sampleArticles(t) {
		documents.Write(append(a.AppendJSON(nil), '\n'))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"documents.jsonl.gz": documents.String(),
		"queries.tsv.gz":     "q2\tgül hasadı\nq1\tgök taşı\nq3\tçay\n",
		"qrels.tsv.gz":       "q1 0 ornek-b-001 1\nq2 0 ornek-c-001 1\n",
	} {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, err := z.Write([]byte(text))
		if err := errors.Join(err, z.Close(), os.WriteFile(filepath.Join(dir, name), packed.Bytes(), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}
