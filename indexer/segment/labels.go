package segment

import (
	"encoding/binary"
	"math"
	"sort"
	"sync"
)

// Labels is a column of any number of strings a document: ordinals into a sorted dictionary of the distinct values.
type Labels struct {
	values uint32
	ends   Uint32s
	// starts is nil where no document has several values: position d of ordinals is that of document d then.
	starts   Uint32s
	ordinals Ordinals
	text     []byte
	// positions is the number of ordinals.
	positions uint64
}

// Ordinals are numbers of 0, 1, 2 or 4 bytes as they lie in the file; of no bytes where all are 0.
type Ordinals struct {
	Bytes []byte
	// Size is that of a number in bytes.
	Size int
}

// At returns a number.
func (o Ordinals) At(n uint32) uint32 {
	switch o.Size {
	case 1:
		return uint32(o.Bytes[n])
	case 2:
		return uint32(binary.LittleEndian.Uint16(o.Bytes[uint64(n)*2:]))
	case 4:
		return binary.LittleEndian.Uint32(o.Bytes[uint64(n)*4:])
	}
	return 0
}

// sizeOfOrdinals is the Size for numbers up to most.
func sizeOfOrdinals(most uint32) int {
	switch {
	case most == 0:
		return 0
	case most <= math.MaxUint8:
		return 1
	case most <= math.MaxUint16:
		return 2
	}
	return 4
}

// appendOrdinal appends a number of a size.
func appendOrdinal(dst []byte, n uint32, size int) []byte {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], n)
	return append(dst, b[:size]...)
}

// labelColumn is a label section, looked through when it is first needed.
type labelColumn struct {
	once   sync.Once
	labels Labels
	err    error
}

// Labels returns a label column.
func (s *Segment) Labels(c LabelColumn) (Labels, error) {
	l := &s.labels[c]
	l.once.Do(func() {
		var b []byte
		if b, l.err = s.file.section(labelSections[c]); l.err == nil {
			var ok bool
			if l.labels, ok = readLabels(b, s.file.docs); !ok {
				l.err = contradiction(labelSections[c])
			}
		}
	})
	return l.labels, l.err
}

// Values is the number of distinct values.
func (l *Labels) Values() uint32 { return l.values }

// Value returns the value of an ordinal; it lies in the file and must be copied to be kept.
func (l *Labels) Value(ordinal uint32) []byte { return l.text[l.ends.At(ordinal):l.ends.At(ordinal+1)] }

// Of returns the range of positions at which the ordinals of a document stand.
func (l *Labels) Of(doc uint32) (from, to uint32) {
	if l.starts != nil {
		return l.starts.At(doc), l.starts.At(doc + 1)
	}
	if l.ordinals.At(doc) == l.values {
		return doc, doc
	}
	return doc, doc + 1
}

// Positions is the number of positions.
func (l *Labels) Positions() uint64 { return l.positions }

// Single returns the ordinal of each document, Values() for one without, where no document has several values.
func (l *Labels) Single() (ordinals Ordinals, ok bool) { return l.ordinals, l.starts == nil }

// Several returns where the ordinals of each document begin and, after them, where those of the next do.
func (l *Labels) Several() (starts Uint32s, ordinals Ordinals) { return l.starts, l.ordinals }

// Ordinal returns the ordinal at a position.
func (l *Labels) Ordinal(position uint32) uint32 { return l.ordinals.At(position) }

// Find returns the ordinal of a value.
func (l *Labels) Find(value string) (uint32, bool) {
	i := sort.Search(int(l.values), func(i int) bool { return string(l.Value(uint32(i))) >= value })
	return uint32(i), i < int(l.values) && string(l.Value(uint32(i))) == value
}

// readLabels returns the column in a section; ok is false when following its numbers would lead out of it.
func readLabels(b []byte, docs uint32) (l Labels, ok bool) {
	if len(b) < 8 {
		return l, false
	}
	l.values = binary.LittleEndian.Uint32(b)
	form, rest := binary.LittleEndian.Uint32(b[4:]), b[8:]
	size := sizeOfOrdinals(l.values)
	cut := func(n uint64) (u Uint32s, ok bool) {
		if n*4 > uint64(len(rest)) {
			return nil, false
		}
		u, rest = Uint32s(rest[:n*4]), rest[n*4:]
		return u, true
	}
	if l.ends, ok = cut(uint64(l.values) + 1); !ok {
		return l, false
	}
	count, most := uint64(docs), uint64(l.values)+1
	if form == severalForm {
		if l.starts, ok = cut(uint64(docs) + 1); !ok || !l.starts.ascend() {
			return l, false
		}
		count, most = uint64(l.starts.At(docs)), uint64(l.values)
	} else if form != singleForm {
		return l, false
	}
	if count*uint64(size) > uint64(len(rest)) {
		return l, false
	}
	l.ordinals, l.positions = Ordinals{rest[:count*uint64(size)], size}, count
	l.text = rest[count*uint64(size):]
	for n := range uint32(count) {
		if uint64(l.ordinals.At(n)) >= most {
			return l, false
		}
	}
	return l, l.ends.ascend() && uint64(l.ends.At(l.values)) == uint64(len(l.text))
}

func (u Uint32s) ascend() bool {
	for i := 4; i < len(u); i += 4 {
		if binary.LittleEndian.Uint32(u[i:]) < binary.LittleEndian.Uint32(u[i-4:]) {
			return false
		}
	}
	return true
}
