package segment

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A block holds up to BlockDocs postings:
//
//	byte     width of the document numbers, or asBitmap
//	3 bytes  width of the frequencies in each text field, and in the upper 3 bits which of gapBits their places have
//	documents    packed distances to the least number possible; or a bitmap from there to the last document
//	frequencies  packed, one array for each text field
//	shares       of a list of several blocks, but of addresses: packed, 4 bits each; see peak.go
//
// Bits are packed lowest first and each array begins at a byte. The last document is known from outside.
const (
	BlockDocs       = 128
	blockHeadBytes  = 1 + int(TextFields)
	asBitmap        = 0xFF
	maxNumbersWidth = 32
	gapShift        = 5
	frequencyMask   = 1<<gapShift - 1
)

// appendBlock appends a block of postings whose least possible document is from, without shares. gaps are as bestGapBits
// has them.
func appendBlock(
	dst []byte, docs []uint32, frequencies *[TextFields][]uint32, gaps *[TextFields]int, from uint32,
) []byte {
	var distances [BlockDocs]uint32
	next := from
	for i, d := range docs {
		distances[i] = d - next
		next = d + 1
	}
	w := width(distances[:len(docs)])
	bitmap := (uint64(next-from) + 7) / 8
	head := [blockHeadBytes]byte{byte(w)}
	if bitmap <= uint64(packedBytes(len(docs), w)) && w > 0 {
		head[0] = asBitmap
	}
	for f := range frequencies {
		head[1+f] = byte(width(frequencies[f]) | gaps[f]<<gapShift)
	}
	dst = append(dst, head[:]...)
	if head[0] == asBitmap {
		at := len(dst)
		dst = append(dst, make([]byte, bitmap)...)
		for _, d := range docs {
			dst[at+int((d-from)>>3)] |= 1 << ((d - from) & 7)
		}
	} else {
		dst = appendPacked(dst, distances[:len(docs)], w)
	}
	for f := range frequencies {
		dst = appendPacked(dst, frequencies[f], int(head[1+f]&frequencyMask))
	}
	return dst
}

// block is a block in the file; b goes on for slack bytes behind it.
type block struct {
	b          []byte
	n          int
	from, last uint32
	hasShares  bool
}

// width is that of the frequencies in a text field, gapWidth that of the lowest bits of their places.
func (k *block) width(f int) int    { return int(k.b[1+f] & frequencyMask) }
func (k *block) gapWidth(f int) int { return gapBits[k.b[1+f]>>gapShift] }

func (k *block) isBitmap() bool { return k.b[0] == asBitmap }

// numbers returns where the document numbers lie and where the frequencies begin.
func (k *block) numbers() (b []byte, end int) {
	n := packedBytes(k.n, int(k.b[0]))
	if k.isBitmap() {
		n = int((uint64(k.last-k.from) + 8) / 8)
	}
	return k.b[blockHeadBytes:], blockHeadBytes + n
}

// isSound says that reading the block does not lead out of b, nor setting its bits behind the last document. A file
// whose checksums hold has no other blocks, unless somebody made it so.
func (k *block) isSound() bool {
	if k.last < k.from || len(k.b) < blockHeadBytes+slack || k.b[0] > maxNumbersWidth && !k.isBitmap() {
		return false
	}
	b, end := k.numbers()
	at := end - blockHeadBytes - 1
	for f := range int(TextFields) {
		end += packedBytes(k.n, k.width(f))
	}
	if k.hasShares {
		end += packedBytes(k.n, shareBits)
	}
	return end+slack <= len(k.b) && (!k.isBitmap() || b[at]>>((k.last-k.from)&7) == 1)
}

// documents fills dst, of k.n places, with the document numbers. It says whether they ascend to the last.
func (k *block) documents(dst []uint32) bool {
	const cannotOverflow = 24 // bits, times BlockDocs
	b, end := k.numbers()
	if w := int(k.b[0]); !k.isBitmap() {
		unpackAscending(dst, b, w, k.from)
		return dst[len(dst)-1] == k.last && (w <= cannotOverflow || slices.IsSorted(dst))
	}
	n := 0
	for i, set := range b[:end-blockHeadBytes] {
		for at := k.from + uint32(i)*8; set != 0 && n < len(dst); set &= set - 1 {
			dst[n] = at + uint32(bits.TrailingZeros8(set))
			n++
		}
	}
	return n == len(dst) && dst[n-1] == k.last
}

// frequenciesInto fills dst[f] for every text field; it returns which fields have any.
func (k *block) frequenciesInto(dst *[TextFields][BlockDocs]uint32) (has [TextFields]bool) {
	_, at := k.numbers()
	for f := range dst {
		w := k.width(f)
		unpack(dst[f][:k.n], k.b[at:], w)
		at += packedBytes(k.n, w)
		has[f] = w > 0
	}
	return has
}

// pick sets dst to the frequencies of the chosen postings in a text field, and reports whether any posting has one.
func (k *block) pick(dst, chosen []uint32, f int) (has bool) {
	_, at := k.numbers()
	for before := range f {
		at += packedBytes(k.n, k.width(before))
	}
	w := k.width(f)
	if w == 0 {
		return false
	}
	b := k.b[at:]
	for n, i := range chosen {
		dst[n] = number(b, w, int(i))
	}
	return true
}

// shares returns those of the block, which is sound and has them.
func (k *block) shares() []byte {
	_, at := k.numbers()
	for f := range int(TextFields) {
		at += packedBytes(k.n, k.width(f))
	}
	return k.b[at:][:packedBytes(k.n, shareBits)]
}

// or sets in set, whose bit 0 is document 0, the documents of the block.
func (k *block) or(set []uint64) {
	b, stop := k.numbers()
	b = b[:stop-blockHeadBytes]
	at := k.from
	for ; len(b) >= 8; b = b[8:] {
		orBits(set, at, binary.LittleEndian.Uint64(b))
		at += 64
	}
	word := uint64(0)
	for i, x := range b {
		word |= uint64(x) << (8 * i)
	}
	orBits(set, at, word)
}

func orBits(set []uint64, at uint32, word uint64) {
	if low := word << (at & 63); low != 0 {
		set[at>>6] |= low
	}
	if high := word >> (64 - at&63); high != 0 {
		set[at>>6+1] |= high
	}
}
