package searcher

import "math/bits"

// bitset is a set of documents of a segment.
type bitset []uint64

func words(docs uint32) int { return int((uint64(docs) + 63) / 64) }

func (b bitset) set(doc uint32)      { b[doc>>6] |= 1 << (doc & 63) }
func (b bitset) has(doc uint32) bool { return b[doc>>6]&(1<<(doc&63)) != 0 }

// part is the words of a set that have the documents from first up to last, last excluded.
func (b bitset) part(first, last uint32) bitset {
	if first >= last {
		return nil
	}
	return b[first>>6 : words(last)]
}

func (b bitset) or(other bitset) {
	for i, w := range other {
		b[i] |= w
	}
}

func (b bitset) and(other bitset) {
	for i, w := range other {
		b[i] &= w
	}
}

func (b bitset) andNot(other bitset) {
	for i, w := range other {
		b[i] &^= w
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// nth returns the member that n members come before; the set has more than n.
func (b bitset) nth(n int) uint32 {
	for i, w := range b {
		if c := bits.OnesCount64(w); n >= c {
			n -= c
			continue
		}
		for ; n > 0; n-- {
			w &= w - 1
		}
		return uint32(i)<<6 + uint32(bits.TrailingZeros64(w))
	}
	return uint32(len(b)) << 6 // it has fewer
}

// countIn returns the number of members from first up to last, last excluded.
func (b bitset) countIn(first, last uint32) int {
	if first >= last {
		return 0
	}
	i, end := first>>6, (last-1)>>6
	low, high := ^uint64(0)<<(first&63), ^uint64(0)>>(63-(last-1)&63)
	if i == end {
		return bits.OnesCount64(b[i] & low & high)
	}
	n := bits.OnesCount64(b[i]&low) + bits.OnesCount64(b[end]&high)
	for _, w := range b[i+1 : end] {
		n += bits.OnesCount64(w)
	}
	return n
}

// add sets the members from first up to last, last excluded.
func (b bitset) add(first, last uint32) {
	if first >= last {
		return
	}
	i, end := first>>6, (last-1)>>6
	low, high := ^uint64(0)<<(first&63), ^uint64(0)>>(63-(last-1)&63)
	if i == end {
		b[i] |= low & high
		return
	}
	b[i] |= low
	for n := i + 1; n < end; n++ {
		b[n] = ^uint64(0)
	}
	b[end] |= high
}

// clear takes the members from first up to last, last excluded, out of the set.
func (b bitset) clear(first, last uint32) {
	if first >= last {
		return
	}
	i, end := first>>6, (last-1)>>6
	low, high := ^uint64(0)<<(first&63), ^uint64(0)>>(63-(last-1)&63)
	if i == end {
		b[i] &^= low & high
		return
	}
	b[i] &^= low
	clear(b[i+1 : end])
	b[end] &^= high
}

// next returns the first member from doc on that is below end, or end.
func (b bitset) next(doc, end uint32) uint32 {
	if doc >= end {
		return end
	}
	i := doc >> 6
	w := b[i] & (^uint64(0) << (doc & 63))
	for w == 0 {
		i++
		if uint64(i)<<6 >= uint64(end) {
			return end
		}
		w = b[i]
	}
	return min(i<<6+uint32(bits.TrailingZeros64(w)), end)
}

// last returns the last member below end of a set that has one.
func (b bitset) last(end uint32) uint32 {
	i := (end - 1) >> 6
	for b[i] == 0 {
		i--
	}
	return i<<6 + uint32(bits.Len64(b[i])) - 1
}

// each calls visit for every member of the set from first up to last, last excluded, until it returns false.
func (b bitset) each(first, last uint32, visit func(doc uint32) bool) bool {
	for i := first >> 6; uint64(i)<<6 < uint64(last); i++ {
		w := b[i]
		if i == first>>6 {
			w &= ^uint64(0) << (first & 63)
		}
		for w != 0 {
			doc := i<<6 + uint32(bits.TrailingZeros64(w))
			if doc >= last {
				return true
			}
			if !visit(doc) {
				return false
			}
			w &= w - 1
		}
	}
	return true
}

// eachBackwards is each from the highest member to the lowest.
func (b bitset) eachBackwards(first, last uint32, visit func(doc uint32) bool) {
	if first >= last {
		return
	}
	for i := int((last - 1) >> 6); i >= int(first>>6); i-- {
		for w := b[i]; w != 0; {
			bit := uint32(bits.Len64(w)) - 1
			w &^= 1 << bit
			if doc := uint32(i)<<6 + bit; doc < last && (doc < first || !visit(doc)) {
				return
			}
		}
	}
}
