package searcher

import (
	"context"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

// TestWhyAgrees: an article is said to match where the search finds it, at its rank, with its score.
func TestWhyAgrees(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(21, 22))}
	s, articles := randomIndex(t, d)
	s.patternSpellings = 3
	all := slices.Sorted(maps.Keys(articles))
	matched, missed := 0, 0
	for range 400 {
		r := d.request()
		r.PageSize, r.Collapse = MaxPageSize, "" // Why is about articles
		hits := ask(t, s, r).Hits
		asked := []string{d.of(all), d.of(all)}
		if len(hits) > 0 {
			asked = append(asked, hits[d.IntN(len(hits))].Article.ID)
		}
		for _, id := range asked {
			w, err := s.Why(context.Background(), r, id)
			if err != nil {
				t.Fatalf("%+v: %s: %v", r, id, err)
			}
			at := slices.IndexFunc(hits, func(h Hit) bool { return h.Article.ID == id })
			if w.Matches != (at >= 0) || w.Rank != at+1 || w.Total != len(hits) || (w.Explanation != nil) != w.Matches {
				t.Fatalf("%+v: %s is hit %d of %d; got %+v", r, id, at+1, len(hits), w)
			}
			if at < 0 {
				missed++
				continue
			}
			matched++
			if score := hits[at].Score; math.Abs(score-w.Explanation.Score) > 1e-5*(1+score) {
				t.Fatalf("%+v: %s scores %v, explained as %v", r, id, score, w.Explanation.Score)
			}
		}
	}
	if matched < 50 || missed < 50 {
		t.Errorf("%d matched and %d did not: the test says nothing of one", matched, missed)
	}
}

func TestWhy(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 5, d, 12, 0, 0, 0, corpus.Istanbul) }
	s := index(t,
		&corpus.Article{ID: "a", Title: "Faiz kararı bugün", Body: "Banka faiz oranını açıklıyor. Sonra uzun uzun anlattı: karar.",
			Category: "Ekonomi", Published: day(10)},
		&corpus.Article{ID: "b", Title: "Kar yağdı", Category: "Gündem"})
	f := func(r Request, id string, matches bool, wanted ...string) {
		t.Helper()
		w, err := s.Why(context.Background(), r, id)
		if err != nil {
			t.Fatalf("%s: %v", r.Query, err)
		}
		lines := strings.Join(verdictLines(&w.Verdict), "\n")
		for _, want := range wanted {
			if !strings.Contains(lines, want) {
				t.Errorf("%s: got\n%s\nwithout %q", r.Query, lines, want)
			}
		}
		if w.Matches != matches {
			t.Errorf("%s: got %v", r.Query, w.Matches)
		}
	}
	f(Request{Query: "faizler VE deprem", AsTyped: true}, "a", false, "+ faizler: it is in title 1× (faiz), body 1× (faiz)",
		"- deprem: it is not in title, spot or body")
	f(Request{Query: "başlık:banka"}, "a", false, "- title:banka: it is not in title")
	f(Request{Query: "banka ÖNCE/2 karar"}, "a", false, "its words are there, but not as asked for", "+ karar: it is in title 1×")
	f(Request{Query: `"faiz oranı"`}, "a", false, `- "faiz oranı": it is not in`, "- oranı: it is not in")
	f(Request{Query: "ban*"}, "a", true, "+ ban*: it is in body 1× (banka)")
	f(Request{Query: "faiz tarih:2026-05-11"}, "a", false, "- date:2026-05-11: it was published on 2026-05-10 12:00:00")
	f(Request{Query: "kar", From: day(1)}, "b", false, "- date:", "the article has no date")
	f(Request{Query: "faiz kategori:gündem"}, "a", false, `- category:"gündem": the article has "Ekonomi"`)
	f(Request{Query: "faiz", Filters: []Filter{{Label: Source, AnyOf: []string{"AA"}}}}, "a", false,
		`- source:"AA": the article has no source`)
	f(Request{Query: "faiz url:ege.example"}, "a", false, "- url:ege.example: the article has no address")
	f(Request{Query: "faiz -banka"}, "a", false, "+ banka: it is in body")
	f(Request{Query: "faiz", Filters: []Filter{{Label: Category, NoneOf: []string{"spor"}}}}, "a", true, `- category:"spor"`)
	f(Request{}, "a", true, "+ *: this is every article")
	f(Request{Query: "faiz", Story: "a"}, "a", true, "+ a")
	f(Request{Query: "faiz", Story: "b"}, "a", false, "- b")
	if _, err := s.Why(context.Background(), Request{Query: "faiz"}, "yok"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if wrong := (*RequestError)(nil); !errors.As(whyError(s, Request{Query: "tarih:2026-13-01"}), &wrong) {
		t.Errorf("got %v", wrong)
	}
	w, err := s.Why(context.Background(), Request{Query: "+faiz Bankası deprem ban*"}, "a")
	if err != nil || len(w.Optional) != 3 || !w.Optional[0].Holds || w.Optional[1].Holds {
		t.Errorf("got %+v, %v", w, err)
	}
	if len(w.Query) != 4 || w.Query[1].Text != "Bankası" || w.Query[1].Lemma != "banka" || w.Query[3].Fold != "ban*" {
		t.Errorf("got %+v", w.Query)
	}
	if body := w.Fields[2]; body.Length != 9 || body.Tokens[0].Exact != "banka" || !slices.Equal(body.Tokens[0].Matches, []string{"bankası", "ban*"}) {
		t.Errorf("got %+v", body)
	}
}

func whyError(s *Searcher, r Request) error {
	_, err := s.Why(context.Background(), r, "a")
	return err
}

// verdictLines shows what holds with + and what does not with -.
func verdictLines(v *Verdict) []string {
	sign := map[bool]string{true: "+ ", false: "- "}[v.Holds]
	lines := []string{sign + v.Text + ": " + v.Because}
	for n := range v.Parts {
		lines = append(lines, verdictLines(&v.Parts[n])...)
	}
	return lines
}
