package segment

import (
	"encoding/binary"
	"slices"
	"sort"

	"github.com/cespare/xxhash/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

// The section names tells whether a word may have other transliterations in the segment: for each spelling of Exact that
// has a name key, a number of six bytes, sorted: in its upper half the lowest 24 bits of the hash of the name key, in the
// lower half those of the hash of the folded form. Most words have none, and that is known after one look.
const (
	nameSection    = "names"
	nameEntryBytes = 6
	nameHalf       = nameEntryBytes * 8 / 2
	nameMask       = 1<<nameHalf - 1
)

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
	for _, e := range slices.Compact(entries) {
		dst = binary.LittleEndian.AppendUint64(dst, e)[:len(dst)+nameEntryBytes]
	}
	return dst
}

// HasOtherName reports whether the segment may have a spelling with a name key whose folded form is another than fold.
// It is wrong when it says no once in 16 million times.
func (s *Segment) HasOtherName(key, fold string) (bool, error) {
	b, err := s.names()
	if err != nil {
		return false, err
	}
	own := nameEntry(key, fold)
	count := (len(b) - slack) / nameEntryBytes
	at := func(i int) uint64 { return binary.LittleEndian.Uint64(b[i*nameEntryBytes:]) & (1<<(2*nameHalf) - 1) }
	first := own &^ nameMask
	n := sort.Search(count, func(i int) bool { return at(i) >= first })
	for ; n < count && at(n)>>nameHalf == own>>nameHalf; n++ {
		if at(n) != own {
			return true, nil
		}
	}
	return false, nil
}

// names returns the section and slack bytes more.
func (s *Segment) names() ([]byte, error) {
	b, err := s.file.section(nameSection)
	if err == nil && len(b)%nameEntryBytes != 0 {
		err = contradiction(nameSection)
	}
	if err != nil {
		return nil, err
	}
	return b[:len(b)+slack], nil
}
