package indexer

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// run ingests files into the index in dir, in batches of size articles, and checks that the report adds up.
func run(t testing.TB, ctx context.Context, dir string, size int, files ...string) (Report, error) {
	t.Helper()
	w := openWriter(t, dir)
	letters, err := OpenDeadLetters(dir)
	check(t, err)
	before := w.Len()
	var last Report
	in := &ingest{sink: w, refusals: letters, maxArticles: size, maxBytes: batchBytes, acknowledged: func(r Report) {
		if r.Lines <= last.Lines || r.Accepted < last.Accepted || r.Refused < last.Refused || r.Bytes < last.Bytes {
			t.Errorf("%+v after %+v", r, last)
		}
		last = r
	}}
	r, err := in.run(ctx, files)
	if r.Lines != r.Accepted+r.Refused || r.Accepted != r.Added+r.Replaced+r.Unchanged || w.Len() != before+r.Added {
		t.Fatalf("%+v does not add up, from %d to %d articles", r, before, w.Len())
	}
	if r.Lines != last.Lines {
		t.Fatalf("acknowledged %d of %d lines", last.Lines, r.Lines)
	}
	check(t, errors.Join(letters.Close(), w.Close()))
	return r, err
}

// deadLetters returns the lines of the dead letters of an index, and fails the test when one is no whole dead letter.
func deadLetters(t testing.TB, dir string) []string {
	t.Helper()
	b := readFile(t, layout(dir).path(DeadLettersFolder, DeadLettersFile))
	if len(b) == 0 {
		return nil
	}
	if b[len(b)-1] != '\n' {
		t.Fatalf("the dead letters end in the middle of a line: %q", b)
	}
	var lines []string
	for line := range bytes.Lines(b) {
		lines = append(lines, string(bytes.TrimSpace(line)))
	}
	return lines
}

func TestIngest(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	a := writeFile(t, filepath.Join(other, "a.jsonl"), jsonLines(t,
		numbered(0, 0), numbered(1, 0), "", "{", numbered(1, 1), numbered(2, 0), `{"id":"boş"}`, numbered(3, 0)))
	b := writeFile(t, filepath.Join(other, "b.jsonl"), jsonLines(t, numbered(0, 0), numbered(4, 0), "[]"))
	size := int64(len(readFile(t, a)) + len(readFile(t, b)))
	want := byID(numbered(0, 0), numbered(1, 1), numbered(2, 0), numbered(3, 0), numbered(4, 0))
	f := func(batch int, outcome Outcome) {
		t.Helper()
		r, err := run(t, t.Context(), dir, batch, a, b)
		check(t, err)
		expected := Report{Lines: 10, Accepted: 7, Refused: 3, Outcome: outcome, Bytes: size, File: b, Line: 3}
		if diff := cmp.Diff(expected, r); diff != "" {
			t.Fatalf("report (-want +got):\n%s", diff)
		}
		checkStored(t, dir, want)
		letters := deadLetters(t, dir)
		if len(letters) != 3 {
			t.Fatalf("dead letters: %q", letters)
		}
		for i, parts := range [][]string{
			{`"file":"` + a + `","line":4,"reason":`, `"raw":"{"`},
			{`"file":"` + a + `","line":7,"reason":"has no title, spot or body`, `"article":{"id":"boş"}`},
			{`"file":"` + b + `","line":3,"reason":`, `"raw":"[]"`},
		} {
			for _, part := range parts {
				if !bytes.Contains([]byte(letters[i]), []byte(part)) {
					t.Fatalf("dead letter %d: %s has no %s", i, letters[i], part)
				}
			}
		}
	}
	f(2, Outcome{Added: 5, Replaced: 1, Unchanged: 1})
	// Again: the older version of haber-1 is stored and replaced once more, whatever the size of a batch.
	f(2, Outcome{Replaced: 2, Unchanged: 5})
	f(3, Outcome{Replaced: 2, Unchanged: 5})
	f(100, Outcome{Replaced: 2, Unchanged: 5})
}

