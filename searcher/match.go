package searcher

import (
	"context"
	"fmt"
	"slices"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher/query"
)

// checkEvery is how many postings or documents are worked through between two looks at the deadline.
const checkEvery = 4096

// matcher finds and scores the articles of one search, a word at a time: dense arrays over all documents of the view
// take what each word gives, so that nothing is allocated per posting.
type matcher struct {
	v *view
	// scores and hits are the result.
	scores []float32
	hits   bitset
	// raw and touched are those of the word at hand; typed and folded say where it stands as typed, and in any spelling.
	raw                    []float32
	touched, typed, folded bitset
	// best and union gather raw and touched over the forms of a word that has several.
	best       []float32
	union      bitset
	expansions []Expansion
	required   bitset
	// counts are those of the facet at hand.
	counts []uint32
	steps  int
}

// reset makes the matcher ready for a search over v, using its arrays again where they are large enough.
func (m *matcher) reset(v *view) {
	m.v, m.steps, m.expansions = v, 0, nil
	m.scores = zeroed(m.scores, int(v.Docs))
	m.raw = zeroed(m.raw, int(v.Docs))
	m.best = m.best[:0]
	for _, b := range []*bitset{&m.hits, &m.touched, &m.typed, &m.folded, &m.required, &m.union} {
		*b = zeroed(*b, words(v.Docs))
	}
}

func zeroed[S ~[]T, T any](s S, n int) S {
	if cap(s) < n {
		return make(S, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// run leaves in hits the live documents that match the words of p, and their scores in scores.
func (m *matcher) run(ctx context.Context, p *plan) error {
	musts := 0
	for _, a := range p.atoms {
		if a.occur == query.MustNot {
			continue
		}
		if err := m.clause(ctx, a); err != nil {
			return err
		}
		m.settle()
		if a.occur == query.Must {
			if musts++; musts == 1 {
				copy(m.required, m.touched)
			} else {
				m.required.and(m.touched)
			}
		}
		m.hits.or(m.touched)
		m.forget()
	}
	if !p.positive() {
		copy(m.hits, m.v.live)
	}
	if musts > 0 {
		m.hits.and(m.required)
	}
	for _, a := range p.atoms {
		if a.occur != query.MustNot {
			continue
		}
		if err := m.atom(ctx, a); err != nil {
			return err
		}
		m.hits.andNot(m.touched)
		m.forget()
	}
	return nil
}

// clause gathers in raw and touched what every document earns by an atom or by one of its alternatives, whichever is
// best.
func (m *matcher) clause(ctx context.Context, a atom) error {
	if err := m.atom(ctx, a); err != nil {
		return err
	}
	m.earn(a)
	if len(a.alternatives) == 0 {
		return nil
	}
	if len(m.best) == 0 {
		m.best = zeroed(m.best, int(m.v.Docs))
	}
	m.keepBest(1)
	for _, other := range a.alternatives {
		if err := m.atom(ctx, other.atom); err != nil {
			return err
		}
		m.earn(other.atom)
		if m.keepBest(other.weight) && !slices.Contains(m.expansions, other.Expansion) {
			m.expansions = append(m.expansions, other.Expansion)
		}
	}
	m.raw, m.best = m.best, m.raw
	m.touched, m.union = m.union, m.touched
	return nil
}

// keepBest moves what a form gave from raw to best, where it is better, and reports whether it gave anything.
func (m *matcher) keepBest(weight float32) bool {
	m.touched.each(0, m.v.Docs, func(doc uint32) bool {
		m.best[doc] = max(m.best[doc], weight*m.raw[doc])
		return true
	})
	any := m.touched.count() > 0
	m.union.or(m.touched)
	m.forget()
	return any
}

func (m *matcher) atom(ctx context.Context, a atom) error {
	if len(a.words) > 1 {
		return m.phrase(ctx, a)
	}
	return m.word(ctx, a)
}

// word gathers in raw what every document earns by a word before its rarity is counted in.
func (m *matcher) word(ctx context.Context, a atom) error {
	w := a.words[0]
	terms := [indexer.Signals]string{indexer.Exact: w.Exact, indexer.Lemma: w.Lemma, indexer.Fold: w.Fold}
	for i := range m.v.Segments {
		for f := range indexer.TextFields {
			for _, signal := range rankedSignals {
				if err := m.scan(ctx, &m.v.Segments[i], indexer.TextField(f), signal, terms[signal]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *matcher) scan(ctx context.Context, v *indexer.View, f indexer.TextField, s indexer.Signal, term string) error {
	it, err := m.iterate(v, indexer.FieldName(f, s), term, false)
	if it == nil || err != nil {
		return err
	}
	weight := fieldWeights[f] * signalWeights[s]
	lengths, average := v.Columns().Lengths(int(f)), m.v.average[f]
	for {
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("read postings of %q: %w", term, err)
		}
		if p == nil {
			return nil
		}
		local := uint32(p.Number())
		doc := v.Base + local
		m.touched.set(doc)
		switch s {
		case indexer.Exact:
			m.typed.set(doc)
		case indexer.Fold:
			m.folded.set(doc)
		}
		m.raw[doc] += float32(weight * saturated(float64(p.Frequency()), float64(lengths.At(local)), average))
		if err := m.step(ctx); err != nil {
			return err
		}
	}
}

// iterate returns the live postings of a term in a segment, or nil when there are none.
func (m *matcher) iterate(v *indexer.View, field, term string, positions bool) (bluge.PostingsIterator, error) {
	if term == "" {
		return nil, nil
	}
	d, err := v.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("open the dictionary of %s: %w", field, err)
	}
	list, err := d.PostingsList([]byte(term), v.Deleted, nil)
	if err != nil {
		return nil, fmt.Errorf("open the postings of %q in %s: %w", term, field, err)
	}
	if list.Count() == 0 {
		return nil, nil
	}
	return list.Iterator(true, false, positions, nil)
}

func (m *matcher) step(ctx context.Context) error {
	if m.steps++; m.steps%checkEvery == 0 {
		return ctx.Err()
	}
	return nil
}

// earn completes in raw what the documents earn by a word or phrase, its rarity aside.
func (m *matcher) earn(a atom) {
	phrase := len(a.words) > 1
	plain := !phrase && !a.meant && typedPlain(a.plain, m.typed.count(), m.folded.count())
	m.touched.each(0, m.v.Docs, func(doc uint32) bool {
		if phrase || plain || m.typed.has(doc) || !m.folded.has(doc) {
			m.raw[doc] += presence
		} else {
			m.raw[doc] *= float32(otherSpelling)
		}
		return true
	})
}

// settle turns what the documents earned by a word or phrase into score, and empties raw.
func (m *matcher) settle() {
	rarity := idf(m.touched.count(), int(m.v.Live))
	m.touched.each(0, m.v.Docs, func(doc uint32) bool {
		m.scores[doc] += float32(rarity * float64(m.raw[doc]))
		m.raw[doc] = 0
		return true
	})
}

// forget drops what a word or phrase left.
func (m *matcher) forget() {
	m.touched.each(0, m.v.Docs, func(doc uint32) bool {
		m.raw[doc] = 0
		return true
	})
	clear(m.touched)
	clear(m.typed)
	clear(m.folded)
}
