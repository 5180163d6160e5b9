package searcher

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// Explanation says how the score of an article came about: Score is the sum of what the parts earned, and that of the
// Hit but for the rounding of its 32 bits.
type Explanation struct {
	Score float64     `json:"score"`
	Parts []ScorePart `json:"parts"`
}

// ScorePart is one reason for a score, such as a word of the query that the article has.
type ScorePart struct {
	Name PartName `json:"name"`
	// Text is the word, phrase or pattern, in the query language; it was looked for in Field only, where that is given.
	Text  string `json:"text"`
	Field string `json:"field,omitempty"`
	// Earned is what the best of Forms earned.
	Earned float64 `json:"earned"`
	// Articles is how many of all have the part, those with its most frequent form; Rarity is what that makes it worth.
	Articles int     `json:"articles"`
	Rarity   float64 `json:"rarity"`
	// Boost is that of the query, times how often the word stands there.
	Boost float64 `json:"boost"`
	// Forms are those that the article has, the best first, maxScoreForms at most; but for the first they do not count.
	Forms []FormScore `json:"forms"`
}

// PartName says what kind of reason a ScorePart is.
type PartName string

// The parts of a score.
const (
	// WordPart is a single word, PhrasePart words beside each other, PatternPart a word with * or ? or ~, and PlacesPart
	// what is found by the places of its words.
	WordPart    PartName = "word"
	PhrasePart  PartName = "phrase"
	PatternPart PartName = "pattern"
	PlacesPart  PartName = "places"
	// PairPart is two neighbours of the query that stand beside each other in one of the best hits; it has no Forms.
	PairPart PartName = "pair"
	// TitlePart is what an article earned by how much of its title a text that is asked for says, BrevityPart by being
	// short, each one of the best hits; neither has Forms.
	TitlePart   PartName = "title"
	BrevityPart PartName = "brevity"
	// FreshPart is what the article gained by being new; it has no Forms.
	FreshPart PartName = "freshness"
	// RestPart is all parts beyond the best maxScoreParts.
	RestPart PartName = "rest"
)

// maxScoreParts and maxScoreForms bound what is told of a query of many words: the best parts, and the best forms of each.
const maxScoreParts, maxScoreForms = 64, 4

// FormScore is a form in which an article has a part of the query. It earned the sum of what Fields earned and Presence,
// times Scale and Weight, and Rarity and Boost of its part; with a Scale below 1 the sum is cut at what one spelling can
// earn at most.
type FormScore struct {
	// Form is the word as typed, or another that was searched for for the reason Why.
	Form   string  `json:"form"`
	Why    Reason  `json:"why,omitempty"`
	Weight float64 `json:"weight"`
	// Presence is earned by any occurrence. Where the article has the word only with other diacritics there is none, and
	// Scale is below 1.
	Presence float64      `json:"presence"`
	Scale    float64      `json:"scale"`
	Earned   float64      `json:"earned"`
	Fields   []FieldScore `json:"fields"`
}

// FieldScore is what the occurrences in one text field earned: the sum of Signals.
type FieldScore struct {
	Field string `json:"field"`
	// Length is that of the field in words, Average that of all articles; in a long field an occurrence earns less.
	Length int `json:"length"`
	// Times is how often the form stands in the field.
	Times   int     `json:"times"`
	Average float64 `json:"average"`
	Weight  float64 `json:"weight"`
	Earned  float64 `json:"earned"`
	// Found are the words of the article, at most maxFoundWords different ones; none of phrases and places.
	Found   []FoundWord   `json:"found,omitempty"`
	Signals []SignalScore `json:"signals"`
}

// FoundWord is a word of an article, in small letters, and how it is the word of the query.
type FoundWord struct {
	Word  string `json:"word"`
	Match Match  `json:"match"`
	Times int    `json:"times"`
}

// Match says how a word of an article is that of the query.
type Match string

// The ways in which a word matches.
const (
	// AsTyped is letter by letter, OtherForm by its dictionary form, OtherDiacritics by its letters alone, ByPattern by
	// the * or ? or ~ of the query.
	AsTyped         Match = "typed"
	OtherForm       Match = "form"
	OtherDiacritics Match = "diacritics"
	ByPattern       Match = "pattern"
)

// SignalScore is what a frequency earned: all occurrences as typed, by the dictionary form, in one spelling, or of
// a phrase as such.
type SignalScore struct {
	Signal string `json:"signal"`
	Term   string `json:"term"`
	Times  int    `json:"times"`
	// Frequency is Times, weighted by field and length; its sum over the fields is what is saturated.
	Frequency float64 `json:"frequency"`
	Weight    float64 `json:"weight"`
	Earned    float64 `json:"earned"`
}

// fieldNames are those of the text fields.
var fieldNames = [indexer.TextFields]string{indexer.Title: "title", indexer.Spot: "spot", indexer.Body: "body"}

