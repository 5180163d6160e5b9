package server

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/searcher"
)

func TestParseArgs(t *testing.T) {
	f := func(raw string, want args) {
		t.Helper()
		got, err := parseArgs(raw)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", raw, err, diff)
		}
	}
	f("", nil)
	f("q=a+b%20c&tag=%C4%B1&tag=x=y", args{{"q", "a b c"}, {"tag", "ı"}, {"tag", "x=y"}})
	f("&q=&&page=2&", args{{"page", "2"}})
	f("unknown=", args{{"unknown", ""}})
	f("q=a;b", args{{"q", "a;b"}})
}

func TestArgsAreCopied(t *testing.T) {
	a := args{{"q", "x"}, {"tag", "a"}, {"tag", "b"}}
	f := func(got args, want string) {
		t.Helper()
		if link := got.link("/"); link != want {
			t.Errorf("got %s, want %s", link, want)
		}
	}
	f(a.set("page", "2"), "/?q=x&tag=a&tag=b&page=2")
	f(a.set("tag", "c & d"), "/?q=x&tag=c+%26+d")
	f(a.set("q", ""), "/?tag=a&tag=b")
	f(a.with("tag", "c"), "/?q=x&tag=a&tag=b&tag=c")
	f(a.withoutValue("tag", "a"), "/?q=x&tag=b")
	f(a.without("tag", "q"), "/")
	f(a, "/?q=x&tag=a&tag=b")
}

func TestFilterValues(t *testing.T) {
	f := func(raw, want string, wantKind filterKind) {
		t.Helper()
		if got, kind := cutFilter(raw); got != want || kind != wantKind {
			t.Errorf("%q is read as %q, %v", raw, got, kind)
		}
	}
	for _, value := range []string{"a", "-a", `\a`, `\-a`, "--", `\`, "+a", "++", " a", "-+"} {
		f(filterArg(value), value, anyOf)
		f("-"+value, value, noneOf)
		f("+"+value, value, allOf)
		f(" "+value, value, allOf)
	}
}

func TestCut(t *testing.T) {
	f := func(s string, chars int, want string) {
		t.Helper()
		if got := cut(s, chars); got != want {
			t.Errorf("%q cut to %d became %q, want %q", s, chars, got, want)
		}
	}
	f("", 3, "")
	f("şeş", 3, "şeş")
	f("şeşi", 3, "şe…")
	f("şeş", 1, "…")
}

func TestParseQuery(t *testing.T) {
	q, err := parseQuery(args{{"q", "a"}, {"tag", "x"}, {"tag", "-y"}, {"category", "c"}, {"facets", "tag,source"},
		{"facets", "tag"}, {"sort", "oldest"}, {"use-date", "updated"}, {"page", "3"}, {"page-size", "200"},
		{"facet-size", "5"}, {"snippet-size", "100"}, {"highlight", "false"}, {"mode", "all"}}, time.Unix(1.7e9, 0))
	if err != nil {
		t.Fatal(err)
	}
	want := searcher.Request{Highlight: searcher.MarkNothing, Query: "a", Mode: searcher.MatchAll, Now: time.Unix(1.7e9, 0), Sort: searcher.ByOldest, Date: searcher.Updated, Page: 3, PageSize: 200,
		FacetSize: 5, SnippetChars: 100, Facets: []searcher.Label{searcher.Tag, searcher.Source},
		Filters: []searcher.Filter{{Label: searcher.Category, AnyOf: []string{"c"}},
			{Label: searcher.Tag, AnyOf: []string{"x"}, NoneOf: []string{"y"}}}}
	if diff := cmp.Diff(want, q.Request); diff != "" {
		t.Error(diff)
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{"", "q=deprem&page=2", "q=%", "category=-a&category=%5C-b", "from=2026&to=2025",
		"page=1e9", "facets=category,,none", "q=%00", "%FF=%FF", "a&b=&=c", "page-size=200&page-size=1",
		"dil=en&sort=newest",
		"tag=" + strings.Repeat("%C5%9F", 200), "q=a;b&q", "page=99999999999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := parseArgs(raw)
		var q query
		if err == nil {
			q, err = parseQuery(a, time.Unix(1.7e9, 0))
		}
		var p *problem
		if err != nil {
			if !errors.As(err, &p) || p.status != 400 || p.detail == "" || !utf8.ValidString(p.detail) {
				t.Errorf("%q: got %#v", raw, err)
			}
			return
		}
		if q.Page < 1 || q.PageSize < 1 || q.PageSize > maxPageSize || len(q.Query) > searcher.MaxQueryBytes {
			t.Errorf("%q became %+v", raw, q)
		}
		again, err := parseArgs(strings.TrimPrefix(q.args.link(""), "?"))
		if err != nil || len(again)+len(a) > 0 && !cmp.Equal(a, again) {
			t.Errorf("%q: %v became %v (%v)", raw, a, again, err)
		}
	})
}

func TestNearestName(t *testing.T) {
	f := func(name, want string) {
		t.Helper()
		if got := nearestName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	f("Q", "q")
	f("query", "q")
	f("catgory", "category")
	f("categroy", "category")
	f("Page_Size", "page-size")
	f("snipet-size", "snippet-size")
	f("kaynk", "source")
	f("x", "")
	f("foo", "")
	f("pge", "page")
	f("sot", "sort")
	f("to2", "")
	f("utm_source", "")
	f(strings.Repeat("a", 4000), "")
}
