package query

// build makes one node of the elements of a bracket; nil when there is nothing to search for.
func (p *treeParser) build(elements []element) Node {
	elements = p.join(p.join(p.tidy(elements), opNear, opBefore), opSame)
	if p.err != nil || len(elements) == 0 {
		return nil
	}
	kept, signed, narrow := separate(elements)
	if len(kept) == len(elements) && !hasOperator(kept) {
		return run(kept)
	}
	var alternatives []Node
	for _, side := range split(kept, opOr) {
		var parts []Node
		for _, words := range split(side, opAnd) {
			parts = append(parts, run(words))
		}
		alternatives = append(alternatives, newAnd(parts))
	}
	return attach(newOr(alternatives), signed, narrow)
}

// tidy takes out operators that have nothing to work on, and makes a sign of NOT.
func (p *treeParser) tidy(elements []element) []element {
	var kept []element
	for _, e := range elements {
		last := len(kept) - 1
		switch {
		case e.operator == noOperator:
			if last >= 0 && kept[last].operator == opNot {
				e = p.negate(e, kept[last])
				kept = kept[:last]
			}
		case last >= 0 && kept[last].operator != noOperator && (e.operator != opNot || kept[last].operator == opNot):
			p.repair(e.at.From-1, e.at.To-1, "of two operators side by side the first counts")
			continue
		case last < 0 && e.operator != opNot:
			p.repair(e.at.From-1, e.at.To-1, "an operator with nothing before it is ignored")
			continue
		}
		kept = append(kept, e)
	}
	for len(kept) > 0 && kept[len(kept)-1].operator != noOperator {
		e := kept[len(kept)-1]
		p.repair(e.at.From-1, e.at.To-1, "an operator with nothing behind it is ignored")
		kept = kept[:len(kept)-1]
	}
	return kept
}

func (p *treeParser) negate(e, not element) element {
	if e.sign != Should {
		p.repair(e.at.From-1, e.at.From, "the sign behind NOT is ignored")
	}
	e.sign, e.isNot, e.isBare = MustNot, true, false
	e.at.From = not.at.From
	return e
}

// join replaces units with one of the operators between them by what they make.
func (p *treeParser) join(elements []element, operators ...operator) []element {
	var joined []element
	for i := 0; i < len(elements); i++ {
		e := elements[i]
		if e.operator != operators[0] && e.operator != operators[len(operators)-1] {
			joined = append(joined, e)
			continue
		}
		i++
		last := &joined[len(joined)-1]
		p.checkNear(e.operator, last.node)
		p.checkNear(e.operator, elements[i].node)
		switch elements[i].sign {
		case MustNot:
			p.fail(elements[i].at.From-1, "what stands near a word cannot be excluded; use AND NOT")
		case Must:
			p.repair(elements[i].at.From-1, elements[i].at.From, "the + behind an operator is ignored")
		}
		last.node = joinNodes(e, last.node, elements[i].node)
		last.at.To = elements[i].at.To
		last.isBare = false
	}
	return joined
}

func joinNodes(e element, a, b Node) Node {
	at := Range{a.At().From, b.At().To}
	if e.operator != opSame {
		return &Near{at, a, b, e.distance, e.operator == opBefore}
	}
	var all []Node
	for _, n := range [...]Node{a, b} {
		if same, ok := n.(*SameParagraph); ok {
			all = append(all, same.Children...)
		} else {
			all = append(all, n)
		}
	}
	return &SameParagraph{at, all}
}

// checkNear fails for what cannot stand near something.
func (p *treeParser) checkNear(op operator, n Node) {
	_, isSame := n.(*SameParagraph)
	if isSame = isSame && op == opSame; !isSame && !nearable(n) {
		p.fail(n.At().From-1, "only words, phrases and alternatives of them can stand near something, not this")
	}
}

