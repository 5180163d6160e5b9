package searcher

import (
	"context"
	"math"
	"math/bits"

	"github.com/haberara/haberara/indexer/segment"
)

func trailingZeros(w uint64) uint32 { return uint32(bits.TrailingZeros64(w)) }

// rankAtom adds to the scores of the documents in mask what an atom gives them: the best of its forms. left bounds what
// the atoms behind it give.
func (m *matcher) rankAtom(ctx context.Context, a *rankedAtom, base, end uint32, s *scale, left float32) error {
	r := &m.rank
	if len(a.forms) == 1 {
		if err := m.rankForm(ctx, &a.forms[0], base, end, s, left); err != nil {
			return err
		}
		r.earn(&a.forms[0], &r.score, false)
		return nil
	}
	clear(r.window.best[:])
	for f := range a.forms {
		if err := m.rankForm(ctx, &a.forms[f], base, end, s, unbounded); err != nil {
			return err
		}
		r.earn(&a.forms[f], &r.window.best, true)
	}
	for w, bits := range r.mask {
		for ; bits != 0; bits &= bits - 1 {
			at := uint32(w*64) + trailingZeros(bits)
			r.score[at] += r.window.best[at]
		}
	}
	return nil
}

// unbounded keeps rankForm from dropping documents.
const unbounded = math.MaxFloat32

// earn turns the sums in raw into score, and empties raw. It adds to dst, or with best keeps the better.
func (r *ranker) earn(f *rankedForm, dst *[windowDocs]float32, best bool) {
	scale := f.weight * f.rarity
	presence, ceiling, otherSpelling := r.presence, r.ceiling, r.otherSpelling
	for w, bits := range r.touched {
		r.touched[w] = 0
		for ; bits != 0; bits &= bits - 1 {
			at := uint32(w*64) + trailingZeros(bits)
			earned := r.raw[at]
			if f.isMade || f.asTyped || r.flags[at]&flagTyped != 0 || r.flags[at]&flagSpelled == 0 {
				earned += presence
			} else {
				earned = min(earned, ceiling) * otherSpelling
			}
			r.raw[at], r.flags[at] = 0, 0
			if best {
				dst[at] = max(dst[at], scale*earned)
			} else {
				dst[at] += scale * earned
			}
		}
	}
}

// rankForm gathers in raw, flags and touched what the lists of a form give the documents in mask. Between two lists it
// takes out of mask what the lists that follow cannot lift high enough, given what other atoms can give.
func (m *matcher) rankForm(ctx context.Context, f *rankedForm, base, end uint32, s *scale, left float32) error {
	r := &m.rank
	for n := range f.sources {
		src := &f.sources[n]
		if n > 0 && left < unbounded && r.best.isFull() && !r.dropHopelessIn(f, f.sources[n:], left) {
			return nil
		}
		if src.now == 0 {
			continue
		}
		if src.made != nil {
			r.gatherMade(src, base, end, s)
			continue
		}
		if err := m.gather(ctx, src, base, end, s); err != nil {
			return err
		}
	}
	return nil
}

// dropHopelessIn is dropHopeless in the middle of a form, of which some sources are left.
func (r *ranker) dropHopelessIn(f *rankedForm, sources []source, left float32) (any bool) {
	sum := r.presence
	for n := range sources {
		sum += sources[n].now
	}
	scale := f.weight * f.rarity
	least := r.best.c[0].score/(1+rounding) - left - scale*sum
	for w, bits := range r.mask {
		for ; bits != 0; bits &= bits - 1 {
			if at := uint32(w*64) + trailingZeros(bits); r.score[at]+scale*r.raw[at] < least {
				r.mask[w] &^= bits & -bits
			}
		}
		any = any || r.mask[w] != 0
	}
	return any
}

// gather goes through the blocks that have documents in mask.
func (m *matcher) gather(ctx context.Context, src *source, base, end uint32, s *scale) error {
	r := &m.rank
	it := &r.its[src.it]
	mask := bitset(r.mask[:])
	for doc := mask.next(0, end-base); doc < end-base; {
		if !it.Seek(base + doc) {
			return it.Err()
		}
		if from := it.From(); from > base+doc {
			if from >= end {
				return nil
			}
			if doc = mask.next(from-base, end-base); base+doc > it.Last() {
				continue
			}
		}
		chosen := r.choose(it.Docs(), base, end)
		if src.field > 0 {
			frequencies, _ := it.Frequencies(src.field - 1)
			chosen = having(chosen, frequencies)
		}
		if len(chosen) > 0 {
			clear(r.sums[:len(chosen)])
			for f := range src.weights {
				if frequencies, has := it.Frequencies(f); has {
					r.sum(src.weights[f], chosen, it.Docs(), frequencies, f, s)
				}
			}
			r.saturate(src, chosen, it.Docs(), base, s.k1)
		}
		if it.Last() >= end {
			return it.Err()
		}
		if err := m.step(ctx); err != nil {
			return err
		}
		doc = mask.next(it.Last()+1-base, end-base)
	}
	return it.Err()
}

// choose returns the places in a block of the documents that lie in the window and in mask.
func (r *ranker) choose(docs []uint32, base, end uint32) []uint32 {
	n := 0
	for i, doc := range docs {
		at := doc - base // wraps around in front of the window
		if at >= end-base {
			if doc >= end {
				break
			}
			continue
		}
		r.chosen[n] = uint32(i)
		n += int(r.mask[at>>6] >> (at & 63) & 1)
	}
	return r.chosen[:n]
}

// having keeps of the chosen documents those that have a term in a text field.
func having(chosen, frequencies []uint32) []uint32 {
	kept := chosen[:0]
	for _, i := range chosen {
		if frequencies[i] > 0 {
			kept = append(kept, i)
		}
	}
	return kept
}

// sum adds the weighted frequencies of a text field to those of the chosen documents.
func (r *ranker) sum(weight float32, chosen, docs, frequencies []uint32, f int, s *scale) {
	if weight == 0 {
		return
	}
	flat, slope, lengths := s.flat[f], s.slope[f], s.lengths[f]
	sums := r.sums[:len(chosen)]
	for n, i := range chosen {
		// Without a branch for those that do not have it, which nobody could foresee.
		sums[n] += weight * float32(frequencies[i]) / (flat + slope*float32(lengths.At(docs[i])))
	}
}

// saturate gives the chosen documents what their weighted frequencies earn.
func (r *ranker) saturate(src *source, chosen, docs []uint32, base uint32, k1 float32) {
	sums := r.sums[:len(chosen)]
	for n, i := range chosen {
		at := (docs[i] - base) & (windowDocs - 1)
		r.raw[at] += src.weight * sums[n] / (sums[n] + k1)
		r.touched[at>>6] |= 1 << (at & 63)
		r.flags[at] |= src.flags
	}
}

// gatherMade is gather for postings that were made while searching.
func (r *ranker) gatherMade(src *source, base, end uint32, s *scale) {
	docs := src.made.docs[src.at:]
	for first := 0; first < len(docs) && docs[first] < end; first += segment.BlockDocs {
		last := min(first+segment.BlockDocs, len(docs))
		chosen := r.choose(docs[first:last], base, end)
		if src.field > 0 {
			chosen = having(chosen, src.made.frequencies[src.field-1][src.at+first:])
		}
		clear(r.sums[:len(chosen)])
		for f, weight := range src.weights {
			r.sum(weight, chosen, docs[first:last], src.made.frequencies[f][src.at+first:], f, s)
		}
		r.saturate(src, chosen, docs[first:last], base, s.k1)
	}
}
