package segment

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/google/go-cmp/cmp"
)

func TestNewAndLoad(t *testing.T) {
	for seed := range uint64(10) {
		r := random(seed)
		articles := randomArticles(r, 0, r.IntN(80))
		s := newSegment(t, articles)
		checkSegment(t, fmt.Sprint("new ", seed), articles, s)
		b := bytesOf(t, s)
		l := loaded(t, b)
		checkSegment(t, fmt.Sprint("loaded ", seed), articles, l)
		if l.Type() != Type || l.Version() != Version || l.Size() != len(b) || l.Count() != uint64(len(articles)) {
			t.Fatal(l.Type(), l.Version(), l.Size(), l.Count())
		}
		if !slices.Equal(bytesOf(t, l), b) {
			t.Fatal("a loaded segment writes another file")
		}
		// In whatever order articles come, but for those that contradict each other.
		r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		checkSegment(t, fmt.Sprint("shuffled ", seed), articles, newSegment(t, articles))
	}
}

func TestManyArticles(t *testing.T) {
	articles := randomArticles(random(21), 0, 1500)
	s := newSegment(t, articles)
	checkSegment(t, "1,500 articles", articles, s)
	sizes, sum := s.SectionBytes(), uint64(0)
	for _, n := range sizes {
		sum += n
	}
	if len(sizes) != 44 || sum != s.file.end || sizes["length.body"] != 1500 || sizes["keys"] != 2*1500 {
		t.Fatalf("%d bytes of sections in a file of %d: %v", sum, s.file.end, sizes)
	}
}

func TestNewRefuses(t *testing.T) {
	one := analyse(&article{id: "a"}, NewVocabulary())
	f := func(message string, documents ...bluge.Document) {
		t.Helper()
		if s, _, err := New(documents, nil); err == nil || !strings.Contains(err.Error(), message) {
			t.Fatalf("%v, %v", s, err)
		}
	}
	f("document 0 has no content", struct{ bluge.Document }{one})
	f("document 1 has another vocabulary", one, analyse(&article{id: "b"}, NewVocabulary()))
	many := &article{id: "c"}
	for n := range maxStoredNames + 1 {
		many.stored = append(many.stored, StoredField{Name: fmt.Sprint(n), Value: "x"})
	}
	f("more than 255 names", analyse(many, NewVocabulary()))
}

func TestRange(t *testing.T) {
	r := random(22)
	articles := randomArticles(r, 0, 300)
	s := newSegment(t, articles)
	times := expected(articles).Rows
	f := func(from, to int64) {
		t.Helper()
		first, last, err := s.Range(from, to)
		check(t, err)
		for doc, row := range times {
			want := row.Published >= from && row.Published < to
			if got := uint32(doc) >= first && uint32(doc) < last; got != want {
				t.Fatalf("%d to %d is %d to %d: document %d of %d", from, to, first, last, doc, row.Published)
			}
		}
		if first > last {
			t.Fatalf("%d to %d is %d to %d", from, to, first, last)
		}
	}
	for range 200 {
		from := r.Int64N(70) - 20
		f(from, from+r.Int64N(40)-3)
	}
	f(NoTime+1, 1<<62)
	f(5, NoTime+1)
	empty := newSegment(t, nil)
	if first, last, err := empty.Range(0, 1); first != 0 || last != 0 || err != nil {
		t.Fatal(first, last, err)
	}
}

func TestFind(t *testing.T) {
	articles := randomArticles(random(23), 0, 200)
	twice := &article{id: articles[7].id, row: Row{Published: -99}}
	articles = append(articles, twice)
	s := newSegment(t, articles)
	f := func(id string, want int) {
		t.Helper()
		n := 0
		check(t, s.Find(Key([]byte(id)), []byte(id), func(doc uint32) {
			n++
			got, err := s.AppendID(nil, doc)
			if err != nil || string(got) != id {
				t.Fatalf("%q was found for %q; %v", got, id, err)
			}
		}))
		found, err := s.DocsMatchingTerms([]bluge.Term{idTerm(id), idTerm("haber-0")})
		check(t, err)
		if id != "haber-0" && int(found.GetCardinality()) != want+1 || n != want {
			t.Fatalf("%q: found %d, %d with another; want %d", id, n, found.GetCardinality(), want)
		}
	}
	for i, a := range articles[:200] {
		if i != 7 {
			f(a.id, 1)
		}
	}
	f(twice.id, 2)
	f("haber-", 0)
	f("", 0)
	// An ID with the hash of another.
	check(t, s.Find(Key([]byte("haber-3")), []byte("haber-4"), func(uint32) { t.Fatal("found by its hash alone") }))
	if _, err := s.AppendID(nil, s.Docs()); err == nil {
		t.Fatal("there is an ID behind the last document")
	}
	if _, err := s.DocsMatchingTerms([]bluge.Term{otherTerm{}}); err == nil {
		t.Fatal("a document was told by something other than its ID")
	}
}

type idTerm string

func (t idTerm) Field() string { return IDField }
func (t idTerm) Term() []byte  { return []byte(t) }

