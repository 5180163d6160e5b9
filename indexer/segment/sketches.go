package segment

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// The section sketch has the features that several documents share once, and refers to the commonest with the fewest
// bytes:
//
//	uint32 shared · shared × uint32 feature, the commonest first · where each 16th document begins in what follows,
//	uint32 · for each document: uvarint bytes of what follows · where it has features: uvarint number of those it shares ·
//	for each a uvarint, its place among the shared ones, ascending: the first place and then the distances · uint32 for
//	each feature that it has alone
const (
	sketchSection = "sketch"
	sketchRun     = 16
)

// sketchOffsets is how many bytes the offsets of n documents take.
func sketchOffsets(n uint32) uint64 { return (uint64(n) + sketchRun - 1) / sketchRun * 4 }

// Sketches are the features of each document, as they lie in the file.
type Sketches struct {
	shared Uint32s
	begins Uint32s
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
	shared, offsets := uint64(binary.LittleEndian.Uint32(b))*4, sketchOffsets(s.file.docs)
	if b = b[4:]; shared+offsets > uint64(len(b)) {
		return Sketches{}, contradiction(sketchSection)
	}
	return Sketches{Uint32s(b[:shared]), Uint32s(b[shared : shared+offsets]), b[shared+offsets:]}, nil
}

// of is what stands of a document; nothing where that contradicts itself.
func (k *Sketches) of(doc uint32) []byte {
	b := k.bytes[min(uint64(k.begins.At(doc/sketchRun)), uint64(len(k.bytes))):]
	for before := doc % sketchRun; ; before-- {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return nil
		}
		if before == 0 {
			return b[n : n+int(size)]
		}
		b = b[n+int(size):]
	}
}

// Append appends the features of a document to dst, ascending. Of a document whose bytes contradict themselves, which a
// file with sound checksums has only when somebody made it so, it appends those up to there.
func (k *Sketches) Append(dst []uint32, doc uint32) []uint32 {
	b, first := k.of(doc), len(dst)
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
	begins := len(dst)
	dst = append(dst, make([]byte, sketchOffsets(n))...)
	begin := len(dst)
	var places, alone []uint32
	var one []byte
	for doc := range n {
		if doc%sketchRun == 0 {
			binary.LittleEndian.PutUint32(dst[begins+int(doc/sketchRun)*4:], uint32(len(dst)-begin))
		}
		places, alone, one = places[:0], alone[:0], one[:0]
		of = features(of[:0], doc)
		for _, f := range of {
			if place, ok := counts[f]; ok {
				places = append(places, place)
			} else {
				alone = append(alone, f)
			}
		}
		if len(of) > 0 {
			one = binary.AppendUvarint(one, uint64(len(places)))
			slices.Sort(places)
			before := uint32(0)
			for _, p := range places {
				one = binary.AppendUvarint(one, uint64(p-before))
				before = p
			}
		}
		for _, f := range alone {
			one = binary.LittleEndian.AppendUint32(one, f)
		}
		dst = binary.AppendUvarint(dst, uint64(len(one)))
		dst = append(dst, one...)
	}
	return dst
}
