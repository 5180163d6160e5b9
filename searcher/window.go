package searcher

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// Hits are scored a window of documents at a time, an atom at a time, the most telling first. The blocks of postings in
// a window bound what each atom can give there; what cannot come among the best any more is passed over: a window, a
// block, a document that the atoms left cannot lift high enough. This is MaxScore (Turtle and Flood, 1995) with the
// bounds of blocks (Ding and Suel, 2011).
//
// The windows that promise most come first, whatever their place: soon only what is among the best is left to be beaten,
// and the rest are not looked at.
const (
	minWindowDocs = 1 << 13
	maxWindowDocs = 1 << 16
)

// source is one list that gives score to a form.
type source struct {
	list *segment.List
	// it is the place of an iterator over list; made holds postings instead where list is nil.
	it   int
	made *postings
	// weights are those of the text fields, weight that of the signal, the factor of BM25 included.
	weights [indexer.TextFields]float32
	weight  float32
	// field is the only text field that counts, from 1; 0 when all do.
	field int
	flags uint8
	// bounds are those of the blocks of list from the first that is needed on, most is the highest.
	bounds []float32
	first  int
	most   float32
	// at is the first of bounds, or of the documents made, that reaches into the window; now bounds what the source
	// gives there, 0 when it is not there.
	at  int
	now float32
	// near is the block at which between goes on.
	near int
}

// rankedAtom is an atom in the segment at hand: forms and their sources.
type rankedAtom struct {
	forms []rankedForm
	most  float32
	bound float32
}

type rankedForm struct {
	*form
	isMade  bool
	sources []source
	// presence is that of the weights.
	presence float32
}

// scale is what BM25 divides the frequencies of each text field by, flat + slope × length, and what else the weights say
// of a segment.
type scale struct {
	flat, slope [indexer.TextFields]float32
	lengths     [indexer.TextFields]segment.Numbers
	// growth is by how much a document can earn more than the peaks of the segment say, for its averages and weights.
	growth                               float32
	k1, presence, ceiling, otherSpelling float32
}

func (m *matcher) newScale(i int) (s scale, err error) {
	averages, err := m.v.Segments[i].Averages()
	if err != nil {
		return s, err
	}
	w := &m.w
	s.k1, s.presence, s.growth = float32(w.K1), float32(w.Presence), 1
	s.ceiling, s.otherSpelling = float32(w.ceiling()), float32(w.otherSpelling())
	for f := range s.flat {
		weight, b := w.field(f)
		s.flat[f], s.slope[f] = float32(1-b), float32(b/m.v.average[f])
		// What divides is linear in the length: the ratio is highest where a text is empty or endless.
		peakB := segment.PeakB[f]
		ratio := max((1-peakB)/(1-b), peakB/averages[f]/(b/m.v.average[f]))
		s.growth = max(s.growth, float32(weight/segment.PeakWeights[f]*ratio))
		if s.lengths[f], err = m.v.Segments[i].Lengths(indexer.TextField(f)); err != nil {
			return s, err
		}
	}
	return s, nil
}

// rankSegment offers the documents of a set that lie in a range, with their scores, but for some that cannot come in.
func (r *ranker) rankSegment(ctx context.Context, i int, hits bitset, in docRange) (err error) {
	seg := &r.m.v.Segments[i]
	docs := seg.Docs()
	first := hits.next(in.first, in.last)
	if first == in.last {
		return nil // a date or a rare word leaves most segments empty
	}
	r.segment, r.hits, r.docs = i, hits, docs
	if r.scales, err = r.m.newScale(i); err != nil {
		return err
	}
	if r.date, err = r.m.dateOf(i); err != nil {
		return err
	}
	if r.keys, err = seg.Keys(); err != nil {
		return err
	}
	if r.published, err = seg.Times(segment.Published); err != nil {
		return err
	}
	last := hits.last(in.last)
	r.openSources(i, first, last)
	r.promise(first, last)
	if r.isMuch() && lendProcessor() {
		defer giveProcessorBack()
		return r.rankWithHelp(ctx)
	}
	return r.rankWindows(ctx, new(atomic.Int32))
}

