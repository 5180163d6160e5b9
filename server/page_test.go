package server

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// element is a start tag of a page and the text up to its end tag.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// parsePage reads a page tag by tag and fails the test when tags are not balanced.
func parsePage(t *testing.T, page string) []element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var all []element
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, page)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: make(map[string]string)}
			if slices.ContainsFunc(open, func(i int) bool { return all[i].name == "svg" }) && e.name == "title" {
				e.name = "svg title" // that of a part of a drawing
			}
			for _, attr := range token.Attr {
				e.attrs[attr.Name.Local] = attr.Value
			}
			open = append(open, len(all))
			all = append(all, e)
		case xml.CharData:
			for _, i := range open {
				all[i].text += string(token)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// texts returns the text of every element with this tag and, unless it is "", class.
func texts(all []element, name, class string) []string {
	var out []string
	for _, e := range all {
		if e.name == name && (class == "" || slices.Contains(strings.Fields(e.attrs["class"]), class)) {
			out = append(out, strings.Join(strings.Fields(e.text), " "))
		}
	}
	return out
}

// linkOf returns where the first link with this text leads.
func linkOf(t *testing.T, all []element, text string) string {
	t.Helper()
	for _, e := range all {
		if e.name == "a" && strings.Contains(strings.Join(strings.Fields(e.text), " "), text) {
			return e.attrs["href"]
		}
	}
	t.Fatalf("no link says %q", text)
	return ""
}

var safeAddress = regexp.MustCompile(`^(/|#|https?://)`)

// checkPage fails when a page breaks a rule that every page keeps.
func checkPage(t *testing.T, path string, got answer) []element {
	t.Helper()
	all := parsePage(t, got.body)
	ids := make(map[string]bool)
	counts := make(map[string]int)
	inLabel := false
	for _, e := range all {
		counts[e.name]++
		if id := e.attrs["id"]; id != "" && ids[id] {
			t.Errorf("%s: id %s is there twice", path, id)
		}
		ids[e.attrs["id"]] = true
		for name, value := range e.attrs {
			if strings.HasPrefix(name, "on") || name == "style" {
				t.Errorf("%s: <%s> has %s", path, e.name, name)
			}
			if (name == "href" || name == "src" || name == "action") && !safeAddress.MatchString(value) {
				t.Errorf("%s: <%s> leads to %q", path, e.name, value)
			}
		}
		if e.name == "script" && e.attrs["src"] != scriptAddress || e.name == "b" {
			t.Errorf("%s: has a <%s>", path, e.name)
		}
		if e.name == "label" {
			inLabel = true
		}
		if e.name == "input" && e.attrs["type"] != "hidden" && !inLabel {
			t.Errorf("%s: an input without a label", path)
		}
	}
	for _, name := range []string{"main", "header", "footer", "h1", "title"} {
		if counts[name] != 1 {
			t.Errorf("%s: %d <%s>", path, counts[name], name)
		}
	}
	if all[0].name != "html" || all[0].attrs["lang"] == "" {
		t.Errorf("%s: no language", path)
	}
	return all
}

func TestSearchPage(t *testing.T) {
	s := startServer(t, Config{})
	const path = "/?q=deprem"
	all := checkPage(t, path, s.get(path))
	f := func(name, class string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, texts(all, name, class)); diff != "" {
			t.Errorf("%s.%s (-want +got):\n%s", name, class, diff)
		}
	}
	f("title", "", "deprem – Haberara")
	f("h1", "", "“deprem” için sonuçlar")
	f("p", "count", "3 sonuç · 1,2 ms")
	f("mark", "", "deprem", "Deprem", "deprem", "Deprem", "deprem")
	f("time", "", "az önce", "3 gün önce", "1 yıl önce")
	f("p", "meta", "Kuzey PostasıGündemaz önce", "Anadolu GünlüğüGündem3 gün önce", "Ege IşığıYaşam1 yıl önce")
	for _, e := range all {
		if e.name == "time" && e.text == "3 gün önce" && (e.attrs["datetime"] != "2026-05-14T15:04:05+03:00" ||
			e.attrs["title"] != "14 Mayıs 2026 Perşembe 15:04") {
			t.Errorf("got %v", e.attrs)
		}
	}
	links := func(text, want string) {
		t.Helper()
		if got := linkOf(t, all, text); got != want {
			t.Errorf("%s leads to %s, want %s", text, got, want)
		}
	}
	links("Bugün", "/?q=deprem&from=2026-05-17")
	links("Son 7 gün", "/?q=deprem&from=2026-05-11")
	links("Son 30 gün", "/?q=deprem&from=2026-04-18")
	links("Son 1 yıl", "/?q=deprem&from=2025-05-18")
	links("Gündem 2", "/?q=deprem&category=G%C3%BCndem")
	links("En yeni", "/?q=deprem&sort=newest")
	links("English", "/?q=deprem&dil=en")
	links("JSON", "/api/search?q=deprem")
	links("Körfez'de deprem", "/haber/kp-1")
}

