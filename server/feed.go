package server

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"strings"
	"time"

	querylanguage "github.com/haberara/haberara/searcher/query"

	"github.com/haberara/haberara/searcher"
)

// feed is an answer on its way to a feed; its addresses are absolute, Next is empty on the last page.
type feed struct {
	Title, Home, Self, Next string
	base                    string
	answer                  *searcher.Response
}

func (s *Server) newFeed(base string, q query, r *searcher.Response) feed {
	f := feed{Title: s.config.SiteName, base: base, answer: r}
	if q.Query != "" {
		f.Title += ": " + q.Query
	}
	page := q.args.without("page", formatParameter)
	f.Home, f.Self = base+page.link("/"), base+q.args.link(searchPath)
	if q.Page < r.Pages {
		f.Next = base + q.args.set("page", itoa(q.Page+1)).link(searchPath)
	}
	return f
}

// link is the address of an article: its own, or that of its page here.
func (f *feed) link(h *searcher.Hit) string {
	if own := webAddress(h.Article.URL); own != "" {
		return own
	}
	return f.base + articleLink(articlePagePrefix, h.Article.ID, nil)
}

// rss is RSS 2.0 (rssboard.org) with the elements of Dublin Core that name people and the self link of Atom.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Self        rssSelf   `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssSelf struct {
	Address string `xml:"href,attr"`
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr"`
}

type rssItem struct {
	Title       string   `xml:"title,omitempty"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	ID          rssID    `xml:"guid"`
	Published   string   `xml:"pubDate,omitempty"`
	Categories  []string `xml:"category"`
	Authors     []string `xml:"dc:creator"`
	Publisher   string   `xml:"dc:publisher,omitempty"`
}

type rssID struct {
	IsLink bool   `xml:"isPermaLink,attr"`
	ID     string `xml:",chardata"`
}

const rssType = "application/rss+xml; charset=utf-8"

// appendRSS writes the hits of a page as RSS 2.0; descriptions are HTML.
func appendRSS(b []byte, f feed) ([]byte, error) {
	c := rssChannel{Title: f.Title, Link: f.Home, Language: turkish.Code, Self: rssSelf{f.Self, "self", rssType},
		Description: strings.Join(append([]string{f.Title}, f.answer.Notes()...), "; ")}
	for i := range f.answer.Hits {
		h := &f.answer.Hits[i]
		a := h.Article
		item := rssItem{Title: a.Title, Link: f.link(h), Description: h.SnippetHTML, ID: rssID{ID: a.ID},
			Authors: a.Authors, Publisher: a.Source}
		if item.Description == "" {
			item.Description = html.EscapeString(h.Snippet)
		}
		if !a.Published.IsZero() {
			item.Published = a.Published.Format(time.RFC1123Z)
		}
		if a.Category != "" {
			item.Categories = append(item.Categories, a.Category)
		}
		item.Categories = append(item.Categories, a.Tags...)
		c.Items = append(c.Items, item)
	}
	out, err := xml.MarshalIndent(rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom",
		DC: "http://purl.org/dc/elements/1.1/", Channel: c}, "", " ")
	return append(append(append(b, xml.Header...), out...), '\n'), err
}

// jsonFeed is JSON Feed 1.1 (jsonfeed.org); what a feed has no name for stands in an object of our own.
type jsonFeed struct {
	Version  string         `json:"version"`
	Title    string         `json:"title"`
	Home     string         `json:"home_page_url"`
	Self     string         `json:"feed_url"`
	Next     string         `json:"next_url,omitempty"`
	Language string         `json:"language"`
	Items    []jsonFeedItem `json:"items"`
	Haberara jsonFeedExtra  `json:"_haberara"`
}

type jsonFeedExtra struct {
	Total       int                    `json:"total"`
	Parsed      string                 `json:"parsed"`
	Repairs     []querylanguage.Repair `json:"repairs,omitempty"`
	Notices     []string               `json:"notices,omitempty"`
	Corrections []searcher.Correction  `json:"corrections,omitempty"`
}

type jsonFeedItem struct {
	ID        string           `json:"id"`
	URL       string           `json:"url"`
	Title     string           `json:"title,omitempty"`
	Text      string           `json:"content_text"`
	Summary   string           `json:"summary,omitempty"`
	Image     string           `json:"image,omitempty"`
	Published string           `json:"date_published,omitempty"`
	Updated   string           `json:"date_modified,omitempty"`
	Authors   []jsonFeedAuthor `json:"authors,omitempty"`
	Tags      []string         `json:"tags,omitempty"`
	Language  string           `json:"language,omitempty"`
}

type jsonFeedAuthor struct {
	Name string `json:"name"`
}

// appendJSONFeed writes the hits of a page as JSON Feed 1.1.
func appendJSONFeed(b []byte, f feed) ([]byte, error) {
	j := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self, Next: f.Next,
		Language: turkish.Code, Items: []jsonFeedItem{},
		Haberara: jsonFeedExtra{f.answer.Total, f.answer.Parsed, f.answer.Repairs, f.answer.Notices, f.answer.Corrections}}
	for i := range f.answer.Hits {
		h := &f.answer.Hits[i]
		a := h.Article
		item := jsonFeedItem{ID: a.ID, URL: f.link(h), Title: a.Title, Text: h.Snippet, Summary: cut(a.Spot, maxListedSpot),
			Image: webAddress(a.Image), Published: stamp(a.Published), Updated: stamp(a.Updated), Language: a.Language}
		for _, name := range a.Authors {
			item.Authors = append(item.Authors, jsonFeedAuthor{name})
		}
		if a.Category != "" {
			item.Tags = append(item.Tags, a.Category)
		}
		item.Tags = append(item.Tags, a.Tags...)
		j.Items = append(j.Items, item)
	}
	out, err := json.Marshal(j)
	return append(append(b, out...), '\n'), err
}
