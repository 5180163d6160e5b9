package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

const (
	// maxAlongside is how many lookalikes of a word are searched for beside it.
	maxAlongside = 4
	// maxTogether is the number of words up to which a query names words that some article should have together.
	maxTogether = 4
	// alongsideGap is how much less likely than the best a lookalike may be, as a logarithm, where no others are to be
	// told apart by.
	alongsideGap = 3.0
)

// alongside gives words alternatives that are one slip of the keyboard away: the likeliest ones, where hardly any article
// has a word and none is clearly meant, and where none has all words of a short query, those that articles have together
// with its other words. It reports whether there are any.
func (f *forgiver) alongside(ctx context.Context) (added bool, err error) {
	c := corrector{m: f.m, v: f.v, rules: f.s.rules}
	isShort := f.m.p.words() <= maxTogether && !f.m.p.hasChoice()
	switch {
	case f.m.p.words() < 2:
		return false, nil // a suggestion says more
	case isShort:
		if isTogether, err := f.m.haveAll(ctx, -1, nil); err != nil || isTogether {
			return false, err
		}
	case !c.anyOdd():
		return false, nil
	}
	budget, looked := maxContextPostings, 0
	for _, at := range c.spots() {
		atom, ok := f.m.wordAtom(at.Exact)
		if !ok || !at.silent || looked == maxCorrected || f.m.p.atoms[atom].isRestored() {
			continue
		}
		docs := f.m.docs(atom)
		odd := docs <= maxOddDocs && (docs == 0 || !isKnown(at.Exact, false))
		if !odd && !isShort {
			continue
		}
		looked++
		if err := ctx.Err(); err != nil {
			return added, err
		}
		found := c.v.lookalikes(at, docs > 0)
		var fitting []lookalike
		if isShort {
			if fitting, err = f.together(ctx, atom, found, &budget); err != nil {
				return added, err
			}
		}
		if len(fitting) == 0 && odd {
			fitting = slices.DeleteFunc(found, func(l lookalike) bool { return l.loss() > found[0].loss()+alongsideGap })
		}
		for _, l := range fitting[:min(len(fitting), maxAlongside)] {
			added = f.m.p.alsoSearch(atom, at.Exact, l.exact) || added
		}
	}
	return added, f.v.failed()
}

// hasChoice says that the query names words of which one is enough.
func (p *plan) hasChoice() (has bool) {
	query.Walk(p.parsed, func(n query.Node) bool {
		_, isOr := n.(*query.Or)
		has = has || isOr
		return !has
	})
	return has
}

// isRestored says that a word means others that have its letters with diacritics: it is no slip of the keyboard too.
func (a *atom) isRestored() bool {
	return slices.ContainsFunc(a.alternatives, func(have alternative) bool { return have.Why == Diacritics })
}

// alsoSearch gives an atom a lookalike, unless it has it.
func (p *plan) alsoSearch(at int, typed, exact string) bool {
	a, other := &p.atoms[at], newAtom([]turkish.Signals{signalsOf(exact)})
	if len(a.alternatives) >= maxAlternatives || a.same(other) ||
		slices.ContainsFunc(a.alternatives, func(have alternative) bool { return have.same(other) }) {
		return false
	}
	w := cmp.Or(p.weights, &defaultWeights)
	a.alternatives = append(a.alternatives, alternative{other, Expansion{typed, exact, Lookalike}, float32(w.Lookalike)})
	return true
}

// together keeps the lookalikes that some article has together with all other words of the query than an atom.
func (f *forgiver) together(ctx context.Context, atom int, all []lookalike, budget *int) (fitting []lookalike, err error) {
	if len(all) == 0 {
		return nil, nil
	}
	var with []uint32
	if _, err := f.m.haveAll(ctx, atom, &with); err != nil || len(with) == 0 {
		return nil, err
	}
	for _, l := range all {
		if l.frequency > *budget {
			continue
		}
		*budget -= l.frequency
		if common(with, f.v.having(turkish.Fold(l.exact), l.exact)) > 0 {
			fitting = append(fitting, l)
		}
	}
	return fitting, nil
}

// haveAll reports whether some article within the dates of the plan has all words and phrases of the query but one. With
// into it collects them, numbered through the view, the newest maxContextPostings of each segment.
func (m *matcher) haveAll(ctx context.Context, but int, into *[]uint32) (any bool, err error) {
	var parts []condition
	for a := range m.p.atoms {
		if a != but && !m.p.atoms[a].excluded {
			parts = append(parts, condition{kind: isAtom, atom: a})
		}
	}
	all := every(parts...)
	for i := range m.v.Segments {
		first, last, err := m.dates(i)
		if err != nil {
			return any, err
		}
		docs, n := m.v.Segments[i].Docs(), 0
		for span := uint32(minWindowDocs); first < last && n < maxContextPostings; span *= 2 {
			end := min(last, first+span)
			set := m.scratch.set(words(docs))
			if err := m.evaluate(ctx, i, &all, set, first, end, 0); err != nil {
				return any, m.v.Segments[i].Damaged(err)
			}
			if m.v.deleted[i] != nil {
				set.andNot(m.v.deleted[i])
			}
			any = any || set.next(first, end) < end
			if into != nil {
				set.each(first, end, func(doc uint32) bool {
					*into = append(*into, m.v.Segments[i].Base+doc)
					n++
					return n < maxContextPostings
				})
			}
			m.scratch.giveBack(set)
			if any && into == nil {
				return true, nil
			}
			first = end
		}
	}
	return any, nil
}
