package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

const (
	idSection   = "ids"
	keysSection = "keys"
)

// keyOf is a document of the keys section with what it is sorted by.
type keyOf struct {
	key uint64
	doc uint32
}

func appendKeys(dst []byte, keys []keyOf) []byte {
	slices.SortFunc(keys, func(a, b keyOf) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.doc, b.doc)) })
	for _, k := range keys {
		dst = binary.LittleEndian.AppendUint32(dst, k.doc)
	}
	return dst
}

// idRun is how many IDs stand behind each offset.
const idRun = 16

// appendIDs is the ids section of n documents.
func appendIDs[T string | []byte](dst []byte, n uint32, id func(doc uint32) T) []byte {
	begin := len(dst)
	dst = append(dst, make([]byte, idOffsets(n))...)
	text := len(dst)
	for doc := range n {
		if doc%idRun == 0 {
			binary.LittleEndian.PutUint32(dst[begin+int(doc/idRun)*4:], uint32(len(dst)-text))
		}
		of := id(doc)
		dst = binary.AppendUvarint(dst, uint64(len(of)))
		dst = append(dst, of...)
	}
	return dst
}

// idOffsets is how many bytes the offsets of n IDs take.
func idOffsets(n uint32) uint64 { return (uint64(n) + idRun - 1) / idRun * 4 }

// ID returns the ID of a document as it lies in the file.
func (s *Segment) ID(doc uint32) ([]byte, error) {
	section, text := s.file.sections[idSection], idOffsets(s.file.docs)
	if doc >= s.file.docs {
		return nil, fmt.Errorf("segment: there is no document %d", doc)
	}
	if section.length < text {
		return nil, contradiction(idSection)
	}
	offset, err := s.file.read(section.offset+uint64(doc/idRun)*4, 4)
	if err != nil {
		return nil, err
	}
	at := text + uint64(binary.LittleEndian.Uint32(offset))
	for before := doc % idRun; ; before-- {
		if at >= section.length {
			return nil, contradiction(idSection)
		}
		b, err := s.file.read(section.offset+at, min(binary.MaxVarintLen64, section.length-at))
		if err != nil {
			return nil, err
		}
		size, n := binary.Uvarint(b)
		if at += uint64(max(n, 0)); n <= 0 || size > section.length-at {
			return nil, contradiction(idSection)
		}
		if before == 0 {
			return s.file.read(section.offset+at, size)
		}
		at += size
	}
}

// Find calls visit for every document, deleted ones included, whose ID is id; key is the hash of it.
func (s *Segment) Find(key uint64, id []byte, visit func(doc uint32)) error {
	b, err := s.column(keysSection, 4)
	if err != nil {
		return err
	}
	keys, err := s.Keys()
	if err != nil {
		return err
	}
	sorted, isSound := Uint32s(b), true
	at := func(i int) uint64 {
		doc := sorted.At(uint32(i))
		if isSound = isSound && doc < s.file.docs; !isSound {
			return 0
		}
		return keys.At(doc)
	}
	first := lowerBound(int(s.file.docs), key, at)
	for i := first; i < int(s.file.docs) && at(i) == key && isSound; i++ {
		doc := sorted.At(uint32(i))
		have, err := s.ID(doc)
		if err != nil {
			return err
		}
		if bytes.Equal(have, id) {
			visit(doc)
		}
	}
	if !isSound {
		return contradiction(keysSection)
	}
	return nil
}

// lowerBound is the number of keys below key among n sorted ones. Hashes are spread evenly, so that a guess by
// proportion lands near: a few looks instead of one for each bit of n.
func lowerBound(n int, key uint64, at func(int) uint64) int {
	low, high := 0, n // all below low are smaller, all from high on are not
	least, most := uint64(0), ^uint64(0)
	for guesses := 0; low < high; guesses++ {
		mid := (low + high) / 2
		if guesses < 8 && key > least && key < most {
			mid = low + int(float64(high-low)*(float64(key-least)/float64(most-least)))
			mid = min(max(mid, low), high-1)
		}
		if v := at(mid); v < key {
			low, least = mid+1, v
		} else {
			high, most = mid, v
		}
	}
	return low
}
