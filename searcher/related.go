package searcher

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// RelatedRequest asks for articles that are about what another is about.
type RelatedRequest struct {
	// ID is that of the other article.
	ID string
	// Size is how many are wanted, 1 to MaxRelated; 0 means DefaultPageSize.
	Size int
	// SameStory lets in those that report the same event as the other article.
	SameStory bool
}

// MaxRelated is the most that Related returns.
const MaxRelated = 100

// Related returns the articles that share the most telling words and names of an article, near in time before others,
// best first. Errors: ErrNotFound, RequestError, the error of ctx when that ends first.
func (s *Searcher) Related(ctx context.Context, r RelatedRequest) (_ []Hit, err error) {
	if r.Size == 0 {
		r.Size = DefaultPageSize
	}
	if r.Size < 1 || r.Size > MaxRelated {
		return nil, &RequestError{"page-size", 0, fmt.Sprintf("%d is not a number from 1 to %d", r.Size, MaxRelated)}
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("related articles", &err)
	key := fmt.Sprintf("related %d %t %s", r.Size, r.SameStory, r.ID)
	processors.Add(1)
	defer processors.Add(-1)
	found, err := kept(v, key, func(a *Response) int64 { return a.bytes() }, func() (*Response, error) {
		hits, err := s.relatedIn(ctx, v, r)
		return &Response{Hits: hits}, err
	})
	if err != nil {
		return nil, err
	}
	return found.clone().Hits, nil
}

func (s *Searcher) relatedIn(ctx context.Context, v *view, r RelatedRequest) ([]Hit, error) {
	doc, ok, err := v.Find(r.ID)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrNotFound
	}
	seg, local := v.Segment(doc)
	a, err := seg.Article(local)
	if err != nil {
		return nil, err
	}
	words, err := v.telling(a)
	if err != nil || len(words) == 0 {
		return nil, err
	}
	stories, err := v.stories()
	if err != nil {
		return nil, err
	}
	own := v.number(seg)
	for size := relatedPool * r.Size; ; size *= relatedPool {
		found, total, err := s.likeWords(ctx, v, a, words, size)
		if err != nil {
			return nil, err
		}
		var hits []Hit
		for _, c := range found { // the article itself is the first, or like it
			if c.score < leastRelated*found[0].score {
				return hits, nil
			}
			if c.segment == own && c.doc == local || !r.SameStory && stories.of[c.segment][c.doc] == stories.of[own][local] {
				continue
			}
			other, err := v.Segments[c.segment].Article(c.doc)
			if err != nil {
				return nil, err
			}
			hits = append(hits, Hit{Article: other, Score: float64(c.score)})
			if len(hits) == r.Size {
				return hits, nil
			}
		}
		if size >= total || size > MaxPageSize {
			return hits, nil
		}
	}
}

// The search for related articles.
const (
	// tellingWords is how many words of the article are searched for.
	tellingWords = 20
	// relatedPool is how many times as many articles as are wanted are found before time counts.
	relatedPool = 4
	// leastRelated is the part of the highest score that an article needs to be related at all.
	leastRelated = 0.1
	// nearDays is how far the articles lie that are looked for apart, so that a long past does not push them out.
	nearDays = 14
	// What nearness can change of a score falls to a half at halfNearDays, and never below leastNear.
	halfNearDays = 7
	leastNear    = 0.25
)

// likeWords finds the articles that have the words, as many as size and again as many near in time, and puts them in the
// order of their scores times nearness. total is how many have any of the words.
func (s *Searcher) likeWords(ctx context.Context, v *view, a *corpus.Article, words []atom, size int) (
	found []candidate, total int, err error,
) {
	near := Request{Freshness: NeverFresh, PageSize: min(size, MaxPageSize), Page: 1}
	if found, total, err = s.findAny(ctx, v, near, words); err != nil {
		return nil, 0, err
	}
	if !a.Published.IsZero() {
		near.From, near.To = a.Published.AddDate(0, 0, -nearDays), a.Published.AddDate(0, 0, nearDays)
		more, _, err := s.findAny(ctx, v, near, words)
		if err != nil {
			return nil, 0, err
		}
		for _, c := range more {
			if !slices.ContainsFunc(found, func(have candidate) bool { return have.segment == c.segment && have.doc == c.doc }) {
				found = append(found, c)
			}
		}
	}
	for i := range found {
		found[i].score *= float32(nearness(a.Published, found[i].date))
	}
	slices.SortFunc(found, ByRelevance.before)
	return found, total, nil
}

