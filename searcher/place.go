package searcher

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// place is a stretch of the tokens of a text field: [start, end).
type place struct{ start, end uint32 }

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
}

// finder finds the places of a part in the documents of a segment.
type finder interface {
	// size is at least how many documents have the part.
	size() int
	// candidates adds documents to a set: all that have the part, and maybe some more.
	candidates(ctx context.Context, set bitset) error
	// places returns the places in a text field of a document, each once, in their order; they are good until the next
	// call. Documents ascend from call to call, and for each document the fields.
	places(ctx context.Context, doc uint32, f int) ([]place, error)
}

// placed returns the living documents of a segment that have what a has to find, with how often.
func (m *matcher) placed(ctx context.Context, i int, a *atom) (*postings, error) {
	found := m.scratch.postings()
	p := a.part
	if p == nil {
		p = &part{}
		for _, w := range a.words {
			p.words = append(p.words, soughtWord{Signals: w, by: byFold})
		}
	}
	find, err := m.finder(ctx, i, p)
	if err != nil || find.size() == 0 {
		return found, err
	}
	candidates := m.scratch.set(words(m.v.Segments[i].Docs()))
	defer m.scratch.giveBack(candidates)
	if err := find.candidates(ctx, candidates); err != nil {
		return found, err
	}
	if m.v.deleted[i] != nil {
		candidates.andNot(m.v.deleted[i])
	}
	if err := m.place(ctx, i, a, p, find, candidates, found); err != nil {
		return found, err
	}
	return found, m.hold(found.bytes())
}

// candidateHits is how many hits of a word one candidate, whose places are looked for, costs as much as.
const candidateHits = 8

// place looks for the places of a part in candidates, on two processors where that is worth it.
func (m *matcher) place(ctx context.Context, i int, a *atom, p *part, find finder, set bitset, found *postings) error {
	first, last := placing{a, p.least, find, &m.pace, found}, m.v.Segments[i].Docs()
	n := 0
	if _, isRow := find.(*rowFinder); isRow {
		n = set.count()
	}
	if n < 2 || n*candidateHits < m.p.muchWork || !lendProcessor() {
		return first.run(ctx, set, 0, last)
	}
	defer giveProcessorBack()
	second := first
	other, err := m.newRow(ctx, i, p)
	if err != nil {
		return err
	}
	other.pace = &pace{}
	second.find, second.pace, second.found = other, other.pace, m.scratch.postings()
	middle := set.nth(n / 2)
	err = aside(func() error { return second.run(ctx, set, middle, last) },
		func() error { return first.run(ctx, set, 0, middle) })
	found.append(second.found)
	return err
}

// placing looks for the places of a part in documents, for one goroutine.
type placing struct {
	atom  *atom
	least int
	find  finder
	pace  *pace
	found *postings
}

// run notes which documents of a set, from first up to last, have the part often enough, and how often.
func (p *placing) run(ctx context.Context, set bitset, first, last uint32) (err error) {
	set.each(first, last, func(doc uint32) bool {
		var n [indexer.TextFields]uint32
		sum := 0
		for f := range n {
			if p.atom.field > 0 && p.atom.field-1 != f {
				continue
			}
			var places []place
			if places, err = p.find.places(ctx, doc, f); err != nil {
				return false
			}
			n[f] = uint32(len(places))
			sum += len(places)
		}
		if sum > 0 && sum >= p.least {
			p.found.docs = append(p.found.docs, doc)
			for f := range n {
				p.found.frequencies[f] = append(p.found.frequencies[f], n[f])
			}
		}
		err = p.pace.step(ctx)
		return err == nil
	})
	return err
}

// finder makes what finds a part in a segment.
func (m *matcher) finder(ctx context.Context, i int, p *part) (finder, error) {
	if p.kind == aRow || p.kind == aWindow {
		return m.newRow(ctx, i, p)
	}
	inner := make([]finder, len(p.parts))
	for n, each := range p.parts {
		var err error
		if inner[n], err = m.finder(ctx, i, each); err != nil {
			return nil, err
		}
	}
	several := severalFinder{m: m, segment: i, inner: inner}
	switch p.kind {
	case aPair:
		return &pairFinder{severalFinder: several, distance: uint32(p.distance), ordered: p.ordered}, nil
	case aParagraph:
		return &paragraphFinder{severalFinder: several}, nil
	}
	return &anyFinder{severalFinder: several}, nil
}

// severalFinder is what finders of several parts have in common; its candidates have all of them.
type severalFinder struct {
	m       *matcher
	segment int
	inner   []finder
	found   []place
	// counted is how many of found the deadline was looked at for.
	counted int
}

