package segment

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	bluge "github.com/blugelabs/bluge_segment_api"
)

// New makes a segment of documents, each of which must be a Document, all with one Vocabulary. The second result is its
// size in bytes. Beside the segment and the vocabulary it takes 8 bytes of memory for each word of the texts.
func New(documents []bluge.Document, _ func(string, int) float32) (bluge.Segment, uint64, error) {
	contents, err := contentsOf(documents)
	if err != nil {
		return nil, 0, err
	}
	var b bytes.Buffer
	b.Grow(sizeOf(contents))
	if _, err := writeContents(&b, contents); err != nil {
		return nil, 0, err
	}
	s, err := open(b.Bytes())
	return s, uint64(b.Len()), err
}

// contentsOf returns the contents of documents in their order in a segment.
func contentsOf(documents []bluge.Document) ([]*Content, error) {
	contents := make([]*Content, len(documents))
	for i, d := range documents {
		own, ok := d.(Document)
		if !ok {
			return nil, fmt.Errorf("segment: document %d has no content for the segment: %T", i, d)
		}
		if contents[i] = own.Content(); contents[i].Vocabulary != contents[0].Vocabulary {
			return nil, fmt.Errorf("segment: document %d has another vocabulary than document 0", i)
		}
	}
	slices.SortStableFunc(contents, func(a, b *Content) int {
		return compareRows(a.Published, a.Key, b.Published, b.Key)
	})
	return contents, nil
}

// sizeOf guesses how many bytes a segment takes, rather too many.
func sizeOf(contents []*Content) int {
	const perDocument, perWord, packed = 200, 4, 2
	n := perDocument * len(contents)
	for _, c := range contents {
		n += perWord * len(c.Address)
		for f := range c.Words {
			n += perWord * len(c.Words[f])
		}
		for _, f := range c.Stored {
			n += len(f.Value) / packed
		}
	}
	return n
}

// writeContents writes the segment that Merge writes of the same documents, but for the alphabets of stored fields.
func writeContents(out io.Writer, contents []*Content) (int64, error) {
	w := &fileWriter{w: out}
	n := uint32(len(contents))
	r := rows{
		n:           n,
		time:        func(c TimeColumn, doc uint32) int64 { return contents[doc].times()[c] },
		fingerprint: func(doc uint32) uint64 { return contents[doc].Fingerprint },
		key:         func(doc uint32) uint64 { return contents[doc].Key },
		story:       func(doc uint32) uint64 { return contents[doc].Story },
		sketch:      func(dst []uint32, doc uint32) []uint32 { return append(dst, contents[doc].Sketch...) },
		labels: func(c LabelColumn, doc uint32, add func([]byte)) {
			for _, v := range contents[doc].Labels[c] {
				add([]byte(v))
			}
		},
	}
	for f := range r.lengths {
		for _, c := range contents {
			r.lengths[f] = append(r.lengths[f], c.Lengths[f])
		}
	}
	r.writeTo(w)
	ids := newIDWriter()
	for _, c := range contents {
		ids.add([]byte(c.ID))
	}
	w.add(idSection, ids.section())
	if err := writeStored(w, n, &contentInput{contents: contents}); err != nil {
		return 0, err
	}
	spelled := map[listSum]uint64{}
	for s := range Signals {
		if err := invert(w, s, contents, &r.lengths, spelled); err != nil {
			return 0, err
		}
	}
	if err := invertAddresses(w, contents, &r.lengths); err != nil {
		return 0, err
	}
	return w.finish(n)
}

func (r *Row) times() [timeColumns]int64 { return [timeColumns]int64{r.Published, r.Updated} }

// An occurrence is a document in the upper 32 bits, a text field in the next two, and a position.
const (
	occurrenceFieldBit = 30
	occurrenceDocBit   = 32
)

// invert writes lists and dictionary of a signal. It sorts all occurrences by term with one pass that counts and one that
// places, in both of which they come in the order of documents, fields and positions.
func invert(
	w *fileWriter, s Signal, contents []*Content, lengths *[TextFields][]uint32, spelled map[listSum]uint64,
) error {
	v := vocabularyOf(contents)
	ends := make([]uint32, v.keys[s].Len()+1)
	for word, n := range countWords(v, contents) {
		ends[v.words[word][s]+1] += n
	}
	occurrences := make([]uint64, sumUp(ends))
	for doc, c := range contents {
		for f := range c.Words {
			head := uint64(doc)<<occurrenceDocBit | uint64(f)<<occurrenceFieldBit
			for position, word := range c.Words[f] {
				if word == NoWord {
					continue
				}
				end := &ends[v.words[word][s]]
				occurrences[*end] = head | uint64(min(position, maxPosition))
				*end++
			}
		}
	}
	return writeTerms(w, s, v, occurrences, ends, lengths, spelled)
}

// invertAddresses does the same with the parts of addresses.
func invertAddresses(w *fileWriter, contents []*Content, lengths *[TextFields][]uint32) error {
	v := vocabularyOf(contents)
	ends := make([]uint32, v.keys[Address].Len()+1)
	for _, c := range contents {
		for _, part := range c.Address {
			ends[part+1]++
		}
	}
	occurrences := make([]uint64, sumUp(ends))
	for doc, c := range contents {
		for position, part := range c.Address {
			occurrences[ends[part]] = uint64(doc)<<occurrenceDocBit | uint64(position)
			ends[part]++
		}
	}
	return writeTerms(w, Address, v, occurrences, ends, lengths, nil)
}

func vocabularyOf(contents []*Content) *Vocabulary {
	if len(contents) == 0 {
		return NewVocabulary()
	}
	return contents[0].Vocabulary
}

// sumUp makes of the counts behind each term where its occurrences begin, and returns the sum of all.
func sumUp(counts []uint32) uint32 {
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	return counts[len(counts)-1]
}

// writeTerms writes occurrences that are sorted by term; ends is where those of each term end.
func writeTerms(
	w *fileWriter, s Signal, v *Vocabulary, occurrences []uint64, ends []uint32, lengths *[TextFields][]uint32,
	spelled map[listSum]uint64,
) error {
	d, err := newDictionaryWriter(w, s, lengths, spelled)
	if err != nil {
		return err
	}
	for _, term := range v.sorted(s) {
		from := begin(ends, term)
		if from == ends[term] {
			continue
		}
		d.addOccurrences(occurrences[from:ends[term]])
		name := uint64(0)
		if s == Exact {
			name = v.names[term]
		}
		if err := d.finishTerm(v.keys[s].At(term), name); err != nil {
			return err
		}
	}
	return d.close()
}

// countWords returns how often each word of a vocabulary occurs.
func countWords(v *Vocabulary, contents []*Content) []uint32 {
	counts := make([]uint32, len(v.words))
	for _, c := range contents {
		for f := range c.Words {
			for _, word := range c.Words[f] {
				if word != NoWord {
					counts[word]++
				}
			}
		}
	}
	return counts
}

// begin is where the occurrences of a term begin, once those of all terms are placed.
func begin(ends []uint32, term uint32) uint32 {
	if term == 0 {
		return 0
	}
	return ends[term-1]
}