// explainer explains the scores of one search, which has been run. It is not safe for concurrent use.
type explainer struct {
	m      *matcher
	counts *formCounter
}

func newExplainer(m *matcher, analyzer *turkish.Analyzer) *explainer {
	return &explainer{m, newFormCounter(m.forms, analyzer)}
}

// explain explains the score of a document of a segment.
func (x *explainer) explain(ctx context.Context, segment int, doc uint32, a *corpus.Article) (*Explanation, error) {
	if err := x.counts.read(ctx, a); err != nil {
		return nil, err
	}
	e := &Explanation{Parts: []ScorePart{}}
	for n := range x.m.p.atoms {
		if x.m.p.atoms[n].excluded {
			continue
		}
		if part := x.part(segment, doc, n); len(part.Forms) > 0 {
			e.Parts = append(e.Parts, part)
			e.Score += part.Earned
		}
	}
	slices.SortStableFunc(e.Parts, func(a, b ScorePart) int { return descending(a.Earned, b.Earned) })
	if more := len(e.Parts) - maxScoreParts; more > 0 {
		rest := ScorePart{Name: RestPart, Text: fmt.Sprintf("%d more", more), Forms: []FormScore{}}
		for _, p := range e.Parts[maxScoreParts:] {
			rest.Earned += p.Earned
		}
		e.Parts = append(e.Parts[:maxScoreParts], rest)
	}
	if gained := e.Score * (float64(x.m.fresh.factorOf(a)) - 1); gained > 0 {
		part := ScorePart{Name: FreshPart, Text: a.Published.In(turkish.Istanbul).Format(time.DateTime), Earned: gained, Boost: 1, Forms: []FormScore{}}
		e.Parts, e.Score = append(e.Parts, part), e.Score+gained
	}
	return e, nil
}