// rankWindows ranks the windows that are promised, from number next on, until no more can come in.
func (r *ranker) rankWindows(ctx context.Context, next *atomic.Int32) error {
	for {
		n := int(next.Add(1)) - 1
		r.hear()
		if n >= len(r.promised) {
			return nil
		}
		r.enough = r.need
		if !r.canCome(r.promised[n].fresh) {
			return nil
		}
		r.enough = r.enoughIn(r.promised[n])
		if err := r.rankWindow(ctx, r.promised[n]); err != nil {
			return err
		}
		r.offerAlive()
		r.tell()
	}
}

// rankWindow leaves alive the hits that may come in, with their scores. Many hits are sifted first by what the shares of
// their postings promise, for a fraction of the price.
func (r *ranker) rankWindow(ctx context.Context, p promisedWindow) error {
	base := p.n * r.span
	end := min(base+r.span, r.docs)
	r.take(r.hits[base>>6:][:words(end-base)], base)
	if room := r.best.room(); r.count >= r.m.p.siftedHits && int(r.count) > room {
		if err := r.sift(ctx, p, base, end); err != nil {
			return err
		}
		if room > 0 {
			if err := r.rankPromising(ctx, p, base, end, room); err != nil {
				return err
			}
		}
		if !r.dropHopeless(0) {
			return nil
		}
		r.retake(base)
	}
	return r.rankSlots(ctx, p, base, end, r.rankAtom)
}

// rankSlots gives the hits of a window their scores, or bounds of them, atom by atom, and takes out those that cannot
// come in.
func (r *ranker) rankSlots(ctx context.Context, p promisedWindow, base, end uint32,
	rank func(ctx context.Context, a *rankedAtom, base, end uint32, left float32) error,
) error {
	r.enter(p)
	r.most = p.most
	left := p.most
	for a := range r.atoms {
		if a > 0 && !r.canCome(left) && !r.dropHopeless(left) {
			return nil
		}
		left -= r.atoms[a].bound
		if r.atoms[a].bound > 0 {
			if err := rank(ctx, &r.atoms[a], base, end, left); err != nil {
				return err
			}
		}
	}
	return r.step(ctx)
}

// enoughIn is what a score in a window has to reach, its freshness aside.
func (r *ranker) enoughIn(p promisedWindow) float32 {
	return r.need * p.most / max(p.fresh, math.SmallestNonzeroFloat32)
}

// rounding is more than what the sums of a score can lose to rounding, as a share of it.
const rounding = 1e-4

// canCome says that a score may still be among the best.
func (r *ranker) canCome(score float32) bool { return score*(1+rounding) >= r.enough }

// offer takes a candidate, and learns what the next needs.
func (r *ranker) offer(c candidate) {
	r.best.offer(c)
	if r.best.isFull() {
		r.need = max(r.need, r.best.need())
	}
}

// offerAlive offers what is left of a window.
func (r *ranker) offerAlive() {
	for w, bits := range r.alive {
		for ; bits != 0; bits &= bits - 1 {
			slot := uint32(w*64) + trailingZeros(bits)
			if !r.canCome(r.score[slot]) {
				continue
			}
			doc := r.slotDocs[slot]
			if score := r.score[slot] * r.m.fresh.factor(r.published.At(doc)); score >= r.need {
				r.offer(candidate{score, r.date(doc), r.keys.At(doc), r.segment, doc})
			}
		}
	}
}

// dropHopeless takes out the hits that what is left cannot lift among the best, and reports whether any stays.
func (r *ranker) dropHopeless(left float32) (any bool) {
	least := r.enough/(1+rounding) - left
	for w, bits := range r.alive {
		kept := bits
		for ; bits != 0; bits &= bits - 1 {
			if r.score[uint32(w*64)+trailingZeros(bits)] < least {
				kept &^= bits & -bits
			}
		}
		r.alive[w] = kept
		any = any || kept != 0
	}
	return any
}