func TestSearchPageKeepsChoices(t *testing.T) {
	s := startServer(t, Config{})
	const path = "/?q=deprem&category=G%C3%BCndem&source=-Kuzey+Postas%C4%B1&from=2026-05&dil=en&utm_source=x"
	all := checkPage(t, path, s.get(path))
	if diff := cmp.Diff([]string{"1 result · 1.2 ms"}, texts(all, "p", "count")); diff != "" {
		t.Error(diff)
	}
	// Yaşam is outside May, Spor does not match; Gündem is chosen and stays.
	links := func(text, want string) {
		t.Helper()
		if got := linkOf(t, all, text); got != want {
			t.Errorf("%s leads to %s, want %s", text, got, want)
		}
	}
	const kept = "/?q=deprem&"
	links("Category: Gündem", kept+"source=-Kuzey+Postas%C4%B1&from=2026-05&dil=en")
	links("Source: Kuzey Postası (excluded)", kept+"category=G%C3%BCndem&from=2026-05&dil=en")
	links("Date: since 1 May 2026", kept+"category=G%C3%BCndem&source=-Kuzey+Postas%C4%B1&dil=en")
	links("Clear all", kept+"dil=en")
	links("Türkçe", "/?q=deprem&category=G%C3%BCndem&source=-Kuzey+Postas%C4%B1&from=2026-05")
	links("Deprem bölgesinde", "/haber/ag-5?dil=en")
	var hidden []string
	for _, e := range all {
		if e.name == "input" && e.attrs["type"] == "hidden" {
			hidden = append(hidden, e.attrs["name"]+"="+e.attrs["value"])
		}
	}
	form := []string{"category=Gündem", "source=-Kuzey Postası"}
	want := slices.Concat(form, []string{"from=2026-05", "dil=en"}, // the search box, then the date form, twice
		[]string{"q=deprem"}, form, []string{"dil=en"}, []string{"q=deprem"}, form, []string{"dil=en"})
	if diff := cmp.Diff(want, hidden); diff != "" {
		t.Error(diff)
	}
}

// Choosing one value of a facet must not make the others vanish.
func TestFacetsStayOpen(t *testing.T) {
	s := startServer(t, Config{})
	const path = "/?category=Spor&category=Yok"
	all := checkPage(t, path, s.get(path))
	choices := texts(all, "a", "")
	for _, want := range []string{"Spor – Kaldır 1", "Yok – Kaldır", "Gündem 3", "Boğaz Gazetesi 1"} {
		if !slices.Contains(choices, want) {
			t.Errorf("no choice %q in %q", want, choices)
		}
	}
	if slices.Contains(choices, "Ege Işığı 3") {
		t.Error("sources are counted without the chosen category")
	}
}

func TestPageEscapesWhatCameFromOutside(t *testing.T) {
	s := startServer(t, Config{SiteName: "<b>Site</b>"})
	const script = `<script>alert(1)</script>`
	for _, values := range []url.Values{
		{"q": {script}}, {"q": {`"><b onclick=x>`}}, {"category": {`" onfocus="alert(1)" x="`}},
		{"tag": {script, "-" + script}},
		{"from": {script}}, {"sort": {script}}, {script: {script}}, {"dil": {`en"><b>`}}, {"q": {script + "("}},
		{"page": {script}}, {"q": {"a\x00" + script}}, {"author": {"javascript:alert(1)"}}, {"format": {script}},
	} {
		path := "/?" + values.Encode()
		checkPage(t, path, s.get(path))
	}
	checkPage(t, "article", s.get("/haber/kp-11"))
	checkPage(t, "missing", s.get("/haber/"+url.PathEscape(script)))
	checkPage(t, "nowhere", s.get("/"+url.PathEscape(script)))
	if got := s.get("/?q=" + url.QueryEscape(script)); !strings.Contains(got.body, "&lt;script&gt;alert(1)") {
		t.Error("the query is not on the page")
	}
}

func TestEmptyAnswers(t *testing.T) {
	s := startServer(t, Config{})
	page := s.get("/?q=bulunmayan&from=2026&tag=a")
	all := checkPage(t, "nothing", page)
	if got := linkOf(t, all, "Bütün tarihlerde ara"); got != "/?q=bulunmayan&tag=a" {
		t.Errorf("got %s", got)
	}
	if got := linkOf(t, all, "Süzgeçleri kaldırarak ara"); got != "/?q=bulunmayan" {
		t.Errorf("got %s", got)
	}
	s = startServer(t, Config{}, func(s *testServer) { s.engine.articles = nil })
	if page := s.get("/"); !strings.Contains(page.body, "Dizinde henüz haber yok.") {
		t.Error(page.body)
	}
}

