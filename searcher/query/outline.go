package query

import (
	"fmt"
	"strings"
)

// Branch shows a node for a person, with what it is made of.
type Branch struct {
	// Occur says what a member of a Group is there for: "may", "must" or "must not" be there; empty elsewhere.
	Occur string   `json:"occur,omitempty"`
	Is    string   `json:"is"`
	Parts []Branch `json:"parts,omitempty"`
}

// BranchOf shows a tree for a person.
func BranchOf(n Node) Branch {
	b := Branch{Is: describe(n)}
	g, isGroup := n.(*Group)
	for i, child := range children(n) {
		part := BranchOf(child)
		if isGroup {
			part.Occur = [...]string{Should: "may", Must: "must", MustNot: "must not"}[g.Members[i].Occur]
		}
		b.Parts = append(b.Parts, part)
	}
	return b
}

// Outline shows a tree as text: a node a line, below and to the right of the one that it is part of.
func Outline(n Node) string {
	var b strings.Builder
	outline(&b, BranchOf(n), 0)
	return b.String()
}

func outline(b *strings.Builder, branch Branch, depth int) {
	b.WriteString(strings.Repeat("  ", depth))
	if branch.Occur != "" {
		b.WriteString(branch.Occur + " be there: ")
	}
	b.WriteString(branch.Is + "\n")
	for _, part := range branch.Parts {
		outline(b, part, depth+1)
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
