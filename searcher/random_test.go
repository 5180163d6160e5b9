package searcher

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher/query"
)

var (
	someWords = strings.Fields("deprem Deprem'in istanbul İstanbul'da ISTANBUL oldu öldü olan seçim seçimi " +
		"ışık isik IŞIK O'Neill 2025'te 1.500,75 %25 25% 17.08.1999 1999-08-17 $500 Rusya-Ukrayna " +
		"hava kâr kar bakan bakanlık meclis yangın köy F-16 a b c " +
		"baş başbakan Başbakan dış işleri dışişleri Zelenski zelenskiy Zelensky Chavez Çavez sahin Shahin Esad assad " +
		"AB ab Avrupa Birliği TBMM araba otomobil binek araç korunan korunmayan basın başın kuş küs küs Hakan Işık Işık'ın Ankara'da Bakan Ayşe Çavez Kars Belediyesi")
	// plainWords are typed only, so that their diacritics have to be found.
	plainWords = strings.Fields("basin kus secim ogle yangin")
	// wrongWords are typed only, so that they have to be corrected or left out.
	wrongWords = strings.Fields("depremm istnabul bakanlk otomobill avrpua mecils xqwzj vvvvvvv jjjjj " +
		"zelenskiynin zelenskylerden chavezden shahinlerin assadlara chavezlere zelenskiyleri shahinlerden")
	categories = []string{"", "Spor", "Gündem", "spor", "Ekonomi"}
	// typedCategories are what filters ask for; rare ones come and go with the articles that have them.
	typedCategories = []string{"Spor", "spor", "SPOR", "gundem", "EKONOMİ", "Nadir", "nadir", "yok"}
	sources         = []string{"", "Kuzey Postası", "Ege Telgraf"}
	agencies        = []string{"", "AA", "Körfez Ajansı"}
	people          = []string{"Aslı Işık", "Can Öz", "Iraz Uçar"}
	// typedNames are what filters ask for of each label that an article gets from its text or date.
	typedNames = map[Label][]string{
		Agency: {"AA", "körfez ajansi", "yok"},
		Person: {"Hakan Işık", "hakan isik", "Ayşe Çavez", "yok"}, Place: {"İstanbul", "Ankara", "ANKARA", "Kars"},
		Organisation: {"Kars Belediyesi", "TBMM", "tbmm"}, PublishedYear: {"2023", "2024"}, PublishedMonth: {"2023-11", "2023-12"},
		PublishedDay: {"2023-11-15", "2023-11-16", "2023-11-17", "2023-11-20"},
	}
)

type dice struct{ *rand.Rand }

func (d dice) of(values []string) string { return values[d.IntN(len(values))] }

func (d dice) text(most int) string {
	words := make([]string, d.IntN(most+1))
	for i := range words {
		words[i] = d.of(someWords)
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(d.of([]string{" ", " ", " ", " ", " ", "\n"}))
		}
		b.WriteString(w)
	}
	return b.String()
}

func (d dice) some(values []string) []string {
	var out []string
	for _, v := range values {
		if d.IntN(3) == 0 {
			out = append(out, v)
		}
	}
	return out
}

func (d dice) few(values []string) []string {
	if d.IntN(3) > 0 {
		return nil
	}
	return []string{d.of(values)}
}

func (d dice) interval() Interval {
	return append(Intervals(), "")[d.IntN(len(Intervals())+1)]
}

func (d dice) time() time.Time {
	if d.IntN(5) == 0 {
		return time.Time{}
	}
	return time.Unix(1_700_000_000+int64(d.IntN(40))*6*3600, 0).In(corpus.Istanbul)
}

func (d dice) article() *corpus.Article {
	category := d.of(categories)
	if d.IntN(100) == 0 {
		category = "Nadir"
	}
	id := d.IntN(400)
	return &corpus.Article{
		ID: fmt.Sprintf("n-%03d", id), URL: addressOf(id), Title: d.text(6), Spot: d.text(12), Body: d.text(40),
		Category: category, Source: d.of(sources), Agency: d.of(agencies), Authors: d.some(people), Tags: d.some(people),
		Published: d.time(), Updated: d.time(), Language: "tr",
	}
}

