package server

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestArticlePage(t *testing.T) {
	s := startServer(t, Config{})
	all := checkPage(t, "kp-1", s.get("/haber/kp-1?dil=en&utm_source=x"))
	f := func(name, class string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, texts(all, name, class)); diff != "" {
			t.Errorf("%s.%s (-want +got):\n%s", name, class, diff)
		}
	}
	f("h1", "", "Körfez'de deprem tatbikatı: 40 bin öğrenci aynı anda eğildi")
	f("time", "", "Sunday, 17 May 2026 15:03", "5 minutes ago", "3 hours ago")
	f("div", "text", "Deprem tatbikatı sabah dokuzda başladı. Öğretmenler sınıfları sırayla boşalttı. "+
		"Toplanma alanlarında yoklama yapıldı ve iki okulda kapıların geç açıldığı görüldü.")
	for text, want := range map[string]string{
		"Read at the source": "https://kuzeypostasi.example/gundem/tatbikat?id=1&s=2",
		"Gündem":             "/?dil=en&category=G%C3%BCndem",
		"Nehir Aksoy":        "/?dil=en&author=Nehir+Aksoy", "afet": "/?dil=en&tag=afet",
		"Türkçe": "/haber/kp-1",
		"JSON":   "/api/articles/kp-1",
	} {
		if got := linkOf(t, all, text); got != want {
			t.Errorf("%s leads to %s, want %s", text, got, want)
		}
	}
	canonical := ""
	for _, e := range all {
		if e.name == "link" && e.attrs["rel"] == "canonical" {
			canonical = e.attrs["href"]
		}
	}
	if canonical != "https://kuzeypostasi.example/gundem/tatbikat?id=1&s=2" {
		t.Errorf("canonical is %q", canonical)
	}
}

func TestArticlePageWithOddValues(t *testing.T) {
	s := startServer(t, Config{})
	page := s.get("/haber/kp-12")
	all := checkPage(t, "kp-12", page)
	if strings.Contains(page.body, "javascript:") || strings.Contains(page.body, "canonical") {
		t.Errorf("links to a script:\n%s", page.body)
	}
	if diff := cmp.Diff([]string{"Başlıksız haber"}, texts(all, "h1", "")); diff != "" {
		t.Error(diff)
	}
	slashes := checkPage(t, "slashes", s.get("/haber/https:%2F%2Fbogaz.example%2Fspor%2F2"))
	if got := linkOf(t, slashes, "English"); got != "/haber/https:%2F%2Fbogaz.example%2Fspor%2F2?dil=en" {
		t.Errorf("got %s", got)
	}
}

func TestStaticFiles(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path, wantType, wantCache string) answer {
		t.Helper()
		got := s.get(path)
		if h := got.header; got.status != 200 || h.Get("Content-Type") != wantType || h.Get("Cache-Control") != wantCache {
			t.Errorf("%s: got %d %v", path, got.status, got.header)
		}
		return got
	}
	style := f(styleAddress, "text/css; charset=utf-8", "public, max-age=31536000, immutable")
	f("/static/style.css?v=old", "text/css; charset=utf-8", "public, max-age=3600")
	f("/favicon.svg", "image/svg+xml", "public, max-age=3600")
	f("/favicon.ico", "image/svg+xml", "public, max-age=3600")
	f("/robots.txt", "text/plain; charset=utf-8", "public, max-age=3600")
	request, err := http.NewRequest(http.MethodGet, "http://"+s.address+styleAddress, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("If-None-Match", `"x", `+style.header.Get("ETag"))
	if got := s.send(request); got.status != http.StatusNotModified || got.body != "" {
		t.Errorf("got %+v", got)
	}
	if got := s.get("/static/nothing.css"); got.status != 404 {
		t.Errorf("got %+v", got)
	}
}

func TestOpenSearch(t *testing.T) {
	s := startServer(t, Config{SiteName: "Uzun & <Çok> Uzun Bir Ad"})
	f := func(host, proto, want string) {
		t.Helper()
		request, err := http.NewRequest(http.MethodGet, "http://"+s.address+"/opensearch.xml", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		request.Header.Set("X-Forwarded-Proto", proto)
		got := s.send(request)
		var d openSearch
		if err := xml.Unmarshal([]byte(got.body), &d); err != nil {
			t.Fatalf("%v in %s", err, got.body)
		}
		if d.URLs[0].Template != want+"/?q={searchTerms}" || d.ShortName != "Uzun & <Çok> Uzu" {
			t.Errorf("got %+v", d)
		}
	}
	f("ara.example.com", "https", "https://ara.example.com")
	f("127.0.0.1:8080", "", "http://127.0.0.1:8080")
	f("[::1]:8080", "ftp", "http://[::1]:8080")
	f("ev!l'&x", "", "http://localhost")
	s = startServer(t, Config{SiteName: s.config.SiteName, BaseURL: "https://haber.example/"})
	f("evil.example", "", "https://haber.example")
}
