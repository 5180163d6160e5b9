package segment

import "encoding/binary"

const sketchSection = "sketch"

// Sketches are the features of each document, as they lie in the file.
type Sketches struct {
	ends     Uint32s
	features Uint32s
}

// Sketches returns the features by which articles are told to be of one story.
func (s *Segment) Sketches() (Sketches, error) {
	b, err := s.file.section(sketchSection)
	if err != nil {
		return Sketches{}, err
	}
	n := (uint64(s.file.docs) + 1) * 4
	if n > uint64(len(b)) {
		return Sketches{}, contradiction(sketchSection)
	}
	k := Sketches{Uint32s(b[:n]), Uint32s(b[n:])}
	if !k.ends.ascend() || uint64(k.ends.At(s.file.docs))*4 != uint64(len(k.features)) {
		return Sketches{}, contradiction(sketchSection)
	}
	return k, nil
}

// Append appends the features of a document to dst.
func (k *Sketches) Append(dst []uint32, doc uint32) []uint32 {
	for at, end := k.ends.At(doc), k.ends.At(doc+1); at < end; at++ {
		dst = append(dst, k.features.At(at))
	}
	return dst
}

// appendSketches is the sketch section of n documents.
func appendSketches(dst []byte, n uint32, features func(dst []uint32, doc uint32) []uint32) []byte {
	var all []uint32
	dst = binary.LittleEndian.AppendUint32(dst, 0)
	for doc := range n {
		all = features(all, doc)
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(all)))
	}
	for _, f := range all {
		dst = binary.LittleEndian.AppendUint32(dst, f)
	}
	return dst
}