func TestIngestNothing(t *testing.T) {
	dir := t.TempDir()
	empty := writeFile(t, filepath.Join(t.TempDir(), "empty.jsonl"), []byte("\n\n"))
	r, err := run(t, t.Context(), dir, 10, empty)
	if err != nil || r.Lines != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	checkStored(t, dir, byID())
}

func TestIngestBatchesByBytes(t *testing.T) {
	lines := jsonLines(t, numbered(0, 0), "{", numbered(1, 0), numbered(2, 0))
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"), lines)
	var sink memory
	var sizes []int
	in := &ingest{sink: &sink, refusals: &forgetful{}, maxArticles: 100, maxBytes: 1, acknowledged: func(r Report) {
		sizes = append(sizes, r.Lines)
	}}
	_, err := in.run(t.Context(), []string{file})
	check(t, err)
	if diff := cmp.Diff([]int{1, 2, 3, 4}, sizes); diff != "" {
		t.Fatal(diff)
	}
	if len(sink.articles) != 3 {
		t.Fatalf("%d articles", len(sink.articles))
	}
}

// memory is a Sink that keeps articles, and fails from the batch on that failAt counts to, or only there.
type memory struct {
	articles []*corpus.Article
	calls    int
	failAt   int
	onlyOnce bool
}

var errSink = errors.New("the cluster is away")

func (m *memory) Upsert(_ context.Context, articles []*corpus.Article) (Outcome, error) {
	m.calls++
	if m.failAt > 0 && (m.calls == m.failAt || m.calls > m.failAt && !m.onlyOnce) {
		return Outcome{}, errSink
	}
	m.articles = append(m.articles, articles...)
	return Outcome{Added: len(articles)}, nil
}

// forgetful is a Refusals that keeps nothing and calls onAdd.
type forgetful struct {
	onAdd func()
	err   error
}

func (f *forgetful) Add(corpus.Line, time.Time) {
	if f.onAdd != nil {
		f.onAdd()
	}
}
func (*forgetful) Resolve(string) {}
func (f *forgetful) Sync() error  { return f.err }

func TestIngestWithFailingSink(t *testing.T) {
	other := t.TempDir()
	plain := writeFile(t, filepath.Join(other, "a.jsonl"), jsonLines(t,
		numbered(0, 0), numbered(1, 0), "{", numbered(2, 0), numbered(3, 0), numbered(4, 0)))
	// All three lines can be read, but not the checksum behind them.
	three := jsonLines(t, numbered(0, 0), numbered(1, 0), numbered(2, 0))
	cut := gzipped(t, filepath.Join(other, "b.jsonl.gz"), three, 0.99)
	f := func(sink *memory, refusals *forgetful, wantErr error, wantLines, wantCalls int, files ...string) {
		t.Helper()
		acknowledged := 0
		in := &ingest{sink: sink, refusals: refusals, maxArticles: 2, maxBytes: batchBytes, acknowledged: func(r Report) {
			acknowledged = r.Lines
		}}
		r, err := in.run(t.Context(), files)
		if !errors.Is(err, wantErr) || r.Lines != wantLines || acknowledged != wantLines || sink.calls != wantCalls {
			t.Fatalf("%+v after %d calls, %d acknowledged, %v", r, sink.calls, acknowledged, err)
		}
	}
	f(&memory{failAt: 1}, &forgetful{}, errSink, 0, 1, plain)
	f(&memory{failAt: 2}, &forgetful{}, errSink, 2, 2, plain)
	f(&memory{failAt: 3}, &forgetful{}, errSink, 5, 3, plain)
	f(&memory{}, &forgetful{err: errSink}, errSink, 0, 1, plain)
	// A failing sink is not taken for a broken file, after which one goes on.
	f(&memory{failAt: 2, onlyOnce: true}, &forgetful{}, errSink, 2, 2, cut, plain)
}

func gzipped(t testing.TB, path string, plain []byte, share float64) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(plain)
	check(t, errors.Join(err, z.Close()))
	return writeFile(t, path, b.Bytes()[:int(share*float64(b.Len()))])
}

