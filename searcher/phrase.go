package searcher

import (
	"context"
	"fmt"
	"slices"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/indexer"
)

// phraser finds the places of a phrase in one text field of one segment: its words at their distances, letters and
// diacritics aside.
type phraser struct {
	m *matcher
	// its are the postings of the different words; at is where each stands, places its positions in that document.
	its    []bluge.PostingsIterator
	at     []bluge.Posting
	places [][]int
	// word and offset give each word of the phrase its number in its, and its distance from the first.
	word, offset []int
	starts       []int
}

// phrase gathers in raw what every document earns by a phrase.
func (m *matcher) phrase(ctx context.Context, a atom) error {
	for i := range m.v.Segments {
		for f := range indexer.TextFields {
			p, err := m.newPhraser(&m.v.Segments[i], indexer.TextField(f), a)
			if err != nil {
				return err
			}
			if p == nil {
				continue
			}
			if err := p.run(ctx, &m.v.Segments[i], f); err != nil {
				return err
			}
		}
	}
	return nil
}

// newPhraser returns nil when a word of the phrase does not occur.
func (m *matcher) newPhraser(v *indexer.View, f indexer.TextField, a atom) (*phraser, error) {
	p := &phraser{m: m}
	var words []string
	for i, w := range a.words {
		n := slices.Index(words, w.Fold)
		if n < 0 {
			it, err := m.iterate(v, indexer.FieldName(f, indexer.Fold), w.Fold, true)
			if it == nil || err != nil {
				return nil, err
			}
			n = len(words)
			words, p.its = append(words, w.Fold), append(p.its, it)
		}
		p.word, p.offset = append(p.word, n), append(p.offset, a.offsets[i]-a.offsets[0])
	}
	p.at, p.places = make([]bluge.Posting, len(words)), make([][]int, len(words))
	return p, nil
}

func (p *phraser) run(ctx context.Context, v *indexer.View, f int) error {
	lengths, average := v.Columns().Lengths(f), p.m.v.average[f]
	for local := uint64(0); ; local++ {
		var ok bool
		var err error
		if local, ok, err = p.meet(ctx, local); !ok || err != nil {
			return err
		}
		n, err := p.count(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		doc := v.Base + uint32(local)
		p.m.touched.set(doc)
		p.m.typed.set(doc)
		p.m.raw[doc] += float32(fieldWeights[f] * saturated(float64(n), float64(lengths.At(uint32(local))), average))
	}
}

// meet returns the first document from doc on that has all words, and stands on it.
func (p *phraser) meet(ctx context.Context, doc uint64) (uint64, bool, error) {
	for agreed := 0; agreed < len(p.its); {
		for i := range p.its {
			if err := p.m.step(ctx); err != nil {
				return 0, false, err
			}
			n, ok, err := p.advance(i, doc)
			if !ok || err != nil {
				return 0, false, err
			}
			if n > doc {
				doc, agreed = n, 0
			}
			agreed++
		}
	}
	return doc, true, nil
}

// advance moves an iterator to the first document from doc on, and returns its number.
func (p *phraser) advance(i int, doc uint64) (n uint64, ok bool, err error) {
	if p.at[i] == nil {
		p.at[i], err = p.its[i].Next()
	}
	if err == nil && p.at[i] != nil && p.at[i].Number() < doc {
		p.at[i], err = p.its[i].Advance(doc)
	}
	if err != nil {
		return 0, false, fmt.Errorf("read the postings of a phrase: %w", err)
	}
	if p.at[i] == nil {
		return 0, false, nil
	}
	return p.at[i].Number(), true, nil
}

// count returns how often the phrase stands in the document at hand. The positions of a word ascend.
func (p *phraser) count(ctx context.Context) (int, error) {
	for i, posting := range p.at {
		p.places[i] = p.places[i][:0]
		for _, l := range posting.Locations() {
			p.places[i] = append(p.places[i], l.Pos())
			if err := p.m.step(ctx); err != nil {
				return 0, err
			}
		}
	}
	p.starts = append(p.starts[:0], p.places[p.word[0]]...)
	for i := 1; i < len(p.word); i++ {
		places, next, kept := p.places[p.word[i]], 0, p.starts[:0]
		for _, start := range p.starts {
			for next < len(places) && places[next] < start+p.offset[i] {
				next++
			}
			if next < len(places) && places[next] == start+p.offset[i] {
				kept = append(kept, start)
			}
			if err := p.m.step(ctx); err != nil {
				return 0, err
			}
		}
		p.starts = kept
	}
	return len(p.starts), nil
}
