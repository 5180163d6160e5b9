package searcher

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"sort"

	"github.com/haberara/haberara/indexer"
)

// titleIndex finds the titles of a segment by any of their words and what follows it: the beginnings of all words stand
// in the order of the key that goes on from there (a suffix array of words). It is made from the segment alone, so that
// it is good for as long as the segment is, and what was deleted is passed over when it is asked.
type titleIndex struct {
	// keys are those of the titles, each with keyEnd behind it; written are the titles.
	keys, written []byte
	titles        []indexedTitle
	starts        []titleStart
	phrases       []phrase
	// lowRanks and lowCounts are the lowest of each block of starts and of phrases.
	lowRanks, lowCounts []uint32
}

// indexedTitle is a title, the newest first; key and written are where it ends in those. older is the place of the next
// older one of the same key, of which only doc is kept; 0 where there is none.
type indexedTitle struct{ key, written, doc, older uint32 }

// titleStart is a word in the key of a title.
type titleStart struct{ at, title uint32 }

// rank of a start: the lower the better, at the head of a title first, then the newest.
func (x *titleIndex) rank(i int) uint32 {
	const inside = 1 << 31
	s := x.starts[i]
	if s.at == x.keyStart(s.title) {
		return s.title
	}
	return s.title | inside
}

// The bounds of a titleIndex.
const (
	// maxTitles is how many titles of an index are suggested, the newest.
	maxTitles = 200_000
	// maxTitleKey cuts the key of a longer title, in bytes.
	maxTitleKey = 512
)

func (x *titleIndex) keyStart(title uint32) uint32 {
	if title == 0 {
		return 0
	}
	return x.titles[title-1].key
}

// keyFrom is the rest of a title's key from a place on, keyEnd included.
func (x *titleIndex) keyFrom(s titleStart) []byte { return x.keys[s.at:x.titles[s.title].key] }

func (x *titleIndex) title(title uint32) string {
	from := uint32(0)
	if title > 0 {
		from = x.titles[title-1].written
	}
	return string(x.written[from:x.titles[title].written])
}

// newTitleIndex reads the titles of the first docs documents of a segment.
func newTitleIndex(ctx context.Context, seg *indexer.View, docs uint32) (*titleIndex, error) {
	x := &titleIndex{}
	known := map[string]uint32{}
	var older []indexedTitle
	add := func(doc uint32, title string) {
		from := uint32(len(x.keys))
		if x.keys, _ = appendTitleKey(x.keys, title); len(x.keys) == int(from) || len(x.keys) > int(from)+maxTitleKey {
			x.keys = x.keys[:from]
			return
		}
		key := string(x.keys[from:])
		if first, ok := known[key]; ok {
			x.keys = x.keys[:from]
			older = append(older, indexedTitle{doc: doc, older: first})
			return
		}
		known[key] = uint32(len(x.titles))
		x.keys = append(x.keys, keyEnd)
		x.written = append(x.written, title...)
		x.titles = append(x.titles, indexedTitle{key: uint32(len(x.keys)), written: uint32(len(x.written)), doc: doc})
	}
	for doc := range docs {
		if doc%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		title, err := seg.Title(doc)
		if err != nil {
			return nil, err
		}
		add(doc, title)
	}
	count := len(x.titles)
	for _, o := range slices.Backward(older) {
		first := o.older
		o.older = x.titles[first].older
		x.titles[first].older = uint32(len(x.titles))
		x.titles = append(x.titles, o)
	}
	x.sort(count)
	x.findPhrases()
	x.lowRanks = blockLows(len(x.starts), x.rank)
	x.lowCounts = blockLows(len(x.phrases), x.rarity)
	return x, ctx.Err()
}

// sort makes starts of the words of the first count titles.
func (x *titleIndex) sort(count int) {
	type sortable struct {
		head uint64 // the first 8 bytes, zeros behind the end
		titleStart
	}
	var all []sortable
	from := uint32(0)
	for t := range uint32(count) {
		key := x.keys[from:x.titles[t].key]
		for at := range key {
			if at == 0 || key[at-1] == keyBlank {
				var head [8]byte
				copy(head[:], key[at:])
				all = append(all, sortable{binary.BigEndian.Uint64(head[:]), titleStart{from + uint32(at), t}})
			}
		}
		from = x.titles[t].key
	}
	slices.SortFunc(all, func(a, b sortable) int {
		if c := cmp.Compare(a.head, b.head); c != 0 || a.head&0xff == keyEnd {
			return cmp.Or(c, cmp.Compare(a.title, b.title))
		}
		return cmp.Or(bytes.Compare(x.keyFrom(a.titleStart)[8:], x.keyFrom(b.titleStart)[8:]), cmp.Compare(a.title, b.title))
	})
	x.starts = make([]titleStart, len(all))
	for i, s := range all {
		x.starts[i] = s.titleStart
	}
}

// find returns those of the starts from one place up to another that begin with a key, all of which begin with some of it;
// with whole its last word ends there.
func (x *titleIndex) find(key []byte, whole bool, from, to int) (first, last int) {
	search := func(from int, bound []byte) int {
		return from + sort.Search(to-from, func(i int) bool { return bytes.Compare(x.keyFrom(x.starts[from+i]), bound) >= 0 })
	}
	bound := append(slices.Clone(key), 0xff) // no byte of UTF-8
	if whole {
		bound[len(key)] = keyAbove
	}
	first = search(from, key)
	return first, search(first, bound)
}

// living returns the newest document with a title that is not deleted.
func (x *titleIndex) living(title uint32, deleted bitset) (doc uint32, ok bool) {
	for {
		t := x.titles[title]
		if deleted == nil || !deleted.has(t.doc) {
			return t.doc, true
		}
		if title = t.older; title == 0 {
			return 0, false
		}
	}
}

// blockStarts is how many values blockLows sums up.
const blockStarts = 64

// blockLows are the lowest of n values, block by block.
func blockLows(n int, value func(i int) uint32) []uint32 {
	lows := make([]uint32, (n+blockStarts-1)/blockStarts)
	for i := range n {
		if v := value(i); i%blockStarts == 0 || v < lows[i/blockStarts] {
			lows[i/blockStarts] = v
		}
	}
	return lows
}

// eachLow visits the places from one up to another whose value is at most that which visit has returned last, without
// looking into blocks that have none.
func eachLow(from, to int, lows []uint32, value func(i int) uint32, visit func(i int, v uint32) (atMost uint32)) {
	atMost := ^uint32(0)
	for i := from; i < to; {
		if lows[i/blockStarts] > atMost {
			i = (i/blockStarts + 1) * blockStarts
			continue
		}
		for end := min(to, (i/blockStarts+1)*blockStarts); i < end; i++ {
			if v := value(i); v <= atMost {
				atMost = visit(i, v)
			}
		}
	}
}
