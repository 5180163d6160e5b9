package searcher

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/haberara/haberara/corpus"
)

// pageKey is pageKeyOf a request as it came; "" for what is not cached, or wrong.
func (v *view) pageKey(r Request) string {
	p := plan{Request: r}
	if v.cache == nil || p.bounds() != nil {
		return ""
	}
	key, _ := pageKeyOf(&p.Request)
	return key
}

// pageKeyOf returns what is the same for two requests that have one answer in a view; ok is false for what is not cached:
// all but first pages, and explained ones. The Request is one whose zero fields have been given their meaning.
func pageKeyOf(r *Request) (key string, ok bool) {
	if r.Page != 1 || r.Explain {
		return "", false
	}
	var b strings.Builder
	text := func(s string) { fmt.Fprintf(&b, "%d:%s", len(s), s) }
	text(r.Query) // with the spaces in front, from which repairs count
	for _, t := range []time.Time{r.From, r.To} {
		if t.IsZero() {
			b.WriteByte('-')
		} else {
			fmt.Fprintf(&b, "%d,", t.Unix())
		}
	}
	if !r.Now.IsZero() { // what dates in words mean
		fmt.Fprint(&b, r.Now.Unix()/60, " ")
	}
	fmt.Fprint(&b, r.Mode, " ", r.AsTyped, " ", r.Date, " ", r.Sort, " ", r.PageSize, " ", r.SnippetChars, " ", r.Highlight, " ",
		r.OnlyIDs, " ", r.FacetSize, " ")
	text(string(r.Timeline))
	text(string(r.Collapse))
	text(r.Story)
	text(string(r.Freshness))
	for _, l := range r.Facets {
		text(string(l))
	}
	for _, f := range sortedFilters(r.Filters) {
		text("=" + string(f.Label))
		for _, values := range [][]string{f.AnyOf, f.AllOf, f.NoneOf} {
			values = slices.Clone(values)
			slices.Sort(values)
			values = slices.Compact(values)
			fmt.Fprint(&b, len(values), " ")
			for _, v := range values {
				text(v)
			}
		}
	}
	return b.String(), true
}

func sortedFilters(filters []Filter) []Filter {
	filters = slices.Clone(filters)
	slices.SortStableFunc(filters, func(a, b Filter) int { return strings.Compare(string(a.Label), string(b.Label)) })
	return filters
}

// clone copies everything of r that its owner may change.
func (r *Response) clone() *Response {
	c := *r
	c.Hits = slices.Clone(r.Hits)
	for i := range c.Hits {
		h := &c.Hits[i]
		h.Article = cloneArticle(h.Article)
		h.TitleMarks, h.SnippetMarks = slices.Clone(h.TitleMarks), slices.Clone(h.SnippetMarks)
		if h.Story != nil {
			story := *h.Story
			h.Story = &story
		}
	}
	c.Facets = slices.Clone(r.Facets)
	for i := range c.Facets {
		c.Facets[i].Values = slices.Clone(c.Facets[i].Values)
	}
	if r.Timeline != nil {
		t := *r.Timeline
		t.Buckets = slices.Clone(t.Buckets)
		c.Timeline = &t
	}
	c.Expansions, c.Repairs, c.Notices = slices.Clone(r.Expansions), slices.Clone(r.Repairs), slices.Clone(r.Notices)
	c.Corrections = slices.Clone(r.Corrections)
	return &c
}

func cloneArticle(a *corpus.Article) *corpus.Article {
	c := *a
	c.Tags, c.Authors = slices.Clone(a.Tags), slices.Clone(a.Authors)
	return &c
}

// articleBytes is about how much memory an article takes.
func articleBytes(a *corpus.Article) int64 {
	n := int(unsafe.Sizeof(*a))
	for _, text := range []string{a.ID, a.Title, a.Spot, a.Body, a.Category, a.Source, a.Agency, a.URL, a.Image, a.Language} {
		n += len(text)
	}
	for _, text := range slices.Concat(a.Tags, a.Authors) {
		n += int(unsafe.Sizeof(text)) + len(text)
	}
	return int64(n)
}

// bytes is about how much memory r takes.
func (r *Response) bytes() int64 {
	n := int(unsafe.Sizeof(*r)) + len(r.Parsed) + len(r.Suggestion)
	for i := range r.Hits {
		h := &r.Hits[i]
		a := h.Article
		if h.Story != nil {
			n += int(unsafe.Sizeof(*h.Story)) + len(h.Story.ID) + len(h.Story.FirstID) + len(h.Story.FirstSource)
		}
		n += int(unsafe.Sizeof(*h)+unsafe.Sizeof(*a)) + len(h.TitleHTML) + len(h.SnippetHTML) + len(h.Snippet)
		n += (len(h.TitleMarks) + len(h.SnippetMarks)) * int(unsafe.Sizeof(Mark{}))
		for _, text := range []string{a.ID, a.Title, a.Spot, a.Body, a.Category, a.Source, a.Agency, a.URL, a.Image, a.Language} {
			n += len(text)
		}
		for _, text := range slices.Concat(a.Tags, a.Authors) {
			n += int(unsafe.Sizeof(text)) + len(text)
		}
	}
	for i := range r.Facets {
		// The text of the values belongs to the view.
		n += int(unsafe.Sizeof(r.Facets[i])) + len(r.Facets[i].Values)*int(unsafe.Sizeof(FacetValue{}))
	}
	if r.Timeline != nil {
		n += int(unsafe.Sizeof(*r.Timeline)) + len(r.Timeline.Buckets)*int(unsafe.Sizeof(Bucket{}))
	}
	changed := "" // all repairs of a query have the same
	for _, x := range r.Repairs {
		n += int(unsafe.Sizeof(x)) + len(x.Message)
		changed = x.Changed
	}
	n += len(changed)
	for _, x := range r.Notices {
		n += int(unsafe.Sizeof(x)) + len(x)
	}
	for _, x := range r.Expansions {
		n += int(unsafe.Sizeof(x)) + len(x.Typed) + len(x.Also)
	}
	for _, x := range r.Corrections {
		n += int(unsafe.Sizeof(x)) + len(x.Typed) + len(x.Used)
	}
	return int64(n)
}
