// Package segment is our segment of a Bluge index: postings, dictionaries, columns and stored fields that are read in
// place from the mapped file, documents newest first.
//
// A segment file, all numbers little-endian, is its sections one behind the other, and then
//
//	directory  sections × ([16]byte name, uint64 offset, uint64 length)
//	pages      ⌈bytes before the directory / 8,192⌉ × uint32: CRC-32C of each page of the file up to the directory
//	footer     uint64 offset of directory · uint32 sections · uint32 documents ·
//	           uint32 CRC-32C of directory, pages and the 16 bytes before · uint32 Version · [4]byte "HSEG"  (28 bytes)
//
// Nothing is read before its pages were compared with their checksums; each page is compared once, when it is first
// needed, so that opening a file costs the same whatever its size. Documents are numbered from the newest published to
// the oldest, undated ones last, those of one second by Key. A reader passes over sections it does not know.
//
// # Sections
//
//	published, updated     int64 a second before all dates, since 1970 UTC · documents × number: how much later the date is,
//	                       0 where there is none
//	fingerprint, key       documents × uint64: a hash of the whole article, and of its ID
//	keys                   documents × number: the documents sorted by key, which tell where the article with an ID is
//	story                  uint32 others · others × uint64 Key · documents × number: the document that began its story, or
//	                       documents and the place among the others of the Key of the article that did
//	sketch                 the features that several documents share, and those of each document; see sketches.go
//	length.title …         documents × number for each text field: its tokens
//	label.category …       uint32 values · uint32 form · values+1 Offsets, where the values begin in the text ·
//	                       form 1, no document has several: documents × ordinal, values where there is none;
//	                       form 0: documents+1 Offsets, where the documents begin in the ordinals · ordinals
//	                       · text of the values, sorted; an ordinal has as few bytes as values takes
//	docs.category …        values+1 Offsets, where the values begin in what follows · the documents of each value; see
//	                       carriers.go
//	sums                   for each text field: uint64 tokens · uint64 documents that have it
//	ids                    see id_shapes.go
//	stored.words           the alphabets of the stored fields; see alphabet.go
//	stored                 the stored fields, in Huffman codes of words; see stored.go
//	stored.index           where they are, and their names
//	exact.lists, lemma.lists   postings lists of each signal; see list.go
//	exact.terms, lemma.terms   vellum dictionary from key to list; see terms.go
//	address.lists, address.terms   the same of the parts of addresses
//	names                  which spellings may be transliterations of one name; see names.go
//
// A number has as few bytes as the largest of its section takes, which may be none; Offsets are in numbers.go.
//
// Measured on 274,425 articles: see `cd bench && go run . ingest`, which prints the bytes of each section.
package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"
)

// Type and Version name the format in Bluge's snapshots. Version 1, postings in Bluge's own format, version 2, without the
// parts of addresses, version 3, which took a fifth more, and version 4, with columns of 4 and 8 bytes, were never
// released: a file of them is refused by its number.
const (
	Type    = "haberara"
	Version = uint32(5)
)

const (
	directoryName = "directory"

	nameBytes   = 16
	entryBytes  = nameBytes + 16
	footerBytes = 28
	magic       = "HSEG"
)

// NoTime stands in a time column for an article without that date.
const NoTime = int64(math.MinInt64)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// span is where a section lies in the file.
type span struct{ offset, length uint64 }

// file is a segment file whose directory has been read.
type file struct {
	pages
	docs     uint32
	checksum uint32
	sections map[string]span
}

// openFile reads footer and directory, and compares their checksum.
func openFile(b []byte) (*file, error) {
	if len(b) < footerBytes {
		return nil, contradiction(directoryName)
	}
	n := len(b) - footerBytes
	footer := b[n:]
	if string(footer[24:]) != magic {
		return nil, errors.New("segment: the file is no segment of ours")
	}
	if v := binary.LittleEndian.Uint32(footer[20:]); v != Version {
		return nil, fmt.Errorf("segment: the file has format %d, this program reads format %d: index the articles again "+
			"into a new folder", v, Version)
	}
	at, count := binary.LittleEndian.Uint64(footer), uint64(binary.LittleEndian.Uint32(footer[8:]))
	pageCount := (at + pageBytes - 1) / pageBytes
	if at > uint64(n) || count*entryBytes+pageCount*4 != uint64(n)-at {
		return nil, contradiction(directoryName)
	}
	if crc32.Checksum(b[at:len(b)-12], castagnoli) != binary.LittleEndian.Uint32(footer[16:]) {
		return nil, &DamageError{directoryName, "its checksum does not match"}
	}
	f := &file{
		docs: binary.LittleEndian.Uint32(footer[12:]), checksum: binary.LittleEndian.Uint32(footer[16:]),
		sections: make(map[string]span, count),
	}
	for i := range count {
		e := b[at+i*entryBytes:]
		name := string(bytes.TrimRight(e[:nameBytes], "\x00"))
		s := span{binary.LittleEndian.Uint64(e[nameBytes:]), binary.LittleEndian.Uint64(e[nameBytes+8:])}
		if s.offset > at || s.length > at-s.offset {
			return nil, contradiction(name)
		}
		f.sections[name] = s
	}
	f.pages = newPages(b, at, b[at+count*entryBytes:n])
	f.namesOf = f.sectionsIn
	return f, nil
}

// sectionsIn names the sections that have bytes from one offset up to another, in the order of the file.
func (f *file) sectionsIn(from, to uint64) string {
	var names []string
	for name, s := range f.sections {
		if s.offset < to && s.offset+s.length > from {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(f.sections[a].offset, f.sections[b].offset) })
	return strings.Join(names, ", ")
}

// section returns a whole section after comparing all of its checksums.
func (f *file) section(name string) ([]byte, error) {
	s, ok := f.sections[name]
	if !ok {
		return nil, &DamageError{name, "it is missing"}
	}
	return f.read(s.offset, s.length)
}
