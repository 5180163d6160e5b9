package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Story is the articles of an index that report one event; every article is of one story, most of a story of their own.
// Which are of one story is decided when articles are taken in.
type Story struct {
	// ID names the story, in 16 hexadecimal digits, as long as the index has an article of it.
	ID string
	// Articles is how many articles it has, and Sources how many sources these are from.
	Articles, Sources int
	// Found is how many of the articles are hits, or lie in the period.
	Found int
	// FirstID and FirstSource are of the article that was published first, First its date; Last is the date of the last.
	// The dates are zero where no article has one.
	FirstID, FirstSource string
	First, Last          time.Time
	// Title is that of the article that was published first; a Hit has a title of its own, and leaves it empty.
	Title string
}

// StoriesRequest asks for the largest stories of a period; the zero one for those of all time.
type StoriesRequest struct {
	// From is the first instant inside, To the first instant outside; zero times are open ends. With either, undated
	// articles are left out.
	From, To time.Time
	// Page counts from 1 (0 means 1); PageSize is 1 to MaxPageSize (0 means DefaultPageSize).
	Page, PageSize int
}

// StoryList is the answer to a StoriesRequest.
type StoryList struct {
	// Total is how many stories have an article in the period, and Articles how many articles lie in it; both are exact.
	Total, Articles       int
	Page, PageSize, Pages int
	// Stories are those of the page, the ones with the most articles in the period first, of equal ones the latest begun.
	Stories []Story
}

// Stories lists the largest stories of a period. Errors: RequestError, the error of ctx when that ends first.
func (s *Searcher) Stories(ctx context.Context, r StoriesRequest) (_ *StoryList, err error) {
	p := plan{Request: Request{From: r.From, To: r.To, Page: r.Page, PageSize: r.PageSize}}
	if err := p.bounds(); err != nil {
		return nil, err
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("stories", &err)
	set, err := v.stories()
	if err != nil {
		return nil, err
	}
	a := &StoryList{Page: p.Page, PageSize: p.PageSize}
	counts := make([]uint32, len(set.names))
	for i := range v.Segments {
		first, last, err := uint32(0), v.Segments[i].Docs(), error(nil)
		if p.dated {
			first, last, err = v.Segments[i].Range(p.first, p.last)
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		v.living(i).each(first, last, func(doc uint32) bool {
			counts[set.of[i][doc]]++
			a.Articles++
			return true
		})
	}
	for _, count := range counts {
		if count > 0 {
			a.Total++
		}
	}
	a.Pages = (a.Total + a.PageSize - 1) / a.PageSize
	if a.Page > a.Pages {
		return a, nil
	}
	found, err := set.largest(ctx, v, counts, (a.Page-1)*a.PageSize, min(a.Total, a.Page*a.PageSize))
	if err != nil {
		return nil, err
	}
	for _, n := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		story, err := set.story(v, n, int(counts[n]))
		if err == nil {
			story.Title, err = set.title(v, n)
		}
		if err != nil {
			return nil, err
		}
		a.Stories = append(a.Stories, story)
	}
	return a, nil
}

// largest returns the stories with the highest counts, from place from up to to; of equal ones those that began last
// come first.
func (s *storySet) largest(ctx context.Context, v *view, counts []uint32, from, to int) ([]uint32, error) {
	var best worst
	best.reset(ByRelevance, to)
	for n, count := range counts {
		if n%stepWork == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if count == 0 || best.isFull() && float32(count) < best.c[0].score {
			continue
		}
		_, begun, last, err := s.first(v, uint32(n))
		if err != nil {
			return nil, err
		}
		best.offer(candidate{score: float32(count), date: min(begun, last), key: s.names[n], doc: uint32(n)})
	}
	var found []uint32
	for _, c := range best.sorted()[min(from, len(best.c)):] {
		found = append(found, c.doc)
	}
	return found, nil
}

// Story returns a story by its ID, or by that of one of its articles, and at most so many of its articles, the first
// published first; ErrNotFound when there is none.
func (s *Searcher) Story(ctx context.Context, id string, most int) (_ Story, _ []*corpus.Article, err error) {
	v, err := s.acquire()
	if err != nil {
		return Story{}, nil, err
	}
	defer v.leave("stories", &err)
	set, err := v.stories()
	if err != nil {
		return Story{}, nil, err
	}
	n, ok, err := set.named(v, id)
	if err != nil {
		return Story{}, nil, err
	}
	if !ok {
		return Story{}, nil, ErrNotFound
	}
	story, err := set.story(v, n, len(set.articles(n)))
	if err != nil {
		return Story{}, nil, err
	}
	members, err := set.sorted(v, n)
	if err != nil {
		return Story{}, nil, err
	}
	var articles []*corpus.Article
	for _, m := range members[:min(most, len(members))] {
		if err := ctx.Err(); err != nil {
			return Story{}, nil, err
		}
		a, err := v.Segments[m.segment].Article(m.doc)
		if err != nil {
			return Story{}, nil, err
		}
		articles = append(articles, a)
	}
	if len(articles) > 0 {
		story.Title = articles[0].Title
	}
	return story, articles, nil
}

// named returns the number of the story with an ID, or of that of the article with it.
func (s *storySet) named(v *view, id string) (n uint32, ok bool, err error) {
	if name, err := strconv.ParseUint(id, 16, 64); err == nil && storyID(name) == id {
		if n, ok := s.find(name); ok {
			return n, true, nil
		}
	}
	doc, ok, err := v.Find(id)
	if err != nil || !ok {
		return 0, false, err
	}
	for i := range v.Segments {
		if local := doc - v.Segments[i].Base; doc >= v.Segments[i].Base && local < v.Segments[i].Docs() {
			n = s.of[i][local]
		}
	}
	return n, true, nil
}

func storyID(name uint64) string { return fmt.Sprintf("%016x", name) }

// story describes a story.
func (s *storySet) story(v *view, n uint32, found int) (Story, error) {
	a := Story{ID: storyID(s.names[n]), Articles: len(s.articles(n)), Found: found}
	first, begun, last, err := s.first(v, n)
	if err != nil {
		return a, err
	}
	if last != segment.NoTime {
		a.First, a.Last = time.Unix(begun, 0).In(corpus.Istanbul), time.Unix(last, 0).In(corpus.Istanbul)
	}
	if a.FirstID, err = v.Segments[first.segment].ID(first.doc); err != nil {
		return a, err
	}
	if a.FirstSource, err = v.value(segment.Source, first); err != nil {
		return a, err
	}
	a.Sources, err = s.sources(v, n)
	return a, err
}

func (s *storySet) title(v *view, n uint32) (string, error) {
	first, _, _, err := s.first(v, n)
	if err != nil {
		return "", err
	}
	a, err := v.Segments[first.segment].Article(first.doc)
	if err != nil {
		return "", err
	}
	return a.Title, nil
}

// sorted returns the articles of a story, the first published first, undated ones last.
func (s *storySet) sorted(v *view, n uint32) ([]member, error) {
	type placed struct {
		member
		published int64
		key       uint64
	}
	var all []placed
	for _, a := range s.articles(n) {
		seg := &v.Segments[a.segment]
		published, err1 := seg.Times(segment.Published)
		keys, err2 := seg.Keys()
		if err := errors.Join(err1, err2); err != nil {
			return nil, seg.Damaged(err)
		}
		all = append(all, placed{a, published.At(a.doc), keys.At(a.doc)})
	}
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(compareOldest(a.published, b.published), cmp.Compare(a.key, b.key))
	})
	members := make([]member, len(all))
	for i := range all {
		members[i] = all[i].member
	}
	return members, nil
}
