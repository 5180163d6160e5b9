package searcher

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher/query"
)

// newsroom has words often enough to be known, a slip of the keyboard in one article, and a rare name.
func newsroom(t testing.TB) *Searcher {
	return index(t, append(repeated(40, &corpus.Article{Title: "Cumhurbaşkanı depremzedelerle buluştu"}),
		append(thrice("Zelenskiy geldi", "Kuşadası'nda yangın", "Körfez'de deprem tatbikatı", "Belediye meclisi toplandı", "Sel suları çekildi",
			"Nutku ödül aldı", "Kılıçdaroğlu konuştu", "AKUT ekibi yola çıktı"),
			repeated(1, &corpus.Article{Title: "Cumhurbşkanı yazan haber"})...)...)...)
}

func TestCorrections(t *testing.T) {
	s := newsroom(t)
	f := func(q, parsed string, want ...string) {
		t.Helper()
		a := ask(t, s, Request{Query: q})
		var got []string
		for _, c := range a.Corrections {
			got = append(got, fmt.Sprintf("%s→%s %s", c.Typed, c.Used, c.Why))
		}
		if diff := cmp.Diff(want, got); diff != "" || a.Parsed != parsed {
			t.Errorf("%s is read as %s, want %s; (-want +got):\n%s", q, a.Parsed, parsed, diff)
		}
	}
	f("deprem", "deprem")
	f("depremler", "depremler")
	f("deprme", "deprem", "deprme→deprem misspelling")
	f("depreem", "deprem", "depreem→deprem misspelling")
	f("tatbikatı depem", "tatbikatı deprem", "depem→deprem misspelling")
	f("DEPRME", "DEPREM", "deprme→deprem misspelling")
	f("Deprme'de", "Deprem'de", "deprme→deprem misspelling")
	f("belediye mclisi", "belediye meclisi", "mclisi→meclisi misspelling")
	f("kilicdarogul", "kılıçdaroğlu", "kilicdarogul→kılıçdaroğlu misspelling")
	f("klçdaroğlu", "kılıçdaroğlu", "klçdaroğlu→kılıçdaroğlu misspelling")
	f("zelenskiynin", "zelenskiy", "zelenskiynin→zelenskiy ending")
	f("Nutku'nufn", "Nutku", "nutkunufn→nutku ending")
	f("yangn VE kuşadsı^2", "yangın AND kuşadası^2", "yangn→yangın misspelling", "kuşadsı→kuşadası misspelling")
	f("(deprme OR yangn) -sell", "(deprem OR yangın) -sell", "deprme→deprem misspelling", "yangn→yangın misspelling")
	// What is asked for precisely, short, a number or an abbreviation stays.
	for _, q := range []string{`"deprme"`, "+deprme", "=deprme", "title:deprme", "deprmx*", "2O26", "20226", "ne", "-deprme",
		"deprme NEAR/3 olan", "deprem ADUT"} {
		n, _, err := query.ParseTree(q, ask(t, s, Request{Query: "deprem"}).Hits[0].Article.Published)
		if err != nil {
			t.Fatal(err)
		}
		f(q, n.String())
	}
}

func TestSuggestions(t *testing.T) {
	s := newsroom(t)
	f := func(q string, want string) {
		t.Helper()
		a := ask(t, s, Request{Query: q})
		if a.Suggestion != want || len(a.Corrections) > 0 {
			t.Errorf("%s: suggestion %q, want %q; corrections %v", q, a.Suggestion, want, a.Corrections)
		}
	}
	f("cumhurbaşkanı", "")
	f("deprem", "")
	f("cumhurbşkanı", "") // not that rare, compared
	f(`"deprme tatbikatı"`, `"deprem tatbikatı"`)
	f(`"deprme olmaz"`, "") // finds nothing either
	f("+mclisi belediye", "+meclisi belediye")
	f("title:yangn", "title:yangın")
	f("deprme NEAR/3 tatbikatı", "deprem NEAR/3 tatbikatı")
	f("meclisler", "")
	f("dirlik", "") // a word, though no article has it
	f("=deprme", "")
	f("-deprme yangın", "")
}