// separate takes out what holds for the whole bracket: beside operators, the signed units and those that narrow which
// do not stand at an operator.
func separate(elements []element) (kept []element, signed []Member, narrow []Node) {
	if !hasOperator(elements) {
		return elements, nil, nil
	}
	for i, e := range elements {
		isOperand := i > 0 && elements[i-1].operator != noOperator ||
			i+1 < len(elements) && elements[i+1].operator != noOperator
		switch {
		case e.operator != noOperator || isOperand || e.isNot:
			kept = append(kept, e)
		case e.sign != MustNot && narrows(e.node):
			narrow = append(narrow, e.node)
		case e.sign != Should:
			signed = append(signed, Member{e.sign, e.node})
		default:
			kept = append(kept, e)
		}
	}
	return kept, signed, narrow
}

func hasOperator(elements []element) bool {
	for _, e := range elements {
		if e.operator != noOperator {
			return true
		}
	}
	return false
}

func operatorsOnly(elements []element) bool {
	for _, e := range elements {
		if e.operator == noOperator {
			return false
		}
	}
	return len(elements) > 0
}

// asWords makes words of operators.
func (p *treeParser) asWords(elements []element) {
	for i, e := range elements {
		text := p.slice(e.at.From-1, e.at.To-1)
		elements[i] = element{node: &Word{Range: e.at, Text: text}, at: e.at}
	}
}

func split(elements []element, at operator) [][]element {
	var parts [][]element
	start := 0
	for i, e := range elements {
		if e.operator == at {
			parts = append(parts, elements[start:i])
			start = i + 1
		}
	}
	return append(parts, elements[start:])
}

// run makes a node of units side by side.
func run(elements []element) Node {
	var members []Member
	var narrow []Node
	for _, e := range elements {
		if len(elements) > 1 && e.sign != MustNot && narrows(e.node) {
			narrow = append(narrow, e.node)
		} else {
			members = append(members, Member{e.sign, e.node})
		}
	}
	return narrowed(newGroup(members), narrow)
}

// attach adds to what operators made the units that hold for the whole bracket.
func attach(n Node, signed []Member, narrow []Node) Node {
	members := []Member{{Should, n}}
	for _, m := range signed {
		if m.Occur == Must {
			members[0].Occur = Must
		}
	}
	if narrows(n) {
		members, narrow = nil, append([]Node{n}, narrow...)
	}
	return narrowed(newGroup(append(members, signed...)), narrow)
}

// narrows reports whether n is not about running text, so that it filters and does not rank.
func narrows(n Node) bool {
	switch n := n.(type) {
	case *DateRange:
		return true
	case *Field:
		return !n.Name.IsText()
	case *And, *Or, *Not, *Boost, *Group:
		for _, child := range children(n) {
			if !narrows(child) {
				return false
			}
		}
		return true
	}
	return false
}

func narrowed(n Node, narrow []Node) Node {
	if n != nil {
		narrow = append([]Node{n}, narrow...)
	}
	return newAnd(narrow)
}

func newGroup(members []Member) Node {
	switch {
	case len(members) == 0:
		return nil
	case len(members) > 1:
		at := members[0].Node.At()
		for _, m := range members {
			at = union(at, m.Node.At())
		}
		return &Group{at, members}
	case members[0].Occur == MustNot:
		return &Not{members[0].Node.At(), members[0].Node}
	}
	return members[0].Node
}

func newAnd(parts []Node) Node {
	var all []Node
	for _, n := range parts {
		if and, ok := n.(*And); ok {
			all = append(all, and.Children...)
		} else {
			all = append(all, n)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return &And{span(all), all}
}

func newOr(parts []Node) Node {
	var all []Node
	for _, n := range parts {
		if or, ok := n.(*Or); ok {
			all = append(all, or.Children...)
		} else {
			all = append(all, n)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return &Or{span(all), all}
}

func span(nodes []Node) Range {
	at := nodes[0].At()
	for _, n := range nodes {
		at = union(at, n.At())
	}
	return at
}

func union(a, b Range) Range { return Range{min(a.From, b.From), max(a.To, b.To)} }
