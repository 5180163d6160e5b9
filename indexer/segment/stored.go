package segment

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
)

// Stored fields are words that recur: each is written in the bits that fit how often it occurs, with one code for the
// whole segment, so that any document can be read without those before it. The section stored.words is the alphabets, in the
// order of the constants below; see alphabet.go. The section stored is, for each document, uvarint bytes of what follows
// · codes up to the end of a byte: a symbol of shapes, which is the numbers of its names, a byte each, and then the values.
// The value of a StoredLabel is a symbol of labels. Any other is a symbol of separators, one of words, one of separators
// and so on; a separator is a byte, 1 where it ends the value and otherwise 0, and its text, which may be empty.
// stored.index is
//
//	uint32 names · for each: byte kind, byte length, text
//	for each 16 documents: uint64 where they begin in stored
const (
	storedSection      = "stored"
	storedIndexSection = "stored.index"
	storedWordsSection = "stored.words"
	storedRun          = 16
	maxStoredNames     = 255
	// maxStoredValue bounds what a value may be made of, which has at most some megabytes.
	maxStoredValue = 1 << 28
)

// StoredKind says of what a stored field is made, for it to take few bytes; any value is safe with any kind.
type StoredKind uint8

// The kinds of stored fields: running text, addresses, and one of a few values.
const (
	StoredText StoredKind = iota
	StoredAddress
	StoredLabel

	storedKinds
)

// The alphabets of stored.words.
const (
	shapes = iota
	letters
	labels
	textWords
	textSeparators
	addressWords
	addressSeparators

	alphabets
)

var wordsOf = [storedKinds]int{StoredText: textWords, StoredAddress: addressWords}

// separatorsOf are the separators that go with words.
func separatorsOf(words int) int { return words + 1 }

const (
	goesOn byte = iota
	ends
)

// StoredField is a field of a document that is kept to be read back.
type StoredField struct {
	Name  string
	Value string
	Kind  StoredKind
}

type storedName struct {
	name string
	kind StoredKind
}

// storedInput is documents on their way into stored sections. All are counted and then, when the alphabets are made, all
// are written; both in their order.
type storedInput interface {
	count(s *storedWriter, doc uint32) error
	// counted comes between the two.
	counted(s *storedWriter)
	write(s *storedWriter, doc uint32) error
}

// storedWriter writes the stored sections.
type storedWriter struct {
	names     []storedName
	alphabets [alphabets]*symbols
	counter   *counter
	codes     codeWriter
}

// writeStored writes the sections of so many documents.
func writeStored(w *fileWriter, docs uint32, in storedInput) error {
	s := &storedWriter{counter: newCounter(docs)}
	for i := range s.alphabets {
		s.alphabets[i] = newSymbols()
	}
	for doc := range docs {
		if err := in.count(s, doc); err != nil {
			return err
		}
	}
	if len(s.names) > maxStoredNames {
		return fmt.Errorf("segment: more than %d names of stored fields", maxStoredNames)
	}
	in.counted(s)
	w.add(storedWordsSection, s.makeAlphabets())
	w.begin(storedSection)
	var index, head []byte
	for doc := range docs {
		if doc%storedRun == 0 {
			index = binary.LittleEndian.AppendUint64(index, w.at())
		}
		s.codes.b = s.codes.b[:0]
		if err := in.write(s, doc); err != nil {
			return err
		}
		s.codes.end()
		head = binary.AppendUvarint(head[:0], uint64(len(s.codes.b)))
		if _, err := w.Write(head); err != nil {
			return err
		}
		if _, err := w.Write(s.codes.b); err != nil {
			return err
		}
	}
	head = binary.LittleEndian.AppendUint32(head[:0], uint32(len(s.names)))
	for _, n := range s.names {
		head = append(head, byte(n.kind), byte(len(n.name)))
		head = append(head, n.name...)
	}
	w.add(storedIndexSection, append(head, index...))
	return w.err
}

// nameNumber numbers a name.
func (s *storedWriter) nameNumber(name storedName) byte {
	n := slices.Index(s.names, name)
	if n < 0 {
		n = len(s.names)
		s.names = append(s.names, name)
	}
	return byte(n)
}

func (s *storedWriter) makeAlphabets() []byte {
	for i, a := range s.alphabets {
		if i != letters {
			s.counter.prune(a)
		}
	}
	l := s.alphabets[letters]
	for b, count := range s.counter.spelled {
		if count > 0 {
			l.add([]byte{byte(b)}, count)
		}
	}
	for _, a := range s.alphabets {
		l.counts[0] += a.counts[0]
	}
	var b []byte
	for _, a := range s.alphabets {
		b = a.append(b)
	}
	return b
}

// write appends the code of a text, or spells it.
func (s *storedWriter) write(of int, text []byte) {
	if n := s.alphabets[of].number(text); !s.writeNumber(of, n) {
		s.spell(of, text)
	}
}

// writeNumber appends the code of a symbol; ok is false where it has none, or has number 0.
func (s *storedWriter) writeNumber(of int, n uint32) (ok bool) {
	a := s.alphabets[of]
	if n == 0 || a.bits[n] == 0 {
		return false
	}
	s.codes.add(a.codes[n], a.bits[n])
	return true
}

func (s *storedWriter) spell(of int, text []byte) {
	a, l := s.alphabets[of], s.alphabets[letters]
	s.codes.add(a.codes[0], a.bits[0])
	for i := range text {
		n := l.number(text[i : i+1])
		s.codes.add(l.codes[n], l.bits[n])
	}
	s.codes.add(l.codes[0], l.bits[0])
}

// storedAlphabets is what the stored fields of a segment are read with, made when the first are needed.
type storedAlphabets struct {
	once sync.Once
	of   [alphabets]*alphabet
	err  error
}

func (s *Segment) storedAlphabets() (*[alphabets]*alphabet, error) {
	d := &s.stored
	d.once.Do(func() {
		var b []byte
		b, d.err = s.file.section(storedWordsSection)
		for i := 0; i < len(d.of) && d.err == nil; i++ {
			var ok bool
			if d.of[i], b, ok = readAlphabet(b); !ok {
				d.err = contradiction(storedWordsSection)
			}
		}
	})
	return &d.of, d.err
}
