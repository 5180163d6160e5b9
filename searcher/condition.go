package searcher

import (
	"fmt"

	"github.com/haberara/haberara/searcher/query"
)

// condition is a node of the tree that says which articles are hits.
type condition struct {
	kind conditionKind
	// atom is a place in plan.atoms.
	atom  int
	parts []condition
	// from and to bound a date in seconds since 1970.
	date     DateField
	from, to int64
	label    Label
	// takes says which values of the label are meant: these, or those that pattern takes.
	values  []string
	pattern *pattern
	address *address
}

type conditionKind uint8

const (
	// isAnything holds for every article.
	isAnything conditionKind = iota
	isAtom
	isDated
	isLabelled
	isAddressed
	// isAll, isAny and isNone hold where all, one or none of the parts do.
	isAll
	isAny
	isNone
)

// isTest says that a condition is looked at document by document, and so best for few.
func (c *condition) isTest() bool {
	return c.kind == isLabelled || c.kind == isAddressed || c.kind == isDated && c.date != Published
}

func every(parts ...condition) condition { return joined(isAll, parts) }
func some(parts ...condition) condition  { return joined(isAny, parts) }
func no(parts ...condition) condition    { return condition{kind: isNone, parts: parts} }

func joined(kind conditionKind, parts []condition) condition {
	var flat []condition
	for _, c := range parts {
		if c.kind == kind {
			flat = append(flat, c.parts...)
		} else {
			flat = append(flat, c)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return condition{kind: kind, parts: flat}
}

// scope is what stands around a node of a query.
type scope struct {
	field    int
	boost    float64
	excluded bool
	// loose says that a word that is several tokens (Rusya-Ukrayna) is as many words, of which one is enough.
	loose bool
}

// compile makes atoms and conditions of the query.
func (p *plan) compile() error {
	c := newCompiler(p)
	defer c.close()
	root, err := c.node(p.parsed, scope{boost: 1, loose: p.Mode == MatchAny})
	p.root = root
	return err
}

// node compiles any node that is not the value of a label.
func (c *compiler) node(n query.Node, s scope) (condition, error) {
	switch n := n.(type) {
	case *query.All:
		return condition{}, nil
	case *query.Word:
		return c.word(n, s)
	case *query.Phrase:
		return c.phrase(n, s)
	case *query.Near, *query.SameParagraph, *query.AtLeast:
		return c.placed(n, s)
	case *query.And:
		return c.children(isAll, n.Children, s)
	case *query.Or:
		return c.children(isAny, n.Children, s)
	case *query.Not:
		s.excluded, s.loose = !s.excluded, false
		inner, err := c.apart(n.Child, s, true)
		return no(inner), err
	case *query.Group:
		return c.group(n, s)
	case *query.Field:
		return c.field(n, s)
	case *query.Boost:
		s.boost = min(max(s.boost*n.Factor, leastBoost), mostBoost)
		return c.apart(n.Child, s, true)
	case *query.DateRange:
		return dates(n), nil
	}
	return condition{}, fmt.Errorf("compile a query: no such node %T", n)
}

// apart compiles a node whose words are no neighbours of those around it, if that is so.
func (c *compiler) apart(n query.Node, s scope, isApart bool) (condition, error) {
	if isApart {
		c.border()
		defer c.border()
	}
	return c.node(n, s)
}

// The bounds of boosts within boosts.
const leastBoost, mostBoost = query.MinFactor * query.MinFactor, query.MaxFactor * query.MaxFactor

func (c *compiler) children(kind conditionKind, nodes []query.Node, s scope) (condition, error) {
	var parts []condition
	s.loose = false
	for _, n := range nodes {
		_, isWord := n.(*query.Word)
		part, err := c.apart(n, s, !isWord || kind == isAny)
		if err != nil {
			return part, err
		}
		parts = append(parts, part)
	}
	return joined(kind, parts), nil
}

// group compiles words side by side. A phrase without a sign must be there, unless the text is pasted, and with MatchAll
// every word.
func (c *compiler) group(g *query.Group, s scope) (condition, error) {
	var musts, shoulds, nots []condition
	pasted := c.p.Mode == MatchAny && isPasted(g)
	for _, m := range g.Members {
		occur, inner := m.Occur, s
		if quote, ok := m.Node.(*query.Phrase); ok && pasted && occur == query.Should && !quote.Lemma && quote.Slop == 0 {
			m.Node, c.p.unquoted = &query.Word{Range: quote.Range, Text: quote.Text}, true
		}
		if occur == query.Should && (c.p.Mode == MatchAll || isPhrase(m.Node)) {
			occur = query.Must
		}
		inner.loose = occur == query.Should
		if occur == query.MustNot {
			inner.excluded = !inner.excluded
		}
		_, isWord := m.Node.(*query.Word)
		part, err := c.apart(m.Node, inner, !isWord)
		if err != nil {
			return part, err
		}
		switch occur {
		case query.Must:
			musts = append(musts, part)
		case query.MustNot:
			nots = append(nots, part)
		default:
			shoulds = append(shoulds, part)
		}
	}
	if len(musts) == 0 && len(shoulds) > 0 {
		musts = append(musts, some(shoulds...))
	}
	if len(nots) > 0 {
		musts = append(musts, no(nots...))
	}
	return every(musts...), nil
}

// minPastedWords is how many words side by side, outside of quotes, nobody types: the quotes are those of a text.
const minPastedWords = 9

func isPasted(g *query.Group) bool {
	words := 0
	for _, m := range g.Members {
		if _, ok := m.Node.(*query.Word); ok && m.Occur == query.Should {
			words++
		}
	}
	return words >= minPastedWords
}

func isPhrase(n query.Node) bool {
	if b, ok := n.(*query.Boost); ok {
		n = b.Child
	}
	_, ok := n.(*query.Phrase)
	return ok
}

func dates(n *query.DateRange) condition {
	d := condition{kind: isDated, date: DateField(n.Field), from: firstTime, to: maxTime}
	if !n.From.IsZero() {
		d.from = n.From.Unix()
	}
	if !n.To.IsZero() {
		d.to = n.To.Unix()
	}
	return d
}
