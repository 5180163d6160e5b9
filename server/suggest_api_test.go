package server

import (
	"strings"
	"testing"
)

// wantList checks what stands behind took_ms in the answer to each path.
func (s *testServer) wantList(path, want string) {
	s.t.Helper()
	got := s.get(path)
	_, list, _ := strings.Cut(got.body, `ms":`)
	if _, list, _ = strings.Cut(list, ","); got.status != 200 || list != want {
		s.t.Errorf("%s: got %+v, want %s", path, got, want)
	}
}

// wantProblem checks the problem that a path is answered with.
func (s *testServer) wantProblem(path string, status int, want string) {
	s.t.Helper()
	if got := s.get(path); got.status != status || !strings.Contains(got.problem(s.t).Detail, want) {
		s.t.Errorf("%s: got %+v", path, got)
	}
}

func TestSuggestAPI(t *testing.T) {
	s := startServer(t, Config{})
	f := s.wantList
	f("/api/suggest?q=dep&page-size=1",
		`"q":"dep","suggestions":[{"text":"deprem <bölgesi>","kind":"phrase","titles":2}]}`+"\n")
	f("/api/suggest?q=K%C3%BCrek&dil=en", `"q":"Kürek","suggestions":[{"text":"Kürekte altın gün: İki tekne, iki birincilik",`+
		`"kind":"title","titles":1,"id":"https://bogaz.example/spor/2","page":"/haber/https:%2F%2Fbogaz.example%2Fspor%2F2"}]}`+"\n")
	f("/api/suggest", `"suggestions":[]}`+"\n")
	s.wantProblem("/api/suggest?q=a&page-size=0", 400, "from 1 to 100")
	s.wantProblem("/api/suggest?q=a&page-size=101", 400, "from 1 to 100")
	s.wantProblem("/api/suggest?q=a&q=b", 400, "more than once")
	s.wantProblem("/api/suggest?q=a&sort=newest", 400, "no such parameter here; there are q, page-size")
	s.wantProblem("/api/suggest?q=fail", 500, "")
}

// TestSearchBoxIsCompleted: the page has what the script needs, and may run it.
func TestSearchBoxIsCompleted(t *testing.T) {
	s := startServer(t, Config{})
	page := s.get("/?dil=en")
	for _, want := range []string{`data-suggestions="Suggestions"`, `<script src="` + scriptAddress + `" defer>`, `<input id="q"`} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if csp := page.header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") ||
		!strings.Contains(csp, "connect-src 'self'") {
		t.Errorf("the script may not run: %s", csp)
	}
	got := s.get(scriptAddress)
	if got.status != 200 || got.header.Get("Content-Type") != "text/javascript; charset=utf-8" ||
		!strings.Contains(got.body, `"combobox"`) {
		t.Errorf("got %+v", got)
	}
}
