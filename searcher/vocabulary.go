package searcher

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/regexp"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// vocabulary answers what words the articles have. Its implementations agree on every answer.
type vocabulary interface {
	// frequency is in how many articles a folded word stands; one with two spellings of it counts twice.
	frequency(fold string) int
	// hasNames reports whether an Exact term with a key of turkish.NameKey may have another folded form than fold.
	hasNames(key, fold string) bool
	// names returns the Exact terms that have a key of turkish.NameKey, sorted; none for keys of irregular names.
	names(key string) []string
	// spellings returns the Exact terms that have a folded form, the most frequent first, then in the order of their bytes.
	spellings(fold string) []spelling
	// together is in how many articles an Exact term stands with a folded word, in whatever text fields; both are read to
	// their ends.
	together(exact, fold string) int
	// failed returns the first error of any call; what was answered after it means nothing.
	failed() error
}

// spelling is a word as articles write it; frequency is in how many it stands.
type spelling struct {
	exact     string
	frequency int
}

// terms is the vocabulary of a view, for one search.
type terms struct {
	v *view
	// articles are the lists that together has read.
	articles map[string][]uint32
	it       segment.Iterator
	err      error
}

func newTerms(v *view) *terms { return &terms{v: v} }

func (t *terms) failed() error { return t.err }

func (t *terms) fail(segment int, err error) {
	if t.err == nil {
		t.err = fmt.Errorf("look up other spellings: %w", t.v.Segments[segment].Damaged(err))
	}
}

func (t *terms) frequency(fold string) int {
	return t.v.memo.frequencies.get(fold, func() (int, bool) {
		n := 0
		for i := range t.v.Segments {
			n += t.frequencyIn(i, fold)
		}
		return n, t.err == nil
	})
}

func (t *terms) frequencyIn(i int, fold string) (n int) {
	if t.v.deleted[i] != nil {
		t.eachSpelling(i, fold, func(_ string, l *segment.List) { n += t.living(i, l) })
		return n
	}
	have, err := t.v.Segments[i].Spellings([]byte(fold))
	if err != nil {
		t.fail(i, err)
	}
	return have.Docs
}

func (t *terms) spellings(fold string) []spelling {
	return t.v.memo.spellings.get(fold, func() ([]spelling, bool) {
		counts := map[string]int{}
		for i := range t.v.Segments {
			t.eachSpelling(i, fold, func(exact string, l *segment.List) { counts[exact] += t.living(i, l) })
		}
		var found []spelling
		for exact, n := range counts {
			if n > 0 {
				found = append(found, spelling{exact, n})
			}
		}
		sortSpellings(found)
		return found, t.err == nil
	})
}

func sortSpellings(s []spelling) {
	slices.SortFunc(s, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(b.frequency, a.frequency), cmp.Compare(a.exact, b.exact))
	})
}

// eachSpelling visits the Exact terms of a segment that have a folded form.
func (t *terms) eachSpelling(i int, fold string, visit func(exact string, l *segment.List)) {
	seg := &t.v.Segments[i]
	var l segment.List
	have, err := seg.Spellings([]byte(fold))
	if err == nil {
		err = seg.Bare(have, &l)
	}
	if err == nil && l.Docs > 0 {
		visit(fold, &l)
	}
	if err == nil && have.Others > 0 {
		err = eachOther(seg.Segment, fold, func(exact []byte, value uint64) error {
			err := seg.List(segment.Exact, value, &l)
			if err == nil {
				visit(string(exact), &l)
			}
			return err
		})
	}
	if err != nil {
		t.fail(i, err)
	}
}

// living is the number of documents of a list that are not deleted.
func (t *terms) living(i int, l *segment.List) int {
	if t.v.deleted[i] == nil {
		return l.Docs
	}
	n := 0
	t.each(i, l, func(uint32) { n++ })
	return n
}

