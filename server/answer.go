package server

import (
	"slices"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
	querylanguage "github.com/haberara/haberara/searcher/query"
)

const searchPath = "/api/search"

// maxListedSpot is how many characters of a spot stand in a list of results; the article has all of them.
const maxListedSpot = 1000

// appendAnswer writes the answer of the search API.
func appendAnswer(b []byte, q query, r *searcher.Response) []byte {
	b = append(b, `{"status":"ok"`...)
	b = appendInt(b, "total", r.Total)
	if q.Collapse != "" {
		b = appendInt(b, "articles", r.Articles)
	}
	b = appendBool(b, "total_is_exact", true)
	b = appendFloat(b, "took_ms", float64(r.Took)/float64(time.Millisecond), 2)
	b = appendInt(b, "page", q.Page)
	b = appendInt(b, "page_size", q.PageSize)
	b = appendInt(b, "pages", r.Pages)
	b = appendPageLink(b, "next", q, q.Page+1, r.Pages)
	b = appendPageLink(b, "previous", q, q.Page-1, r.Pages)
	b = appendQuery(b, q, r)
	b = append(b, `,"results":[`...)
	for i := range r.Hits {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendHit(b, &r.Hits[i])
	}
	b = append(b, ']')
	b = appendFacets(b, r.Facets)
	b = appendTimeline(b, r.Timeline)
	b = appendField(b, "suggestion", r.Suggestion)
	return append(b, "}\n"...)
}

func appendPageLink(b []byte, name string, q query, page, pages int) []byte {
	b = appendName(b, name)
	if page < 1 || page > pages {
		return append(b, "null"...)
	}
	return appendString(b, q.args.set("page", itoa(page)).link(searchPath))
}

