package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// Searcher answers searches over the index of a folder.
type Searcher struct {
	index  *indexer.Index
	m      sync.Mutex // guards refreshing and closed
	closed bool
	// warm are the files that Warm has read, with what it has counted; warming is held while it does.
	warm     map[string]*unions
	warming  sync.Mutex
	view     atomic.Pointer[view]
	stats    atomic.Pointer[Stats]
	matchers sync.Pool
	rules    Rules
	// cacheBytes is 0 where nothing is cached.
	cacheBytes int64
	counts     cacheCounts
	popular    []popularQuery
	titles     titleCache
	// life ends what goes on in the background.
	life    context.Context
	endLife context.CancelFunc
	limits
}

// limits are the same for all but tests.
type limits struct {
	// patternSpellings is how many spellings a word with * or ? or ~ may stand for.
	patternSpellings int
	// windowDocs is how many documents the smallest window has, a multiple of 64.
	windowDocs uint32
	// siftedHits is from how many hits on a window is sifted before it is scored.
	siftedHits uint32
	// weights are those of ranking.
	weights *Weights
	// countedUnion is from how many documents on the spellings of a word are not looked up one by one.
	countedUnion int
	// muchWork is from how many hits on, or what takes as long, a search takes a second processor.
	muchWork int
}

var usualLimits = limits{
	patternSpellings: maxPatternSpellings, windowDocs: minWindowDocs, siftedHits: siftedHits, muchWork: muchWork,
	countedUnion: countedUnion,
	weights:      &defaultWeights,
}

// Option changes how a Searcher searches.
type Option func(*Searcher)

// WithRules makes a Searcher know the words of a site.
func WithRules(r Rules) Option { return func(s *Searcher) { s.rules = r } }

// WithCache lets a Searcher keep first pages and the documents of filters in at most so many bytes, until the index
// changes; 0, as without it, keeps nothing. While searches of a state before are still running, it may be twice as many.
func WithCache(bytes int64) Option { return func(s *Searcher) { s.cacheBytes = bytes } }

// Open opens the index in dir. Errors: indexer.ErrNoIndex, indexer.VersionError, storage.CorruptError.
func Open(dir string, options ...Option) (*Searcher, error) {
	index, err := indexer.OpenIndex(dir)
	if err != nil {
		return nil, err
	}
	s := &Searcher{
		index: index, matchers: sync.Pool{New: func() any { return &matcher{} }}, limits: usualLimits,
	}
	s.life, s.endLife = context.WithCancel(context.Background())
	for _, option := range options {
		option(s)
	}
	return s, s.Refresh()
}

// Refresh makes the newest state of the index the one that is searched; searches that have begun stay with theirs. After
// an error the state before goes on being searched.
func (s *Searcher) Refresh() error {
	s.m.Lock()
	defer s.m.Unlock()
	if s.closed {
		return errClosed
	}
	epoch, err := s.index.Epoch()
	if err != nil {
		return err
	}
	old := s.view.Load()
	if old != nil && old.Epoch == epoch {
		return nil
	}
	bytes, err := s.index.Bytes()
	if err != nil {
		return err
	}
	snapshot, err := s.index.Snapshot()
	if err != nil {
		return err
	}
	v, err := newView(snapshot)
	if err != nil {
		return err
	}
	v.stats = Stats{
		Articles: int(v.Live), Segments: len(v.Segments), Bytes: bytes, Generation: v.Epoch.Generation,
	}
	if s.cacheBytes > 0 {
		v.cache = newCache(s.cacheBytes, &s.counts)
	}
	s.stats.Store(&v.stats)
	s.view.Store(v)
	if old != nil {
		return old.release()
	}
	return nil
}

// Watch refreshes every so often until ctx ends, and warms what is new. Each error that is not the one before it is handed
// to failed, one at a time.
func (s *Searcher) Watch(ctx context.Context, every time.Duration, failed func(error)) {
	var one sync.Mutex
	often := func(do func() error) {
		t := time.NewTicker(every)
		defer t.Stop()
		last := ""
		for ctx.Err() == nil {
			err := do()
			if err == nil {
				last = ""
			} else if last != err.Error() && ctx.Err() == nil {
				last = err.Error()
				one.Lock()
				failed(err)
				one.Unlock()
			}
			select {
			case <-ctx.Done():
			case <-t.C:
			}
		}
	}
	var g sync.WaitGroup
	g.Go(func() { often(func() error { return s.Warm(ctx) }) })
	often(s.Refresh)
	g.Wait()
}

// Close gives the index back when the last search has ended. A second Close does nothing.
func (s *Searcher) Close() error {
	s.m.Lock()
	defer s.m.Unlock()
	s.closed = true
	s.endLife()
	defer s.titles.close()
	if v := s.view.Swap(nil); v != nil {
		return v.release()
	}
	return nil
}

// Stats describes what is searched at the moment; it costs nothing.
func (s *Searcher) Stats() Stats {
	st := *s.stats.Load()
	if v := s.view.Load(); v != nil {
		st.Cache = v.cache.stats()
	}
	return st
}

// Contents looks at all articles that are searched at the moment, once for each state of the index.
func (s *Searcher) Contents() (_ Contents, err error) {
	v, err := s.acquire()
	if err != nil {
		return Contents{}, err
	}
	defer func() { err = errors.Join(err, v.release()) }()
	return v.contents()
}

