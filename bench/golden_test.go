package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/searcher"
)

var update = flag.Bool("update", false, "write the golden rankings again")

// TestGoldenRanking ranks the built-in sample for questions of our own, in all ways of typing. The diff of a change of
// ranking shows nDCG and MRR of each, and which articles moved.
func TestGoldenRanking(t *testing.T) {
	const golden = "testdata/ranking.golden"
	dir := filepath.Join(t.TempDir(), "index")
	s, err := openIndexed(t.Context(), dir, sampleFile(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var got bytes.Buffer
	for _, typing := range typings {
		writeRanking(t, &got, s, typing.name)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("rankings changed; go test -run Golden -update writes them: -want +got\n%s", d)
	}
}

// writeRanking writes the figures of the questions typed in one way, and the best five articles of each, right ones with
// a star.
func writeRanking(t *testing.T, out *bytes.Buffer, s *searcher.Searcher, typing string) {
	t.Helper()
	lines, err := os.ReadFile("testdata/questions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	judged, run := judgements{}, map[string][]string{}
	var rankings strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(lines)), "\n") {
		text, ids, _ := strings.Cut(line, "\t")
		judged[text] = map[string]int{}
		for _, id := range strings.Fields(ids) {
			judged[text][id] = 1
		}
		typed := typedAs(typing, drawOptions{seed: 1}, asked{text, text})
		if run[text], err = found(t.Context(), s, typed); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&rankings, "  %s:", typed)
		for _, id := range run[text][:min(5, len(run[text]))] {
			fmt.Fprintf(&rankings, " %s%s", id, strings.Repeat("*", judged[text][id]))
		}
		rankings.WriteByte('\n')
	}
	f := judge(judged, run)
	fmt.Fprintf(out, "%s: nDCG@10 %.3f, MRR@10 %.3f\n%s", typing, f.NDCG10, f.MRR10, rankings.String())
}
