package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus/sample"
	"github.com/haberara/haberara/indexer"
)

// TestDiscoveryDocument runs the examples of docs/discovery.md over the built-in sample.
func TestDiscoveryDocument(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ornek")
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := sample.Articles()
	if err == nil {
		_, err = w.Upsert(t.Context(), articles)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	const path, prompt, indent = "docs/discovery.md", "    $ haberara ", "    "
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	inExample, examples := false, 0
	for line := range strings.Lines(string(text)) {
		if inExample = inExample && strings.HasPrefix(line, indent) && !strings.HasPrefix(line, prompt); inExample {
			continue // what was printed when the document was made
		}
		got.WriteString(line)
		command, ok := strings.CutPrefix(line, prompt)
		if !ok {
			continue
		}
		inExample, examples = true, examples+1
		var out bytes.Buffer
		app := newApp()
		app.Writer, app.ErrWriter = &out, &bytes.Buffer{}
		args := strings.Fields(strings.ReplaceAll(command, "--index ornek", "--index "+dir))
		err := runApp(t.Context(), app, append([]string{"haberara"}, args...))
		if err != nil && (exitCode(err) != exitNotFound || out.Len() > 0) {
			t.Fatalf("%s: %v", command, err)
		}
		for printed := range strings.Lines(out.String()) {
			got.WriteString(strings.TrimRight(indent+printed, " \n") + "\n")
		}
	}
	if examples < 5 {
		t.Errorf("only %d examples", examples)
	}
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), got.String()); diff != "" {
		t.Errorf("run go test . -update (-want +got):\n%s", diff)
	}
}
