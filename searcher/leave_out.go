package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// maxLeftOut is how many words are left out at most, those aside that no article has.
const maxLeftOut = 6

// optional is a word that has to be there, but not by a sign or in quotes; docs is in how many articles it stands.
type optional struct {
	node query.Node
	word *query.Word
	docs int
}

// leaveOut searches without the words that no article has, and then without one or more of the others, those first that
// stand in most articles and tell least, until there are hits; one word stays. Without success the plan of the matcher
// stays what it was.
func (f *forgiver) leaveOut(ctx context.Context) error {
	p := f.m.p
	unknown, known := f.optionals(p)
	var tries [][]optional
	if len(unknown) > 0 && len(known) > 0 {
		tries = append(tries, unknown)
	}
	for i := range known[:min(len(known), maxLeftOut)] {
		if len(known) > 1 {
			tries = append(tries, append(slices.Clip(unknown), known[i]))
		}
	}
	for n := 2; n < len(known) && n <= maxLeftOut; n++ {
		tries = append(tries, append(slices.Clip(unknown), known[:n]...))
	}
	for _, words := range tries {
		next, err := p.without(words)
		if err != nil {
			return err
		}
		if _, err = f.look(ctx, next); err == nil {
			err = f.m.find(ctx)
		}
		if err != nil || f.m.total > 0 {
			return err
		}
	}
	if len(tries) == 0 {
		return nil
	}
	if _, err := f.look(ctx, p); err != nil {
		return err
	}
	return f.m.find(ctx)
}

// optionals are the words of a plan that may be left out: those that no article has, and the others, the most frequent
// first.
func (f *forgiver) optionals(p *plan) (unknown, known []optional) {
	for _, w := range optionals(p.parsed, p.Mode == MatchAll, nil) {
		if w.docs = f.m.rarest(w.word.Text); w.docs == 0 {
			unknown = append(unknown, w)
		} else {
			known = append(known, w)
		}
	}
	slices.SortStableFunc(known, func(a, b optional) int { return cmp.Compare(b.docs, a.docs) })
	return unknown, known
}

// without is the plan without some words.
func (p *plan) without(words []optional) (*plan, error) {
	by := map[query.Node]query.Node{}
	for _, w := range words {
		by[w.node] = nil
	}
	next, err := p.with(query.Replace(p.parsed, by))
	if err != nil {
		return nil, err
	}
	for _, w := range words {
		next.note(Correction{w.word.At(), w.word.Text, "", LeftOut})
	}
	return next, nil
}

// optionals adds the words below n that have to be there; inGroup says that words side by side do.
func optionals(n query.Node, inGroup bool, words []optional) []optional {
	var parts []query.Node
	switch n := n.(type) {
	case *query.And:
		parts = n.Children
	case *query.Group:
		for _, m := range n.Members {
			if inGroup && m.Occur == query.Should {
				parts = append(parts, m.Node)
			}
		}
	}
	for _, part := range parts {
		word := part
		if b, ok := part.(*query.Boost); ok {
			word = b.Child
		}
		if w, ok := word.(*query.Word); !ok {
			words = optionals(part, inGroup, words)
		} else if !w.Exact && !w.Pattern && w.Edits == 0 {
			words = append(words, optional{node: part, word: w})
		}
	}
	return words
}

// rarest is in how many articles the rarest plain word of a text stands that was searched for.
func (m *matcher) rarest(text string) int {
	docs := int(m.v.Live)
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	analyzer.Analyze(text, func(_ turkish.Token, w turkish.Signals) bool {
		if atom, ok := m.wordAtom(w.Exact); ok {
			docs = min(docs, m.docs(atom))
		}
		return true
	})
	return docs
}
