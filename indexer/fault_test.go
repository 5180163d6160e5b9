package indexer

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inTime fails the test when work hangs, with a better message than the end of the whole run.
func inTime(t *testing.T, what string, work func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		t.Fatalf("%s hangs", what)
		return nil
	}
}

// checkRefuses fails the test unless the writer takes nothing any more and says what to do.
func checkRefuses(t *testing.T, w *Writer) {
	t.Helper()
	_, upsert := w.Upsert(t.Context(), numberedArticles(0, 1, 99))
	_, remove := w.Delete(t.Context(), []string{"haber-0"})
	for _, err := range []error{upsert, remove} {
		if err == nil || !strings.Contains(err.Error(), "until it is opened again") {
			t.Fatalf("after a failure: %v", err)
		}
	}
}

// TestFailingDisk takes the folder away from under a writer, so that nothing can be written any more.
func TestFailingDisk(t *testing.T) {
	f := func(what string, work func(w *Writer) error) {
		t.Helper()
		dir := made(t, numberedArticles(0, 5, 0)...)
		w := openWriter(t, dir)
		upsert(t, w, numberedArticles(5, 9, 0)...)
		generation := layout(dir).generation(1)
		check(t, os.Rename(generation, generation+".away"))
		writeFile(t, generation, nil)

		if err := inTime(t, what, func() error { return work(w) }); err == nil || !strings.Contains(err.Error(), generation) {
			t.Fatalf("%s: %v", what, err)
		}
		checkRefuses(t, w)
		if w.Len() != 9 {
			t.Fatalf("%s: %d articles", what, w.Len())
		}
		if err := inTime(t, "Close after "+what, w.Close); err == nil {
			t.Fatalf("%s: Close had nothing to say", what)
		}
		check(t, w.Close())

		check(t, os.Remove(generation))
		check(t, os.Rename(generation+".away", generation))
		want := byID(numberedArticles(0, 9, 0)...)
		checkStored(t, dir, want)
		w = openWriter(t, dir)
		if o := upsert(t, w, numberedArticles(0, 9, 0)...); o != (Outcome{Unchanged: 9}) {
			t.Fatalf("%s: %+v", what, o)
		}
		check(t, w.Close())
		checkStored(t, dir, want)
	}
	f("Upsert", func(w *Writer) error {
		_, err := w.Upsert(t.Context(), numberedArticles(3, 20, 1))
		return err
	})
	f("Upsert of two segments", func(w *Writer) error {
		_, err := w.Upsert(t.Context(), numberedArticles(3, 1500, 1))
		return err
	})
	f("Delete", func(w *Writer) error {
		_, err := w.Delete(t.Context(), []string{"haber-1"})
		return err
	})
}

// TestIngestOnFailingDisk stops at the batch that failed and names the line.
func TestIngestOnFailingDisk(t *testing.T) {
	dir := t.TempDir()
	var lines []any
	for id := range 100 {
		lines = append(lines, numbered(id, 0))
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"), jsonLines(t, lines...))
	w := openWriter(t, dir)
	letters := openDeadLetters(t, dir)
	generation := layout(dir).generation(1)
	in := &ingest{sink: w, refusals: letters, maxArticles: 30, maxBytes: batchBytes, acknowledged: func(r Report) {
		if r.Lines == 60 {
			check(t, os.Rename(generation, generation+".away"))
			writeFile(t, generation, nil)
		}
	}}
	var r Report
	err := inTime(t, "ingest", func() (err error) {
		r, err = in.run(t.Context(), []string{file})
		return err
	})
	if err == nil || r.Lines != 60 || !strings.Contains(err.Error(), file+" line 90") {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := errors.Join(letters.Close(), inTime(t, "Close", w.Close)); err == nil {
		t.Fatal("Close had nothing to say")
	}
	check(t, os.Remove(generation))
	check(t, os.Rename(generation+".away", generation))
	checkStored(t, dir, byID(numberedArticles(0, 60, 0)...))
	_, err = run(t, t.Context(), dir, 30, file)
	check(t, err)
	checkStored(t, dir, byID(numberedArticles(0, 100, 0)...))
}

func TestAtBluge(t *testing.T) {
	errWork := errors.New("no luck")
	err := atBluge("read", func() error { return errWork })
	if !errors.Is(err, errWork) || err.Error() != "read: no luck" {
		t.Fatal(err)
	}
	err = atBluge("read", func() error { panic("index out of range") })
	if err == nil || err.Error() != "read: internal error: index out of range" {
		t.Fatal(err)
	}
	check(t, atBluge("read", func() error { return nil }))
}
