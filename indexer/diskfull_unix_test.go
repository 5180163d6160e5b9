//go:build unix

package indexer

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

const childVariable = "HABERARA_TEST_CHILD"

// isChild runs the test in a process of its own, where it returns true: limits hold for a whole process, and the
// test run itself writes files.
func isChild(t *testing.T) bool {
	t.Helper()
	if os.Getenv(childVariable) != "" {
		return true
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), childVariable+"=1")
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return false
}

// limitFileSize lets no file of the process grow beyond a number of bytes until the returned function is called: a
// write across it is cut short, as on a full disk.
func limitFileSize(t *testing.T, bytes uint64) (restore func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	check(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before))
	limited := before
	limited.Cur = bytes
	check(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited))
	return func() {
		t.Helper()
		check(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before))
		signal.Reset(syscall.SIGXFSZ)
	}
}

// TestFullDisk has a batch fail in the middle of its segment and the disk get room again while the writer is open.
func TestFullDisk(t *testing.T) {
	if !isChild(t) {
		return
	}
	dir := made(t, numberedArticles(0, 10, 0)...)
	w := openWriter(t, dir)
	upsert(t, w, numberedArticles(10, 20, 0)...)
	restore := limitFileSize(t, 10_000)
	err := inTime(t, "Upsert", func() error {
		_, err := w.Upsert(t.Context(), numberedArticles(5, 1500, 1))
		return err
	})
	restore()
	if err == nil || !strings.Contains(err.Error(), syscall.EFBIG.Error()) {
		t.Fatalf("a batch on a full disk: %v", err)
	}
	checkRefuses(t, w)
	check(t, inTime(t, "Close", w.Close))
	// Bluge tries again until Close, so each article of the batch may be there now; what was acknowledged must be.
	all := stored(t, dir)
	for _, a := range numberedArticles(0, 20, 0) {
		if all[a.ID] == nil {
			t.Errorf("%s is lost", a.ID)
		}
	}
	w = openWriter(t, dir)
	if w.Len() != len(all) {
		t.Fatalf("%d articles, want %d", w.Len(), len(all))
	}
	upsert(t, w, numberedArticles(5, 1500, 1)...)
	check(t, w.Close())
	checkStored(t, dir, byID(append(numberedArticles(0, 5, 0), numberedArticles(5, 1500, 1)...)...))
}

// TestDeadLettersOnFullDisk cuts a dead letter short: the next Sync must not write behind half a line.
func TestDeadLettersOnFullDisk(t *testing.T) {
	if !isChild(t) {
		return
	}
	dir := t.TempDir()
	d := openDeadLetters(t, dir)
	d.Add(refused(1), time.Now())
	check(t, d.Sync())
	restore := limitFileSize(t, uint64(len(readFile(t, d.Path()))+20))
	d.Add(refused(2), time.Now())
	err := d.Sync()
	restore()
	if !errors.Is(err, syscall.EFBIG) {
		t.Fatalf("got %v", err)
	}
	d.Add(refused(3), time.Now())
	check(t, d.Close())
	checkLetters(t, dir, 1, 2, 3)
}
