package searcher

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/corpus/turkish/names"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// reference answers searches over a plain list of articles by the definitions alone: no postings, no columns, no sharing
// of code with what it checks but the analyzer, the query parser and the weights.
type reference map[string]*corpus.Article

type refHit struct {
	id    string
	score float64
	// momentum is that of its story.
	momentum float64
	// first is what the first stage gives.
	first float64
	// either is another score that is as right, where rounding decides which stage gave it; else it is score.
	either float64
}

type refDoc struct {
	a      *corpus.Article
	fields [indexer.TextFields][]turkish.Signals
	// lines are those of the tokens.
	lines [indexer.TextFields][]int
	// story is what the index says of which story the article is.
	story string
}

func (r reference) docs() []refDoc {
	analyzer := turkish.NewAnalyzer()
	var docs []refDoc
	for _, a := range r {
		d := refDoc{a: a}
		for f, text := range []string{a.Title, a.Spot, a.Body} {
			analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
				for len(d.fields[f]) <= t.Position {
					d.fields[f] = append(d.fields[f], turkish.Signals{})
					d.lines[f] = append(d.lines[f], 0)
				}
				d.fields[f][t.Position] = s
				d.lines[f][t.Position] = strings.Count(text[:t.Start], "\n")
				return true
			})
		}
		docs = append(docs, d)
	}
	return docs
}

// refAnswer is all articles that are hits of a request in order, the facet of every label, the dates of the hits and of
// all articles, and the expansions that found something.
type refAnswer struct {
	hits       []refHit
	facets     map[Label]refFacet
	dates, all []refDated
	expansions []Expansion
}

// refDated is the date of a thing that is counted: an article, or a story, which may have several.
type refDated struct {
	thing string
	date  int64
}

// refFacet has the things that are counted, with a value and all of them.
type refFacet struct {
	values map[string]map[string]bool
	all    map[string]bool
}

func (f *refFacet) counts() map[string]int {
	counts := map[string]int{}
	for v, things := range f.values {
		counts[v] = len(things)
	}
	return counts
}

// missing is how many things have no value.
func (f *refFacet) missing() int {
	n := 0
	for thing := range f.all {
		has := false
		for _, things := range f.values {
			has = has || things[thing]
		}
		if !has {
			n++
		}
	}
	return n
}

// search answers a request; docs are those of docs. The Response has what the engine should say of the query.
func (r reference) search(docs []refDoc, req Request, s *Searcher, lookalikes []Expansion) (refAnswer, *Response) {
	p, err := newPlan(req)
	if err != nil {
		panic(err)
	}
	words := 0
	for _, a := range p.atoms {
		if !a.excluded {
			words++
		}
	}
	w := *s.weights
	text := 1 - 8/max(8, float64(words))
	w.Presence = w.Presence*math.Pow(3/max(3, float64(words)), 2) + w.TextPresence*text
	w.TitleShare, w.Brevity = w.TitleShare*text, w.Brevity*text
	w.K1, w.Title = w.K1*(1-text)+w.TextK1*text, w.Title*(1-text)+w.TextTitle*text
	w.Pair *= math.Pow(8/max(8, float64(words)), 2)
	p.weights = &w
	if err := p.expand(refVocabulary(docs), s.rules); err != nil {
		panic(err)
	}
	p.addLookalikes(lookalikes)
	q := &refQuery{r: r, docs: docs, average: averages(docs), p: p, bound: s.patternSpellings, scores: map[string][]earning{}, rarities: map[int]float64{}}
	q.known = map[string]struct {
		text  string
		found []string
	}{}
	matched := q.eval(p.parsed, refScope{boost: 1, loose: req.Mode == MatchAny})
	answer := refAnswer{facets: map[Label]refFacet{}, expansions: q.expansions}
	for _, l := range Labels {
		answer.facets[l] = refFacet{map[string]map[string]bool{}, map[string]bool{}}
	}
	momenta := refMomenta(docs, req.Now)
	found := map[string]int{}
	for i, d := range docs {
		thing := d.a.ID
		if req.Collapse == ByStory {
			thing = d.story
		}
		answer.all = append(answer.all, refDated{thing, refDate(d.a, req.Date)})
		if !matched[i] {
			continue
		}
		score := 0.0
		for _, earned := range q.scores {
			score += earned[i].score
		}
		if req.Story != "" && !slices.ContainsFunc(docs, func(o refDoc) bool { return o.a.ID == req.Story && o.story == d.story }) {
			continue
		}
		if r.admits(d.a, req) {
			answer.hits = append(answer.hits, refHit{d.a.ID, score, momenta[d.story], score, score})
			found[d.a.ID] = i
			answer.dates = append(answer.dates, refDated{thing, refDate(d.a, req.Date)})
		}
		for l, f := range answer.facets {
			if !r.admits(d.a, withoutChoice(req, l)) {
				continue
			}
			for _, v := range labelValues(d.a, l) {
				if f.values[v] == nil {
					f.values[v] = map[string]bool{}
				}
				f.values[v][thing] = true
			}
			f.all[thing] = true
		}
	}
	if p.positive() {
		q.freshen(req, answer.hits, func(h refHit) refDoc { return docs[found[h.id]] })
	}
	slices.SortFunc(answer.hits, func(a, b refHit) int { return r.order(req, a, b) })
	if req.Sort == ByRelevance && p.positive() {
		heads := answer.hits
		if req.Collapse == ByStory {
			heads = headsOf(docs, found, answer.hits)
		}
		q.lookCloser(heads, func(h refHit) refDoc { return docs[found[h.id]] })
		closer := map[string]refHit{}
		for _, h := range heads {
			closer[h.id] = h
		}
		for i, h := range answer.hits {
			if c, ok := closer[h.id]; ok {
				answer.hits[i] = c
			}
		}
	}
	return answer, &Response{Expansions: q.expansions, Notices: q.notices}
}

