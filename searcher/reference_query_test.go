package searcher

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher/query"
)

// refQuery evaluates the tree of a query over whole documents, node by node. It takes from the plan nothing but the
// alternatives of plain words.
type refQuery struct {
	r       reference
	docs    []refDoc
	average [indexer.TextFields]float64
	p       *plan
	bound   int
	// scores are what the documents earn by each leaf, each once.
	scores map[string][]earning
	// rarities are those of the plain words by their atoms, times their boosts.
	rarities   map[int]float64
	expansions []Expansion
	notices    []string
	// known are the answers of spelled.
	known map[string]struct {
		text  string
		found []string
	}
}

type refScope struct {
	field           int
	boost           float64
	excluded, loose bool
}

func (q *refQuery) each(f func(d refDoc) bool) []bool {
	out := make([]bool, len(q.docs))
	for i, d := range q.docs {
		out[i] = f(d)
	}
	return out
}

func (q *refQuery) combine(parts [][]bool, f func(a, b bool) bool) []bool {
	out := slices.Clone(parts[0])
	for _, part := range parts[1:] {
		for i := range out {
			out[i] = f(out[i], part[i])
		}
	}
	return out
}

func (q *refQuery) every(parts ...[]bool) []bool {
	return q.combine(parts, func(a, b bool) bool { return a && b })
}

func (q *refQuery) some(parts ...[]bool) []bool {
	return q.combine(parts, func(a, b bool) bool { return a || b })
}

func (q *refQuery) not(part []bool) []bool {
	out := make([]bool, len(part))
	for i := range part {
		out[i] = !part[i]
	}
	return out
}

func (q *refQuery) evalAll(nodes []query.Node, s refScope) (parts [][]bool) {
	s.loose = false
	for _, n := range nodes {
		parts = append(parts, q.eval(n, s))
	}
	return parts
}

func (q *refQuery) eval(n query.Node, s refScope) []bool {
	switch n := n.(type) {
	case *query.Word:
		return q.word(n, s)
	case *query.Phrase:
		tokens := tokensOf(n.Text)
		if !n.Lemma && len(tokens) == 1 {
			return q.atom(s, tokens[0], true, inRow)
		}
		return q.placed(n, s)
	case *query.Near, *query.SameParagraph, *query.AtLeast:
		return q.placed(n, s)
	case *query.And:
		return q.every(q.evalAll(n.Children, s)...)
	case *query.Or:
		return q.some(q.evalAll(n.Children, s)...)
	case *query.Not:
		s.excluded = !s.excluded
		return q.not(q.evalAll([]query.Node{n.Child}, s)[0])
	case *query.Boost:
		s.boost *= n.Factor
		return q.eval(n.Child, s)
	case *query.Field:
		if n.Name.IsText() {
			s.field = 1 + slices.Index([]query.FieldName{query.Title, query.Spot, query.Body}, n.Name)
			return q.eval(n.Child, s)
		}
		return q.label(Label(n.Name), n.Child)
	case *query.DateRange:
		return q.dated(n)
	case *query.Group:
		return q.group(n, s)
	}
	return q.each(func(refDoc) bool { return true })
}

// unquote makes words of the phrases of a pasted text.
func (q *refQuery) unquote(g *query.Group) *query.Group {
	words, unquoted := 0, &query.Group{Range: g.Range}
	for _, m := range g.Members {
		if _, ok := m.Node.(*query.Word); ok && m.Occur == query.Should {
			words++
		}
	}
	if words < minPastedWords {
		return g
	}
	for _, m := range g.Members {
		if quote, ok := m.Node.(*query.Phrase); ok && m.Occur == query.Should && !quote.Lemma && quote.Slop == 0 {
			m.Node = &query.Word{Text: quote.Text}
			if !slices.Contains(q.notices, unquotedNotice) {
				q.notices = append(q.notices, unquotedNotice)
			}
		}
		unquoted.Members = append(unquoted.Members, m)
	}
	return unquoted
}

