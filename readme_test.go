package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/sample"
)

// TestReadme runs the commands of README.md, with the flags that it names, over its article and the sample.
func TestReadme(t *testing.T) {
	document, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(document)
	t.Chdir(t.TempDir())
	writeReadmeArticles(t, text)
	ran := map[string]int{}
	runReadme := func(args ...string) string {
		t.Helper()
		ran[args[0]]++
		var out bytes.Buffer
		app := newApp()
		app.Writer, app.ErrWriter = &out, &bytes.Buffer{}
		if err := runApp(t.Context(), app, append([]string{"haberara"}, args...)); err != nil && exitCode(err) != exitNotFound {
			t.Errorf("%q: %v", args, err)
		}
		return out.String()
	}
	word := regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)
	split := func(command string) (args []string) {
		for _, w := range word.FindAllString(command, -1) {
			if w[0] == '\'' || w[0] == '"' {
				w = w[1 : len(w)-1]
			}
			args = append(args, w)
		}
		return args
	}
	for _, line := range regexp.MustCompile(`(?m)^haberara ((?:index|search) .+)$`).FindAllStringSubmatch(text, -1) {
		runReadme(split(line[1])...)
	}
	t.Setenv("HABERARA_INDEX", "haberler")
	if out := runReadme("search", "--format", "ids", `"köprü trafiği"`); !strings.Contains(out, "2026-417\n") {
		t.Errorf("the article of the document is not found: %q", out)
	}
	for _, flag := range regexp.MustCompile("`(--[a-z-]+ [^`]+)`").FindAllStringSubmatch(text, -1) {
		if args := split(flag[1]); args[1] != "FILE" {
			runReadme(append(append([]string{"search"}, args...), "deprem")...)
		}
	}
	given := strings.NewReplacer("QUERY", "deprem", "ID", "2026-417", "PREFIX", "köpr", "TEXT", "İstanbul'da", "COMMAND", "search")
	for _, command := range regexp.MustCompile("`haberara ([^`<]+)`").FindAllStringSubmatch(text, -1) {
		if args := split(command[1]); len(args) > 1 || strings.Contains(text, "| `haberara "+args[0]+"` |") {
			runReadme(strings.Split(given.Replace(strings.Join(args, "\n")), "\n")...)
		}
	}
	for _, name := range []string{"index", "search", "headlines", "highlights", "trending", "related", "suggest", "stories", "why",
		"analyze", "stats"} {
		if ran[name] == 0 {
			t.Errorf("no example of haberara %s was found", name)
		}
	}
	checkReadmeFlags(t, text)
}

// writeReadmeArticles writes the article of the document as articles.jsonl, the sample as archive.jsonl.gz.
func writeReadmeArticles(t *testing.T, text string) {
	t.Helper()
	_, article, _ := strings.Cut(text, "```json\n")
	article, _, _ = strings.Cut(article, "```")
	if err := os.WriteFile("articles.jsonl", []byte(strings.ReplaceAll(article, "\n", " ")), 0o644); err != nil {
		t.Fatal(err)
	}
	articles, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	lines := gzip.NewWriter(&packed)
	for _, a := range articles {
		if _, err := lines.Write(append(a.AppendJSON(nil), '\n')); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("archive.jsonl.gz", packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkReadmeFlags: search has every flag that the document names.
func checkReadmeFlags(t *testing.T, text string) {
	t.Helper()
	for _, flag := range regexp.MustCompile("`--([a-z-]+)").FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(newApp().Command("search").Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), flag[1]) }) {
			t.Errorf("search has no flag --%s", flag[1])
		}
	}
}
