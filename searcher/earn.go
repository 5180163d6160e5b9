package searcher

import (
	"context"
	"math/bits"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

func trailingZeros(w uint64) uint32 { return uint32(bits.TrailingZeros64(w)) }

// rankAtom adds to the scores of the documents in mask what an atom gives them: the best of its forms.
func (m *matcher) rankAtom(ctx context.Context, a *rankedAtom, base, end uint32, s *scale) error {
	r := &m.rank
	if len(a.forms) == 1 {
		if err := m.rankForm(ctx, &a.forms[0], base, end, s); err != nil {
			return err
		}
		r.earn(&a.forms[0], &r.score, false)
		return nil
	}
	clear(r.best32())
	for f := range a.forms {
		if err := m.rankForm(ctx, &a.forms[f], base, end, s); err != nil {
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

func (r *ranker) best32() []float32 { return r.window.best[:] }

// earn turns the sums in raw into score, and empties raw. It adds to dst, or with best keeps the better.
func (r *ranker) earn(f *rankedForm, dst *[windowDocs]float32, best bool) {
	scale := f.weight * f.rarity
	for w, bits := range r.touched {
		r.touched[w] = 0
		for ; bits != 0; bits &= bits - 1 {
			at := uint32(w*64) + trailingZeros(bits)
			earned := r.raw[at]
			if f.isMade || f.asTyped || r.flags[at]&flagTyped != 0 || r.flags[at]&flagSpelled == 0 {
				earned += presence
			} else {
				earned *= float32(otherSpelling)
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

// rankForm gathers in raw, flags and touched what the lists of a form give the documents in mask.
func (m *matcher) rankForm(ctx context.Context, f *rankedForm, base, end uint32, s *scale) error {
	for n := range f.sources {
		src := &f.sources[n]
		if src.made != nil {
			m.rank.gatherMade(src, base, end, s)
			continue
		}
		if err := m.gather(ctx, src, base, end, s); err != nil {
			return err
		}
	}
	return nil
}

// gather goes through the blocks that have documents in mask.
func (m *matcher) gather(ctx context.Context, src *source, base, end uint32, s *scale) error {
	r := &m.rank
	it := &r.its[src.it]
	mask := bitset(r.mask[:])
	for doc := mask.next(0, end-base); doc < end-base; {
		if !it.Seek(base + doc) {
			return nil
		}
		if from := it.From(); from > base+doc {
			if from >= end {
				return nil
			}
			if doc = mask.next(from-base, end-base); base+doc > it.Last() {
				continue
			}
		}
		r.gatherBlock(src, it.Docs(), base, end, s, func(f int) ([]uint32, bool) { return it.Frequencies(f) })
		if it.Last() >= end {
			return nil
		}
		if err := m.step(ctx); err != nil {
			return err
		}
		doc = mask.next(it.Last()+1-base, end-base)
	}
	return nil
}

// gatherBlock adds what a block gives to the documents in mask that lie in the window.
func (r *ranker) gatherBlock(
	src *source, docs []uint32, base, end uint32, s *scale, frequencies func(f int) ([]uint32, bool),
) {
	first := 0
	for first < len(docs) && docs[first] < base {
		first++
	}
	last := first
	for last < len(docs) && docs[last] < end {
		last++
	}
	docs = docs[first:last]
	var only []uint32
	if src.field > 0 {
		only, _ = frequencies(src.field - 1)
		only = only[first:last]
	}
	for n, doc := range docs {
		at := doc - base
		if r.mask[at>>6]&(1<<(at&63)) != 0 && (only == nil || only[n] > 0) {
			r.touched[at>>6] |= 1 << (at & 63)
			r.flags[at] |= src.flags
		}
	}
	for f := range src.weights {
		if src.weights[f] == 0 {
			continue
		}
		tfs, has := frequencies(f)
		if !has {
			continue
		}
		tfs = tfs[first:last]
		weight, flat, slope, lengths := src.weights[f], s.flat[f], s.slope[f], s.lengths[f]
		for i, doc := range docs {
			at := doc - base
			if tfs[i] == 0 || r.mask[at>>6]&(1<<(at&63)) == 0 {
				continue
			}
			tf := float32(tfs[i])
			r.raw[at] += weight * tf / (tf + flat + slope*float32(lengths.At(doc)))
		}
	}
}

func (r *ranker) gatherMade(src *source, base, end uint32, s *scale) {
	last := src.at
	for last < len(src.made.docs) && src.made.docs[last] < end {
		last++
	}
	first := src.at
	r.gatherBlock(src, src.made.docs[first:last], base, end, s, func(f int) ([]uint32, bool) {
		return src.made.frequencies[f][first:last], true
	})
}

// joined adds up the postings of several spellings.
func (m *matcher) joined(lists []segment.List) *postings {
	sum, next := m.scratch.postings(), m.scratch.postings()
	for n := range lists {
		next.reset()
		m.it.Reset(&lists[n])
		at := 0
		take := func() { // moves posting at of sum to next
			next.docs = append(next.docs, sum.docs[at])
			for f := range next.frequencies {
				next.frequencies[f] = append(next.frequencies[f], sum.frequencies[f][at])
			}
			at++
		}
		for m.it.Next() {
			for i, doc := range m.it.Docs() {
				for at < len(sum.docs) && sum.docs[at] < doc {
					take()
				}
				same := at < len(sum.docs) && sum.docs[at] == doc
				if same {
					take()
				} else {
					next.docs = append(next.docs, doc)
				}
				for f := range indexer.TextFields {
					frequencies, _ := m.it.Frequencies(int(f))
					if same {
						next.frequencies[f][len(next.docs)-1] += frequencies[i]
					} else {
						next.frequencies[f] = append(next.frequencies[f], frequencies[i])
					}
				}
			}
		}
		for at < len(sum.docs) {
			take()
		}
		sum, next = next, sum
	}
	return sum
}
