package searcher

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/sample"
)

func index(t testing.TB, articles ...*corpus.Article) *Searcher {
	t.Helper()
	dir := t.TempDir()
	for i, a := range articles {
		if a.ID == "" {
			a.ID = strconv.Itoa(i + 1)
		}
	}
	w := writer(t, dir)
	if _, err := w.Upsert(context.Background(), articles); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

func sampleIndex(t *testing.T) *Searcher {
	t.Helper()
	articles, err := sample.Articles()
	if err != nil {
		t.Fatal(err)
	}
	return index(t, articles...)
}

func ask(t *testing.T, s *Searcher, r Request) *Response {
	t.Helper()
	a, err := s.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return a
}

func ids(a *Response) []string {
	out := []string{}
	for _, h := range a.Hits {
		out = append(out, h.Article.ID)
	}
	return out
}

func titled(titles ...string) []*corpus.Article {
	var out []*corpus.Article
	for _, t := range titles {
		out = append(out, &corpus.Article{Title: t})
	}
	return out
}

// TestSpellings: every way of typing a word finds the same articles.
func TestSpellings(t *testing.T) {
	samples := sampleIndex(t)
	f := func(s *Searcher, least int, spellings ...string) {
		t.Helper()
		var want []string
		for _, q := range spellings {
			got := ids(ask(t, s, Request{Query: q, PageSize: MaxPageSize}))
			slices.Sort(got)
			if want == nil {
				want = got
			}
			if len(got) < least {
				t.Errorf("%q finds %d articles, want at least %d", q, len(got), least)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q and %q find different articles:\n%s", spellings[0], q, diff)
			}
		}
	}
	f(samples, 5, "istanbul", "İSTANBUL", "ISTANBUL", "İstanbul’da", "i\u0307stanbul", "İstanbul'daki", "Istanbul")
	f(samples, 2, "ısparta", "ISPARTA", "Isparta", "isparta", "Isparta'dan")
	f(samples, 2, "ışık", "IŞIK", "isik", "ISIK", "Işık")
	f(samples, 1, "O'Neill", "O’Neill", "oneill", "O'NEILL")
	f(samples, 1, "F-16", "F16", "f16'nın")
	f(index(t, titled("SEÇİM'DEN SONRA", "seçim’e doğru", "Seçim", "seçme")...), 3, "seçim", "SECIM", "secim'i")
}

// TestTypedFormFirst: the form as typed ranks above its spellings with other diacritics, however short and dense the
// other article is.
func TestTypedFormFirst(t *testing.T) {
	long := strings.Repeat("uzun bir metin ", 400)
	f := func(q, first string, others ...string) {
		t.Helper()
		articles := []*corpus.Article{{ID: "typed", Title: "Başka", Body: long + first}}
		for _, o := range others {
			articles = append(articles, &corpus.Article{Title: o, Spot: o, Body: o + " " + o})
		}
		got := ids(ask(t, index(t, articles...), Request{Query: q}))
		if len(got) != len(articles) || got[0] != "typed" {
			t.Errorf("%s: got %v, want the article that says %q first of %d", q, got, first, len(articles))
		}
	}
	f("oldu", "oldu", "öldü", "öldü öldü öldü")
	f("öldü", "öldü", "oldu")
	f("kar", "kar", "kâr", "KÂR")
	f("kâr", "kâr", "kar kar kar")
	f("ilik", "ilik", "ılık ılık")
}

// TestPlainTyping: where the form as typed is a rarity, what was typed without diacritics means the other spelling.
func TestPlainTyping(t *testing.T) {
	var articles []*corpus.Article
	for range 200 {
		articles = append(articles, &corpus.Article{Title: "Işık haberi", Body: "ışık"})
	}
	articles = append(articles, &corpus.Article{Title: "Bay Isik konuştu haber haberi haberi yok dedi uzun uzun anlattı durdu"})
	a := ask(t, index(t, articles...), Request{Query: "isik haberi"})
	if a.Total != 201 || a.Hits[0].Article.Title != "Işık haberi" {
		t.Errorf("isik haberi: %d hits, first %q; want 201, first an article about ışık", a.Total, a.Hits[0].Article.Title)
	}
}

// Numbers, amounts and dates are found as phrases however they are written.
func TestWrittenNumbers(t *testing.T) {
	s := index(t,
		&corpus.Article{Title: "Enflasyon 25% oldu", Body: "Yardım $500 olarak 1999-08-17 gecesi verildi."},
		&corpus.Article{Title: "Enflasyon yüzde 25 oldu", Body: "Yardım 500 dolar olarak 17 Ağustos 1999 gecesi verildi."},
		&corpus.Article{Title: "Enflasyon %25 oldu", Body: "Yardım 500 USD olarak 17.08.1999 gecesi verildi."},
	)
	for _, q := range []string{`"enflasyon %25 oldu"`, `"enflasyon 25% oldu"`, `"25% oldu"`, `"yüzde 25 oldu"`,
		`"yardım $500 olarak"`, `"500 dolar olarak"`, `"olarak 17.08.1999 gecesi"`, `"1999-08-17 gecesi verildi"`,
		`"17 ağustos"`, `17.08.1999`} {
		if a := ask(t, s, Request{Query: q}); a.Total != 3 {
			t.Errorf("%s: got %d articles, want 3", q, a.Total)
		}
	}
}

func TestQueryLanguage(t *testing.T) {
	s := index(t,
		&corpus.Article{Title: "Kuzey ormanında yangın", Body: "Orman yangını büyüdü. Rusya-Ukrayna hattı."},
		&corpus.Article{Title: "Orman yolu kapandı", Body: "Yangın yok."},
		&corpus.Article{Title: "Deniz durgun", Spot: "Kuzey rüzgârı esmedi", Body: "Ukrayna Rusya maçı"},
	)
	f := func(q string, want ...string) {
		t.Helper()
		got := ids(ask(t, s, Request{Query: q}))
		slices.Sort(got)
		if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
	f("", "1", "2", "3")
	f("orman", "1", "2")
	f("orman deniz", "1", "2", "3")
	f("+orman +kuzey", "1")
	f("+yangin kuzey", "1", "2")
	f("kuzey -orman", "3")
	f("-orman", "3")
	f("-kuzey -orman")
	f(`"rusya ukrayna"`, "1")
	f(`“Rusya Ukrayna”`, "1")
	f(`Rusya-Ukrayna`, "1", "3")
	f(`-"ukrayna rusya"`, "1", "2")
	f(`-rusya-ukrayna`, "2", "3")
	f(`"orman yolu`, "1", "2")
	f(`"orman yolu"`, "2")
	f(`"yolu orman"`)
	f(`"kuzey ruzgari" orman`, "3")
	f("yok -yok")
	f("bulunmazkelime")
}

func TestCoverage(t *testing.T) {
	s := index(t, titled("elma armut", "elma elma elma", "armut", "elma armut kiraz")...)
	if got := ids(ask(t, s, Request{Query: "elma armut kiraz"})); got[0] != "4" || got[1] != "1" {
		t.Errorf("got %v, want the articles with more of the words first", got)
	}
}

func TestFilterSpelling(t *testing.T) {
	s := index(t,
		&corpus.Article{Title: "a", Category: "Gündem", Authors: []string{"Şule Işık", "Ali, Veli"}},
		&corpus.Article{Title: "b", Category: "gündem"},
		&corpus.Article{Title: "c", Category: "Spor", Tags: []string{"futbol", "lig"}},
		&corpus.Article{Title: "d"},
	)
	f := func(want string, filters ...Filter) {
		t.Helper()
		got := ids(ask(t, s, Request{Filters: filters, Sort: ByOldest}))
		slices.Sort(got)
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%v: got %q, want %q", filters, g, want)
		}
	}
	f("1", Filter{Label: Category, AnyOf: []string{"Gündem"}})
	f("2", Filter{Label: Category, AnyOf: []string{"gündem"}})
	f("1 2", Filter{Label: Category, AnyOf: []string{"GUNDEM"}})
	f("1 2 3", Filter{Label: Category, AnyOf: []string{"gundem", "spor"}})
	f("3 4", Filter{Label: Category, NoneOf: []string{"Gundem"}})
	f("1", Filter{Label: Author, AnyOf: []string{"sule isik"}})
	f("1", Filter{Label: Author, AnyOf: []string{"Ali, Veli"}})
	f("3", Filter{Label: Tag, AnyOf: []string{"lig"}}, Filter{Label: Category, AnyOf: []string{"spor"}})
	f("", Filter{Label: Tag, AnyOf: []string{"lig"}, NoneOf: []string{"futbol"}})
	f("", Filter{Label: Source, AnyOf: []string{"yok"}})
}

func TestDates(t *testing.T) {
	at := func(s string) time.Time {
		v, err := corpus.ParseTime(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	s := index(t,
		&corpus.Article{Title: "a", Published: at("1999-08-17"), Updated: at("2026-01-01")},
		&corpus.Article{Title: "b", Published: at("2026-05-17T23:59:59+03:00")},
		&corpus.Article{Title: "c", Published: at("2026-05-18")},
		&corpus.Article{Title: "d"},
	)
	f := func(want string, r Request) {
		t.Helper()
		if g := strings.Join(ids(ask(t, s, r)), " "); g != want {
			t.Errorf("%+v: got %q, want %q", r, g, want)
		}
	}
	f("3 2 1 4", Request{})
	f("1 2 3 4", Request{Sort: ByOldest})
	f("2", Request{From: at("2026-05-17"), To: at("2026-05-18")})
	f("3 2", Request{From: at("2026-05-17")})
	f("1", Request{To: at("2000-01-01")})
	f("", Request{To: at("1990-01-01")})
	f("3 2 1", Request{From: at("2026-01-01"), Date: Updated})
}