func (q *refQuery) group(g *query.Group, s refScope) []bool {
	var musts, shoulds [][]bool
	if q.p.Mode == MatchAny {
		g = q.unquote(g)
	}
	for _, m := range g.Members {
		inner := s
		node := m.Node
		if b, ok := node.(*query.Boost); ok {
			node = b.Child
		}
		_, phrase := node.(*query.Phrase)
		inner.loose = m.Occur == query.Should && !phrase && q.p.Mode == MatchAny
		switch {
		case m.Occur == query.MustNot:
			inner.excluded = !inner.excluded
			musts = append(musts, q.not(q.eval(m.Node, inner)))
		case inner.loose:
			shoulds = append(shoulds, q.eval(m.Node, inner))
		default:
			musts = append(musts, q.eval(m.Node, inner))
		}
	}
	needed := slices.ContainsFunc(g.Members, func(m query.Member) bool { return m.Occur == query.Must })
	for _, m := range g.Members {
		node := m.Node
		if b, ok := node.(*query.Boost); ok {
			node = b.Child
		}
		_, phrase := node.(*query.Phrase)
		needed = needed || m.Occur == query.Should && phrase
	}
	if len(shoulds) > 0 && !needed {
		musts = append(musts, q.some(shoulds...))
	}
	return q.every(musts...)
}

var knownTokens = map[string][]turkish.Signals{}

func tokensOf(text string) (all []turkish.Signals) {
	if known, ok := knownTokens[text]; ok {
		return known
	}
	defer func() { knownTokens[text] = all }()
	turkish.NewAnalyzer().Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		for len(all) <= t.Position {
			all = append(all, turkish.Signals{})
		}
		all[t.Position] = s
		return true
	})
	return all
}

func (q *refQuery) word(n *query.Word, s refScope) []bool {
	if n.Pattern {
		return q.placed(n, s)
	}
	tokens := tokensOf(n.Text)
	if len(tokens) > 1 && n.Exact {
		return q.placed(n, s)
	}
	if len(tokens) > 1 && s.excluded && n.Edits == 0 {
		return q.placed(&query.Phrase{Text: n.Text}, s)
	}
	var parts [][]bool
	for _, t := range tokens {
		switch {
		case n.Edits > 0:
			parts = append(parts, q.placed(&query.Word{Text: t.Exact, Edits: n.Edits}, s))
		case n.Exact:
			parts = append(parts, q.atom(s, t, false, asWritten))
		default:
			parts = append(parts, q.atom(s, t, false, inRow))
		}
	}
	if s.loose {
		return q.some(parts...)
	}
	return q.every(parts...)
}

// atom evaluates a single word with its alternatives.
func (q *refQuery) atom(s refScope, w turkish.Signals, quoted bool, kind atomKind) []bool {
	at := slices.IndexFunc(q.p.atoms, func(a atom) bool {
		return a.kind == kind && len(a.words) == 1 && a.words[0].Exact == w.Exact && a.quoted == quoted &&
			a.field == s.field && a.excluded == s.excluded && a.boost == s.boost
	})
	if at < 0 {
		panic(fmt.Sprintf("the plan has no atom for %+v %+v", w, s))
	}
	earned, used, rarity := earnings(q.p.weights, q.docs, q.p.atoms[at], q.average)
	for _, x := range used {
		if !s.excluded && !slices.Contains(q.expansions, x) {
			q.expansions = append(q.expansions, x)
		}
	}
	q.rarities[at] = q.p.atoms[at].weight() * rarity
	for i := range earned {
		earned[i].score *= q.p.atoms[at].weight() / s.boost
	}
	return q.earn(fmt.Sprint("atom ", at), s, earned)
}

// earn notes what a leaf gives.
func (q *refQuery) earn(key string, s refScope, earned []earning) []bool {
	out := make([]bool, len(earned))
	boosted := make([]earning, len(earned))
	for i, e := range earned {
		out[i] = e.matched
		boosted[i].score = s.boost * e.score
	}
	if !s.excluded {
		q.scores[fmt.Sprint(key, s.field, s.boost)] = boosted
	}
	return out
}

