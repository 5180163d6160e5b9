package server

import (
	"slices"
	"strings"
	"testing"
)

func TestHeadlinesAPI(t *testing.T) {
	s := startServer(t, Config{})
	const story = `"story":{"id":"story of kp-12","articles":3,"sources":2,"found":1,"first_id":"kp-12"},` +
		`"article":{"id":"kp-12","spot":"Başlığı ve tarihi olmayan bir kayıt.","url":"javascript:alert(1)","language":"tr"}}]}` + "\n"
	s.engine.articles = s.engine.articles[len(s.engine.articles)-1:]
	s.wantList("/api/headlines", `"headlines":[{"score":1,"breaking":true,`+story)
	s.wantList("/api/headlines?day=2026-05-17&page-size=3", `"day":"2026-05-17","headlines":[{"score":1,"breaking":true,`+story)
	s.wantList("/api/highlights", `"headlines":[]}`+"\n")
	for _, path := range []string{"/api/headlines", "/api/highlights"} {
		s.wantProblem(path+"?day=someday", 400, "is not a date")
		s.wantProblem(path+"?page-size=0", 400, "from 1 to 100")
		s.wantProblem(path+"?q=deprem", 400, "no such parameter here")
	}
	// A week reaches six days back.
	s.wantProblem("/api/headlines?day=1999-01-06", 503, "not done within")
	s.wantProblem("/api/highlights?day=2000-01-06", 503, "not done within")
	s.wantList("/api/highlights?day=2000-01-07", `"day":"2000-01-07","headlines":[]}`+"\n")
}

func TestFrontPage(t *testing.T) {
	s := startServer(t, Config{})
	for _, path := range []string{"/", "/?dil=en"} {
		page := s.get(path)
		all := checkPage(t, path, page)
		if got := texts(all, "strong", "breaking"); len(got) != 1 {
			t.Errorf("%s: breaking: %q", path, got)
		}
		titles := texts(all, "h2", "")
		want := []string{"Günün Manşetleri", "Gündemdekiler", "Haftanın Öne Çıkanları"}
		if path != "/" {
			want = []string{"Headlines of the day", "Trending", "Highlights of the week"}
		}
		for _, title := range want {
			if !slices.Contains(titles, title) {
				t.Errorf("%s has no %q in %q", path, title, titles)
			}
		}
		if !strings.Contains(page.body, `%3Cdeprem%3E`) || strings.Contains(page.body, "<deprem>") {
			t.Errorf("%s: no link to what trends", path)
		}
	}
	if got := texts(checkPage(t, "/", s.get("/")), "ol", "teasers"); len(got) != 2 || !strings.HasPrefix(got[0], "Son Dakika Körfez'de deprem") ||
		!strings.HasPrefix(got[1], "Merkez'in faiz kararı") { // what stands above is not shown again
		t.Errorf("got %q", got)
	}
	for _, path := range []string{"/?q=deprem", "/?category=Spor", "/?page=2"} {
		if got := s.get(path); strings.Contains(got.body, "Günün Manşetleri") {
			t.Errorf("%s shows the headlines", path)
		}
	}
	// Without headlines the page is there all the same.
	late := startServer(t, Config{}, func(s *testServer) { s.engine.late = true })
	if got := late.get("/"); got.status != 200 || strings.Contains(got.body, "Günün Manşetleri") || !strings.Contains(got.body, "Gündemdekiler") {
		t.Errorf("got %d", got.status)
	}
}

func TestRelatedOnTheArticlePage(t *testing.T) {
	s := startServer(t, Config{})
	got := texts(checkPage(t, "article", s.get("/haber/ei-8")), "aside", "related")
	if len(got) != 1 || !strings.Contains(got[0], "İlgili Haberler") || !strings.Contains(got[0], "Zeytin ağaçları") {
		t.Errorf("got %q", got)
	}
	if body := s.get("/haber/kp-12").body; strings.Contains(body, "İlgili Haberler") {
		t.Error("nothing is shown as related")
	}
}
