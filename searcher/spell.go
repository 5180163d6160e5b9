package searcher

import (
	"bytes"
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// maxPatternSpellings is how many spellings a word with * or ? or ~ stands for: those in most articles.
const maxPatternSpellings = 1024

// spelled is a spelling that a pattern takes: its key, which lies in an arena, and its list in a segment.
type spelled struct {
	from, to int
	value    uint64
	segment  int
}

// speller finds the spellings of patterns; its arrays are used again.
type speller struct {
	keys []byte
	all  []spelled
	sums []spellingSum
	set  bitset
	// ranks are how many documents of set lie before each of its words.
	ranks []uint32
}

// spellingSum is a spelling over all segments: from and to bound it in speller.all.
type spellingSum struct{ from, to, docs int }

// spell finds what the patterns of the plan stand for in every segment.
func (m *matcher) spell(ctx context.Context) error {
	for _, p := range m.p.patterns {
		if err := m.spellOne(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (m *matcher) spellOne(ctx context.Context, p *pattern) error {
	s := &m.speller
	s.keys, s.all = s.keys[:0], s.all[:0]
	p.values = make([][]uint64, len(m.v.Segments))
	for i := range m.v.Segments {
		// A walk through a dictionary may visit nothing.
		if err := m.spend(ctx, checkEvery); err != nil {
			return err
		}
		fst, err := m.v.Segments[i].Terms(p.of)
		if err == nil {
			err = p.eachSpelling(fst, func(key []byte, value uint64) error {
				from := len(s.keys)
				s.keys = append(s.keys, key...)
				s.all = append(s.all, spelled{from, len(s.keys), value, i})
				return m.step(ctx)
			})
		}
		if err != nil {
			return m.v.Segments[i].Damaged(err)
		}
	}
	used := s.all
	p.found, p.used = len(s.all), len(s.all)
	if len(s.all) > m.p.patternSpellings {
		var err error
		if used, err = m.mostFrequent(ctx, p); err != nil {
			return err
		}
	}
	for _, x := range used {
		p.values[x.segment] = append(p.values[x.segment], x.value)
	}
	return nil
}

// mostFrequent keeps the spellings in most articles; those in equally many go by the order of their keys.
func (m *matcher) mostFrequent(ctx context.Context, p *pattern) ([]spelled, error) {
	s := &m.speller
	key := func(x spelled) []byte { return s.keys[x.from:x.to] }
	if len(m.v.Segments) > 1 {
		slices.SortStableFunc(s.all, func(a, b spelled) int { return bytes.Compare(key(a), key(b)) })
	}
	s.sums = s.sums[:0]
	var l segment.List
	for n, x := range s.all {
		if err := m.v.Segments[x.segment].List(p.of, x.value, &l); err != nil {
			return nil, m.v.Segments[x.segment].Damaged(err)
		}
		docs, err := m.living(ctx, x.segment, &l, 0)
		if err != nil {
			return nil, err
		}
		if n == 0 || !bytes.Equal(key(x), key(s.all[n-1])) {
			s.sums = append(s.sums, spellingSum{from: n})
		}
		last := &s.sums[len(s.sums)-1]
		last.to = n + 1
		last.docs += docs
	}
	s.sums = slices.DeleteFunc(s.sums, func(x spellingSum) bool { return x.docs == 0 })
	p.found = len(s.sums)
	slices.SortFunc(s.sums, func(a, b spellingSum) int {
		return cmp.Or(cmp.Compare(b.docs, a.docs), cmp.Compare(a.from, b.from))
	})
	s.sums = s.sums[:min(len(s.sums), m.p.patternSpellings)]
	p.used = len(s.sums)
	var used []spelled
	for _, x := range s.sums {
		used = append(used, s.all[x.from:x.to]...)
	}
	return used, nil
}

// union returns the living documents of a segment that have any spelling of a pattern in a text field, with how often.
func (m *matcher) union(ctx context.Context, i int, values []uint64, field int) (*postings, error) {
	found := m.scratch.postings()
	s := &m.speller
	s.set = zeroed(s.set, words(m.v.Segments[i].Docs()))
	from := len(m.lists)
	defer func() { m.lists = m.lists[:from] }()
	for _, value := range values {
		m.lists = append(m.lists, segment.List{})
		if err := m.v.Segments[i].List(segment.Exact, value, &m.lists[len(m.lists)-1]); err != nil {
			return found, err
		}
	}
	lists := m.lists[from:]
	for n := range lists {
		if err := m.orList(ctx, &lists[n], field, s.set, 0, m.v.Segments[i].Docs()); err != nil {
			return found, err
		}
	}
	if m.v.deleted[i] != nil {
		s.set.andNot(m.v.deleted[i])
	}
	s.ranks = s.ranks[:0]
	sum := 0
	for _, w := range s.set {
		s.ranks = append(s.ranks, uint32(sum))
		sum += bits.OnesCount64(w)
	}
	found.docs = slices.Grow(found.docs, sum)
	s.set.each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
		found.docs = append(found.docs, doc)
		return true
	})
	if err := m.hold(found.bytes()); err != nil {
		return found, err
	}
	for f := range found.frequencies {
		found.frequencies[f] = zeroed(found.frequencies[f], sum)
	}
	for n := range lists {
		if err := m.addFrequencies(ctx, &lists[n], field, found); err != nil {
			return found, err
		}
	}
	return found, nil
}

// addFrequencies adds those of a list to the postings of the documents of speller.set.
func (m *matcher) addFrequencies(ctx context.Context, l *segment.List, field int, sum *postings) error {
	s := &m.speller
	m.it.Reset(l)
	for m.it.Next() {
		docs := m.it.Docs()
		for f := range indexer.TextFields {
			if field > 0 && field-1 != int(f) {
				continue
			}
			frequencies, has := m.it.Frequencies(int(f))
			if !has {
				continue
			}
			into := sum.frequencies[f]
			for n, doc := range docs {
				if w := s.set[doc>>6]; frequencies[n] > 0 && w>>(doc&63)&1 != 0 {
					into[int(s.ranks[doc>>6])+bits.OnesCount64(w&(1<<(doc&63)-1))] += frequencies[n]
				}
			}
		}
		if err := m.step(ctx); err != nil {
			return err
		}
	}
	return m.it.Err()
}
