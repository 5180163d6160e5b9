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

// leaveOut searches without the words that no article has, and then without the most frequent of the others, which tell
// least, until there are hits; one word stays. Without success the plan of the matcher stays what it was.
func (f *forgiver) leaveOut(ctx context.Context) error {
	p := f.m.p
	words := optionals(p.parsed, p.Mode == MatchAll, nil)
	for i := range words {
		words[i].docs = f.m.rarest(words[i].word.Text)
	}
	slices.SortStableFunc(words, func(a, b optional) int {
		if (a.docs == 0) != (b.docs == 0) {
			return cmp.Compare(a.docs, b.docs)
		}
		return cmp.Compare(b.docs, a.docs)
	})
	unknown := 0
	for unknown < len(words) && words[unknown].docs == 0 {
		unknown++
	}
	for n := max(unknown, 1); n < len(words) && n <= unknown+maxLeftOut; n++ {
		next, err := p.without(words[:n])
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
	if f.m.p == p {
		return nil
	}
	if _, err := f.look(ctx, p); err != nil {
		return err
	}
	return f.m.find(ctx)
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
		if n, ok := m.wordDocs(w.Exact); ok {
			docs = min(docs, n)
		}
		return true
	})
	return docs
}
