package searcher

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/blevesearch/vellum"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// Completion is a word that stands in titles, and in how many.
type Completion struct {
	// Word is in small letters, with its diacritics.
	Word   string
	Titles int
}

// MaxCompletions is the most that Complete returns.
const MaxCompletions = 1000

// Complete returns the n words, 1 to MaxCompletions, that stand in most titles and begin with a prefix, letter case and
// diacritics aside, the most frequent first; none for a prefix without a letter or digit. The first call after a change
// of the index looks at all words of titles.
func (s *Searcher) Complete(ctx context.Context, prefix string, n int) (_ []Completion, err error) {
	if n < 1 || n > MaxCompletions {
		return nil, &RequestError{"page-size", 0, fmt.Sprintf("%d is not a number from 1 to %d", n, MaxCompletions)}
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.release()) }()
	start := foldedPart(prefix)
	if start == "" {
		return nil, nil
	}
	titles, err := v.titleWords()
	if err != nil {
		return nil, err
	}
	// Words of deleted articles count in titles until their segments are merged: some more than n are counted again.
	const spare = 10
	words, err := titles.most(ctx, start, n+spare)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(v.deleted, func(b bitset) bool { return b != nil }) {
		if words, err = s.recount(ctx, v, words); err != nil {
			return nil, err
		}
	}
	found := make([]Completion, 0, n)
	for _, w := range words[:min(n, len(words))] {
		_, exact := segment.CutExactKey(titles.key(w))
		found = append(found, Completion{string(exact), int(w.titles)})
	}
	return found, nil
}

// titleWord is a word of titles; its key of segment.Exact lies at [from, to) of titleWords.keys.
type titleWord struct{ from, to, titles uint32 }

// titleWords are all words of titles in the order of their keys.
type titleWords struct {
	keys  []byte
	words []titleWord
}

func (t *titleWords) key(w titleWord) []byte { return t.keys[w.from:w.to] }

// newTitleWords reads the dictionaries of all segments.
func newTitleWords(v *view) (*titleWords, error) {
	t := &titleWords{}
	for i := range v.Segments {
		if err := t.add(&v.Segments[i]); err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
	}
	if len(v.Segments) > 1 {
		slices.SortStableFunc(t.words, func(a, b titleWord) int { return bytes.Compare(t.key(a), t.key(b)) })
		kept := t.words[:0]
		for _, w := range t.words {
			if last := len(kept) - 1; last >= 0 && bytes.Equal(t.key(kept[last]), t.key(w)) {
				kept[last].titles += w.titles
			} else {
				kept = append(kept, w)
			}
		}
		t.words = kept
	}
	return t, nil
}

func (t *titleWords) add(seg *indexer.View) error {
	fst, err := seg.Terms(segment.Exact)
	if err != nil {
		return err
	}
	it, err := fst.Iterator(nil, nil)
	var l segment.List
	for ; err == nil; err = it.Next() {
		key, value := it.Current()
		if err = seg.List(segment.Exact, value, &l); err != nil {
			return err
		}
		if n := l.FieldDocs[indexer.Title]; n > 0 {
			from := uint32(len(t.keys))
			t.keys = append(t.keys, key...)
			t.words = append(t.words, titleWord{from, uint32(len(t.keys)), n})
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return err
}

// most returns the n words that stand in most titles of those whose keys begin with start, sorted.
func (t *titleWords) most(ctx context.Context, start string, n int) ([]titleWord, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	first := sort.Search(len(t.words), func(i int) bool { return string(t.key(t.words[i])) >= start })
	best := make([]titleWord, 0, n)
	for _, w := range t.words[first:] {
		if !bytes.HasPrefix(t.key(w), []byte(start)) {
			break
		}
		if len(best) == n && w.titles <= best[n-1].titles {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, w, func(have, w titleWord) int {
			return cmp.Or(cmp.Compare(w.titles, have.titles), -1) // behind those of equal frequency
		})
		if len(best) == n {
			best = best[:n-1]
		}
		best = slices.Insert(best, at, w)
	}
	return best, nil
}

// recount counts the titles of living articles.
func (s *Searcher) recount(ctx context.Context, v *view, words []titleWord) ([]titleWord, error) {
	m := s.matchers.Get().(*matcher)
	defer s.matchers.Put(m)
	m.reset(v, &plan{})
	titles, err := v.titleWords()
	if err != nil {
		return nil, err
	}
	var l segment.List
	for n := range words {
		words[n].titles = 0
		for i := range v.Segments {
			if err := v.Segments[i].Lookup(segment.Exact, titles.key(words[n]), &l); err != nil {
				return nil, v.Segments[i].Damaged(err)
			}
			if l.Docs == 0 {
				continue
			}
			living, err := m.living(ctx, i, &l, 1+int(indexer.Title))
			if err != nil {
				return nil, err
			}
			words[n].titles += uint32(living)
		}
	}
	words = slices.DeleteFunc(words, func(w titleWord) bool { return w.titles == 0 })
	slices.SortFunc(words, func(a, b titleWord) int {
		return cmp.Or(cmp.Compare(b.titles, a.titles), bytes.Compare(titles.key(a), titles.key(b)))
	})
	return words, nil
}
