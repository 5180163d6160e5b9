package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/indexer"
)

// live returns the number of articles in an index, 0 when there is none yet.
func live(t *testing.T, dir string) int {
	t.Helper()
	x, err := indexer.OpenIndex(dir)
	if errors.Is(err, indexer.ErrNoIndex) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	n := int(s.Live)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestIndexSlowInput feeds one article to index on a standard input that then neither gives more nor ends: the article
// is stored all the same, and an interrupt is obeyed.
func TestIndexSlowInput(t *testing.T) {
	in, feed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin := os.Stdin
	os.Stdin = in
	t.Cleanup(func() {
		os.Stdin = stdin
		_, _ = feed.Close(), in.Close()
	})
	if _, err := feed.WriteString("{\"id\":\"1\",\"title\":\"Kar\"}\n"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "index")
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var out, told bytes.Buffer
	app := newApp()
	app.Writer, app.ErrWriter = &out, &told
	ended := make(chan error, 1)
	go func() { ended <- app.RunContext(ctx, []string{"haberara", "index", "--index", dir, "-"}) }()

	limit := time.After(time.Minute)
	for live(t, dir) == 0 {
		select {
		case <-time.After(20 * time.Millisecond):
		case err := <-ended:
			t.Fatalf("ended with %v", err)
		case <-limit:
			t.Fatal("nothing is stored")
		}
	}
	interrupt()
	select {
	case err = <-ended:
	case <-limit:
		t.Fatal("the interrupt is not obeyed")
	}
	if code := exitCode(err); code != exitInterrupted || message(err) != "" {
		t.Errorf("exit code %d, %v", code, err)
	}
	if !strings.HasPrefix(told.String(), "Interrupted. 1 articles are safe in "+dir) {
		t.Errorf("told %q", told.String())
	}
	if !strings.HasPrefix(out.String(), "1 line read: 1 accepted") {
		t.Errorf("printed %q", out.String())
	}
}
