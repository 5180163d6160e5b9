package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// write puts a line into a file of its own.
func write(t *testing.T, line string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "articles.jsonl")
	if err := os.WriteFile(path, []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHoistFlags(t *testing.T) {
	app := newApp()
	f := func(want []string, args ...string) {
		t.Helper()
		if diff := cmp.Diff(want, hoistFlags(app, args)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", args, diff)
		}
	}
	f([]string{"h"}, "h")
	f([]string{"h", "--help"}, "h", "--help")
	f([]string{"h", "nothing", "-x"}, "h", "nothing", "-x")
	f([]string{"h", "search", "--index", "d", "--limit=3", "--", "a", "b"}, "h", "search", "a", "--index", "d", "b", "--limit=3")
	f([]string{"h", "search", "-n", "3", "--", "-a", "b"}, "h", "search", "-a", "-n", "3", "b")
	f([]string{"h", "search", "--", "--index", "d"}, "h", "search", "--", "--index", "d")
	f([]string{"h", "search", "--colour", "--", "a"}, "h", "search", "a", "--colour")
	f([]string{"h", "index", "--quiet", "--", "f", "-"}, "h", "index", "f", "--quiet", "-")
	f([]string{"h", "search", "--category", "-spor", "--", "a"}, "h", "search", "a", "--category", "-spor")
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 274425: "274,425", -1000: "-1,000"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
