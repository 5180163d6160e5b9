package server

import (
	"strings"
	"testing"
)

func TestStoriesAPI(t *testing.T) {
	s := startServer(t, Config{})
	f := func(address string, status int, parts ...string) {
		t.Helper()
		got := s.get(address)
		if got.status != status {
			t.Fatalf("%s: %d %s", address, got.status, got.body)
		}
		for _, part := range parts {
			if !strings.Contains(got.body, part) {
				t.Errorf("%s: no %s in\n%s", address, part, got.body)
			}
		}
	}
	f("/api/stories?page-size=5&page=2", 200, `"total":12,"articles":12,"page":2,"page_size":5,"pages":3,"stories":[{"id":"story of bg-6"`)
	f("/api/stories?from=2026-05-17", 200, `"total":3,`, `"articles":3,"sources":2,"found":1,"first_id":"kp-1","first_source":"Kuzey Postası"`)
	f("/api/stories?page=4&page-size=5", 400, `"parameter":"page"`)
	f("/api/stories?q=deprem", 400, "the list of stories takes from, to, page, page-size")
	f("/api/stories?from=xx", 400, `"parameter":"from"`)
	f("/api/stories/story%20of%20kp-1", 200, `{"id":"story of kp-1","title":"Körfez'de deprem`, `"members":[{"id":"kp-1","title"`)
	f("/api/stories/kp-3", 200, `"members":[{"id":"kp-3"`)
	f("/api/stories/kp-99", 404)
	f("/api/stories/kp-3?q=x", 400, "takes no parameters")
	f("/api/search?q=deprem&collapse=story", 200, `"total":3,"articles":6,`, `"collapse":"story"`,
		`"story":{"id":"story of kp-1","articles":3,"sources":2,"found":1,`)
	f("/api/search?q=deprem&story=kp-1", 200, `"story":"kp-1"`)
	f("/api/search?collapse=day", 400, `"parameter":"collapse"`)
	f("/api/search?group-by=story", 400, `did you mean \"collapse\"?`)
	f("/api/search?story="+strings.Repeat("x", 600), 400, `"parameter":"story"`)
}

func TestStoriesOnThePage(t *testing.T) {
	s := startServer(t, Config{})
	links := func(address string) (all string) {
		for _, e := range checkPage(t, address, s.get(address)) {
			if e.name == "a" {
				all += e.attrs["href"] + "\n"
			}
		}
		return all
	}
	if got := links("/?q=deprem&dil=en"); !strings.Contains(got, "/?q=deprem&dil=en&collapse=story\n") {
		t.Errorf("nothing joins the hits of a story:\n%s", got)
	}
	got := links("/?q=deprem&collapse=story")
	for _, want := range []string{"/?q=deprem\n", "/?story=story+of+kp-1&sort=oldest\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	body := s.get("/?q=deprem&collapse=story").body
	for _, want := range []string{"6 haberde 3 olay", ">2 kaynakta</a>"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	if got := links("/?story=kp-1&sort=oldest"); !strings.Contains(got, "/?sort=oldest\n") {
		t.Errorf("nothing takes the story away:\n%s", got)
	}
}
