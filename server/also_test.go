package server

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/searcher"
)

func TestAlsoSearched(t *testing.T) {
	f := func(forms []string, want ...string) {
		t.Helper()
		var expansions []searcher.Expansion
		for i, form := range forms {
			expansions = append(expansions, searcher.Expansion{Typed: strconv.Itoa(i), Also: form, Why: searcher.Diacritics})
		}
		if diff := cmp.Diff(want, alsoSearched(expansions)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", forms, diff)
		}
	}
	f(nil)
	f([]string{"basın", "başın", "basın"}, "basın", "başın")
	var many []string
	for i := range 3 * maxAlso {
		many = append(many, "biçim "+strconv.Itoa(i))
	}
	f(many, many[:maxAlso]...)
	f([]string{"çok uzun adı olan ve bitmek bilmeyen bir kurumun adı"}, "çok uzun adı olan ve bitmek bilmeyen bi…")
}
