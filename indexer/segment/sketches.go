package segment

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// The section sketch has the features that several documents share once, and refers to the commonest with the fewest
// bits:
//
//	uint32 shared · shared × uint32 feature, the commonest first · where each 16th document begins in what follows,
//	uint32 · for each document: uvarint bytes of what follows · where it has features: uvarint number of those it shares ·
//	their places among the shared ones, ascending: the first place and then the distances · from the next byte on, uint32
//	for each feature that it has alone
//
// A place is cut in two: 1 and what is above its seven lowest bits is, less its highest bit, in as many bits as zeros
// and a one stand before; the lowest bits follow. Bits are packed lowest first.
const (
	sketchSection = "sketch"
	sketchRun     = 16
	placeBits     = 7
	// maxPlaceZeros are more than any place has, and as many as fit into one look at the bits.
	maxPlaceZeros = 24
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
	first := len(dst)
	dst = k.appendUnsorted(dst, doc)
	slices.Sort(dst[first:])
	return dst
}

func (k *Sketches) appendUnsorted(dst []uint32, doc uint32) []uint32 {
	b := k.of(doc)
	shared, n := binary.Uvarint(b)
	b = b[max(n, 0):]
	at, bit := uint64(0), 0
	for ; shared > 0 && bit < len(b)*8; shared-- {
		var distance uint64
		if distance, bit = readPlace(b[:len(b)+slack], bit); at+distance >= uint64(len(k.shared)/4) {
			break
		}
		at += distance
		dst = append(dst, k.shared.At(uint32(at)))
	}
	b = b[min((bit+7)/8, len(b)):]
	for ; shared == 0 && len(b) >= 4; b = b[4:] {
		dst = append(dst, binary.LittleEndian.Uint32(b))
	}
	return dst
}

// readPlace reads a place, or a distance to one, that begins at a bit, and returns where the next begins; b goes on for
// slack bytes behind it.
func readPlace(b []byte, bit int) (place uint64, next int) {
	word := binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7)
	zeros := bits.TrailingZeros64(word)
	if zeros > maxPlaceZeros {
		return math.MaxUint32, bit
	}
	word >>= zeros + 1
	above := word&(1<<zeros-1) | 1<<zeros
	return (above-1)<<placeBits | word>>zeros&(1<<placeBits-1), bit + 2*zeros + 1 + placeBits
}

// addPlace appends a place.
func (w *bitWriter) addPlace(place uint32) {
	above := uint64(place>>placeBits) + 1
	zeros := bits.Len64(above) - 1
	w.add(1<<zeros, zeros+1)
	w.add(above&(1<<zeros-1), zeros)
	w.add(uint64(place)&(1<<placeBits-1), placeBits)
}

// appendSketches is the sketch section of n documents, whose features need not ascend.
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
	var one bitWriter
	for doc := range n {
		if doc%sketchRun == 0 {
			binary.LittleEndian.PutUint32(dst[begins+int(doc/sketchRun)*4:], uint32(len(dst)-begin))
		}
		places, alone, one.b = places[:0], alone[:0], one.b[:0]
		of = features(of[:0], doc)
		for _, f := range of {
			if place, ok := counts[f]; ok {
				places = append(places, place)
			} else {
				alone = append(alone, f)
			}
		}
		if len(of) > 0 {
			one.b = binary.AppendUvarint(one.b, uint64(len(places)))
			slices.Sort(places)
			before := uint32(0)
			for _, p := range places {
				one.addPlace(p - before)
				before = p
			}
			one.end()
		}
		slices.Sort(alone)
		one.b = appendSized(one.b, alone, 4)
		dst = binary.AppendUvarint(dst, uint64(len(one.b)))
		dst = append(dst, one.b...)
	}
	return dst
}
