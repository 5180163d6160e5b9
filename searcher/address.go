package searcher

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
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
			if len(c.p.patterns) > query.MaxPatterns {
				return condition{}, &RequestError{"q", at.From, fmt.Sprintf("a query has at most %d words with * or ? or ~",
					query.MaxPatterns)}
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

// addressLists are the lists of a part, of which one is enough.
type addressLists struct {
	lists []segment.List
	docs  int
	// at is the place of the part among all; isEnd says that the lists tell where addresses end.
	at    uint32
	isEnd bool
}

// testAddress takes out of a set the documents whose address is not as asked.
func (m *matcher) testAddress(ctx context.Context, i int, a *address, set bitset) error {
	from := len(m.lists)
	defer func() { m.lists = m.lists[:from] }()
	var all []addressLists
	for n := range a.parts {
		lists, err := m.addressLists(ctx, i, &a.parts[n])
		if err != nil {
			return err
		}
		all = append(all, lists)
	}
	if len(all) == 1 && a.size == 1 {
		return m.testPart(ctx, all[0].lists, set)
	}
	if a.after > 0 {
		end, err := m.addressLists(ctx, i, &addressPart{fold: segment.AddressEnd, pattern: -1})
		if err != nil {
			return err
		}
		end.isEnd = true
		all = append(all, end)
	}
	slices.SortStableFunc(all, func(a, b addressLists) int { return cmp.Compare(a.docs, b.docs) })
	for w := 0; w < len(set); w += addressWindow / 64 {
		if err := m.testWindow(ctx, a, all, uint32(w)*64, set[w:min(w+addressWindow/64, len(set))]); err != nil {
			return err
		}
	}
	return nil
}

// addressLists opens the lists of a part.
func (m *matcher) addressLists(ctx context.Context, i int, part *addressPart) (all addressLists, err error) {
	from, seg := len(m.lists), &m.v.Segments[i]
	open := func(read func(l *segment.List) error) error {
		var l segment.List
		if err := read(&l); err != nil {
			return err
		}
		m.lists, all.docs = append(m.lists, l), all.docs+l.Docs
		return m.step(ctx)
	}
	if part.pattern < 0 {
		err = open(func(l *segment.List) error { return seg.Lookup(segment.Address, []byte(part.fold), l) })
	} else {
		for _, value := range m.p.patterns[part.pattern].values[i] {
			if err = open(func(l *segment.List) error { return seg.List(segment.Address, value, l) }); err != nil {
				break
			}
		}
	}
	all.lists, all.at = m.lists[from:len(m.lists):len(m.lists)], part.at
	return all, err
}

// testPart takes out of a set the documents whose address has none of some parts.
func (m *matcher) testPart(ctx context.Context, lists []segment.List, set bitset) error {
	found := m.scratch.set(len(set))
	defer m.scratch.giveBack(found)
	for n := range lists {
		if err := m.orList(ctx, &lists[n], 0, found, 0, uint32(len(set))*64); err != nil {
			return err
		}
	}
	set.and(found)
	return nil
}

// addressWindow is how many documents are looked at together, so that their places stay near the processor.
const addressWindow = 1 << 15

// addressPlaces are, for each document of a window, bits of places in its address: where a part stands, and where the
// whole of what is looked for can begin.
type addressPlaces struct{ part, begin [addressWindow]uint64 }

// testWindow does the work of testAddress for a window that begins with document first.
func (m *matcher) testWindow(ctx context.Context, a *address, all []addressLists, first uint32, set bitset) error {
	if set.count() == 0 {
		return nil
	}
	if m.places == nil {
		m.places = &addressPlaces{}
	}
	part, begin := m.places.part[:len(set)*64], m.places.begin[:len(set)*64]
	for n := range all {
		clear(part)
		if err := m.partPlaces(ctx, all[n].lists, first, part); err != nil {
			return err
		}
		left := uint64(0)
		for doc, places := range part {
			if all[n].isEnd {
				places = 1<<max(bits.Len64(places)-int(a.size), 0) - 1
			} else {
				places >>= all[n].at
			}
			if n > 0 {
				places &= begin[doc]
			}
			begin[doc] = places
			left |= places
		}
		if left == 0 {
			clear(set)
			return nil
		}
	}
	for w := range set {
		for word := set[w]; word != 0; word &= word - 1 {
			if begin[w*64+bits.TrailingZeros64(word)] == 0 {
				set[w] &^= word & -word
			}
		}
	}
	return nil
}

// partPlaces sets the bits of the places that the lists have in the documents from first on.
func (m *matcher) partPlaces(ctx context.Context, lists []segment.List, first uint32, places []uint64) error {
	last := first + uint32(len(places))
	for n := range lists {
		if err := m.step(ctx); err != nil {
			return err
		}
		m.it.Reset(&lists[n])
		for ok := m.it.Seek(first); ok && m.it.From() < last; ok = m.it.Next() {
			if err := m.step(ctx); err != nil {
				return err
			}
			if err := m.it.PlaceBits(places, first); err != nil {
				return err
			}
		}
		if err := m.it.Err(); err != nil {
			return err
		}
	}
	return nil
}