func TestSuggestionsAreWeighed(t *testing.T) {
	s := index(t, append(repeated(300, &corpus.Article{Title: "Cumhurbaşkanı konuştu"}),
		append(repeated(1200, &corpus.Article{Title: "Galatasaray kazandı"}),
			&corpus.Article{Title: "Galatsaray yazan haber"}, &corpus.Article{Title: "Cumhurbşkanı yazan haber"})...)...)
	f := func(q, parsed, suggestion string) {
		t.Helper()
		a := ask(t, s, Request{Query: q})
		if a.Parsed != parsed || a.Suggestion != suggestion {
			t.Errorf("%s: %s, suggested %q; want %s, %q", q, a.Parsed, a.Suggestion, parsed, suggestion)
		}
	}
	f("galatsaray", "galatasaray", "")
	f("cumhurbşkanı", "cumhurbşkanı", "cumhurbaşkanı")
	f("+galatsaray kazandı", "+galatsaray kazandı", "+galatasaray kazandı")
	f("+galatsaray haber", "+galatsaray haber", "") // what stands beside it says that it is right
}

func TestLeaveOut(t *testing.T) {
	s := newsroom(t)
	f := func(q, parsed string, leftOut ...string) {
		t.Helper()
		a := ask(t, s, Request{Query: q, Mode: MatchAll})
		var got []string
		for _, c := range a.Corrections {
			if c.Why == LeftOut {
				got = append(got, c.Typed)
			}
		}
		if diff := cmp.Diff(leftOut, got); diff != "" || a.Parsed != parsed || (a.Total == 0) != (len(leftOut) == 0) {
			t.Errorf("%s: %d hits of %s, want %s; (-want +got):\n%s", q, a.Total, a.Parsed, parsed, diff)
		}
	}
	f("belediye qqqqq meclisi", "belediye meclisi", "qqqqq")
	f("cumhurbaşkanı belediye meclisi", "belediye meclisi", "cumhurbaşkanı")
	f("belediye VE meclisi VE cumhurbaşkanı", "belediye AND meclisi", "cumhurbaşkanı")
	f("cumhurbaşkanı qqqqq sel", "sel", "qqqqq", "cumhurbaşkanı")
	f("sel suları belediye", "sel suları", "belediye")
	f("cumhurbaşkanı deprem ödül nutku", "ödül nutku", "cumhurbaşkanı", "deprem")
	f("belediye^2 qqqqq", "belediye^2", "qqqqq")
	f("qqqqq", "qqqqq")
	f("qqqqq vvvvv", "qqqqq vvvvv")
	f("+belediye +sel", "+belediye +sel")
	f(`"belediye sel" sel`, `"belediye sel" sel`)
	f("belediye meclisi source:yok", "(belediye meclisi) AND source:yok")
	f("=belediye VE =sel", "=belediye AND =sel")
	if a := ask(t, s, Request{Query: "belediye qqqqq sel"}); len(a.Corrections) > 0 || a.Total == 0 {
		t.Errorf("one word is enough, but %v", a.Corrections)
	}
}

func TestAsTyped(t *testing.T) {
	s := newsroom(t)
	f := func(q string, mode Mode, total int) {
		t.Helper()
		a := ask(t, s, Request{Query: q, Mode: mode, AsTyped: true})
		if a.Total != total || a.Corrections != nil || a.Suggestion != "" || a.Expansions != nil || a.Parsed != q {
			t.Errorf("%s: got %+v", q, a)
		}
	}
	f("deprme", MatchAny, 0)
	f("belediye qqqqq", MatchAll, 0)
	f("+mclisi belediye", MatchAny, 0)
	f("yangin", MatchAny, 3)
	f("deprem", MatchAny, 3)
}

