package segment

import (
	"encoding/binary"
	"math/bits"
)

// Positions appends to dst the positions in a text field of document number i of Docs, ascending. Asking for documents
// and fields in ascending order is cheap.
func (it *Iterator) Positions(i, f int, dst []uint32) ([]uint32, error) {
	l := it.list
	if l.inline {
		if f == int(l.inlineField) {
			dst = append(dst, l.inlinePlace)
		}
		return dst, nil
	}
	if err := it.seekPlaces(i); err != nil {
		return dst, err
	}
	b := it.placesLeft
	for before := range f {
		b = skipPlaces(b, it.frequencies[before][i])
	}
	at := uint32(0)
	for range it.frequencies[f][i] {
		p, n := binary.Uvarint(b)
		if n <= 0 {
			return dst, contradiction(listSections[l.signal])
		}
		at += uint32(p)
		dst = append(dst, at)
		b = b[n:]
	}
	return dst, nil
}

// PlaceBits sets the bits of the positions that documents of the block have, in a list of Address with positions up to
// 63; set holds a word for each document from first on, and others are passed over.
func (it *Iterator) PlaceBits(set []uint64, first uint32) error {
	docs := it.Docs()
	if it.list.inline {
		if doc := docs[0] - first; docs[0] >= first && int(doc) < len(set) {
			set[doc] |= 1 << it.list.inlinePlace
		}
		return nil
	}
	if err := it.seekPlaces(0); err != nil {
		return err
	}
	b := it.placesLeft
	for i, doc := range docs {
		at := uint64(0)
		for range it.frequencies[0][i] {
			p, n := binary.Uvarint(b)
			if n <= 0 {
				return contradiction(listSections[it.list.signal])
			}
			b = b[n:]
			at += p
			if doc >= first && doc-first < uint32(len(set)) {
				set[doc-first] |= 1 << at
			}
		}
	}
	return nil
}

// encodedPlaces returns the places of posting i of the block as they stand in the file.
func (it *Iterator) encodedPlaces(i int) ([]byte, error) {
	if it.list.inline {
		return binary.AppendUvarint(nil, uint64(it.list.inlinePlace)), nil
	}
	if err := it.seekPlaces(i); err != nil {
		return nil, err
	}
	rest := it.placesLeft
	for f := range it.frequencies {
		rest = skipPlaces(rest, it.frequencies[f][i])
	}
	return it.placesLeft[:len(it.placesLeft)-len(rest)], nil
}

func (it *Iterator) seekPlaces(i int) error {
	if it.places == nil {
		p, err := it.list.places()
		if err != nil {
			return err
		}
		it.places = p
	}
	if it.placesLeft == nil || i < it.placeOf {
		begin := uint32(0)
		if it.n > 0 {
			begin = binary.LittleEndian.Uint32(it.list.table[(it.n-1)*tableEntryBytes+8:])
		}
		it.placesLeft, it.placeOf = it.places[min(int(begin), len(it.places)):], 0
	}
	it.Frequencies(0)
	skipped := uint32(0)
	for f := range it.frequencies {
		if it.has[f] {
			for _, n := range it.frequencies[f][it.placeOf:max(i, it.placeOf)] {
				skipped += n
			}
		}
	}
	it.placesLeft, it.placeOf = skipPlaces(it.placesLeft, skipped), max(i, it.placeOf)
	return nil
}

// skipPlaces returns b behind its first n uvarints; nothing where it has fewer.
func skipPlaces(b []byte, n uint32) []byte {
	const lastOfEach = 0x8080808080808080
	at := 0
	for n >= 8 && len(b)-at >= 8 {
		n -= uint32(bits.OnesCount64(^binary.LittleEndian.Uint64(b[at:]) & lastOfEach))
		at += 8
	}
	if b = b[at:]; n == 0 {
		return b
	}
	for i, x := range b {
		if x < 0x80 {
			if n--; n == 0 {
				return b[i+1:]
			}
		}
	}
	return b[len(b):]
}