// nearness is 1 for the same time and falls with distance to leastNear, which undated articles have.
func nearness(t time.Time, date int64) float64 {
	if t.IsZero() || date == segment.NoTime {
		return leastNear
	}
	days := math.Abs(float64(date-t.Unix())) / dayLong.Seconds()
	return leastNear + (1-leastNear)/(1+days/halfNearDays)
}

// findAny returns the articles with the highest scores of those that have any of the words.
func (s *Searcher) findAny(ctx context.Context, v *view, r Request, words []atom) ([]candidate, int, error) {
	p := &plan{Request: r, atoms: words, parsed: &query.All{}, limits: s.limits}
	if err := p.bounds(); err != nil {
		return nil, 0, err
	}
	var any []condition
	for i := range words {
		any = append(any, condition{kind: isAtom, atom: i})
	}
	p.root = some(any...)
	m := s.matchers.Get().(*matcher)
	m.reset(v, p)
	if err := m.run(ctx); err != nil {
		return nil, 0, err
	}
	found, err := m.top(ctx, 0, p.PageSize)
	if err != nil {
		return nil, 0, err
	}
	found, total := slices.Clone(found), m.total
	if m.held <= maxKeptBytes {
		s.matchers.Put(m) // an end in the middle leaves it in any state
	}
	return found, total, nil
}

// number is the place of a segment in the view.
func (v *view) number(seg *indexer.View) int {
	return slices.IndexFunc(v.Segments, func(s indexer.View) bool { return s.Base == seg.Base })
}

// The weight of one occurrence of a word in an article, by where it stands.
var tellingFields = [indexer.TextFields]float64{indexer.Title: 3, indexer.Spot: 2, indexer.Body: 1}

// tellingTokens is how many tokens of a text are looked at.
const tellingTokens = 600

// tellingWord is a dictionary form in an article: how often it stands there, by tellingFields, and that times its rarity.
type tellingWord struct {
	turkish.Signals
	frequency, weight float64
}

// telling returns the words that tell the article from others: frequent in it, its title and spot above all, and rare in
// the index, as names are.
func (v *view) telling(a *corpus.Article) ([]atom, error) {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	known := map[string]*tellingWord{}
	var all []*tellingWord
	for f, text := range []string{a.Title, a.Spot, a.Body} {
		tokens := 0
		analyzer.Analyze(text, func(_ turkish.Token, s turkish.Signals) bool {
			w := known[s.Lemma]
			if w == nil {
				w = &tellingWord{Signals: s}
				known[s.Lemma] = w
				all = append(all, w)
			}
			w.frequency += tellingFields[f]
			tokens++
			return tokens < tellingTokens
		})
	}
	var l segment.List
	for _, w := range all {
		docs := 0
		for i := range v.Segments {
			if err := v.Segments[i].Lookup(segment.Lemma, []byte(w.Lemma), &l); err != nil {
				return nil, v.Segments[i].Damaged(err)
			}
			docs += l.Docs
		}
		if docs > 1 {
			w.weight = w.frequency * idf(min(docs, int(v.Live)), int(v.Live))
		}
	}
	slices.SortFunc(all, func(a, b *tellingWord) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.Lemma, b.Lemma))
	})
	var words []atom
	for _, w := range all[:min(len(all), tellingWords)] {
		if w.weight > 0 {
			words = append(words, atom{words: []turkish.Signals{w.Signals}, offsets: []int{0}, boost: w.frequency})
		}
	}
	return words, nil
}
