package indexer

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/haberara/haberara/indexer/storage"
)

func TestSnapshotStays(t *testing.T) {
	dir := made(t, numberedArticles(0, 50, 0)...)
	x, err := OpenIndex(dir)
	check(t, err)
	old, err := x.Snapshot()
	check(t, err)
	w := openWriter(t, dir)
	upsert(t, w, numberedArticles(0, 50, 1)...)
	epoch, err := x.Epoch()
	check(t, err)
	if epoch == old.Epoch || epoch.Generation != 1 {
		t.Fatalf("epoch %+v after a change of %+v", epoch, old.Epoch)
	}
	_, err = w.Delete(t.Context(), []string{"haber-1"})
	check(t, err)
	check(t, w.Close())
	all, err := articlesOf(old)
	check(t, err)
	if len(all) != 50 || all["haber-1"].Title != numbered(1, 0).Title {
		t.Fatalf("%d articles, %+v", len(all), all["haber-1"])
	}
	check(t, old.Close())
	if n := len(stored(t, dir)); n != 49 {
		t.Fatalf("%d articles", n)
	}
	size, err := x.Bytes()
	check(t, err)
	var want int64
	entries, err := os.ReadDir(filepath.Join(dir, "generations", "1"))
	check(t, err)
	for _, e := range entries {
		info, err := e.Info()
		check(t, err)
		want += info.Size()
	}
	if size != want {
		t.Fatalf("%d bytes, want %d", size, want)
	}
}

// TestOlderSnapshotIsNoSubstitute has many readers of one Index open a newest snapshot that is damaged, with a good
// older one beside it: whichever way their work falls together, each must hear of the damage.
func TestOlderSnapshotIsNoSubstitute(t *testing.T) {
	dir := made(t, numberedArticles(0, 50, 0)...)
	matches, err := filepath.Glob(filepath.Join(dir, "generations", "1", "*.snp"))
	check(t, err)
	b := readFile(t, matches[0])
	b[3] ^= 1
	writeFile(t, filepath.Join(dir, "generations", "1", "00000000ffff.snp"), b)
	x, err := OpenIndex(dir)
	check(t, err)
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() {
			for range 20 {
				s, err := x.Snapshot()
				var corrupt *storage.CorruptError
				if !errors.As(err, &corrupt) || !strings.HasSuffix(corrupt.Path, "00000000ffff.snp") {
					t.Errorf("got %+v, %v", s, err)
				}
			}
		})
	}
	g.Wait()
	if _, err := OpenWriter(dir); !errors.As(err, new(*storage.CorruptError)) {
		t.Fatalf("a writer: %v", err)
	}
	if _, err := storage.ReadFile(matches[0]); err != nil {
		t.Fatalf("the good snapshot is gone: %v", err)
	}
}

// TestReadersWhileWriting opens snapshots through one Index from several goroutines while a writer replaces, deletes
// and merges. Every snapshot must be whole, and two of one epoch the same.
func TestReadersWhileWriting(t *testing.T) {
	const ids, rounds = 60, 120
	dir := made(t, numberedArticles(0, ids, 0)...)
	x, err := OpenIndex(dir)
	check(t, err)
	var (
		done   atomic.Bool
		opened atomic.Int64
		epochs sync.Map
		g      sync.WaitGroup
	)
	read := func() error {
		s, err := x.Snapshot()
		if err != nil {
			return err
		}
		all, err := articlesOf(s)
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
		var sum uint64
		for _, a := range all {
			sum += a.Fingerprint()
		}
		if before, known := epochs.LoadOrStore(s.Epoch, sum); known && before != sum {
			return fmt.Errorf("two snapshots of %+v differ", s.Epoch)
		}
		// Half of them are never deleted.
		if len(all) < ids/2 {
			return fmt.Errorf("only %d articles", len(all))
		}
		opened.Add(1)
		return nil
	}
	for range 3 {
		g.Go(func() {
			for !done.Load() {
				if err := read(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	w := openWriter(t, dir)
	r := rand.New(rand.NewPCG(1, 9))
	for round := range rounds {
		from := r.IntN(ids - 10)
		upsert(t, w, numberedArticles(from, from+10, round)...)
		_, err := w.Delete(t.Context(), []string{fmt.Sprint("haber-", ids/2+r.IntN(ids/2))})
		check(t, err)
	}
	check(t, w.Close())
	done.Store(true)
	g.Wait()
	if n := opened.Load(); n < 10 {
		t.Fatalf("only %d snapshots were read", n)
	}
}
