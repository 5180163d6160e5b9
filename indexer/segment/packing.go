package segment

import (
	"encoding/binary"
	"math/bits"
)

// slack is how many bytes behind packed numbers are read, though never used: every file has a directory there.
const slack = 8

// width is the number of bits that the largest of values takes.
func width(values []uint32) int {
	all := uint32(0)
	for _, v := range values {
		all |= v
	}
	return bits.Len32(all)
}

// packedBytes is what n numbers of a width take.
func packedBytes(n, width int) int { return (n*width + 7) / 8 }

// appendPacked appends the lowest width bits of every value, lowest bits first.
func appendPacked(dst []byte, values []uint32, width int) []byte {
	at, acc, filled := len(dst), uint64(0), 0
	dst = append(dst, make([]byte, packedBytes(len(values), width))...)
	for _, v := range values {
		acc |= uint64(v) << filled
		for filled += width; filled >= 8; filled -= 8 {
			dst[at] = byte(acc)
			acc >>= 8
			at++
		}
	}
	if filled > 0 {
		dst[at] = byte(acc)
	}
	return dst
}

// unpack fills dst from numbers of a width of at most 32; b holds slack more bytes than they take.
func unpack(dst []uint32, b []byte, width int) {
	if width == 0 {
		clear(dst)
		return
	}
	mask := uint64(1)<<width - 1
	// Eight numbers take as many bytes as one takes bits.
	for ; width <= maxAtOnce && len(dst) >= 8; dst, b = dst[8:], b[width:] {
		x, eight := binary.LittleEndian.Uint64(b), dst[:8]
		for i := range eight {
			eight[i] = uint32(x & mask)
			x >>= width
		}
	}
	bit := 0
	for i := range dst {
		dst[i] = uint32(binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & mask)
		bit += width
	}
}

// maxAtOnce is the width up to which eight numbers are read at once.
const maxAtOnce = 8

// number returns number i of those that were packed.
func number(b []byte, width, i int) uint32 {
	bit := i * width
	return uint32(binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & (1<<width - 1))
}

// unpackAscending is unpack for document numbers: each number is the distance to the least document possible, which is
// from for the first.
func unpackAscending(dst []uint32, b []byte, width int, from uint32) {
	if width == 0 {
		for i := range dst {
			dst[i] = from + uint32(i)
		}
		return
	}
	mask := uint64(1)<<width - 1
	for ; width <= maxAtOnce && len(dst) >= 8; dst, b = dst[8:], b[width:] {
		x, eight := binary.LittleEndian.Uint64(b), dst[:8]
		for i := range eight {
			from += uint32(x & mask)
			x >>= width
			eight[i] = from
			from++
		}
	}
	bit := 0
	for i := range dst {
		from += uint32(binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & mask)
		dst[i] = from
		from++
		bit += width
	}
}
