package indexer

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/indexer/storage"
)

// everything reads all articles of an index, and every key and list.
func everything(dir string) (all map[string]*corpus.Article, postings int, err error) {
	x, err := OpenIndex(dir)
	if err != nil {
		return nil, 0, err
	}
	s, err := x.Snapshot()
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for i := range s.Segments {
		v := &s.Segments[i]
		for signal := range segment.Address + 1 {
			n, err := postingsOf(v, signal)
			if postings += n; err != nil {
				return nil, 0, v.Damaged(err)
			}
		}
		for c := range segment.LabelFields {
			if _, err := v.Labels(c); err != nil {
				return nil, 0, v.Damaged(err)
			}
		}
	}
	all, err = articlesOf(s)
	return all, postings, err
}

func postingsOf(v *View, signal segment.Signal) (n int, err error) {
	fst, err := v.Terms(signal)
	if err != nil {
		return 0, err
	}
	var l segment.List
	var it segment.Iterator
	keys, err := fst.Iterator(nil, nil)
	for ; err == nil; err = keys.Next() {
		_, value := keys.Current()
		if err := v.List(signal, value, &l); err != nil {
			return n, err
		}
		for it.Reset(&l); it.Next(); {
			for i := range it.Docs() {
				if _, err := it.Positions(i, int(Body), nil); err != nil {
					return n, err
				}
				n++
			}
		}
	}
	return n, nil
}

// TestDamagedSegments flips bits of segment files and cuts them: whatever is read is right, or the error names the file.
func TestDamagedSegments(t *testing.T) {
	dir := made(t, numberedArticles(0, 700, 0)...)
	paths, err := filepath.Glob(filepath.Join(dir, "generations", "1", "*.seg"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	want, wantPostings, err := everything(dir)
	check(t, err)
	if len(want) != 700 || wantPostings < 5000 {
		t.Fatalf("%d articles, %d postings", len(want), wantPostings)
	}
	r := rand.New(rand.NewPCG(1, 16))
	f := func(what string, damage func(b []byte) []byte) {
		t.Helper()
		path := paths[r.IntN(len(paths))]
		whole := readFile(t, path)
		b := damage(append([]byte{}, whole...))
		writeFile(t, path, b)
		got, postings, err := everything(dir)
		var corrupt *storage.CorruptError
		switch {
		case err != nil:
			if !errors.As(err, &corrupt) || corrupt.Path != path {
				t.Fatalf("%s: %v", what, err)
			}
		case postings != wantPostings || !cmp.Equal(got, want):
			t.Fatalf("%s: a wrong answer", what)
		}
		_, writerErr := OpenWriter(dir)
		if !errors.As(writerErr, &corrupt) || corrupt.Path != path {
			t.Fatalf("%s: the writer says %v", what, writerErr)
		}
		check(t, os.Remove(path)) // nobody may still have it mapped
		writeFile(t, path, whole)
	}
	for range 60 {
		f("flipped", func(b []byte) []byte {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			return b
		})
		f("flipped near the end", func(b []byte) []byte {
			b[len(b)-1-r.IntN(100)] ^= 1 << r.IntN(8)
			return b
		})
		f("cut", func(b []byte) []byte { return b[:r.IntN(len(b))] })
	}
	if got, _, err := everything(dir); err != nil || !cmp.Equal(got, want) {
		t.Fatal("the files were changed: ", err)
	}
}

// TestForeignSegment has a segment file that is whole, but of another format.
func TestForeignSegment(t *testing.T) {
	dir := made(t, numbered(1, 0))
	paths, err := filepath.Glob(filepath.Join(dir, "generations", "1", "*.seg"))
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	old := readFile(t, filepath.Join("segment", "testdata", "format-1.seg"))
	files := map[string][]byte{"format 1": old, "nothing": nil, "text": []byte("Yağmur yağıyor, seller akıyor.")}
	for what, b := range files {
		check(t, storage.WriteFile(paths[0], func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		}))
		reader, writer := openBoth(t, dir)
		for who, err := range map[string]error{"reader": reader, "writer": writer} {
			var corrupt *storage.CorruptError
			if !errors.As(err, &corrupt) || corrupt.Path != paths[0] {
				t.Fatalf("%s, %s: %v", what, who, err)
			}
		}
	}
}
