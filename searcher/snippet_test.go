package searcher

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

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
		if got := marker(t, q).title(text).html(); got != want {
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
		got := marker(t, q).snippet(&a, chars).html()
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
	f("fiyat", corpus.Article{Body: "Fiyat en çok 12 500 lira"}, 18, "<mark>Fiyat</mark> en çok…")
	f("lira", corpus.Article{Body: "Fiyatı en çok 12 500 lira"}, 16, "…<mark>lira</mark>")
	f("fiyat", corpus.Article{Body: "Fiyat en çok 12 50 lira"}, 18, "<mark>Fiyat</mark> en çok 12 50…")
	scattered := "Depremin yaraları. " + filler + "İzmir uzak. " + filler + "Deprem İzmir'de hissedildi. " + filler + "İzmir'de deprem oldu."
	f("deprem izmir", corpus.Article{Body: scattered}, 60, "<mark>Deprem</mark> <mark>İzmir&#39;de</mark>")
	f("izmir deprem", corpus.Article{Body: scattered}, 60, "<mark>İzmir&#39;de</mark> <mark>deprem</mark> oldu.")
	often := "Bir deprem daha. " + filler + "Deprem, deprem ve deprem: üçü bir arada. " + filler
	f("deprem", corpus.Article{Body: often}, 60, "<mark>Deprem</mark>, <mark>deprem</mark> ve <mark>deprem</mark>: üçü bir arada.")
	f("prof", corpus.Article{Body: filler + "Prof. Dr. Kaya konuştu. " + filler}, 60, "…<mark>Prof</mark>. Dr. Kaya konuştu.")
}

// TestSnippetLength: as long as asked for, borders of sentences allowing, and never longer.
func TestSnippetLength(t *testing.T) {
	body := strings.Repeat("Kısa bir cümle daha geldi. ", 40) + strings.Repeat("ara ", 200) + "deprem " + strings.Repeat("ara ", 200)
	f := func(q string, chars, least int) {
		t.Helper()
		e := marker(t, q).snippet(&corpus.Article{Body: body}, chars)
		if n := utf8.RuneCountInString(e.text); n > chars || n < least {
			t.Errorf("%s: %d characters, want %d to %d: %q", q, n, least, chars, e.text)
		}
	}
	f("deprem", 100, 90)
	f("deprem", 6, 6)
	f("deprem", 3, 3)
	f("kısa", 100, 50)
	f("yok", 240, 120)
}

