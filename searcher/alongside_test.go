package searcher

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestLookalikes: what a slip may have made of another word is searched for beside it, where it goes with the others.
func TestLookalikes(t *testing.T) {
	var articles []*corpus.Article
	for title, times := range map[string]int{
		"Yazar ödülü verildi": 5, "Pazar alışverişi pahalı": 5, "Kazak ördüler": 3,
	} {
		for i := range times {
			articles = append(articles, &corpus.Article{ID: fmt.Sprint(title, i), Title: title})
		}
	}
	s := index(t, articles...)
	f := func(q string, want ...string) {
		t.Helper()
		var got []string
		for _, x := range ask(t, s, Request{Query: q}).Expansions {
			got = append(got, fmt.Sprintf("%s %s %s", x.Typed, x.Also, x.Why))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
	f("pazar ödülü", "pazar yazar lookalike")
	f("ödülü pazar", "pazar yazar lookalike")
	f("yazar ödülü")            // some article has both
	f("pazar VEYA ödülü")       // one of them was enough
	f("pazar")                  // nothing tells it apart
	f("=pazar ödülü")           // exactly so
	f(`"pazar" ödülü`)          // and so
	f("pazar ödülü alışverişi") // no lookalike goes with all others
	if a := ask(t, s, Request{Query: "pazar ödülü", AsTyped: true}); len(a.Expansions) > 0 {
		t.Errorf("as typed, %+v", a.Expansions)
	}
}
