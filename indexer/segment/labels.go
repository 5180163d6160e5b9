package segment

import (
	"encoding/binary"
	"sort"
	"sync"
)

// Labels is a column of any number of strings a document: ordinals into a sorted dictionary of the distinct values.
type Labels struct {
	values uint32
	ends   Offsets
	// isSingle says that no document has several values: position d of ordinals is that of document d then, and there are
	// no starts.
	isSingle bool
	starts   Offsets
	ordinals Numbers
	text     []byte
	// positions is the number of ordinals.
	positions uint64
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
	if !l.isSingle {
		return l.starts.At(doc), l.starts.At(doc + 1)
	}
	if l.ordinals.At(doc) == uint64(l.values) {
		return doc, doc
	}
	return doc, doc + 1
}

// Positions is the number of positions.
func (l *Labels) Positions() uint64 { return l.positions }

// Single returns the ordinal of each document, Values() for one without, where no document has several values.
func (l *Labels) Single() (ordinals Numbers, ok bool) { return l.ordinals, l.isSingle }

// Several returns where the ordinals of each document begin and, after them, where those of the next do.
func (l *Labels) Several() (starts Offsets, ordinals Numbers) { return l.starts, l.ordinals }

// Ordinal returns the ordinal at a position.
func (l *Labels) Ordinal(position uint32) uint32 { return uint32(l.ordinals.At(position)) }

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
	if l.ends, rest, ok = readOffsets(rest, uint64(l.values)+1); !ok {
		return l, false
	}
	most := uint64(l.values) + 1
	l.positions, l.isSingle = uint64(docs), form == singleForm
	if form == severalForm {
		if l.starts, rest, ok = readOffsets(rest, uint64(docs)+1); !ok {
			return l, false
		}
		l.positions, most = uint64(l.starts.At(docs)), uint64(l.values)
	} else if form != singleForm {
		return l, false
	}
	if l.ordinals, l.text, ok = numbersIn(rest, l.positions, uint64(byteWidth(uint64(l.values)))); !ok {
		return l, false
	}
	for n := range uint32(l.positions) {
		if l.ordinals.At(n) >= most {
			return l, false
		}
	}
	return l, uint64(l.ends.At(l.values)) == uint64(len(l.text))
}
