package segment

import (
	"bytes"
	"encoding/binary"
	"sync"

	"github.com/blevesearch/vellum"
)

// Signal is one way in which a word is indexed; each has lists and a dictionary of its own.
type Signal uint8

// The signals of words. The keys of Exact begin with the folded form, so that all spellings of a word, all words
// with a beginning and all words a few letters away are neighbours whatever their diacritics; see ExactKey.
const (
	Exact Signal = iota
	Lemma

	Signals
)

// Address has a dictionary and lists as if it were a signal: its keys are the parts of addresses, and AddressEnd, all in
// the field Title. Nothing ranks by them, so that their impacts and peaks mean nothing.
const (
	Address      = Signals
	dictionaries = Signals + 1
)

// AddressEnd stands behind the last part of every address; no part is equal to it.
const AddressEnd = "/"

// The sections of the signals, and of addresses.
var (
	listSections = [dictionaries]string{"exact.lists", "lemma.lists", "address.lists"}
	termSections = [dictionaries]string{"exact.terms", "lemma.terms", "address.terms"}
)

// keySeparator stands in no term.
const keySeparator = 0

// ExactKey appends to dst the key of a spelling: the folded form, and behind a zero byte the spelling where it differs.
func ExactKey(dst []byte, fold, exact string) []byte {
	dst = append(dst, fold...)
	if exact != fold {
		dst = append(dst, keySeparator)
		dst = append(dst, exact...)
	}
	return dst
}

// CutExactKey takes a key of Exact apart.
func CutExactKey(key []byte) (fold, exact []byte) {
	if i := bytes.IndexByte(key, keySeparator); i >= 0 {
		return key[:i], key[i+1:]
	}
	return key, key
}

// A folded form that has another spelling than itself is a key of Exact in any case, so that one look tells what there
// is of it. Its value then has bit 62 set (bit 63 not) and is the offset in the lists section of
//
//	uvarint other spellings · uvarint documents of all spellings, summed up · uvarint value of its own list and one more, or 0
const noList = ^uint64(0)

// A value of Lemma with that bit is the offset in the lists section of Exact: a dictionary form with one spelling has
// the list of that spelling.

// listsOf returns the signal in whose lists section a value, which is not inline, has its list.
func listsOf(signal Signal, value uint64) Signal {
	if signal == Lemma && value&isGroup != 0 {
		return Exact
	}
	return signal
}

// dictionary is the terms section of a signal, opened when it is first needed.
type dictionary struct {
	once    sync.Once
	fst     *vellum.FST
	err     error
	readers sync.Pool // of *vellum.Reader, which look keys up without making garbage
}

// Terms returns the dictionary of a signal: keys in the order of their bytes. Its values are for List.
func (s *Segment) Terms(signal Signal) (*vellum.FST, error) {
	d := &s.dictionaries[signal]
	d.once.Do(func() {
		var b []byte
		if b, d.err = s.file.section(termSections[signal]); d.err == nil {
			if d.fst, d.err = vellum.Load(b); d.err != nil {
				d.err = &DamageError{termSections[signal], d.err.Error()}
			}
		}
	})
	return d.fst, d.err
}

// Lookup sets l to the postings list of a key; it is empty where the segment has no such key.
func (s *Segment) Lookup(signal Signal, key []byte, l *List) error {
	*l = List{}
	value, ok, err := s.value(signal, key)
	if err != nil || !ok {
		return err
	}
	return s.readList(signal, value, l)
}

func (s *Segment) value(signal Signal, key []byte) (value uint64, ok bool, err error) {
	fst, err := s.Terms(signal)
	if err != nil {
		return 0, false, err
	}
	pool := &s.dictionaries[signal].readers
	r, _ := pool.Get().(*vellum.Reader)
	if r == nil {
		if r, err = fst.Reader(); err != nil {
			return 0, false, err
		}
	}
	value, ok, err = r.Get(key)
	pool.Put(r)
	return value, ok, err
}

// List sets l to the postings list that a value of Terms stands for; it is empty where a key of Exact is there for its
// other spellings alone.
func (s *Segment) List(signal Signal, value uint64, l *List) error {
	return s.readList(signal, value, l)
}

// Spellings is what a segment has of a folded form.
type Spellings struct {
	// Others is how many spellings other than the folded form itself there are.
	Others int
	// Docs is how many documents have each of the spellings, summed up, deleted ones included.
	Docs int

	bare uint64
}

// Spellings looks a folded form up; all is zero where the segment has none of it.
func (s *Segment) Spellings(fold []byte) (g Spellings, err error) {
	g.bare = noList
	value, ok, err := s.value(Exact, fold)
	if err != nil || !ok {
		return g, err
	}
	if value&isInline == 0 && value&isGroup != 0 {
		return s.readGroup(value)
	}
	g.bare = value
	g.Docs, err = s.listDocs(Exact, value)
	return g, err
}

// Bare sets l to the list of the spelling that is the folded form itself; it is empty where there is none.
func (s *Segment) Bare(g Spellings, l *List) error {
	if *l = (List{}); g.bare == noList {
		return nil
	}
	return s.readList(Exact, g.bare, l)
}

func (s *Segment) readGroup(value uint64) (g Spellings, err error) {
	const most = 3 * binary.MaxVarintLen64
	section := s.file.sections[listSections[Exact]]
	if value >>= offsetShift; value > section.length {
		return g, contradiction(termSections[Exact])
	}
	b, err := s.file.read(section.offset+value, min(most, section.length-value))
	if err != nil {
		return g, err
	}
	others, n := binary.Uvarint(b)
	docs, m := binary.Uvarint(b[max(n, 0):])
	bare, k := binary.Uvarint(b[min(max(n, 0)+max(m, 0), len(b)):])
	if n <= 0 || m <= 0 || k <= 0 || others > uint64(len(s.file.data)) || docs > uint64(len(s.file.data)) {
		return g, contradiction(listSections[Exact])
	}
	g = Spellings{int(others), int(docs), bare - 1} // noList is -1
	if g.bare != noList && g.bare&isInline == 0 && g.bare&isGroup != 0 {
		return g, contradiction(listSections[Exact])
	}
	return g, nil
}

// listDocs is how many documents a list has.
func (s *Segment) listDocs(signal Signal, value uint64) (int, error) {
	if value&isInline != 0 {
		return 1, nil
	}
	value >>= offsetShift
	section := s.file.sections[listSections[signal]]
	if value > section.length {
		return 0, contradiction(termSections[signal])
	}
	b, err := s.file.read(section.offset+value, min(binary.MaxVarintLen64, section.length-value))
	if err != nil {
		return 0, err
	}
	docs, n := binary.Uvarint(b)
	if n <= 0 || docs > uint64(s.file.docs) {
		return 0, contradiction(listSections[signal])
	}
	return int(docs), nil
}
