package segment

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// TextField is a part of an article that is searched as text.
type TextField uint8

// The text fields.
const (
	Title TextField = iota
	Spot
	Body

	TextFields
)

// TimeColumn is a date of an article.
type TimeColumn uint8

// The dates.
const (
	Published TimeColumn = iota
	Updated

	timeColumns
)

// LabelColumn is a label of an article.
type LabelColumn uint8

// The labels.
const (
	Category LabelColumn = iota
	Source
	Author
	Tag
	Agency

	LabelFields
)

// The sections of the columns.
var (
	timeSections   = [timeColumns]string{"published", "updated"}
	lengthSections = [TextFields]string{"length.title", "length.spot", "length.body"}
	labelSections  = [LabelFields]string{
		"label.category", "label.source", "label.author", "label.tag", "label.agency",
	}
)

const (
	printSection = "fingerprint"
	keySection   = "key"
	sumSection   = "sums"
)

// Int64s is a column of 8-byte values as it lies in the file, by document.
type Int64s []byte

// At returns the value of a document.
func (c Int64s) At(doc uint32) int64 { return int64(binary.LittleEndian.Uint64(c[uint64(doc)*8:])) }

// Uint64s is a column of 8-byte values as it lies in the file, by document.
type Uint64s []byte

// At returns the value of a document.
func (u Uint64s) At(doc uint32) uint64 { return binary.LittleEndian.Uint64(u[uint64(doc)*8:]) }

// Uint32s is a column of 4-byte values as it lies in the file, by document.
type Uint32s []byte

// At returns the value of a document.
func (u Uint32s) At(doc uint32) uint32 { return binary.LittleEndian.Uint32(u[uint64(doc)*4:]) }

// Times returns a column of dates in seconds since 1970 UTC, or NoTime. Published falls, with NoTime at the end.
func (s *Segment) Times(c TimeColumn) (Int64s, error) {
	b, err := s.column(timeSections[c], 8)
	return Int64s(b), err
}

// Fingerprints returns the hashes of the whole articles.
func (s *Segment) Fingerprints() (Uint64s, error) {
	b, err := s.column(printSection, 8)
	return Uint64s(b), err
}

// Keys returns the hashes of the articles' IDs.
func (s *Segment) Keys() (Uint64s, error) {
	b, err := s.column(keySection, 8)
	return Uint64s(b), err
}

// Lengths returns the lengths of a text field in tokens.
func (s *Segment) Lengths(f TextField) (Uint32s, error) {
	b, err := s.column(lengthSections[f], 4)
	return Uint32s(b), err
}

func (s *Segment) column(name string, size int) ([]byte, error) {
	b, err := s.file.section(name)
	if err != nil {
		return nil, err
	}
	if len(b) != int(s.file.docs)*size {
		return nil, fmt.Errorf("segment: section %s has %d bytes for %d documents", name, len(b), s.file.docs)
	}
	return b, nil
}

// Sum is what all documents of a segment have of a text field, deleted ones included.
type Sum struct {
	// Tokens is the sum of lengths, Docs the number of documents whose length is not 0.
	Tokens, Docs uint64
}

// Sums returns the sums of the text fields.
func (s *Segment) Sums() (sums [TextFields]Sum, err error) {
	b, err := s.file.section(sumSection)
	if err != nil || len(b) != int(TextFields)*16 {
		return sums, firstError(err, errShort)
	}
	for f := range sums {
		sums[f] = Sum{binary.LittleEndian.Uint64(b[f*16:]), binary.LittleEndian.Uint64(b[f*16+8:])}
	}
	return sums, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Labels is a column of any number of strings a document: ordinals into a sorted dictionary of the distinct values.
type Labels struct {
	values   uint32
	ends     Uint32s
	starts   Uint32s
	ordinals Uint32s
	text     []byte
}

// Labels returns a label column.
func (s *Segment) Labels(c LabelColumn) (Labels, error) {
	b, err := s.file.section(labelSections[c])
	if err != nil {
		return Labels{}, err
	}
	return readLabels(b, s.file.docs)
}

// Values is the number of distinct values.
func (l *Labels) Values() uint32 { return l.values }

// Value returns the value of an ordinal; it lies in the file and must be copied to be kept.
func (l *Labels) Value(ordinal uint32) []byte { return l.text[l.ends.At(ordinal):l.ends.At(ordinal+1)] }

// Of returns the range of positions at which the ordinals of a document stand.
func (l *Labels) Of(doc uint32) (from, to uint32) { return l.starts.At(doc), l.starts.At(doc + 1) }

// Ordinal returns the ordinal at a position.
func (l *Labels) Ordinal(position uint32) uint32 { return l.ordinals.At(position) }

// Find returns the ordinal of a value.
func (l *Labels) Find(value string) (uint32, bool) {
	i := sort.Search(int(l.values), func(i int) bool { return string(l.Value(uint32(i))) >= value })
	return uint32(i), i < int(l.values) && string(l.Value(uint32(i))) == value
}

func readLabels(b []byte, docs uint32) (Labels, error) {
	var l Labels
	if len(b) < 4 {
		return l, errShort
	}
	l.values = binary.LittleEndian.Uint32(b)
	rest := b[4:]
	cut := func(n uint64) (Uint32s, error) {
		if n*4 > uint64(len(rest)) {
			return nil, errShort
		}
		u := Uint32s(rest[:n*4])
		rest = rest[n*4:]
		return u, nil
	}
	var err error
	if l.ends, err = cut(uint64(l.values) + 1); err != nil {
		return l, err
	}
	if l.starts, err = cut(uint64(docs) + 1); err != nil {
		return l, err
	}
	if l.ordinals, err = cut(uint64(l.starts.At(docs))); err != nil {
		return l, err
	}
	l.text = rest
	if uint64(l.ends.At(l.values)) != uint64(len(l.text)) {
		return l, fmt.Errorf("segment: label values end at %d of %d bytes", l.ends.At(l.values), len(l.text))
	}
	return l, nil
}
