package searcher

import (
	"context"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/haberara/haberara/indexer/segment"
)

func trailingZeros(w uint64) uint32 { return uint32(bits.TrailingZeros64(w)) }

// rankAtom adds to the scores of the hits what an atom gives them: the best of its forms. left bounds what the atoms
// behind it give.
func (r *ranker) rankAtom(ctx context.Context, a *rankedAtom, base, end uint32, left float32) error {
	if len(a.forms) == 1 {
		r.scale = a.forms[0].weight * a.forms[0].rarity
		if err := r.rankForm(ctx, &a.forms[0], base, end, left); err != nil {
			return err
		}
		r.earn(&a.forms[0], &r.score, false)
		return nil
	}
	clear(r.window.best[:r.count])
	r.scale = 0
	for f := range a.forms {
		if err := r.rankForm(ctx, &a.forms[f], base, end, unbounded); err != nil {
			return err
		}
		r.earn(&a.forms[f], &r.window.best, true)
	}
	for slot, best := range r.window.best[:r.count] {
		r.score[slot] += best
	}
	return nil
}

// unbounded keeps rankForm from dropping documents.
const unbounded = math.MaxFloat32

// earn turns the sums in raw into score, and empties raw. It adds to dst, or with best keeps the better.
func (r *ranker) earn(f *rankedForm, dst *[maxWindowDocs]float32, best bool) {
	const atOnce = 8
	for first := 0; first < int(r.count); first += atOnce {
		flags := r.flags[first : first+atOnce]
		if binary.LittleEndian.Uint64(flags) == 0 {
			continue
		}
		for n, flag := range flags {
			if flag == 0 {
				continue
			}
			slot := first + n
			earned := r.raw[slot]
			if f.isMade || f.asTyped || flag&flagTyped != 0 || flag&flagSpelled == 0 {
				earned += r.scales.presence
			} else {
				earned = min(earned, r.scales.ceiling) * r.scales.otherSpelling
			}
			earned *= f.weight * f.rarity
			if best {
				dst[slot] = max(dst[slot], earned)
			} else {
				dst[slot] += earned
			}
			flags[n], r.raw[slot] = 0, 0
		}
	}
}

// rankForm gathers in raw and flags what the lists of a form give the hits. Between two lists it takes out what the lists
// that follow cannot lift high enough, given what other atoms can give.
func (r *ranker) rankForm(ctx context.Context, f *rankedForm, base, end uint32, left float32) error {
	for n := range f.sources {
		src := &f.sources[n]
		if n > 0 && left < unbounded && r.enough > 0 && !r.dropHopelessIn(f, f.sources[n:], left) {
			return nil
		}
		if src.now == 0 {
			continue
		}
		if src.made != nil {
			r.gatherMade(src, base, end)
			continue
		}
		if err := r.gather(ctx, src, f.sources[n+1:], base, end); err != nil {
			return err
		}
	}
	return nil
}

// dropHopelessIn is dropHopeless in the middle of a form, of which some sources are left.
func (r *ranker) dropHopelessIn(f *rankedForm, sources []source, left float32) (any bool) {
	sum := f.presence
	for n := range sources {
		sum += sources[n].now
	}
	scale := f.weight * f.rarity
	least := r.enough/(1+rounding) - left - scale*sum
	for w, bits := range r.alive {
		for ; bits != 0; bits &= bits - 1 {
			if slot := uint32(w*64) + trailingZeros(bits); r.score[slot]+scale*r.raw[slot] < least {
				r.alive[w] &^= bits & -bits
			}
		}
		any = any || r.alive[w] != 0
	}
	return any
}

// gather goes through the blocks that have hits which are alive; behind are the sources of the form that follow.
func (r *ranker) gather(ctx context.Context, src *source, behind []source, base, end uint32) error {
	it := &r.its[src.it]
	if !it.MoveTo(src.first + src.at) {
		return it.Err()
	}
	for i := range behind {
		behind[i].near = behind[i].at
	}
	for slot := r.alive.next(0, r.count); slot < r.count; {
		if !it.Seek(r.slotDocs[slot]) {
			return it.Err()
		}
		if from := it.From(); from > r.slotDocs[slot] {
			if from >= end {
				return nil
			}
			if slot = r.alive.next(r.slotsBefore(from-base), r.count); slot == r.count || r.slotDocs[slot] > it.Last() {
				continue
			}
		}
		behindBlock := r.slotsBefore(min(it.Last(), end-1) - base + 1)
		if r.isHopeless(src, behind, it) {
			r.alive.clear(slot, behindBlock)
		} else if err := r.gatherBlock(ctx, src, it, base, end, slot, behindBlock); err != nil {
			return err
		}
		slot = r.alive.next(behindBlock, r.count)
	}
	return it.Err()
}

// fewInBlock in a block are looked up one by one.
const fewInBlock = 32

