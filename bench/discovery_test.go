package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

func TestDays(t *testing.T) {
	app, out := newApp(), &bytes.Buffer{}
	app.Writer, app.ErrWriter = out, t.Output()
	if err := app.RunContext(t.Context(), []string{"bench", "days", sampleFile(t), "2026-11-18"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-11-18: headlines", "5 articles   4 sources  Ardanuç'ta heyelan", "2026-11-18: trends"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestTypedTitles(t *testing.T) {
	rows := printed(t, "suggest", "--titles", "20", "--peer-titles", "2", "--format", "json", sampleFile(t))
	if len(rows) != 4 {
		t.Fatalf("got %v", rows)
	}
	for _, row := range []map[string]any{rows[0], rows[2]} { // as typed, and without diacritics
		if row["engine"] != "ours" || row["titles"] != 20.0 || row["found_percent"] != 100.0 || row["letters_median"].(float64) < 1 {
			t.Errorf("got %v", row)
		}
	}
}

func TestToldTwice(t *testing.T) {
	const title, spot = "Ardanuç'ta heyelan Bulutlu Geçidi'ni kapattı, köylere ulaşılamıyor", "Yağışın ardından kayan toprak yolu kapattı, çalışmalar sürüyor"
	var lines []byte
	for i, a := range []corpus.Article{
		{Title: title, Source: "Kuzey Postası"}, {Title: strings.ToUpper(title[:4]) + title[4:], Spot: spot, Source: "Anka Gündem"},
		{Title: "Geçit kapandı: Ardanuç'ta heyelan köylerin yolunu kesti", Spot: spot, Source: "Doğu Işığı"},
		{Title: "Pazarda domates ucuzladı", Source: "Ege Telgraf"},
	} {
		a.ID, a.Published = strconv.Itoa(i), time.Date(2026, 11, 18, 10+i, 0, 0, 0, corpus.Istanbul)
		lines = append(a.AppendJSON(lines), '\n')
	}
	file := filepath.Join(t.TempDir(), "told.jsonl")
	if err := os.WriteFile(file, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	rows := printed(t, "related", "--articles", "3", "--format", "json", file)
	if len(rows) != 4 {
		t.Fatalf("got %v", rows)
	}
	for n, articles := range []float64{3, 2, 3, 2} { // the first and the third have nothing equal
		if rows[n]["articles"] != articles || rows[n]["recall_at_10"] != 1.0 {
			t.Errorf("got %v, want all of %v articles", rows[n], articles)
		}
	}
	app := newApp()
	if err := app.RunContext(t.Context(), []string{"bench", "related", sampleFile(t)}); err == nil {
		t.Error("the sample has nothing told twice word for word")
	}
}
