package searcher

import (
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// phraser finds the places of a phrase in one segment: its words at their distances, letters and diacritics aside.
type phraser struct {
	m *matcher
	// words are the different words; word and offset give each word of the phrase its number among them, and its
	// distance from the first.
	words        []phraseWord
	word, offset []int
	starts       []uint32
}

// phraseWord is the spellings of a word, and its places in one field of the document at hand.
type phraseWord struct {
	lists  []segment.Iterator
	places []uint32
}

// phrase returns the living documents of a segment that have a phrase, with how often.
func (m *matcher) phrase(ctx context.Context, i int, a atom) (*postings, error) {
	found := m.scratch.postings()
	p, err := m.newPhraser(i, a)
	if p == nil || err != nil {
		return found, err
	}
	candidates, err := p.candidates(ctx, i)
	if err != nil {
		return found, err
	}
	candidates.each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
		var n [indexer.TextFields]uint32
		sum := uint32(0)
		for f := range n {
			if n[f], err = p.count(ctx, doc, f); err != nil {
				return false
			}
			sum += n[f]
		}
		if sum > 0 {
			found.docs = append(found.docs, doc)
			for f := range n {
				found.frequencies[f] = append(found.frequencies[f], n[f])
			}
		}
		err = m.step(ctx)
		return err == nil
	})
	return found, err
}

// newPhraser returns nil when a word of the phrase does not occur.
func (m *matcher) newPhraser(i int, a atom) (*phraser, error) {
	p := &phraser{m: m}
	var folds []string
	from := len(m.lists)
	defer func() { m.lists = m.lists[:from] }()
	for n, w := range a.words {
		at := slices.Index(folds, w.Fold)
		if at < 0 {
			at = len(folds)
			folds = append(folds, w.Fold)
			l, err := m.openSpellings(i, turkish.Signals{Exact: w.Exact, Fold: w.Fold})
			if err != nil || l.from == l.to {
				return nil, err
			}
			lists := slices.Clone(m.lists[l.from:l.to])
			its := make([]segment.Iterator, len(lists))
			for n := range its {
				its[n].Reset(&lists[n])
			}
			p.words = append(p.words, phraseWord{lists: its})
		}
		p.word, p.offset = append(p.word, at), append(p.offset, a.offsets[n]-a.offsets[0])
	}
	return p, nil
}

// candidates returns the living documents that have all words.
func (p *phraser) candidates(ctx context.Context, i int) (bitset, error) {
	n := words(p.m.v.Segments[i].Docs())
	all, one := make(bitset, n), make(bitset, n)
	for w := range p.words {
		set := all
		if w > 0 {
			clear(one)
			set = one
		}
		for l := range p.words[w].lists {
			it := &p.words[w].lists[l]
			for it.Next() {
				it.Or(set)
				if err := p.m.step(ctx); err != nil {
					return nil, err
				}
			}
			it.Rewind()
		}
		if w > 0 {
			all.and(one)
		}
	}
	if p.m.v.deleted[i] != nil {
		all.andNot(p.m.v.deleted[i])
	}
	return all, nil
}

// count returns how often the phrase stands in a field of a document; documents ascend.
func (p *phraser) count(ctx context.Context, doc uint32, f int) (uint32, error) {
	for w := range p.words {
		word := &p.words[w]
		word.places = word.places[:0]
		for l := range word.lists {
			it := &word.lists[l]
			at, ok := find(it, doc)
			if !ok {
				continue
			}
			if frequencies, _ := it.Frequencies(f); frequencies[at] == 0 {
				continue
			}
			var err error
			if word.places, err = it.Positions(at, f, word.places); err != nil {
				return 0, err
			}
		}
		if len(word.places) == 0 {
			return 0, nil
		}
		if len(word.lists) > 1 {
			slices.Sort(word.places)
		}
	}
	p.starts = append(p.starts[:0], p.words[p.word[0]].places...)
	for n := 1; n < len(p.word); n++ {
		places, next, kept := p.words[p.word[n]].places, 0, p.starts[:0]
		offset := uint32(p.offset[n])
		for _, start := range p.starts {
			for next < len(places) && places[next] < start+offset {
				next++
			}
			if next < len(places) && places[next] == start+offset {
				kept = append(kept, start)
			}
		}
		p.starts = kept
		if err := p.m.spend(ctx, (len(places)+len(kept))/segment.BlockDocs); err != nil {
			return 0, err
		}
	}
	return uint32(len(p.starts)), nil
}
