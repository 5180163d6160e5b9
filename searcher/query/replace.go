package query

// Replace returns n with other nodes for those that are keys of by. Where by has nil the node is left out, together with
// all that needs it; the result is nil when nothing is left. n itself is not changed.
func Replace(n Node, by map[Node]Node) Node {
	if other, ok := by[n]; ok {
		return other
	}
	switch n := n.(type) {
	case *Near:
		if left := replaceAll([]Node{n.A, n.B}, by); len(left) == 2 {
			return &Near{n.Range, left[0], left[1], n.Distance, n.Ordered}
		}
		return nil
	case *SameParagraph:
		if left := replaceAll(n.Children, by); len(left) == len(n.Children) {
			return &SameParagraph{n.Range, left}
		}
		return nil
	case *And:
		return joinLeft(replaceAll(n.Children, by), newAnd)
	case *Or:
		return joinLeft(replaceAll(n.Children, by), newOr)
	case *Group:
		var members []Member
		for _, m := range n.Members {
			if node := Replace(m.Node, by); node != nil {
				members = append(members, Member{m.Occur, node})
			}
		}
		return newGroup(members)
	}
	return replaceChild(n, by)
}

// replaceChild is Replace for nodes with one child, or none.
func replaceChild(n Node, by map[Node]Node) Node {
	all := children(n)
	if len(all) != 1 {
		return n
	}
	child := Replace(all[0], by)
	if child == nil {
		return nil
	}
	switch n := n.(type) {
	case *AtLeast:
		return &AtLeast{n.Range, n.Count, child}
	case *Not:
		return &Not{n.Range, child}
	case *Field:
		return &Field{n.Range, n.Name, child}
	case *Boost:
		return &Boost{n.Range, n.Factor, child}
	}
	return n
}

func replaceAll(nodes []Node, by map[Node]Node) (left []Node) {
	for _, n := range nodes {
		if n = Replace(n, by); n != nil {
			left = append(left, n)
		}
	}
	return left
}

func joinLeft(left []Node, join func([]Node) Node) Node {
	if len(left) == 0 {
		return nil
	}
	return join(left)
}
