package searcher

import (
	"math/bits"

	"github.com/haberara/haberara/indexer/segment"
)

// window is the score of the hits at hand. These stand in slots, one behind the other, so that few hits in a wide window
// touch little memory.
type window struct {
	// slotted are the hits by document, from the first of the window on, and ahead how many of them stand before each word.
	slotted bitset
	ahead   [maxWindowDocs / 64]uint16
	// slotDocs are the documents of the slots, which are count.
	slotDocs [maxWindowDocs]uint32
	count    uint32
	// alive are the slots that can still come in.
	alive bitset
	score [maxWindowDocs]float32
	// raw and flags are those of the form at hand, best the best of the forms before it.
	raw, best [maxWindowDocs]float32
	flags     [maxWindowDocs]uint8

	slottedWords, aliveWords, restWords [maxWindowDocs / 64]uint64
	// most bounds the scores in the window, scale is what the sum of the sources at hand is multiplied with; 0 where
	// several forms are the atom.
	most, scale float32
	// coarse says that bounds of the score are summed up; see sift.go.
	coarse  bool
	sifting sifting
	// chosen are places in the block at hand, chosenSlots their slots; one more is written than there can be. picked are
	// their frequencies in a text field, sums the weighted ones of all.
	chosen, chosenSlots [segment.BlockDocs + 1]uint32
	picked              [segment.BlockDocs]uint32
	sums                [segment.BlockDocs]float32
}

// The flags of a hit: it has the word in some form, as typed, or in any spelling.
const (
	flagFound   = 1
	flagTyped   = 2
	flagSpelled = 4
)

// take makes slots of the hits of a window whose first document is base.
func (w *window) take(hits bitset, base uint32) {
	w.slotted = w.slottedWords[:len(hits)]
	copy(w.slotted, hits)
	w.number(base)
}

// retake leaves slots to those hits alone that are alive.
func (w *window) retake(base uint32) {
	clear(w.slotted)
	for i, alive := range w.alive {
		for ; alive != 0; alive &= alive - 1 {
			w.slotted.set(w.slotDocs[uint32(i*64)+trailingZeros(alive)] - base)
		}
	}
	w.number(base)
}

func (w *window) number(base uint32) {
	n := uint32(0)
	for i, set := range w.slotted {
		w.ahead[i] = uint16(n)
		for at := base + uint32(i*64); set != 0; set &= set - 1 {
			w.slotDocs[n&(maxWindowDocs-1)] = at + trailingZeros(set)
			n++
		}
	}
	w.count = n
	w.alive = w.aliveWords[:words(n)]
	clear(w.alive)
	w.alive.add(0, n)
	clear(w.score[:n])
}

// slotsBefore is how many slots stand before a place of the window.
func (w *window) slotsBefore(at uint32) uint32 {
	if int(at>>6) >= len(w.slotted) {
		return w.count
	}
	return uint32(w.ahead[at>>6]) + uint32(bits.OnesCount64(w.slotted[at>>6]&(1<<(at&63)-1)))
}