// Healthy returns nil while searches can be answered.
func (s *Searcher) Healthy() error {
	if s.view.Load() == nil {
		return errClosed
	}
	return nil
}

var errClosed = fmt.Errorf("the index is closed")

func (s *Searcher) acquire() (*view, error) {
	for {
		v := s.view.Load()
		if v == nil {
			return nil, errClosed
		}
		if v.retain() {
			return v, nil
		}
	}
}

// Search answers a request. Errors: RequestError for what is wrong with it, the error of ctx when that ends first.
func (s *Searcher) Search(ctx context.Context, r Request) (_ *Response, err error) {
	began := time.Now()
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("search", &err)
	processors.Add(1)
	defer processors.Add(-1)
	key := v.pageKey(r)
	if key != "" {
		if a := v.cache.page(key); a != nil {
			a.Took = time.Since(began)
			return a, nil
		}
	}
	a, err := s.searchIn(ctx, v, r)
	if err != nil {
		return nil, err
	}
	if key != "" {
		v.cache.addPage(key, a)
	}
	a.Took = time.Since(began)
	return a, nil
}

func (s *Searcher) searchIn(ctx context.Context, v *view, r Request) (*Response, error) {
	p, err := newPlan(r)
	if err == nil {
		err = cmp.Or(r.Timeline.check(), r.Collapse.check())
	}
	if err != nil {
		return nil, err
	}
	p.limits = s.limits
	m := s.matchers.Get().(*matcher)
	f := forgiver{s, m, newTerms(v)}
	if err = f.search(ctx, p); err != nil {
		return nil, err
	}
	a, err := m.answer(ctx, m.p)
	if err == nil {
		s.keep(m)
	}
	return a, err
}

// keep gives a matcher to the next search; not one that was stopped in the middle, which leaves it in any state.
func (s *Searcher) keep(m *matcher) {
	if m.held <= maxKeptBytes {
		s.matchers.Put(m)
	}
}

// answer is the page of p, whose hits have been found.
func (m *matcher) answer(ctx context.Context, p *plan) (*Response, error) {
	a := &Response{
		Total: m.found(), Articles: m.total, Page: p.Page, PageSize: p.PageSize,
		Parsed: p.parsed.String(), MatchesAll: !p.positive(), Expansions: m.expansions(),
		Repairs: p.repairs, Notices: p.notices(), Corrections: p.corrections, Suggestion: p.suggestion,
	}
	a.Pages = (a.Total + p.PageSize - 1) / p.PageSize
	var found []candidate
	rank := func() (err error) {
		if p.Page <= a.Pages {
			found, err = m.top(ctx, (p.Page-1)*p.PageSize, p.PageSize)
		}
		return err
	}
	tally := func() error { return m.tally(ctx, a) }
	if err := m.both(rank, tally); err != nil {
		return nil, err
	}
	var err error
	if a.Hits, err = m.read(ctx, p, found); err == nil && p.Explain {
		err = m.explain(ctx, found, a.Hits)
	}
	return a, err
}

// tally fills in the facets and the timeline.
func (m *matcher) tally(ctx context.Context, a *Response) (err error) {
	for _, l := range m.p.Facets {
		f, err := m.facet(ctx, l, m.p.FacetSize)
		if err != nil {
			return err
		}
		a.Facets = append(a.Facets, f)
	}
	if m.p.Timeline != "" {
		a.Timeline, err = m.timeline(ctx)
	}
	return err
}

// both ranks and tallies, which do not touch what the other changes, side by side where that is worth it.
func (m *matcher) both(rank, tally func() error) error {
	if len(m.p.Facets) == 0 && m.p.Timeline == "" || m.total < m.p.muchWork || !lendProcessor() {
		if err := tally(); err != nil {
			return err
		}
		return rank()
	}
	defer giveProcessorBack()
	return aside(tally, rank)
}

// read fetches the articles of candidates and marks the words of the query in them.
func (m *matcher) read(ctx context.Context, p *plan, found []candidate) ([]Hit, error) {
	if p.OnlyIDs {
		return m.readIDs(ctx, found)
	}
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	h := newHighlighter(p, analyzer)
	hits := make([]Hit, 0, len(found))
	for _, c := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a, err := m.v.Segments[c.segment].Article(c.doc)
		if err != nil {
			return nil, err
		}
		hit := h.hit(a, float64(c.score))
		if m.set != nil {
			if hit.Story, err = m.storyOf(c); err != nil {
				return nil, err
			}
		}
		hits = append(hits, hit)
	}
	return hits, nil
}

func (m *matcher) readIDs(ctx context.Context, found []candidate) ([]Hit, error) {
	hits := make([]Hit, 0, len(found))
	for _, c := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		id, err := m.v.Segments[c.segment].ID(c.doc)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Article: &corpus.Article{ID: id}, Score: float64(c.score)})
	}
	return hits, nil
}

// Article returns the article with an ID, or ErrNotFound.
func (s *Searcher) Article(_ context.Context, id string) (_ *corpus.Article, err error) {
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := v.release(); err == nil {
			err = e
		}
	}()
	doc, ok, err := v.Find(id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrNotFound
	}
	seg, local := v.Segment(doc)
	return seg.Article(local)
}