// addLookalikes gives the plain words the lookalikes that the engine has found.
func (p *plan) addLookalikes(lookalikes []Expansion) {
	for _, x := range lookalikes {
		for i := range p.atoms {
			a := &p.atoms[i]
			if a.kind == inRow && len(a.words) == 1 && a.words[0].Exact == x.Typed && a.field == 0 && !a.excluded && !a.quoted {
				other := newAtom([]turkish.Signals{signalsOf(x.Also)})
				a.alternatives = append(a.alternatives, alternative{other, x, float32(p.weights.Lookalike)})
				break
			}
		}
	}
}

// withoutChoice is a request that does not choose from the values of a label.
func withoutChoice(req Request, l Label) Request {
	req.Filters = slices.Clone(req.Filters)
	for i := range req.Filters {
		if req.Filters[i].Label == l {
			req.Filters[i].AnyOf = nil
		}
	}
	return req
}

type earning struct {
	matched bool
	score   float64
}

// earnings computes what every document earns by a word or phrase: the best of what its forms give, times the rarity of
// the most frequent of them; which of the other forms some document has; and the rarity.
func earnings(w *Weights, docs []refDoc, a atom, average [indexer.TextFields]float64) ([]earning, []Expansion, float64) {
	out, df := ofForm(w, docs, a, a.field, average)
	var used []Expansion
	for _, other := range a.alternatives {
		found, n := ofForm(w, docs, other.atom, a.field, average)
		df = max(df, n)
		if n > 0 {
			used = append(used, other.Expansion)
		}
		for i, e := range found {
			if e.matched {
				out[i] = earning{true, max(out[i].score, float64(other.weight)*e.score)}
			}
		}
	}
	df = min(df, len(docs))
	rarity := math.Log(1 + (float64(len(docs))-float64(df)+0.5)/(float64(df)+0.5))
	for i := range out {
		out[i].score *= rarity
	}
	return out, used, rarity
}

