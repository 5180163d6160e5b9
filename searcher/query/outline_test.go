package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOutline(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		n, _, err := ParseTree(text, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, Outline(n)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("", "every article\n")
	f(`+deprem -"kar yağışı"~2 sel^2`, "words side by side\n  must be there: word deprem\n"+
		"  must not be there: phrase \"kar yağışı\", any order, at most 2 words among it\n"+
		"  may be there: counts 2 times\n    word sel\n")
	f("(faiz YAKIN/3 karar) VE başlık:=Merkez", "all of\n  at most 3 words apart\n    word faiz\n    word karar\n"+
		"  in title\n    word as written Merkez\n")
	f("ENAZ3(a* b~1) VEYA DEĞİL (a PARAGRAF b) VEYA a ÖNCE/2 b", "any of\n  at least 3 times\n    words side by side\n"+
		"      may be there: words like a*\n      may be there: words up to 1 letters off b\n"+
		"  not\n    in one paragraph\n      word a\n      word b\n"+
		"  the first before the second, at most 2 words apart\n    word a\n    word b\n")
	f(`~"a b" tarih:2026-05`, "all of\n  phrase in any form \"a b\"\n  date:2026-05-01..2026-05-31\n")
}
