package searcher

import (
	"cmp"
	"math"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// candidate is a hit before its article is read.
type candidate struct {
	score float32
	date  int64
	key   uint64
	// segment and doc are where it lies.
	segment int
	doc     uint32
}

// before says that a stands above b in the order. Key, a hash of the ID, makes the order the same whatever segments the
// articles lie in.
func (o Order) before(a, b candidate) int {
	switch o {
	case ByNewest:
		return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(a.key, b.key))
	case ByOldest:
		return cmp.Or(compareOldest(a.date, b.date), cmp.Compare(a.key, b.key))
	}
	switch { // most often it ends here
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(a.key, b.key))
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
	keep  int
	c     []candidate
	// of are the stories of the documents of each segment, where only the best of each is kept; slots are the places in c
	// of those that are there.
	of    [][]uint32
	slots []uint32
}

func (w *worst) reset(order Order, keep int) { w.order, w.keep, w.c = order, keep, w.c[:0] }

// isFull says that a candidate has to beat the worst to come in.
func (w *worst) isFull() bool { return w.room() == 0 }

// room is how many candidates come in whatever they are.
func (w *worst) room() int { return w.keep - len(w.c) }

// need is the score of the worst, when that is full: what a candidate has to have.
func (w *worst) need() float32 {
	if w.keep == 0 {
		return math.MaxFloat32
	}
	return w.c[0].score
}

func (w *worst) offer(c candidate) {
	switch {
	case w.of != nil:
		w.offerStory(c)
	case len(w.c) < w.keep:
		w.add(c)
	case w.keep > 0 && w.order.before(c, w.c[0]) < 0:
		w.put(0, c)
	}
}

// add appends a candidate; once all places are taken the candidates are a heap.
func (w *worst) add(c candidate) {
	w.c = append(w.c, c)
	if w.isFull() {
		for at := len(w.c)/2 - 1; at >= 0; at-- {
			w.sink(at, w.c[at])
		}
	}
}

// put replaces the candidate at a place by one that stands above it.
func (w *worst) put(at int, c candidate) {
	if w.isFull() {
		w.sink(at, c)
	} else {
		w.c[at] = c
	}
}

// sink puts a candidate where it belongs in the heap from a place on down, which it overwrites.
func (w *worst) sink(at int, c candidate) {
	for {
		below := 2*at + 1
		if below >= len(w.c) {
			break
		}
		if below+1 < len(w.c) && w.order.before(w.c[below], w.c[below+1]) < 0 {
			below++
		}
		if w.order.before(w.c[below], c) < 0 {
			break
		}
		w.set(at, w.c[below])
		at = below
	}
	w.set(at, c)
}

func (w *worst) set(at int, c candidate) {
	w.c[at] = c
	if w.of != nil {
		w.slots[w.story(at)] = uint32(at)
	}
}

// sorted returns the candidates in order.
func (w *worst) sorted() []candidate {
	slices.SortFunc(w.c, w.order.before)
	return w.c
}
