package segment

import (
	"encoding/binary"
	"math"
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

// Seconds is a column of dates as it lies in the file, by document: int64 a second before the first of all, and for each
// document how much later its date is; 0 where it has none.
type Seconds struct {
	before int64
	later  Numbers
}

// At returns the date of a document, or NoTime.
func (c Seconds) At(doc uint32) int64 {
	if n := c.later.At(doc); n > 0 {
		return c.before + int64(n)
	}
	return NoTime
}

// appendSeconds appends a column of dates.
func appendSeconds(dst []byte, dates []int64) []byte {
	before := int64(math.MaxInt64)
	for _, t := range dates {
		if t != NoTime {
			before = min(before, t-1)
		}
	}
	later := make([]uint64, len(dates))
	for i, t := range dates {
		if t != NoTime {
			later[i] = uint64(t) - uint64(before)
		}
	}
	return appendNumbers(binary.LittleEndian.AppendUint64(dst, uint64(before)), later)
}

// Stories is the column of the articles that began the stories: uint32 others · others × uint64 Key · for each document
// the number of the article that began its story, or of documents and on, the place of its Key among the others.
type Stories struct {
	numbers      Numbers
	keys, others Uint64s
}

// At returns the Key of the article that began the story of a document. It is 0 where the file contradicts itself, as
// one with sound checksums does only when somebody made it so.
func (c Stories) At(doc uint32) uint64 {
	n, docs := c.numbers.At(doc), uint64(len(c.keys)/8)
	if n < docs {
		return c.keys.At(uint32(n))
	}
	if n -= docs; n < uint64(len(c.others)/8) {
		return c.others.At(uint32(n))
	}
	return 0
}

// appendStories appends the column of the Keys that stories have; keys are those of the documents, sorted.
func appendStories(dst []byte, stories []uint64, keys []keyOf) []byte {
	places, others := map[uint64]uint64{}, []uint64{}
	numbers := make([]uint64, len(stories))
	for doc, story := range stories {
		n := lowerBound(len(keys), story, func(i int) uint64 { return keys[i].key })
		if n < len(keys) && keys[n].key == story {
			numbers[doc] = uint64(keys[n].doc)
			continue
		}
		place, ok := places[story]
		if !ok {
			place = uint64(len(others))
			places[story], others = place, append(others, story)
		}
		numbers[doc] = uint64(len(stories)) + place
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(others)))
	return appendNumbers(appendSized(dst, others, 8), numbers)
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
	b, err := s.file.section(timeSections[c])
	if err != nil {
		return Seconds{}, err
	}
	if len(b) < 8 {
		return Seconds{}, contradiction(timeSections[c])
	}
	later, ok := allNumbers(b[8:], s.file.docs)
	if !ok {
		return Seconds{}, contradiction(timeSections[c])
	}
	return Seconds{int64(binary.LittleEndian.Uint64(b)), later}, nil
}

// Fingerprints returns the hashes of the whole articles.
func (s *Segment) Fingerprints() (Uint64s, error) { return s.hashes(printSection) }

// Keys returns the hashes of the articles' IDs.
func (s *Segment) Keys() (Uint64s, error) { return s.hashes(keySection) }

// Stories returns the Keys of the articles that began the articles' stories.
func (s *Segment) Stories() (c Stories, err error) {
	if c.keys, err = s.Keys(); err != nil {
		return c, err
	}
	b, err := s.file.section(storySection)
	if err != nil {
		return c, err
	}
	if len(b) < 4 || uint64(len(b)-4)/8 < uint64(binary.LittleEndian.Uint32(b)) {
		return c, contradiction(storySection)
	}
	end := 4 + uint64(binary.LittleEndian.Uint32(b))*8
	c.others = Uint64s(b[4:end])
	var ok bool
	if c.numbers, ok = allNumbers(b[end:], s.file.docs); !ok {
		return c, contradiction(storySection)
	}
	return c, nil
}

// Lengths returns the lengths of a text field in tokens.
func (s *Segment) Lengths(f TextField) (Numbers, error) { return s.numbers(lengthSections[f]) }

// numbers returns a section that is a number for each document.
func (s *Segment) numbers(name string) (Numbers, error) {
	b, err := s.file.section(name)
	if err != nil {
		return Numbers{}, err
	}
	n, ok := allNumbers(b, s.file.docs)
	if !ok {
		return Numbers{}, contradiction(name)
	}
	return n, nil
}

// hashes returns a section that is a number of 8 bytes for each document.
func (s *Segment) hashes(name string) (Uint64s, error) {
	b, err := s.file.section(name)
	if err == nil && len(b) != int(s.file.docs)*8 {
		err = contradiction(name)
	}
	return Uint64s(b), err
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
