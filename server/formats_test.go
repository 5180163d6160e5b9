package server

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

func TestSafeCell(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if got := SafeCell(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	f("", "")
	f("Deprem", "Deprem")
	f("3-2 bitti", "3-2 bitti")
	f("=1+1", "'=1+1")
	f("+90 212", "'+90 212")
	f("-5 derece", "'-5 derece")
	f("@hesap", "'@hesap")
	f(" =1+1", "' =1+1")
	f("\t=1+1", "'\t=1+1")
	f("＝1+1", "'＝1+1")
}

func TestCSV(t *testing.T) {
	s := startServer(t, Config{}, func(s *testServer) {
		s.engine.articles = append(s.engine.articles, &corpus.Article{ID: "=id", Title: "deprem =1", Spot: "-2 \"x\"\n;", Category: "@x"})
	})
	got := s.get("/api/search?q=deprem&format=csv&page-size=3&page=2&facets=category")
	if got.status != 200 || got.header.Get("Content-Type") != "text/csv; charset=utf-8; header=present" {
		t.Fatalf("got %+v", got)
	}
	text, ok := strings.CutPrefix(got.body, "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if !ok || err != nil || len(rows) != 2 {
		t.Fatalf("%v in %q", err, got.body)
	}
	if diff := cmp.Diff(Columns, rows[0]); diff != "" {
		t.Error(diff)
	}
	want := []string{"4", "'=id", "1.23456", "", "", "'@x", "deprem =1", "'-2 \"x\"\n;", "", "", "", ""}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Error(diff)
	}
	if got.header.Get(totalHeader) != "4" || got.header.Get("Link") != "" {
		t.Errorf("got %v", got.header)
	}
	first := s.get("/api/search?q=deprem&format=csv&page-size=3").header
	if first.Get("Link") != `</api/search?q=deprem&format=csv&page-size=3&page=2>; rel="next"` {
		t.Errorf("got %v", first)
	}
	notes := s.get("/api/search?q=%22deprem&format=csv").header.Values(noticesHeader)
	if diff := cmp.Diff([]string{`"a quote is <ignored> (character 1)"`, `"d* stands for too much"`}, notes); diff != "" {
		t.Error(diff)
	}
	notes = s.get("/api/search?q=deprme&format=csv").header.Values(noticesHeader)
	if diff := cmp.Diff([]string{`"deprme: searched for deprem (misspelling)"`}, notes); diff != "" {
		t.Error(diff)
	}
}

// rssDocument is what a reader of RSS takes.
type rssDocument struct {
	Version string `xml:"version,attr"`
	Channel struct {
		Title       string `xml:"title"`
		Links       []link `xml:"link"`
		Description string `xml:"description"`
		Items       []struct {
			GUID struct {
				IsLink string `xml:"isPermaLink,attr"`
				ID     string `xml:",chardata"`
			} `xml:"guid"`
			Published  string   `xml:"pubDate"`
			Categories []string `xml:"category"`
			Authors    []string `xml:"creator"`
			HTML       string   `xml:"description"`
			Address    string   `xml:"link"`
			Headline   string   `xml:"title"`
		} `xml:"item"`
	} `xml:"channel"`
}

type link struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Address string `xml:"href,attr"`
}

