package server

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

func TestArticles(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path string, want int) {
		t.Helper()
		got := s.get(path)
		if got.status != want {
			t.Errorf("%s: got %+v", path, got)
		}
		if want != 200 {
			got.problem(t)
		}
	}
	f("/api/articles/kp-1", 200)
	f("/api/articles/kp%2D1", 200)
	f("/api/articles/https:%2F%2Fbogaz.example%2Fspor%2F2", 200)
	f("/api/articles/https://bogaz.example/spor/2", 200)
	f("/api/articles/kp-1?dil=en", 200)
	f("/api/articles/kp-1?full=1", 400)
	f("/api/articles/none", 404)
	f("/api/articles/", 404)
	f("/api/articles", 404)
	f("/api/articles/%00", 400)
	f("/api/articles/%FF", 400)
	f("/api/articles/"+strings.Repeat("a", corpus.MaxIDBytes+1), 404)
	f("/api/search/", 404)
	f("/api", 404)
}

// Browsers take . and .. for steps in a path, escaped or not.
func TestDotsAsIDs(t *testing.T) {
	s := startServer(t, Config{}, func(s *testServer) {
		s.engine.articles = []*corpus.Article{{ID: ".", Title: "Tek"}, {ID: "..", Title: "Çift"}}
	})
	list := checkPage(t, "/", s.get("/?dil=en"))
	f := func(id, title string) {
		t.Helper()
		path := linkOf(t, list, title)
		if want := "/haber/?dil=en&id=" + id; path != want {
			t.Errorf("%s leads to %s, want %s", title, path, want)
		}
		all := checkPage(t, path, s.get(path))
		if diff := cmp.Diff([]string{title}, texts(all, "h1", "")); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
		if got := linkOf(t, all, "Türkçe"); got != "/haber/?id="+id {
			t.Errorf("the other language is at %s", got)
		}
		api := linkOf(t, all, "JSON")
		if got := s.get(api); got.status != 200 || !strings.Contains(got.body, `"id":"`+id+`"`) {
			t.Errorf("%s: got %+v", api, got)
		}
	}
	f(".", "Tek")
	f("..", "Çift")
	for path, status := range map[string]int{"/api/articles/?id=yok": 404, "/api/articles/?id=": 404,
		"/api/articles/?id=..&a=b": 400, "/api/articles/?id=%00": 400, "/haber/?id=yok": 404} {
		if got := s.get(path); got.status != status {
			t.Errorf("%s: got %+v", path, got)
		}
	}
}

func TestSpotsAreListedShort(t *testing.T) {
	long := strings.Repeat("ş", maxListedSpot+1)
	s := startServer(t, Config{}, func(s *testServer) {
		s.engine.articles = []*corpus.Article{{ID: "a", Title: "Uzun", Spot: long}}
	})
	want := `"spot":"` + strings.Repeat("ş", maxListedSpot-1) + `…"`
	if got := s.get("/api/search"); !strings.Contains(got.body, want) {
		t.Errorf("got %+v", got)
	}
	if got := s.get("/api/articles/a"); !strings.Contains(got.body, `"spot":"`+long+`"`) {
		t.Errorf("got %+v", got)
	}
}
