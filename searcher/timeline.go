package searcher

import (
	"context"
	"errors"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Timeline counts the hits by their Request.Date, in buckets without gaps from the first hit to the last.
type Timeline struct {
	// Interval is the length of the buckets, never AutoInterval.
	Interval Interval
	// Buckets are at most MaxBuckets, the earliest first; none when no hit has a date.
	Buckets []Bucket
	// Undated is how many hits are in no bucket; of collapsed hits, how many stories have none in any.
	Undated int
}

// Bucket is a stretch of time.
type Bucket struct {
	// Start is the first instant inside and End the first behind it, in Istanbul.
	Start, End time.Time
	// Count is the number of hits and Articles that of all articles; of collapsed hits, the number of stories with a hit
	// in the bucket, and of all stories with an article in it.
	Count, Articles int
}

// Share is the part of all articles in the bucket that are hits, from 0 to 1.
func (b Bucket) Share() float64 {
	if b.Articles == 0 {
		return 0
	}
	return float64(b.Count) / float64(b.Articles)
}

// grid is a row of buckets over all articles.
type grid struct {
	interval Interval
	// starts are where the buckets begin, and behind them where the last one ends, in seconds since 1970.
	starts []int64
	// articles are those of each bucket.
	articles []int
	// borders are, for each segment, the first documents that were published before each of starts: bucket k holds those
	// from borders[k+1] up to borders[k]. Without them the date is another one than Published.
	borders [][]uint32
	// all is made when it is first asked for.
	all storyGrid
}

// timeline counts the hits of all segments.
func (m *matcher) timeline(ctx context.Context) (*Timeline, error) {
	all := len(m.sequences) > 0 && len(m.clauses) == 0 && !m.p.dated
	first, last, err := m.v.ends(m.p.Date)
	if err == nil && !all {
		first, last, err = m.ends(ctx)
	}
	if err != nil {
		return nil, err
	}
	t := &Timeline{Interval: m.p.Timeline.between(0, 0), Undated: m.found()}
	if first > last {
		return t, nil
	}
	g, err := m.v.grid(m.p.Date, m.p.Timeline.between(first, last), first, last)
	if err != nil {
		return nil, err
	}
	from, to := g.bucket(first), g.bucket(last)+1
	t.Interval, t.Buckets = g.interval, make([]Bucket, to-from)
	at := time.Unix(g.starts[from], 0).In(corpus.Istanbul)
	for k := range t.Buckets {
		b := &t.Buckets[k]
		b.Start, b.End = at, time.Unix(g.starts[from+k+1], 0).In(corpus.Istanbul)
		at = b.End
		b.Articles = g.articles[from+k]
		if all {
			b.Count = b.Articles
		}
	}
	if m.set != nil {
		return t, m.countStoriesOf(ctx, t, g, from)
	}
	if !all {
		if err := m.fill(ctx, g, from, t.Buckets); err != nil {
			return nil, err
		}
	}
	for k := range t.Buckets {
		t.Undated -= t.Buckets[k].Count
	}
	return t, nil
}

// fill counts the hits in the buckets of a grid from bucket from on.
func (m *matcher) fill(ctx context.Context, g *grid, from int, buckets []Bucket) error {
	for i := range m.v.Segments {
		if g.borders != nil {
			borders := g.borders[i][from:]
			for k := range buckets {
				buckets[k].Count += m.hits[i].countIn(borders[k+1], borders[k])
			}
			if err := m.spend(ctx, 1+(len(m.hits[i])+len(buckets))/stepWork); err != nil {
				return err
			}
			continue
		}
		date, err := m.dateOf(i)
		if err != nil {
			return m.v.Segments[i].Damaged(err)
		}
		m.hits[i].each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
			if t := date(doc); t != segment.NoTime {
				buckets[g.bucket(t)-from].Count++
			}
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ends returns the dates of the first hit and of the last; first is after last when none has one.
func (m *matcher) ends(ctx context.Context) (first, last int64, err error) {
	first, last = maxTime, segment.NoTime
	for i := range m.v.Segments {
		if m.p.Date == Published {
			low, high, err := m.v.endsIn(i, m.hits[i])
			if err != nil {
				return 0, 0, err
			}
			first, last = min(first, low), max(last, high)
			continue
		}
		date, err := m.dateOf(i)
		if err != nil {
			return 0, 0, m.v.Segments[i].Damaged(err)
		}
		m.hits[i].each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
			if t := date(doc); t != segment.NoTime {
				first, last = min(first, t), max(last, t)
			}
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return 0, 0, err
		}
	}
	return first, last, nil
}

// ends returns the dates of the first article and of the last; first is after last when none has one.
func (v *view) ends(field DateField) (first, last int64, err error) {
	first, last = maxTime, segment.NoTime
	if field == Updated {
		dates, err := v.updated()
		if err == nil && len(dates) > 0 {
			first, last = dates[0], dates[len(dates)-1]
		}
		return first, last, err
	}
	for i := range v.Segments {
		low, high, err := v.endsIn(i, stretch{0, v.Segments[i].Docs(), v.deleted[i]})
		if err != nil {
			return 0, 0, err
		}
		first, last = min(first, low), max(last, high)
	}
	return first, last, nil
}

// endsIn returns the dates of publication of the first and the last document of a sequence in segment i.
func (v *view) endsIn(i int, s sequence) (first, last int64, err error) {
	seg := &v.Segments[i]
	first, last = maxTime, segment.NoTime
	published, err := seg.Times(segment.Published)
	if err != nil {
		return 0, 0, seg.Damaged(err)
	}
	_, dated, err := seg.Range(segment.NoTime+1, maxTime)
	if err != nil {
		return 0, 0, seg.Damaged(err)
	}
	s.each(0, dated, func(doc uint32) bool {
		last = published.At(doc)
		return false
	})
	s.eachBackwards(0, dated, func(doc uint32) bool {
		first = published.At(doc)
		return false
	})
	return first, last, nil
}

// sortUpdated returns the Updated dates of all articles that have one.
func (v *view) sortUpdated() ([]int64, error) {
	dates := make([]int64, 0, v.Live)
	for i := range v.Segments {
		date, err := v.dateOf(i, Updated)
		if err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		stretch{0, v.Segments[i].Docs(), v.deleted[i]}.each(0, v.Segments[i].Docs(), func(doc uint32) bool {
			if t := date(doc); t != segment.NoTime {
				dates = append(dates, t)
			}
			return true
		})
	}
	slices.Sort(dates)
	return dates, nil
}

type lazyGrid struct {
	once sync.Once
	grid *grid
	err  error
}

// grid returns buckets that hold the dates from first to last: those of all articles, made once, where these are not too
// many.
func (v *view) grid(field DateField, interval Interval, first, last int64) (*grid, error) {
	lazy := &v.grids[field][interval.number()]
	lazy.once.Do(func() {
		low, high, err := v.ends(field)
		if err == nil {
			lazy.grid, err = v.newGrid(field, interval, low, high)
		}
		lazy.err = err
	})
	if lazy.grid != nil {
		return lazy.grid, nil
	}
	if tooMany := (*RequestError)(nil); !errors.As(lazy.err, &tooMany) {
		return nil, lazy.err
	}
	return v.newGrid(field, interval, first, last)
}

func (v *view) newGrid(field DateField, interval Interval, first, last int64) (*grid, error) {
	g := &grid{interval: interval}
	end := time.Unix(last, 0)
	t := interval.start(time.Unix(first, 0))
	for ; !t.After(end); t = interval.end(t) {
		if len(g.starts) == MaxBuckets {
			return nil, interval.tooMany(first, last)
		}
		g.starts = append(g.starts, t.Unix())
	}
	g.starts = append(g.starts, t.Unix())
	g.articles = make([]int, len(g.starts)-1)
	if field == Updated {
		dates, err := v.updated()
		if err != nil {
			return nil, err
		}
		before, _ := slices.BinarySearch(dates, g.starts[0])
		for k := range g.articles {
			n, _ := slices.BinarySearch(dates[before:], g.starts[k+1])
			g.articles[k] = n
			before += n
		}
		return g, nil
	}
	for i := range v.Segments {
		if err := g.divide(v, i); err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
	}
	return g, nil
}

// divide finds the borders in a segment and counts what is alive between them.
func (g *grid) divide(v *view, i int) error {
	seg := &v.Segments[i]
	published, err := seg.Times(segment.Published)
	if err != nil {
		return err
	}
	borders, at := make([]uint32, len(g.starts)), uint32(0)
	for k := len(g.starts) - 1; k >= 0; k-- {
		at += gallop(seg.Docs()-at, func(n uint32) bool { return published.At(at+n) < g.starts[k] })
		borders[k] = at
	}
	for k := range g.articles {
		g.articles[k] += int(borders[k] - borders[k+1])
		if v.deleted[i] != nil {
			g.articles[k] -= v.deleted[i].countIn(borders[k+1], borders[k])
		}
	}
	g.borders = append(g.borders, borders)
	return nil
}

// gallop is sort.Search that is faster where the answer is small.
func gallop(n uint32, found func(uint32) bool) uint32 {
	low, high := uint32(0), uint32(1)
	for high < n && !found(high-1) {
		low, high = high, high*2
	}
	high = min(high, n)
	return low + uint32(sort.Search(int(high-low), func(i int) bool { return found(low + uint32(i)) }))
}

// bucket returns the bucket of a date inside the grid.
func (g *grid) bucket(date int64) int {
	return sort.Search(len(g.starts), func(k int) bool { return g.starts[k] > date }) - 1
}
