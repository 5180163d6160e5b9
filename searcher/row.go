package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// rowFinder finds words beside each other in their order or, with a window, near each other in any.
type rowFinder struct {
	m *matcher
	// pace is that of the goroutine that looks for places.
	pace *pace
	// words are the different words, word the number of each word of the row among them.
	words []wordFinder
	word  []int
	// window is how long the stretch may be in which all words stand in any order; 0 for a row.
	window int
	found  []place
	marked []marked
	left   []int
}

// marked is a place of one of the words.
type marked struct {
	at   uint32
	word int
}

// newRow opens the lists of the words of a part.
func (m *matcher) newRow(ctx context.Context, i int, p *part) (*rowFinder, error) {
	r := &rowFinder{m: m, pace: &m.pace}
	if p.kind == aWindow {
		r.window = len(p.words) + p.slop
	}
	var different []*soughtWord
	for n := range p.words {
		w := &p.words[n]
		at := slices.IndexFunc(different, w.same)
		if at < 0 {
			at = len(different)
			different = append(different, w)
			found, err := m.newWord(ctx, i, w)
			if err != nil {
				return nil, err
			}
			r.words = append(r.words, found)
			if found.docs == 0 {
				return r, nil
			}
		}
		r.word = append(r.word, at)
	}
	return r, nil
}

func (r *rowFinder) size() int {
	least := r.words[0].docs
	for _, w := range r.words[1:] {
		least = min(least, w.docs)
	}
	return least
}

// candidates reads the rarest words; a word that is much more frequent than those before is looked up in places.
func (r *rowFinder) candidates(ctx context.Context, set bitset) error {
	order := make([]int, len(r.words))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(r.words[a].docs, r.words[b].docs) })
	have, one := r.m.scratch.set(len(set)), r.m.scratch.set(len(set))
	defer r.m.scratch.giveBack(have)
	defer r.m.scratch.giveBack(one)
	if err := r.words[order[0]].candidates(ctx, r.m, have); err != nil {
		return err
	}
	for _, n := range order[1:] {
		if r.words[n].docs > have.count()*probeRatio {
			break
		}
		clear(one)
		if err := r.words[n].candidates(ctx, r.m, one); err != nil {
			return err
		}
		have.and(one)
	}
	set.or(have)
	return nil
}

func (r *rowFinder) places(ctx context.Context, doc uint32, f int) ([]place, error) {
	r.found = r.found[:0]
	for n := range r.words {
		if err := r.words[n].locate(doc); err != nil {
			return nil, err
		}
		if r.words[n].fields>>f&1 == 0 {
			return nil, nil
		}
	}
	sum := 0
	for n := range r.words {
		if err := r.words[n].find(doc, f); err != nil {
			return nil, err
		}
		if len(r.words[n].at) == 0 {
			return nil, nil
		}
		sum += len(r.words[n].at)
	}
	if r.window > 0 {
		r.windows()
		return r.found, r.pace.spend(ctx, sum/segment.BlockDocs)
	}
	return r.found, r.rows(ctx)
}

// rows finds the words beside each other.
func (r *rowFinder) rows(ctx context.Context) error {
	for _, at := range r.words[r.word[0]].at {
		r.found = append(r.found, place{at, at + uint32(len(r.word))})
	}
	for n := 1; n < len(r.word); n++ {
		places, next, kept := r.words[r.word[n]].at, 0, r.found[:0]
		for _, p := range r.found {
			want := p.start + uint32(n)
			for next < len(places) && places[next] < want {
				next++
			}
			if next < len(places) && places[next] == want {
				kept = append(kept, p)
			}
		}
		r.found = kept
		if err := r.pace.spend(ctx, (len(places)+len(kept))/segment.BlockDocs); err != nil {
			return err
		}
	}
	return nil
}

// windows finds the stretches that have all words, as often as they are asked for, and no shorter one inside.
func (r *rowFinder) windows() {
	r.marked = r.marked[:0]
	for n := range r.words {
		for _, at := range r.words[n].at {
			r.marked = append(r.marked, marked{at, n})
		}
	}
	slices.SortFunc(r.marked, func(a, b marked) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.word, b.word)) })
	r.left = zeroed(r.left, len(r.words)) // how many of each word the stretch lacks; below 0 it has too many
	for _, n := range r.word {
		r.left[n]++
	}
	lacking, first, before := len(r.word), 0, -1
	for _, last := range r.marked {
		if r.left[last.word] > 0 {
			lacking--
		}
		r.left[last.word]--
		for lacking == 0 && r.left[r.marked[first].word] < 0 {
			r.left[r.marked[first].word]++
			first++
		}
		if lacking > 0 || first == before {
			continue
		}
		before = first
		if start := r.marked[first].at; int(last.at+1-start) <= r.window {
			r.found = append(r.found, place{start, last.at + 1})
		}
	}
}

