package segment

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring"
	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func check(t *testing.T, what string, documents []*document, s *Segment) {
	t.Helper()
	if diff := cmp.Diff(expected(documents), describe(t, s), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: (-want +got)\n%s", what, diff)
	}
}

func TestNewAndLoad(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		documents := randomDocuments(r, 0, 1+r.IntN(60))
		s := newSegment(t, documents)
		check(t, fmt.Sprint("new ", seed), documents, s)
		b := file(t, s)
		l := loaded(t, b)
		check(t, fmt.Sprint("loaded ", seed), documents, l)
		if l.Type() != Type || l.Version() != Version || l.Size() < len(b) {
			t.Fatal(l.Type(), l.Version(), l.Size(), len(b))
		}
		check(t, fmt.Sprint("written again ", seed), documents, loaded(t, file(t, l)))
	}
}

func TestNewWithoutAField(t *testing.T) {
	documents := []*document{{row: Row{Published: NoTime, Updated: NoTime}}, {row: Row{Published: NoTime, Updated: -1}}}
	for i, d := range documents {
		id := fmt.Sprint(i)
		d.fields = []field{{name: "_id", value: id, words: []string{id}}}
	}
	s := loaded(t, file(t, newSegment(t, documents)))
	check(t, "no text at all", documents, s)
	if got := postings(t, s, "body.fold"); len(got) > 0 {
		t.Fatal(got)
	}
}

func TestNewRefusesForeignDocuments(t *testing.T) {
	norm := func(string, int) float32 { return 1 }
	if s, _, err := New([]bluge.Document{struct{ bluge.Document }{&document{}}}, norm); err == nil {
		t.Fatal("a document without a row became", s)
	}
}

// merge joins segments of documents, of which dropped ones are left out, and returns the survivors and the new segment.
func merge(t *testing.T, r *rand.Rand, lists [][]*document, segments []*Segment) ([]*document, *Segment) {
	t.Helper()
	var (
		live  []*document
		drops []*roaring.Bitmap
		in    []bluge.Segment
	)
	for i, list := range lists {
		dropped := roaring.New()
		rate := r.IntN(4) // none to three quarters
		for number, d := range list {
			if r.IntN(4) < rate {
				dropped.Add(uint32(number))
				continue
			}
			live = append(live, d)
		}
		if dropped.IsEmpty() && r.IntN(2) == 0 {
			dropped = nil
		}
		drops = append(drops, dropped)
		in = append(in, segments[i])
	}
	m := Merge(in, drops, 1<<16)
	s := loaded(t, file(t, m))
	want := 0
	for i, numbers := range m.DocumentNumbers() {
		for old, number := range numbers {
			if drops[i] != nil && drops[i].ContainsInt(old) {
				continue
			}
			if number != uint64(want) {
				t.Fatalf("document %d of segment %d became %d, want %d", old, i, number, want)
			}
			want++
		}
	}
	return live, s
}

func TestMerge(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		next := 0
		level := func(n int) (lists [][]*document, segments []*Segment) {
			for range n {
				list := randomDocuments(r, next, 1+r.IntN(30))
				next += len(list)
				s := newSegment(t, list)
				if r.IntN(2) == 0 {
					s = loaded(t, file(t, s))
				}
				lists, segments = append(lists, list), append(segments, s)
			}
			return lists, segments
		}
		var (
			upperLists    [][]*document
			upperSegments []*Segment
		)
		for range 3 {
			lists, segments := level(1 + r.IntN(4))
			live, s := merge(t, r, lists, segments)
			check(t, fmt.Sprint("merged ", seed), live, s)
			if len(live) > 0 {
				upperLists, upperSegments = append(upperLists, live), append(upperSegments, s)
			}
		}
		// Merged segments once more, with a fresh one among them.
		lists, segments := level(1)
		live, s := merge(t, r, append(upperLists, lists...), append(upperSegments, segments...))
		check(t, fmt.Sprint("merged twice ", seed), live, s)
	}
}

func TestMergeDroppingEverything(t *testing.T) {
	documents := randomDocuments(rand.New(rand.NewPCG(1, 3)), 0, 3)
	dropped := roaring.BitmapOf(0, 1, 2)
	b := file(t, Merge([]bluge.Segment{newSegment(t, documents)}, []*roaring.Bitmap{dropped}, 1<<10))
	if n := loaded(t, b).Columns().Docs(); n != 0 {
		t.Fatalf("%d documents", n)
	}
}

