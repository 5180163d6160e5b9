package searcher

import (
	"context"
	"fmt"
	"slices"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/indexer"
)

// phrase gathers in raw what every document earns by a phrase: its words at their distances in one text field, letters
// and diacritics aside.
func (m *matcher) phrase(ctx context.Context, a atom) error {
	for i := range m.v.Segments {
		for f := range indexer.TextFields {
			if err := m.phraseIn(ctx, &m.v.Segments[i], indexer.TextField(f), a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *matcher) phraseIn(ctx context.Context, v *indexer.View, f indexer.TextField, a atom) error {
	its := make([]bluge.PostingsIterator, len(a.words))
	for i, w := range a.words {
		it, err := m.iterate(v, indexer.FieldName(f, indexer.Fold), w.Fold, true)
		if it == nil || err != nil {
			return err
		}
		its[i] = it
	}
	lengths, average := v.Columns().Lengths(int(f)), m.v.average[f]
	var starts, next []int
	return m.meet(ctx, its, func(at []bluge.Posting) {
		starts = starts[:0]
		for i, p := range at {
			next = next[:0]
			for _, l := range p.Locations() {
				start := l.Pos() - (a.offsets[i] - a.offsets[0])
				if i == 0 || slices.Contains(starts, start) {
					next = append(next, start)
				}
			}
			starts, next = next, starts
		}
		if len(starts) == 0 {
			return
		}
		local := uint32(at[0].Number())
		doc := v.Base + local
		m.touched.set(doc)
		m.typed.set(doc)
		earned := saturated(float64(len(starts)), float64(lengths.At(local)), average)
		m.raw[doc] += float32(fieldWeights[f] * earned)
	})
}

// meet calls visit with the postings of every document that all iterators have.
func (m *matcher) meet(ctx context.Context, its []bluge.PostingsIterator, visit func([]bluge.Posting)) error {
	at := make([]bluge.Posting, len(its))
	advance := func(i int, doc uint64) (err error) {
		if at[i] == nil {
			at[i], err = its[i].Next()
		}
		for err == nil && at[i] != nil && at[i].Number() < doc {
			at[i], err = its[i].Advance(doc)
		}
		if err != nil {
			return fmt.Errorf("read postings of a phrase: %w", err)
		}
		return nil
	}
	var doc uint64
	for {
		if err := m.step(ctx); err != nil {
			return err
		}
		agree := true
		for i := range its {
			if err := advance(i, doc); err != nil {
				return err
			}
			if at[i] == nil {
				return nil
			}
			if n := at[i].Number(); n > doc {
				doc, agree = n, agree && i == 0
			}
		}
		if !agree {
			continue
		}
		visit(at)
		doc++
	}
}
