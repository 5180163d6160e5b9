package server

import (
	"strings"
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

func TestCorrectionsInAnswer(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path string, want, not string) {
		t.Helper()
		if got := s.get(path).body; !strings.Contains(got, want) || strings.Contains(got, not) {
			t.Errorf("%s: want %s without %s in %s", path, want, not, got)
		}
	}
	f("/api/search?q=deprme+art%C4%B1klar&page=1", `"corrections":[{"from":1,"to":7,"typed":"deprme","used":"deprem",`+
		`"why":"misspelling"},{"from":8,"to":16,"typed":"artıklar","why":"left out"}],`+
		`"as_typed":"/api/search?q=deprme+art%C4%B1klar&as-typed=true"`, "suggestion")
	f("/api/search?q=tbmm&sort=newest&page=1", `"expansions":[{"typed":"tbmm","also":"Türkiye Büyük Millet Meclisi",`+
		`"why":"abbreviation"}],"as_typed":"/api/search?q=tbmm&sort=newest&as-typed=true"`, "corrections")
	f("/api/search?q=deprme&as-typed=true", `"total":0`, "corrections")
	f("/api/search?q=yangn%C4%B1", `"suggestion":"\"yangını`, "corrections")
	f("/api/search?q=deprme&as-typed=1", `"total":0`, "corrections")
	f("/api/search?q=deprem&freshness=7d", `"sort":"relevance","freshness":"7d"`, "corrections")
	f("/api/search?q=deprem", `"sort":"relevance","use_date"`, "freshness")
	f("/api/search?q=deprem&as-typed=2", `\"2\" is not one of`, "corrections")
	f("/api/search?q=deprem&exact=true", `did you mean \"as-typed\"?`, "corrections")
}
