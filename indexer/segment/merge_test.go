package segment

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring"
	bluge "github.com/blugelabs/bluge_segment_api"
)

// nil1 drops nothing of one segment.
var nil1 = []*roaring.Bitmap{nil}

// part is a segment with the articles that it was made of, in its own order.
type part struct {
	articles []*article
	segment  *Segment
}

func newPart(t testing.TB, r *rand.Rand, articles []*article) part {
	t.Helper()
	s := newSegment(t, articles)
	if r.IntN(2) == 0 {
		s = loaded(t, bytesOf(t, s))
	}
	byID := map[string]*article{}
	for _, a := range articles {
		byID[a.id] = a
	}
	p := part{segment: s}
	for doc := range s.Docs() {
		id, err := s.AppendID(nil, doc)
		check(t, err)
		p.articles = append(p.articles, byID[string(id)])
	}
	return p
}

// mergeParts merges what random drops leave of parts, and checks the numbers that come with it.
func mergeParts(t *testing.T, r *rand.Rand, parts []part) (live []*article, file []byte) {
	t.Helper()
	var drops []*roaring.Bitmap
	var in []bluge.Segment
	for _, p := range parts {
		drop := roaring.New()
		rate := r.IntN(4) // none to three quarters
		for doc, a := range p.articles {
			if r.IntN(4) < rate {
				drop.Add(uint32(doc))
			} else {
				live = append(live, a)
			}
		}
		if drop.IsEmpty() && r.IntN(2) == 0 {
			drop = nil
		}
		drops, in = append(drops, drop), append(in, p.segment)
	}
	m := Merge(in, drops, 1<<16)
	file = bytesOf(t, m)
	s := loaded(t, file)
	seen := make([]bool, s.Docs())
	for i, numbers := range m.DocumentNumbers() {
		if len(numbers) != len(parts[i].articles) {
			t.Fatalf("%d numbers for %d documents", len(numbers), len(parts[i].articles))
		}
		for old, number := range numbers {
			if isDropped := drops[i] != nil && drops[i].ContainsInt(old); isDropped != (number == dropped) {
				t.Fatalf("document %d of segment %d, dropped %v, became %d", old, i, isDropped, number)
			} else if isDropped {
				continue
			}
			id, err := s.AppendID(nil, uint32(number))
			check(t, err)
			if want := parts[i].articles[old].id; string(id) != want || seen[number] {
				t.Fatalf("%s became %d, which is %s", want, number, id)
			}
			seen[number] = true
		}
	}
	if slices.Contains(seen, false) {
		t.Fatal("documents came from nowhere")
	}
	return live, file
}

// checkMerged compares a file with the one that New makes of its articles. The alphabets of the stored fields may be
// others, which come from those that there were.
func checkMerged(t *testing.T, what string, articles []*article, file []byte) {
	t.Helper()
	got, want := loaded(t, file), newSegment(t, articles)
	checkSegment(t, what, articles, got)
	for name := range want.file.sections {
		now, err := got.file.section(name)
		check(t, err)
		other, err := want.file.section(name)
		check(t, err)
		if !strings.HasPrefix(name, storedSection) && !bytes.Equal(now, other) {
			t.Fatalf("%s: section %s is another than New makes", what, name)
		}
	}
}

// TestMerge merges random segments: the file is the one that New makes of the documents that are left.
func TestMerge(t *testing.T) {
	for seed := range uint64(20) {
		r := random(100 + seed)
		next := 0
		level := func(n int) (parts []part) {
			for range n {
				articles := randomArticles(r, next, r.IntN(40)*(1+r.IntN(4)))
				next += len(articles)
				parts = append(parts, newPart(t, r, articles))
			}
			return parts
		}
		merged := func(what string, parts []part) part {
			live, file := mergeParts(t, r, parts)
			checkMerged(t, fmt.Sprint(what, seed), live, file)
			return newPart(t, r, live)
		}
		var upper []part
		for range 3 {
			upper = append(upper, merged("merged", level(1+r.IntN(4))))
		}
		merged("merged twice", append(upper, level(1)...))
	}
}

// TestMergeManyDocuments has lists of many blocks, several pages and terms of every segment.
func TestMergeManyDocuments(t *testing.T) {
	r := random(200)
	var parts []part
	for i := range 3 {
		parts = append(parts, newPart(t, r, randomArticles(r, i*500, 500)))
	}
	live, file := mergeParts(t, r, parts)
	checkMerged(t, "merged", live, file)
}

func TestMergeDroppingEverything(t *testing.T) {
	s := newSegment(t, randomArticles(random(201), 0, 3))
	file := bytesOf(t, Merge([]bluge.Segment{s}, []*roaring.Bitmap{roaring.BitmapOf(0, 1, 2)}, 1<<10))
	checkSegment(t, "nothing left", nil, loaded(t, file))
	// And on from there.
	file = bytesOf(t, Merge([]bluge.Segment{loaded(t, file)}, nil1, 1<<10))
	checkSegment(t, "merged nothing", nil, loaded(t, file))
}

func TestMergeStops(t *testing.T) {
	s := newSegment(t, randomArticles(random(202), 0, 100))
	size := len(bytesOf(t, s))
	for room := 0; room < size; room += size / 20 {
		closeCh := make(chan struct{})
		w := &closingWriter{room: room, closeCh: closeCh}
		_, err := Merge([]bluge.Segment{s}, nil1, 1<<10).WriteTo(w, closeCh)
		if !errors.Is(err, bluge.ErrClosed) && w.isClosed {
			// Close to its end a merge may as well come there.
			if err != nil || room < size/2 {
				t.Fatalf("closed after %d of %d bytes: %v", room, size, err)
			}
		}
	}
	closed := make(chan struct{})
	close(closed)
	w := &closingWriter{}
	if n, err := Merge([]bluge.Segment{s}, nil1, 1<<10).WriteTo(w, closed); !errors.Is(err, bluge.ErrClosed) || n != 0 {
		t.Fatalf("%d bytes, %v", n, err)
	}
}

// closingWriter closes an index when some bytes are written.
type closingWriter struct {
	room     int
	closeCh  chan struct{}
	isClosed bool
}

func (w *closingWriter) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room <= 0 && !w.isClosed {
		w.isClosed = true
		close(w.closeCh)
	}
	return len(b), nil
}

// TestMergeOfDamagedSegment flips bits of one of two segments: no merge may take the damage over.
func TestMergeOfDamagedSegment(t *testing.T) {
	r := random(203)
	good := newSegment(t, randomArticles(r, 0, 50))
	articles := randomArticles(r, 50, 50)
	file := bytesOf(t, newSegment(t, articles))
	for range 100 {
		b := slices.Clone(file)
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		s, err := Load(bluge.NewDataBytes(b))
		if err != nil {
			continue
		}
		var out bytes.Buffer
		_, err = Merge([]bluge.Segment{good, s}, []*roaring.Bitmap{nil, nil}, 1).WriteTo(&out, nil)
		if !errors.As(err, new(*DamageError)) {
			t.Fatalf("merged a damaged segment: %v", err)
		}
	}
}
