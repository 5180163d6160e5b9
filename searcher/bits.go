package searcher

import "math/bits"

// bitset is a set of document numbers of a snapshot.
type bitset []uint64

func words(docs uint32) int { return int((uint64(docs) + 63) / 64) }

func (b bitset) set(doc uint32)      { b[doc>>6] |= 1 << (doc & 63) }
func (b bitset) has(doc uint32) bool { return b[doc>>6]&(1<<(doc&63)) != 0 }

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
