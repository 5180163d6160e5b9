package searcher

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestUnquote: a long query whose phrase no article has is searched for as words.
func TestUnquote(t *testing.T) {
	s := index(t,
		&corpus.Article{ID: "a", Title: "Vali sel sularının çekildiğini söyledi", Body: "Yollar yarın açılacak."},
		&corpus.Article{ID: "b", Title: "Sel suları", Body: "Köprüler ve yollar."})
	f := func(r Request, parsed string, want ...Correction) {
		t.Helper()
		a := ask(t, s, r)
		if diff := cmp.Diff(want, a.Corrections); diff != "" || a.Parsed != parsed || (a.Total == 0) != (len(want) == 0) {
			t.Errorf("%s: %d hits of %s, want %s; (-want +got):\n%s", r.Query, a.Total, a.Parsed, parsed, diff)
		}
	}
	const said, words = `Vali: "Sel suları çekildi, yollar yarın sabah yeniden açılıyor"`, "Sel suları çekildi, yollar yarın sabah yeniden açılıyor"
	unquoted := Correction{Typed: words, Used: words, Why: Unquoted}
	unquoted.From, unquoted.To = 7, 64
	f(Request{Query: said}, "Vali "+words, unquoted)
	f(Request{Query: said, AsTyped: true}, "Vali "+`"`+words+`"`)
	f(Request{Query: said, Mode: MatchAll}, "Vali "+`"`+words+`"`)
	f(Request{Query: `+"Sel suları çekildi" Vali yollar yarın sabah yeniden açılıyor çok`}, `+"Sel suları çekildi" Vali yollar yarın sabah yeniden açılıyor çok`)
	f(Request{Query: `"yollar suları"`}, `"yollar suları"`) // short enough to be meant
	if hits := ask(t, s, Request{Query: said}).Hits; hits[0].Article.ID != "a" {
		t.Errorf("the best hit is %s", hits[0].Article.ID)
	}
}
