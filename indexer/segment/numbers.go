package segment

import (
	"encoding/binary"
	"math/bits"
)

// Numbers are a column of numbers as they lie in the file, each in as many bytes as the largest takes: in none where all
// are 0. The zero Numbers have none.
type Numbers struct {
	// b goes on for slack bytes behind the last.
	b    []byte
	size uint64
	mask uint64
}

// At returns a number.
func (n Numbers) At(i uint32) uint64 {
	return binary.LittleEndian.Uint64(n.b[uint64(i)*n.size:]) & n.mask
}

// byteWidth is how many bytes a number takes.
func byteWidth(n uint64) int { return (bits.Len64(n) + 7) / 8 }

// numbersIn are count numbers of a size in bytes, of at most 8, at the beginning of b; ok is false where b is too short.
// It is not allowed to be the end of a file.
func numbersIn(b []byte, count, size uint64) (n Numbers, rest []byte, ok bool) {
	if size > 8 || size > 0 && count > uint64(len(b))/size {
		return n, nil, false
	}
	end := count * size
	return Numbers{b: b[:end+slack], size: size, mask: 1<<(size*8) - 1}, b[end:], true
}

// allNumbers are the count numbers that b is.
func allNumbers(b []byte, count uint32) (n Numbers, ok bool) {
	size := uint64(0)
	if count > 0 {
		size = uint64(len(b)) / uint64(count)
	}
	n, rest, ok := numbersIn(b, uint64(count), size)
	return n, ok && len(rest) == 0
}

func appendNumbers[T uint32 | uint64](dst []byte, numbers []T) []byte {
	all := T(0)
	for _, n := range numbers {
		all |= n
	}
	return appendSized(dst, numbers, byteWidth(uint64(all)))
}

// appendSized appends the lowest size bytes of each number.
func appendSized[T uint32 | uint64](dst []byte, numbers []T, size int) []byte {
	if size == 0 {
		return dst
	}
	for _, n := range numbers {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(n))[:len(dst)+size]
	}
	return dst
}

// Offsets are numbers that ascend, as they lie in the file: uint32 bytes of a step · each 16th number, uint32 · the step
// to each number from that 16th.
type Offsets struct {
	bases Uint32s
	steps Numbers
}

const offsetRun = 16

// At returns a number.
func (o Offsets) At(i uint32) uint32 { return o.bases.At(i/offsetRun) + uint32(o.steps.At(i)) }

// appendOffsets appends numbers that ascend.
func appendOffsets(dst []byte, numbers []uint32) []byte {
	steps := make([]uint32, len(numbers))
	all := uint32(0)
	for i, n := range numbers {
		steps[i] = n - numbers[i-i%offsetRun]
		all |= steps[i]
	}
	size := byteWidth(uint64(all))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(size))
	for i := 0; i < len(numbers); i += offsetRun {
		dst = binary.LittleEndian.AppendUint32(dst, numbers[i])
	}
	return appendSized(dst, steps, size)
}

// readOffsets reads count of them, at least one, from the beginning of b; ok is false where they do not ascend.
func readOffsets(b []byte, count uint64) (o Offsets, rest []byte, ok bool) {
	bases := 4 + (count+offsetRun-1)/offsetRun*4
	if bases > uint64(len(b)) {
		return o, nil, false
	}
	o.bases = Uint32s(b[4:bases])
	if o.steps, rest, ok = numbersIn(b[bases:], count, uint64(binary.LittleEndian.Uint32(b))); !ok {
		return o, nil, false
	}
	before := uint32(0)
	for i := range count {
		n := o.At(uint32(i))
		if n < before {
			return o, nil, false
		}
		before = n
	}
	return o, rest, true
}
