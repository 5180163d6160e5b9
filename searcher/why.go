package searcher

import (
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// Why says why an article is a hit of a request, or is not.
type Why struct {
	ID      string `json:"id"`
	Title   string `json:"title,omitempty"`
	Matches bool   `json:"matches"`
	// Rank is the place among the Total hits in the order of the request, counted from 1; 0 for an article that is none, or
	// stands behind the first MaxPageSize.
	Rank  int `json:"rank,omitempty"`
	Total int `json:"total"`
	// Parsed, Repairs, Notices, Corrections and Expansions are those of a Response.
	Parsed      string         `json:"parsed"`
	Repairs     []query.Repair `json:"repairs,omitempty"`
	Notices     []string       `json:"notices,omitempty"`
	Corrections []Correction   `json:"corrections,omitempty"`
	Expansions  []Expansion    `json:"expansions,omitempty"`
	// Verdict is about the query with the filters and dates of the request.
	Verdict Verdict `json:"verdict"`
	// Optional are the words that only raise the score.
	Optional []Verdict `json:"optional,omitempty"`
	// Explanation is nil for an article that does not match.
	Explanation *Explanation `json:"explanation,omitempty"`
	// Query are the words of the query as the analyzer gives them; Fields those of the article.
	Query  []TokenSignals `json:"query_tokens"`
	Fields []FieldTokens  `json:"fields"`
}

// Notes are the Repairs, Corrections and Notices as texts.
func (w *Why) Notes() []string { return notesOf(w.Repairs, w.Corrections, w.Notices) }

// TokenSignals is a word of a text with the terms by which it is found; Fold alone for a pattern.
type TokenSignals struct {
	Text  string `json:"text"`
	Exact string `json:"exact,omitempty"`
	Lemma string `json:"lemma,omitempty"`
	Fold  string `json:"fold"`
	// Matches are the words of the query, or other forms of them, that it is; maxFoundWords at most.
	Matches []string `json:"matches,omitempty"`
}

// FieldTokens are the first maxWhyTokens words of a text field, in the order in which they are spoken, of Length in all.
type FieldTokens struct {
	Field  string         `json:"field"`
	Length int            `json:"length"`
	Tokens []TokenSignals `json:"tokens"`
}

// maxWhyTokens bounds what a Why lists of one field.
const maxWhyTokens = 5000

// Why says why the article with an ID is a hit of a request, or is not; pages, facets, timeline, snippets and
// Collapse of the request do not matter. Errors: those of Search, and ErrNotFound.
func (s *Searcher) Why(ctx context.Context, r Request, id string) (_ *Why, err error) {
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("explain", &err)
	processors.Add(1)
	defer processors.Add(-1)
	doc, ok, err := v.Find(id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrNotFound
	}
	r.Facets, r.Timeline, r.Collapse, r.Page, r.PageSize = nil, "", "", 1, MaxPageSize
	p, err := newPlan(r)
	if err != nil {
		return nil, err
	}
	p.limits = s.limits
	m := s.matchers.Get().(*matcher)
	f := forgiver{s, m, newTerms(v)}
	if err := f.search(ctx, p); err != nil {
		return nil, err
	}
	w, err := m.why(ctx, doc)
	if err == nil {
		s.keep(m)
	}
	return w, err
}

func (m *matcher) why(ctx context.Context, doc uint32) (*Why, error) {
	i := len(m.v.Segments) - 1
	for m.v.Segments[i].Base > doc {
		i--
	}
	doc -= m.v.Segments[i].Base
	a, err := m.v.Segments[i].Article(doc)
	if err != nil {
		return nil, err
	}
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	j := &judge{m: m, segment: i, doc: doc, sought: newSought(m, i), scores: newExplainer(m, analyzer)}
	w := &Why{
		ID: a.ID, Title: a.Title, Total: m.total, Parsed: m.p.parsed.String(), Repairs: m.p.repairs,
		Notices: m.p.notices(), Corrections: m.p.corrections, Expansions: m.expansions(), Query: queryTokens(m.p, analyzer),
	}
	if w.Fields, err = j.sought.read(ctx, a, analyzer); err != nil {
		return nil, err
	}
	if err := m.freshen(ctx); err != nil {
		return nil, err
	}
	e, err := j.scores.explain(ctx, i, doc, a)
	if err == nil {
		w.Verdict, err = j.verdict(ctx, m.p.wholeCondition())
	}
	if err == nil && m.p.Story != "" {
		w.Verdict, err = j.alsoOfStory(w.Verdict)
	}
	if err != nil {
		return nil, err
	}
	w.Optional = j.optional()
	if w.Matches = w.Verdict.Holds; !w.Matches {
		return w, nil
	}
	w.Explanation = e
	if w.Rank, err = m.rankOf(ctx, i, doc); err == nil && w.Rank > 0 && m.isCloser(w.Rank-1) {
		err = j.scores.addCloser(e, i, doc)
	}
	return w, err
}

// alsoOfStory adds to a verdict that the article has to be of the story of the request.
func (j *judge) alsoOfStory(v Verdict) (Verdict, error) {
	isOf, err := j.m.isOfStory(j.segment, j.doc)
	return Verdict{Kind: AllVerdict, Holds: v.Holds && isOf, Parts: []Verdict{
		v, {Kind: StoryVerdict, Text: j.m.p.Story, Holds: isOf},
	}}, err
}

// rankOf returns the place of a hit, counted from 1; 0 where it is not among the first MaxPageSize.
func (m *matcher) rankOf(ctx context.Context, segment int, doc uint32) (int, error) {
	found, err := m.top(ctx, 0, MaxPageSize)
	at := slices.IndexFunc(found, func(c candidate) bool { return c.segment == segment && c.doc == doc })
	return at + 1, err
}

// wholeCondition is what an article has to fulfil: the query, and the dates and filters of the request.
func (p *plan) wholeCondition() *condition {
	parts := []condition{p.root}
	if p.dated {
		parts = append(parts, condition{kind: isDated, date: p.Date, from: p.first, to: p.last})
	}
	for _, f := range p.Filters {
		labelled := func(values ...string) condition {
			return condition{kind: isLabelled, label: f.Label, values: values}
		}
		if len(f.AnyOf) > 0 {
			parts = append(parts, labelled(f.AnyOf...))
		}
		for _, value := range f.AllOf {
			parts = append(parts, labelled(value))
		}
		if len(f.NoneOf) > 0 {
			parts = append(parts, no(labelled(f.NoneOf...)))
		}
	}
	whole := every(parts...)
	return &whole
}

// queryTokens are the words and patterns of a query.
func queryTokens(p *plan, analyzer *turkish.Analyzer) []TokenSignals {
	all := []TokenSignals{}
	analyze := func(text string) {
		analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
			all = append(all, signalsOfToken(text[t.Start:t.End], s))
			return true
		})
	}
	query.Walk(p.parsed, func(n query.Node) bool {
		switch n := n.(type) {
		case *query.Word:
			if n.Pattern {
				all = append(all, TokenSignals{Text: n.Text, Fold: newGlob(n.Text).text})
			} else {
				analyze(n.Text)
			}
		case *query.Phrase:
			analyze(n.Text)
		case *query.Field:
			return n.Name.IsText()
		}
		return true
	})
	return all
}
