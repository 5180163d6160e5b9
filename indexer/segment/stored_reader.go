package segment

import (
	"encoding/binary"
	"fmt"
)

// storedReader reads stored fields; it is not safe for concurrent use.
type storedReader struct {
	s         *Segment
	alphabets *[alphabets]*alphabet
	names     []storedName
	index     Uint64s
	codes     codes
	spelled   []byte
	value     []byte
	// at is where what was read last begins in the file, kind that of the value being visited.
	at   uint64
	kind StoredKind
}

func (s *Segment) newStoredReader() (*storedReader, error) {
	r := &storedReader{s: s, spelled: []byte{}} // never nil: what is spelled may be empty
	var err error
	if r.alphabets, err = s.storedAlphabets(); err != nil {
		return nil, err
	}
	b, err := s.file.section(storedIndexSection)
	if err != nil {
		return nil, err
	}
	if len(b) < 4 {
		return nil, contradiction(storedIndexSection)
	}
	n := binary.LittleEndian.Uint32(b)
	if n > maxStoredNames {
		return nil, contradiction(storedIndexSection)
	}
	b = b[4:]
	for range n {
		if len(b) < 2 || len(b) < 2+int(b[1]) || b[0] >= byte(storedKinds) {
			return nil, contradiction(storedIndexSection)
		}
		end := 2 + int(b[1])
		r.names = append(r.names, storedName{string(b[2:end]), StoredKind(b[0])})
		b = b[end:]
	}
	if r.index = Uint64s(b); len(b) != (int(s.file.docs)+storedRun-1)/storedRun*8 {
		return nil, contradiction(storedIndexSection)
	}
	return r, nil
}

// visit calls field for every field of a document until that returns false; the values are good during the call.
func (r *storedReader) visit(doc uint32, field func(name string, value []byte) bool) error {
	if err := r.find(doc); err != nil {
		return err
	}
	shape, err := r.symbol(shapes)
	if err != nil {
		return err
	}
	// What is spelled, and only that, would be overwritten by what follows.
	r.value = append(r.value[:0], shape...)
	for n := range len(shape) {
		number := r.value[n]
		if int(number) >= len(r.names) {
			return contradiction(storedSection)
		}
		r.kind = r.names[number].kind
		if r.value, err = r.append(r.value[:len(shape)], r.kind); err != nil {
			return fmt.Errorf("document %d: %w", doc, err)
		}
		if !field(r.names[number].name, r.value[len(shape):]) {
			return nil
		}
	}
	return nil
}

// find makes codes those of a document.
func (r *storedReader) find(doc uint32) error {
	if doc >= r.s.file.docs {
		return fmt.Errorf("segment: there is no document %d", doc)
	}
	section := r.s.file.sections[storedSection]
	from, to := r.index.At(doc/storedRun), section.length
	if next := doc/storedRun + 1; uint64(next)*8 < uint64(len(r.index)) {
		to = r.index.At(next)
	}
	if from > to || to > section.length {
		return contradiction(storedIndexSection)
	}
	r.at = section.offset + from
	b, err := r.s.file.read(r.at, to-from)
	if err != nil {
		return err
	}
	for before := doc % storedRun; ; before-- {
		size, n := binary.Uvarint(b)
		if n <= 0 || uint64(len(b)-n) < size {
			return contradiction(storedSection)
		}
		if before == 0 {
			r.codes = codes{b: b[n : n+int(size)+slack], end: int(size) * 8}
			return nil
		}
		b = b[n+int(size):]
	}
}

// next returns the number of the next symbol of an alphabet, or what is spelled instead, good until the next of these.
func (r *storedReader) next(of int) (n uint32, spelled []byte, err error) {
	a, letters := r.alphabets[of], r.alphabets[letters]
	n, ok := r.codes.next(a)
	if ok && n != a.empty {
		return n, nil, nil
	}
	for r.spelled = r.spelled[:0]; ok && len(r.spelled) < maxStoredValue; {
		if n, ok = r.codes.next(letters); !ok {
			break
		}
		if n == letters.empty {
			return 0, r.spelled, nil
		}
		r.spelled = append(r.spelled, letters.symbol(n)...)
	}
	return 0, nil, contradiction(storedSection)
}

// symbol is the text of what next returns.
func (r *storedReader) symbol(of int) ([]byte, error) {
	n, text, err := r.next(of)
	if err == nil && text == nil {
		text = r.alphabets[of].symbol(n)
	}
	return text, err
}

// append appends a value.
func (r *storedReader) append(dst []byte, kind StoredKind) ([]byte, error) {
	if kind == StoredLabel {
		text, err := r.symbol(labels)
		return append(dst, text...), err
	}
	words := wordsOf[kind]
	for len(dst) < maxStoredValue {
		separator, err := r.symbol(separatorsOf(words))
		if err != nil || len(separator) == 0 {
			return dst, contradiction(storedSection)
		}
		isLast := separator[0] == ends
		if dst = append(dst, separator[1:]...); isLast {
			return dst, nil
		}
		word, err := r.symbol(words)
		if err != nil {
			return dst, err
		}
		dst = append(dst, word...)
	}
	return dst, contradiction(storedSection)
}

// each visits all symbols of a document, in the order in which they stand: either their number or what is spelled.
func (r *storedReader) each(doc uint32, visit func(of int, n uint32, spelled []byte)) error {
	if err := r.find(doc); err != nil {
		return err
	}
	step := func(of int) (n uint32, spelled []byte, err error) {
		if n, spelled, err = r.next(of); err == nil {
			visit(of, n, spelled)
		}
		return n, spelled, err
	}
	shape, err := r.symbol(shapes)
	if err != nil {
		return err
	}
	r.value = append(r.value[:0], shape...)
	visit(shapes, 0, r.value)
	for _, number := range r.value {
		if int(number) >= len(r.names) {
			return contradiction(storedSection)
		}
		kind := r.names[number].kind
		if kind == StoredLabel {
			if _, _, err := step(labels); err != nil {
				return err
			}
			continue
		}
		words := wordsOf[kind]
		separators := separatorsOf(words)
		for {
			n, separator, err := step(separators)
			if err != nil {
				return err
			}
			if separator == nil {
				separator = r.alphabets[separators].symbol(n)
			}
			if len(separator) == 0 {
				return contradiction(storedSection)
			}
			if separator[0] == ends {
				break
			}
			if _, _, err := step(words); err != nil {
				return err
			}
		}
	}
	return nil
}
