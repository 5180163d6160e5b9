package searcher

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// view is a snapshot with what every search over it needs. It is shared by searches and closed by the last of them.
type view struct {
	*indexer.Snapshot
	// deleted holds the documents of each segment that are gone; nil when none are.
	deleted []bitset
	// average is the mean length in tokens of each text field over the articles that have one.
	average [indexer.TextFields]float64
	labels  map[Label]*lazyLabels
	memo    memo
	// grids are those of all articles, by DateField and interval.
	grids [2][len(intervals)]lazyGrid
	// updated returns the Updated dates of all articles that have one, ascending.
	updated func() ([]int64, error)
	// cache is nil where nothing is cached.
	cache *cache
	stats Stats
	// contents counts once.
	contents func() (Contents, error)
	// stories numbers them once.
	stories func() (*storySet, error)
	// titleWords reads them once.
	titleWords func() (*titleWords, error)
	// making has room for one who makes what keptOnce keeps.
	making chan struct{}
	// titles are those of the segments, once they were asked for.
	titles atomic.Pointer[[]*titleIndex]
	// unions are those of each segment, once Warm has counted them.
	unions []atomic.Pointer[unions]
	refs   atomic.Int64
}

type lazyLabels struct {
	once sync.Once
	set  *labelSet
	err  error
}

// newView costs the same however many articles there are, deleted ones aside.
func newView(s *indexer.Snapshot) (*view, error) {
	v := &view{Snapshot: s, deleted: make([]bitset, len(s.Segments)), labels: map[Label]*lazyLabels{}, making: make(chan struct{}, 1)}
	v.unions = make([]atomic.Pointer[unions], len(s.Segments))
	v.refs.Store(1)
	var total [indexer.TextFields]segment.Sum
	for i := range s.Segments {
		sums, err := v.sums(i)
		if err != nil {
			return nil, errors.Join(s.Segments[i].Damaged(err), s.Close())
		}
		for f := range total {
			total[f].Tokens += sums[f].Tokens
			total[f].Docs += sums[f].Docs
		}
	}
	for f := range total {
		v.average[f] = max(float64(total[f].Tokens)/max(float64(total[f].Docs), 1), 1)
	}
	for _, l := range Labels {
		v.labels[l] = &lazyLabels{}
	}
	v.contents = sync.OnceValues(v.countContents)
	v.updated = sync.OnceValues(v.sortUpdated)
	v.stories = sync.OnceValues(func() (*storySet, error) { return newStorySet(v) })
	v.titleWords = sync.OnceValues(func() (*titleWords, error) { return newTitleWords(v) })
	return v, nil
}

// sums returns the sums of the living documents of segment i, and notes the others.
func (v *view) sums(i int) ([indexer.TextFields]segment.Sum, error) {
	seg := &v.Segments[i]
	sums, err := seg.Sums()
	if err != nil || seg.Deleted == nil {
		return sums, err
	}
	v.deleted[i] = make(bitset, words(seg.Docs()))
	var lengths [indexer.TextFields]segment.Numbers
	for f := range lengths {
		if lengths[f], err = seg.Lengths(indexer.TextField(f)); err != nil {
			return sums, err
		}
	}
	for it := seg.Deleted.Iterator(); it.HasNext(); {
		doc := it.Next()
		v.deleted[i].set(doc)
		for f := range lengths {
			if n := lengths[f].At(doc); n > 0 {
				sums[f].Tokens -= n
				sums[f].Docs--
			}
		}
	}
	return sums, nil
}

// labelSet numbers the values of a label; it is made when it is first asked for.
func (v *view) labelSet(l Label) (*labelSet, error) {
	lazy := v.labels[l]
	lazy.once.Do(func() {
		column, _ := l.column()
		lazy.set, lazy.err = newLabelSet(v, column)
	})
	return lazy.set, lazy.err
}

// retain fails when the view has been closed already.
func (v *view) retain() bool {
	for {
		n := v.refs.Load()
		if n == 0 {
			return false
		}
		if v.refs.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// leave is to be deferred by who has acquired v: it releases it, and turns a panic, which damaged data may cause, into an
// error.
func (v *view) leave(what string, err *error) {
	if damage := recover(); damage != nil {
		*err = fmt.Errorf("%s: internal error: %v", what, damage)
	}
	if e := v.release(); *err == nil {
		*err = e
	}
}

func (v *view) release() error {
	if v.refs.Add(-1) == 0 {
		return v.Close()
	}
	return nil
}

// column returns the column of a label.
func (l Label) column() (segment.LabelColumn, bool) {
	switch l {
	case Category:
		return segment.Category, true
	case Source:
		return segment.Source, true
	case Author:
		return segment.Author, true
	case Tag:
		return segment.Tag, true
	case Agency:
		return segment.Agency, true
	case Person:
		return segment.Person, true
	case Place:
		return segment.Place, true
	case Organisation:
		return segment.Organisation, true
	case PublishedYear:
		return segment.Year, true
	case PublishedMonth:
		return segment.Month, true
	case PublishedDay:
		return segment.Day, true
	}
	return 0, false
}