func TestMergeStops(t *testing.T) {
	closed := make(chan struct{})
	close(closed)
	s := newSegment(t, randomDocuments(rand.New(rand.NewPCG(1, 4)), 0, 3))
	var n countingWriter
	m := Merge([]bluge.Segment{s}, []*roaring.Bitmap{nil}, 1<<10)
	if _, err := m.WriteTo(&n, closed); !errors.Is(err, bluge.ErrClosed) {
		t.Fatal(err)
	}
}

func TestWriteToFails(t *testing.T) {
	s := newSegment(t, randomDocuments(rand.New(rand.NewPCG(1, 5)), 0, 3))
	merged := func() writer { return Merge([]bluge.Segment{s}, []*roaring.Bitmap{nil}, 16) }
	f := func(what string, make func() writer) {
		t.Helper()
		size := len(file(t, make()))
		for _, room := range []int{0, 10, size - len(s.tail), size - 1} {
			if _, err := make().WriteTo(&limitedWriter{room}, nil); !errors.Is(err, errFull) {
				t.Fatalf("%s with room for %d of %d bytes: %v", what, room, size, err)
			}
		}
	}
	f("new", func() writer { return s })
	f("merged", merged)
}

var errFull = errors.New("no space left")

type limitedWriter struct{ room int }

func (w *limitedWriter) Write(b []byte) (int, error) {
	n := min(len(b), w.room)
	w.room -= n
	if n < len(b) {
		return n, errFull
	}
	return n, nil
}

func TestLoadRefuses(t *testing.T) {
	b := file(t, newSegment(t, randomDocuments(rand.New(rand.NewPCG(1, 6)), 0, 4)))
	f := func(what, message string, b []byte) {
		t.Helper()
		if _, err := Load(bluge.NewDataBytes(b)); err == nil || !strings.Contains(err.Error(), message) {
			t.Fatalf("%s: %v", what, err)
		}
	}
	change := func(fromEnd int, to byte) []byte {
		c := slices.Clone(b)
		c[len(c)-fromEnd] = to
		return c
	}
	f("nothing", "shorter", []byte{})
	f("half a footer", "shorter", b[:footerBytes-1])
	f("another mark", "no segment of ours", change(1, 'X'))
	f("a later format", "format 2; this program reads format 1", change(8, 2))
	f("more documents than rows", "shorter", change(16, 9))
	f("an index that is elsewhere", "shorter", change(24, b[len(b)-24]-1))
	f("a byte before the footer", "shorter", slices.Insert(slices.Clone(b), len(b)-footerBytes, 0))
}

func TestOf(t *testing.T) {
	documents := randomDocuments(rand.New(rand.NewPCG(1, 7)), 0, 5)
	open := func(config index.Config) *index.Writer {
		w, err := index.OpenWriter(config.WithNormCalc(func(string, int) float32 { return 1 }))
		if err != nil {
			t.Fatal(err)
		}
		b := index.NewBatch()
		for _, d := range documents {
			b.Insert(d)
		}
		if err := w.Batch(b); err != nil {
			t.Fatal(err)
		}
		return w
	}
	f := func(config index.Config, visit func(index.SegmentSnapshot)) {
		t.Helper()
		w := open(config)
		s, err := w.Reader()
		if err != nil || len(s.Segments()) != 1 {
			t.Fatal(err)
		}
		visit(s.Segments()[0])
		if err := errors.Join(s.Close(), w.Close()); err != nil {
			t.Fatal(err)
		}
	}
	ours := index.InMemoryOnlyConfig().WithSegmentPlugin(Plugin()).WithSegmentType(Type).WithSegmentVersion(Version)
	f(ours, func(s index.SegmentSnapshot) {
		own, err := Of(s)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "through Bluge", documents, own)
		if _, err := Of(struct{ index.SegmentSnapshot }{s}); err == nil {
			t.Fatal("a snapshot that hides its segments was taken")
		}
	})
	f(index.InMemoryOnlyConfig(), func(s index.SegmentSnapshot) {
		if own, err := Of(s); err == nil {
			t.Fatal("Bluge's own segment became", own)
		}
	})
}
