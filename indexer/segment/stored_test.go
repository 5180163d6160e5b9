package segment

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring"
	bluge "github.com/blugelabs/bluge_segment_api"
)

// storing are articles, one for each list of values, which stand in it with each kind of field.
func storing(from int, documents ...[]string) (articles []*article) {
	for i, values := range documents {
		a := &article{id: fmt.Sprint("saklı-", from+i), row: Row{Published: int64(-from - i), Updated: NoTime}}
		for n, v := range values {
			for kind := range storedKinds {
				a.stored = append(a.stored, StoredField{fmt.Sprint("alan", n%5), v, kind})
			}
		}
		articles = append(articles, a)
	}
	return articles
}

// checkStored compares the stored fields of a segment with those of articles, which are in its order.
func checkStored(t *testing.T, what string, articles []*article, s *Segment) {
	t.Helper()
	if int(s.Docs()) != len(articles) {
		t.Fatalf("%s: %d documents, want %d", what, s.Docs(), len(articles))
	}
	for doc, a := range articles {
		var got []StoredField
		check(t, s.VisitStored(uint32(doc), func(name string, value []byte) bool {
			got = append(got, StoredField{Name: name, Value: string(value)})
			return true
		}))
		if want := a.withoutKinds(); !slices.Equal(got, want) {
			t.Fatalf("%s: document %d has %d fields that are not the %d of %s", what, doc, len(got), len(want), a.id)
		}
	}
}

// TestStoredValues keeps values of every shape, alone and in merges of segments with other alphabets.
func TestStoredValues(t *testing.T) {
	var bytes []string
	for b := range 256 {
		bytes = append(bytes, string([]byte{byte(b)}), strings.Repeat(string([]byte{byte(b), 'a'}), 9))
	}
	// As many words as take more than two bytes to number, each of them often enough to be a symbol.
	const many = 1<<16 + 100
	var vocabulary strings.Builder
	for n := range many {
		fmt.Fprintf(&vocabulary, "sözcük%c%c%c%c ", 'a'+n%26, 'a'+n/26%26, 'a'+n/26/26%26, 'a'+n/26/26/26)
	}
	long := "a" + strings.Repeat("uzun", 1<<15)
	skewed := ""
	for n := range 14 {
		skewed += strings.Repeat(fmt.Sprintf("%c\x00\x01", 'a'+n), 1<<n)
	}
	parts := [][]*article{
		storing(0, nil, []string{""}, bytes, nil),
		storing(10, []string{"\x00", "\x01", "\x01\x01", "\xff\xfe", "ş\xc5", " ", ", ", "12345678901", "a1b2", "tek"}),
		storing(20, slices.Repeat([]string{"tek"}, 300), []string{skewed, long, long + " ", " " + long}),
		storing(30, nil, nil),
		storing(40, slices.Repeat([]string{vocabulary.String()}, 2), []string{vocabulary.String()}),
	}
	var segments []bluge.Segment
	var drops []*roaring.Bitmap
	var all, some []*article
	for i, part := range parts {
		s := newSegment(t, part)
		checkStored(t, fmt.Sprint("part ", i), part, s)
		segments, drops = append(segments, s), append(drops, nil)
		all = append(all, part...)
	}
	if a, err := segments[4].(*Segment).storedAlphabets(); err != nil || len(a[textWords].lengths) <= 1<<16 {
		t.Fatalf("%d symbols, %v", len(a[textWords].lengths), err)
	}
	merged := loaded(t, bytesOf(t, Merge(segments, drops, 1)))
	checkStored(t, "merged", all, merged)
	drops[1], drops[2], drops[4] = roaring.BitmapOf(0), roaring.BitmapOf(0), roaring.BitmapOf(1)
	some = slices.Concat(parts[0], parts[2][1:], parts[3], parts[4][:1])
	checkStored(t, "some merged", some, loaded(t, bytesOf(t, Merge(segments, drops, 1))))
	checkStored(t, "merged again", all, loaded(t, bytesOf(t, Merge([]bluge.Segment{merged}, nil1, 1))))
}

// TestSpelledWithoutLetters reads what is spelled in a file whose alphabet of bytes is empty, or has no end.
func TestSpelledWithoutLetters(t *testing.T) {
	empty, _, ok := readAlphabet(newSymbols().append(nil))
	none, _, ok1 := readAlphabet(make([]byte, alphabetBytes))
	if !ok || !ok1 {
		t.Fatal("an alphabet was refused")
	}
	endless := *empty
	endless.empty = 1
	for _, l := range []*alphabet{none, &endless} {
		r := storedReader{alphabets: &[alphabets]*alphabet{letters: l, labels: empty}}
		r.codes = codes{b: make([]byte, 8+slack), end: 64}
		if _, _, err := r.next(labels); !errors.As(err, new(*DamageError)) {
			t.Fatal(err)
		}
	}
}
