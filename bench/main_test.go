package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/sample"
)

// TestMain is the program itself where a test has started it as a child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "build-index", "ask-index", "serve-index":
			main()
			return
		}
	}
	os.Exit(m.Run())
}

func sampleArticles(t *testing.T) []*corpus.Article {
	t.Helper()
	articles, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

// sampleFile writes the built-in sample as JSON Lines.
func sampleFile(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	for _, a := range sampleArticles(t) {
		b.Write(append(a.AppendJSON(nil), '\n'))
	}
	path := filepath.Join(t.TempDir(), "sample.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func sampleMaterial(t *testing.T) *material {
	t.Helper()
	m := newMaterial()
	for _, a := range sampleArticles(t) {
		m.add(a)
	}
	return m
}

// output runs a command and returns what it prints.
func output(t *testing.T, args ...string) *bytes.Buffer {
	t.Helper()
	app, out := newApp(), &bytes.Buffer{}
	app.Writer, app.ErrWriter = out, t.Output()
	if err := app.RunContext(t.Context(), append([]string{"bench"}, args...)); err != nil {
		t.Fatal(err)
	}
	return out
}

// printed runs a command and returns the JSON objects that it prints.
func printed(t *testing.T, args ...string) (objects []map[string]any) {
	t.Helper()
	lines := json.NewDecoder(output(t, args...))
	for lines.More() {
		var object map[string]any
		if err := lines.Decode(&object); err != nil {
			t.Fatal(err)
		}
		objects = append(objects, object)
	}
	return objects
}

func TestSpreadCorpus(t *testing.T) {
	f := func(want []string, args ...string) {
		t.Helper()
		if d := cmp.Diff(want, spreadCorpus(args)); d != "" {
			t.Errorf("%v: -want +got\n%s", args, d)
		}
	}
	f([]string{"speed", "--corpus", "a", "--corpus", "b", "--limit", "5"}, "speed", "--corpus", "a", "b", "--limit", "5")
	f([]string{"speed", "--corpus", "a", "--corpus", "b"}, "speed", "--corpus", "a", "--corpus", "b")
	f([]string{"--corpus", "a", "--limit", "5", "b"}, "--corpus", "a", "--limit", "5", "b")
	f([]string{"--corpus=a", "b"}, "--corpus=a", "b")
	f([]string{"--corpus", "-", "--corpus", "a"}, "-corpus", "-", "a")
}
