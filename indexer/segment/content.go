package segment

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	bluge "github.com/blugelabs/bluge_segment_api"
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
	numbers [dictionaries]map[string]uint32
	// keys are the terms in the form in which they stand in the dictionary of their signal.
	keys [dictionaries][]string
	// names are nameOf each key of Exact, which takes longer than looking it up again.
	names []uint64
	// words are the terms of each word; two words may be the same.
	words [][Signals]uint32
	// order is the terms in the order of their keys, as far as they have been sorted.
	order [dictionaries][]uint32
}

// NewVocabulary returns a Vocabulary without words.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{}
	for s := range v.numbers {
		v.numbers[s] = map[string]uint32{}
	}
	return v
}

// Len is the number of words and of parts of addresses.
func (v *Vocabulary) Len() int { return len(v.words) + len(v.keys[Address]) }

// Add numbers a word, of which it keeps the terms; they hold no zero byte, and the fold of an exact term is always the
// same. A word that is added again may get another number, which means the same.
func (v *Vocabulary) Add(exact, fold, lemma string) uint32 {
	n := uint32(len(v.words))
	e, ok := v.numbers[Exact][exact]
	if !ok {
		key := exact
		if fold != exact {
			key = string(ExactKey(make([]byte, 0, len(fold)+1+len(exact)), fold, exact))
			exact = key[len(fold)+1:]
		}
		e = v.add(Exact, exact, key)
		v.names = append(v.names, nameOf([]byte(key)))
	}
	l, ok := v.numbers[Lemma][lemma]
	if !ok {
		l = v.add(Lemma, lemma, lemma)
	}
	v.words = append(v.words, [Signals]uint32{e, l})
	return n
}

// AddPart numbers a part of an address, which holds no zero byte.
func (v *Vocabulary) AddPart(part string) uint32 {
	if n, ok := v.numbers[Address][part]; ok {
		return n
	}
	part = strings.Clone(part)
	return v.add(Address, part, part)
}

func (v *Vocabulary) add(s Signal, term, key string) uint32 {
	n := uint32(len(v.keys[s]))
	v.numbers[s][term] = n
	v.keys[s] = append(v.keys[s], key)
	return n
}

// sorted returns all terms of a signal in the order of their keys.
func (v *Vocabulary) sorted(s Signal) []uint32 {
	keys, known := v.keys[s], v.order[s]
	if len(known) == len(keys) {
		return known
	}
	type headed struct {
		head uint64
		term uint32
	}
	fresh := make([]headed, 0, len(keys)-len(known))
	for term := len(known); term < len(keys); term++ {
		fresh = append(fresh, headed{headOf(keys[term]), uint32(term)})
	}
	slices.SortFunc(fresh, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(keys[a.term], keys[b.term])
	})
	all := make([]uint32, 0, len(keys))
	for _, f := range fresh {
		for len(known) > 0 && keys[known[0]] < keys[f.term] {
			all, known = append(all, known[0]), known[1:]
		}
		all = append(all, f.term)
	}
	v.order[s] = append(all, known...)
	return v.order[s]
}

// headOf is the first eight bytes of a key as a number that sorts like them.
func headOf(key string) uint64 {
	var head [8]byte
	copy(head[:], key)
	return binary.BigEndian.Uint64(head[:])
}
