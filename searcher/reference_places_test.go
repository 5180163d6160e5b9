package searcher

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// places returns every place of something in a field of a document, by the definitions of docs/query-syntax.md.
func (q *refQuery) places(n query.Node, d refDoc, f int) []place {
	tokens := d.fields[f]
	var found []place
	switch n := n.(type) {
	case *query.Word:
		found = q.wordPlaces(n, tokens)
	case *query.Phrase:
		found = phrasePlaces(n, tokens)
	case *query.Boost:
		return q.places(n.Child, d, f)
	case *query.Or:
		for _, child := range n.Children {
			found = append(found, q.places(child, d, f)...)
		}
	case *query.Group:
		for _, m := range n.Members {
			found = append(found, q.places(m.Node, d, f)...)
		}
	case *query.Near:
		a, b := q.places(n.A, d, f), q.places(n.B, d, f)
		found = pairsOf(a, b, n.Distance)
		if !n.Ordered {
			found = append(found, pairsOf(b, a, n.Distance)...)
		}
	case *query.SameParagraph:
		var all [][]place
		for _, child := range n.Children {
			all = append(all, q.places(child, d, f))
		}
		for line := range uint32(len(tokens)) {
			inLine := func(p place) bool {
				return d.lines[f][p.start] == int(line) && d.lines[f][p.end-1] == int(line)
			}
			if !slices.ContainsFunc(all, func(places []place) bool { return !slices.ContainsFunc(places, inLine) }) {
				found = append(found, place{line, line})
			}
		}
	}
	slices.SortFunc(found, comparePlaces)
	return slices.Compact(found)
}

func (q *refQuery) wordPlaces(n *query.Word, tokens []turkish.Signals) (found []place) {
	type test = func(t turkish.Signals) bool
	var row []test
	spelled := func(fold string) test {
		_, all := q.spelled(n, fold)
		all = all[:min(len(all), q.bound)]
		return func(t turkish.Signals) bool {
			return slices.Contains(all, t.Fold+"\x00"+t.Exact) || t.Fold == t.Exact && slices.Contains(all, t.Fold)
		}
	}
	if n.Pattern {
		row = []test{spelled("")}
	} else {
		for _, w := range tokensOf(n.Text) {
			switch {
			case n.Edits > 0:
				row = append(row, spelled(w.Fold))
			case n.Exact:
				row = append(row, func(t turkish.Signals) bool { return t.Exact == w.Exact })
			default:
				row = append(row, func(t turkish.Signals) bool { return t.Fold == w.Fold || t.Lemma == w.Lemma })
			}
		}
	}
	for at := 0; at+len(row) <= len(tokens); at++ {
		whole := true
		for i, takes := range row {
			whole = whole && takes(tokens[at+i])
		}
		if whole {
			found = append(found, place{uint32(at), uint32(at + len(row))})
		}
	}
	return found
}

func phrasePlaces(n *query.Phrase, tokens []turkish.Signals) (found []place) {
	key := func(s turkish.Signals) string {
		if n.Lemma {
			return s.Lemma
		}
		return s.Fold
	}
	words := tokensOf(n.Text)
	has := func(start, end int) bool {
		need := map[string]int{}
		for _, w := range words {
			need[key(w)]++
		}
		for _, t := range tokens[start:end] {
			need[key(t)]--
		}
		for _, w := range words {
			if need[key(w)] > 0 {
				return false
			}
		}
		return true
	}
	for start := range tokens {
		if n.Slop == 0 || len(words) == 1 {
			whole := start+len(words) <= len(tokens)
			for i := 0; whole && i < len(words); i++ {
				whole = key(tokens[start+i]) == key(words[i])
			}
			if whole {
				found = append(found, place{uint32(start), uint32(start + len(words))})
			}
			continue
		}
		for end := start + 1; end <= min(start+len(words)+n.Slop, len(tokens)); end++ {
			if has(start, end) && !has(start+1, end) && !has(start, end-1) {
				found = append(found, place{uint32(start), uint32(end)})
			}
		}
	}
	return found
}

// pairsOf returns what stretches from a place of a to one of b behind it, where either is the nearest to the other.
func pairsOf(a, b []place, distance int) (found []place) {
	for _, l := range a {
		for _, r := range b {
			if r.start < l.end || int(r.start)-int(l.end)+1 > distance {
				continue
			}
			nearerRight := slices.ContainsFunc(b, func(x place) bool { return x.start >= l.end && x.start < r.start })
			nearerLeft := slices.ContainsFunc(a, func(x place) bool { return x.end <= r.start && x.end > l.end })
			if !nearerRight || !nearerLeft {
				found = append(found, place{l.start, r.end})
			}
		}
	}
	return found
}

