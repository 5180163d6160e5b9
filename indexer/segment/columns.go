package segment

import "encoding/binary"

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
	Person
	Place
	Organisation
	Year
	Month
	Day

	LabelFields
)

// The sections of the columns.
var (
	timeSections   = [timeColumns]string{"published", "updated"}
	lengthSections = [TextFields]string{"length.title", "length.spot", "length.body"}
	labelSections  = [LabelFields]string{
		"label.category", "label.source", "label.author", "label.tag", "label.agency", "label.person",
		"label.place", "label.org", "label.year", "label.month", "label.day",
	}
	carrierSections = [LabelFields]string{
		"docs.category", "docs.source", "docs.author", "docs.tag", "docs.agency", "docs.person",
		"docs.place", "docs.org", "docs.year", "docs.month", "docs.day",
	}
)

// DocsSection is the name of the section that holds the documents of each value.
func (c LabelColumn) DocsSection() string { return carrierSections[c] }

const (
	printSection = "fingerprint"
	keySection   = "key"
	storySection = "story"
	sumSection   = "sums"
)

// Seconds is a column of dates as it lies in the file, by document.
type Seconds []byte

// At returns the date of a document, or NoTime.
func (c Seconds) At(doc uint32) int64 {
	if len(c) == 0 {
		return NoTime
	}
	return int64(binary.LittleEndian.Uint64(c[uint64(doc)*8:]))
}

// Uint64s is a column of 8-byte values as it lies in the file, by document.
type Uint64s []byte

// At returns the value of a document.
func (u Uint64s) At(doc uint32) uint64 { return binary.LittleEndian.Uint64(u[uint64(doc)*8:]) }

// Uint32s is a column of 4-byte values as it lies in the file, by document.
type Uint32s []byte

// At returns the value of a document.
func (u Uint32s) At(doc uint32) uint32 { return binary.LittleEndian.Uint32(u[uint64(doc)*4:]) }

// Times returns a column of dates in seconds since 1970 UTC, or NoTime. Published falls, with NoTime at the end.
func (s *Segment) Times(c TimeColumn) (Seconds, error) {
	if t, ok := s.file.sections[timeSections[c]]; ok && t.length == 0 {
		return nil, nil
	}
	b, err := s.column(timeSections[c], 8)
	return Seconds(b), err
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

// Stories returns the numbers of the articles' stories.
func (s *Segment) Stories() (Uint64s, error) {
	b, err := s.column(storySection, 8)
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
		return nil, contradiction(name)
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
	if err != nil {
		return sums, err
	}
	if len(b) != int(TextFields)*16 {
		return sums, contradiction(sumSection)
	}
	for f := range sums {
		sums[f] = Sum{binary.LittleEndian.Uint64(b[f*16:]), binary.LittleEndian.Uint64(b[f*16+8:])}
	}
	return sums, nil
}