// placed evaluates what is found by its places.
func (q *refQuery) placed(n query.Node, s refScope) []bool {
	least, child := 1, n
	if a, ok := n.(*query.AtLeast); ok {
		least, child = a.Count, a.Child
	}
	q.spellAll(child)
	earned, df := ofCounts(q.p.weights, q.docs, s.field, q.average, least, func(d refDoc, f int) int { return len(q.places(child, d, f)) })
	for i := range earned {
		total := float64(len(q.docs))
		earned[i].score *= math.Log(1 + (total-float64(df)+0.5)/(float64(df)+0.5))
	}
	key := n.String()
	switch n := n.(type) {
	case *query.Word:
		if n.Pattern {
			key = refPattern(n.Text)
		} else if n.Edits > 0 {
			key = fmt.Sprint(turkish.Fold(n.Text), n.Edits)
		}
	case *query.Phrase:
		if !n.Lemma && n.Slop == 0 {
			key = fmt.Sprint(tokensOf(n.Text))
		}
	}
	return q.earn(key, s, earned)
}

// spellAll notes the patterns below n that stand for too many words.
func (q *refQuery) spellAll(n query.Node) {
	query.Walk(n, func(n query.Node) bool {
		if w, ok := n.(*query.Word); ok && (w.Pattern || w.Edits > 0) {
			for _, t := range tokensOf(w.Text) {
				if w.Pattern {
					t.Fold = ""
				}
				text, found := q.spelled(w, t.Fold)
				q.note(text, len(found))
			}
		}
		return true
	})
}

// note says so where a pattern stands for too many words.
func (q *refQuery) note(pattern string, found int) {
	notice := fmt.Sprintf("%s stands for %d spellings; the %d in most articles were searched for", pattern, found, q.bound)
	if found > q.bound && !slices.Contains(q.notices, notice) {
		q.notices = append(q.notices, notice)
	}
}

// spelled returns the exact terms that a pattern takes, those in most documents first.
func (q *refQuery) spelled(w *query.Word, fold string) (text string, found []string) {
	key := w.String() + " " + fold
	known, ok := q.known[key]
	if !ok {
		known.text, known.found = q.spell(w, fold)
		q.known[key] = known
	}
	return known.text, known.found
}

func (q *refQuery) spell(w *query.Word, fold string) (text string, found []string) {
	takes := func(have string) bool { return refGlob([]rune(refPattern(w.Text)), []rune(have)) }
	text = refPattern(w.Text)
	if w.Edits > 0 {
		text = fmt.Sprintf("%s~%d", fold, w.Edits)
		takes = func(have string) bool { return refEdits([]rune(fold), []rune(have)) <= w.Edits }
	}
	counts := map[string]int{}
	for _, d := range q.docs {
		seen := map[string]bool{}
		for _, t := range slices.Concat(d.fields[:]...) {
			key := t.Fold + "\x00" + t.Exact
			if t.Fold == t.Exact {
				key = t.Fold
			}
			if !seen[key] && takes(t.Fold) {
				seen[key] = true
				counts[key]++
			}
		}
	}
	return text, byCount(counts)
}

func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func refPattern(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '*' || r == '?' {
			return r
		}
		return -1
	}, turkish.Fold(text))
}

func refGlob(pattern, s []rune) bool {
	switch {
	case len(pattern) == 0:
		return len(s) == 0
	case pattern[0] == '*':
		return refGlob(pattern[1:], s) || len(s) > 0 && refGlob(pattern, s[1:])
	}
	return len(s) > 0 && (pattern[0] == '?' || pattern[0] == s[0]) && refGlob(pattern[1:], s[1:])
}

// refEdits is the distance of optimal string alignment.
func refEdits(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0:
				rows[i][j] = j
			case j == 0:
				rows[i][j] = i
			default:
				change := 1
				if a[i-1] == b[j-1] {
					change = 0
				}
				rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
				}
			}
		}
	}
	return rows[len(a)][len(b)]
}
