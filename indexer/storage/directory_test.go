package storage

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blugelabs/bluge/index"
	segment "github.com/blugelabs/bluge_segment_api"
	"github.com/google/go-cmp/cmp"
)

// text is an item that a Directory can persist.
type text string

func (s text) WriteTo(w io.Writer, _ chan struct{}) (int64, error) {
	n, err := io.WriteString(w, string(s))
	return int64(n), err
}

// failing is an item that cannot be written.
type failing struct{ err error }

func (f failing) WriteTo(io.Writer, chan struct{}) (int64, error) { return 0, f.err }

func persist(t *testing.T, d *Directory, kind string, id uint64, s string) {
	t.Helper()
	if err := d.Persist(kind, id, text(s), nil); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, d index.Directory, kind string) []uint64 {
	t.Helper()
	ids, err := d.List(kind)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func load(t *testing.T, d index.Directory, kind string, id uint64) string {
	t.Helper()
	data, closer, err := d.Load(kind, id)
	if err != nil {
		t.Fatal(err)
	}
	b, err := data.Read(0, data.Len())
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	if closer != nil {
		if err := closer.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestDirectory(t *testing.T) {
	d := NewDirectory(filepath.Join(t.TempDir(), "generations", "1"))
	if err := d.Setup(true); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("a reader set up a missing folder: %v", err)
	}
	if err := errors.Join(d.Setup(false), d.Setup(true), d.Lock()); err != nil {
		t.Fatal(err)
	}
	persist(t, d, index.ItemKindSegment, 9, "nine")
	persist(t, d, index.ItemKindSegment, 1<<44, "many")
	persist(t, d, index.ItemKindSegment, 10, "ten")
	persist(t, d, index.ItemKindSnapshot, 3, "three")
	if diff := cmp.Diff([]uint64{1 << 44, 10, 9}, list(t, d, index.ItemKindSegment)); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]uint64{3}, list(t, d, index.ItemKindSnapshot)); diff != "" {
		t.Fatal(diff)
	}
	if got := load(t, d, index.ItemKindSegment, 10); got != "ten" {
		t.Fatal(got)
	}
	if got := load(t, d, index.ItemKindSnapshot, 3); got != "three" {
		t.Fatal(got)
	}
	items, bytes := d.Stats()
	if want := uint64(len("ninemanytenthree") + 4*trailerBytes); items != 4 || bytes != want {
		t.Fatalf("%d items of %d bytes, want 4 of %d", items, bytes, want)
	}
	if err := d.Remove(index.ItemKindSegment, 10); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]uint64{1 << 44, 9}, list(t, d, index.ItemKindSegment)); diff != "" {
		t.Fatal(diff)
	}
	if _, _, err := d.Load(index.ItemKindSegment, 10); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("loaded what was removed: %v", err)
	}
	if err := d.Sync(); err != nil {
		t.Fatal(err)
	}
}