func TestRSS(t *testing.T) {
	s := startServer(t, Config{BaseURL: "https://ara.example"})
	f := func(query string) rssDocument {
		t.Helper()
		got := s.get("/api/search?format=rss&" + query)
		var d rssDocument
		if err := xml.Unmarshal([]byte(got.body), &d); err != nil || got.status != 200 || got.header.Get("Content-Type") != rssType {
			t.Fatalf("%s: %v in %+v", query, err, got)
		}
		c := d.Channel
		if d.Version != "2.0" || c.Title == "" || c.Description == "" || len(c.Links) != 2 {
			t.Errorf("%s: got %+v", query, d)
		}
		for _, item := range c.Items {
			address, err := url.Parse(item.Address)
			if err != nil || !strings.HasPrefix(address.Scheme, "http") || address.Host == "" || item.Headline+item.HTML == "" ||
				item.GUID.ID == "" || item.GUID.IsLink != "false" {
				t.Errorf("%s: got %+v", query, item)
			}
			if item.Published != "" {
				if _, err := time.Parse(time.RFC1123Z, item.Published); err != nil {
					t.Error(err)
				}
			}
		}
		return d
	}
	c := f("q=deprem&page-size=1").Channel
	if c.Title != "Haberara: deprem" || c.Links[0].Text != "https://ara.example/?q=deprem&page-size=1" || len(c.Items) != 1 {
		t.Errorf("got %+v", c)
	}
	item := c.Items[0]
	if item.GUID.ID != "kp-1" || item.Address != "https://kuzeypostasi.example/gundem/tatbikat?id=1&s=2" ||
		!cmp.Equal(item.Categories, []string{"Gündem", "deprem", "eğitim", "afet"}) || !cmp.Equal(item.Authors, []string{"Nehir Aksoy"}) {
		t.Errorf("got %+v", item)
	}
	all := f("page-size=200").Channel.Items
	if last := all[len(all)-1]; last.Address != "https://ara.example/haber/kp-12" || last.Published != "" {
		t.Errorf("an article with an address of JavaScript: got %+v", last)
	}
	f("q=%22deprem")
	f("q=bulunmayan")
	if got := f("q=" + url.QueryEscape("deprem ]]> <b> \ufffe")).Channel.Title; !strings.Contains(got, "]]> <b>") {
		t.Errorf("got %q", got)
	}
	if got := s.get("/api/search?format=rss&explain=1").problem(t); got.Parameter != "explain" {
		t.Errorf("got %+v", got)
	}
}

func TestJSONFeed(t *testing.T) {
	s := startServer(t, Config{BaseURL: "https://ara.example"})
	f := func(query string) jsonFeed {
		t.Helper()
		got := s.get("/api/search?format=jsonfeed&" + query)
		var d jsonFeed
		if err := json.Unmarshal([]byte(got.body), &d); err != nil || got.header.Get("Content-Type") != "application/feed+json" {
			t.Fatalf("%s: %v in %+v", query, err, got)
		}
		if d.Version != "https://jsonfeed.org/version/1.1" || d.Title == "" || d.Items == nil {
			t.Errorf("%s: got %+v", query, d)
		}
		for _, item := range d.Items {
			if item.ID == "" || item.Text == "" || !strings.HasPrefix(item.URL, "http") {
				t.Errorf("%s: got %+v", query, item)
			}
		}
		return d
	}
	d := f("q=%22deprem&page-size=1")
	if d.Next != "https://ara.example/api/search?format=jsonfeed&q=%22deprem&page-size=1&page=2" || d.Haberara.Total != 3 ||
		len(d.Haberara.Repairs) != 1 || len(d.Haberara.Notices) != 1 {
		t.Errorf("got %+v", d)
	}
	if d = f("q=deprme"); len(d.Haberara.Corrections) != 1 || d.Haberara.Corrections[0].Used != "deprem" {
		t.Errorf("got %+v", d)
	}
	if d = f("q=bulunmayan"); len(d.Items) != 0 || d.Next != "" {
		t.Errorf("got %+v", d)
	}
}

// TestFeedsAreNewestFirst unless asked otherwise; lists of other formats are not.
func TestFeedsAreNewestFirst(t *testing.T) {
	f := func(query string, want searcher.Order) {
		t.Helper()
		a, err := parseArgs(query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := parseListing(a, fakeNow)
		if err != nil || q.Sort != want {
			t.Errorf("%s: sorted by %v, %v", query, q.Sort, err)
		}
	}
	f("q=a&format=rss", searcher.ByNewest)
	f("q=a&format=jsonfeed", searcher.ByNewest)
	f("q=a&format=rss&sort=relevance", searcher.ByRelevance)
	f("q=a&format=csv", searcher.ByRelevance)
	f("q=a", searcher.ByRelevance)
}
