package searcher

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// address is what url: looks for: parts of host and path that stand one behind the other.
type address struct {
	text  string
	parts []addressPart
	// size is how many parts there are with those that may be any; after is how many of these follow the last of parts.
	size, after uint32
}

// addressPart is a part that may not be any: the folded text, or a place in plan.patterns where that is not below 0.
type addressPart struct {
	fold    string
	pattern int
	// at is its place among all parts.
	at uint32
}

// address compiles the value of url:.
func (c *compiler) address(text string, at query.Range) (condition, error) {
	all := corpus.AddressParts(text, true)
	switch n := len(all); {
	case n == 0:
		return condition{}, &RequestError{"q", at.From, `url: takes parts of an address, as in url:example.com/spor`}
	case n > maxPhraseWords:
		return condition{}, &RequestError{"q", at.From, "the address has too many parts; give fewer"}
	}
	wanted := &address{text: text, size: uint32(len(all))}
	for n, fold := range all {
		part := addressPart{fold: fold, pattern: -1, at: uint32(n)}
		if strings.Trim(fold, "*") == "" {
			continue
		}
		if strings.Contains(fold, "*") {
			made := newGlob(fold)
			made.of = segment.Address
			var err error
			if part.pattern, err = c.pattern(made, at); err != nil {
				return condition{}, err
			}
		}
		wanted.parts = append(wanted.parts, part)
	}
	wanted.after = wanted.size
	if n := len(wanted.parts); n > 0 {
		wanted.after -= wanted.parts[n-1].at + 1
	}
	return condition{kind: isAddressed, address: wanted}, c.spend(len(all), at)
}

// testAddress takes out of a set the documents whose address is not as asked.
func (m *matcher) testAddress(ctx context.Context, i int, a *address, set bitset) error {
	isOne := len(a.parts) == 1 && a.size == 1
	if isOne && a.parts[0].pattern >= 0 {
		return m.testAnyPart(ctx, i, m.p.patterns[a.parts[0].pattern].values[i], set)
	}
	f, err := m.newAddress(ctx, i, a)
	if err != nil {
		return err
	}
	isSure, err := f.narrow(ctx, m, set)
	if err != nil || isSure && isOne {
		return err
	}
	var failed error
	err = m.keep(ctx, set, func(doc uint32) bool {
		has, err := f.has(doc)
		failed = cmp.Or(failed, err)
		return has
	})
	return cmp.Or(failed, err)
}

// newAddress opens the lists of the parts, the rarest first.
func (m *matcher) newAddress(ctx context.Context, i int, a *address) (*addressFinder, error) {
	f := &addressFinder{address: a}
	for n := range a.parts {
		word, err := m.addressWord(ctx, i, &a.parts[n])
		if err != nil {
			return nil, err
		}
		f.words = append(f.words, placedWord{word, a.parts[n].at})
	}
	if a.after > 0 {
		end, err := m.addressWord(ctx, i, &addressPart{fold: segment.AddressEnd, pattern: -1})
		if err != nil {
			return nil, err
		}
		f.end = &end
	}
	slices.SortStableFunc(f.words, func(a, b placedWord) int { return cmp.Compare(a.docs, b.docs) })
	return f, nil
}

// testAnyPart takes out of a set the documents whose address has none of some parts.
func (m *matcher) testAnyPart(ctx context.Context, i int, values []uint64, set bitset) error {
	any := m.scratch.set(len(set))
	defer m.scratch.giveBack(any)
	var l segment.List
	for _, value := range values {
		if err := m.v.Segments[i].List(segment.Address, value, &l); err != nil {
			return err
		}
		if err := m.orList(ctx, &l, 0, any, 0, m.v.Segments[i].Docs()); err != nil {
			return err
		}
	}
	set.and(any)
	return nil
}

// addressWord opens the list of a part, or reads those of its spellings.
func (m *matcher) addressWord(ctx context.Context, i int, part *addressPart) (wordFinder, error) {
	if part.pattern >= 0 {
		return m.newWord(ctx, i, &soughtWord{by: byPattern, pattern: part.pattern})
	}
	var l segment.List
	f := wordFinder{lists: m.scratch.lend(1)}
	err := m.v.Segments[i].Lookup(segment.Address, []byte(part.fold), &l)
	f.docs = l.Docs
	f.lists[0].Reset(&l)
	return f, err
}

// addressFinder finds an address by the places of its parts and, where others follow these, of what ends it.
type addressFinder struct {
	*address
	words []placedWord
	end   *wordFinder
}

// placedWord is a part at its place among all parts.
type placedWord struct {
	wordFinder
	offset uint32
}

// narrow takes out of a set documents that lack a part; isSure says that all are out.
func (f *addressFinder) narrow(ctx context.Context, m *matcher, set bitset) (isSure bool, err error) {
	one := m.scratch.set(len(set))
	defer m.scratch.giveBack(one)
	for n := range f.words {
		if f.words[n].docs > set.count()*probeRatio {
			return false, nil
		}
		clear(one)
		if err := f.words[n].candidates(ctx, m, one); err != nil {
			return false, err
		}
		set.and(one)
	}
	return true, nil
}

// has reports whether the address of a document has the parts beside each other; documents ascend from call to call.
func (f *addressFinder) has(doc uint32) (bool, error) {
	end := uint32(math.MaxUint32)
	if f.end != nil {
		if err := f.end.find(doc, int(segment.Title)); err != nil || len(f.end.at) == 0 {
			return false, err
		}
		end = f.end.at[0]
	}
	for n := range f.words {
		if err := f.words[n].find(doc, int(segment.Title)); err != nil || len(f.words[n].at) == 0 {
			return false, err
		}
	}
	if len(f.words) == 0 {
		return end >= f.size, nil
	}
	for _, at := range f.words[0].at {
		if start := at - f.words[0].offset; at >= f.words[0].offset && end-start >= f.size && f.standsAt(start) {
			return true, nil
		}
	}
	return false, nil
}

func (f *addressFinder) standsAt(start uint32) bool {
	for n := range f.words {
		if _, ok := slices.BinarySearch(f.words[n].at, start+f.words[n].offset); !ok {
			return false
		}
	}
	return true
}
