package storage

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/google/go-cmp/cmp"
)

// snapshotBytes is a snapshot as Bluge writes it, of segments of one type without deleted documents.
func snapshotBytes(segments ...uint64) string {
	b := binary.AppendUvarint([]byte{1}, uint64(len(segments)))
	for _, id := range segments {
		b = append(b, "\x03ice\x00\x00\x00\x01"...)
		b = append(binary.AppendUvarint(b, id), 0)
	}
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
}

func TestSweep(t *testing.T) {
	f := func(what string, sweep func(d *Directory) error) {
		t.Helper()
		dir := t.TempDir()
		d := NewDirectory(dir)
		persist(t, d, index.ItemKindSnapshot, 7, snapshotBytes(1, 2))
		persist(t, d, index.ItemKindSnapshot, 8, snapshotBytes(2, 300))
		for _, id := range []uint64{1, 2, 3, 300, 301} {
			persist(t, d, index.ItemKindSegment, id, "segment")
		}
		for _, name := range []string{"000000000302.seg.tmp", "manifest.json.tmp", "manifest.json", "notes.txt"} {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := sweep(d); err != nil {
			t.Fatal(err)
		}
		want := []string{"000000000002.seg", "000000000008.snp", "00000000012c.seg", "manifest.json", "notes.txt"}
		if diff := cmp.Diff(want, names(t, dir)); diff != "" {
			t.Fatalf("%s: %s", what, diff)
		}
	}
	f("lock", (*Directory).Lock)
	f("unlock", (*Directory).Unlock)
}

func TestLockRemovesNothingInDoubt(t *testing.T) {
	f := func(what string, damage func(d *Directory) error) {
		t.Helper()
		d := NewDirectory(t.TempDir())
		persist(t, d, index.ItemKindSnapshot, 7, snapshotBytes(1))
		persist(t, d, index.ItemKindSnapshot, 8, snapshotBytes(2))
		for _, id := range []uint64{1, 2, 3} {
			persist(t, d, index.ItemKindSegment, id, "segment")
		}
		if err := os.WriteFile(filepath.Join(d.path, "x.tmp"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := damage(d); err != nil {
			t.Fatal(err)
		}
		before := names(t, d.path)
		err := d.Lock()
		if corrupt := new(CorruptError); !errors.As(err, &corrupt) {
			t.Fatalf("%s: got %v, want a CorruptError", what, err)
		}
		if diff := cmp.Diff(before, names(t, d.path)); diff != "" {
			t.Fatalf("%s: %s", what, diff)
		}
	}
	f("flipped bit", func(d *Directory) error {
		path := d.Path(index.ItemKindSnapshot, 8)
		b, err := os.ReadFile(path)
		b[5] ^= 1
		return errors.Join(err, os.WriteFile(path, b, 0o644))
	})
	f("empty file", func(d *Directory) error { return os.Truncate(d.Path(index.ItemKindSnapshot, 8), 0) })
	f("not a snapshot", func(d *Directory) error {
		return d.Persist(index.ItemKindSnapshot, 8, text("\x01\x09not"), nil)
	})
	f("another format", func(d *Directory) error {
		return d.Persist(index.ItemKindSnapshot, 8, text("\x02\x00"), nil)
	})
	f("missing segment", func(d *Directory) error { return os.Remove(d.Path(index.ItemKindSegment, 2)) })
	f("no snapshot", func(d *Directory) error {
		return errors.Join(d.Remove(index.ItemKindSnapshot, 7), d.Remove(index.ItemKindSnapshot, 8))
	})
}

// document is one that Bluge can index: an ID and nothing else.
type document string

func (document) Analyze()                           {}
func (d document) EachField(visit bluge.VisitField) { visit(idOnly(d)) }

type idOnly string

func (idOnly) Name() string                     { return "_id" }
func (idOnly) Length() int                      { return 1 }
func (f idOnly) Value() []byte                  { return []byte(f) }
func (idOnly) Index() bool                      { return true }
func (idOnly) Store() bool                      { return true }
func (idOnly) IndexDocValues() bool             { return false }
func (f idOnly) EachTerm(visit bluge.VisitTerm) { visit(f) }
func (f idOnly) Term() []byte                   { return []byte(f) }
func (f idOnly) Field() string                  { return "_id" }
func (idOnly) Frequency() int                   { return 1 }
func (idOnly) EachLocation(bluge.VisitLocation) {}

// writtenByBluge returns snapshots that Bluge wrote through a Directory, and the segments on disk beside each.
func writtenByBluge(t testing.TB) (snapshots [][]byte, segments [][]uint64) {
	d := NewDirectory(t.TempDir())
	config := index.DefaultConfigWithDirectory(func() index.Directory { return d })
	config = config.WithNormCalc(func(string, int) float32 { return 1 })
	w, err := index.OpenWriter(config)
	if err != nil {
		t.Fatal(err)
	}
	step := func(documents, gone string) {
		b := index.NewBatch()
		for _, r := range documents {
			b.Update(idOnly(r), document(r))
		}
		for _, r := range gone {
			b.Delete(idOnly(r))
		}
		if err := w.Batch(b); err != nil {
			t.Fatal(err)
		}
	}
	keep := func() {
		epoch, err := d.Newest()
		if err != nil {
			t.Fatal(err)
		}
		b, err := ReadFile(d.Path(index.ItemKindSnapshot, epoch))
		if err != nil {
			t.Fatal(err)
		}
		// What the newest snapshot does not name is gone after this.
		if err := d.Lock(); err != nil {
			t.Fatal(err)
		}
		ids, err := d.List(index.ItemKindSegment)
		if err != nil {
			t.Fatal(err)
		}
		snapshots, segments = append(snapshots, b), append(segments, ids)
	}
	for _, batches := range [][2]string{{"", ""}, {"abc", ""}, {"de", "b"}, {"afghi", "ce"}} {
		step(batches[0], batches[1])
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		keep()
		if w, err = index.OpenWriter(config); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return snapshots, segments
}

func TestSnapshotSegments(t *testing.T) {
	snapshots, segments := writtenByBluge(t)
	for i, b := range snapshots {
		ids, err := snapshotSegments(b)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(ids)
		slices.Reverse(ids)
		if diff := cmp.Diff(segments[i], ids); diff != "" {
			t.Fatalf("snapshot %d: %s", i, diff)
		}
	}
	if last := segments[len(segments)-1]; len(last) == 0 {
		t.Fatal("Bluge wrote no segment")
	}
}

func FuzzSnapshotSegments(f *testing.F) {
	snapshots, _ := writtenByBluge(f)
	for _, b := range snapshots {
		f.Add(b)
	}
	f.Add([]byte("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Add([]byte("\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ids, err := snapshotSegments(b)
		runtime.ReadMemStats(&after)
		// A segment takes seven bytes at least: one each for two lengths and an ID, and a version of four.
		if len(ids)*7 > len(b) || err != nil && ids != nil {
			t.Fatalf("%d segments in %d bytes, %v", len(ids), len(b), err)
		}
		if spent := after.TotalAlloc - before.TotalAlloc; spent > uint64(1<<16+16*len(b)) {
			t.Fatalf("%d bytes of memory for %d", spent, len(b))
		}
	})
}
