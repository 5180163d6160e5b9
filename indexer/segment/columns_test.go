package segment

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata again; only when Version is raised")

func TestLabelsFind(t *testing.T) {
	documents := []*document{{}, {}}
	values := []string{"", "Spor", "ekonomi", "spor", "spora", "İzmir", "ığdır"}
	documents[0].row.Labels[Source-Category] = values
	documents[1].row.Labels[Source-Category] = []string{"spor"}
	c := newSegment(t, documents).Columns()
	f := func(column int, value string, want bool) {
		t.Helper()
		l := c.Labels(column)
		ordinal, ok := l.Find(value)
		if ok != want {
			t.Fatalf("%q: found %v", value, ok)
		}
		if ok && string(l.Value(ordinal)) != value {
			t.Fatalf("%q has ordinal %d, which is %q", value, ordinal, l.Value(ordinal))
		}
	}
	for _, v := range values {
		f(Source, v, true)
		f(Category, v, false)
	}
	f(Source, "spo", false)
	f(Source, "sporb", false)
	f(Source, "\xff", false)
	if n := c.Labels(Source).Values(); n != uint32(len(values)) {
		t.Fatalf("%d values", n)
	}
}

// fixture is the documents of testdata/format-1.seg: every kind of value once.
func fixture() []*document {
	return []*document{
		{
			row: Row{
				Published: 1_700_000_000, Updated: NoTime, Fingerprint: 0x0102030405060708, Key: 0xfffefdfcfbfaf9f8,
				Lengths: [TextFields]uint32{3, 0, 70_000},
				Labels:  [LabelFields][]string{{"spor"}, {"Kuzey Postası"}, {"Ayşe Işık", "Çağrı Öz"}, {"kar", "yol"}, nil},
			},
			fields: []field{
				{name: "_id", value: "kp-1", words: []string{"kp-1"}},
				{name: "title.fold", words: []string{"kar", "yagdi", "kar"}},
				{name: "title", value: "Kar yağdı, kar"},
			},
		},
		{
			row: Row{Published: -5_000_000_000, Updated: 1, Labels: [LabelFields][]string{nil, nil, nil, {"yol", ""}, {"HA"}}},
			fields: []field{
				{name: "_id", value: "kp-2", words: []string{"kp-2"}},
				{name: "body.fold", words: []string{"yollar", "kapandi"}},
			},
		},
	}
}

// TestFormat pins format 1 with a file that must be readable for ever, and the places of its numbers.
func TestFormat(t *testing.T) {
	path := filepath.Join("testdata", fmt.Sprintf("format-%d.seg", Version))
	made := file(t, newSegment(t, fixture()))
	if *update {
		if err := os.WriteFile(path, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check(t, path, fixture(), loaded(t, b))
	if !bytes.Equal(b, made) {
		t.Error("the program writes other bytes than it did: raise Version and keep reading the old file")
	}

	n := len(b)
	u64 := func(at int) int { return int(binary.LittleEndian.Uint64(b[at:])) }
	if got := string(b[n-4:]); got != "HSEG" {
		t.Errorf("mark: %q", got)
	}
	if got := binary.LittleEndian.Uint32(b[n-8:]); got != 1 {
		t.Errorf("version: %d", got)
	}
	if got := u64(n - 16); got != 2 {
		t.Errorf("documents: %d", got)
	}
	at := u64(n - 24)
	if at != n-24-12*16 {
		t.Errorf("index at %d of %d", at, n)
	}
	var lengths []int
	end := u64(at) // ice is before, the blocks follow each other
	for i := range 12 {
		offset, length := u64(at+16*i), u64(at+16*i+8)
		if offset != end {
			t.Errorf("block %d at %d, want %d", i, offset, end)
		}
		end = offset + length
		lengths = append(lengths, length)
	}
	if end != at {
		t.Errorf("blocks end at %d, the index is at %d", end, at)
	}
	// Two documents: 8 bytes each four times, 4 bytes each three times, labels as
	// 4 + 4·(values+1) + 4·3 + 4·ordinals + text.
	want := []int{
		16, 16, 16, 16, 8, 8, 8,
		4 + 8 + 12 + 4 + len("spor"), 4 + 8 + 12 + 4 + len("Kuzey Postası"),
		4 + 12 + 12 + 8 + len("Ayşe IşıkÇağrı Öz"), 4 + 16 + 12 + 16 + len("karyol"), 4 + 8 + 12 + 4 + len("HA"),
	}
	if diff := cmp.Diff(want, lengths); diff != "" {
		t.Errorf("lengths of the blocks: %s", diff)
	}
	fingerprints := b[u64(at+16*2):][:16]
	if diff := cmp.Diff([]byte{8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0}, fingerprints); diff != "" {
		t.Errorf("fingerprints: %s", diff)
	}
	tags := b[u64(at+16*10):][:lengths[10]]
	wantTags := slices.Concat([]byte{3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0}, // values, ends
		[]byte{0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0},             // documents
		[]byte{1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}, // ordinals
		[]byte("karyol"))
	if diff := cmp.Diff(wantTags, tags); diff != "" {
		t.Errorf("tags: %s", diff)
	}
}

func FuzzReadColumns(f *testing.F) {
	for seed := range uint64(3) {
		b := file(f, newSegment(f, randomDocuments(rand.New(rand.NewPCG(seed, 8)), 0, int(seed)+1)))
		f.Add(b, uint64(0))
		_, base, err := readColumns(b, 0)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[base:], base)
	}
	f.Add(file(f, newSegment(f, fixture())), uint64(0))
	f.Fuzz(func(t *testing.T, b []byte, base uint64) {
		c, ice, err := readColumns(b, base)
		if err != nil {
			return
		}
		if ice < base || ice-base > uint64(len(b)) {
			t.Fatalf("ice ends at %d of %d to %d", ice, base, uint64(len(b))+base)
		}
		var row Row
		for doc := range c.Docs() {
			for column := range Category {
				c.read(column, doc, &row)
			}
			for column := Category; column < columnCount; column++ {
				c.Labels(column).Of(doc)
			}
		}
	})
}
