package server

import (
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocument: the examples of docs/api.md are answered, and every parameter and header stands there.
func TestDocument(t *testing.T) {
	document, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	s := startServer(t, Config{})
	examples := regexp.MustCompile(`curl 'http://127\.0\.0\.1:8640([^']+)'`).FindAllStringSubmatch(string(document), -1)
	if len(examples) < 5 {
		t.Errorf("only %d examples were found", len(examples))
	}
	for _, example := range examples {
		address, err := url.Parse(example[1])
		if err != nil {
			t.Fatal(err)
		}
		values := address.Query()
		if values.Has("id") {
			values.Set("id", s.engine.articles[0].ID)
		}
		address.RawQuery = values.Encode()
		if got := s.get(address.String()); got.status != 200 {
			t.Errorf("%s: got %+v", example[1], got)
		}
	}
	for _, name := range append(knownNames, totalHeader, noticesHeader, whyPath) {
		if !strings.Contains(string(document), "`"+name+"`") {
			t.Errorf("%s is not documented", name)
		}
	}
}
