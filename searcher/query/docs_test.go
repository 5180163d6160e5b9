package query

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The queries of the document are read without a repair, and its repaired ones as it says.
func TestDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/query-syntax.md")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("`([^`]+)`")
	rows := 0
	section := ""
	for line := range strings.Lines(string(document)) {
		if strings.HasPrefix(line, "## ") {
			section = strings.TrimSpace(line[3:])
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		rows++
		cells := strings.Split(line, " | ")
		for _, query := range code.FindAllStringSubmatch(cells[0], -1) {
			n, repairs, err := ParseTree(query[1], wednesday)
			if err != nil {
				t.Fatalf("%s: %v", query[1], err)
			}
			isRepaired := section == "What is not understood"
			if isRepaired != (len(repairs) > 0) {
				t.Errorf("%s: repairs %v", query[1], repairs)
			}
			if want := code.FindStringSubmatch(cells[1]); isRepaired && n.String() != want[1] {
				t.Errorf("%s is read as %s, want %s", query[1], n, want[1])
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows were found", rows)
	}
}
