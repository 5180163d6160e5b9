package indexer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stdin puts a pipe in the place of the standard input until the test ends; what is written to it is read.
func stdin(t *testing.T) *os.File {
	t.Helper()
	in, out, err := os.Pipe()
	check(t, err)
	before := os.Stdin
	os.Stdin = in
	t.Cleanup(func() {
		os.Stdin = before
		_ = out.Close() // ends the goroutine that waits for more
		_ = in.Close()
	})
	return out
}

// TestIngestSlowStream has a stream that gives some lines and then nothing, without an end.
func TestIngestSlowStream(t *testing.T) {
	out := stdin(t)
	dir := t.TempDir()
	w := openWriter(t, dir)
	letters := openDeadLetters(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stored := make(chan int, 1)
	in := &ingest{
		sink: w, refusals: letters, maxArticles: 100, maxBytes: batchBytes, maxWait: time.Millisecond,
		acknowledged: func(r Report) { stored <- r.Lines },
	}
	type result struct {
		Report
		error
	}
	ended := make(chan result, 1)
	go func() {
		r, err := in.run(ctx, []string{"-"})
		ended <- result{r, err}
	}()
	total := 0
	for id := range 3 {
		_, err := out.Write(jsonLines(t, numbered(id, 0), "{"))
		check(t, err)
		for total < 2*(id+1) {
			check(t, inTime(t, "a slow stream", func() error {
				total = <-stored
				return nil
			}))
		}
	}
	cancel()
	var got result
	check(t, inTime(t, "an interrupted stream", func() error {
		got = <-ended
		return nil
	}))
	if !errors.Is(got.error, context.Canceled) || got.Lines != 6 || got.Added != 3 || got.File != "stdin" {
		t.Fatalf("%+v", got)
	}
	check(t, errors.Join(letters.Close(), w.Close()))
	checkStored(t, dir, byID(numberedArticles(0, 3, 0)...))
	if n := len(deadLetters(t, dir)); n != 3 {
		t.Fatalf("%d dead letters", n)
	}
}

// TestIngestInterruptedStream stores the batch at hand when the context ends while nothing comes.
func TestIngestInterruptedStream(t *testing.T) {
	f := func(sink *memory, want error, lines int) {
		t.Helper()
		out := stdin(t)
		_, err := out.Write(jsonLines(t, numbered(0, 0), numbered(1, 0), "{"))
		check(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		in := &ingest{sink: sink, refusals: &forgetful{onAdd: cancel}, maxArticles: 100, maxBytes: batchBytes}
		err = inTime(t, "an interrupted stream", func() error {
			_, err := in.run(ctx, []string{"-"})
			return err
		})
		if !errors.Is(err, context.Canceled) || want != nil && !errors.Is(err, want) {
			t.Fatal(err)
		}
		if in.report.Lines != lines || len(sink.articles) != max(0, lines-1) {
			t.Fatalf("%+v", in.report)
		}
	}
	f(&memory{}, nil, 3)
	f(&memory{failAt: 1}, errSink, 0)
}

// TestIngestTellsAll has a file that breaks off, an interrupt and a failing sink in one run.
func TestIngestTellsAll(t *testing.T) {
	dir := t.TempDir()
	good := writeFile(t, filepath.Join(dir, "a.jsonl"), jsonLines(t, numbered(0, 0), "{"))
	ctx, cancel := context.WithCancel(t.Context())
	in := &ingest{
		sink: &memory{failAt: 1}, refusals: &forgetful{onAdd: cancel}, maxArticles: 10, maxBytes: batchBytes,
	}
	_, err := in.run(ctx, []string{filepath.Join(dir, "missing.jsonl"), good})
	var broken *BrokenFileError
	if !errors.As(err, &broken) || !errors.Is(err, errSink) || !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// TestFeedHoldsBack checks that lines are not read ahead without a bound, and that the feed ends when it is stopped.
func TestFeedHoldsBack(t *testing.T) {
	const size = 1 << 20
	var lines []any
	for range 3 * feedRooms * roomBytes / size {
		lines = append(lines, strings.Repeat("x", size))
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"), jsonLines(t, lines...))
	f := startFeed(t.Context(), []string{file, file})
	seen := 0
	for i := range f.read {
		if held := len(f.read) + 1; held > feedRooms*roomBytes/size+1 {
			t.Fatalf("holds %d lines of %d bytes", held, size)
		}
		if i.line.Refusal == nil || len(i.line.Raw) != size || i.size != size || i.line.Raw[0] != 'x' {
			t.Fatalf("line %d is %d bytes", i.line.Number, len(i.line.Raw))
		}
		f.taken(i)
		if seen++; seen == len(lines)+1 {
			break
		}
	}
	f.stop()
	select {
	case <-f.ended:
	default:
		t.Fatal("still reading")
	}
}

func TestFeedKeepsLines(t *testing.T) {
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"),
		jsonLines(t, "{ bir", numbered(1, 0), "{ iki", "{ üç"))
	f := startFeed(t.Context(), []string{file})
	<-f.ended
	var raw []string
	for i := range f.read {
		raw = append(raw, string(i.line.Raw))
	}
	if diff := cmp.Diff([]string{"{ bir", "", "{ iki", "{ üç"}, raw); diff != "" {
		t.Fatal(diff)
	}
	f.stop()
}