// gatherBlock gives the hits in a block, which stand in slots from first on before behind, what the list gives them.
func (r *ranker) gatherBlock(
	ctx context.Context, src *source, it *segment.Iterator, base, end, first, behind uint32,
) error {
	few := behind-first <= fewInBlock
	if r.coarse {
		r.siftBlock(src, it, base, end, few, first, behind)
		return r.step(ctx)
	}
	var chosen []uint32
	if few {
		chosen = r.lookUp(it.Docs(), first, behind)
	} else {
		chosen = r.choose(it.Docs(), base, end)
	}
	if src.field > 0 {
		frequencies, _ := it.Frequencies(src.field - 1)
		chosen = r.having(chosen, frequencies)
	}
	if len(chosen) == 0 {
		return r.step(ctx)
	}
	clear(r.sums[:len(chosen)])
	for f, weight := range src.weights {
		if weight > 0 && it.Pick(chosen, f, r.picked[:]) {
			r.sum(src, f, len(chosen))
		}
	}
	r.saturate(src, len(chosen))
	return r.step(ctx)
}

// isHopeless says that no document up to the end of a block, from the one before it on, can come among the best: what
// the window promises counts on better blocks of the source, or of those behind it.
func (r *ranker) isHopeless(src *source, behind []source, it *segment.Iterator) bool {
	if r.scale == 0 || r.enough == 0 {
		return false
	}
	spare := src.now - src.bounds[it.Block()-src.first]
	for i := range behind {
		spare += behind[i].now - behind[i].between(it.From(), it.Last())
	}
	return !r.canCome(r.most - r.scale*spare)
}

// between bounds what the source gives the documents of the window from one to another. The calls of one gather ascend.
func (src *source) between(first, last uint32) (bound float32) {
	if src.now == 0 || src.list == nil {
		return src.now
	}
	for src.near < len(src.bounds) && src.list.BlockLast(src.first+src.near) < first {
		src.near++
	}
	for n := src.near; n < len(src.bounds); n++ {
		bound = max(bound, src.bounds[n])
		if src.list.BlockLast(src.first+n) >= last {
			break
		}
	}
	return min(bound, src.now)
}

// choose returns the places in a block of the hits in the window that are alive.
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
		set, bit := r.slotted[at>>6], at&63
		if set>>bit&1 == 0 {
			continue
		}
		slot := uint32(r.ahead[at>>6&(maxWindowDocs/64-1)]) + uint32(bits.OnesCount64(set&(1<<bit-1)))
		r.chosen[n], r.chosenSlots[n] = uint32(i), slot
		n += int(r.alive[slot>>6] >> (slot & 63) & 1)
	}
	return r.chosen[:n]
}

// lookUp is choose for the hits of a few slots.
func (r *ranker) lookUp(docs []uint32, first, behind uint32) []uint32 {
	n, from := 0, 0
	for slot := first; slot < behind; slot++ {
		if !r.alive.has(slot) {
			continue
		}
		doc := r.slotDocs[slot&(maxWindowDocs-1)]
		from = lowerBound(docs, from, doc)
		if from == len(docs) {
			break
		}
		r.chosen[n], r.chosenSlots[n] = uint32(from), slot
		if docs[from] == doc {
			n++
		}
	}
	return r.chosen[:n]
}

// lowerBound is the first place from one on where a document is not below doc, or the length.
func lowerBound(docs []uint32, from int, doc uint32) int {
	for n := len(docs) - from; n > 0; {
		half := n / 2
		if docs[from+half] < doc {
			from += half + 1
			n -= half + 1
		} else {
			n = half
		}
	}
	return from
}

// having keeps of the chosen documents those that have a term in a text field.
func (r *ranker) having(chosen, frequencies []uint32) []uint32 {
	kept := chosen[:0]
	for n, i := range chosen {
		if frequencies[i] > 0 {
			r.chosenSlots[len(kept)] = r.chosenSlots[n]
			kept = append(kept, i)
		}
	}
	return kept
}

// sum adds the weighted frequencies that were picked from a text field to those of the first n chosen hits.
func (r *ranker) sum(src *source, f, n int) {
	weight, flat, slope, lengths := src.weights[f], r.scales.flat[f], r.scales.slope[f], r.scales.lengths[f]
	sums, picked := r.sums[:n], r.picked[:n]
	for i, slot := range r.chosenSlots[:n] {
		// Without a branch for those that do not have it, which nobody could foresee.
		length := lengths.At(r.slotDocs[slot&(maxWindowDocs-1)])
		sums[i] += weight * float32(picked[i]) / (flat + slope*float32(length))
	}
}

// saturate gives the first n chosen hits what their weighted frequencies earn.
func (r *ranker) saturate(src *source, n int) {
	sums, weight, k1 := r.sums[:n], src.weight, r.scales.k1
	for i, slot := range r.chosenSlots[:n] {
		slot &= maxWindowDocs - 1
		r.raw[slot] += weight * sums[i] / (sums[i] + k1)
		r.flags[slot] |= src.flags
	}
}

// gatherMade is gather for postings that were made while searching.
func (r *ranker) gatherMade(src *source, base, end uint32) {
	docs := src.made.docs[src.at:]
	for first := 0; first < len(docs) && docs[first] < end; first += segment.BlockDocs {
		chosen := r.choose(docs[first:min(first+segment.BlockDocs, len(docs))], base, end)
		if src.field > 0 {
			chosen = r.having(chosen, src.made.frequencies[src.field-1][src.at+first:])
		}
		clear(r.sums[:len(chosen)])
		for f, weight := range src.weights {
			if weight > 0 {
				for n, i := range chosen {
					r.picked[n] = src.made.frequencies[f][src.at+first+int(i)]
				}
				r.sum(src, f, len(chosen))
			}
		}
		r.saturate(src, len(chosen))
	}
}
