package searcher

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDocumentedQueries: each query of docs/query-syntax.md is searched for, and its parts are found one by one.
func TestDocumentedQueries(t *testing.T) {
	document, err := os.ReadFile("../docs/query-syntax.md")
	if err != nil {
		t.Fatal(err)
	}
	s := sampleIndex(t)
	code := regexp.MustCompile("`([^`]+)`")
	asked, found := 0, 0
	for line := range strings.Lines(string(document)) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, q := range code.FindAllStringSubmatch(strings.Split(line, " | ")[0], -1) {
			asked++
			r := Request{Query: q[1], Now: time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)}
			if a := ask(t, s, r); a.Total > 0 {
				found++
			}
		}
	}
	if asked < 50 || found < asked/2 {
		t.Errorf("of %d documented queries %d find something in the sample", asked, found)
	}
}
