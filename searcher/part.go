package searcher

import (
	"fmt"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// part is what an atom of kind placed has to find: words, or parts at certain places to each other.
type part struct {
	kind  partKind
	words []soughtWord
	parts []*part
	// slop is how many other words may stand in a window, distance how many words apart parts may be at most.
	slop, distance int
	ordered        bool
	// least is how often the part has to stand in an article.
	least int
}

type partKind uint8

const (
	// aRow is words beside each other in their order, aWindow words near each other in any order.
	aRow partKind = iota
	aWindow
	// anyOf is any of the parts.
	anyOf
	// aPair is two parts near each other, aParagraph all parts in one.
	aPair
	aParagraph
)

// soughtWord is a word and by what it is found.
type soughtWord struct {
	turkish.Signals
	by      wordSignal
	pattern int
}

// wordSignal says which tokens are a word.
type wordSignal uint8

const (
	// byAny takes the same dictionary form or the same letters whatever their diacritics, byFold the latter only.
	byAny wordSignal = iota
	byFold
	byLemma
	byExact
	byPattern
)

func (w *soughtWord) same(other *soughtWord) bool {
	switch {
	case w.by != other.by:
		return false
	case w.by == byPattern:
		return w.pattern == other.pattern
	case w.by == byLemma:
		return w.Lemma == other.Lemma
	case w.by == byFold:
		return w.Fold == other.Fold
	}
	return w.Signals == other.Signals
}

func (p *part) eachWord(visit func(*soughtWord)) {
	for i := range p.words {
		visit(&p.words[i])
	}
	for _, inner := range p.parts {
		inner.eachWord(visit)
	}
}

// part compiles something that has places.
func (c *compiler) part(n query.Node) (*part, error) {
	switch n := n.(type) {
	case *query.Word:
		return c.wordPart(n)
	case *query.Phrase:
		return c.phrasePart(n)
	case *query.Near:
		parts, err := c.parts(n.A, n.B)
		return &part{kind: aPair, parts: parts, distance: n.Distance, ordered: n.Ordered}, err
	case *query.SameParagraph:
		parts, err := c.parts(n.Children...)
		return &part{kind: aParagraph, parts: parts}, err
	case *query.AtLeast:
		parts, err := c.parts(n.Child)
		return &part{kind: anyOf, parts: parts, least: n.Count}, err
	case *query.Or:
		parts, err := c.parts(n.Children...)
		return &part{kind: anyOf, parts: parts}, err
	case *query.Group:
		var nodes []query.Node
		for _, m := range n.Members {
			nodes = append(nodes, m.Node)
		}
		parts, err := c.parts(nodes...)
		return &part{kind: anyOf, parts: parts}, err
	case *query.Boost:
		return c.part(n.Child)
	}
	return nil, &RequestError{"q", n.At().From, "this has no place in a text that something can be near"}
}

func (c *compiler) parts(nodes ...query.Node) (all []*part, err error) {
	for _, n := range nodes {
		p, err := c.part(n)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func (c *compiler) wordPart(n *query.Word) (*part, error) {
	p := &part{}
	if n.Pattern {
		number, err := c.pattern(newGlob(n.Text), n.Range)
		p.words = []soughtWord{{by: byPattern, pattern: number}}
		return p, errorOr(err, c.spend(1, n.Range))
	}
	by := byAny
	if n.Exact {
		by = byExact
	}
	for _, t := range c.tokens(n.Text) {
		w := soughtWord{Signals: t.Signals, by: by}
		if n.Edits > 0 {
			number, err := c.pattern(newFuzzy(t.Fold, n.Edits), n.Range)
			if err != nil {
				return nil, err
			}
			w = soughtWord{by: byPattern, pattern: number}
		}
		p.words = append(p.words, w)
	}
	return p, c.checkRow(p, n)
}

func (c *compiler) phrasePart(n *query.Phrase) (*part, error) {
	p := &part{slop: n.Slop}
	by := byFold
	if n.Lemma {
		by = byLemma
	}
	for _, t := range c.tokens(n.Text) {
		p.words = append(p.words, soughtWord{Signals: t.Signals, by: by})
	}
	if n.Slop > 0 && len(p.words) > 1 {
		p.kind = aWindow
	}
	return p, c.checkRow(p, n)
}

func (c *compiler) checkRow(p *part, n query.Node) error {
	if len(p.words) > maxPhraseWords {
		return &RequestError{"q", n.At().From, fmt.Sprintf("the phrase has more than %d words", maxPhraseWords)}
	}
	return c.spend(len(p.words), n.At())
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
