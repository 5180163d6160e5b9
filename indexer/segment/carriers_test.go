package segment

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCarriers asks for random stretches of the documents of common and of rare values.
func TestCarriers(t *testing.T) {
	r := random(90)
	var articles []*article
	for n := range 700 {
		a := &article{id: fmt.Sprint(n), row: Row{Published: int64(n)}}
		if n >= 300 && n < 450 {
			a.row.Labels[Tag] = append(a.row.Labels[Tag], "a while")
		}
		if n == 77 {
			a.row.Labels[Tag] = append(a.row.Labels[Tag], "once")
		}
		for value, odds := range map[string]int{"always": 1, "often": 3, "seldom": 60, "hardly": 200} {
			if r.IntN(odds) == 0 {
				a.row.Labels[Tag] = append(a.row.Labels[Tag], value, value) // twice is once
			}
		}
		articles = append(articles, a)
	}
	s := newSegment(t, articles)
	labels, err := s.Labels(Tag)
	check(t, err)
	forms := map[string]int{}
	for n := range labels.Values() {
		c, err := s.Carriers(Tag, n)
		check(t, err)
		switch {
		case c.isList:
			forms["sparse"]++
		case c.set != nil:
			forms["dense"]++
		default:
			forms["run"]++
		}
		var want []uint32
		for doc := range s.Docs() {
			for from, to := labels.Of(doc); from < to; from++ {
				if labels.Ordinal(from) == n && !slices.Contains(want, doc) {
					want = append(want, doc)
				}
			}
		}
		if c.Docs() != len(want) {
			t.Fatalf("%s: %d documents, want %d", labels.Value(n), c.Docs(), len(want))
		}
		for range 200 {
			first, last := r.Uint32N(s.Docs()+1), r.Uint32N(s.Docs()+1)
			checkStretch(t, &c, first, last, slices.DeleteFunc(slices.Clone(want), func(doc uint32) bool {
				return doc < first || doc >= last
			}), r.IntN(20))
		}
	}
	if diff := cmp.Diff(map[string]int{"sparse": 3, "dense": 1, "run": 2}, forms); diff != "" {
		t.Error(diff)
	}
}

// checkStretch visits at most so many documents in both directions.
func checkStretch(t *testing.T, c *Carriers, first, last uint32, want []uint32, most int) {
	t.Helper()
	var got, back []uint32
	c.Each(first, last, func(doc uint32) bool {
		got = append(got, doc)
		return len(got) <= most
	})
	c.EachBackwards(first, last, func(doc uint32) bool {
		back = append([]uint32{doc}, back...)
		return len(back) <= most
	})
	some := min(most+1, len(want))
	if !slices.Equal(got, want[:some]) || !slices.Equal(back, want[len(want)-some:]) || c.Count(first, last) != len(want) {
		t.Fatalf("from %d to %d: got %v, %v, %d; want %v", first, last, got, back, c.Count(first, last), want)
	}
}
