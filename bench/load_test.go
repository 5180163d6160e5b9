package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

func TestParameters(t *testing.T) {
	f := func(q question, want string) {
		t.Helper()
		if d := cmp.Diff(want, q.parameters().Encode()); d != "" {
			t.Errorf("%s: -want +got\n%s", q.key(), d)
		}
	}
	day := time.Date(2025, 3, 4, 0, 0, 0, 0, corpus.Istanbul)
	f(question{}, "")
	f(question{Words: []string{"kar", "buz"}, Matching: anyWord}, "q=kar+buz")
	f(question{Words: []string{"kar", "buz"}, Matching: allWords}, "q=%2Bkar+%2Bbuz")
	f(question{Words: []string{"kar", "buz"}, Matching: phrase, Facets: true},
		"facets=category%2Csource%2Ctag&q=%22kar+buz%22")
	f(question{From: day, To: day.AddDate(0, 0, 7), Newest: true}, "from=2025-03-04&sort=newest&to=2025-03-10")
	f(question{Category: "spor", Source: "-tr", Offset: 500}, "category=spor&page=51&source=%5C-tr")
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	if _, err := ingest(t.Context(), dir, []string{sampleFile(t)}); err != nil {
		t.Fatal(err)
	}
	app, out := newApp(), &strings.Builder{}
	app.Writer, app.ErrWriter = out, t.Output()
	err := app.RunContext(t.Context(), []string{"bench", "load", "--index", dir, "--rates", "40,80", "--duration", "500ms",
		"--queries", "50", "--format", "json"})
	if err != nil {
		t.Fatal(err)
	}
	var rows []loaded
	if err := json.Unmarshal([]byte(out.String()), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 {
		t.Fatalf("got %+v", rows)
	}
	for _, r := range rows {
		if r.Requests == 0 || r.Errors != 0 || r.StatusCodes["200"] != int(r.Requests) || r.P99MS < r.P50MS {
			t.Errorf("got %+v", r)
		}
	}
}