func TestNewestWithoutAQuery(t *testing.T) {
	s := startServer(t, Config{})
	all := checkPage(t, "/", s.get("/"))
	if diff := cmp.Diff([]string{"Son haberler"}, texts(all, "h1", "")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Haberara"}, texts(all, "title", "")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1", "2"}, texts(all, "li", "")[len(texts(all, "li", ""))-2:]); diff != "" {
		t.Error(diff)
	}
	second := checkPage(t, "/?page=2", s.get("/?page=2"))
	if titles := texts(second, "h2", ""); !slices.Contains(titles, "Başlıksız haber") {
		t.Errorf("got %q", titles)
	}
	if got := linkOf(t, second, "Önceki"); got != "/" {
		t.Errorf("got %s", got)
	}
}

func TestPagesAreChecked(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path string, status int, want ...string) {
		t.Helper()
		got := s.get(path)
		all := checkPage(t, path, got)
		text := all[0].text
		for _, each := range want {
			if !strings.Contains(text, each) {
				t.Errorf("%s: no %q in %s", path, each, text)
			}
		}
		if got.status != status {
			t.Errorf("%s: status %d", path, got.status)
		}
	}
	f("/?page=9", 400, "Bu arama anlaşılamadı", "Son sayfa 2.")
	f("/?page=9&dil=en", 400, "This search was not understood", "the last page is 2")
	f("/?q=%C5%9Feker+(", 400, "7. karakterden başlayan bölümü aranamıyor", "şeker (", "7. karakter")
	f("/?q=%C5%9Feker+(&dil=en", 400, "the bracket is never closed", "şeker (", "character 7")
	f("/?from=yesterday", 400, "Parametre: Başlangıç", "“yesterday” bir tarih değil.")
	f("/?q=fail", 500, "Bir sorun oluştu", "Bizden kaynaklanan")
	f("/haber/yok", 404, "Sayfa bulunamadı", "Bu adreste bir haber yok")
	f("/haber/", 404, "Bu adreste bir sayfa yok.")
	f("/yok?dil=en", 404, "Page not found", "nothing is at /yok")
}

// What was done about the words of a query is told with a link that undoes it.
func TestCorrectionsOnPage(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path string, also []string, links ...string) {
		t.Helper()
		all := checkPage(t, path, s.get(path))
		if diff := cmp.Diff(also, texts(all, "p", "also")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		for i := 0; i < len(links); i += 2 {
			if got := linkOf(t, all, links[i]); got != links[i+1] {
				t.Errorf("%s: %s leads to %s, want %s", path, links[i], got, links[i+1])
			}
		}
	}
	f("/?q=deprem", nil)
	f("/?q=deprme&sort=newest&page=1", []string{"deprem için sonuçlar gösteriliyor. Bunun yerine “deprme” ara"},
		"Bunun yerine", "/?q=deprme&sort=newest&as-typed=true")
	f("/?q=deprme&dil=en", []string{"Showing results for deprem. Search for “deprme” instead"})
	f("/?q=deprem+art%C4%B1klar", []string{"Şunlar olmadan arandı: artıklar · Yalnız yazdığım gibi ara"},
		"Yalnız", "/?q=deprem+art%C4%B1klar&as-typed=true")
	f("/?q=deprme+art%C4%B1klar", []string{"deprem için sonuçlar gösteriliyor. Bunun yerine “deprme artıklar” ara",
		"Şunlar olmadan arandı: artıklar"})
	f("/?q=yangn%C4%B1&category=Spor", []string{`Bunu mu demek istediniz: "yangını <söndü"`},
		`"yangını <söndü"`, "/?category=Spor&q=%22yang%C4%B1n%C4%B1+%3Cs%C3%B6nd%C3%BC%22")
	f("/?q=deprem&mode=all&freshness=off", nil, "Kelimeler: hepsi", "/?q=deprem&freshness=off",
		"Yeninin önceliği: yok", "/?q=deprem&mode=all", "Tümünü temizle", "/?q=deprem")
	f("/?q=deprem&freshness=7d&dil=en", nil, "Freshness: 7d", "/?q=deprem&dil=en")
	f("/?q=deprme&as-typed=true", nil, "Yazım: yazıldığı gibi", "/?q=deprme", "Süzgeçleri kaldırarak ara", "/?q=deprme")
}
