package searcher

import (
	"cmp"
	"container/heap"
	"context"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// candidate is a hit before its article is read.
type candidate struct {
	score float32
	date  int64
	key   uint64
	doc   uint32
}

// before says that a stands above b in the order. Key, a hash of the ID, makes the order the same whatever segments the
// articles lie in.
func (o Order) before(a, b candidate) int {
	switch o {
	case ByNewest:
		return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
	case ByOldest:
		return cmp.Or(compareOldest(a.date, b.date), cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
	}
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.date, a.date), cmp.Compare(a.key, b.key))
}

func compareOldest(a, b int64) int {
	if (a == segment.NoTime) != (b == segment.NoTime) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// worst is a heap of candidates with the lowest on top.
type worst struct {
	order Order
	c     []candidate
}

func (w *worst) Len() int           { return len(w.c) }
func (w *worst) Less(i, j int) bool { return w.order.before(w.c[i], w.c[j]) > 0 }
func (w *worst) Swap(i, j int)      { w.c[i], w.c[j] = w.c[j], w.c[i] }
func (w *worst) Push(x any)         { w.c = append(w.c, x.(candidate)) }
func (w *worst) Pop() any           { return nil }

// top returns the hits from place skip on, at most size of them, best first.
func (m *matcher) top(ctx context.Context, p *plan, total, skip, size int) ([]candidate, error) {
	keep := min(total, skip+size)
	w := worst{order: p.Sort, c: make([]candidate, 0, keep)}
	for i := range m.v.Segments {
		s := &m.v.Segments[i]
		c := s.Columns()
		var err error
		m.hits.each(s.Base, s.Base+c.Docs(), func(doc uint32) bool {
			local := doc - s.Base
			w.offer(candidate{m.scores[doc], date(c, p.Date, local), c.Key(local), doc}, keep)
			err = m.step(ctx)
			return err == nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(w.c, p.Sort.before)
	return w.c[min(skip, len(w.c)):], nil
}

func (w *worst) offer(c candidate, keep int) {
	switch {
	case len(w.c) < keep:
		w.c = append(w.c, c)
		if len(w.c) == keep {
			heap.Init(w)
		}
	case keep > 0 && w.order.before(c, w.c[0]) < 0:
		w.c[0] = c
		heap.Fix(w, 0)
	}
}