// TestIngestBrokenFile reads on with the next file after one that breaks off or cannot be opened.
func TestIngestBrokenFile(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	r := rand.New(rand.NewPCG(1, 11))
	var lines []any
	var articles []*corpus.Article
	for id := range 300 {
		a := prose(r, id)
		lines, articles = append(lines, a), append(articles, a)
	}
	files := []string{
		gzipped(t, filepath.Join(other, "cut.jsonl.gz"), jsonLines(t, lines...), 0.6),
		filepath.Join(other, "missing.jsonl"),
		writeFile(t, filepath.Join(other, "noise.jsonl.gz"), []byte("\x1f\x8bnoise")),
		writeFile(t, filepath.Join(other, "good.jsonl"), jsonLines(t, numbered(1000, 0))),
	}
	report, err := run(t, t.Context(), dir, 40, files...)
	var broken *BrokenFileError
	if !errors.As(err, &broken) {
		t.Fatalf("got %v, want a BrokenFileError", err)
	}
	for _, name := range []string{"cut.jsonl.gz", "missing.jsonl", "noise.jsonl.gz"} {
		if !bytes.Contains([]byte(err.Error()), []byte(name)) {
			t.Errorf("%v says nothing of %s", err, name)
		}
	}
	n := report.Accepted - 1
	if n < 100 || n >= 300 || report.Refused != 0 {
		t.Fatalf("%+v", report)
	}
	checkStored(t, dir, byID(append(slices.Clone(articles[:n]), numbered(1000, 0))...))
	// The whole file later brings the rest.
	whole := gzipped(t, filepath.Join(other, "cut.jsonl.gz"), jsonLines(t, lines...), 1)
	report, err = run(t, t.Context(), dir, 40, whole)
	if err != nil || report.Unchanged != n || report.Added != 300-n {
		t.Fatalf("%+v, %v", report, err)
	}
	checkStored(t, dir, byID(append(articles, numbered(1000, 0))...))
}

// TestIngestInterrupted ends the context in the middle of a batch.
func TestIngestInterrupted(t *testing.T) {
	dir := t.TempDir()
	var lines []any
	for id := range 100 {
		lines = append(lines, numbered(id, 0))
		if id == 51 {
			lines = append(lines, "{ this line ends the context")
		}
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"), jsonLines(t, lines...))
	ctx, cancel := context.WithCancel(t.Context())
	w := openWriter(t, dir)
	in := &ingest{sink: w, refusals: &forgetful{onAdd: cancel}, maxArticles: 40, maxBytes: batchBytes}
	r, err := in.run(ctx, []string{file, file})
	check(t, w.Close())
	if !errors.Is(err, context.Canceled) || r.Lines != 53 || r.Accepted != 52 || r.Added != 52 {
		t.Fatalf("%+v, %v", r, err)
	}
	checkStored(t, dir, byID(numberedArticles(0, 52, 0)...))
	r, err = run(t, t.Context(), dir, 40, file)
	if err != nil || r.Unchanged != 52 || r.Added != 48 || r.Refused != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	checkStored(t, dir, byID(numberedArticles(0, 100, 0)...))
	if letters := deadLetters(t, dir); len(letters) != 1 {
		t.Fatal(letters)
	}
	// Before the first line.
	r, err = run(t, ctx, dir, 40, file)
	if !errors.Is(err, context.Canceled) || r.Lines != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
}

func TestIngestUsesTheLimits(t *testing.T) {
	var lines []any
	for id := range batchArticles + 1 {
		lines = append(lines, fmt.Sprintf(`{"id":"%d","title":"Kar"}`, id))
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"), jsonLines(t, lines...))
	sink := &memory{}
	r, err := Ingest(t.Context(), []string{file}, sink, &forgetful{}, nil)
	if err != nil || r.Added != batchArticles+1 || sink.calls != 2 {
		t.Fatalf("%+v in %d batches, %v", r, sink.calls, err)
	}
}
