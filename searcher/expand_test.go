package searcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// thrice gives every title to three articles, so that no word is a slip of the keyboard.
func thrice(titles ...string) []*corpus.Article {
	var out []*corpus.Article
	for _, t := range titles {
		for range 3 {
			out = append(out, &corpus.Article{Title: t})
		}
	}
	return out
}

// found are the different titles of the hits, sorted.
func found(a *Response) []string {
	var titles []string
	for _, h := range a.Hits {
		titles = append(titles, h.Article.Title)
	}
	slices.Sort(titles)
	return slices.Compact(titles)
}

func TestExpansions(t *testing.T) {
	s := index(t, thrice(
		"Zelenskiy geldi", "Zelensky gitti", "Zelenski'nin sözü", "Kaddafi dönemi", "Gaddafi years",
		"Başbakan konuştu", "Baş bakan sustu", "Baş ağrısı", "Bakan gezdi",
		"Avrupa Birliği toplandı", "AB toplandı", "Avrupa turu",
		"Masa kuruldu", "Masalar dizildi", "Masaya oturdu", "Massa kazandı",
		"Tıp fakültesi", "TİP kongresi", "Türkiye İşçi Partisi kongresi",
	)...)
	f := func(q string, want ...string) {
		t.Helper()
		slices.Sort(want)
		if diff := cmp.Diff(want, found(ask(t, s, Request{Query: q, PageSize: MaxPageSize}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
	f("zelenskiy", "Zelenskiy geldi", "Zelensky gitti", "Zelenski'nin sözü")
	f("Zelenskyy", "Zelenskiy geldi", "Zelensky gitti", "Zelenski'nin sözü")
	f("ZELENSKIY", "Zelenskiy geldi", "Zelensky gitti", "Zelenski'nin sözü")
	f("+zelensky +gitti", "Zelensky gitti")
	f("+zelenskiy +gitti", "Zelensky gitti")
	f("geldi -zelensky", "Zelenskiy geldi")
	f(`"zelensky"`, "Zelensky gitti")
	f(`"zelensky" zelensky`, "Zelensky gitti")
	f("qaddafi", "Kaddafi dönemi", "Gaddafi years")
	f("massa", "Massa kazandı")
	f("masa", "Masa kuruldu", "Masalar dizildi", "Masaya oturdu")
	f("başbakan", "Başbakan konuştu", "Baş bakan sustu")
	f("basbakan", "Başbakan konuştu", "Baş bakan sustu")
	f("+baş +bakan", "Başbakan konuştu", "Baş bakan sustu")
	f(`"baş bakan"`, "Baş bakan sustu")
	f("AB", "AB toplandı", "Avrupa Birliği toplandı")
	f("ab", "AB toplandı")
	f("Ab", "AB toplandı")
	f("+avrupa +birliği", "AB toplandı", "Avrupa Birliği toplandı")
	f("+AVRUPA +BIRLIGI", "AB toplandı", "Avrupa Birliği toplandı")
	f("+AB +TOPLANDI", "AB toplandı")
	f("TİP", "TİP kongresi", "Tıp fakültesi", "Türkiye İşçi Partisi kongresi")
	f("tip", "TİP kongresi", "Tıp fakültesi")
}

func TestExpansionsAreTold(t *testing.T) {
	s := index(t, thrice("Zelenskiy geldi", "Zelensky gitti", "Başbakan konuştu", "Baş bakan sustu", "AB", "Avrupa Birliği")...)
	f := func(q string, want ...Expansion) {
		t.Helper()
		if diff := cmp.Diff(want, ask(t, s, Request{Query: q}).Expansions); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
	f("zelenskiy", Expansion{"zelenskiy", "zelensky", Name})
	f("baş bakan", Expansion{"baş bakan", "başbakan", Compound})
	f("başbakan", Expansion{"başbakan", "baş bakan", Compound})
	f("avrupa birliği", Expansion{"avrupa birliği", "AB", Abbreviation})
	f("TBMM")
	f("geldi")
}

// TestTypedAboveVariants: of articles that are alike, those with the typed spelling stand first.
func TestTypedAboveVariants(t *testing.T) {
	s := index(t, titled("Zelensky geldi", "Zelenskiy geldi", "Zelensky döndü", "Zelenskiy döndü")...)
	for _, typed := range []string{"Zelensky", "Zelenskiy"} {
		a := ask(t, s, Request{Query: typed})
		if len(a.Hits) != 4 || !strings.Contains(a.Hits[0].Article.Title, typed+" ") ||
			!strings.Contains(a.Hits[1].Article.Title, typed+" ") {
			t.Errorf("%s: got %v of %d", typed, found(a), len(a.Hits))
		}
	}
}

func TestSiteRules(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	articles := thrice("Araba satışı", "Otomobil satışı", "Binek araç satışı", "Zelenskiy geldi", "Zelensky gitti", "Hava soğuk", "Yangın var")
	for i, a := range articles {
		a.ID = fmt.Sprint(i)
	}
	if _, err := w.Upsert(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithRules(siteRules(t)))
	f := func(q string, want ...string) {
		t.Helper()
		slices.Sort(want)
		if diff := cmp.Diff(want, found(ask(t, s, Request{Query: q, PageSize: MaxPageSize}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
	f("araba", "Araba satışı", "Otomobil satışı", "Binek araç satışı")
	f("+binek +araç", "Araba satışı", "Otomobil satışı", "Binek araç satışı")
	f("yangin", "Yangın var", "Hava soğuk")
	f("hava", "Hava soğuk")
	f("zelensky", "Zelensky gitti")
	f("zelenskiy", "Zelenskiy geldi", "Zelensky gitti")
}

func TestExpansionsAreMarked(t *testing.T) {
	body := "Dün baş bakan konuştu, Zelensky ile bakan dinledi, baş ağrıdı."
	s := index(t, &corpus.Article{Title: "Başbakan ve Zelenskiy", Body: body},
		&corpus.Article{Title: "x", Body: body}, &corpus.Article{Title: "y", Body: "baş bakan Zelensky başbakan başbakan"},
		&corpus.Article{Title: "başbakan"}, &corpus.Article{Title: "başbakan"})
	a := ask(t, s, Request{Query: "+başbakan +zelenskiy"})
	want := "Dün <mark>baş</mark> <mark>bakan</mark> konuştu, <mark>Zelensky</mark> ile bakan dinledi, baş ağrıdı."
	for _, h := range a.Hits {
		if h.Article.ID == "2" && h.SnippetHTML != want {
			t.Errorf("got %s, want %s", h.SnippetHTML, want)
		}
	}
	if len(a.Hits) != 3 {
		t.Errorf("%d hits, want 3", len(a.Hits))
	}
}

// TestManyExpansions: a long query and one that is nothing but synonyms stay bounded.
func TestManyExpansions(t *testing.T) {
	s := index(t, titled("Avrupa Birliği")...)
	p, err := newPlan(Request{Query: strings.Repeat("AB Avrupa Birliği TBMM AKP zelenskiy ", 80)})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.expand(newTerms(s.view.Load()), Rules{}); err != nil {
		t.Fatal(err)
	}
	for _, a := range p.atoms {
		if len(a.alternatives) > maxAlternatives {
			t.Errorf("%v has %d alternatives", a.words, len(a.alternatives))
		}
	}
}