func TestSentenceStart(t *testing.T) {
	f := func(text string, want int) {
		t.Helper()
		if got := sentenceStart(text, 1, len(text)); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	f("Aaa. Bbb", 5)
	f("Aaa… Bbb", 7)
	f("Aaa! Bbb", 5)
	f("Aaa.” Bbb", 8)
	f("aaa\nbbb", 4)
	f("3.5 aaa", -1)
	f("Aaa. bbb", -1)
	f("Prof. Dr. Kaya", -1)
	f("Bu 4. Sultan", -1)
	f("Yıl 2025. Sonra", 11)
	f("A. Kaya geldi", -1)
	f("aaa", -1)
}

func TestSentenceEnd(t *testing.T) {
	f := func(text string, from, to, want int) {
		t.Helper()
		if got := sentenceEnd(text, from, to); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	f("Aaa. Bbb. Ccc", 0, 13, 9)
	f("Aaa. Bbb. Ccc", 0, 8, 4)
	f("Aaa. Bbb. Ccc", 4, 8, -1)
	f("Aaa\n\nBbb", 0, 7, 3)
	f("“Aaa.” Bbb", 0, 14, 10)
	f("Aaa", 0, 3, -1)
}

// TestOffsets counts in bytes, code points and UTF-16, which differ before and in a marked word.
func TestOffsets(t *testing.T) {
	f := func(q, text string, want ...Mark) {
		t.Helper()
		e := marker(t, q).title(text)
		if diff := cmp.Diff(want, e.offsets()); diff != "" {
			t.Errorf("%s in %q (-want +got):\n%s", q, text, diff)
		}
	}
	f("istanbul", "İSTANBUL’DA", Mark{Offsets{0, 14}, Offsets{0, 11}, Offsets{0, 11}})
	f("istanbul", "😀 i\u0307stanbul", Mark{Offsets{5, 15}, Offsets{2, 11}, Offsets{3, 12}})
	f("kar", "Kar, kar", Mark{Offsets{0, 3}, Offsets{0, 3}, Offsets{0, 3}}, Mark{Offsets{5, 8}, Offsets{5, 8}, Offsets{5, 8}})
	e := excerpt{text: "ş kar", isCut: true, marks: []span{{3, 6, 0}}}
	if diff := cmp.Diff([]Mark{{Offsets{6, 9}, Offsets{3, 6}, Offsets{3, 6}}}, e.offsets()); diff != "" {
		t.Error(diff)
	}
}

// TestHighlights: offsets say of plain text what the HTML says.
func TestHighlights(t *testing.T) {
	s := sampleIndex(t)
	ask := func(h Highlight) []Hit { return ask(t, s, Request{Query: "istanbul deprem", Highlight: h}).Hits }
	htmls, offsets := ask(MarkHTML), ask(MarkOffsets)
	for i, h := range htmls {
		for _, f := range []struct {
			html, plain string
			marks       []Mark
		}{{h.TitleHTML, h.Article.Title, offsets[i].TitleMarks}, {h.SnippetHTML, h.Snippet, offsets[i].SnippetMarks}} {
			var words []string
			for _, m := range f.marks {
				words = append(words, f.plain[m.Bytes.From:m.Bytes.To])
				units := utf16.Encode([]rune(f.plain))[m.UTF16.From:m.UTF16.To]
				runes := []rune(f.plain)[m.Characters.From:m.Characters.To]
				if w := words[len(words)-1]; string(utf16.Decode(units)) != w || string(runes) != w {
					t.Errorf("%q: %+v is %q in bytes, %q in UTF-16", f.plain, m, w, string(utf16.Decode(units)))
				}
			}
			var want []string
			for _, m := range regexp.MustCompile("<mark>(.*?)</mark>").FindAllStringSubmatch(f.html, -1) {
				want = append(want, html.UnescapeString(m[1]))
			}
			if diff := cmp.Diff(want, words); diff != "" {
				t.Errorf("%q (-want +got):\n%s", f.plain, diff)
			}
		}
		if offsets[i].TitleHTML+offsets[i].SnippetHTML != "" || h.TitleMarks != nil || h.SnippetMarks != nil {
			t.Errorf("hit %d is marked in both ways", i)
		}
	}
	if none := ask(MarkNothing)[0]; none.Snippet == "" || none.SnippetHTML+none.TitleHTML != "" || none.SnippetMarks != nil {
		t.Errorf("got %+v", none)
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("istanbul", "İstanbul'da <b>bir</b> gün. “Barış”ı & sonra\n\nIŞIK", "gövde i̇stanbul", 20)
	f.Add("a b", "a", strings.Repeat("a b c. ", 100), 7)
	f.Add("\"x y\" -z", "", "\xff\xfe x y", 1)
	f.Add("kar* ~\"yağmak\"", "Prof. Dr. Kar yağdı... “Karlı mı?” dedi. 4. kez", "\n\n.\n😀 kar", 11)
	f.Fuzz(func(t *testing.T, q, spot, body string, chars int) {
		p, err := newPlan(Request{Query: q})
		if err != nil {
			return
		}
		h := newHighlighter(p, turkish.NewAnalyzer())
		chars = 1 + abs(chars)%300
		spot, body = strings.ToValidUTF8(spot, "?"), strings.ToValidUTF8(body, "?")
		snippet, title := h.snippet(&corpus.Article{Spot: spot, Body: body}, chars), h.title(spot)
		if n := utf8.RuneCountInString(snippet.text); n > chars {
			t.Fatalf("%d characters, asked for %d: %q", n, chars, snippet.text)
		}
		if !strings.Contains(spot, snippet.text) && !strings.Contains(body, snippet.text) {
			t.Fatalf("%q stands in neither %q nor %q", snippet.text, spot, body)
		}
		if title.text != spot || title.plain() != spot {
			t.Fatalf("title changed: %q, want %q", title.plain(), spot)
		}
		words := map[string]bool{}
		for _, text := range []string{spot, body} {
			turkish.Tokens(text, func(t turkish.Token) bool {
				words[text[t.Start:t.End]] = true
				return true
			})
		}
		for _, e := range []excerpt{snippet, title} {
			checkExcerpt(t, &e, words)
		}
	})
}

// checkExcerpt: the HTML is safe and says what the text says, and whole words are marked.
func checkExcerpt(t *testing.T, e *excerpt, words map[string]bool) {
	t.Helper()
	got := e.html()
	if !utf8.ValidString(got) {
		t.Fatalf("not UTF-8: %q", got)
	}
	rest := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(got)
	if strings.ContainsAny(rest, "<>\"'") || strings.Count(got, "<mark>") != strings.Count(got, "</mark>") {
		t.Fatalf("not safe: %q", got)
	}
	if html.UnescapeString(rest) != e.plain() {
		t.Fatalf("%q is not %q", rest, e.plain())
	}
	for i, m := range e.offsets() {
		word := e.plain()[m.Bytes.From:m.Bytes.To]
		if !words[word] || word != e.text[e.marks[i].start:e.marks[i].end] ||
			m.Characters.To-m.Characters.From != utf8.RuneCountInString(word) {
			t.Fatalf("%q is marked, which is no word: %+v", word, m)
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
