package segment

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring"
	"github.com/blevesearch/vellum"
	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/cespare/xxhash/v2"
)

// What Bluge itself asks of a segment: to find the documents of IDs, and to give its own queries dictionaries and
// postings. The latter are for queries that we have no faster way for; they go through all keys of a signal.

// IDField is the field by which Bluge tells documents apart.
const IDField = "_id"

// Key returns the hash of an article's ID that the key column holds.
func Key(id []byte) uint64 { return xxhash.Sum64(id) }

var (
	textNames   = [TextFields]string{"title", "spot", "body"}
	signalNames = [Signals]string{"exact", "lemma"}
)

// FieldName returns the name under which Bluge's own queries know a signal of a text field, such as "title.lemma".
func FieldName(f TextField, s Signal) string { return textNames[f] + "." + signalNames[s] }

func parseField(name string) (f TextField, s Signal, ok bool) {
	text, signal, _ := strings.Cut(name, ".")
	i, j := slices.Index(textNames[:], text), slices.Index(signalNames[:], signal)
	return TextField(max(i, 0)), Signal(max(j, 0)), i >= 0 && j >= 0
}

// handle is the field name whose dictionary is the segment itself: the way through Bluge's wrappers. No field of an
// article has a control character in its name.
const handle = "\x00segment"

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

// Type is Type.
func (s *Segment) Type() string { return Type }

// Version is Version.
func (s *Segment) Version() uint32 { return Version }

// Size is the bytes of the segment, mapped ones included.
func (s *Segment) Size() int { return len(s.file.data) }

// Count is the number of documents, deleted ones included.
func (s *Segment) Count() uint64 { return uint64(s.file.docs) }

// Fields returns the names of the fields that Bluge's queries can ask for.
func (s *Segment) Fields() []string {
	names := []string{IDField}
	for f := range TextFields {
		for signal := range Signals {
			names = append(names, FieldName(f, signal))
		}
	}
	return names
}

// VisitStoredFields is VisitStored, the ID first.
func (s *Segment) VisitStoredFields(doc uint64, visit bluge.StoredFieldVisitor) error {
	id, err := s.AppendID(nil, uint32(doc))
	if err != nil || !visit(IDField, id) {
		return err
	}
	return s.VisitStored(uint32(doc), visit)
}