func (s *severalFinder) size() int {
	least := s.inner[0].size()
	for _, each := range s.inner[1:] {
		least = min(least, each.size())
	}
	return least
}

func (s *severalFinder) candidates(ctx context.Context, set bitset) error {
	have, one := s.m.scratch.set(len(set)), s.m.scratch.set(len(set))
	defer s.m.scratch.giveBack(have)
	defer s.m.scratch.giveBack(one)
	if err := s.inner[0].candidates(ctx, have); err != nil {
		return err
	}
	for _, each := range s.inner[1:] {
		clear(one)
		if err := each.candidates(ctx, one); err != nil {
			return err
		}
		have.and(one)
	}
	set.or(have)
	return nil
}

// maxPlaces is about how many places of one part are looked at in a text: parts near parts that are near others can have
// as many as there are pairs of words.
const maxPlaces = 1 << 20

// limit is to be called while places are added.
func (s *severalFinder) limit(ctx context.Context) error {
	if added := len(s.found) - s.counted; added >= segment.BlockDocs {
		s.counted = len(s.found)
		if err := s.m.spend(ctx, added/segment.BlockDocs); err != nil {
			return err
		}
	} else if added < 0 {
		s.counted = len(s.found)
	}
	if len(s.found) < maxPlaces {
		return nil
	}
	if s.tidy(); len(s.found) > maxPlaces/2 {
		return &RequestError{"q", 0, "words near words that are near others stand in too many places; ask for fewer"}
	}
	return nil
}

// tidy keeps each place once, in their order.
func (s *severalFinder) tidy() {
	slices.SortFunc(s.found, comparePlaces)
	s.found = slices.Compact(s.found)
}

// anyFinder finds any of its parts.
type anyFinder struct{ severalFinder }

func (a *anyFinder) size() int {
	sum := 0
	for _, each := range a.inner {
		sum += each.size()
	}
	return sum
}

func (a *anyFinder) candidates(ctx context.Context, set bitset) error {
	for _, each := range a.inner {
		if err := each.candidates(ctx, set); err != nil {
			return err
		}
	}
	return nil
}

func (a *anyFinder) places(ctx context.Context, doc uint32, f int) ([]place, error) {
	if len(a.inner) == 1 {
		return a.inner[0].places(ctx, doc, f)
	}
	a.found = a.found[:0]
	for _, each := range a.inner {
		places, err := each.places(ctx, doc, f)
		if err != nil {
			return nil, err
		}
		a.found = append(a.found, places...)
		if err := a.limit(ctx); err != nil {
			return nil, err
		}
	}
	a.tidy()
	return a.found, nil
}

// pairFinder finds two parts near each other. Of the places of one part, each is taken with the nearest of the other
// that does not overlap it, on both sides or, in order, on one.
type pairFinder struct {
	severalFinder
	distance uint32
	ordered  bool
	ends     []place
}

func (p *pairFinder) places(ctx context.Context, doc uint32, f int) ([]place, error) {
	a, err := p.inner[0].places(ctx, doc, f)
	if err != nil || len(a) == 0 {
		return nil, err
	}
	b, err := p.inner[1].places(ctx, doc, f)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	p.found = p.found[:0]
	err = p.pairs(ctx, a, b)
	if err == nil && !p.ordered {
		err = p.pairs(ctx, b, a)
	}
	p.tidy()
	return p.found, err
}

// pairs finds the places of left with the nearest of right behind them, and those of right with the nearest of left
// before them.
func (p *pairFinder) pairs(ctx context.Context, left, right []place) error {
	near := func(l, r place) bool { return r.start-l.end < p.distance }
	for _, l := range left {
		at := sort.Search(len(right), func(n int) bool { return right[n].start >= l.end })
		for n := at; n < len(right) && right[n].start == right[at].start && near(l, right[n]); n++ {
			p.found = append(p.found, place{l.start, right[n].end})
		}
		if err := p.limit(ctx); err != nil {
			return err
		}
	}
	p.ends = append(p.ends[:0], left...)
	slices.SortFunc(p.ends, func(a, b place) int { return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(a.start, b.start)) })
	for _, r := range right {
		at := sort.Search(len(p.ends), func(n int) bool { return p.ends[n].end > r.start }) - 1
		for n := at; n >= 0 && p.ends[n].end == p.ends[at].end && near(p.ends[n], r); n-- {
			p.found = append(p.found, place{p.ends[n].start, r.end})
		}
		if err := p.limit(ctx); err != nil {
			return err
		}
	}
	return p.m.spend(ctx, (len(left)+len(right))/segment.BlockDocs)
}
