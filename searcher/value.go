package searcher

import (
	"strings"

	"github.com/haberara/haberara/searcher/query"
)

// textFieldNumbers are the text fields by their names in a query, counted from 1.
var textFieldNumbers = map[query.FieldName]int{query.Title: 1, query.Spot: 2, query.Body: 3}

// field compiles what has to stand in one field.
func (c *compiler) field(n *query.Field, s scope) (condition, error) {
	if n.Name.IsText() {
		s.field = textFieldNumbers[n.Name]
		return c.apart(n.Child, s, true)
	}
	return c.value(n.Name, n.Child)
}

// value compiles the value of a label. Words side by side are one value, or as many of which one is enough.
func (c *compiler) value(name query.FieldName, n query.Node) (condition, error) {
	switch n := n.(type) {
	case *query.Word:
		switch {
		case n.Edits > 0:
			return condition{}, &RequestError{"q", n.At().From, "~ does not go with " + string(name) + ":"}
		case n.Pattern && name != query.URL:
			made := newGlob(n.Text)
			if err := made.open(); err != nil {
				return condition{}, &RequestError{"q", n.At().From, err.Error()}
			}
			return condition{kind: isLabelled, label: Label(name), pattern: made}, nil
		}
		return c.oneValue(name, n.Text, n.Range)
	case *query.Phrase:
		return c.oneValue(name, n.Text, n.Range)
	case *query.Boost:
		return c.value(name, n.Child)
	case *query.Field:
		return c.field(n, scope{boost: 1})
	case *query.And:
		parts, err := c.values(name, n.Children)
		return every(parts...), err
	case *query.Or:
		parts, err := c.values(name, n.Children)
		return some(parts...), err
	case *query.Not:
		inner, err := c.value(name, n.Child)
		return no(inner), err
	case *query.DateRange:
		return dates(n), nil
	case *query.Group:
		return c.valueGroup(name, n)
	}
	return condition{}, &RequestError{"q", n.At().From, string(name) + `: takes a value, as in ` + string(name) + `:"two words"`}
}

func (c *compiler) oneValue(name query.FieldName, text string, at query.Range) (condition, error) {
	if name == query.URL {
		return c.address(text, at)
	}
	return condition{kind: isLabelled, label: Label(name), values: []string{text}}, nil
}

func (c *compiler) values(name query.FieldName, nodes []query.Node) (parts []condition, err error) {
	for _, n := range nodes {
		part, err := c.value(name, n)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func (c *compiler) valueGroup(name query.FieldName, g *query.Group) (condition, error) {
	var musts, shoulds, nots []condition
	var words []string
	for _, m := range g.Members {
		part, err := c.value(name, m.Node)
		if err != nil {
			return part, err
		}
		switch m.Occur {
		case query.Must:
			musts = append(musts, part)
		case query.MustNot:
			nots = append(nots, part)
		default:
			shoulds = append(shoulds, part)
			if w, ok := m.Node.(*query.Word); ok && !w.Pattern {
				words = append(words, w.Text)
			}
		}
	}
	if len(words) == len(g.Members) {
		whole, err := c.oneValue(name, strings.Join(words, " "), g.Range)
		if err != nil {
			return whole, err
		}
		shoulds = append(shoulds, whole)
	}
	if len(musts) == 0 && len(shoulds) > 0 {
		musts = append(musts, some(shoulds...))
	}
	if len(nots) > 0 {
		musts = append(musts, no(nots...))
	}
	return every(musts...), nil
}
