package searcher

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

// SuggestionKind says what a Suggestion is.
type SuggestionKind string

// The kinds of suggestions.
const (
	// PopularQuery is one of those that WithPopular names.
	PopularQuery SuggestionKind = "query"
	// NamePhrase is a row of words that titles write with capitals.
	NamePhrase SuggestionKind = "name"
	// TitlePhrase is a row of words that stands in several titles.
	TitlePhrase SuggestionKind = "phrase"
	// WholeTitle is the title of an article.
	WholeTitle SuggestionKind = "title"
)

// Suggestion is what somebody who types may be about to type.
type Suggestion struct {
	Text string
	Kind SuggestionKind
	// Titles is in how many titles the words stand, equal ones counted once or as often as they come; 1 for a WholeTitle,
	// and for a PopularQuery how often it was asked.
	Titles int
	// ID is that of the newest article with a WholeTitle.
	ID string
}

// MaxSuggestions is the most that Suggest returns.
const MaxSuggestions = 100

// Suggest returns at most n, 1 to MaxSuggestions, ways to go on from what was typed: popular queries, names and phrases
// of titles, the most frequent first, and then whole titles, those that begin so before those that have it inside, the
// newest first. Of the first three there are at most n/2 where there are enough titles, and the other way round. Letter
// case, diacritics and signs do not matter; the last word may be unfinished, the words before it are whole. Where no title
// has what was typed, the last words of it are completed. The newest 200,000 titles take part.
func (s *Searcher) Suggest(ctx context.Context, prefix string, n int) (_ []Suggestion, err error) {
	if n < 1 || n > MaxSuggestions {
		return nil, &RequestError{"page-size", 0, fmt.Sprintf("%d is not a number from 1 to %d", n, MaxSuggestions)}
	}
	if len(prefix) > MaxQueryBytes {
		return nil, &RequestError{"q", 0, fmt.Sprintf("the text is longer than %d bytes", MaxQueryBytes)}
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("suggestions", &err)
	indexes, err := s.titleIndexes(ctx, v)
	if err != nil {
		return nil, err
	}
	var words []int // where the words of the prefix begin
	eachTitleWord(prefix, func(from, _, _ int) { words = append(words, from) })
	key, open := appendTitleKey(nil, prefix)
	if len(key) == 0 || len(key) > maxTitleKey {
		return nil, ctx.Err()
	}
	g := suggester{v: v, indexes: indexes, popular: s.popular, n: n}
	found, err := g.remembered(key, !open)
	for at := 1; err == nil && len(found) == 0 && at < min(len(words), maxSuggestedWords+1); at++ {
		_, rest, _ := bytes.Cut(key, []byte{keyBlank})
		key = rest
		g.look(key, !open)
		found = g.phrases(n)
		for i := range found {
			found[i].Text = prefix[:words[at]] + found[i].Text
		}
	}
	return found, errors.Join(err, ctx.Err())
}

// suggester answers one Suggest.
type suggester struct {
	v       *view
	indexes []*titleIndex
	popular []popularQuery
	n       int
	// key is what was typed; with whole its last word is finished. ranges are the starts that have it, of each index.
	key    []byte
	whole  bool
	ranges [][2]int
}

// maxRememberedKey is how long the keys are, in bytes, whose suggestions are remembered: the shorter, the more is to be
// looked at, and the more often it is. maxRememberedSize is how many suggestions are remembered of one.
const (
	maxRememberedKey  = 2
	maxRememberedSize = 20
)

func (g *suggester) remembered(key []byte, whole bool) (found []Suggestion, err error) {
	if len(key) > maxRememberedKey || g.n > maxRememberedSize {
		g.look(key, whole)
		return g.suggest()
	}
	found = g.v.memo.suggestions.get(fmt.Sprintf("%s %t %d", key, whole, g.n), func() ([]Suggestion, bool) {
		g.look(key, whole)
		found, err = g.suggest()
		return found, err == nil
	})
	return slices.Clone(found), err
}

func (g *suggester) look(key []byte, whole bool) {
	g.key, g.whole, g.ranges = key, whole, g.ranges[:0]
	for _, x := range g.indexes {
		from, to := x.find(key, whole, 0, len(x.starts))
		g.ranges = append(g.ranges, [2]int{from, to})
	}
}

func (g *suggester) suggest() ([]Suggestion, error) {
	titles, err := g.titles()
	if err != nil {
		return nil, err
	}
	most := max(g.n/2, g.n-len(titles))
	short := g.queries(most)
	for _, p := range g.phrases(most) {
		same := func(q Suggestion) bool { return turkish.Fold(q.Text) == turkish.Fold(p.Text) }
		if len(short) < most && !slices.ContainsFunc(short, same) {
			short = append(short, p)
		}
	}
	return append(short, titles[:min(len(titles), g.n-len(short))]...), nil
}

// countedPhrase is the key of a phrase with how often it stands in titles.
type countedPhrase struct {
	key   string
	count int
}

// phrases returns the most frequent phrases that go on from the key. Those that are rare in every segment may be missed
// where there are more frequent ones.
func (g *suggester) phrases(most int) []Suggestion {
	if most == 0 {
		return nil
	}
	counts := map[string]int{}
	for i, x := range g.indexes {
		for _, p := range x.topPhrases(g.ranges[i], len(g.key), 2*most) {
			counts[string(x.phraseKey(p))] += int(p.count)
		}
	}
	found := make([]countedPhrase, 0, len(counts))
	for key, n := range counts {
		found = append(found, countedPhrase{key, n})
	}
	slices.SortFunc(found, func(a, b countedPhrase) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.key, b.key))
	})
	var out []Suggestion
	for _, c := range found {
		if len(out) == most {
			break
		}
		p := g.v.memo.phrases.get(c.key, func() (Suggestion, bool) { return g.written(c.key), true })
		if p.Titles > 0 {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Compare(b.Titles, a.Titles) })
	return out
}

