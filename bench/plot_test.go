package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseSizes(t *testing.T) {
	f := func(text string, want ...int) {
		t.Helper()
		got, err := parseSizes(text)
		if err != nil && want != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); want != nil && d != "" {
			t.Errorf("%q: -want +got\n%s", text, d)
		}
		if want == nil && err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
	f("10k,50k,250k,1M", 10_000, 50_000, 250_000, 1_000_000)
	f("50k, 800,800", 800, 50_000)
	f("")
	f("k")
	f("-5")
	f("10K")
}

func TestPlot(t *testing.T) {
	svg := filepath.Join(t.TempDir(), "plot.svg")
	app, out := newApp(), &strings.Builder{}
	app.Writer, app.ErrWriter = out, t.Output()
	err := app.RunContext(t.Context(), []string{"bench", "plot", "--corpus", sampleFile(t), "--sizes", "60,200",
		"--queries", "3", "--svg", svg, "--format", "json"})
	if err != nil {
		t.Fatal(err)
	}
	var rows []sized
	if err := json.Unmarshal([]byte(out.String()), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Articles != 60 || rows[1].Articles != 200 || rows[1].Bytes <= rows[0].Bytes {
		t.Errorf("got %+v", rows)
	}
	for _, r := range rows {
		if p, ok := r.Classes[newsroom]; !ok || p[0] <= 0 || p[2] < p[0] || r.OpenMS <= 0 {
			t.Errorf("%d articles: %+v", r.Size, r.served)
		}
	}
	drawing, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	checkDrawing(t, string(drawing), "filter-only", "newsroom", "60", "200")
}

func TestDrawPlot(t *testing.T) {
	checkDrawing(t, drawPlot(nil))
	checkDrawing(t, drawPlot([]plotted{{"one", []int{10}, []float64{3}}}), "one")
	lines := []plotted{{"a", []int{1000, 10_000}, []float64{100, 900}}, {"b", []int{1000, 10_000}, []float64{101, 900}}}
	checkDrawing(t, drawPlot(lines), ">a</text>", ">b</text>", ">1k</text>", ">10k</text>", "100 µs", "1 ms")
	at := spreadLabels(lines, scale{100, 1000, plotBottom, plotTop})
	if at[1]-at[0] < labelGap {
		t.Errorf("names at %v run into one another", at)
	}
}

// checkDrawing wants well-formed XML without values that are no numbers, and some texts in it.
func checkDrawing(t *testing.T, svg string, texts ...string) {
	t.Helper()
	parts := xml.NewDecoder(strings.NewReader(svg))
	for {
		_, err := parts.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
	for _, wrong := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(svg, wrong) {
			t.Errorf("%s in\n%s", wrong, svg)
		}
	}
	for _, text := range texts {
		if !strings.Contains(svg, text) {
			t.Errorf("no %q in\n%s", text, svg)
		}
	}
}
