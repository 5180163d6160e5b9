package searcher

import (
	"context"
	"errors"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// ranker keeps the best hits of a search, and what is needed to score those of a segment.
type ranker struct {
	m    *matcher
	best worst
	// need is what a score has to reach to come among the best, as far as is known; shared is that of all who rank the
	// segment.
	need   float32
	shared *sharedNeed
	// enough is what the score of a document in the window at hand has to reach, its freshness aside.
	enough float32
	// What belongs to the segment at hand.
	segment int
	hits    bitset
	docs    uint32
	scales  scale
	date    func(doc uint32) int64
	keys    segment.Uint64s
	// published dates decide how fresh a document is.
	published segment.Seconds
	window
	pace
	its []segment.Iterator
	// atoms are the atoms of the plan that score, the most telling first; what they are made of lies in the other three.
	atoms   []rankedAtom
	forms   []rankedForm
	sources []source
	bounds  []float32
	// promised are the windows of span documents of the segment, the most promising first; what the sources reach in each
	// lies in reaches.
	promised []promisedWindow
	reaches  []reach
	span     uint32
	// page holds the hits of one page, to be scored.
	page bitset
	// second ranks some of the windows on another processor.
	second *ranker
}

// begin makes ready for a search for the best keep hits.
func (r *ranker) begin(order Order, keep int) {
	r.best.reset(order, keep)
	r.need = 0
	if r.best.isFull() {
		r.need = r.best.need()
	}
}

// top returns the hits from place skip on, at most size of them, best first.
func (m *matcher) top(ctx context.Context, skip, size int) ([]candidate, error) {
	r := &m.rank
	if err := m.freshen(ctx); err != nil {
		return nil, err
	}
	byScore, closer := m.p.Sort == ByRelevance && m.p.positive(), 0
	if byScore {
		closer = m.closerHits(skip)
	}
	r.begin(m.p.Sort, min(m.total, max(skip+size, closer)))
	if m.p.Sort == ByRelevance && !byScore {
		r.best.order = ByNewest
	}
	var momenta []uint32
	if m.p.Sort == ByTrending {
		var err error
		if momenta, err = m.v.momenta(ctx, m.p.Now); err != nil {
			return nil, err
		}
	}
	for i := range m.v.Segments {
		var err error
		switch {
		case byScore:
			err = r.rankSegment(ctx, i, m.hits[i], m.ranges[i])
		case momenta != nil:
			err = m.rankByMomentum(ctx, i, momenta)
		default:
			err = m.rankByDate(ctx, i)
		}
		if err != nil {
			return nil, m.v.Segments[i].Damaged(err)
		}
	}
	found := r.best.sorted()
	if closer > 0 {
		if err := m.lookCloser(ctx, found[:min(closer, len(found))]); err != nil {
			return nil, err
		}
	}
	found = found[min(skip, len(found)):min(skip+size, len(found))]
	if byScore {
		return found, nil
	}
	if !m.p.positive() {
		for i := range found {
			found[i].score = 0 // momentum is no relevance
		}
		return found, nil
	}
	return found, m.score(ctx, found)
}

// rankByDate offers the hits of a segment in the order that is asked for, until none that follows can come in.
func (m *matcher) rankByDate(ctx context.Context, i int) error {
	seg, best := &m.v.Segments[i], &m.rank.best
	date, err := m.dateOf(i)
	if err != nil {
		return err
	}
	keys, err := seg.Keys()
	if err != nil {
		return err
	}
	sorted := m.p.Date == Published
	offer := func(doc uint32) bool {
		d := date(doc)
		if sorted && best.isFull() && (best.keep == 0 || best.order.dateAfter(d, best.c[0].date)) {
			return false
		}
		best.offer(candidate{0, d, keys.At(doc), i, doc})
		err = m.rank.step(ctx)
		return err == nil
	}
	if best.order != ByOldest {
		m.sequence(i).each(0, seg.Docs(), offer)
		return errors.Join(err, m.failed)
	}
	_, dated, rangeErr := seg.Range(segment.NoTime+1, maxTime)
	if rangeErr != nil {
		return rangeErr
	}
	m.sequence(i).eachBackwards(0, dated, offer)
	if err == nil {
		m.sequence(i).each(dated, seg.Docs(), offer)
	}
	return errors.Join(err, m.failed)
}

// firstTime is the earliest date there can be, maxTime later than any.
const (
	firstTime = segment.NoTime + 1
	maxTime   = int64(^uint64(0) >> 1)
)

// dateAfter says that a date stands below another in an order by date.
func (o Order) dateAfter(date, other int64) bool {
	if o == ByOldest {
		return compareOldest(date, other) > 0
	}
	return date < other
}

// score fills in the scores of candidates that were found by date.
func (m *matcher) score(ctx context.Context, found []candidate) error {
	r := &m.rank
	best := r.best
	defer func() { r.best = best }()
	for i := range m.v.Segments {
		docs := m.v.Segments[i].Docs()
		r.page = sized(r.page, words(docs))
		here, in := 0, docRange{docs, 0}
		for _, c := range found {
			if c.segment == i {
				r.page.set(c.doc)
				here++
				in = docRange{min(in.first, c.doc), max(in.last, c.doc+1)}
			}
		}
		if here == 0 {
			continue
		}
		r.best = worst{}
		r.begin(ByRelevance, here)
		if err := r.rankSegment(ctx, i, r.page, in); err != nil {
			return m.v.Segments[i].Damaged(err)
		}
		r.page.clear(in.first, in.last)
		for _, scored := range r.best.c {
			at := slices.IndexFunc(found, func(c candidate) bool { return c.segment == i && c.doc == scored.doc })
			found[at].score = scored.score
		}
	}
	return nil
}
