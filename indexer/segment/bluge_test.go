package segment

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
)

func TestDictionary(t *testing.T) {
	articles := randomArticles(random(311), 0, 40)
	s := newSegment(t, articles)
	counts := map[string]int{}
	for _, a := range articles {
		for _, w := range slices.Compact(slices.Sorted(slices.Values(a.words[Title]))) {
			counts[w]++
		}
	}
	d, err := s.Dictionary("title.exact")
	check(t, err)
	it := d.Iterator(nil, nil, nil)
	var got []string
	for e, err := it.Next(); e != nil; e, err = it.Next() {
		check(t, err)
		if int(e.Count()) != counts[e.Term()] {
			t.Fatalf("%s in %d documents, want %d", e.Term(), e.Count(), counts[e.Term()])
		}
		got = append(got, e.Term())
		has, err := d.Contains([]byte(e.Term()))
		if err != nil || !has {
			t.Fatal(e.Term(), err)
		}
		p, err := d.PostingsList([]byte(e.Term()), nil, nil)
		check(t, err)
		// Bluge changes the numbers of what it is given.
		for range 2 {
			postings, err := p.Iterator(true, true, true, nil)
			check(t, err)
			n, last := 0, -1
			for x, err := postings.Next(); x != nil; x, err = postings.Next() {
				check(t, err)
				if int(x.Number()) <= last || x.Number() >= 40 {
					t.Fatalf("document %d behind %d", x.Number(), last)
				}
				last = int(x.Number())
				x.SetNumber(x.Number() + 1000)
				n++
			}
			if n != int(e.Count()) {
				t.Fatalf("%d postings, want %d", n, e.Count())
			}
			check(t, postings.Close())
		}
	}
	if want := slices.Sorted(maps.Keys(counts)); !slices.Equal(got, want) {
		t.Fatalf("terms %v, want %v", got, want)
	}
	if has, err := d.Contains([]byte("yok")); has || err != nil {
		t.Fatal(has, err)
	}
	check(t, errors.Join(it.Close(), d.Close()))
}

func TestOf(t *testing.T) {
	articles := randomArticles(random(312), 0, 5)
	w := openIndex(t, ours())
	put(t, w, articles...)
	s, err := w.Reader()
	check(t, err)
	if len(s.Segments()) != 1 {
		t.Fatalf("%d segments", len(s.Segments()))
	}
	own, err := Of(s.Segments()[0])
	check(t, err)
	checkSegment(t, "through Bluge", articles, own)
	if _, err := Of(struct{ index.SegmentSnapshot }{s.Segments()[0]}); err == nil {
		t.Fatal("a snapshot that hides its segments was taken")
	}
	check(t, errors.Join(s.Close(), w.Close()))

	other := index.InMemoryOnlyConfig().WithNormCalc(func(string, int) float32 { return 1 })
	w = openIndex(t, other)
	b := index.NewBatch()
	b.Insert(analyse(articles[0], NewVocabulary()))
	check(t, w.Batch(b))
	s, err = w.Reader()
	check(t, err)
	if own, err := Of(s.Segments()[0]); err == nil {
		t.Fatal("Bluge's own segment became", own)
	}
	check(t, errors.Join(s.Close(), w.Close()))
}

// TestAdvance moves through postings with strides, as Bluge's conjunctions do.
func TestAdvance(t *testing.T) {
	articles := randomArticles(random(313), 0, 150)
	s := newSegment(t, articles)
	d, err := s.Dictionary("body.lemma")
	check(t, err)
	p, err := d.PostingsList([]byte("kar"), nil, nil)
	check(t, err)
	var all []uint64
	it, err := p.Iterator(false, false, false, nil)
	check(t, err)
	for x, err := it.Next(); x != nil; x, err = it.Next() {
		check(t, err)
		all = append(all, x.Number())
	}
	if len(all) != int(p.Count()) || len(all) < 50 {
		t.Fatal(len(all), p.Count())
	}
	for stride := range uint64(20) {
		it, err := p.Iterator(false, false, false, nil)
		check(t, err)
		at := uint64(0)
		for i := 0; ; {
			x, err := it.Advance(at)
			check(t, err)
			for i < len(all) && all[i] < at {
				i++
			}
			if i == len(all) {
				if x != nil {
					t.Fatal("goes on behind the end at ", x.Number())
				}
				break
			}
			if x == nil || x.Number() != all[i] {
				t.Fatal(fmt.Sprint("to ", at, ": ", x, ", want ", all[i]))
			}
			at = x.Number() + 1 + stride
		}
	}
}

var _ bluge.Segment = (*Segment)(nil)
