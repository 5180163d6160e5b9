package segment

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"sync"
)

// The documents of a value stand in one of two ways, whichever is shorter, so that its length tells which:
//
//	sparse   documents × uint32, ascending
//	dense    uint32 number of documents · ⌈documents of the segment / 64⌉ × uint64: a bit for each

// denseUnits is the length of a dense value, in units of 4 bytes.
func denseUnits(docs uint32) uint32 { return 1 + 2*setWords(docs) }

func setWords(docs uint32) uint32 { return uint32((uint64(docs) + 63) / 64) }

// appendCarriers writes the documents of each of so many values; those of document d are ordinals[starts[d]:starts[d+1]].
func appendCarriers(out []byte, starts, ordinals []uint32, values int) []byte {
	ends := make([]uint32, values+1)
	docs := uint32(len(starts) - 1)
	each := func(visit func(n, doc uint32)) {
		last := make([]uint32, values) // one more than the last document, so that a value counts once for each
		for doc := range docs {
			for _, n := range ordinals[starts[doc]:starts[doc+1]] {
				if last[n] <= doc {
					last[n] = doc + 1
					visit(n, doc)
				}
			}
		}
	}
	each(func(n, _ uint32) { ends[n+1]++ })
	sorted, at := make([]uint32, len(ordinals)), make([]uint32, values)
	for n := range values {
		at[n] = ends[n]
		ends[n+1] += ends[n]
	}
	each(func(n, doc uint32) {
		sorted[at[n]] = doc
		at[n]++
	})
	units := uint32(0)
	out = binary.LittleEndian.AppendUint32(out, units)
	for n := range values {
		units += min(ends[n+1]-ends[n], denseUnits(docs))
		out = binary.LittleEndian.AppendUint32(out, units)
	}
	for n := range values {
		of := sorted[ends[n]:ends[n+1]]
		if uint32(len(of)) < denseUnits(docs) {
			for _, doc := range of {
				out = binary.LittleEndian.AppendUint32(out, doc)
			}
			continue
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(len(of)))
		set := make([]uint64, setWords(docs))
		for _, doc := range of {
			set[doc/64] |= 1 << (doc % 64)
		}
		for _, w := range set {
			out = binary.LittleEndian.AppendUint64(out, w)
		}
	}
	return out
}

// carrierColumn is a section of carriers, looked through when it is first needed.
type carrierColumn struct {
	once sync.Once
	ends Uint32s
	rest []byte
	err  error
}

// Carriers are the documents that carry a value of a label, as they lie in the file.
type Carriers struct {
	segmentDocs uint32
	docs        int
	// list ascends; where it is nil, set has a bit for each document.
	list Uint32s
	set  []byte
}

// Carriers returns the documents of the value with an ordinal, which is below Labels.Values.
func (s *Segment) Carriers(column LabelColumn, ordinal uint32) (Carriers, error) {
	c := &s.carriers[column]
	c.once.Do(func() {
		var labels Labels
		if labels, c.err = s.Labels(column); c.err != nil {
			return
		}
		var b []byte
		if b, c.err = s.file.section(carrierSections[column]); c.err != nil {
			return
		}
		n := (uint64(labels.values) + 1) * 4
		if n > uint64(len(b)) {
			c.err = contradiction(carrierSections[column])
			return
		}
		if c.ends, c.rest = Uint32s(b[:n]), b[n:]; !c.ends.ascend() ||
			uint64(c.ends.At(labels.values))*4 != uint64(len(c.rest)) || c.ends.At(0) != 0 {
			c.err = contradiction(carrierSections[column])
		}
	})
	if c.err != nil {
		return Carriers{}, c.err
	}
	b := c.rest[uint64(c.ends.At(ordinal))*4 : uint64(c.ends.At(ordinal+1))*4]
	found := Carriers{segmentDocs: s.file.docs}
	switch dense := uint64(denseUnits(s.file.docs)) * 4; {
	case uint64(len(b)) < dense:
		found.docs, found.list = len(b)/4, Uint32s(b)
	case uint64(len(b)) == dense && binary.LittleEndian.Uint32(b) <= s.file.docs:
		found.docs, found.set = int(binary.LittleEndian.Uint32(b)), b[4:]
	default:
		return Carriers{}, contradiction(carrierSections[column])
	}
	return found, nil
}