// addressOf is the address of an article; every seventh has none.
func addressOf(id int) string {
	if id%7 == 0 {
		return ""
	}
	hosts, sections := []string{"www.ege.example", "haber.kuzey.example", "kuzey.example"}, []string{"spor", "G%C3%BCndem", "gundem/Ekonomi"}
	address := fmt.Sprintf("https://%s/%s/2026/%d-deprem-IŞIK?id=%d", hosts[id%3], sections[id/3%3], id%10, id)
	if id%20 == 4 { // about as many parts as an address is found by
		address += strings.Repeat("/x", corpus.MaxAddressParts-13+id%7) + "/y"
	}
	return address
}

func (d dice) request() Request {
	q := d.query(2)
	if d.IntN(2) == 0 {
		q = d.words()
	}
	r := Request{
		Now: []time.Time{{}, time.Unix(1_700_000_000+10*24*3600, 0)}[d.IntN(2)], Query: q, Mode: Mode(d.IntN(3) / 2), AsTyped: d.IntN(8) == 0, Sort: Order(d.IntN(4)), Date: DateField(d.IntN(2)),
		Freshness: []Freshness{"", "", "7d", "12h", NeverFresh}[d.IntN(5)], Facets: Labels, PageSize: 1 + d.IntN(30),
	}
	if d.IntN(4) == 0 {
		r.Facets = nil
	}
	if d.IntN(3) == 0 {
		r.From = d.time()
	}
	if d.IntN(3) == 0 {
		r.To = time.Unix(1_700_000_000+int64(20+d.IntN(40))*6*3600, 0)
		if !r.From.Before(r.To) {
			r.From = time.Time{}
		}
	}
	if d.IntN(3) == 0 {
		r.Filters = append(r.Filters, Filter{Label: Category, AnyOf: d.some(typedCategories), NoneOf: d.few(typedCategories)})
	}
	if d.IntN(4) == 0 {
		r.Filters = append(r.Filters, Filter{Author, d.some(people), d.few(people), d.few(people)})
	}
	if d.IntN(6) == 0 {
		r.Filters = append(r.Filters, Filter{Tag, d.few(people), d.few(people), d.few(people)})
	}
	if d.IntN(6) == 0 {
		r.Filters = append(r.Filters, Filter{Label: Source, AnyOf: []string{d.of(sources[1:])}})
	}
	for _, l := range Labels {
		if values := typedNames[l]; values != nil && d.IntN(12) == 0 {
			r.Filters = append(r.Filters, Filter{l, d.some(values), d.few(values), d.few(values)})
		}
	}
	r.Timeline = d.interval()
	if d.IntN(3) == 0 {
		r.Collapse = ByStory
	}
	if d.IntN(20) == 0 {
		r.Story = fmt.Sprintf("n-%03d", d.IntN(400))
	}
	// Searches without words, or for nothing but a page, take ways of their own.
	switch d.IntN(8) {
	case 0, 1:
		r.Query = ""
	case 2:
		r.Query, r.Filters = d.label()+d.of([]string{" ", " -", " OR ", " -", " OR "})+d.of(dateText), nil
	}
	if d.IntN(16) == 0 { // one word by date
		return Request{Now: r.Now, Query: d.of(someWords), AsTyped: r.AsTyped, Sort: ByNewest + Order(d.IntN(2)), Date: r.Date,
			Freshness: r.Freshness, PageSize: r.PageSize}
	}
	if d.IntN(4) == 0 {
		r.Facets, r.Timeline = nil, ""
	}
	if d.IntN(4) == 0 && len(r.Filters) > 1 {
		r.Filters = r.Filters[:1]
	}
	if _, err := newPlan(r); err != nil {
		return d.request() // operators alone, such as (NOT)
	}
	return r
}

// weights are others than those that the bounds of an index are made for.
func (d dice) weights() Weights {
	some := func(most float64) float64 { return most * d.Float64() }
	share := func() float64 { return min(max(some(1.5)-0.25, 0), 1) } // now and then it is 0 or 1
	return Weights{
		Title: some(5), Spot: some(3), Body: 0.1 + some(2), TitleB: share(), SpotB: share(), BodyB: share(),
		K1: 0.1 + some(3), TextK1: 0.1 + some(3), TextTitle: some(9), Lookalike: some(1), Exact: some(1),
		Lemma: 0.1 + some(1), Fold: some(1), Presence: some(4), Alternative: some(1), News: some(1), Topic: some(1),
		Pair: some(3), Closer: d.IntN(40),
		TextPresence: some(9), TitleShare: some(9), Brevity: some(9),
	}
}

// randomQueries is how many queries TestEqualsReference asks at least.
var randomQueries = flag.Int("queries", 1400, "how many random queries are compared with the reference")

