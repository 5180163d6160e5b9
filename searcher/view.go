package searcher

import (
	"sync/atomic"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// view is a snapshot with what every search over it needs. It is shared by searches and closed by the last of them.
type view struct {
	*indexer.Snapshot
	live bitset
	// average is the mean length in tokens of each text field over the articles that have one.
	average [indexer.TextFields]float64
	labels  map[Label]*labelSet
	refs    atomic.Int64
}

// newView reads the lengths of all articles and the distinct labels.
func newView(s *indexer.Snapshot) *view {
	v := &view{Snapshot: s, live: make(bitset, words(s.Docs))}
	v.refs.Store(1)
	var sum, filled [indexer.TextFields]uint64
	for i := range s.Segments {
		seg := &s.Segments[i]
		c := seg.Columns()
		for doc := range c.Docs() {
			if seg.IsDeleted(doc) {
				continue
			}
			v.live.set(seg.Base + doc)
			for f := range sum {
				if n := c.Lengths(f).At(doc); n > 0 {
					sum[f] += uint64(n)
					filled[f]++
				}
			}
		}
	}
	for f := range sum {
		v.average[f] = max(float64(sum[f])/max(float64(filled[f]), 1), 1)
	}
	v.labels = make(map[Label]*labelSet, len(Labels))
	for _, l := range Labels {
		column, _ := l.column()
		v.labels[l] = newLabelSet(v, column)
	}
	return v
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

func (v *view) release() error {
	if v.refs.Add(-1) == 0 {
		return v.Close()
	}
	return nil
}

// date returns the seconds since 1970 of a date of a document, or segment.NoTime.
func date(c *segment.Columns, field DateField, doc uint32) int64 {
	if field == Updated {
		if t := c.Time(segment.Updated, doc); t != segment.NoTime {
			return t
		}
	}
	return c.Time(segment.Published, doc)
}

// column returns the column of a label.
func (l Label) column() (int, bool) {
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
	}
	return 0, false
}