// DocsMatchingTerms returns the documents that have one of the IDs.
func (s *Segment) DocsMatchingTerms(terms []bluge.Term) (*roaring.Bitmap, error) {
	found := roaring.New()
	for _, t := range terms {
		if t.Field() != IDField {
			return nil, fmt.Errorf("segment: documents are told apart by %s, not by %s", IDField, t.Field())
		}
		if err := s.Find(Key(t.Term()), t.Term(), func(doc uint32) { found.Add(doc) }); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// DocumentValueReader has no values: ours are columns.
func (s *Segment) DocumentValueReader([]string) (bluge.DocumentValueReader, error) {
	return noValues{}, nil
}

type noValues struct{}

func (noValues) VisitDocumentValues(uint64, bluge.DocumentValueVisitor) error { return nil }

// CollectionStats returns the sums of a text field.
func (s *Segment) CollectionStats(field string) (bluge.CollectionStats, error) {
	c := &stats{total: s.Count()}
	f, _, ok := parseField(field)
	if !ok {
		return c, nil
	}
	sums, err := s.Sums()
	c.docs, c.tokens = sums[f].Docs, sums[f].Tokens
	return c, err
}

type stats struct{ total, docs, tokens uint64 }

func (s *stats) TotalDocumentCount() uint64    { return s.total }
func (s *stats) DocumentCount() uint64         { return s.docs }
func (s *stats) SumTotalTermFrequency() uint64 { return s.tokens }
func (s *stats) Merge(other bluge.CollectionStats) {
	s.total += other.TotalDocumentCount()
	s.docs += other.DocumentCount()
	s.tokens += other.SumTotalTermFrequency()
}

// Dictionary returns the terms of a field; a field that no document has is an empty dictionary.
func (s *Segment) Dictionary(field string) (bluge.Dictionary, error) {
	if field == handle {
		return self{Segment: s}, nil
	}
	f, signal, ok := parseField(field)
	return &blugeDictionary{s: s, field: f, signal: signal, known: ok, isID: field == IDField}, nil
}

type blugeDictionary struct {
	s           *Segment
	field       TextField
	signal      Signal
	known, isID bool
}

func (d *blugeDictionary) Close() error { return nil }

func (d *blugeDictionary) Contains(term []byte) (bool, error) {
	p, err := d.PostingsList(term, nil, nil)
	return err == nil && p.Count() > 0, err
}

// PostingsList returns the documents of a term that are not in except.
func (d *blugeDictionary) PostingsList(
	term []byte, except *roaring.Bitmap, _ bluge.PostingsList,
) (bluge.PostingsList, error) {
	p := &blugePostings{}
	if d.isID {
		return p, d.s.Find(Key(term), term, func(doc uint32) {
			if except == nil || !except.Contains(doc) {
				p.list = append(p.list, blugePosting{number: uint64(doc), frequency: 1})
			}
		})
	}
	if !d.known {
		return p, nil
	}
	key, err := d.keyOf(term)
	if err != nil || key == nil {
		return p, err
	}
	var l List
	if err := d.s.Lookup(d.signal, key, &l); err != nil || l.Docs == 0 {
		return p, err
	}
	return p, p.fill(d, &l, except)
}

// keyOf returns the key of a term, nil when there is none. The folded form of a spelling is not known here.
func (d *blugeDictionary) keyOf(term []byte) (key []byte, err error) {
	if d.signal != Exact {
		return term, nil
	}
	err = d.each(func(k []byte, _ uint64) bool {
		if _, exact := CutExactKey(k); string(exact) == string(term) {
			key = slices.Clone(k)
		}
		return key == nil
	})
	return key, err
}

// each calls visit with every key of the signal and its value until that returns false.
func (d *blugeDictionary) each(visit func(key []byte, value uint64) bool) error {
	fst, err := d.s.Terms(d.signal)
	if err != nil {
		return err
	}
	it, err := fst.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		if key, value := it.Current(); !visit(key, value) {
			return nil
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return err
}

// Iterator returns the terms of the field that an automaton accepts, from start up to end excluded.
func (d *blugeDictionary) Iterator(a bluge.Automaton, start, end []byte) bluge.DictionaryIterator {
	it := &blugeTerms{}
	if !d.known {
		return it
	}
	var l List
	err := d.each(func(key []byte, value uint64) bool {
		term := key
		if d.signal == Exact {
			_, term = CutExactKey(key)
		}
		if start != nil && string(term) < string(start) || end != nil && string(term) >= string(end) || !accepts(a, term) {
			return true
		}
		if it.err = d.s.readList(d.signal, value, &l); it.err == nil && l.FieldDocs[d.field] > 0 {
			it.entries = append(it.entries, blugeEntry{string(term), uint64(l.FieldDocs[d.field])})
		}
		return it.err == nil
	})
	it.err = cmp.Or(it.err, err)
	slices.SortFunc(it.entries, func(a, b blugeEntry) int { return strings.Compare(a.term, b.term) })
	return it
}

func accepts(a bluge.Automaton, term []byte) bool {
	if a == nil {
		return true
	}
	state := a.Start()
	for _, b := range term {
		if !a.CanMatch(state) {
			return false
		}
		state = a.Accept(state, b)
	}
	return a.IsMatch(state)
}

type blugeEntry struct {
	term  string
	count uint64
}

func (e *blugeEntry) Term() string  { return e.term }
func (e *blugeEntry) Count() uint64 { return e.count }

type blugeTerms struct {
	entries []blugeEntry
	err     error
}

func (t *blugeTerms) Close() error { return nil }

func (t *blugeTerms) Next() (bluge.DictionaryEntry, error) {
	if t.err != nil || len(t.entries) == 0 {
		return nil, t.err
	}
	e := &t.entries[0]
	t.entries = t.entries[1:]
	return e, nil
}
