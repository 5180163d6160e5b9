package segment

import (
	"encoding/binary"
	"sort"
)

// Iterator walks over the blocks of a List. It is reusable and makes no garbage; the zero Iterator has no list.
//
// An Iterator that was Reset stands in front of the first block.
type Iterator struct {
	list  *List
	n     int // of the block at hand, -1 in front
	block block

	documents   [BlockDocs]uint32
	frequencies [TextFields][BlockDocs]uint32
	has         [TextFields]bool
	// decoded says which of documents and frequencies are those of the block at hand.
	decodedDocs, decodedFrequencies bool

	// isSound says that the block at hand was looked at, err that one contradicts itself.
	isSound bool
	err     error

	// gaps are the readers of the block at hand, sums the numbers that each has, once openedGaps.
	openedGaps bool
	gaps       [TextFields]gapReader
	sums       [TextFields]uint64
	places     []byte // of all blocks, and slack bytes more
}

// Reset puts the iterator in front of a list, which must stay as it is.
func (it *Iterator) Reset(l *List) {
	it.list, it.n, it.places, it.err = l, -1, nil, nil
	it.block = block{}
}

// Rewind puts the iterator in front of its list again.
func (it *Iterator) Rewind() { it.Reset(it.list) }

// Next moves to the next block and returns false behind the last.
func (it *Iterator) Next() bool { return it.move(it.n + 1) }

// Seek moves forward to the first block that may have a document from doc on, and returns false when there is none. It
// stays where it is when that is the block at hand.
func (it *Iterator) Seek(doc uint32) bool {
	if it.n >= 0 && it.n < it.list.blockCount() && it.block.last >= doc {
		return true
	}
	n := it.list.blockCount()
	if it.n >= n || it.list.last < doc {
		it.n = n
		return false
	}
	if len(it.list.table) == 0 {
		return it.move(0)
	}
	first := max(it.n, 0)
	// News is searched from the newest on: the block is near.
	step := 1
	for first+step < n && it.list.lastOf(first+step) < doc {
		step *= 2
	}
	first += step / 2
	span := min(step-step/2+1, n-first)
	return it.move(first + sort.Search(span, func(i int) bool { return it.list.lastOf(first+i) >= doc }))
}

// MoveTo moves to block n, forward or back, and returns false behind the last. It keeps what was decoded where that is
// the block at hand.
func (it *Iterator) MoveTo(n int) bool { return n == it.n && it.n < it.list.blockCount() || it.move(n) }

// Block is the number of the block at hand.
func (it *Iterator) Block() int { return it.n }

func (l *List) lastOf(n int) uint32 { return binary.LittleEndian.Uint32(l.table[n*tableEntryBytes:]) }

func (it *Iterator) move(n int) bool {
	l := it.list
	it.n = n
	it.decodedDocs, it.decodedFrequencies, it.isSound, it.openedGaps = false, false, false, false
	if n >= l.blockCount() || it.err != nil {
		return false
	}
	if l.inline {
		doc := l.last
		it.block = block{n: 1, from: doc, last: doc}
		it.documents[0] = doc
		it.has = [TextFields]bool{}
		for f := range it.frequencies {
			it.frequencies[f][0] = 0
		}
		it.frequencies[l.inlineField][0] = 1
		it.has[l.inlineField] = true
		it.decodedDocs, it.decodedFrequencies = true, true
		return true
	}
	if len(l.table) == 0 {
		it.block = block{b: l.blocks, n: l.Docs, last: l.last}
		return true
	}
	b := block{n: BlockDocs, last: l.lastOf(n), hasShares: l.signal != Address}
	begin := uint32(0)
	if n > 0 {
		b.from = l.lastOf(n-1) + 1
		begin = binary.LittleEndian.Uint32(l.table[(n-1)*tableEntryBytes+4:])
	}
	if n == l.blockCount()-1 {
		b.n = l.Docs - n*BlockDocs
	}
	b.b = l.blocks[min(int(begin), len(l.blocks)):]
	if b.last > l.last || b.last < b.from {
		b = block{n: 1, from: l.last, last: l.last} // not sound
	}
	it.block = b
	return true
}

// Err says that a block was met that contradicts itself. Such a block has no documents but its last, and none comes
// behind it.
func (it *Iterator) Err() error { return it.err }

func (it *Iterator) fail() {
	it.err = contradiction(listSections[it.list.signal])
	it.block.n = 1
	it.documents[0] = it.block.last
	it.has = [TextFields]bool{}
	for f := range it.frequencies {
		it.frequencies[f][0] = 0
	}
	it.decodedDocs, it.decodedFrequencies = true, true
}

// check says whether the block can be decoded.
func (it *Iterator) check() bool {
	if !it.isSound && it.err == nil {
		if it.isSound = it.block.isSound(); !it.isSound {
			it.fail()
		}
	}
	return it.isSound
}

// Last is the last document of the block.
func (it *Iterator) Last() uint32 { return it.block.last }

// From is a document that is not behind the first of the block.
func (it *Iterator) From() uint32 { return it.block.from }

// Docs returns the documents of the block, good until the iterator moves.
func (it *Iterator) Docs() []uint32 {
	if !it.decodedDocs && it.check() {
		it.decodedDocs = true
		if !it.block.documents(it.documents[:it.block.n]) {
			it.fail()
		}
	}
	return it.documents[:it.block.n]
}

// Or sets the documents of the block in a set of bits whose first is document 0.
func (it *Iterator) Or(set []uint64) {
	if !it.decodedDocs && it.check() && it.block.isBitmap() {
		it.block.or(set)
		return
	}
	for _, d := range it.Docs() {
		set[d>>6] |= 1 << (d & 63)
	}
}

// Frequencies returns how often each document of Docs has the term in a text field; has is false where none does.
func (it *Iterator) Frequencies(f int) (frequencies []uint32, has bool) {
	if !it.decodedFrequencies && it.check() {
		it.has = it.block.frequenciesInto(&it.frequencies)
		it.decodedFrequencies = true
	}
	return it.frequencies[f][:it.block.n], it.has[f]
}

// fewPostings of a block are cheaper to pick than to unpack them all; BenchmarkPick compares the two.
const fewPostings = 24

// Pick is Frequencies of some of the documents, by their places among Docs: dst takes one for each. dst is not set where
// has is false.
func (it *Iterator) Pick(chosen []uint32, f int, dst []uint32) (has bool) {
	if !it.decodedFrequencies && len(chosen) <= fewPostings && it.check() {
		return it.block.pick(dst, chosen, f)
	}
	frequencies, has := it.Frequencies(f)
	if has {
		for n, i := range chosen {
			dst[n] = frequencies[i]
		}
	}
	return has
}

// Fields returns in which text fields document number i of Docs has the term, a bit for each.
func (it *Iterator) Fields(i int) (fields uint8) {
	chosen := [1]uint32{uint32(i)}
	var frequency [1]uint32
	for f := range it.frequencies {
		if it.Pick(chosen[:], f, frequency[:]) && frequency[0] > 0 {
			fields |= 1 << f
		}
	}
	return fields
}

// Shares returns what each document of Docs earns at most, in parts of List.Peak of the block: SharesOfPeak of them are
// all of it. Two stand in a byte, the lower bits first. It returns nil where the list has none, being of one block.
func (it *Iterator) Shares() []byte {
	if !it.block.hasShares || !it.check() {
		return nil
	}
	return it.block.shares()
}