type otherTerm struct{}

func (otherTerm) Field() string { return "title.lemma" }
func (otherTerm) Term() []byte  { return []byte("kar") }

func TestLabelsFind(t *testing.T) {
	values := []string{"", "Spor", "ekonomi", "spor", "spora", "İzmir", "ığdır"}
	a, b := &article{id: "a"}, &article{id: "b"}
	a.row.Labels[Source], b.row.Labels[Source] = values, []string{"spor"}
	s := newSegment(t, []*article{a, b})
	f := func(column LabelColumn, value string, want bool) {
		t.Helper()
		l, err := s.Labels(column)
		check(t, err)
		ordinal, ok := l.Find(value)
		if ok != want || ok && string(l.Value(ordinal)) != value {
			t.Fatalf("%q: found %v as %d", value, ok, ordinal)
		}
	}
	for _, v := range values {
		f(Source, v, true)
		f(Category, v, false)
	}
	f(Source, "spo", false)
	f(Source, "sporb", false)
	f(Source, "\xff", false)
	l, err := s.Labels(Source)
	if err != nil || l.Values() != uint32(len(values)) {
		t.Fatalf("%d values, %v", l.Values(), err)
	}
}

// TestLookup asks for every key there is, and for others.
func TestLookup(t *testing.T) {
	articles := randomArticles(random(24), 0, 60)
	s, want := newSegment(t, articles), expected(articles)
	var l List
	for signal := range dictionaries {
		for key, postings := range want.Lists[signal] {
			check(t, s.Lookup(signal, []byte(key), &l))
			if l.Docs != len(postings) {
				t.Fatalf("%q has %d documents, want %d", key, l.Docs, len(postings))
			}
		}
		for _, key := range []string{"", "yok", "kar\x00", "kar\x00kâ", "zzz"} {
			check(t, s.Lookup(signal, []byte(key), &l))
			var it Iterator
			it.Reset(&l)
			if l.Docs != 0 || it.Next() || it.Seek(0) || it.Err() != nil {
				t.Fatalf("%q has %d documents", key, l.Docs)
			}
		}
	}
}

// TestStored reads documents in any order, some only in part, from several goroutines.
func TestStored(t *testing.T) {
	articles := randomArticles(random(25), 0, 400)
	s, want := newSegment(t, articles), expected(articles).Stored
	var g sync.WaitGroup
	for worker := range uint64(4) {
		g.Go(func() {
			r := random(26 + worker)
			for range 500 {
				doc, limit := r.Uint32N(400), r.IntN(4)
				var got []StoredField
				err := s.VisitStored(doc, func(name string, value []byte) bool {
					got = append(got, StoredField{Name: name, Value: string(value)})
					return len(got) < limit
				})
				wanted := want[doc][:min(len(want[doc]), max(limit, 1))]
				if err != nil || !slices.Equal(got, wanted) {
					t.Errorf("document %d: %v, %s", doc, err, cmp.Diff(wanted, got))
					return
				}
			}
		})
	}
	g.Wait()
	if err := s.VisitStored(400, func(string, []byte) bool { return true }); err == nil {
		t.Fatal("there are stored fields behind the last document")
	}
	var names []string
	check(t, s.VisitStoredFields(3, func(name string, value []byte) bool {
		names = append(names, name+"="+string(value))
		return false
	}))
	if id, err := s.AppendID(nil, 3); err != nil || !slices.Equal(names, []string{"_id=" + string(id)}) {
		t.Fatalf("%v, %v", names, err)
	}
}

// TestWriteToFails gives less room on the disk than the file needs.
func TestWriteToFails(t *testing.T) {
	s := newSegment(t, randomArticles(random(27), 0, 30))
	size := len(bytesOf(t, s))
	least := min(size, len(bytesOf(t, Merge([]bluge.Segment{s}, nil1, 16)))) // a merge may make it a little smaller
	for _, room := range []int{0, 10, least / 2, least - 100, least - 1} {
		if _, err := s.WriteTo(&limitedWriter{room}, nil); !errors.Is(err, errFull) {
			t.Fatalf("new with room for %d of %d bytes: %v", room, size, err)
		}
		m := Merge([]bluge.Segment{s}, nil1, 16)
		if _, err := m.WriteTo(&limitedWriter{room}, nil); !errors.Is(err, errFull) {
			t.Fatalf("merged with room for %d of %d bytes: %v", room, size, err)
		}
	}
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

func TestFields(t *testing.T) {
	want := []string{"_id", "body.exact", "body.lemma", "spot.exact", "spot.lemma", "title.exact", "title.lemma"}
	got := newSegment(t, nil).Fields()
	if sort.Strings(got); !slices.Equal(got, want) {
		t.Fatal(got)
	}
}

// TestOpeningReadsNothing: opening a file looks at its directory only, however large it is.
func TestOpeningReadsNothing(t *testing.T) {
	s, err := open(bytesOf(t, newSegment(t, fixture())))
	check(t, err)
	for i := range s.file.sound {
		if s.file.sound[i].Load() != 0 {
			t.Fatal("opening read a page")
		}
	}
}
