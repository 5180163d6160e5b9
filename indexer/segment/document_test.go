package segment

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// document is what the tests put into segments: a row, and words in fields.
type document struct {
	row    Row
	fields []field
}

func (d *document) Analyze()  {}
func (d *document) Row() *Row { return &d.row }
func (d *document) EachField(visit bluge.VisitField) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}

// field is a field whose words are terms with positions, or, without words, one that is only stored.
type field struct {
	name, value string
	words       []string
}

func (f *field) Name() string         { return f.name }
func (f *field) Length() int          { return len(f.words) }
func (f *field) Value() []byte        { return []byte(f.value) }
func (f *field) Index() bool          { return len(f.words) > 0 }
func (f *field) Store() bool          { return f.value != "" }
func (f *field) IndexDocValues() bool { return false }
func (f *field) EachTerm(visit bluge.VisitTerm) {
	distinct := slices.Compact(slices.Sorted(slices.Values(f.words)))
	for _, word := range distinct {
		t := term{word: word, field: f.name}
		for i, w := range f.words {
			if w == word {
				t.positions = append(t.positions, i+1)
			}
		}
		visit(&t)
	}
}

type term struct {
	word, field string
	positions   []int
}

func (t *term) Term() []byte   { return []byte(t.word) }
func (t *term) Field() string  { return t.field }
func (t *term) Frequency() int { return len(t.positions) }
func (t *term) EachLocation(visit bluge.VisitLocation) {
	if t.field == "_id" {
		return
	}
	for _, p := range t.positions {
		visit(location{t.field, p})
	}
}

type location struct {
	field    string
	position int
}

func (l location) Field() string { return l.field }
func (l location) Start() int    { return 0 }
func (l location) End() int      { return 0 }
func (l location) Pos() int      { return l.position }
func (l location) Size() int     { return 0 }

// randomDocument has few different words and labels, so that they meet, and leaves most things out now and then.
func randomDocument(r *rand.Rand, id int) *document {
	pick := func(n int, words ...string) (picked []string) {
		for range n {
			picked = append(picked, words[r.IntN(len(words))])
		}
		return picked
	}
	d := &document{row: Row{
		Published: NoTime, Updated: r.Int64() - r.Int64(), Fingerprint: r.Uint64(), Key: r.Uint64(),
		Lengths: [TextFields]uint32{r.Uint32(), 0, r.Uint32N(9)},
	}}
	if r.IntN(3) > 0 {
		d.row.Published = r.Int64N(1<<40) - 1<<39
	}
	for i := range d.row.Labels {
		d.row.Labels[i] = pick(r.IntN(4), "", "spor", "Spor", "şehir", "ekonomi", fmt.Sprint("etiket ", id))
	}
	if r.IntN(20) == 0 {
		for i := range 64 {
			d.row.Labels[Tag-Category] = append(d.row.Labels[Tag-Category], fmt.Sprint(i))
		}
	}
	name := fmt.Sprint("haber-", id)
	d.fields = []field{{name: "_id", value: name, words: []string{name}}}
	for _, f := range []string{"title.fold", "body.fold"} {
		if words := pick(r.IntN(8), "kar", "yagdi", "yollar", "kapandi", fmt.Sprint("tek", id)); len(words) > 0 {
			d.fields = append(d.fields, field{name: f, words: words})
		}
	}
	if r.IntN(3) > 0 {
		d.fields = append(d.fields, field{name: "title", value: fmt.Sprint("Başlık ", r.IntN(5))})
	}
	return d
}

func randomDocuments(r *rand.Rand, from, n int) []*document {
	documents := make([]*document, n)
	for i := range documents {
		documents[i] = randomDocument(r, from+i)
	}
	return documents
}

func newSegment(t testing.TB, documents []*document) *Segment {
	t.Helper()
	list := make([]bluge.Document, len(documents))
	for i, d := range documents {
		list[i] = d
	}
	s, size, err := New(list, func(string, int) float32 { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	own := s.(*Segment)
	if n := uint64(len(file(t, own))); size < n/2 {
		t.Fatalf("size %d of a file of %d", size, n)
	}
	return own
}

// writer is a Segment or a bluge.Merger.
type writer interface {
	WriteTo(w io.Writer, closeCh chan struct{}) (int64, error)
}

func file(t testing.TB, s writer) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := s.WriteTo(&b, nil)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d bytes, says %d, %v", b.Len(), n, err)
	}
	return b.Bytes()
}

func loaded(t testing.TB, b []byte) *Segment {
	t.Helper()
	s, err := Load(bluge.NewDataBytes(b))
	if err != nil {
		t.Fatal(err)
	}
	return s.(*Segment)
}
