package segment

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// article is what the tests put into segments. Its words stand at the positions 1, 2, 3 ...
type article struct {
	row   Row // without Key and Lengths, which follow from the rest
	id    string
	words [TextFields][]string
	// address is its parts.
	address []string
	stored  []StoredField
}

// rowOf is the whole row.
func (a *article) rowOf() Row {
	r := a.row
	r.Key = Key([]byte(a.id))
	for f := range a.words {
		r.Lengths[f] = uint32(len(a.words[f]))
	}
	return r
}

// withoutKinds is what is read back of stored.
func (a *article) withoutKinds() (fields []StoredField) {
	for _, f := range a.stored {
		fields = append(fields, StoredField{Name: f.Name, Value: f.Value})
	}
	return fields
}

var folding = strings.NewReplacer("ç", "c", "ğ", "g", "ı", "i", "ö", "o", "ş", "s", "ü", "u", "â", "a")

func foldOf(word string) string { return folding.Replace(word) }

func lemmaOf(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(foldOf(word), "lar"), "ler")
}

// keysOf are the keys of a word in the dictionaries.
func keysOf(word string) [Signals]string {
	exact := word
	if fold := foldOf(word); fold != word {
		exact = fold + "\x00" + word
	}
	return [Signals]string{exact, lemmaOf(word)}
}

// analysed is an article on its way into a segment.
type analysed struct {
	bluge.Document
	content Content
}

func (a *analysed) Analyze()          {}
func (a *analysed) Content() *Content { return &a.content }

func (a *analysed) EachField(bluge.VisitField) {}

func analyse(a *article, v *Vocabulary) *analysed {
	d := &analysed{content: Content{Row: a.rowOf(), ID: a.id, Vocabulary: v, Stored: a.stored}}
	for _, part := range a.address {
		d.content.Address = append(d.content.Address, v.AddPart(part))
	}
	for f, words := range a.words {
		d.content.Words[f] = append(d.content.Words[f], NoWord)
		for _, w := range words {
			d.content.Words[f] = append(d.content.Words[f], v.Add(w, foldOf(w), lemmaOf(w)))
		}
	}
	return d
}

func documentsOf(articles []*article) []bluge.Document {
	v := NewVocabulary()
	documents := make([]bluge.Document, len(articles))
	for i, a := range articles {
		documents[i] = analyse(a, v)
	}
	return documents
}

func newSegment(t testing.TB, articles []*article) *Segment {
	t.Helper()
	s, size, err := New(documentsOf(articles), nil)
	check(t, err)
	if n := uint64(len(bytesOf(t, s))); size != n {
		t.Fatalf("size %d of a file of %d", size, n)
	}
	return s.(*Segment)
}

// bytesOf returns what a segment or a merger writes.
func bytesOf(t testing.TB, s interface {
	WriteTo(w io.Writer, closeCh chan struct{}) (int64, error)
}) []byte {
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
	check(t, err)
	return s.(*Segment)
}

var words = strings.Fields("kar kâr yağdı yollar yol kapandı kapalı şehir şehirler sehir İzmir ılık ilik öğrenciler " +
	"öğrenci maç maçlar seçim seçimler yüz yuz göl gol")

// randomArticle has few different words and labels, so that they meet, and leaves most things out now and then.
func randomArticle(r *rand.Rand, id int) *article {
	pick := func(n int, from ...string) (picked []string) {
		for range n {
			picked = append(picked, from[r.IntN(len(from))])
		}
		return picked
	}
	a := &article{id: fmt.Sprint("haber-", id), row: Row{
		Published: NoTime, Updated: r.Int64() - r.Int64(), Fingerprint: r.Uint64(),
	}}
	a.row.Story = r.Uint64()
	for range r.IntN(5) {
		a.row.Sketch = append(a.row.Sketch, uint32(r.IntN(9)), 1000+uint32(r.IntN(100)), r.Uint32())
	}
	slices.Sort(a.row.Sketch)
	a.row.Sketch = slices.Compact(a.row.Sketch)
	if r.IntN(4) > 0 {
		a.row.Published = r.Int64N(50) - 10 // many of one second
	}
	for i := range a.row.Labels {
		a.row.Labels[i] = pick(r.IntN(4), "", "spor", "Spor", "şehir", "ekonomi", fmt.Sprint("etiket ", id))
	}
	for f := range a.words {
		a.words[f] = pick(r.IntN(12*(f+1)), words...)
		if r.IntN(3) == 0 {
			a.words[f] = append(a.words[f], fmt.Sprint("tek", id))
		}
	}
	if r.IntN(4) > 0 {
		a.address = pick(r.IntN(8), "haber", "org", "spor", "2026", "kar", fmt.Sprint(id))
	}
	if r.IntN(3) > 0 {
		a.stored = append(a.stored, StoredField{Name: "title", Value: fmt.Sprint("Başlık ", r.IntN(5))})
	}
	if r.IntN(3) > 0 {
		a.stored = append(a.stored, StoredField{Name: "body", Value: strings.Repeat("uzun metin ", r.IntN(300))})
	}
	if r.IntN(3) == 0 {
		url := fmt.Sprintf("https://haber.example/spor/%s-%d?ş=\xff\x00", words[r.IntN(len(words))], r.Uint64())
		a.stored = append(a.stored, StoredField{"url", url, StoredAddress}, StoredField{"url", "", StoredText})
	}
	if r.IntN(2) == 0 {
		a.stored = append(a.stored, StoredField{"category", pick(1, "", "spor", "ekonomi", fmt.Sprint(id))[0], StoredLabel})
	}
	return a
}

func randomArticles(r *rand.Rand, from, n int) []*article {
	articles := make([]*article, n)
	for i := range articles {
		articles[i] = randomArticle(r, from+i)
	}
	return articles
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
