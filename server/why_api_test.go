package server

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/haberara/haberara/searcher"
)

func TestWhyAPI(t *testing.T) {
	s := startServer(t, Config{})
	f := func(query string, status int, want string) {
		t.Helper()
		got := s.get("/api/why?" + query)
		if got.status != status || !strings.Contains(got.body, want) {
			t.Errorf("%s: got %d %s, want %d and %q", query, got.status, got.body, status, want)
		}
	}
	f("q=deprem&id=kp-1", 200, `"status":"ok","id":"kp-1"`)
	f("q=deprem&id=kp-1", 200, `"matches":true`)
	f("q=deprem&id=kp-3", 200, `"matches":false`)
	f("q=deprem&id=kp-1&category=Spor", 200, `"matches":false`)
	f("q=deprem&id=yok", 404, "no article has this id")
	f("q=deprem", 400, `"parameter":"id"`)
	f("q=deprem&id=kp-1&id=kp-3", 400, `"parameter":"id"`)
	f("q=deprem&id=kp-1&sort=x", 400, `"parameter":"sort"`)
	f("q=deprem+(a&id=kp-1", 400, `"position":8`)
	var why searcher.Why
	if err := json.Unmarshal([]byte(s.get("/api/why?q=%22deprem&id=kp-1").body), &why); err != nil {
		t.Fatal(err)
	}
	if len(why.Repairs) != 1 || why.Repairs[0].From != 1 || why.Repairs[0].Message != "a quote is <ignored>" {
		t.Errorf("got %+v", why.Repairs)
	}
}

func TestExplainedHits(t *testing.T) {
	s := startServer(t, Config{})
	f := func(query string, want int) {
		t.Helper()
		var a struct {
			Results []struct{ Explanation *searcher.Explanation }
		}
		got := s.get("/api/search?page-size=1&" + query)
		if err := json.Unmarshal([]byte(got.body), &a); err != nil {
			t.Fatalf("%s: %v in %s", query, err, got.body)
		}
		parts := 0
		if e := a.Results[0].Explanation; e != nil {
			parts = len(e.Parts)
		}
		if parts != want {
			t.Errorf("%s: got %d parts, want %d", query, parts, want)
		}
	}
	f("q=deprem&explain=1", 1)
	f("q=deprem&explain=true", 1)
	f("q=deprem&explain=0", 0)
	f("q=deprem", 0)
	if got := s.get("/?q=deprem&explain=1"); got.status != 200 {
		t.Errorf("the page has status %d", got.status)
	}
	if got := s.get("/api/search?explain=1&page-size=51").problem(t); got.Parameter != "page-size" || !strings.Contains(got.Detail, "1 to 50") {
		t.Errorf("got %+v", got)
	}
	if got := s.get("/api/search?explain=yes"); got.problem(t).Parameter != "explain" {
		t.Errorf("got %+v", got)
	}
}

func TestHighlights(t *testing.T) {
	s := startServer(t, Config{})
	f := func(query string, html, offsets bool) {
		t.Helper()
		got := s.get("/api/search?q=deprem&page-size=1&" + query).body
		if strings.Contains(got, `"title_html":"`) != html || strings.Contains(got, `"title_marks":[{"bytes":{"from":0,"to":0}`) != offsets ||
			!strings.Contains(got, `"snippet":"`) {
			t.Errorf("%s: got %s", query, got)
		}
	}
	f("", true, false)
	f("highlight=html", true, false)
	f("highlight=true", true, false)
	f("highlight=offsets", false, true)
	f("highlight=false", false, false)
	if got := s.get("/?q=deprem&highlight=offsets"); !strings.Contains(got.body, "<mark>") {
		t.Error("the page marks nothing")
	}
}
