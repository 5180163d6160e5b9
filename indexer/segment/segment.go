package segment

import (
	"bytes"
	"fmt"
	"io"
	"math"

	"github.com/RoaringBitmap/roaring"
	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/blugelabs/ice"
)

// handle is the field name whose dictionary is the segment itself: the way through Bluge's wrappers. No field of an
// article has a control character in its name.
const handle = "\x00segment"

// Document is what New takes: a Bluge document that also fills a row of the columns.
type Document interface {
	bluge.Document
	// Row is asked after Analyze.
	Row() *Row
}

// Segment is an ice segment with columns. It is immutable and safe for concurrent use.
type Segment struct {
	bluge.Segment
	columns *Columns
	tail    []byte
}

// Plugin is what Bluge needs to make, load and merge our segments.
func Plugin() *index.SegmentPlugin {
	return &index.SegmentPlugin{Type: Type, Version: Version, New: New, Load: Load, Merge: Merge}
}

// Of returns our segment behind the wrappers of a Bluge snapshot, or an error when it is of another type.
func Of(s index.SegmentSnapshot) (*Segment, error) {
	wrapped, ok := s.(interface{ Segment() bluge.Segment })
	if !ok {
		return nil, fmt.Errorf("segment: a Bluge snapshot hides its segments: %T", s)
	}
	d, err := wrapped.Segment().Dictionary(handle)
	if err != nil {
		return nil, err
	}
	own, ok := d.(self)
	if !ok {
		return nil, fmt.Errorf("segment: %s is not a segment type of ours", wrapped.Segment().Type())
	}
	return own.Segment, nil
}

// self dresses a segment as a dictionary so that it can pass through Bluge.
type self struct {
	bluge.Dictionary
	*Segment
}

func (s self) Close() error { return nil }

// New makes a segment of analysed documents, each of which must be a Document. The second result is its size in bytes.
func New(docs []bluge.Document, norm func(string, int) float32) (bluge.Segment, uint64, error) {
	inner, size, err := ice.New(docs, norm)
	if err != nil {
		return nil, 0, err
	}
	filled := make([]*Row, len(docs))
	for i, d := range docs {
		own, ok := d.(Document)
		if !ok {
			return nil, 0, fmt.Errorf("segment: document %d has no row for the columns: %T", i, d)
		}
		filled[i] = own.Row()
	}
	var ice countingWriter
	if _, err := inner.WriteTo(&ice, nil); err != nil {
		return nil, 0, err
	}
	var tail bytes.Buffer
	r := rows{uint32(len(docs)), func(_ int, doc uint32) *Row { return filled[doc] }}
	if _, err := r.writeTo(&tail, uint64(ice)); err != nil {
		return nil, 0, err
	}
	columns, _, err := readColumns(tail.Bytes(), uint64(ice))
	if err != nil {
		return nil, 0, err
	}
	return &Segment{inner, columns, tail.Bytes()}, size + uint64(tail.Len()), nil
}

// Load opens a segment file, whose checksum has been compared before.
func Load(data *bluge.Data) (bluge.Segment, error) {
	file, err := data.Read(0, data.Len())
	if err != nil {
		return nil, err
	}
	columns, at, err := readColumns(file, 0)
	if err != nil {
		return nil, err
	}
	inner, err := ice.Load(data.Slice(0, int(at)))
	if err != nil {
		return nil, err
	}
	if inner.Count() != uint64(columns.Docs()) {
		return nil, fmt.Errorf("segment: %d documents in the postings, %d in the columns", inner.Count(), columns.Docs())
	}
	return &Segment{inner, columns, file[at:]}, nil
}

// Columns returns the columns of the segment.
func (s *Segment) Columns() *Columns { return s.columns }

// Dictionary returns the terms of a field; a field that no document has is an empty dictionary.
func (s *Segment) Dictionary(field string) (bluge.Dictionary, error) {
	if field == handle {
		return self{Segment: s}, nil
	}
	return s.Segment.Dictionary(field)
}

// Type is Type.
func (s *Segment) Type() string { return Type }

// Version is Version.
func (s *Segment) Version() uint32 { return Version }

// Size is the memory the segment holds, mapped bytes included.
func (s *Segment) Size() int { return s.Segment.Size() + len(s.tail) }

// WriteTo writes the segment file.
func (s *Segment) WriteTo(w io.Writer, closeCh chan struct{}) (int64, error) {
	n, err := s.Segment.WriteTo(w, closeCh)
	if err != nil {
		return n, err
	}
	m, err := w.Write(s.tail)
	return n + int64(m), err
}

// Merge joins segments, leaving out the documents in drops (nil drops none).
func Merge(segments []bluge.Segment, drops []*roaring.Bitmap, bufferBytes int) bluge.Merger {
	m := &merger{}
	inner := make([]bluge.Segment, len(segments))
	for i, s := range segments {
		own := s.(*Segment) // Bluge hands back what New and Load of this plugin made
		inner[i] = own.Segment
		m.columns = append(m.columns, own.columns)
	}
	m.Merger = ice.Merge(inner, drops, bufferBytes)
	return m
}

type merger struct {
	bluge.Merger
	columns []*Columns
}

type origin struct {
	segment int
	doc     uint32
}

// WriteTo writes the merged segment file; DocumentNumbers is known after it.
func (m *merger) WriteTo(w io.Writer, closeCh chan struct{}) (int64, error) {
	n, err := m.Merger.WriteTo(w, closeCh)
	if err != nil {
		return n, err
	}
	var origins []origin
	for s, numbers := range m.DocumentNumbers() {
		for old, number := range numbers {
			if number >= math.MaxInt64 { // ice's mark of a dropped document
				continue
			}
			for uint64(len(origins)) <= number {
				origins = append(origins, origin{})
			}
			origins[number] = origin{s, uint32(old)}
		}
	}
	var row Row
	r := rows{uint32(len(origins)), func(column int, doc uint32) *Row {
		m.columns[origins[doc].segment].read(column, origins[doc].doc, &row)
		return &row
	}}
	tail, err := r.writeTo(w, uint64(n))
	return n + tail, err
}

type countingWriter uint64

func (c *countingWriter) Write(b []byte) (int, error) {
	*c += countingWriter(len(b))
	return len(b), nil
}
