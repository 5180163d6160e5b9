package server

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

var update = flag.Bool("update", false, "write the golden files anew")

// compareGolden compares got with testdata/name.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func indentJSON(t *testing.T, body string) string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(body), &value); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	out, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

func TestSearchAnswers(t *testing.T) {
	s := startServer(t, Config{})
	f := func(golden, path string) {
		t.Helper()
		got := s.get(path)
		if got.status != 200 || got.header.Get("Content-Type") != "application/json" {
			t.Fatalf("got %+v", got)
		}
		compareGolden(t, golden, indentJSON(t, got.body))
	}
	f("search.json", "/api/search?q=deprem&page-size=1&page=2&from=2025&to=17.05.2026&facets=category,tag&facet-size=1")
	f("filters.json", "/api/search?category=Spor&category=G%C3%BCndem&category=-Ekonomi"+
		"&source=-Ege+I%C5%9F%C4%B1%C4%9F%C4%B1&sort=oldest&use-date=updated&facets=none&page-size=2&highlight=false")
	f("timeline.json", "/api/search?tag=%2Bdeprem&tag=+afet&category=Spor&category=G%C3%BCndem&timeline=year&facets=category")
	f("years.json", "/api/search?q=deprem&timeline=year&facets=none&page-size=1&highlight=false")
	f("nothing.json", "/api/search?q=bulunmayan")
	f("repaired.json", "/api/search?q=%22deprem&mode=all&page-size=1&facets=none")
	f("article.json", "/api/articles/https:%2F%2Fbogaz.example%2Fspor%2F2")
}

func TestRepairedPage(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path, want string) {
		t.Helper()
		if got := s.get(path); !strings.Contains(got.body, want) {
			t.Errorf("%s has no %q", path, want)
		}
	}
	f("/?q=%22deprem", `Sorgu şöyle anlaşıldı: <b lang="tr">deprem</b>`)
	f("/?q=%22deprem&dil=en", `The query was read as: <b lang="tr">deprem</b>`)
	if got := s.get("/?q=deprem"); strings.Contains(got.body, "şöyle anlaşıldı") {
		t.Error("a query that was not repaired is shown as one")
	}
}

func TestHeaders(t *testing.T) {
	s := startServer(t, Config{})
	f := func(path string, want map[string]string) {
		t.Helper()
		got := s.get(path)
		for name, value := range want {
			if got.header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.header.Get(name), value)
			}
		}
	}
	api := map[string]string{"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff",
		"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "Server": ""}
	f("/api/search?q=deprem", api)
	f("/api/search?q=fail", api)
	f("/api/nowhere", api)
	pages := map[string]string{"Access-Control-Allow-Origin": "", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": contentSecurityPolicy, "Content-Type": "text/html; charset=utf-8",
		"X-Frame-Options": "DENY"}
	f("/?q=deprem", pages)
	f("/haber/kp-1", pages)
	f("/nowhere", pages)
}