// TestEqualsReference puts random articles through random updates, deletes and reopening, and compares the answers to
// random requests with those of the reference: every hit of every page in order, scores, totals, facets.
func TestEqualsReference(t *testing.T) {
	reasons := map[Reason]int{}
	nodes := map[string]int{}
	const seeds = 4
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			testEqualsReference(t, dice{rand.New(rand.NewPCG(seed, 1))}, *randomQueries/seeds, reasons, nodes)
		})
	}
	for _, name := range operatorNames {
		if nodes[name] < 10 {
			t.Errorf("only %d times a query with hits had %s: the test says nothing of it", nodes[name], name)
		}
	}
	for _, why := range []Slip{Misspelling, Ending, LeftOut, Unquoted} {
		if nodes[string(why)] < 3 {
			t.Errorf("only %d words were corrected for the reason %s: the test says nothing of them", nodes[string(why)], why)
		}
	}
	for _, why := range []Reason{Name, Compound, Abbreviation, SiteSynonym, Diacritics, Lookalike} {
		if reasons[why] < 10 {
			t.Errorf("only %d expansions were made for the reason %s: the test says nothing of them", reasons[why], why)
		}
	}
}

func testEqualsReference(t *testing.T, d dice, queries int, reasons map[Reason]int, nodes map[string]int) {
	const rounds = 4
	dir, joined := t.TempDir(), 0
	ref := reference{}
	w := writer(t, dir)
	// caching goes through all states of the index, and is asked the same again and again.
	caching, asked := open(t, dir, WithCache(1<<20)), []Request{}
	defer func() {
		if st := caching.Stats().Cache; st.PageHits < 20 || st.FilterHits < 10 {
			t.Errorf("the cache was hardly asked: %+v", st)
		}
	}()
	for round := range rounds {
		var batch []*corpus.Article
		for range 1 + d.IntN(200) {
			a := d.article()
			batch = append(batch, a)
			ref[a.ID] = a
		}
		if _, err := w.Upsert(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
		var gone []string
		for id := range ref {
			if len(gone) < 10 && d.IntN(10) == 0 {
				gone = append(gone, id)
				delete(ref, id)
			}
		}
		if _, err := w.Delete(context.Background(), gone); err != nil {
			t.Fatal(err)
		}
		if round%2 == 1 {
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			w = writer(t, dir)
		}
		s, ruled := open(t, dir), open(t, dir, WithRules(siteRules(t)), WithWeights(d.weights()))
		if err := caching.Refresh(); err != nil {
			t.Fatal(err)
		}
		ruled.patternSpellings = 3
		// Several windows, on two processors.
		ruled.windowDocs, ruled.siftedHits, ruled.muchWork, ruled.countedUnion = 64, 1, 0, 2
		if err := ruled.Warm(context.Background()); err != nil {
			t.Fatal(err)
		}
		caching.windowDocs, caching.siftedHits, caching.muchWork = 128, 8, 0
		docs := ref.docs()
		joined += ref.tellStories(t, s, docs)
		for range queries/rounds/2 + 1 {
			for _, searched := range []*Searcher{s, ruled} {
				for _, x := range compare(t, searched, ref, docs, d.request(), nodes) {
					reasons[x.Why]++
				}
			}
		}
		for _, r := range asked {
			compare(t, caching, ref, docs, r, nodes)
		}
		for range 8 {
			asked = append(asked, d.request())
			compare(t, caching, ref, docs, asked[len(asked)-1], nodes)
			compare(t, caching, ref, docs, asked[d.IntN(len(asked))], nodes)
		}
	}
	if joined < 20 {
		t.Errorf("only %d articles were of a story with others: the test says nothing of stories", joined)
	}
}

func writer(t testing.TB, dir string) *indexer.Writer {
	t.Helper()
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func open(t testing.TB, dir string, options ...Option) *Searcher {
	t.Helper()
	s, err := Open(dir, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// siteRules are those of the random tests: they touch words that names, compounds and the built-in table touch too.
func siteRules(t *testing.T) Rules {
	t.Helper()
	synonyms, err := turkish.ReadSynonyms("synonyms", strings.NewReader("araba, otomobil, binek araç\nyangın => hava, meclis\n"+
		"ab, isik işler\nbaş bakan, köy\n"))
	if err != nil {
		t.Fatal(err)
	}
	protected, err := turkish.ReadWords("protected", strings.NewReader("zelensky\ndışişleri"))
	if err != nil {
		t.Fatal(err)
	}
	return Rules{synonyms, protected}
}

func isNear(score, want float64) bool { return math.Abs(score-want) <= 1e-5*(1+want) }

func compare(t *testing.T, s *Searcher, ref reference, docs []refDoc, r Request, nodes map[string]int) []Expansion {
	t.Helper()
	meant := r
	meant.Query = correctedQuery(t, s, r, nodes)
	answer, said := ref.search(docs, meant, s, lookalikesOf(t, s, meant))
	want, expansions := answer.hits, said.Expansions
	if len(want) > 0 {
		n, _, err := query.ParseTree(meant.Query, r.Now)
		if err != nil {
			t.Fatalf("%s: %v", meant.Query, err)
		}
		query.Walk(n, func(n query.Node) bool {
			for _, name := range operatorsOf(n) {
				nodes[name]++
			}
			return true
		})
	}
	var got []refHit
	var found []Hit
	var last *Response
	for r.Page = 1; ; r.Page++ {
		a, err := s.Search(context.Background(), r)
		if err != nil {
			t.Fatalf("%+v: %v", r, err)
		}
		for _, h := range a.Hits {
			got, found = append(got, refHit{id: h.Article.ID, score: h.Score}), append(found, h)
		}
		if last = a; r.Page >= a.Pages {
			break
		}
	}
	total := len(want)
	if r.Collapse == ByStory {
		total = len(storiesOf(docs, want))
		compareStories(t, r, ref, docs, want, found)
	}
	if last.Total != total || len(got) != total || last.Articles != len(want) {
		t.Fatalf("%+v: total %d of %d articles, %d hits on all pages; want %d of %d", r, last.Total, last.Articles, len(got), total, len(want))
	}
	if diff := cmp.Diff(expansions, last.Expansions, cmpopts.EquateEmpty(), cmpopts.SortSlices(lessExpansion)); diff != "" {
		t.Fatalf("%+v: expansions (-want +got):\n%s", r, diff)
	}
	if diff := cmp.Diff(said.Notices, last.Notices, cmpopts.EquateEmpty(), cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Fatalf("%+v: notices (-want +got):\n%s", r, diff)
	}
	scores := map[string]refHit{}
	for _, h := range want {
		scores[h.id] = h
	}
	for i := range got {
		got[i].momentum = scores[got[i].id].momentum
	}
	for i, h := range got {
		w, ok := scores[h.id]
		delete(scores, h.id)
		if !ok || !isNear(h.score, w.score) && !isNear(h.score, w.either) {
			t.Fatalf("%+v: hit %d is %v; the reference gives it %v (found: %v)", r, i, h, w, ok)
		}
		if i > 0 && ref.order(r, got[i-1], h) >= 0 {
			t.Fatalf("%+v: hit %d, %v, should stand above the one before, %v", r, i, h, got[i-1])
		}
	}
	for _, f := range last.Facets {
		values, counts := map[string]int{}, answer.facets[f.Label]
		for _, v := range f.Values {
			values[v.Value] = v.Count
		}
		missing := counts.missing()
		if diff := cmp.Diff(counts.counts(), values); diff != "" || f.Missing != missing || f.Distinct != len(values) {
			t.Fatalf("%+v: facet %s: %d missing, want %d; (-want +got):\n%s", r, f.Label, f.Missing, missing, diff)
		}
	}
	compareTimelines(t, r, last.Timeline, answer)
	return expansions
}

// lookalikesOf are the lookalikes that a request is searched for with.
func lookalikesOf(t *testing.T, s *Searcher, r Request) []Expansion {
	t.Helper()
	a, err := s.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return slices.DeleteFunc(slices.Clone(a.Expansions), func(x Expansion) bool { return x.Why != Lookalike })
}

// correctedQuery is the query that a request is searched for as; asked again there is nothing to correct about it. It
// counts what is corrected.
func correctedQuery(t *testing.T, s *Searcher, r Request, counts map[string]int) string {
	t.Helper()
	r.Page = 0
	a, err := s.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	if len(a.Corrections) == 0 {
		return r.Query
	}
	for _, c := range a.Corrections {
		counts[string(c.Why)]++
	}
	again := r
	again.Query = a.Parsed
	b, err := s.Search(context.Background(), again)
	if err != nil || len(b.Corrections) > 0 || r.AsTyped {
		t.Fatalf("%+v: %v is corrected to %s, that to %v, %v", r, a.Corrections, a.Parsed, b, err)
	}
	return a.Parsed
}

func lessExpansion(a, b Expansion) bool { return a.Typed+"\x00"+a.Also < b.Typed+"\x00"+b.Also }