func appendExpansions(b []byte, expansions []searcher.Expansion) []byte {
	if len(expansions) == 0 {
		return b
	}
	b = append(appendName(b, "expansions"), '[')
	for i, x := range expansions {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"typed":`...)
		b = appendString(b, x.Typed)
		b = appendField(b, "also", x.Also)
		b = appendField(b, "why", string(x.Why))
		b = append(b, '}')
	}
	return append(b, ']')
}

// appendForgiven writes what was searched for otherwise than as typed, and the address that undoes it.
func appendForgiven(b []byte, q query, r *searcher.Response) []byte {
	if len(r.Corrections)+len(r.Expansions) == 0 {
		return b
	}
	b = appendExpansions(b, r.Expansions)
	if len(r.Corrections) > 0 {
		b = appendValue(b, "corrections", r.Corrections)
	}
	return appendField(b, "as_typed", q.args.without("page").set("as-typed", "true").link(searchPath))
}

// appendRepairs writes what was changed about the query.
func appendRepairs(b []byte, repairs []querylanguage.Repair) []byte {
	if len(repairs) == 0 {
		return b
	}
	return appendValue(b, "repairs", repairs)
}

// appendQuery says how the request was understood. The range is written so that it reads back as itself: to is the last
// second inside.
func appendQuery(b []byte, q query, r *searcher.Response) []byte {
	b = append(b, `,"query":{"q":`...)
	b = appendString(b, q.Query)
	b = appendName(b, "parsed")
	b = appendString(b, r.Parsed)
	b = appendBool(b, "matches_all", r.MatchesAll)
	b = appendForgiven(b, q, r)
	b = appendRepairs(b, r.Repairs)
	b = appendStrings(b, "notices", r.Notices)
	b = appendField(b, "mode", modeNames[q.Mode])
	b = appendField(b, "sort", sortNames[q.Sort])
	b = appendField(b, "freshness", string(q.Freshness))
	b = appendField(b, "collapse", string(q.Collapse))
	b = appendField(b, "story", q.Story)
	b = appendField(b, "use_date", dateNames[q.Date])
	b = appendTimeField(b, "from", q.From)
	if !q.To.IsZero() {
		b = appendTimeField(b, "to", q.To.Add(-time.Second))
	}
	if len(q.Filters) == 0 {
		return append(b, '}')
	}
	b = append(b, `,"filters":{`...)
	for i, filter := range q.Filters {
		values := make([]string, 0, len(filter.AnyOf)+len(filter.AllOf)+len(filter.NoneOf))
		for _, value := range filter.AnyOf {
			values = append(values, filterArg(value))
		}
		for _, value := range filter.AllOf {
			values = append(values, "+"+value)
		}
		for _, value := range filter.NoneOf {
			values = append(values, "-"+value)
		}
		start := len(b)
		b = appendStrings(b, string(filter.Label), values)
		if i == 0 {
			b = append(b[:start], b[start+1:]...) // the comma before the first
		}
	}
	return append(b, "}}"...)
}

// appendHit writes title and snippet as plain text, and their matched words as the caller wants them.
func appendHit(b []byte, hit *searcher.Hit) []byte {
	a := hit.Article
	b = append(b, `{"id":`...)
	b = appendString(b, a.ID)
	b = appendFloat(b, "score", hit.Score, 4)
	b = appendField(b, "title", a.Title)
	b = appendField(b, "title_html", hit.TitleHTML)
	b = appendMarks(b, "title_marks", hit.TitleMarks)
	b = appendField(b, "spot", cut(a.Spot, maxListedSpot))
	b = appendField(b, "snippet", hit.Snippet)
	b = appendField(b, "snippet_html", hit.SnippetHTML)
	b = appendMarks(b, "snippet_marks", hit.SnippetMarks)
	b = appendFacts(b, a)
	if hit.Explanation != nil {
		b = appendValue(b, "explanation", hit.Explanation)
	}
	if hit.Story != nil {
		b = append(appendStory(appendName(b, "story"), hit.Story), '}')
	}
	return append(b, '}')
}

// appendMarks writes nothing where the caller did not ask for them, and an empty list where nothing is marked.
func appendMarks(b []byte, name string, marks []searcher.Mark) []byte {
	if marks == nil {
		return b
	}
	return appendValue(b, name, marks)
}

// appendFacts writes everything of an article but its id and text.
func appendFacts(b []byte, a *corpus.Article) []byte {
	b = appendField(b, "category", a.Category)
	b = appendStrings(b, "tags", a.Tags)
	b = appendStrings(b, "authors", a.Authors)
	b = appendField(b, "source", a.Source)
	b = appendField(b, "agency", a.Agency)
	b = appendField(b, "url", a.URL)
	b = appendField(b, "image", a.Image)
	b = appendTimeField(b, "published_at", a.Published)
	b = appendTimeField(b, "updated_at", a.Updated)
	return appendField(b, "language", a.Language)
}

// appendArticle writes a whole article.
func appendArticle(b []byte, a *corpus.Article) []byte {
	const restBytes = 4 << 10 // of most articles
	b = slices.Grow(b, len(a.Body)+len(a.Spot)+len(a.Title)+restBytes)
	b = append(b, `{"id":`...)
	b = appendString(b, a.ID)
	b = appendField(b, "title", a.Title)
	b = appendField(b, "spot", a.Spot)
	b = appendField(b, "body", a.Body)
	return append(appendFacts(b, a), "}\n"...)
}

func appendTimeField(b []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	b = append(appendName(b, name), '"')
	return append(appendTime(b, t), '"')
}

func appendFacets(b []byte, facets []searcher.Facet) []byte {
	if len(facets) == 0 {
		return b
	}
	b = append(b, `,"facets":{`...)
	for i, facet := range facets {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, string(facet.Label)), ':', '[')
		for j, value := range facet.Values {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"value":`...)
			b = appendString(b, value.Value)
			b = append(appendInt(b, "count", value.Count), '}')
		}
		b = append(b, ']')
	}
	b = append(b, '}')
	b = appendFacetCounts(b, "facet_distinct", facets, func(f searcher.Facet) int { return f.Distinct })
	return appendFacetCounts(b, "facet_missing", facets, func(f searcher.Facet) int { return f.Missing })
}

func appendFacetCounts(b []byte, name string, facets []searcher.Facet, count func(searcher.Facet) int) []byte {
	b = appendName(b, name)
	for i, facet := range facets {
		start := len(b)
		b = appendInt(b, string(facet.Label), count(facet))
		if i == 0 {
			b[start] = '{'
		}
	}
	return append(b, '}')
}