func (q *refQuery) dated(n *query.DateRange) []bool {
	req := Request{From: n.From, To: n.To, Date: DateField(n.Field)}
	return q.each(func(d refDoc) bool { return q.r.admits(d.a, req) })
}

// label evaluates the value of a label.
func (q *refQuery) label(l Label, n query.Node) []bool {
	carries := func(value string) []bool {
		if l == Label(query.URL) {
			wanted := q.address(value)
			return q.each(func(d refDoc) bool { return wanted.MatchString(refKnownParts(d.a.URL)) })
		}
		return q.each(func(d refDoc) bool { return q.r.carries(d.a, l, value) })
	}
	inner := func(nodes []query.Node) (parts [][]bool) {
		for _, child := range nodes {
			parts = append(parts, q.label(l, child))
		}
		return parts
	}
	switch n := n.(type) {
	case *query.Word:
		if n.Pattern && l != Label(query.URL) {
			return q.each(func(d refDoc) bool {
				return slices.ContainsFunc(labelValues(d.a, l), func(v string) bool {
					return refGlob([]rune(refPattern(n.Text)), []rune(refPattern(v)))
				})
			})
		}
		return carries(n.Text)
	case *query.Phrase:
		return carries(n.Text)
	case *query.And:
		return q.every(inner(n.Children)...)
	case *query.Or:
		return q.some(inner(n.Children)...)
	case *query.Not:
		return q.not(q.label(l, n.Child))
	case *query.Boost:
		return q.label(l, n.Child)
	case *query.Group:
		var any, needed [][]bool
		var words []string
		for _, m := range n.Members {
			part := q.label(l, m.Node)
			switch m.Occur {
			case query.Should:
				any = append(any, part)
				if w, ok := m.Node.(*query.Word); ok && !w.Pattern {
					words = append(words, w.Text)
				}
			case query.Must:
				needed = append(needed, part)
			default:
				needed = append(needed, q.not(part))
			}
		}
		if len(words) == len(n.Members) {
			any = append(any, carries(strings.Join(words, " ")))
		}
		if len(any) > 0 && !slices.ContainsFunc(n.Members, func(m query.Member) bool { return m.Occur == query.Must }) {
			needed = append(needed, q.some(any...))
		}
		return q.every(needed...)
	}
	panic("no value of a label")
}

// refParts writes the parts of an address with a slash before and behind each.
func refParts(address string) string {
	plain, err := url.PathUnescape(address)
	if err != nil {
		plain = address
	}
	return "/" + strings.Join(refPart.FindAllString(refScheme.ReplaceAllString(turkish.Fold(plain), ""), -1), "/") + "/"
}

// refKnownParts are those that an article is found by.
func refKnownParts(address string) string {
	parts := strings.SplitAfter(refParts(address), "/")
	return strings.Join(parts[:min(len(parts), corpus.MaxAddressParts+1)], "")
}

var refScheme, refPart = regexp.MustCompile(`^(https?://)?(www\.)?`), regexp.MustCompile(`[\pL\pN\pM*]+`)

// address takes the addresses that url: with a value finds.
func (q *refQuery) address(value string) *regexp.Regexp {
	var parts []string
	for _, part := range strings.FieldsFunc(refParts(value), func(r rune) bool { return r == '/' }) {
		switch glob := refPattern(part); {
		case strings.Trim(part, "*") == "":
			part = "[^/]+"
		case strings.Contains(part, "*"):
			found := q.addressParts(glob)
			q.note("url:"+glob, len(found))
			part = "(" + strings.Join(append(found[:min(len(found), q.bound)], "no such part"), "|") + ")"
		}
		parts = append(parts, part)
	}
	return regexp.MustCompile("/" + strings.Join(parts, "/") + "/")
}

// addressParts are the parts of addresses that a pattern takes, those in most articles first.
func (q *refQuery) addressParts(glob string) (found []string) {
	counts := map[string]int{}
	for _, d := range q.docs {
		parts := strings.Split(refKnownParts(d.a.URL), "/")
		slices.Sort(parts)
		for _, part := range slices.Compact(parts) {
			if part != "" && refGlob([]rune(glob), []rune(part)) {
				counts[part]++
			}
		}
	}
	return byCount(counts)
}