func TestPagesLeadOn(t *testing.T) {
	s := startServer(t, Config{})
	path := "/api/search?page-size=5&facets=none&from=1900&" + url.Values{"category": {"-Çevre & Doğa"}}.Encode()
	var ids []string
	for pages := 0; path != ""; pages++ {
		if pages > 5 {
			t.Fatal("the pages do not end")
		}
		var body struct {
			Next    string
			Results []struct{ ID string }
		}
		got := s.get(path)
		if err := json.Unmarshal([]byte(got.body), &body); err != nil {
			t.Fatalf("%v in %+v", err, got)
		}
		for _, each := range body.Results {
			ids = append(ids, each.ID)
		}
		path = body.Next
	}
	want := []string{"kp-1", "https://bogaz.example/spor/2", "kp-3", "ag-4", "ag-5", "bg-6", "bg-7", "ei-8",
		"ei-9", "ei-10"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
}

func TestBadRequests(t *testing.T) {
	s := startServer(t, Config{})
	f := func(query, wantParameter, wantDetail string) {
		t.Helper()
		got := s.get("/api/search?" + query)
		if got.status != 400 {
			t.Fatalf("%.80s: got %+v", query, got)
		}
		if p := got.problem(t); p.Parameter != wantParameter || !strings.Contains(p.Detail, wantDetail) {
			t.Errorf("%.80s: got %+v, want %q and %q", query, p, wantParameter, wantDetail)
		}
		wantPage := 400
		if strings.Contains(got.body, "there is no parameter") { // a page passes over what it does not know
			wantPage = 200
		}
		if page := s.get("/?" + query); page.status != wantPage {
			t.Errorf("the page for %.80s has status %d", query, page.status)
		}
	}
	f("page=0", "page", "whole number from 1")
	f("page=-1", "page", "whole number from 1")
	f("page=abc", "page", "whole number from 1")
	f("page=1.5", "page", "whole number from 1")
	f("page=%D9%A1", "page", "whole number from 1")
	f("page=3", "page", "the last page is 2")
	f("page=1000000000", "page", "the last page is 2")
	f("page="+strings.Repeat("9", 31), "page", "the last page is 2")
	f("q=bulunmayan&page=2", "page", "only page 1")
	f("page-size=0", "page-size", "from 1 to 200")
	f("page-size=201", "page-size", "from 1 to 200")
	f("page-size=99999999999999999999", "page-size", "from 1 to 200")
	f("facet-size=10001", "facet-size", "from 1 to 10000")
	f("snippet-size=-5", "snippet-size", "from 1 to 2000")
	f("sort=popular", "sort", "relevance, newest, oldest, trending")
	f("use-date=now", "use-date", "published, updated")
	f("highlight=1", "highlight", "html, offsets, false, true")
	f("format=xml", "format", "not one of json, csv, rss, jsonfeed")
	f("facets=categories", "facets", "none")
	f("facets=category,none", "facets", "none stands beside")
	f("facets=,", "facets", "is not one of")
	f("category=-", "category", "nothing follows")
	f("tag="+strings.Repeat("a", corpus.MaxLabelBytes+1), "tag", "at most 256 bytes")
	f("tag="+strings.Repeat("a", maxArgBytes+1), "tag", "longer than 4096 bytes")
	f("from=yesterday", "from", "is not a date")
	f("to=2026-02-30", "to", "is not a date")
	f("from=2026-05-18&to=2026-05-17", "from", "is after to=2026-05-17")
	f("sort=newest&sort=newest", "sort", "more than once")
	f("q=a&q=b", "q", "more than once")
	f("page_size=5", "page_size", `did you mean "page-size"?`)
	f("kategori=spor", "kategori", `did you mean "category"?`)
	f("katgori=spor", "katgori", `did you mean "category"?`)
	f("srot=newest", "srot", `did you mean "sort"?`)
	f("foo=1", "foo", `no parameter "foo"; there are q, from`)
	f("xyzzy", "xyzzy", `no parameter "xyzzy"; there are q, from`)
	f("%22%3Cb%3E=1", `"<b>`, "no parameter")
	f("q=a%00b", "q", "character 2 is a control character")
	f("q=%C5%9F%C4%B1%1B", "q", "character 3 is a control character")
	f("source=a%7F", "source", "character 2 is a control character")
	f("q=%FF", "q", "not valid UTF-8")
	f("q=%C3%28", "q", "not valid UTF-8")
	f("author=%ED%A0%80", "author", "not valid UTF-8")
	f("%FF=1", "", "percent-encoded UTF-8")
	f("q=100%", "q", "%25")
	f("q=%zz", "q", "%25")
	f("q="+strings.Repeat("a", searcher.MaxQueryBytes+1), "q", "at most 16384")
	f("q=deprem+(%C5%9Fa", "q", "the bracket is never closed")
	f(strings.Repeat("tag=a&", maxArgs+1), "", "more than 100 parameters")
}

func TestGoodRequests(t *testing.T) {
	s := startServer(t, Config{})
	for _, query := range []string{
		"", "q=", "q=&from=&to=&sort=&page=&category=", "page=2", "q=" + strings.Repeat("a", searcher.MaxQueryBytes),
		"q=%C5%9F" + strings.Repeat("%C5%9F", searcher.MaxQueryBytes/2-1), "q=bir%0A%09iki", "facets=none",
		"facets=category&facets=tag,author, agency", "dil=en", "&&q=a&", "from=0000&to=9999", "q=şehir",
		"from=2026-05-17T15:04:05+03:00", "from=2026-05-17T15:04:05%2B03:00", `category=%5C-eksi`, "page=0002",
		strings.Repeat("tag=a&", maxArgs),
	} {
		if got := s.raw("GET /api/search?" + strings.ReplaceAll(query, " ", "%20") +
			" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 200 OK") {
			t.Errorf("%.80s: got %.400s", query, got)
		}
	}
}

func TestPositionOfAQueryError(t *testing.T) {
	s := startServer(t, Config{})
	if p := s.get("/api/search?q=%C5%9Feker+(bayram").problem(t); p.Position != 7 || p.Parameter != "q" {
		t.Errorf("got %+v", p)
	}
	if p := s.get("/api/search?q=a%00").problem(t); p.Position != 2 {
		t.Errorf("got %+v", p)
	}
}

func TestHealth(t *testing.T) {
	s := startServer(t, Config{})
	if got := s.get("/healthz"); got.status != 200 || got.body != `{"status":"ok","articles":12}`+"\n" {
		t.Errorf("got %+v", got)
	}
	s = startServer(t, Config{}, func(s *testServer) { s.engine.sick = errFake })
	if got := s.get("/healthz"); got.status != 503 || got.problem(t).Detail != errFake.Error() {
		t.Errorf("got %+v", got)
	}
	if got := s.get("/api/search?q=fail"); got.status != 503 || got.header.Get("Retry-After") == "" {
		t.Errorf("a failed search of a sick engine: %+v", got)
	}
}

func TestMetrics(t *testing.T) {
	s := startServer(t, Config{})
	s.get("/api/search?q=deprem")
	s.get("/api/search?sort=x")
	s.get("/nowhere")
	got := s.get("/metrics")
	for _, want := range []string{
		`haberara_http_requests_total{route="/api/search",status="200"} 1`,
		`haberara_http_requests_total{route="/api/search",status="400"} 1`,
		`haberara_http_requests_total{route="(none)",status="404"} 1`,
		`haberara_http_request_duration_seconds_count{route="/api/search"} 2`,
		"haberara_index_articles 12", "haberara_index_generation 7", "process_resident_memory_bytes",
	} {
		if !strings.Contains(got.body, want+"\n") && !strings.Contains(got.body, want+" ") {
			t.Errorf("no %s in\n%s", want, got.body)
		}
	}
}
