package segment

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"sync"
)

// The documents of a value stand in the shortest of three ways; numbers of documents have as few bytes as the number of
// documents of the segment takes:
//
//	run      the last document, and the first where that is another: all between are of the value
//	sparse   the documents, ascending
//	dense    uint32 number of documents · ⌈documents of the segment / 64⌉ × uint64: a bit for each
//
// What is shorter than a dense value is not dense, and what descends is a run.

// denseBytes is the length of a dense value.
func denseBytes(docs uint32) uint64 { return 4 + 8*uint64(setWords(docs)) }

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
	size := byteWidth(uint64(docs))
	until := make([]uint32, values+1)
	var of []byte
	for n := range values {
		of = appendCarriersOf(of, sorted[ends[n]:ends[n+1]], docs, size)
		until[n+1] = uint32(len(of))
	}
	return append(appendOffsets(out, until), of...)
}

// appendCarriersOf appends the documents of one value.
func appendCarriersOf(out []byte, of []uint32, docs uint32, size int) []byte {
	last := len(of) - 1
	switch {
	case last > 0 && int(of[last]-of[0]) == last:
		return appendSized(out, []uint32{of[last], of[0]}, size)
	case uint64(len(of)*size) < denseBytes(docs):
		return appendSized(out, of, size)
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(of)))
	set := make([]uint64, setWords(docs))
	for _, doc := range of {
		set[doc/64] |= 1 << (doc % 64)
	}
	return appendSized(out, set, 8)
}

// carrierColumn is a section of carriers, looked through when it is first needed.
type carrierColumn struct {
	once sync.Once
	ends Offsets
	rest []byte
	err  error
}

// Carriers are the documents that carry a value of a label, as they lie in the file.
type Carriers struct {
	docs int
	// All of them are from first up to end, which is excluded.
	first, end uint32
	// list ascends where isList is set. Otherwise set has a bit for each document of the segment, and where that is nil
	// too, all from first up to end are meant.
	isList bool
	list   Numbers
	set    []byte
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
		var ok bool
		if c.ends, c.rest, ok = readOffsets(b, uint64(labels.values)+1); !ok || c.ends.At(0) != 0 ||
			uint64(c.ends.At(labels.values)) != uint64(len(c.rest)) {
			c.err = contradiction(carrierSections[column])
		}
	})
	if c.err != nil {
		return Carriers{}, c.err
	}
	found, ok := carriersIn(c.rest[c.ends.At(ordinal):c.ends.At(ordinal+1)], s.file.docs)
	if !ok {
		return Carriers{}, contradiction(carrierSections[column])
	}
	return found, nil
}

func carriersIn(b []byte, docs uint32) (c Carriers, ok bool) {
	c.end = docs
	if dense := denseBytes(docs); uint64(len(b)) >= dense {
		c.docs, c.set = int(binary.LittleEndian.Uint32(b)), b[4:]
		return c, uint64(len(b)) == dense && uint32(c.docs) <= docs
	}
	size := byteWidth(uint64(docs))
	if size == 0 || len(b)%size != 0 {
		return c, false
	}
	c.isList, c.docs = true, len(b)/size
	c.list, _, ok = numbersIn(b, uint64(c.docs), uint64(size))
	if c.docs == 2 && c.list.At(0) > c.list.At(1) {
		if c.list.At(0) >= uint64(docs) {
			return c, false
		}
		c.isList, c.first, c.end = false, uint32(c.list.At(1)), uint32(c.list.At(0))+1
		c.docs = int(c.end - c.first)
	}
	return c, ok
}

// Docs is the number of documents, deleted ones included.
func (c *Carriers) Docs() int { return c.docs }

// Cost is about how many steps Or takes.
func (c *Carriers) Cost() int {
	if c.isList {
		return c.docs
	}
	return int(setWords(c.end - c.first))
}

// Or adds the documents to a set with a bit for each document of the segment; ok is false when one is none of them.
func (c *Carriers) Or(set []uint64) (ok bool) {
	if !c.isList {
		for i := int(c.first / 64); i < int(setWords(c.end)); i++ {
			set[i] |= c.word(i)
		}
		return true
	}
	for i := range uint32(c.docs) {
		doc := c.list.At(i)
		if doc >= uint64(c.end) {
			return false
		}
		set[doc/64] |= 1 << (doc % 64)
	}
	return true
}

// word returns the bits of the 64 documents from 64 × i on, some of which are from first up to end.
func (c *Carriers) word(i int) uint64 {
	w := ^uint64(0)
	if c.set != nil {
		w = binary.LittleEndian.Uint64(c.set[i*8:])
	} else if uint32(i) == c.first/64 {
		w <<= c.first % 64
	}
	if left := uint64(c.end) - uint64(i)*64; left < 64 {
		w &= 1<<left - 1
	}
	return w
}

// Each calls visit for the documents from first up to last, last excluded, until it returns false.
func (c *Carriers) Each(first, last uint32, visit func(doc uint32) bool) {
	first, last = max(first, c.first), min(last, c.end)
	if c.isList {
		for i := c.from(first); i < c.docs; i++ {
			if doc := c.list.At(uint32(i)); doc >= uint64(last) || !visit(uint32(doc)) {
				return
			}
		}
		return
	}
	for i := int(first / 64); i < int(setWords(last)); i++ {
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
	first, last = max(first, c.first), min(last, c.end)
	if first >= last {
		return
	}
	if c.isList {
		for i := c.from(last) - 1; i >= 0; i-- {
			if doc := c.list.At(uint32(i)); doc < uint64(first) || doc >= uint64(c.end) || !visit(uint32(doc)) {
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
	if c.isList {
		return max(c.from(last)-c.from(first), 0)
	}
	first, last = max(first, c.first), min(last, c.end)
	if c.set == nil {
		return int(last - min(first, last))
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
	return sort.Search(c.docs, func(i int) bool { return c.list.At(uint32(i)) >= uint64(doc) })
}