// topPhrases returns the n most frequent phrases of a segment that begin at some starts and are longer than some bytes.
func (x *titleIndex) topPhrases(starts [2]int, bytes, n int) []phrase {
	first, last := x.phrasesOf(starts[0], starts[1])
	best := make([]phrase, 0, n+1)
	eachLow(first, last, x.lowCounts, x.rarity, func(i int, _ uint32) uint32 {
		if p := x.phrases[i]; int(p.bytes) > bytes {
			at, _ := slices.BinarySearchFunc(best, p, func(have, p phrase) int {
				return cmp.Or(cmp.Compare(p.count, have.count), -1)
			})
			if best = slices.Insert(best, at, p); len(best) > n {
				best = best[:n]
			}
		}
		if len(best) < n {
			return ^uint32(0)
		}
		return ^best[n-1].count - 1
	})
	return best
}

// titles returns the n best titles that have the key.
func (g *suggester) titles() ([]Suggestion, error) {
	type found struct {
		segment int
		doc     uint32
		title   uint32
		inside  bool
		date    int64
	}
	var all []found
	for i, x := range g.indexes {
		times, err := g.v.Segments[i].Times(segment.Published)
		if err != nil {
			return nil, g.v.Segments[i].Damaged(err)
		}
		for _, s := range x.topTitles(g.ranges[i], g.n, g.v.deleted[i]) {
			doc, _ := x.living(s.title, g.v.deleted[i])
			all = append(all, found{i, doc, s.title, s.at != x.keyStart(s.title), times.At(doc)})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		if a.inside != b.inside {
			if a.inside {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.date, a.date)
	})
	var out []Suggestion
	known := map[string]bool{}
	for _, f := range all {
		x := g.indexes[f.segment]
		key := string(x.keyFrom(titleStart{x.keyStart(f.title), f.title}))
		if known[key] || len(out) == g.n {
			continue
		}
		known[key] = true
		seg, title := &g.v.Segments[f.segment], x.title(f.title)
		id, err := seg.ID(f.doc)
		if err == nil && f.doc != x.titles[f.title].doc {
			title, err = seg.Title(f.doc)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Suggestion{strings.Join(strings.Fields(title), " "), WholeTitle, 1, id})
	}
	return out, nil
}

// topTitles returns the best of some starts: those of n living titles.
func (x *titleIndex) topTitles(starts [2]int, n int, deleted bitset) []titleStart {
	best, ranks := make([]titleStart, 0, n+1), make([]uint32, 0, n+1)
	eachLow(starts[0], starts[1], x.lowRanks, x.rank, func(i int, rank uint32) uint32 {
		s := x.starts[i]
		at, _ := slices.BinarySearch(ranks, rank)
		same := func(have titleStart) bool { return have.title == s.title }
		if _, ok := x.living(s.title, deleted); ok && !slices.ContainsFunc(best[:at], same) {
			if twice := slices.IndexFunc(best, same); twice >= 0 {
				best, ranks = slices.Delete(best, twice, twice+1), slices.Delete(ranks, twice, twice+1)
			}
			best, ranks = slices.Insert(best, at, s), slices.Insert(ranks, at, rank)
			best, ranks = best[:min(n, len(best))], ranks[:min(n, len(ranks))]
		}
		if len(best) < n {
			return ^uint32(0)
		}
		return ranks[n-1] - 1
	})
	return best
}
