package query

import (
	"fmt"
	"strings"
)

// Outline shows a tree for a person: a node a line, below and to the right of the one that it is part of.
func Outline(n Node) string {
	var b strings.Builder
	outline(&b, n, "", 0)
	return b.String()
}

func outline(b *strings.Builder, n Node, sign string, depth int) {
	fmt.Fprintf(b, "%s%s%s\n", strings.Repeat("  ", depth), sign, describe(n))
	if g, ok := n.(*Group); ok {
		for _, m := range g.Members {
			outline(b, m.Node, [...]string{Should: "may be there: ", Must: "must be there: ", MustNot: "must not be there: "}[m.Occur],
				depth+1)
		}
		return
	}
	for _, child := range children(n) {
		outline(b, child, "", depth+1)
	}
}

func describe(n Node) string {
	switch n := n.(type) {
	case *All:
		return "every article"
	case *Word:
		switch {
		case n.Pattern:
			return "words like " + n.Text
		case n.Edits > 0:
			return fmt.Sprintf("words up to %d letters off %s", n.Edits, n.Text)
		case n.Exact:
			return "word as written " + n.Text
		}
		return "word " + n.Text
	case *Phrase:
		s := "phrase "
		if n.Lemma {
			s = "phrase in any form "
		}
		if n.Slop > 0 {
			return fmt.Sprintf("%s%q, any order, at most %d words among it", s, n.Text, n.Slop)
		}
		return fmt.Sprintf("%s%q", s, n.Text)
	case *Near:
		if n.Ordered {
			return fmt.Sprintf("the first before the second, at most %d words apart", n.Distance)
		}
		return fmt.Sprintf("at most %d words apart", n.Distance)
	case *SameParagraph:
		return "in one paragraph"
	case *AtLeast:
		return fmt.Sprintf("at least %d times", n.Count)
	case *And:
		return "all of"
	case *Or:
		return "any of"
	case *Not:
		return "not"
	case *Group:
		return "words side by side"
	case *Field:
		return "in " + string(n.Name)
	case *Boost:
		return fmt.Sprintf("counts %g times", n.Factor)
	}
	return n.String()
}
