package server

import (
	"testing"

	"github.com/haberara/haberara/searcher"
)

func TestExpansionsInAnswer(t *testing.T) {
	f := func(want string, expansions ...searcher.Expansion) {
		t.Helper()
		if got := string(appendExpansions(nil, expansions)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	f("")
	f(`,"expansions":[{"typed":"ab","also":"Avrupa Birliği","why":"abbreviation"},{"typed":"a<b","also":"c","why":"synonym"}]`,
		searcher.Expansion{Typed: "ab", Also: "Avrupa Birliği", Why: searcher.Abbreviation},
		searcher.Expansion{Typed: "a<b", Also: "c", Why: searcher.SiteSynonym})
}
