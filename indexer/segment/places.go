package segment

import (
	"encoding/binary"
	"math/bits"
)

// The places of a block are numbers, field by field and posting by posting: the first position of a posting in the field
// and then the distances. Each is cut in two, by a width that each field of a block has (gapBits): its lowest bits stand
// first, those of all numbers one behind the other; then for each number as many zeros as the rest of it says and a one.
// Bits are packed lowest first. So the places of a posting are found by counting ones, 64 bits at once.

// gapBits are the widths that there are; the last keeps an article of any length within bounds.
var gapBits = [8]int{1, 2, 3, 4, 5, 6, 7, 12}

// bestGapBits returns which of gapBits takes the fewest bits, as far as the mean tells: its neighbours are tried as well.
func bestGapBits(gaps []uint32) (best int) {
	sum := uint64(0)
	for _, g := range gaps {
		sum += uint64(g)
	}
	mean := 0
	for mean < len(gapBits)-1 && uint64(len(gaps))<<gapBits[mean] < sum {
		mean++
	}
	least := ^uint64(0)
	for n := max(mean-1, 0); n <= min(mean+1, len(gapBits)-1); n++ {
		bits, width := uint64(gapBits[n]*len(gaps)), gapBits[n]&31
		for _, g := range gaps {
			bits += uint64(g >> width)
		}
		if bits < least {
			best, least = n, bits
		}
	}
	return best
}

// bitWriter appends bits, lowest first.
type bitWriter struct {
	b      []byte
	bits   uint64
	filled int
}

// add appends the lowest n bits of a number that has no others; n is at most 32.
func (w *bitWriter) add(number uint64, n int) {
	w.bits |= number << (w.filled & 31)
	if w.filled += n; w.filled >= 32 {
		w.b = binary.LittleEndian.AppendUint32(w.b, uint32(w.bits))
		w.bits >>= 32
		w.filled -= 32
	}
}

// end fills the last byte up.
func (w *bitWriter) end() {
	for ; w.filled > 0; w.filled -= 8 {
		w.b = append(w.b, byte(w.bits))
		w.bits >>= 8
	}
	w.bits, w.filled = 0, 0
}

// addGaps appends the places of a block; best are the widths, as bestGapBits has them.
func (w *bitWriter) addGaps(gaps *[TextFields][]uint32, best *[TextFields]int) {
	for f := range gaps {
		width := gapBits[best[f]]
		for _, g := range gaps[f] {
			w.add(uint64(g)&(1<<width-1), width)
		}
	}
	const most = 31
	for f := range gaps {
		for _, g := range gaps[f] {
			rest := g >> gapBits[best[f]]
			for ; rest >= most; rest -= most {
				w.add(0, most)
			}
			w.add(1<<rest, int(rest)+1)
		}
	}
	w.end()
}

// gapReader reads the numbers of a field of a block.
type gapReader struct {
	b                []byte // goes on for slack bytes
	width            int
	low, rests, stop uint64 // in bits: the lowest bits of the next number, the rest of it, the end of all
	// of is the posting whose places come next; there is no reader yet where it is -1.
	of int
}

// skip passes over n numbers; ok is false where there are fewer.
func (r *gapReader) skip(n uint64) (ok bool) {
	r.low += n * uint64(r.width)
	for n > 0 && r.rests < r.stop {
		word := binary.LittleEndian.Uint64(r.b[r.rests>>3:]) >> (r.rests & 7)
		if ones := uint64(bits.OnesCount64(word)); ones < n {
			n -= ones
			r.rests += 64 - r.rests&7
			continue
		}
		for ; n > 1; n-- {
			word &= word - 1
		}
		r.rests += uint64(bits.TrailingZeros64(word)) + 1
		n = 0
	}
	return n == 0 && r.rests <= r.stop
}

// next returns the next number; ok is false where there is none.
func (r *gapReader) next() (gap uint32, ok bool) {
	rest := uint64(0)
	for r.rests < r.stop {
		word, left := binary.LittleEndian.Uint64(r.b[r.rests>>3:])>>(r.rests&7), 64-r.rests&7
		if word == 0 {
			rest += left
			r.rests += left
			continue
		}
		zeros := uint64(bits.TrailingZeros64(word))
		r.rests += zeros + 1
		low := binary.LittleEndian.Uint64(r.b[r.low>>3:]) >> (r.low & 7) & (1<<r.width - 1)
		r.low += uint64(r.width)
		return uint32((rest+zeros)<<r.width | low), r.rests <= r.stop
	}
	return 0, false
}

