package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/internal/roster"
)

// Document is what New takes.
type Document interface {
	bluge.Document
	// Content is asked for after Analyze.
	Content() *Content
}

// Content is one document, analysed.
type Content struct {
	Row
	ID string
	// Words are those of each text field by position, as numbers of Vocabulary; NoWord where there is none.
	Words [TextFields][]uint32
	// Address is the parts of the address in their order, and AddressEnd, as numbers that AddPart gave; nil without one.
	Address    []uint32
	Vocabulary *Vocabulary
	Stored     []StoredField
}

// NoWord stands at a position without a word.
const NoWord = ^uint32(0)

// maxPosition is more positions than an article may have bytes.
const maxPosition = 1<<30 - 1

// Vocabulary numbers the words of documents, and the terms by which they are indexed. It may serve any number of calls
// of New, and is not safe for concurrent use.
type Vocabulary struct {
	// keys are the terms in the form in which they stand in the dictionary of their signal.
	keys [dictionaries]roster.Roster
	// names are nameOf each key of Exact, which takes longer than looking it up again.
	names []uint64
	// words are the terms of each word; two words may be the same.
	words [][Signals]uint32
	// order is the terms in the order of their keys, as far as they have been sorted.
	order [dictionaries][]uint32
	key   []byte
}

// NewVocabulary returns a Vocabulary without words.
func NewVocabulary() *Vocabulary { return &Vocabulary{} }

// Reset forgets all words, when no document with their numbers is left to be written.
func (v *Vocabulary) Reset() {
	for s := range v.keys {
		v.keys[s].Reset()
		v.order[s] = v.order[s][:0]
	}
	v.names, v.words = v.names[:0], v.words[:0]
}

// Len is the number of words and of parts of addresses.
func (v *Vocabulary) Len() int { return len(v.words) + v.keys[Address].Len() }

// Add gives a word the next number, and keeps no part of its terms; they hold no zero byte, and the fold of an exact term
// is always the same.
func (v *Vocabulary) Add(exact, fold, lemma string) uint32 {
	key := exact
	if fold != exact {
		v.key = ExactKey(v.key[:0], fold, exact)
		key = string(v.key)
	}
	e := v.add(Exact, key)
	if int(e) == len(v.names) {
		v.names = append(v.names, nameOf([]byte(key)))
	}
	v.words = append(v.words, [Signals]uint32{e, v.add(Lemma, lemma)})
	return uint32(len(v.words)) - 1
}

// AddPart numbers a part of an address, which holds no zero byte.
func (v *Vocabulary) AddPart(part string) uint32 { return v.add(Address, part) }

// add numbers a key unless it has a number.
func (v *Vocabulary) add(s Signal, key string) uint32 {
	hash := roster.Hash(0, key)
	if n, ok := v.keys[s].Find(hash, 0, key); ok {
		return n
	}
	return v.keys[s].Add(hash, 0, key)
}

// sorted returns all terms of a signal in the order of their keys.
func (v *Vocabulary) sorted(s Signal) []uint32 {
	keys, known := &v.keys[s], v.order[s]
	if len(known) == keys.Len() {
		return known
	}
	type headed struct {
		head uint64
		term uint32
	}
	fresh := make([]headed, 0, keys.Len()-len(known))
	for term := uint32(len(known)); int(term) < keys.Len(); term++ {
		fresh = append(fresh, headed{headOf(keys.At(term)), term})
	}
	slices.SortFunc(fresh, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return bytes.Compare(keys.At(a.term), keys.At(b.term))
	})
	all := make([]uint32, 0, keys.Len())
	for _, f := range fresh {
		for len(known) > 0 && bytes.Compare(keys.At(known[0]), keys.At(f.term)) < 0 {
			all, known = append(all, known[0]), known[1:]
		}
		all = append(all, f.term)
	}
	v.order[s] = append(all, known...)
	return v.order[s]
}

// headOf is the first eight bytes of a key as a number that sorts like them.
func headOf(key []byte) uint64 {
	var head [8]byte
	copy(head[:], key)
	return binary.BigEndian.Uint64(head[:])
}
