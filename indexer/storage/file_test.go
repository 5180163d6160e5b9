package storage

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/blugelabs/bluge/index"
	"github.com/google/go-cmp/cmp"
)

func writePayload(t *testing.T, path string, payload []byte) {
	t.Helper()
	err := WriteFile(path, func(w io.Writer) error {
		// In two pieces, because the checksum runs over all of them.
		_, err := w.Write(payload[:len(payload)/2])
		if err == nil {
			_, err = w.Write(payload[len(payload)/2:])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "000000000001.seg")
	f := func(payload []byte) {
		t.Helper()
		writePayload(t, path, payload)
		got, err := ReadFile(path)
		if err != nil || !bytes.Equal(got, payload) {
			t.Fatalf("read %q, %v; wrote %q", got, err, payload)
		}
		mapped, closer, err := mapFile(path, true)
		if err != nil || !bytes.Equal(mapped, payload) {
			t.Fatalf("mapped %q, %v; wrote %q", mapped, err, payload)
		}
		if err := errors.Join(closer.Close(), closer.Close()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"000000000001.seg"}, names(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	f(nil)
	f([]byte("a"))
	f([]byte("İstanbul'da kar"))
	f(bytes.Repeat([]byte("0123456789"), 2*pieceBytes/10))
}

// TestDamage flips every bit of a file and cuts it at every length: no reader may take it.
func TestDamage(t *testing.T) {
	d := NewDirectory(t.TempDir())
	payload := []byte("kırk satır, kırk katır")
	whole := func(kind string) []byte {
		writePayload(t, d.Path(kind, 1), payload)
		b, err := os.ReadFile(d.Path(kind, 1))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	f := func(kind, what string, at int, damaged []byte) {
		t.Helper()
		path := d.Path(kind, 1)
		// A new file each time, for the truth of "verified" hangs on it.
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		fresh := NewDirectory(d.path)
		_, _, errLoad := fresh.Load(kind, 1)
		_, errRead := ReadFile(path)
		_, _, errMap := mapFile(path, true)
		for _, err := range []error{errLoad, errRead, errMap} {
			var corrupt *CorruptError
			if !errors.As(err, &corrupt) || corrupt.Path != path || corrupt.Reason == "" {
				t.Fatalf("%s %s %d: %v", kind, what, at, err)
			}
		}
	}
	for _, kind := range []string{index.ItemKindSegment, index.ItemKindSnapshot} {
		b := whole(kind)
		for bit := range len(b) * 8 {
			b[bit/8] ^= 1 << (bit % 8)
			f(kind, "flip of bit", bit, b)
			b[bit/8] ^= 1 << (bit % 8)
		}
		for n := range len(b) {
			f(kind, "cut at", n, b[:n])
		}
		f(kind, "byte after", len(b), append(b[:len(b):len(b)], 0))
	}
}

func TestFailingWriteLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "000000000001.seg")
	writePayload(t, path, []byte("old"))
	f := func(what string, want error, write func(io.Writer) error) {
		t.Helper()
		if err := WriteFile(path, write); !errors.Is(err, want) {
			t.Fatalf("%s: got %v, want %v", what, err, want)
		}
		if got, err := ReadFile(path); string(got) != "old" {
			t.Fatalf("%s: the file holds %q, %v", what, got, err)
		}
		if diff := cmp.Diff([]string{"000000000001.seg"}, names(t, dir)); diff != "" {
			t.Fatalf("%s: %s", what, diff)
		}
	}
	errDisk := errors.New("no space left")
	f("at once", errDisk, func(io.Writer) error { return errDisk })
	f("in the middle", errDisk, func(w io.Writer) error {
		_, err := w.Write(make([]byte, 3*pieceBytes))
		return errors.Join(err, errDisk)
	})
	f("when the temporary file is gone", os.ErrNotExist, func(w io.Writer) error {
		if err := os.Remove(path + tempSuffix); err != nil {
			t.Fatal(err)
		}
		return nil
	})
}

func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	f := func(path string) {
		t.Helper()
		if err := WriteFile(path, func(io.Writer) error { return nil }); err == nil {
			t.Fatalf("%s was written", path)
		}
	}
	f(filepath.Join(dir, "missing", "file"))
	if err := os.MkdirAll(filepath.Join(dir, "folder", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	f(filepath.Join(dir, "folder"))
	if diff := cmp.Diff([]string{"folder"}, names(t, dir)); diff != "" {
		t.Fatal(diff)
	}
}
