package segment

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// The section sketch has the features that several documents share once, and refers to the commonest with the fewest
// bytes:
//
//	uint32 shared · shared × uint32 feature, the commonest first · (documents+1) × uint32 ends of the documents in
//	the bytes that follow · for each document that has features: uvarint number of those it shares · for each a
//	uvarint, its place among the shared ones, ascending: the first place and then the distances · uint32 for each
//	feature that it has alone
const sketchSection = "sketch"

// Sketches are the features of each document, as they lie in the file.
type Sketches struct {
	shared Uint32s
	ends   Uint32s
	bytes  []byte
}

// Sketches returns the features by which articles are told to be of one story.
func (s *Segment) Sketches() (Sketches, error) {
	b, err := s.file.section(sketchSection)
	if err != nil {
		return Sketches{}, err
	}
	if len(b) < 4 {
		return Sketches{}, contradiction(sketchSection)
	}
	shared, docs := uint64(binary.LittleEndian.Uint32(b))*4, (uint64(s.file.docs)+1)*4
	if b = b[4:]; shared+docs > uint64(len(b)) {
		return Sketches{}, contradiction(sketchSection)
	}
	k := Sketches{Uint32s(b[:shared]), Uint32s(b[shared : shared+docs]), b[shared+docs:]}
	if !k.ends.ascend() || uint64(k.ends.At(s.file.docs)) != uint64(len(k.bytes)) {
		return Sketches{}, contradiction(sketchSection)
	}
	return k, nil
}

// Append appends the features of a document to dst, ascending. Of a document whose bytes contradict themselves, which a
// file with sound checksums has only when somebody made it so, it appends those up to there.
func (k *Sketches) Append(dst []uint32, doc uint32) []uint32 {
	b, first := k.bytes[k.ends.At(doc):k.ends.At(doc+1)], len(dst)
	shared, n := binary.Uvarint(b)
	at := uint64(0)
	for b = b[max(n, 0):]; shared > 0; shared-- {
		distance, n := binary.Uvarint(b)
		if at += distance; n <= 0 || distance > uint64(len(k.shared)) || at >= uint64(len(k.shared)/4) {
			break
		}
		dst, b = append(dst, k.shared.At(uint32(at))), b[n:]
	}
	for ; shared == 0 && len(b) >= 4; b = b[4:] {
		dst = append(dst, binary.LittleEndian.Uint32(b))
	}
	slices.Sort(dst[first:])
	return dst
}

// appendSketches is the sketch section of n documents.
func appendSketches(dst []byte, n uint32, features func(dst []uint32, doc uint32) []uint32) []byte {
	var of []uint32
	counts := map[uint32]uint32{}
	for doc := range n {
		of = features(of[:0], doc)
		for _, f := range of {
			counts[f]++
		}
	}
	var shared []uint32
	for f, count := range counts {
		if count > 1 {
			shared = append(shared, f)
		}
	}
	slices.SortFunc(shared, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(shared)))
	clear(counts)
	for place, f := range shared {
		dst = binary.LittleEndian.AppendUint32(dst, f)
		counts[f] = uint32(place)
	}
	ends := len(dst)
	dst = append(dst, make([]byte, (int(n)+1)*4)...)
	begin := len(dst)
	var places, alone []uint32
	for doc := range n {
		places, alone = places[:0], alone[:0]
		of = features(of[:0], doc)
		for _, f := range of {
			if place, ok := counts[f]; ok {
				places = append(places, place)
			} else {
				alone = append(alone, f)
			}
		}
		if len(of) > 0 {
			dst = binary.AppendUvarint(dst, uint64(len(places)))
			slices.Sort(places)
			before := uint32(0)
			for _, p := range places {
				dst = binary.AppendUvarint(dst, uint64(p-before))
				before = p
			}
		}
		for _, f := range alone {
			dst = binary.LittleEndian.AppendUint32(dst, f)
		}
		binary.LittleEndian.PutUint32(dst[ends+int(doc+1)*4:], uint32(len(dst)-begin))
	}
	return dst
}
