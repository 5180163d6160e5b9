package searcher

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

func marker(t testing.TB, q string) *highlighter {
	t.Helper()
	p, err := newPlan(Request{Query: q})
	if err != nil {
		t.Fatal(err)
	}
	return newHighlighter(p, turkish.NewAnalyzer())
}

func TestMarks(t *testing.T) {
	f := func(q, text, want string) {
		t.Helper()
		if got := marker(t, q).title(text); got != want {
			t.Errorf("%s in %q:\n got %s\nwant %s", q, text, got, want)
		}
	}
	f("istanbul", "İSTANBUL’DAKİ köprü", "<mark>İSTANBUL’DAKİ</mark> köprü")
	f("istanbul", "Bugün İstanbul'daki zirve", "Bugün <mark>İstanbul&#39;daki</mark> zirve")
	f("isik", "Işık ve IŞIK", "<mark>Işık</mark> ve <mark>IŞIK</mark>")
	f("istanbul", "i\u0307stanbul güzel", "<mark>i\u0307stanbul</mark> güzel")
	f(`"ilk adım" -son`, "Son ilk ADIM", "Son <mark>ilk</mark> <mark>ADIM</mark>")
	f("script", "<script>alert(1)</script>", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;")
	f("", "A & B", "A &amp; B")
}

func TestSnippet(t *testing.T) {
	filler := strings.Repeat("Başka konulardan söz eden bir cümle. ", 60)
	body := filler + "Vali Işılay, Isparta’daki yangının sürdüğünü söyledi. " + filler + "Isparta bir ildir."
	f := func(q string, a corpus.Article, chars int, want ...string) {
		t.Helper()
		got := marker(t, q).snippet(&a, chars)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q lacks %q", q, got, w)
			}
		}
		plain := html.UnescapeString(regexp.MustCompile("</?mark>").ReplaceAllString(got, ""))
		if n := utf8.RuneCountInString(plain); n > chars+2 {
			t.Errorf("%s: snippet has %d characters, want at most %d: %q", q, n, chars+2, plain)
		}
	}
	f("yangını ısparta", corpus.Article{Body: body}, 120, "…Vali Işılay, <mark>Isparta’daki</mark> <mark>yangının</mark> sürdüğünü")
	f("ısparta yangının", corpus.Article{Body: body}, 120, "<mark>Isparta’daki</mark> <mark>yangının</mark>")
	f("ısparta", corpus.Article{Spot: "Kısa spot.", Body: body}, 80, "<mark>Isparta’daki</mark>")
	f("spot", corpus.Article{Spot: "Kısa spot.", Body: body}, 80, "Kısa <mark>spot</mark>.")
	f("yokböyle", corpus.Article{Spot: "", Body: body}, 40, "Başka konulardan söz eden bir cümle.")
	f("a", corpus.Article{Body: strings.Repeat("a", 1000)}, 40)
	f("b", corpus.Article{Body: strings.Repeat("ş", 1000)}, 40, strings.Repeat("ş", 40))
	f("x", corpus.Article{}, 40)
}

func TestSentenceStart(t *testing.T) {
	f := func(text string, want int) {
		t.Helper()
		if got := sentenceStart(text, 0, len(text)); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	f("aaa. bbb", 5)
	f("aaa… bbb", 7)
	f("aaa! bbb", 5)
	f("aaa\nbbb", 4)
	f("3.5 aaa", -1)
	f("aaa", -1)
}

func FuzzSnippet(f *testing.F) {
	f.Add("istanbul", "İstanbul'da <b>bir</b> gün. “Barış”ı & sonra\n\nIŞIK", "gövde i̇stanbul", 20)
	f.Add("a b", "a", strings.Repeat("a b c. ", 100), 7)
	f.Add("\"x y\" -z", "", "\xff\xfe x y", 1)
	f.Fuzz(func(t *testing.T, q, spot, body string, chars int) {
		p, err := newPlan(Request{Query: q})
		if err != nil {
			return
		}
		h := newHighlighter(p, turkish.NewAnalyzer())
		chars = 1 + abs(chars)%300
		spot, body = strings.ToValidUTF8(spot, "?"), strings.ToValidUTF8(body, "?")
		for _, got := range []string{h.snippet(&corpus.Article{Spot: spot, Body: body}, chars), h.title(spot)} {
			if !utf8.ValidString(got) {
				t.Fatalf("not UTF-8: %q", got)
			}
			rest := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(got)
			if strings.ContainsAny(rest, "<>\"'") || strings.Count(got, "<mark>") != strings.Count(got, "</mark>") {
				t.Fatalf("not safe: %q", got)
			}
		}
		if got := html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.title(spot))); got != spot {
			t.Fatalf("title changed: %q, want %q", got, spot)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
