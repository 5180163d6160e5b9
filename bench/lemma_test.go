package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/internal/alloctest"
)

func TestScoreLemmas(t *testing.T) {
	gold := map[string]string{"ev": "ev", "evde": "ev", "evi": "ev", "at": "at", "ata": "at", "su": "su"}
	found := map[string]string{"ev": "ev", "evde": "ev", "evi": "evi", "at": "at", "ata": "ata", "su": "at"}
	got := scoreLemmas(gold, found, []string{"ev", "evde", "evi", "at", "ata", "su"})
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	near("precision", got.precision, 1.0/2)
	near("recall", got.recall, 1.0/4)
	near("F1", got.f1, 1.0/3)
	near("accuracy", got.accuracy, 1.0/2)
	p, r := (2.0+1+0.5+1+0.5)/6, (4.0/3+1.0/3+0.5+0.5+1)/6
	near("B-cubed", got.bCubed, 2*p*r/(p+r))
}

func TestLemmaCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.conllu")
	line := func(columns ...string) string { return strings.Join(columns, "\t") + strings.Repeat("\t_", 6) + "\n" }
	text := "# sent_id = 1\n" + line("1", "Evleri", "ev", "NOUN") + line("2", "eve", "ev", "NOUN") +
		line("3-4", "güzeldi", "_", "_") + line("3", "güzel", "güzel", "ADJ") + line("4", "di", "i", "AUX") +
		line("5", "İzmir’de", "İzmir", "PROPN") + line("6", "7'de", "7", "NOUN") + line("7", "gitti", "git", "VERB") + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := runLemma(&out, []string{path}); err != nil {
		t.Fatal(err)
	}
	want := `types 4 lemmas 3
P 1.000 R 1.000 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  NOUN  types     2 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  PROPN types     1 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  VERB  types     1 F1 1.000 B3F 1.000 lemma-accuracy 1.000
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// BenchmarkLemma goes through the built-in sample; ns/token and the ratios are what `go run . cost` prints.
func BenchmarkLemma(b *testing.B) {
	text, err := readRunningText(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range text.paths() {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.pass()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*p.tokens), "ns/token")
		})
	}
}

// TestCacheHit: words met before cost no allocation, but for the few that share a full place of the cache with others;
// which ones do depends on the seed of the hash.
func TestCacheHit(t *testing.T) {
	text, err := readRunningText(nil)
	if err != nil {
		t.Fatal(err)
	}
	a := turkish.NewAnalyzer()
	if n := alloctest.Least(func() { text.analyze(a) }); n > float64(text.tokens)/100 {
		t.Errorf("%v allocations for %d tokens", n, text.tokens)
	}
}

func TestStartOf(t *testing.T) {
	trace := "init internal/bytealg @0.005 ms, 0 ms clock, 0 bytes, 0 allocs\n" +
		"init github.com/haberara/haberara/corpus/turkish/morphology @0.53 ms, 0.21 ms clock, 71232 bytes, 412 allocs\n"
	want := "  start of corpus/turkish/morphology: 0.21 ms, 71232 bytes in 412 allocations\n"
	if diff := cmp.Diff(want, startOf(trace)); diff != "" {
		t.Errorf("start (-want +got):\n%s", diff)
	}
}

// TestFootprint: the limits of the lexicon, 5 MB of the binary and 20 MB of memory, hold.
func TestFootprint(t *testing.T) {
	text, err := readRunningText(nil)
	if err != nil {
		t.Fatal(err)
	}
	empty, err := measureProgram(t.Context(), t.TempDir(), fmt.Sprintf(footprintProgram, "", "", emptyUse), text.words)
	if err != nil {
		t.Fatal(err)
	}
	own, err := measureProgram(t.Context(), t.TempDir(), fmt.Sprintf(footprintProgram,
		"\t\"github.com/haberara/haberara/corpus/turkish/morphology\"\n", "", lexiconUse), text.words)
	if err != nil {
		t.Fatal(err)
	}
	if n := own.file - empty.file; n <= 0 || n > 5e6 {
		t.Errorf("the binary has %d bytes more", n)
	}
	if n := own.after - empty.after; n > 20e6 {
		t.Errorf("the resident memory has %d bytes more", n)
	}
	if own.start == "" {
		t.Error("the start is not measured")
	}
}
