package segment

import (
	"fmt"
	"io"
	"sort"
	"sync"

	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
)

// Segment is a segment in memory or in a mapped file. It is immutable and safe for concurrent use.
type Segment struct {
	file         *file
	dictionaries [dictionaries]dictionary
	labels       [LabelFields]labelColumn
	carriers     [LabelFields]carrierColumn
	ids          idShapes
	names        nameTable
	stored       storedAlphabets
	readers      sync.Pool // of *storedReader
}

// Plugin is what Bluge needs to make, load and merge our segments.
func Plugin() *index.SegmentPlugin {
	return &index.SegmentPlugin{Type: Type, Version: Version, New: New, Load: Load, Merge: Merge}
}

// Load opens a segment file. Its pages are compared with their checksums when they are read.
func Load(data *bluge.Data) (bluge.Segment, error) {
	b, err := data.Read(0, data.Len())
	if err != nil {
		return nil, err
	}
	return open(b)
}

// LoadMapped is Load of a file that is mapped, so that who has read a part of it may tell the system that it need not
// stay in memory. Data that is not the beginning of a mapping would be lost by that.
func LoadMapped(data *bluge.Data) (bluge.Segment, error) {
	s, err := Load(data)
	if err == nil {
		s.(*Segment).file.isMapped = true
	}
	return s, err
}

// Release tells the system that nothing of a mapped file need stay in memory.
func (s *Segment) Release() { s.file.release(0, s.file.end) }

func open(b []byte) (*Segment, error) {
	f, err := openFile(b)
	if err != nil {
		return nil, err
	}
	return &Segment{file: f}, nil
}

// Docs is the number of documents, deleted ones included.
func (s *Segment) Docs() uint32 { return s.file.docs }

// Checksum tells segments of different contents apart, but for one chance in four billion.
func (s *Segment) Checksum() uint32 { return s.file.checksum }

// Verify compares all checksums.
func (s *Segment) Verify() error {
	_, err := s.file.read(0, s.file.end)
	return err
}

// SectionBytes returns the size of each section in bytes.
func (s *Segment) SectionBytes() map[string]uint64 {
	sizes := make(map[string]uint64, len(s.file.sections))
	for name, section := range s.file.sections {
		sizes[name] = section.length
	}
	return sizes
}

// Range returns the documents, from first up to last excluded, that were published from the second from up to the second
// to excluded. from is later than NoTime.
func (s *Segment) Range(from, to int64) (first, last uint32, err error) {
	t, err := s.Times(Published)
	if err != nil {
		return 0, 0, err
	}
	first = uint32(sort.Search(int(s.file.docs), func(i int) bool { return t.At(uint32(i)) < to }))
	last = uint32(sort.Search(int(s.file.docs), func(i int) bool { return t.At(uint32(i)) < from }))
	return first, max(first, last), nil
}

// VisitStored calls visit for every stored field of a document until that returns false. The values are good during the
// call.
func (s *Segment) VisitStored(doc uint32, visit func(name string, value []byte) bool) error {
	r, _ := s.readers.Get().(*storedReader)
	if r == nil {
		var err error
		if r, err = s.newStoredReader(); err != nil {
			return err
		}
	}
	defer s.readers.Put(r)
	return r.visit(doc, visit)
}

// WriteTo writes the segment file.
func (s *Segment) WriteTo(w io.Writer, _ chan struct{}) (int64, error) {
	n, err := w.Write(s.file.data)
	if err != nil {
		err = fmt.Errorf("write a segment: %w", err)
	}
	return int64(n), err
}
