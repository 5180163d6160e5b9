package segment

import (
	"maps"
	"slices"
	"testing"

	"github.com/haberara/haberara/corpus/turkish"
)

// TestSpellings compares what a look at a folded form tells with the lists of its spellings.
func TestSpellings(t *testing.T) {
	s := newSegment(t, randomArticles(random(9), 0, 200))
	_, fieldDocs, err := describeLists(s, Exact)
	check(t, err)
	type group struct{ others, docs int }
	want, bare := map[string]group{}, map[string]bool{}
	for key := range fieldDocs {
		var l List
		check(t, s.Lookup(Exact, []byte(key), &l))
		fold, exact := CutExactKey([]byte(key))
		g := want[string(fold)]
		if g.docs += l.Docs; len(exact) < len(key) {
			g.others++
		} else {
			bare[key] = true
		}
		want[string(fold)] = g
	}
	if len(bare) == len(want) || !slices.Contains(slices.Collect(maps.Keys(want)), "kar") {
		t.Fatal("every folded form is a spelling: the test says little")
	}
	for fold, g := range want {
		got, err := s.Spellings([]byte(fold))
		check(t, err)
		var l List
		check(t, s.Bare(got, &l))
		if got.Others != g.others || got.Docs != g.docs || (l.Docs > 0) != bare[fold] {
			t.Fatalf("%s: %+v and %d documents of its own, want %+v", fold, got, l.Docs, g)
		}
	}
	for _, fold := range []string{"", "yok", "ka", "karr"} {
		if got, err := s.Spellings([]byte(fold)); err != nil || got.Docs != 0 || got.Others != 0 {
			t.Fatalf("%q: %+v, %v", fold, got, err)
		}
	}
}

func TestHasOtherName(t *testing.T) {
	names := func(id string, words ...string) *article {
		return &article{id: id, words: [TextFields][]string{Title: words}}
	}
	s := newSegment(t, []*article{names("a", "zelenskiy", "shakira"), names("b", "zelensky", "masa")})
	f := func(name string, want bool) {
		t.Helper()
		got, err := s.HasOtherName(turkish.NameKey(name), turkish.Fold(name))
		if got != want || err != nil {
			t.Fatalf("%s: %v, %v", name, got, err)
		}
	}
	f("zelenskiy", true)
	f("zelenski", true) // the segment has it only in other spellings
	f("şakira", true)
	f("shakira", false)
	f("masalar", false)
}