// Docs is the number of documents, deleted ones included.
func (c *Carriers) Docs() int { return c.docs }

// Cost is about how many steps Or takes.
func (c *Carriers) Cost() int {
	if c.set != nil {
		return len(c.set) / 8
	}
	return c.docs
}

// Or adds the documents to a set with a bit for each document of the segment; ok is false when one is none of them.
func (c *Carriers) Or(set []uint64) (ok bool) {
	if c.set != nil {
		for i := range len(c.set) / 8 {
			set[i] |= c.word(i)
		}
		return true
	}
	for b := c.list; len(b) >= 4; b = b[4:] {
		doc := binary.LittleEndian.Uint32(b)
		if doc >= c.segmentDocs {
			return false
		}
		set[doc/64] |= 1 << (doc % 64)
	}
	return true
}

// word returns 64 bits of the set, without those behind the last document.
func (c *Carriers) word(i int) uint64 {
	w := binary.LittleEndian.Uint64(c.set[i*8:])
	if left := uint64(c.segmentDocs) - uint64(i)*64; left < 64 {
		w &= 1<<left - 1
	}
	return w
}

// Each calls visit for the documents from first up to last, last excluded, until it returns false.
func (c *Carriers) Each(first, last uint32, visit func(doc uint32) bool) {
	if c.set == nil {
		for i := c.from(first); i < c.docs; i++ {
			if doc := c.list.At(uint32(i)); doc >= last || doc >= c.segmentDocs || !visit(doc) {
				return
			}
		}
		return
	}
	for i := int(first / 64); i < len(c.set)/8; i++ {
		w := c.word(i)
		if uint32(i) == first/64 {
			w &= ^uint64(0) << (first % 64)
		}
		for ; w != 0; w &= w - 1 {
			if doc := uint32(i*64 + bits.TrailingZeros64(w)); doc >= last || !visit(doc) {
				return
			}
		}
	}
}

// EachBackwards is Each from the last document to the first.
func (c *Carriers) EachBackwards(first, last uint32, visit func(doc uint32) bool) {
	last = min(last, c.segmentDocs)
	if first >= last {
		return
	}
	if c.set == nil {
		for i := c.from(last) - 1; i >= 0; i-- {
			if doc := c.list.At(uint32(i)); doc < first || doc >= c.segmentDocs || !visit(doc) {
				return
			}
		}
		return
	}
	for i := int((last - 1) / 64); i >= int(first/64); i-- {
		for w := c.word(i); w != 0; {
			bit := bits.Len64(w) - 1
			w &^= 1 << bit
			if doc := uint32(i*64 + bit); doc < last && (doc < first || !visit(doc)) {
				return
			}
		}
	}
}

// Count returns how many documents there are from first up to last, last excluded.
func (c *Carriers) Count(first, last uint32) int {
	if c.set == nil {
		return max(c.from(last)-c.from(first), 0)
	}
	n := 0
	c.eachWord(first, last, func(w uint64) { n += bits.OnesCount64(w) })
	return n
}

func (c *Carriers) eachWord(first, last uint32, visit func(w uint64)) {
	if first >= last {
		return
	}
	for i := int(first / 64); i <= int((last-1)/64); i++ {
		w := c.word(i)
		if uint32(i) == first/64 {
			w &= ^uint64(0) << (first % 64)
		}
		if uint32(i) == (last-1)/64 {
			w &= ^uint64(0) >> (63 - (last-1)%64)
		}
		visit(w)
	}
}

// from returns the place in list of the first document from doc on.
func (c *Carriers) from(doc uint32) int {
	return sort.Search(c.docs, func(i int) bool { return c.list.At(uint32(i)) >= doc })
}