// TestCorrectedPagesAreKept: what was done is told of a page from the cache too, and does not depend on who asks.
func TestCorrectedPagesAreKept(t *testing.T) {
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(t.Context(), []*corpus.Article{{ID: "1", Title: "Deprem"}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithCache(1<<20))
	var last *Response
	for range 2 {
		for _, asTyped := range []bool{false, true} {
			a := ask(t, s, Request{Query: "deprme", AsTyped: asTyped})
			if (a.Total == 0) != asTyped || (len(a.Corrections) == 0) != asTyped {
				t.Errorf("as typed %v: got %+v", asTyped, a)
			}
			if !asTyped && last != nil {
				if diff := cmp.Diff(last.Corrections, a.Corrections); diff != "" || a == last {
					t.Error(diff)
				}
			}
			if !asTyped {
				last = a
			}
		}
	}
	if hits := s.Stats().Cache.PageHits; hits != 2 {
		t.Errorf("%d pages came from the cache, want 2", hits)
	}
}

// TestHostileSlips: many words that no article has, long ones, and ones of other letters end in an answer; so does a
// deadline that is over.
func TestHostileSlips(t *testing.T) {
	s := newsroom(t)
	var many []string
	for i := range 1000 {
		many = append(many, fmt.Sprintf("deprem%cx%c", 'a'+rune(i%26), 'a'+rune(i/26%26)))
	}
	for _, q := range []string{
		strings.Join(many, " "), strings.Join(many, " AND "), "+" + strings.Join(many, " +"),
		strings.Repeat("deprme", 500), strings.Repeat("a", 59), strings.Repeat("ş", 58), strings.Repeat("ı", 61),
		"депрем 地震 ابج ʼʼʼ", "deprme'" + strings.Repeat("'ğ", 1000), `"` + strings.Repeat("deprme ", 60) + `"`,
		strings.Repeat("(deprme ", 60) + strings.Repeat(")", 60), "d̈e̊p̈r̈m̈ë", "İİİİİ", "deprme\u00ad",
	} {
		for _, mode := range []Mode{MatchAny, MatchAll} {
			a, err := s.Search(t.Context(), Request{Query: q, Mode: mode, PageSize: 1})
			if err != nil {
				t.Errorf("%.40s: %v", q, err)
				continue
			}
			if n := len(a.Corrections); n > 1+maxRounds*maxCorrected && mode == MatchAny {
				t.Errorf("%.40s: %d corrections", q, n)
			}
			over, cancel := context.WithCancel(t.Context())
			cancel()
			if _, err := s.Search(over, Request{Query: q, Mode: mode}); !errors.Is(err, context.Canceled) {
				t.Errorf("%.40s: got %v", q, err)
			}
		}
	}
}

// FuzzCorrected: a query that was corrected is all right, whatever it was.
func FuzzCorrected(f *testing.F) {
	s := newsroom(f)
	for _, q := range []string{"deprme", "yangn VE kuşadsı^2", "(deprme OR yangn) -sell", "Nutku'nufn", "DEPRME-Yangn", `"deprme" sel`,
		"title:deprme tarih:2026", "zelenskiynin son 7 gün", "deprme NEAR/3 tatbikat", "vee deprme", "geçn hafta", "+deprme", "qqqqq deprem"} {
		f.Add(q, false)
		f.Add(q, true)
	}
	f.Fuzz(func(t *testing.T, q string, all bool) {
		r := Request{Query: q, PageSize: MaxPageSize, OnlyIDs: true}
		if all {
			r.Mode = MatchAll
		}
		a, err := s.Search(context.Background(), r)
		if err != nil || len(a.Corrections) == 0 || len(a.Parsed) > MaxQueryBytes {
			return
		}
		r.Query = a.Parsed
		again, err := s.Search(context.Background(), r)
		if err != nil || again.Parsed != a.Parsed || again.Total != a.Total || len(again.Corrections) > 0 {
			t.Fatalf("%q is searched for as %q, that gives %+v, %v instead of %+v", q, a.Parsed, again, err, a)
		}
		if diff := cmp.Diff(ids(a), ids(again)); diff != "" {
			t.Fatalf("%q and %q: %s", q, a.Parsed, diff)
		}
	})
}

// TestDocumentedSlips: the examples of the document are what the built-in sample answers.
func TestDocumentedSlips(t *testing.T) {
	document, err := os.ReadFile("../docs/query-syntax.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(document), "## Slips of the keyboard")
	section, _, _ = strings.Cut(section, "\n## ")
	rows := regexp.MustCompile("(?m)^\\| `(.+)` \\| `(.+)` \\|$").FindAllStringSubmatch(section, -1)
	if len(rows) < 5 {
		t.Fatalf("only %d rows were found", len(rows))
	}
	s := sampleIndex(t)
	for _, row := range rows {
		if a := ask(t, s, Request{Query: row[1]}); a.Parsed != row[2] || len(a.Corrections) == 0 || a.Total == 0 {
			t.Errorf("%s is searched for as %s, want %s", row[1], a.Parsed, row[2])
		}
	}
}
