package segment

import "math/bits"

// Impact bounds what the documents of a block can earn in one text field: no document has the term more often, and none
// that has it is shorter. A bound made of both holds whatever weights and statistics a score uses, as long as it grows
// with the frequency and falls with the length.
type Impact struct {
	// Frequency is 0 where no document has the term in the field.
	Frequency uint32
	// Length in tokens.
	Length uint32
}

// impactBytes is an Impact in a file: the frequency, 255 standing for any that is not below, and a code of the length.
const impactBytes = 2

// anyFrequency stands for frequencies too high for a byte.
const anyFrequency = 255

func (i Impact) append(dst []byte) []byte {
	return append(dst, byte(min(i.Frequency, anyFrequency)), lengthCode(i.Length))
}

func readImpact(b []byte) Impact {
	i := Impact{uint32(b[0]), lengthOf(b[1])}
	if i.Frequency == anyFrequency {
		i.Frequency = ^uint32(0)
	}
	return i
}

// lengthCode keeps the highest four bits of a length, so that lengthOf gives at most the length, and at least 7/8 of it.
func lengthCode(length uint32) byte {
	if length < 16 {
		return byte(length)
	}
	shift := bits.Len32(length) - 4
	return byte(16 + (shift-1)*8 + int(length>>shift) - 8)
}

func lengthOf(code byte) uint32 {
	if code < 16 {
		return uint32(code)
	}
	c := uint32(code) - 16
	return (c%8 + 8) << (c/8 + 1)
}
