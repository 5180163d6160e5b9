package searcher

import (
	"context"
	"math/bits"

	"github.com/haberara/haberara/indexer/segment"
)

// Most hits of a common word cannot come among the best, and the shares that stand with the postings of a long list tell
// so without their frequencies and lengths being read: a window is sifted first, and what is left of it is scored.

// siftedHits of a window are worth being sifted.
const siftedHits = 64

// sifting is what the form at hand gives at most.
type sifting struct {
	dst *[maxWindowDocs]float32
	// scale is that of the form; presence is what comes with its first source, and nothing with the others.
	scale    float32
	presence [2]float32
}

// sift gives the hits of a window bounds of their scores, and takes out some that cannot come in.
func (r *ranker) sift(ctx context.Context, p promisedWindow, base, end uint32) error {
	r.coarse = true
	defer func() { r.coarse = false }()
	return r.rankSlots(ctx, p, base, end, r.siftAtom)
}

// rankPromising offers some hits of a sifted window, those with the highest bounds, until there is no room, so that most
// of the others need not be scored; these are left.
func (r *ranker) rankPromising(ctx context.Context, p promisedWindow, base, end uint32, room int) error {
	const steps = 255
	step := steps / p.most / (1 + rounding)
	var hits [steps + 1]int
	for _, bound := range r.score[:r.count] {
		hits[min(uint32(bound*step), steps)]++
	}
	least := uint32(steps)
	for most := hits[least]; most < room && least > 0; most += hits[least] {
		least--
	}
	rest := r.restWords[:len(r.alive)]
	copy(rest, r.alive)
	for slot, bound := range r.score[:r.count] {
		if min(uint32(bound*step), steps) >= least {
			r.score[slot] = 0
			rest[slot>>6] &^= 1 << (slot & 63)
		}
	}
	r.alive.andNot(rest)
	if err := r.rankSlots(ctx, p, base, end, r.rankAtom); err != nil {
		return err
	}
	r.offerAlive()
	r.enough = r.enoughIn(p)
	copy(r.alive, rest)
	return nil
}

// siftAtom adds to the scores of the hits the most that an atom may give them.
func (r *ranker) siftAtom(ctx context.Context, a *rankedAtom, base, end uint32, _ float32) error {
	if len(a.forms) == 1 {
		r.scale = a.forms[0].weight * a.forms[0].rarity
		return r.siftForm(ctx, &a.forms[0], &r.score, base, end)
	}
	r.scale = 0
	best := r.window.best[:r.count]
	clear(best)
	for f := range a.forms {
		if err := r.siftForm(ctx, &a.forms[f], &r.raw, base, end); err != nil {
			return err
		}
		for slot, worth := range r.raw[:r.count] {
			best[slot] = max(best[slot], worth)
		}
		clear(r.raw[:r.count])
	}
	for slot, worth := range best {
		r.score[slot] += worth
	}
	return nil
}

func (r *ranker) siftForm(ctx context.Context, f *rankedForm, dst *[maxWindowDocs]float32, base, end uint32) error {
	scale := f.weight * f.rarity
	r.sifting = sifting{dst, scale, [2]float32{scale * f.presence, 0}}
	defer func() { clear(r.flags[:r.count]) }()
	for n := range f.sources {
		src := &f.sources[n]
		switch {
		case src.now == 0:
		case src.made != nil:
			r.siftDocs(src.made.docs[src.at:], nil, &[segment.SharesOfPeak + 1]float32{scale * src.now}, base, end)
		default:
			if err := r.gather(ctx, src, f.sources[n+1:], base, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// siftBlock gives the hits in a block the most that the list may give them.
func (r *ranker) siftBlock(src *source, it *segment.Iterator, base, end uint32, few bool, first, behind uint32) {
	n := it.Block()
	var worth [segment.SharesOfPeak + 1]float32
	bound, share := src.bounds[n-src.first], src.list.Peak(n)/segment.SharesOfPeak
	for i := range worth {
		worth[i] = r.sifting.scale * min(bound, src.weight*r.scales.regrown(float32(i)*share))
	}
	worth[0] = r.sifting.scale * bound
	if few {
		shares := it.Shares()
		chosen := r.lookUp(it.Docs(), first, behind)
		for n, i := range chosen {
			slot := r.chosenSlots[n] & (maxWindowDocs - 1)
			share := byte(0)
			if shares != nil {
				share = shares[i>>1] >> (i & 1 * 4) & segment.SharesOfPeak
			}
			r.sifting.dst[slot] += worth[share] + r.sifting.presence[r.flags[slot]&1]
			r.flags[slot] = flagFound
		}
		return
	}
	r.siftDocs(it.Docs(), it.Shares(), &worth, base, end)
}

// siftDocs gives the hits among documents what their shares are worth; where there are none, it is that of 0, which no
// posting has.
func (r *ranker) siftDocs(docs []uint32, shares []byte, worth *[segment.SharesOfPeak + 1]float32, base, end uint32) {
	span, dst := end-base, r.sifting.dst
	for i, doc := range docs {
		at := doc - base // wraps around in front of the window
		if at >= span {
			if doc >= end {
				break
			}
			continue
		}
		set, bit := r.slotted[at>>6], at&63
		if set>>bit&1 == 0 {
			continue
		}
		slot := (uint32(r.ahead[at>>6&(maxWindowDocs/64-1)]) + uint32(bits.OnesCount64(set&(1<<bit-1)))) & (maxWindowDocs - 1)
		share := byte(0)
		if shares != nil {
			share = shares[i>>1] >> (i & 1 * 4) & segment.SharesOfPeak
		}
		dst[slot] += worth[share&segment.SharesOfPeak] + r.sifting.presence[r.flags[slot]&1]
		r.flags[slot] = flagFound
	}
}
