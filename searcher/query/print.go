package query

import (
	"strconv"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus/turkish"
)

func (n *All) String() string           { return show(n) }
func (n *Word) String() string          { return show(n) }
func (n *Phrase) String() string        { return show(n) }
func (n *Near) String() string          { return show(n) }
func (n *SameParagraph) String() string { return show(n) }
func (n *AtLeast) String() string       { return show(n) }
func (n *And) String() string           { return show(n) }
func (n *Or) String() string            { return show(n) }
func (n *Not) String() string           { return show(n) }
func (n *Group) String() string         { return show(n) }
func (n *Field) String() string         { return show(n) }
func (n *DateRange) String() string     { return show(n) }
func (n *Boost) String() string         { return show(n) }

func show(n Node) string {
	var w writer
	if group, ok := n.(*Group); ok {
		w.group(group, dateStarts(group))
	} else {
		w.write(n)
	}
	return w.String()
}

// writer prints nodes.
type writer struct{ strings.Builder }

func (w *writer) write(n Node) {
	switch n := n.(type) {
	case *All:
		w.WriteByte('*')
	case *Word:
		w.WriteString(n.text(false))
	case *Phrase:
		w.phrase(n)
	case *Near:
		w.near(n)
	case *SameParagraph:
		w.list(n.Children, " SAME ")
	case *AtLeast:
		w.WriteString("ATLEAST" + strconv.Itoa(n.Count) + "(")
		w.write(n.Child)
		w.WriteByte(')')
	case *And:
		w.list(n.Children, " AND ")
	case *Or:
		w.list(n.Children, " OR ")
	case *Not:
		w.WriteString("NOT ")
		w.operand(n.Child)
	case *Group:
		w.group(n, nil)
	case *Field:
		w.WriteString(string(n.Name) + ":")
		w.value(n.Child)
	case *DateRange:
		w.WriteString([...]string{Published: "date:", Updated: "updated:"}[n.Field] + n.text())
	case *Boost:
		w.boost(n)
	}
}

func (w *writer) bracket(n Node) {
	w.WriteByte('(')
	w.write(n)
	w.WriteByte(')')
}

// operand writes n so that an operator or a sign can stand before it.
func (w *writer) operand(n Node) {
	switch n.(type) {
	case *Near, *SameParagraph, *And, *Or, *Not, *Group:
		w.bracket(n)
	default:
		w.write(n)
	}
}

func (w *writer) list(nodes []Node, between string) {
	for i, n := range nodes {
		if i > 0 {
			w.WriteString(between)
		}
		if not, ok := n.(*Not); ok {
			w.write(not)
		} else {
			w.operand(n)
		}
	}
}

func (w *writer) value(n Node) {
	switch n.(type) {
	case *Field, *DateRange:
		w.bracket(n)
	default:
		w.operand(n)
	}
}

func (w *writer) group(g *Group, escaped map[int]bool) {
	for i, m := range g.Members {
		if i > 0 {
			w.WriteByte(' ')
		}
		w.WriteString([...]string{Should: "", Must: "+", MustNot: "-"}[m.Occur])
		_, isDate := m.Node.(*DateRange)
		switch {
		case escaped[i]:
			w.WriteString(m.Node.(*Word).text(true))
		case isDate && i+1 < len(g.Members): // the words behind it may be read as a part of it
			w.bracket(m.Node)
		default:
			w.operand(m.Node)
		}
	}
}

func (w *writer) phrase(n *Phrase) {
	if n.Lemma {
		w.WriteByte('~')
	}
	w.WriteString(`"` + n.Text + `"`)
	if n.Slop > 0 {
		w.WriteString("~" + strconv.Itoa(n.Slop))
	}
}

func (w *writer) near(n *Near) {
	if left, ok := n.A.(*Near); ok {
		w.near(left)
	} else {
		w.operand(n.A)
	}
	name := " NEAR/"
	if n.Ordered {
		name = " PRE/"
	}
	w.WriteString(name + strconv.Itoa(n.Distance) + " ")
	w.operand(n.B)
}

func (w *writer) boost(n *Boost) {
	switch child := n.Child.(type) {
	case *Phrase:
		w.write(child)
	case *Word:
		text := child.text(false)
		if read := readWord(strings.TrimPrefix(text, "=") + "^2"); read.hasFactor && text[0] != '\\' {
			w.WriteString(text)
		} else {
			w.bracket(child)
		}
	default:
		w.bracket(child)
	}
	w.WriteString("^" + strconv.FormatFloat(n.Factor, 'f', -1, 64))
}

// text prints a word, behind a backslash where it would be read otherwise.
func (n *Word) text(escaped bool) string {
	s := n.Text
	switch {
	case n.Edits > 0:
		s += "~" + strconv.Itoa(n.Edits)
	case !n.Pattern && (escaped || !isPlain(n.Text)):
		s = `\` + s
	}
	if n.Exact {
		s = "=" + s
	}
	return s
}

// isPlain reports whether text alone is read as a word of this text.
func isPlain(text string) bool {
	if _, ok := isCount(text); ok {
		return false
	}
	p := newTreeParser(text, time.Time{})
	if colon := p.nameEnd(); colon > 0 && colon+1 < len(p.text) {
		if _, isDate := dateNames[turkish.Fold(p.slice(0, colon))]; isDate {
			return false // with the words behind it, it may be a date
		}
	}
	e, ok := p.element()
	if !ok || e.operator != noOperator || !e.isBare || p.at < len(p.text) {
		return false
	}
	word := e.node.(*Word)
	return word.Text == text && !word.Pattern
}

// dateStarts returns the members of a whole query at which plain words begin that would be read as a date.
func dateStarts(g *Group) map[int]bool {
	found := map[int]bool{}
	count := len(g.Members)
	check := func(start, n int) {
		var texts []string
		for _, m := range g.Members[start : start+n] {
			word, ok := m.Node.(*Word)
			if !ok || m.Occur != Should || word.Exact || word.Pattern || word.Edits > 0 {
				return
			}
			texts = append(texts, word.Text)
		}
		if isDateWords(texts) {
			found[start] = true
		}
	}
	for n := minBareWords; n <= min(maxBareWords, count); n++ {
		check(0, n)
		check(count-n, n)
	}
	return found
}
