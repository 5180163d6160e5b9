package segment

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
)

// IDs are made by programs, and most are a few beginnings with digits behind. The section ids is
//
//	uint32 bytes of the shapes · for each shape: byte length, text in which a zero byte stands for a hexadecimal digit
//	where each 16th ID begins in what follows, uint32
//	for each ID: uvarint number of its shape and one more · its digits, two in a byte, the first in the upper half;
//	or 0 · uvarint length, ID
const (
	idSection = "ids"
	idRun     = 16
	// leastDigits in a row are left out of a shape. Words have fewer.
	leastDigits  = 4
	maxShapeText = 255
	maxShapes    = 1 << 14
	hexDigits    = "0123456789abcdef"
)

// digitOf is the value of a hexadecimal digit and one more, 0 of any other byte.
var digitOf = func() (values [256]uint8) {
	for i := range len(hexDigits) {
		values[hexDigits[i]] = uint8(i) + 1
	}
	return values
}()

// idWriter gathers the ids section.
type idWriter struct {
	numbers        map[string]uint64
	shapes, begins []byte
	ids            []byte
	docs           uint32
	shape, digits  []byte
}

func newIDWriter() *idWriter { return &idWriter{numbers: map[string]uint64{}} }

// add takes the ID of the next document.
func (w *idWriter) add(id []byte) {
	if w.docs%idRun == 0 {
		w.begins = binary.LittleEndian.AppendUint32(w.begins, uint32(len(w.ids)))
	}
	w.docs++
	number := w.cut(id)
	w.ids = binary.AppendUvarint(w.ids, number)
	if number == 0 {
		w.ids = append(binary.AppendUvarint(w.ids, uint64(len(id))), id...)
		return
	}
	for i := 0; i < len(w.digits); i += 2 {
		b := w.digits[i] << 4
		if i+1 < len(w.digits) {
			b |= w.digits[i+1]
		}
		w.ids = append(w.ids, b)
	}
}

// cut takes an ID apart into shape and digits, and returns the number of the shape; 0 is for one without.
func (w *idWriter) cut(id []byte) uint64 {
	if len(id) > maxShapeText {
		return 0
	}
	w.shape, w.digits = w.shape[:0], w.digits[:0]
	for at := 0; at < len(id); {
		end := at
		for end < len(id) && digitOf[id[end]] > 0 {
			end++
		}
		switch {
		case end-at >= leastDigits:
			for _, b := range id[at:end] {
				w.shape, w.digits = append(w.shape, 0), append(w.digits, digitOf[b]-1)
			}
		case end > at:
			w.shape = append(w.shape, id[at:end]...)
		case id[at] == 0:
			return 0
		default:
			w.shape = append(w.shape, id[at])
			end++
		}
		at = end
	}
	number, ok := w.numbers[string(w.shape)]
	if !ok && len(w.numbers) < maxShapes {
		number = uint64(len(w.numbers)) + 1
		w.numbers[string(w.shape)] = number
		w.shapes = append(append(w.shapes, byte(len(w.shape))), w.shape...)
	}
	return number
}

// section returns the section.
func (w *idWriter) section() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(w.shapes)))
	return append(append(append(b, w.shapes...), w.begins...), w.ids...)
}

// idShapes are the shapes of a segment, read when the first is needed.
type idShapes struct {
	once  sync.Once
	texts []string
	// bytes is what they take in the file.
	bytes uint64
	err   error
}

func (s *Segment) idShapes() (*idShapes, error) {
	d := &s.ids
	d.once.Do(func() {
		section := s.file.sections[idSection]
		var b []byte
		if b, d.err = s.file.read(section.offset, min(4, section.length)); d.err != nil {
			return
		}
		if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > section.length-4 {
			d.err = contradiction(idSection)
			return
		}
		d.bytes = 4 + uint64(binary.LittleEndian.Uint32(b))
		if b, d.err = s.file.read(section.offset+4, d.bytes-4); d.err != nil {
			return
		}
		for ; len(b) > 0; b = b[1+int(b[0]):] {
			if len(b) < 1+int(b[0]) {
				d.err = contradiction(idSection)
				return
			}
			d.texts = append(d.texts, string(b[1:1+int(b[0])]))
		}
	})
	return d, d.err
}

// AppendID appends the ID of a document to dst.
func (s *Segment) AppendID(dst []byte, doc uint32) ([]byte, error) {
	if doc >= s.file.docs {
		return dst, fmt.Errorf("segment: there is no document %d", doc)
	}
	shapes, err := s.idShapes()
	if err != nil {
		return dst, err
	}
	b, err := s.idsOfRun(shapes, doc/idRun)
	if err != nil {
		return dst, err
	}
	for before := doc % idRun; ; before-- {
		number, n := binary.Uvarint(b)
		if n <= 0 || number > uint64(len(shapes.texts)) {
			return dst, contradiction(idSection)
		}
		b = b[n:]
		var shape string
		var size uint64
		if number > 0 {
			shape = shapes.texts[number-1]
			size = (uint64(strings.Count(shape, "\x00")) + 1) / 2
		} else if size, n = binary.Uvarint(b); n > 0 {
			b = b[n:]
		}
		if n <= 0 || size > uint64(len(b)) {
			return dst, contradiction(idSection)
		}
		if before > 0 {
			b = b[size:]
			continue
		}
		if number == 0 {
			return append(dst, b[:size]...), nil
		}
		return appendShaped(dst, shape, b), nil
	}
}

// idsOfRun returns the IDs of idRun documents, from idRun × run on.
func (s *Segment) idsOfRun(shapes *idShapes, run uint32) ([]byte, error) {
	section, runs := s.file.sections[idSection], (uint64(s.file.docs)+idRun-1)/idRun
	ids := shapes.bytes + runs*4
	if ids > section.length {
		return nil, contradiction(idSection)
	}
	b, err := s.file.read(section.offset+shapes.bytes+uint64(run)*4, 4*min(2, runs-uint64(run)))
	if err != nil {
		return nil, err
	}
	from, to := ids+uint64(binary.LittleEndian.Uint32(b)), section.length
	if len(b) > 4 {
		to = ids + uint64(binary.LittleEndian.Uint32(b[4:]))
	}
	if from > to || to > section.length {
		return nil, contradiction(idSection)
	}
	return s.file.read(section.offset+from, to-from)
}

// appendShaped appends a shape with its digits, which are in b.
func appendShaped(dst []byte, shape string, b []byte) []byte {
	n := 0
	for i := range len(shape) {
		if shape[i] != 0 {
			dst = append(dst, shape[i])
			continue
		}
		dst = append(dst, hexDigits[b[n/2]>>(4*(1-n%2))&0xF])
		n++
	}
	return dst
}