func descending(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// part works out what an atom gives the document that was read last.
func (x *explainer) part(segment int, doc uint32, number int) ScorePart {
	a, forms, leaves := &x.m.p.atoms[number], x.m.formsOf(number), x.m.leavesOf(segment, number)
	p := ScorePart{Name: a.partName(), Text: x.m.p.textOf(a), Boost: a.weight(), Forms: []FormScore{}}
	if a.field > 0 {
		p.Field = fieldNames[a.field-1]
	}
	for n := range forms {
		p.Articles = max(p.Articles, min(forms[n].docs, int(x.m.v.Live)))
		p.Rarity = float64(forms[n].rarity)
		f := FormScore{Form: p.Text, Weight: 1, Scale: 1, Presence: x.m.w.Presence}
		if n > 0 {
			other := a.alternatives[n-1]
			f.Form, f.Why, f.Weight = other.Also, other.Why, float64(other.weight)
		}
		if leaves[n].made != nil {
			x.made(&f, &forms[n], leaves[n].made, doc)
		} else {
			x.word(&f, &forms[n], &x.counts.forms[x.m.atoms[number]+n])
		}
		if len(f.Fields) == 0 {
			continue
		}
		sum := f.Presence
		for _, field := range f.Fields {
			sum += field.Earned
		}
		if f.Scale < 1 {
			sum = min(sum, x.m.w.ceiling())
		}
		f.Earned = p.Boost * f.Weight * p.Rarity * f.Scale * sum
		p.Forms = append(p.Forms, f)
	}
	slices.SortStableFunc(p.Forms, func(a, b FormScore) int { return descending(a.Earned, b.Earned) })
	p.Forms = slices.Clip(p.Forms[:min(len(p.Forms), maxScoreForms)])
	if len(p.Forms) > 0 {
		p.Earned = p.Forms[0].Earned
	}
	return p
}

// word adds what the occurrences of a single word earned.
func (x *explainer) word(f *FormScore, form *form, counts *[indexer.TextFields]wordCount) {
	typed, spelled := false, false
	for n := range counts {
		c := &counts[n]
		field := x.field(n)
		x.add(&field, n, "typed", form.words[0].Exact, c.typed, x.m.w.Exact)
		x.add(&field, n, "dictionary form", form.words[0].Lemma, c.lemma, x.m.w.Lemma)
		for _, s := range c.spellings {
			x.add(&field, n, "spelling", s.word, s.times, x.m.w.Fold)
		}
		if len(field.Signals) > 0 {
			field.Times, field.Found = c.times, c.found
			f.Fields = append(f.Fields, field)
		}
		typed, spelled = typed || c.typed > 0, spelled || len(c.spellings) > 0
	}
	f.saturate(&x.m.w)
	if spelled && !typed && !form.asTyped {
		f.Presence, f.Scale = 0, x.m.w.otherSpelling()
	}
}

// made adds what the occurrences of a phrase, a pattern or places earned.
func (x *explainer) made(f *FormScore, form *form, made *postings, doc uint32) {
	at, ok := slices.BinarySearch(made.docs, doc)
	if !ok {
		return
	}
	for n := range made.frequencies {
		field := x.field(n)
		x.add(&field, n, string(form.partName()), f.Form, int(made.frequencies[n][at]), 1)
		if field.Times = int(made.frequencies[n][at]); field.Times > 0 {
			f.Fields = append(f.Fields, field)
		}
	}
	f.saturate(&x.m.w)
}

func (x *explainer) field(n int) FieldScore {
	weight, _ := x.m.w.field(n)
	return FieldScore{Field: fieldNames[n], Length: x.counts.lengths[n], Average: x.m.v.average[n], Weight: weight}
}

// add counts a term that stands in text field n so many times.
func (x *explainer) add(f *FieldScore, n int, signal, term string, times int, weight float64) {
	if times > 0 {
		frequency := x.m.w.frequency(n, float64(times), float64(f.Length), f.Average)
		f.Signals = append(f.Signals, SignalScore{Signal: signal, Term: term, Times: times, Frequency: frequency, Weight: weight})
	}
}

// saturate shares out what each signal earned by all its occurrences to the fields where they stand.
func (f *FormScore) saturate(w *Weights) {
	type term struct{ signal, term string }
	sums := map[term]float64{}
	for _, field := range f.Fields {
		for _, s := range field.Signals {
			sums[term{s.Signal, s.Term}] += s.Frequency
		}
	}
	for n := range f.Fields {
		field := &f.Fields[n]
		for i := range field.Signals {
			s := &field.Signals[i]
			sum := sums[term{s.Signal, s.Term}]
			s.Earned = s.Weight * w.saturated(sum) * s.Frequency / sum
			field.Earned += s.Earned
		}
	}
}

// addCloser adds what a document of a segment earned in the second stage.
func (x *explainer) addCloser(e *Explanation, segment int, doc uint32) error {
	m := x.m
	if err := m.openCloser(segment); err != nil {
		return err
	}
	if _, err := m.earnCloser(doc); err != nil {
		return err
	}
	for n, pair := range m.close.pairs {
		found := m.close.neighbours[n]
		if !found.isFound {
			continue
		}
		left, right := &m.p.atoms[pair.left], &m.p.atoms[pair.right]
		part := ScorePart{
			Name: PairPart, Text: m.p.textOf(left) + " " + m.p.textOf(right), Earned: float64(found.worth), Boost: 1, Forms: []FormScore{},
			Rarity: float64(min(m.formsOf(pair.left)[0].rarity, m.formsOf(pair.right)[0].rarity)),
		}
		e.Parts, e.Score = append(e.Parts, part), e.Score+part.Earned
	}
	if g := &m.close.gist; m.w.hasGist() {
		e.add(TitlePart, fmt.Sprintf("%d of %d words", g.inTitle, g.title), g.byTitle)
		e.add(BrevityPart, fmt.Sprintf("%d words", g.length), g.byBrevity)
	}
	return nil
}

// add adds a part that has no forms, if it earned anything.
func (e *Explanation) add(name PartName, text string, earned float32) {
	if earned > 0 {
		part := ScorePart{Name: name, Text: text, Earned: float64(earned), Boost: 1, Forms: []FormScore{}}
		e.Parts, e.Score = append(e.Parts, part), e.Score+part.Earned
	}
}

// isCloser says that the hit at a place, from 0 on, was looked at closer.
func (m *matcher) isCloser(place int) bool {
	return m.p.Sort == ByRelevance && m.p.positive() && place < m.closerHits(0)
}

func (a *atom) partName() PartName {
	switch {
	case a.kind == spelledLike:
		return PatternPart
	case a.kind == placed:
		return PlacesPart
	case len(a.words) > 1:
		return PhrasePart
	}
	return WordPart
}

// textOf is an atom in the query language, its field and boost aside.
func (p *plan) textOf(a *atom) string {
	if a.text != "" {
		return a.text
	}
	var words []string
	for _, w := range a.words {
		words = append(words, w.Exact)
	}
	text := strings.Join(words, " ")
	switch {
	case a.quoted, len(words) > 1:
		return `"` + text + `"`
	case a.kind == asWritten:
		return "=" + text
	}
	return text
}

// explain explains the scores of hits, which are found ones in their order.
func (m *matcher) explain(ctx context.Context, found []candidate, hits []Hit) error {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	x := newExplainer(m, analyzer)
	for n, c := range found {
		a := hits[n].Article
		if m.p.OnlyIDs {
			var err error
			if a, err = m.v.Segments[c.segment].Article(c.doc); err != nil {
				return err
			}
		}
		var err error
		if hits[n].Explanation, err = x.explain(ctx, c.segment, c.doc, a); err != nil {
			return err
		}
		if m.isCloser((m.p.Page-1)*m.p.PageSize + n) {
			if err := x.addCloser(hits[n].Explanation, c.segment, c.doc); err != nil {
				return err
			}
		}
	}
	return nil
}
