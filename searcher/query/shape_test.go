package query

import (
	"fmt"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus/turkish"
)

// shape writes a tree so that every field of its nodes can be seen, ranges aside.
func shape(n Node) string {
	var parts []string
	for _, child := range children(n) {
		parts = append(parts, shape(child))
	}
	inside := "(" + strings.Join(parts, " ") + ")"
	switch n := n.(type) {
	case *All:
		return "all"
	case *Word:
		s := n.Text
		if n.Exact {
			s += "/exact"
		}
		if n.Pattern {
			s += "/pattern"
		}
		if n.Edits > 0 {
			s += fmt.Sprintf("/edits%d", n.Edits)
		}
		return s
	case *Phrase:
		s := "'" + n.Text + "'"
		if n.Lemma {
			s += "/lemma"
		}
		if n.Slop > 0 {
			s += fmt.Sprintf("/slop%d", n.Slop)
		}
		return s
	case *Near:
		if n.Ordered {
			return fmt.Sprintf("before%d%s", n.Distance, inside)
		}
		return fmt.Sprintf("near%d%s", n.Distance, inside)
	case *SameParagraph:
		return "same" + inside
	case *AtLeast:
		return fmt.Sprintf("atleast%d%s", n.Count, inside)
	case *And:
		return "and" + inside
	case *Or:
		return "or" + inside
	case *Not:
		return "not" + inside
	case *Group:
		for i, m := range n.Members {
			parts[i] = [...]string{Should: "", Must: "+", MustNot: "-"}[m.Occur] + parts[i]
		}
		return "group(" + strings.Join(parts, " ") + ")"
	case *Field:
		return string(n.Name) + inside
	case *Boost:
		return fmt.Sprintf("boost%g%s", n.Factor, inside)
	case *DateRange:
		name := [...]string{Published: "date", Updated: "updated"}[n.Field]
		return fmt.Sprintf("%s[%s %s]", name, showTime(n.From), showTime(n.To))
	}
	return fmt.Sprintf("%#v", n)
}

func showTime(t time.Time) string {
	if t.IsZero() {
		return "open"
	}
	return strings.TrimSuffix(t.In(turkish.Istanbul).Format("2006-01-02T15:04:05"), "T00:00:00")
}
