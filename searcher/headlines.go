package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Headline is a story that many sources tell in a period.
type Headline struct {
	Story
	// Article is that of the period which was published first.
	Article *corpus.Article
	// Score is what headlines are sorted by: (ln(1+articles) + ln(1+sources) + ln(1+fastest)) × 2^(-age/half), of the
	// articles in the period; fastest is from how many sources they came within one hour, age the time from the last of them to
	// the end of the period, half headlineHalf or highlightHalf.
	Score float64
	// Breaking says that the story breaks at the end of the period: in the last breakingAge an article came whose title, tag
	// or category says so ("son dakika"), or within the last hour fastArticles articles of fastSources sources.
	Breaking bool
}

// The measures of headlines.
const (
	// MaxHeadlines is the most that Headlines and Highlights return.
	MaxHeadlines  = 100
	headlineHalf  = 12 * time.Hour
	highlightHalf = 4 * 24 * time.Hour
	breakingAge   = 2 * time.Hour
	fastArticles  = 5
	fastSources   = 3
	// headlinePool is how many stories, those with the most articles, are looked at more closely.
	headlinePool = 4 * MaxHeadlines
)

// Headlines returns the n, 1 to MaxHeadlines, stories that a day is about, the highest score first. The zero Period is the
// last 24 hours. Errors: RequestError, the error of ctx.
func (s *Searcher) Headlines(ctx context.Context, p Period, n int) ([]Headline, error) {
	return s.headlines(ctx, p, n, dayLong, headlineHalf)
}

// Highlights is Headlines for the last seven days, or another Period, in which what is some days old counts little less.
func (s *Searcher) Highlights(ctx context.Context, p Period, n int) ([]Headline, error) {
	return s.headlines(ctx, p, n, daysOfWeek*dayLong, highlightHalf)
}

func (s *Searcher) headlines(ctx context.Context, p Period, n int, long, half time.Duration) (_ []Headline, err error) {
	if n < 1 || n > MaxHeadlines {
		return nil, &RequestError{"page-size", 0, fmt.Sprintf("%d is not a number from 1 to %d", n, MaxHeadlines)}
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("headlines", &err)
	p, end, err := p.resolve(v, long)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprint("headlines ", n, " ", half, " ", p.key())
	all, err := keptOnce(ctx, v, key, headlineBytes, func() ([]Headline, error) {
		e := editor{v: v, from: p.From.Unix(), to: p.To.Unix(), end: end.Unix(), half: half}
		return e.choose(ctx, n)
	})
	if err != nil {
		return nil, err
	}
	all = slices.Clone(all)
	for i := range all {
		all[i].Article = cloneArticle(all[i].Article)
	}
	return all, nil
}

func headlineBytes(all []Headline) int64 {
	n := int64(len(all)) * int64(unsafe.Sizeof(Headline{}))
	for i := range all {
		n += articleBytes(all[i].Article)
	}
	return n
}

// editor chooses the headlines of a period, in seconds since 1970.
type editor struct {
	v             *view
	set           *storySet
	from, to, end int64
	half          time.Duration
}

// told is a story with its articles of the period, the first published first.
type told struct {
	story    uint32
	count    uint32
	last     int64
	articles []toldArticle
	sources  int
	score    float64
}

type toldArticle struct {
	member
	published int64
	source    uint32
}

func (e *editor) choose(ctx context.Context, n int) (found []Headline, err error) {
	if e.set, err = e.v.stories(); err != nil {
		return nil, err
	}
	pool, err := e.largest(ctx)
	if err != nil {
		return nil, err
	}
	for i := range pool {
		if err := errors.Join(ctx.Err(), e.read(&pool[i])); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(pool, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.last, a.last),
			cmp.Compare(e.set.names[a.story], e.set.names[b.story]))
	})
	for i := range pool[:min(n, len(pool))] {
		h, err := e.headline(ctx, &pool[i])
		if err != nil {
			return nil, err
		}
		found = append(found, h)
	}
	return found, nil
}

