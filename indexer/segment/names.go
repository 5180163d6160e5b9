package segment

import (
	"encoding/binary"
	"slices"
	"sort"
	"sync"

	"github.com/cespare/xxhash/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

// The section names tells whether a word may have other transliterations in the segment: for each spelling of Exact that
// has a name key, a number of six bytes, sorted: in its upper half the lowest 24 bits of the hash of the name key, in the
// lower half those of the hash of the folded form. Most words have none, and that is known after one look. Numbers with
// the same upper bytes share them, so many as takes the fewest bytes:
//
//	uint32 bytes of what each number has for itself, 4 to 6 · where the numbers of each value of the upper bytes begin and,
//	after them, their number, as Offsets · what each has for itself
const (
	nameSection    = "names"
	nameEntryBytes = 6
	leastNameBytes = 4
	nameHalf       = nameEntryBytes * 8 / 2
	nameMask       = 1<<nameHalf - 1
)

// nameBuckets is how many values the upper bytes have that numbers of which each has so many bytes for itself share.
func nameBuckets(size uint64) uint64 { return 1 << (8 * (nameEntryBytes - size)) }

func nameEntry(key, fold string) uint64 {
	return xxhash.Sum64String(key)&nameMask<<nameHalf | xxhash.Sum64String(fold)&nameMask
}

// nameOf is the entry of a key of Exact, 0 where it has no name key.
func nameOf(key []byte) uint64 {
	fold, exact := CutExactKey(key)
	if name := turkish.NameKey(string(exact)); name != "" {
		return nameEntry(name, string(fold))
	}
	return 0
}

// appendNames is the names section of entries, which it sorts; one that is there twice is kept once.
func appendNames(dst []byte, entries []uint64) []byte {
	slices.Sort(entries)
	entries = slices.Compact(entries)
	size := uint64(nameEntryBytes)
	for size > leastNameBytes && nameBuckets(size-1)*2 < uint64(len(entries)) {
		size--
	}
	begins := make([]uint32, nameBuckets(size)+1)
	for _, e := range entries {
		begins[e>>(8*size)+1]++
	}
	for i := range begins[1:] {
		begins[i+1] += begins[i]
	}
	dst = appendOffsets(binary.LittleEndian.AppendUint32(dst, uint32(size)), begins)
	return appendSized(dst, entries, int(size))
}

// nameTable is the names section, looked through when it is first needed.
type nameTable struct {
	once   sync.Once
	begins Offsets
	names  Numbers
	err    error
}

// HasOtherName reports whether the segment may have a spelling with a name key whose folded form is another than fold.
// It is wrong when it says no once in 16 million times.
func (s *Segment) HasOtherName(key, fold string) (bool, error) {
	t := &s.names
	t.once.Do(func() {
		var b []byte
		if b, t.err = s.file.section(nameSection); t.err == nil && !t.read(b) {
			t.err = contradiction(nameSection)
		}
	})
	if t.err != nil {
		return false, t.err
	}
	return t.hasOther(nameEntry(key, fold)), nil
}

// hasOther says that there is another number with the upper half of own.
func (t *nameTable) hasOther(own uint64) bool {
	mask := t.names.mask
	bucket := uint32(own >> (8 * t.names.size))
	begin, end := t.begins.At(bucket), t.begins.At(bucket+1)
	first := own &^ nameMask & mask
	n := begin + uint32(sort.Search(int(end-begin), func(i int) bool { return t.names.At(begin+uint32(i)) >= first }))
	for ; n < end && t.names.At(n)>>nameHalf == first>>nameHalf; n++ {
		if t.names.At(n) != own&mask {
			return true
		}
	}
	return false
}

// read looks the section through; ok is false where it contradicts itself.
func (t *nameTable) read(b []byte) (ok bool) {
	if len(b) < 4 {
		return false
	}
	size := uint64(binary.LittleEndian.Uint32(b))
	if size < leastNameBytes || size > nameEntryBytes {
		return false
	}
	buckets := nameBuckets(size)
	var rest []byte
	if t.begins, rest, ok = readOffsets(b[4:], buckets+1); !ok {
		return false
	}
	t.names, rest, ok = numbersIn(rest, uint64(t.begins.At(uint32(buckets))), size)
	return ok && len(rest) == 0
}