func TestRemovedSegmentStaysReadable(t *testing.T) {
	d := NewDirectory(t.TempDir())
	persist(t, d, index.ItemKindSegment, 1, "still here")
	data, closer, err := d.Load(index.ItemKindSegment, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(index.ItemKindSegment, 1); err != nil {
		t.Fatal(err)
	}
	if b, err := data.Read(0, data.Len()); err != nil || string(b) != "still here" {
		t.Fatalf("read %q, %v", b, err)
	}
	if err := closer.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestListRefusesForeignNames(t *testing.T) {
	f := func(name string) {
		t.Helper()
		d := NewDirectory(t.TempDir())
		if err := os.WriteFile(filepath.Join(d.path, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := d.List(index.ItemKindSegment); err == nil || !strings.Contains(err.Error(), name) {
			t.Fatalf("%s: %v", name, err)
		}
	}
	f("copy of 000000000001.seg")
	f("1.seg")
	f("00000000000A.seg")
	f(".seg")
}

func TestPersist(t *testing.T) {
	d := NewDirectory(t.TempDir())
	errDisk := errors.New("no space left")
	if err := d.Persist(index.ItemKindSegment, 1, failing{errDisk}, nil); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	// Bluge compares without errors.Is, so nothing may be wrapped around it.
	err := d.Persist(index.ItemKindSegment, 1, failing{segment.ErrClosed}, nil)
	if !errors.Is(err, segment.ErrClosed) || errors.Unwrap(err) != nil {
		t.Fatal(err)
	}
	if ids := list(t, d, index.ItemKindSegment); ids != nil {
		t.Fatal(ids)
	}
}

// TestVerified shows that the checksum is compared once, and again as soon as a file is another one.
func TestVerified(t *testing.T) {
	d := NewDirectory(t.TempDir())
	path := d.Path(index.ItemKindSegment, 1)
	damage := func(change func(os.FileInfo) error) error {
		t.Helper()
		persist(t, d, index.ItemKindSegment, 1, "payload")
		load(t, d, index.ItemKindSegment, 1)
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[0] ^= 1
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write(b)
		if err := errors.Join(err, f.Close(), change(info)); err != nil {
			t.Fatal(err)
		}
		_, closer, err := d.Load(index.ItemKindSegment, 1)
		if err == nil {
			err = closer.Close()
		}
		return err
	}
	same := damage(func(info os.FileInfo) error { return os.Chtimes(path, time.Time{}, info.ModTime()) })
	if same != nil {
		t.Fatalf("the checksum of a verified file was compared again: %v", same)
	}
	var corrupt *CorruptError
	newer := damage(func(info os.FileInfo) error { return os.Chtimes(path, time.Time{}, info.ModTime().Add(time.Second)) })
	if !errors.As(newer, &corrupt) {
		t.Fatalf("a file of another time: %v", newer)
	}
	replaced := damage(func(info os.FileInfo) error {
		b, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(path+"2", b, 0o644), os.Chtimes(path+"2", time.Time{}, info.ModTime()),
			os.Rename(path+"2", path))
	})
	if !errors.As(replaced, &corrupt) {
		t.Fatalf("another file of the same size and time: %v", replaced)
	}
	longer := damage(func(info os.FileInfo) error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString("x")
		return errors.Join(err, f.Close(), os.Chtimes(path, time.Time{}, info.ModTime()))
	})
	if !errors.As(longer, &corrupt) {
		t.Fatalf("a longer file: %v", longer)
	}
}

func TestVerifiedIsBounded(t *testing.T) {
	d := NewDirectory(t.TempDir())
	for i := range maxVerified + 10 {
		d.setVerified(d.Path(index.ItemKindSegment, uint64(i)), nil)
	}
	if n := len(d.verified); n != 10 {
		t.Fatal(n)
	}
}

func TestOpening(t *testing.T) {
	d := NewDirectory(t.TempDir())
	if _, err := d.Newest(); !errors.As(err, new(*CorruptError)) || !strings.Contains(err.Error(), d.path) {
		t.Fatalf("the newest of none: %v", err)
	}
	for id := range uint64(3) {
		persist(t, d, index.ItemKindSnapshot, id+1, "snapshot")
		persist(t, d, index.ItemKindSegment, id+1, "segment")
	}
	if id, err := d.Newest(); id != 3 || err != nil {
		t.Fatal(id, err)
	}
	o := d.Open(2)
	if diff := cmp.Diff([]uint64{2}, list(t, o, index.ItemKindSnapshot)); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]uint64{3, 2, 1}, list(t, o, index.ItemKindSegment)); diff != "" {
		t.Fatal(diff)
	}
	errBluge := errors.New("cannot open")
	if _, _, err := o.Load(index.ItemKindSegment, 1); err != nil {
		t.Fatal(err)
	}
	mapped := o.loaded[0].(*mappedFile)
	if err := o.Abandon(errBluge); !errors.Is(err, errBluge) || mapped.m != nil {
		t.Fatalf("got %v, mapped %d bytes", err, len(mapped.m))
	}
	o = d.Open(2)
	if _, _, err := o.Load(index.ItemKindSegment, 9); !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := o.Abandon(errBluge); !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
}
