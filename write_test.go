package main

import (
	"os"
	"path/filepath"
	"strings"
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
		got, err := hoistFlags(app, args)
		if err != nil {
			t.Errorf("%q: %v", args, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", args, diff)
		}
	}
	f([]string{"h"}, "h")
	f([]string{"h", "--help"}, "h", "--help")
	f([]string{"h", "nothing", "-x"}, "h", "nothing", "-x")
	f([]string{"h", "search", "--index", "d", "--limit=3", "--", "a", "b"},
		"h", "search", "a", "--index", "d", "b", "--limit=3")
	f([]string{"h", "search", "-n", "3", "--", "-a", "b"}, "h", "search", "-a", "-n", "3", "b")
	f([]string{"h", "search", "--", "--index", "d"}, "h", "search", "--", "--index", "d")
	f([]string{"h", "search", "--colour", "--", "a"}, "h", "search", "a", "--colour")
	f([]string{"h", "index", "--quiet", "--", "f", "-"}, "h", "index", "f", "--quiet", "-")
	f([]string{"h", "search", "--category", "-spor", "--", "a"}, "h", "search", "a", "--category", "-spor")
}

func TestWrongFlags(t *testing.T) {
	app := newApp()
	f := func(want string, args ...string) {
		t.Helper()
		if _, err := hoistFlags(app, args); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", args, err, want)
		}
	}
	f("--category needs a value", "h", "search", "deprem", "--category")
	f("--index needs a value", "h", "search", "--index")
	f("-n needs a value", "h", "search", "-n", "--", "a")
	f("write -n 5", "h", "search", "a", "-n5")
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 274425: "274,425", -1000: "-1,000"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