// ofForm computes what every document earns by one form, its rarity aside, and in how many documents the form is taken
// to stand: those that have the lemma, or if that is more, those that have each of the spellings, summed up.
func ofForm(w *Weights, docs []refDoc, a atom, field int, average [indexer.TextFields]float64) ([]earning, int) {
	if len(a.words) > 1 {
		return ofPhrase(w, docs, a, field, average)
	}
	out := make([]earning, len(docs))
	typed, folded := make([]bool, len(docs)), make([]bool, len(docs))
	lemmas, typedDF, spelledDF := 0, 0, 0
	word := a.words[0]
	for i, d := range docs {
		hasLemma, spellings, sums := false, map[string]bool{}, map[string]float64{}
		for f, tokens := range d.fields {
			if field > 0 && field-1 != f {
				continue
			}
			exact, lemma := 0, 0
			written := map[string]int{}
			for _, t := range tokens {
				if a.kind == asWritten && t.Exact != word.Exact {
					continue
				}
				if t.Exact == word.Exact {
					exact++
				}
				if t.Lemma == word.Lemma {
					lemma++
					hasLemma = true
				}
				if t.Fold == word.Fold {
					written[t.Exact]++
					spellings[t.Exact] = true
				}
			}
			typed[i], folded[i] = typed[i] || exact > 0, folded[i] || len(written) > 0
			sum := func(signal string, times int) {
				if times > 0 {
					out[i].matched = true
					sums[signal] += w.frequency(f, float64(times), float64(len(tokens)), average[f])
				}
			}
			sum("exact", exact)
			sum("lemma", lemma)
			for spelling, times := range written {
				sum("spelled "+spelling, times)
			}
		}
		for signal, sum := range sums {
			weight := map[string]float64{"exact": w.Exact, "lemma": w.Lemma}[signal]
			if strings.HasPrefix(signal, "spelled ") {
				weight = w.Fold
			}
			out[i].score += weight * w.saturated(sum)
		}
		if typed[i] {
			typedDF++
		}
		if hasLemma {
			lemmas++
		}
		spelledDF += len(spellings)
	}
	for i := range out {
		switch {
		case !out[i].matched:
		case typed[i] || !folded[i] || !a.meant && a.typedPlain(typedDF, spelledDF):
			out[i].score += w.Presence
		default:
			out[i].score = min(out[i].score, w.ceiling()) * w.otherSpelling()
		}
	}
	return out, max(lemmas, spelledDF)
}

func ofPhrase(w *Weights, docs []refDoc, a atom, field int, average [indexer.TextFields]float64) ([]earning, int) {
	return ofCounts(w, docs, field, average, 1, func(d refDoc, f int) int {
		n := 0
		for at := range d.fields[f] {
			if phraseAt(d.fields[f], at, a) {
				n++
			}
		}
		return n
	})
}

// ofCounts computes what every document earns by something that stands least times or more in it.
func ofCounts(w *Weights, docs []refDoc, field int, average [indexer.TextFields]float64, least int, count func(d refDoc, f int) int) (
	[]earning, int,
) {
	out, df := make([]earning, len(docs)), 0
	for i, d := range docs {
		sum, weighted := 0, 0.0
		for f, tokens := range d.fields {
			if field > 0 && field-1 != f {
				continue
			}
			if n := count(d, f); n > 0 {
				sum += n
				weighted += w.frequency(f, float64(n), float64(len(tokens)), average[f])
			}
		}
		if sum < max(least, 1) {
			out[i] = earning{}
			continue
		}
		out[i] = earning{true, w.saturated(weighted) + w.Presence}
		df++
	}
	return out, df
}

// refVocabulary answers by looking through all texts.
type refVocabulary []refDoc

func (docs refVocabulary) frequency(fold string) int {
	n := 0
	for _, s := range docs.spellings(fold) {
		n += s.frequency
	}
	return n
}

func (docs refVocabulary) hasNames(string, string) bool { return true }

