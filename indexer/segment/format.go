// Package segment is our segment of a Bluge index: postings, dictionaries and stored fields in Bluge's ice format 1,
// and beside them columns of our own that are read in place from the mapped file.
//
// A segment file, all numbers little-endian:
//
//	ice      the bytes of an ice v1 segment (postings, positions, dictionaries, stored fields)
//	columns  one block for each column, in the order of the constants below
//	index    columnCount × (uint64 offset, uint64 length): where each block lies in the file
//	footer   uint64 offset of index · uint64 documents · uint32 Version · [4]byte "HSEG"  (24 bytes)
//
// Blocks by column:
//
//	Published, Updated   documents × int64, seconds since 1970 UTC; NoTime where there is none
//	Fingerprint, Key     documents × uint64; a hash of the whole article, and of its ID
//	lengths of text      documents × uint32 for each text field: the number of tokens
//	labels               uint32 values · (values+1) × uint32 ends of the values in the text · (documents+1) × uint32
//	                     ends of the documents in the ordinals · uint32 for each ordinal · text of the values, sorted
//
// The checksum over all of it belongs to the storage below. Cost of the columns: 44 bytes a document, 8 more for each
// label field and 4 for each value that a document carries.
package segment

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Type and Version name the format in Bluge's snapshots.
const (
	Type    = "haberara"
	Version = uint32(1)
)

// The columns, in file order.
const (
	Published = iota
	Updated
	Fingerprint
	Key
	TitleLength
	SpotLength
	BodyLength
	Category
	Source
	Author
	Tag
	Agency

	columnCount
)

const (
	// TextFields is the number of text fields with a length column, from TitleLength on.
	TextFields = BodyLength - TitleLength + 1
	// LabelFields is the number of label columns, from Category on.
	LabelFields = Agency - Category + 1
	// NoTime stands in a time column for an article without that date.
	NoTime = int64(math.MinInt64)

	footerBytes = 24
	magic       = "HSEG"
)

var errShort = errors.New("segment: the file is shorter than its own description")

type block struct{ offset, length uint64 }

func appendTail(dst []byte, base uint64, blocks [columnCount]block, docs uint64) []byte {
	at := base + uint64(len(dst))
	for _, b := range blocks {
		dst = binary.LittleEndian.AppendUint64(dst, b.offset)
		dst = binary.LittleEndian.AppendUint64(dst, b.length)
	}
	dst = binary.LittleEndian.AppendUint64(dst, at)
	dst = binary.LittleEndian.AppendUint64(dst, docs)
	dst = binary.LittleEndian.AppendUint32(dst, Version)
	return append(dst, magic...)
}

// readColumns finds the columns in a segment file of which the first base bytes are not at hand, and says at which byte
// of the whole file they begin, which is where ice ends. It compares sizes; the offsets inside a label column are not
// looked at, because that would read every column whenever a snapshot is opened and the checksum vouches for them.
func readColumns(file []byte, base uint64) (*Columns, uint64, error) {
	if len(file) < footerBytes {
		return nil, 0, errShort
	}
	footer := file[len(file)-footerBytes:]
	if string(footer[20:]) != magic {
		return nil, 0, errors.New("segment: the file is no segment of ours")
	}
	if v := binary.LittleEndian.Uint32(footer[16:]); v != Version {
		return nil, 0, fmt.Errorf("segment: the file has format %d; this program reads format %d", v, Version)
	}
	at, docs := binary.LittleEndian.Uint64(footer), binary.LittleEndian.Uint64(footer[8:])
	const tail = columnCount*16 + footerBytes
	at -= base // an offset before base wraps around and is past the end
	if at > uint64(len(file)) || uint64(len(file))-at != tail || docs > math.MaxUint32 {
		return nil, 0, errShort
	}
	c := &Columns{docs: uint32(docs)}
	b := file[at:]
	ice := at
	for i := range columnCount {
		bl := block{binary.LittleEndian.Uint64(b[i*16:]) - base, binary.LittleEndian.Uint64(b[i*16+8:])}
		if bl.offset > at || bl.length > at-bl.offset {
			return nil, 0, errShort
		}
		ice = min(ice, bl.offset)
		if err := c.set(i, file[bl.offset:bl.offset+bl.length]); err != nil {
			return nil, 0, err
		}
	}
	return c, base + ice, nil
}
