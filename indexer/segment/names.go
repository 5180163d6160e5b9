package segment

import (
	"encoding/binary"
	"slices"
	"sort"

	"github.com/cespare/xxhash/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

// The section names tells whether a word may have other transliterations in the segment: for each spelling of Exact that
// has a name key, a number of eight bytes, sorted: the lower half of the hash of the name key, then that of the hash of
// the folded form. Most words have none, and that is known after one look.
const nameSection = "names"

func nameEntry(key, fold string) uint64 {
	return xxhash.Sum64String(key)<<32 | xxhash.Sum64String(fold)&(1<<32-1)
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
		dst = binary.LittleEndian.AppendUint64(dst, e)
	}
	return dst
}

// HasOtherName reports whether the segment may have a spelling with a name key whose folded form is another than fold.
// It is never wrong when it says no.
func (s *Segment) HasOtherName(key, fold string) (bool, error) {
	b, err := s.names()
	if err != nil {
		return false, err
	}
	own := nameEntry(key, fold)
	first := own &^ (1<<32 - 1)
	n := sort.Search(len(b)/8, func(i int) bool { return b.At(uint32(i)) >= first })
	for ; n < len(b)/8 && b.At(uint32(n))>>32 == own>>32; n++ {
		if b.At(uint32(n)) != own {
			return true, nil
		}
	}
	return false, nil
}

func (s *Segment) names() (Uint64s, error) {
	b, err := s.file.section(nameSection)
	if err == nil && len(b)%8 != 0 {
		err = contradiction(nameSection)
	}
	return Uint64s(b), err
}