// largest returns the stories with the most articles in the period, of equal ones those that were told last.
func (e *editor) largest(ctx context.Context) ([]told, error) {
	number := map[uint32]int{}
	var all []told
	for i := range e.v.Segments {
		seg := &e.v.Segments[i]
		first, last, err := seg.Range(e.from, e.to)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, seg.Damaged(err)
		}
		times, err := seg.Times(segment.Published)
		if err != nil {
			return nil, seg.Damaged(err)
		}
		e.v.living(i).each(first, last, func(doc uint32) bool {
			story := e.set.of[i][doc]
			at, ok := number[story]
			if !ok {
				at = len(all)
				number[story] = at
				all = append(all, told{story: story, last: segment.NoTime})
			}
			all[at].count++
			all[at].last = max(all[at].last, times.At(doc))
			return true
		})
	}
	slices.SortFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(b.last, a.last),
			cmp.Compare(e.set.names[a.story], e.set.names[b.story]))
	})
	return all[:min(len(all), headlinePool)], nil
}

// read finds the articles of the period of a story, and scores it.
func (e *editor) read(t *told) error {
	sources, err := e.v.labelSet(Source)
	if err != nil {
		return err
	}
	seen := map[uint32]bool{}
	for _, m := range e.set.articles(t.story) {
		seg := &e.v.Segments[m.segment]
		times, err1 := seg.Times(segment.Published)
		labels, err2 := seg.Labels(segment.Source)
		if err := errors.Join(err1, err2); err != nil {
			return seg.Damaged(err)
		}
		a := toldArticle{m, times.At(m.doc), noSource}
		if a.published < e.from || a.published >= e.to {
			continue
		}
		if at, end := labels.Of(m.doc); at < end {
			a.source = sources.local[m.segment][labels.Ordinal(at)]
			seen[a.source] = true
		}
		t.articles = append(t.articles, a)
	}
	slices.SortFunc(t.articles, func(a, b toldArticle) int {
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.segment, b.segment), cmp.Compare(a.doc, b.doc))
	})
	t.sources = len(seen)
	fastest, from := 0, 0
	within := map[uint32]int{} // the articles of each source in the hour that ends with a
	for _, a := range t.articles {
		for within[a.source]++; a.published-t.articles[from].published >= hourSeconds; from++ {
			if source := t.articles[from].source; within[source] > 1 {
				within[source]--
			} else {
				delete(within, source)
			}
		}
		fastest = max(fastest, len(within))
	}
	age := time.Duration(max(e.end-t.last, 0)) * time.Second
	t.score = (math.Log1p(float64(len(t.articles))) + math.Log1p(float64(t.sources)) + math.Log1p(float64(fastest))) *
		math.Exp2(-float64(age)/float64(e.half))
	return nil
}

const (
	hourSeconds = int64(time.Hour / time.Second)
	// noSource is the source of an article without one.
	noSource = ^uint32(0)
)

func (e *editor) headline(ctx context.Context, t *told) (Headline, error) {
	h := Headline{Score: t.score}
	var err error
	if h.Story, err = e.set.story(e.v, t.story, len(t.articles)); err != nil {
		return h, err
	}
	first := t.articles[0]
	if h.Article, err = e.v.Segments[first.segment].Article(first.doc); err != nil {
		return h, err
	}
	h.Title = h.Article.Title
	h.Breaking, err = e.breaks(ctx, t)
	return h, err
}

// breaks says whether a story breaks at the end.
func (e *editor) breaks(ctx context.Context, t *told) (bool, error) {
	fast, sources := 0, map[uint32]bool{}
	for _, a := range slices.Backward(t.articles) {
		age := e.end - a.published
		if age >= int64(breakingAge/time.Second) {
			return false, ctx.Err()
		}
		if age <= hourSeconds {
			fast++
			sources[a.source] = true
		}
		if fast >= fastArticles && len(sources) >= fastSources {
			return true, nil
		}
		article, err := e.v.Segments[a.segment].Article(a.doc)
		if err != nil || saysBreaking(article) {
			return err == nil, err
		}
	}
	return false, nil
}

// saysBreaking says that a title, tag or category has the words "son dakika".
func saysBreaking(a *corpus.Article) bool {
	for _, text := range append([]string{a.Title, a.Category}, a.Tags...) {
		key, _ := appendTitleKey([]byte{keyBlank}, text)
		if strings.Contains(string(key)+" ", " son dakika ") {
			return true
		}
	}
	return false
}