func (docs refVocabulary) names(key string) []string {
	var found []string
	for _, d := range docs {
		for _, tokens := range d.fields {
			for _, s := range tokens {
				if turkish.NameKey(s.Exact) == key {
					found = append(found, s.Exact)
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (docs refVocabulary) spellings(fold string) []spelling {
	counts := map[string]int{}
	for _, d := range docs {
		seen := map[string]bool{}
		for _, s := range slices.Concat(d.fields[:]...) {
			if s.Fold == fold && !seen[s.Exact] {
				seen[s.Exact] = true
				counts[s.Exact]++
			}
		}
	}
	var found []spelling
	for exact, n := range counts {
		found = append(found, spelling{exact, n})
	}
	sortSpellings(found)
	return found
}

func (docs refVocabulary) together(exact, fold string) int {
	n := 0
	for _, d := range docs {
		all := slices.Concat(d.fields[:]...)
		if slices.ContainsFunc(all, func(s turkish.Signals) bool { return s.Exact == exact }) &&
			slices.ContainsFunc(all, func(s turkish.Signals) bool { return s.Fold == fold }) {
			n++
		}
	}
	return n
}

func (docs refVocabulary) failed() error { return nil }

func phraseAt(tokens []turkish.Signals, at int, a atom) bool {
	for i, w := range a.words {
		j := at + a.offsets[i] - a.offsets[0]
		if j >= len(tokens) || tokens[j].Fold != w.Fold {
			return false
		}
	}
	return true
}

func averages(docs []refDoc) (average [indexer.TextFields]float64) {
	for f := range average {
		sum, n := 0, 0
		for _, d := range docs {
			sum += len(d.fields[f])
			if len(d.fields[f]) > 0 {
				n++
			}
		}
		average[f] = max(float64(sum)/math.Max(float64(n), 1), 1)
	}
	return average
}

func (r reference) admits(a *corpus.Article, req Request) bool {
	if t := refDate(a, req.Date); !req.From.IsZero() || !req.To.IsZero() {
		if t == segment.NoTime || !req.From.IsZero() && t < req.From.Unix() || !req.To.IsZero() && t >= req.To.Unix() {
			return false
		}
	}
	for _, f := range req.Filters {
		has := func(v string) bool { return r.carries(a, f.Label, v) }
		hasNot := func(v string) bool { return !has(v) }
		if len(f.AnyOf) > 0 && !slices.ContainsFunc(f.AnyOf, has) || slices.ContainsFunc(f.NoneOf, has) ||
			slices.ContainsFunc(f.AllOf, hasNot) {
			return false
		}
	}
	return true
}

// carries says that an article has a value as written, or by its letters where no article has it as written.
func (r reference) carries(a *corpus.Article, l Label, value string) bool {
	for _, other := range r {
		if slices.Contains(labelValues(other, l), value) {
			return slices.Contains(labelValues(a, l), value)
		}
	}
	return slices.ContainsFunc(labelValues(a, l), func(v string) bool { return turkish.Fold(v) == turkish.Fold(value) })
}

func labelValues(a *corpus.Article, l Label) []string {
	single := func(v string) []string { return slices.DeleteFunc([]string{v}, func(v string) bool { return v == "" }) }
	switch l {
	case Category:
		return single(a.Category)
	case Source:
		return single(a.Source)
	case Agency:
		return single(a.Agency)
	case Author:
		return a.Authors
	case Tag:
		return a.Tags
	case Person, Place, Organisation:
		return refNames(a)[slices.Index([]Label{Person, Place, Organisation}, l)]
	}
	if a.Published.IsZero() {
		return nil
	}
	layout := map[Label]string{PublishedYear: "2006", PublishedMonth: "2006-01", PublishedDay: "2006-01-02"}[l]
	return []string{a.Published.In(corpus.Istanbul).Format(layout)}
}

// namesOf remembers what refNames has found.
var namesOf sync.Map

func refNames(a *corpus.Article) names.Names {
	found, ok := namesOf.Load(a)
	if !ok {
		found, _ = namesOf.LoadOrStore(a, names.Of(a.Title, a.Spot, a.Body))
	}
	return found.(names.Names)
}

func refDate(a *corpus.Article, d DateField) int64 {
	t := a.Published
	if d == Updated && !a.Updated.IsZero() {
		t = a.Updated
	}
	if t.IsZero() {
		return segment.NoTime
	}
	return t.Unix()
}

func (r reference) order(req Request, a, b refHit) int {
	da, db := refDate(r[a.id], req.Date), refDate(r[b.id], req.Date)
	byScore, byKey := cmp.Compare(float32(b.score), float32(a.score)), cmp.Compare(indexer.Key(a.id), indexer.Key(b.id))
	switch req.Sort {
	case ByNewest:
		return cmp.Or(cmp.Compare(db, da), byKey)
	case ByTrending:
		return cmp.Or(cmp.Compare(b.momentum, a.momentum), cmp.Compare(db, da), byKey)
	case ByOldest:
		if (da == segment.NoTime) != (db == segment.NoTime) {
			return cmp.Compare(db, da)
		}
		return cmp.Or(cmp.Compare(da, db), byKey)
	}
	return cmp.Or(byScore, cmp.Compare(db, da), byKey)
}
