package segment

import (
	"bytes"
	"sync"

	"github.com/blevesearch/vellum"
)

// Signal is one way in which a word is indexed; each has lists and a dictionary of its own.
type Signal uint8

// The signals with postings. The keys of Exact begin with the folded form, so that all spellings of a word, all words
// with a beginning and all words a few letters away are neighbours whatever their diacritics; see ExactKey.
const (
	Exact Signal = iota
	Lemma

	Signals
)

// The sections of the signals.
var (
	listSections = [Signals]string{"exact.lists", "lemma.lists"}
	termSections = [Signals]string{"exact.terms", "lemma.terms"}
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

// dictionary is the terms section of a signal, opened when it is first needed.
type dictionary struct {
	once sync.Once
	fst  *vellum.FST
	err  error
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
	fst, err := s.Terms(signal)
	if err != nil {
		return err
	}
	value, ok, err := fst.Get(key)
	if err != nil || !ok {
		return err
	}
	return s.readList(signal, value, l)
}

// List sets l to the postings list that a value of Terms stands for.
func (s *Segment) List(signal Signal, value uint64, l *List) error {
	return s.readList(signal, value, l)
}
