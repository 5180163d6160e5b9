package searcher

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/haberara/haberara/corpus"
)

// TestExplanations: what the parts earned is the score, for random requests over random articles.
func TestExplanations(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(11, 12))}
	s, articles := randomIndex(t, d, WithRules(siteRules(t)))
	s.patternSpellings = 3
	names, scaled, reasons := map[PartName]int{}, 0, map[Reason]int{}
	for range 1600 {
		r := d.request()
		r.Explain, r.OnlyIDs = true, d.IntN(2) == 0
		for _, h := range ask(t, s, r).Hits {
			e, sum := h.Explanation, 0.0
			for _, p := range e.Parts {
				names[p.Name]++
				sum += p.Earned
				checkPart(t, r, articles[h.Article.ID], &p)
				if slices.Contains([]PartName{PairPart, TitlePart, BrevityPart, FreshPart}, p.Name) {
					continue
				}
				if len(p.Forms) == 0 {
					t.Fatalf("%+v: %+v", r, p)
				}
				reasons[p.Forms[0].Why]++
				if p.Forms[0].Scale < 1 {
					scaled++
				}
			}
			if math.Abs(sum-e.Score) > 1e-9*(1+sum) || math.Abs(h.Score-e.Score) > 1e-5*(1+h.Score) {
				t.Fatalf("%+v: %s scores %v; explained as %v, the parts are %v", r, h.Article.ID, h.Score, e.Score, sum)
			}
		}
	}
	for _, name := range []PartName{WordPart, PhrasePart, PatternPart, PlacesPart, PairPart, TitlePart, BrevityPart, FreshPart} {
		if names[name] < 10 {
			t.Errorf("only %d parts are a %s: the test says nothing of it", names[name], name)
		}
	}
	for _, why := range []Reason{"", Name, Compound, Abbreviation, SiteSynonym, Diacritics} {
		if reasons[why] < 5 {
			t.Errorf("only %d forms counted for the reason %q: the test says nothing of it", reasons[why], why)
		}
	}
	if scaled < 5 {
		t.Errorf("only %d forms had other diacritics", scaled)
	}
}

// checkPart works out anew what the numbers of a part give.
func checkPart(t *testing.T, r Request, a *corpus.Article, p *ScorePart) {
	t.Helper()
	plan, err := newPlan(r)
	if err != nil {
		t.Fatal(err)
	}
	w := defaultWeights.ofWords(plan.words())
	for n, f := range p.Forms {
		sum := f.Presence
		for _, field := range f.Fields {
			earned := 0.0
			for _, s := range field.Signals {
				earned += s.Earned
			}
			text := map[string]string{"title": a.Title, "spot": a.Spot, "body": a.Body}[field.Field]
			if math.Abs(earned-field.Earned) > 1e-9 || field.Length != len(tokensOf(text)) {
				t.Fatalf("%+v: %s: %s: %+v", r, a.ID, p.Text, field)
			}
			sum += earned
		}
		if f.Scale < 1 {
			sum = min(sum, w.ceiling())
		}
		if got := p.Boost * f.Weight * p.Rarity * f.Scale * sum; math.Abs(got-f.Earned) > 1e-9*(1+got) ||
			n > 0 && f.Earned > p.Earned || len(f.Fields) == 0 {
			t.Fatalf("%+v: %s: %s: %+v", r, a.ID, p.Text, f)
		}
	}
}

// randomIndex holds random articles, some of which were replaced or deleted.
func randomIndex(t *testing.T, d dice, options ...Option) (*Searcher, reference) {
	t.Helper()
	dir := t.TempDir()
	w, articles := writer(t, dir), reference{}
	for range 3 {
		var batch []*corpus.Article
		for range 120 {
			a := d.article()
			batch, articles[a.ID] = append(batch, a), a
		}
		if _, err := w.Upsert(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
	}
	var gone []string
	for id := range articles {
		if len(gone) < 10 {
			gone = append(gone, id)
			delete(articles, id)
		}
	}
	if _, err := w.Delete(context.Background(), gone); err != nil {
		t.Fatal(err)
	}
	return open(t, dir, options...), articles
}

// TestExplainedForms names what an article has of a word.
func TestExplainedForms(t *testing.T) {
	s := index(t,
		&corpus.Article{ID: "a", Title: "Deprem oldu", Spot: "Depremin ardından", Body: "Deprem, deprem ve depremler."},
		&corpus.Article{ID: "b", Title: "Öldü dediler"}, &corpus.Article{ID: "c", Title: "Başka bir haber"})
	a := ask(t, s, Request{Query: "deprem", Explain: true})
	p := a.Hits[0].Explanation.Parts[0]
	if p.Text != "deprem" || p.Articles != 1 || len(p.Forms) != 1 || len(p.Forms[0].Fields) != 3 {
		t.Fatalf("got %+v", p)
	}
	body := p.Forms[0].Fields[2]
	if body.Field != "body" || body.Length != 4 || len(body.Found) != 2 || body.Found[0] != (FoundWord{"deprem", AsTyped, 2}) ||
		body.Found[1] != (FoundWord{"depremler", OtherForm, 1}) {
		t.Errorf("got %+v", body)
	}
	for _, h := range ask(t, s, Request{Query: "oldu", Explain: true}).Hits {
		f := h.Explanation.Parts[0].Forms[0]
		if isOther := h.Article.ID == "b"; isOther != (f.Scale < 1) || isOther != (f.Fields[0].Found[0].Match == OtherDiacritics) {
			t.Errorf("%s: got %+v", h.Article.ID, f)
		}
	}
	var many []string
	for n := range maxScoreParts + 10 {
		many = append(many, fmt.Sprintf("deprem^%d", n+1))
	}
	e := ask(t, s, Request{Query: strings.Join(many, " "), Explain: true}).Hits[0].Explanation
	if rest := e.Parts[maxScoreParts]; len(e.Parts) != maxScoreParts+3 || rest.Name != RestPart || rest.Earned <= 0 {
		t.Errorf("got %d parts, behind the best is %+v", len(e.Parts), rest)
	}
	if h := ask(t, s, Request{Query: "deprem"}).Hits[0]; h.Explanation != nil {
		t.Error("a hit is explained without having been asked for")
	}
	if h := ask(t, s, Request{Explain: true}).Hits[0]; h.Explanation == nil || len(h.Explanation.Parts) > 0 {
		t.Errorf("got %+v", h.Explanation)
	}
}