// wordFinder finds the places of one word.
type wordFinder struct {
	docs  int
	lists []segment.Iterator
	// packed are the places of a pattern, all that it has: document, text field and place in one number; next is where
	// those of the document at hand begin.
	packed []uint64
	next   int
	// at are the places in the field of the document that was looked for.
	at []uint32
	// located says that doc was looked for in the lists: in which posting of the block at hand each of them has it, -1
	// where it does not, and a bit for each text field in which the word stands.
	located  bool
	doc      uint32
	postings []int
	fields   uint8
}

// allFields has a bit for each text field.
const allFields = 1<<segment.TextFields - 1

const (
	packedDocBits   = 32
	packedFieldBits = 30
	packedPlace     = 1<<packedFieldBits - 1
)

func (m *matcher) newWord(ctx context.Context, i int, w *soughtWord) (f wordFinder, err error) {
	from := len(m.lists)
	defer func() { m.lists = m.lists[:from] }()
	if w.by == byPattern {
		return f, m.pack(ctx, i, m.p.patterns[w.pattern].values[i], &f)
	}
	at := -1
	switch w.by {
	case byExact:
		err = m.list(i, segment.Exact, segment.ExactKey(nil, w.Fold, w.Exact), &at)
	case byLemma:
		err = m.list(i, segment.Lemma, []byte(w.Lemma), &at)
	default:
		if _, err = m.openSpellings(i, w.Signals); err == nil && w.by == byAny {
			err = m.list(i, segment.Lemma, []byte(w.Lemma), &at)
		}
	}
	lists := slices.Clone(m.lists[from:])
	f.lists = m.scratch.lend(len(lists))
	for n := range lists {
		f.lists[n].Reset(&lists[n])
		f.docs += lists[n].Docs
	}
	return f, err
}

// pack reads all places of the spellings of a pattern.
func (m *matcher) pack(ctx context.Context, i int, values []uint64, f *wordFinder) error {
	var l segment.List
	var at []uint32
	before := 0
	for _, value := range values {
		if err := m.v.Segments[i].List(segment.Exact, value, &l); err != nil {
			return err
		}
		f.docs += l.Docs
		m.it.Reset(&l)
		for m.it.Next() {
			for n, doc := range m.it.Docs() {
				for field := range l.FieldDocs {
					if frequencies, _ := m.it.Frequencies(field); frequencies[n] == 0 {
						continue
					}
					var err error
					if at, err = m.it.Positions(n, field, at[:0]); err != nil {
						return err
					}
					for _, place := range at {
						f.packed = append(f.packed, uint64(doc)<<packedDocBits|uint64(field)<<packedFieldBits|uint64(place))
					}
				}
			}
			if err := m.hold((cap(f.packed) - before) * 8); err != nil {
				return err
			}
			before = cap(f.packed)
			if err := m.step(ctx); err != nil {
				return err
			}
		}
		if err := m.it.Err(); err != nil {
			return err
		}
	}
	return m.sort(ctx, f.packed)
}

func (f *wordFinder) candidates(ctx context.Context, m *matcher, set bitset) error {
	for _, p := range f.packed {
		set.set(uint32(p >> packedDocBits))
	}
	for n := range f.lists {
		it := &f.lists[n]
		for it.Next() {
			it.Or(set)
			if err := m.step(ctx); err != nil {
				return err
			}
		}
		if err := it.Err(); err != nil {
			return err
		}
		it.Rewind()
	}
	f.located = false
	return nil
}

// locate sets fields; those of a pattern are not known and may be all.
func (f *wordFinder) locate(doc uint32) error {
	if f.located && f.doc == doc {
		return nil
	}
	f.located, f.doc, f.fields = true, doc, 0
	if f.packed != nil {
		f.fields = allFields
	}
	f.postings = f.postings[:0]
	for n := range f.lists {
		it := &f.lists[n]
		at, ok := find(it, doc)
		if err := it.Err(); err != nil {
			return err
		}
		if !ok {
			at = -1
		} else {
			f.fields |= it.Fields(at)
		}
		f.postings = append(f.postings, at)
	}
	return nil
}

// find sets at.
func (f *wordFinder) find(doc uint32, field int) error {
	f.at = f.at[:0]
	first := uint64(doc)<<packedDocBits | uint64(field)<<packedFieldBits
	for f.next < len(f.packed) && f.packed[f.next] < first {
		f.next++
	}
	for n := f.next; n < len(f.packed) && f.packed[n]&^packedPlace == first; n++ {
		f.at = append(f.at, uint32(f.packed[n]&packedPlace))
	}
	if err := f.locate(doc); err != nil {
		return err
	}
	if f.fields>>field&1 == 0 {
		return nil
	}
	for n, at := range f.postings {
		if at < 0 {
			continue
		}
		if frequencies, _ := f.lists[n].Frequencies(field); frequencies[at] == 0 {
			continue
		}
		var err error
		if f.at, err = f.lists[n].Positions(at, field, f.at); err != nil {
			return err
		}
	}
	if len(f.lists) > 1 {
		slices.Sort(f.at)
		f.at = slices.Compact(f.at)
	}
	return nil
}