// each visits the living documents of a list.
func (t *terms) each(i int, l *segment.List, visit func(doc uint32)) {
	deleted := t.v.deleted[i]
	t.it.Reset(l)
	for t.it.Next() {
		for _, doc := range t.it.Docs() {
			if deleted == nil || !deleted.has(doc) {
				visit(doc)
			}
		}
	}
	if err := t.it.Err(); err != nil {
		t.fail(i, err)
	}
}

func (t *terms) together(exact, fold string) int {
	return common(t.having(turkish.Fold(exact), exact), t.having(fold, ""))
}

// common counts the members of two ascending rows that both have.
func common(a, b []uint32) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// having returns the living documents of the view that have a folded word, in one spelling or, where that is empty, in
// any, in their order.
func (t *terms) having(fold, only string) []uint32 {
	key := fold + "\x00" + only
	if docs, ok := t.articles[key]; ok {
		return docs
	}
	var docs []uint32
	for i := range t.v.Segments {
		t.eachSpelling(i, fold, func(exact string, l *segment.List) {
			if only == "" || only == exact {
				t.each(i, l, func(doc uint32) { docs = append(docs, t.v.Segments[i].Base+doc) })
			}
		})
	}
	slices.Sort(docs)
	docs = slices.Compact(docs)
	if t.articles == nil {
		t.articles = map[string][]uint32{}
	}
	t.articles[key] = docs
	return docs
}

func (t *terms) hasNames(key, fold string) bool {
	for i := range t.v.Segments {
		has, err := t.v.Segments[i].HasOtherName(key, fold)
		if err != nil {
			t.fail(i, err)
		}
		if has {
			return true
		}
	}
	return false
}

func (t *terms) names(key string) []string {
	pattern := turkish.NamePattern(key)
	if pattern == "" {
		return nil
	}
	return t.v.memo.names.get(key, func() ([]string, bool) {
		// The keys of Exact begin with the folded form.
		automaton, err := regexp.New(turkish.Fold(pattern))
		if err != nil {
			t.err = fmt.Errorf("make an automaton of %s: %w", pattern, err)
			return nil, false
		}
		var found []string
		for i := range t.v.Segments {
			t.eachMatch(i, foldOnly{automaton}, func(_, exact []byte, l *segment.List) {
				if turkish.NameKey(string(exact)) == key && t.living(i, l) > 0 {
					found = append(found, string(exact))
				}
			})
		}
		slices.Sort(found)
		return slices.Compact(found), t.err == nil
	})
}

// eachMatch visits the Exact terms of a segment whose keys an automaton accepts.
func (t *terms) eachMatch(i int, a vellum.Automaton, visit func(fold, exact []byte, l *segment.List)) {
	seg := &t.v.Segments[i]
	fst, err := seg.Terms(segment.Exact)
	if err != nil {
		t.fail(i, err)
		return
	}
	it, err := fst.Search(a, nil, nil)
	for ; err == nil; err = it.Next() {
		key, value := it.Current()
		var l segment.List
		if err = seg.List(segment.Exact, value, &l); err != nil {
			break
		}
		fold, exact := segment.CutExactKey(key)
		visit(fold, exact, &l)
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		t.fail(i, err)
	}
}

// foldOnly makes an automaton of folded forms accept the keys of Exact: what stands behind the form does not matter.
type foldOnly struct{ vellum.Automaton }

// behind is the state in the rest of a key; no automaton has as many states.
const behind = 1 << 40

// IsMatch implements vellum.Automaton.
func (f foldOnly) IsMatch(state int) bool { return state == behind || f.Automaton.IsMatch(state) }

// CanMatch implements vellum.Automaton.
func (f foldOnly) CanMatch(state int) bool { return state == behind || f.Automaton.CanMatch(state) }

// WillAlwaysMatch implements vellum.Automaton.
func (f foldOnly) WillAlwaysMatch(state int) bool { return state == behind }

// Accept implements vellum.Automaton.
func (f foldOnly) Accept(state int, b byte) int {
	switch {
	case state == behind:
		return behind
	case b == 0 && f.Automaton.IsMatch(state):
		return behind
	}
	return f.Automaton.Accept(state, b)
}
