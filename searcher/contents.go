package searcher

import (
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

func (v *view) countContents() (Contents, error) {
	st := Contents{Stats: v.stats, Labels: map[Label]int{}}
	oldest, newest := maxTime, segment.NoTime
	for i := range v.Segments {
		seg := &v.Segments[i]
		times, err := seg.Times(segment.Published)
		if err != nil {
			return st, seg.Damaged(err)
		}
		live := make(bitset, words(seg.Docs()))
		live.add(0, seg.Docs())
		if v.deleted[i] != nil {
			live.andNot(v.deleted[i])
		}
		_, dated, err := seg.Range(segment.NoTime+1, maxTime)
		if err != nil {
			return st, seg.Damaged(err)
		}
		if first := live.next(0, dated); first < dated {
			newest = max(newest, times.At(first))
		}
		live.eachBackwards(0, dated, func(doc uint32) bool {
			oldest = min(oldest, times.At(doc))
			return false
		})
		live.each(dated, seg.Docs(), func(uint32) bool {
			st.Undated++
			return true
		})
	}
	if newest != segment.NoTime {
		st.Oldest, st.Newest = time.Unix(oldest, 0).In(corpus.Istanbul), time.Unix(newest, 0).In(corpus.Istanbul)
	}
	for _, l := range Labels {
		set, err := v.labelSet(l)
		if err != nil {
			return st, err
		}
		st.Labels[l] = set.distinct()
	}
	return st, nil
}
