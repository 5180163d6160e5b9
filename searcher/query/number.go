package query

// boost reads ^ and a number behind n, which may be nil.
func (p *treeParser) boost(n Node) Node {
	if p.at+1 >= len(p.text) || p.text[p.at] != '^' {
		return n
	}
	end := p.at + 1
	for end < len(p.text) && (isDigit(p.text[end]) || p.text[end] == '.') {
		end++
	}
	factor, ok := readFactor(p.slice(p.at+1, end))
	if !ok || n == nil {
		return n
	}
	n = p.boosted(n, factor, p.at, end)
	p.at = end
	return n
}

// boosted returns n boosted by the factor that stands at the indexes from to to.
func (p *treeParser) boosted(n Node, factor float64, from, to int) Node {
	allowed := min(max(factor, MinFactor), MaxFactor)
	if allowed != factor {
		p.repair(from, to, "a boost is %g to %d; this is read as %g", MinFactor, MaxFactor, allowed)
	}
	return &Boost{Range{n.At().From, to + 1}, allowed, n}
}

// maxNumber stands for every larger number; it is beyond all limits.
const maxNumber = 1_000_000_000_000

// digits reads a number; false when there is none.
func (p *treeParser) digits() (int, bool) {
	start, n := p.at, 0
	for p.at < len(p.text) && isDigit(p.text[p.at]) {
		n = min(n*10+int(p.text[p.at]-'0'), maxNumber)
		p.at++
	}
	return n, p.at > start
}

// bounded returns n between least and most; it repairs what is not.
func (p *treeParser) bounded(n, least, most, from, to int) int {
	allowed := min(max(n, least), most)
	if allowed != n {
		p.repair(from, to, "%d is not between %d and %d; it is read as %d", n, least, most, allowed)
	}
	return allowed
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