// Positions appends to dst the positions in a text field of document number i of Docs, ascending. Asking for documents
// in ascending order is cheap.
func (it *Iterator) Positions(i, f int, dst []uint32) ([]uint32, error) {
	l := it.list
	if l.inline {
		if f == int(l.inlineField) {
			dst = append(dst, l.inlinePlace)
		}
		return dst, nil
	}
	r, err := it.seekGaps(i, f)
	if err != nil {
		return dst, err
	}
	at := uint32(0)
	for range it.frequencies[f][i] {
		gap, ok := r.next()
		if !ok {
			return dst, contradiction(listSections[l.signal])
		}
		at += gap
		dst = append(dst, at)
	}
	return dst, nil
}

// PlaceBits sets the bits of the positions that documents of the block have, in a list of Address with positions up to
// 63; set holds a word for each document from first on, and others are passed over.
func (it *Iterator) PlaceBits(set []uint64, first uint32) error {
	docs := it.Docs()
	if it.list.inline {
		if doc := docs[0] - first; docs[0] >= first && int(doc) < len(set) {
			set[doc] |= 1 << it.list.inlinePlace
		}
		return nil
	}
	r, err := it.seekGaps(0, 0)
	if err != nil {
		return err
	}
	for i, doc := range docs {
		at := uint32(0)
		for range it.frequencies[0][i] {
			gap, ok := r.next()
			if !ok {
				return contradiction(listSections[it.list.signal])
			}
			at += gap
			if doc >= first && doc-first < uint32(len(set)) {
				set[doc-first] |= 1 << at
			}
		}
	}
	it.openedGaps = false
	return nil
}

// appendGaps appends the places of posting i of the block, field by field.
func (it *Iterator) appendGaps(dst []uint32, i int) ([]uint32, error) {
	if it.list.inline {
		return append(dst, it.list.inlinePlace), nil
	}
	for f := range it.frequencies {
		r := &it.gaps[f]
		if it.openedGaps && r.of == i {
			r.of++
		} else if it.frequencies[f][i] == 0 {
			continue
		} else if _, err := it.seekGaps(i, f); err != nil {
			return dst, err
		}
		for range it.frequencies[f][i] {
			gap, ok := r.next()
			if !ok {
				return dst, contradiction(listSections[it.list.signal])
			}
			dst = append(dst, gap)
		}
	}
	return dst, nil
}

// seekGaps returns a reader of the places of posting i of the block in a text field. Who asks for it reads them all.
func (it *Iterator) seekGaps(i, f int) (*gapReader, error) {
	it.Frequencies(0)
	if it.err != nil {
		return nil, it.err
	}
	if !it.openedGaps {
		it.openedGaps = true
		for g := range it.gaps {
			it.gaps[g].of, it.sums[g] = -1, sumOfBlock(it.frequencies[g][:it.block.n])
		}
	}
	r := &it.gaps[f]
	if r.of < 0 || r.of > i {
		if err := it.openGaps(f); err != nil {
			return nil, err
		}
	}
	if !r.skip(sumOfBlock(it.frequencies[f][r.of:i])) {
		return nil, contradiction(listSections[it.list.signal])
	}
	r.of = i + 1
	return r, nil
}

// sumOfBlock adds frequencies up, four at a time.
func sumOfBlock(frequencies []uint32) uint64 {
	var a, b, c, d uint64
	for ; len(frequencies) >= 4; frequencies = frequencies[4:] {
		a += uint64(frequencies[0])
		b += uint64(frequencies[1])
		c += uint64(frequencies[2])
		d += uint64(frequencies[3])
	}
	for _, n := range frequencies {
		a += uint64(n)
	}
	return a + b + c + d
}

// openGaps makes the reader of a field stand at its first posting.
func (it *Iterator) openGaps(f int) error {
	l := it.list
	if it.places == nil {
		p, err := l.places()
		if err != nil {
			return err
		}
		it.places = p
	}
	from, to := uint64(0), uint64(len(it.places)-slack)
	if len(l.table) > 0 {
		to = min(to, uint64(l.placeEnd(it.n)))
		if it.n > 0 {
			from = min(to, uint64(l.placeEnd(it.n-1)))
		}
	}
	r := &it.gaps[f]
	*r = gapReader{b: it.places[from : to+slack], stop: (to - from) * 8}
	before, all := uint64(0), uint64(0)
	for g, sum := range it.sums {
		if g == f {
			r.low = all
		}
		if g < f {
			before += sum
		}
		all += sum * uint64(it.block.gapWidth(g))
	}
	low := r.low
	if r.rests = all; r.rests > r.stop || !r.skip(before) {
		return contradiction(listSections[l.signal])
	}
	r.low, r.width = low, it.block.gapWidth(f)
	return nil
}
