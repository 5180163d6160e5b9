package segment

import (
	"bytes"
	"cmp"
	"slices"
)

const keysSection = "keys"

// keyOf is a document of the keys section with what it is sorted by.
type keyOf struct {
	key uint64
	doc uint32
}

func appendKeys(dst []byte, keys []keyOf) []byte {
	slices.SortFunc(keys, func(a, b keyOf) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.doc, b.doc)) })
	docs := make([]uint32, len(keys))
	for i, k := range keys {
		docs[i] = k.doc
	}
	return appendNumbers(dst, docs)
}

// Find calls visit for every document, deleted ones included, whose ID is id; key is the hash of it.
func (s *Segment) Find(key uint64, id []byte, visit func(doc uint32)) error {
	sorted, err := s.numbers(keysSection)
	if err != nil {
		return err
	}
	keys, err := s.Keys()
	if err != nil {
		return err
	}
	isSound := true
	at := func(i int) uint64 {
		doc := sorted.At(uint32(i))
		if isSound = isSound && doc < uint64(s.file.docs); !isSound {
			return 0
		}
		return keys.At(uint32(doc))
	}
	first := lowerBound(int(s.file.docs), key, at)
	var have []byte
	for i := first; i < int(s.file.docs) && at(i) == key && isSound; i++ {
		doc := uint32(sorted.At(uint32(i)))
		if have, err = s.AppendID(have[:0], doc); err != nil {
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
