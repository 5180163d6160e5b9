package segment

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// Columns are the values of all documents of a segment, addressed by document number, read in place.
type Columns struct {
	docs   uint32
	times  [Updated + 1]Uint64s
	prints Uint64s
	keys   Uint64s
	length [TextFields]Uint32s
	labels [LabelFields]Labels
}

// Docs is the number of documents, deleted ones included.
func (c *Columns) Docs() uint32 { return c.docs }

// Time returns column Published or Updated of a document, in seconds since 1970 UTC, or NoTime.
func (c *Columns) Time(column int, doc uint32) int64 { return int64(c.times[column].At(doc)) }

// Fingerprint returns the hash of the whole article.
func (c *Columns) Fingerprint(doc uint32) uint64 { return c.prints.At(doc) }

// Key returns the hash of the article's ID.
func (c *Columns) Key(doc uint32) uint64 { return c.keys.At(doc) }

// Lengths returns the lengths of text field f (0 is TitleLength) in tokens.
func (c *Columns) Lengths(f int) Uint32s { return c.length[f] }

// Labels returns a label column, Category to Agency.
func (c *Columns) Labels(column int) *Labels { return &c.labels[column-Category] }

func (c *Columns) set(column int, b []byte) error {
	n := uint64(c.docs)
	switch {
	case column >= Category:
		l, err := readLabels(b, c.docs)
		if err != nil {
			return err
		}
		c.labels[column-Category] = l
		return nil
	case column >= TitleLength:
		if uint64(len(b)) != n*4 {
			return errShort
		}
		c.length[column-TitleLength] = Uint32s(b)
		return nil
	}
	if uint64(len(b)) != n*8 {
		return errShort
	}
	switch column {
	case Fingerprint:
		c.prints = Uint64s(b)
	case Key:
		c.keys = Uint64s(b)
	default:
		c.times[column] = Uint64s(b)
	}
	return nil
}

// Uint64s is a column of 8-byte values as it lies in the file.
type Uint64s []byte

// At returns the value of a document.
func (u Uint64s) At(doc uint32) uint64 { return binary.LittleEndian.Uint64(u[uint64(doc)*8:]) }

// Uint32s is a column of 4-byte values as it lies in the file.
type Uint32s []byte

// At returns the value of a document.
func (u Uint32s) At(doc uint32) uint32 { return binary.LittleEndian.Uint32(u[uint64(doc)*4:]) }

// Labels is a column of any number of strings a document: ordinals into a sorted dictionary of the distinct values.
type Labels struct {
	values   uint32
	ends     Uint32s
	starts   Uint32s
	ordinals Uint32s
	text     []byte
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
