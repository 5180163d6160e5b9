package segment

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	bluge "github.com/blugelabs/bluge_segment_api"
)

// New makes a segment of documents, each of which must be a Document, all with one Vocabulary. The second result is its
// size in bytes. It takes some 40 bytes of memory for each token beside the segment itself.
func New(documents []bluge.Document, _ func(string, int) float32) (bluge.Segment, uint64, error) {
	contents := make([]*Content, len(documents))
	for i, d := range documents {
		own, ok := d.(Document)
		if !ok {
			return nil, 0, fmt.Errorf("segment: document %d has no content for the segment: %T", i, d)
		}
		if contents[i] = own.Content(); contents[i].Vocabulary != contents[0].Vocabulary {
			return nil, 0, fmt.Errorf("segment: document %d has another vocabulary than document 0", i)
		}
	}
	slices.SortStableFunc(contents, func(a, b *Content) int {
		return compareRows(a.Published, a.Key, b.Published, b.Key)
	})
	var b bytes.Buffer
	if _, err := writeContents(&b, contents); err != nil {
		return nil, 0, err
	}
	s, err := open(b.Bytes())
	return s, uint64(b.Len()), err
}

func writeContents(out io.Writer, contents []*Content) (int64, error) {
	w := &fileWriter{w: out}
	n := uint32(len(contents))
	r := rows{
		n:           n,
		time:        func(c TimeColumn, doc uint32) int64 { return contents[doc].times()[c] },
		fingerprint: func(doc uint32) uint64 { return contents[doc].Fingerprint },
		key:         func(doc uint32) uint64 { return contents[doc].Key },
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
	w.add(idSection, appendIDs(nil, n, func(doc uint32) []byte { return []byte(contents[doc].ID) }))
	w.begin(storedSection)
	stored := storedWriter{w: w}
	for _, c := range contents {
		if err := stored.add(func(field func(string, []byte)) {
			for _, f := range c.Stored {
				field(f.Name, []byte(f.Value))
			}
		}); err != nil {
			return 0, err
		}
	}
	if err := stored.finish(); err != nil {
		return 0, err
	}
	for s := range Signals {
		if err := invert(w, s, contents, &r.lengths); err != nil {
			return 0, err
		}
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
// places, in both of which they come in the order of documents, fields and, but for a few words, positions.
func invert(w *fileWriter, s Signal, contents []*Content, lengths *[TextFields][]uint32) error {
	var v *Vocabulary
	if len(contents) > 0 {
		v = contents[0].Vocabulary
	} else {
		v = NewVocabulary()
	}
	ends := make([]uint32, len(v.terms[s])+1)
	for _, c := range contents {
		for f := range c.Tokens {
			for i := range c.Tokens[f] {
				ends[c.Tokens[f][i].terms[s]+1]++
			}
		}
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	occurrences := make([]uint64, ends[len(ends)-1])
	for doc, c := range contents {
		for f := range c.Tokens {
			head := uint64(doc)<<occurrenceDocBit | uint64(f)<<occurrenceFieldBit
			for i := range c.Tokens[f] {
				t := &c.Tokens[f][i]
				occurrences[ends[t.terms[s]]] = head | uint64(t.position)
				ends[t.terms[s]]++
			}
		}
	}
	type keyed struct {
		key  string
		term uint32
	}
	keys := make([]keyed, 0, len(ends)-1)
	for term := range uint32(len(ends) - 1) {
		if begin(ends, term) < ends[term] {
			keys = append(keys, keyed{v.key(s, term), term})
		}
	}
	slices.SortFunc(keys, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	d, err := newDictionaryWriter(w, s, lengths)
	if err != nil {
		return err
	}
	for _, k := range keys {
		d.addOccurrences(occurrences[begin(ends, k.term):ends[k.term]])
		if err := d.finishTerm([]byte(k.key)); err != nil {
			return err
		}
	}
	return d.close()
}

// begin is where the occurrences of a term begin, once those of all terms are placed.
func begin(ends []uint32, term uint32) uint32 {
	if term == 0 {
		return 0
	}
	return ends[term-1]
}
