package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// checkEvery is how many blocks of postings, or documents one by one, are worked through between two looks at the deadline.
const checkEvery = 64

// matcher finds and ranks the articles of one search. Its arrays are used again by the next, so that nothing is
// allocated for a hit:
//
//	open    the postings lists of every form of every word, in every segment (leaf.go); those of what stands in no
//	        dictionary are made (spell.go for words with * and ~, place.go for phrases and what is near)
//	weigh   in how many articles each word stands, which gives its rarity
//	match   the set of hits of every segment, as bits (match.go, filter.go)
//	rank    the best of them (rank.go, window.go)
type matcher struct {
	v     *view
	p     *plan
	w     Weights
	fresh freshness
	forms []form
	// atoms are the forms of each atom of the plan: [atoms[i], atoms[i+1]).
	atoms []int
	// leaves are those of segment i and form f at i*len(forms)+f; their lists lie in lists.
	leaves []leaf
	lists  []segment.List
	// hits of each segment, none outside of its range; total is their number.
	hits   []bitset
	ranges []docRange
	total  int

	it  segment.Iterator
	key []byte
	// places are those of testAddress.
	places *addressPlaces
	// temps are lent to match, one for each depth of the tree of conditions.
	temps   []bitset
	probes  []segment.Iterator
	scratch scratch
	speller speller
	rank    ranker
	close   closer
	pace
	// held is how many bytes were taken for what is made while searching.
	held int
	filtering
	counting
	collapsing
}

// form is one way in which an atom may stand in an article: as typed, or as an alternative.
type form struct {
	atom
	// weight scales what the form earns, rarity is the inverse document frequency of its atom.
	weight, rarity float32
	// asTyped says that other spellings than the typed one are as good.
	asTyped bool
	// docs, lemmas, typed and spelled count living articles: that have the form, the lemma, the spelling as typed, any
	// spelling (one with two counts twice). docs is at most too low.
	docs, lemmas, typed, spelled int
}

// reset makes the matcher ready for a search over v.
func (m *matcher) reset(v *view, p *plan) {
	m.v, m.p, m.steps, m.held, m.total = v, p, 0, 0, 0
	m.w = cmp.Or(p.weights, &defaultWeights).ofWords(p.words())
	m.rank.m = m
	m.forms, m.atoms, m.leaves, m.lists = m.forms[:0], m.atoms[:0], m.leaves[:0], m.lists[:0]
	m.scratch.reset()
	clear(m.tested)
	for _, a := range p.atoms {
		m.atoms = append(m.atoms, len(m.forms))
		boost := float32(a.weight())
		m.forms = append(m.forms, form{atom: a, weight: boost})
		for _, other := range a.alternatives {
			other.field = a.field
			m.forms = append(m.forms, form{atom: other.atom, weight: boost * other.weight})
		}
	}
	m.atoms = append(m.atoms, len(m.forms))
	for len(m.hits) < len(v.Segments) {
		m.hits, m.ranges = append(m.hits, nil), append(m.ranges, docRange{})
	}
	m.hits, m.ranges = m.hits[:len(v.Segments)], m.ranges[:len(v.Segments)]
}

// look counts the articles of every word of p; done says that there are none, and that all hits are known already.
func (m *matcher) look(ctx context.Context) (done bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	m.set, m.rank.best.of = nil, nil
	if done, err := m.begin(); done || err != nil {
		return done, err
	}
	if err := m.open(ctx); err != nil {
		return false, err
	}
	m.weigh()
	return false, nil
}

// run is look and find.
func (m *matcher) run(ctx context.Context) error {
	if done, err := m.look(ctx); done || err != nil {
		return err
	}
	return m.find(ctx)
}

// find leaves in hits the living documents that match p, after look; or sequences of them, see union.go.
func (m *matcher) find(ctx context.Context) error {
	m.sequences = m.sequences[:0]
	if done, err := m.stepThrough(ctx); done || err != nil {
		return err
	}
	for i := range m.v.Segments {
		if err := m.match(ctx, i); err != nil {
			return m.v.Segments[i].Damaged(err)
		}
		if err := m.keepStory(i); err != nil {
			return err
		}
		if err := m.filter(ctx, i); err != nil {
			return m.v.Segments[i].Damaged(err)
		}
		m.total += m.hits[i].countIn(m.ranges[i].first, m.ranges[i].last)
	}
	return m.collapse(ctx)
}

// found is how many hits are shown: stories, where they are collapsed.
func (m *matcher) found() int {
	if m.set != nil {
		return m.stories
	}
	return m.total
}

// weigh turns the counts of the forms into rarity. An atom is as frequent as the most frequent of its forms.
func (m *matcher) weigh() {
	for a := range m.p.atoms {
		forms, docs := m.formsOf(a), m.docs(a)
		for f := range forms {
			forms[f].asTyped = !forms[f].meant && forms[f].typedPlain(forms[f].typed, forms[f].spelled)
		}
		for f := range forms {
			forms[f].rarity = float32(idf(min(docs, int(m.v.Live)), int(m.v.Live)))
		}
	}
}

// docs is in how many articles an atom stands, in the most frequent of its forms; at most too low.
func (m *matcher) docs(atom int) int {
	docs := 0
	for _, f := range m.formsOf(atom) {
		docs = max(docs, f.docs)
	}
	return docs
}

func (m *matcher) formsOf(atom int) []form { return m.forms[m.atoms[atom]:m.atoms[atom+1]] }

// leavesOf are the leaves of an atom in a segment, in the order of formsOf.
func (m *matcher) leavesOf(segment, atom int) []leaf {
	at := segment * len(m.forms)
	return m.leaves[at+m.atoms[atom] : at+m.atoms[atom+1]]
}

// expansions are the alternatives that some article has.
func (m *matcher) expansions() []Expansion {
	var found []Expansion
	for a, atom := range m.p.atoms {
		for i, f := range m.formsOf(a)[1:] {
			if x := atom.alternatives[i].Expansion; f.docs > 0 && !atom.excluded && !slices.Contains(found, x) {
				found = append(found, x)
			}
		}
	}
	return found
}

// pace counts the work of a goroutine, so that it looks at the deadline often enough.
type pace struct{ steps int }

// step is to be called for every block of postings, or as much other work.
func (p *pace) step(ctx context.Context) error { return p.spend(ctx, 1) }

// spend is that many steps.
func (p *pace) spend(ctx context.Context, steps int) error {
	if p.steps += steps; p.steps < checkEvery {
		return nil
	}
	p.steps = 0
	return ctx.Err()
}

// zeroed returns s with n members, all zero.
func zeroed[S ~[]T, T any](s S, n int) S {
	if cap(s) < n {
		return make(S, n)
	}
	s = s[:n]
	clear(s)
	return s
}
