package server

import (
	"context"
	"fmt"
	"html/template"
	"slices"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// pageFacets are the labels that the search page offers to choose from, pageFacetSize values of each at first.
var pageFacets = []searcher.Label{searcher.Category, searcher.Source, searcher.Person, searcher.Place, searcher.Organisation}

const pageFacetSize = 10

// searchView is the data of web/search.html.
type searchView struct {
	page
	Heading, Total, Took string
	// Also are the other forms of the typed words that were searched for and found, each once.
	Also []string
	// Parsed is the query as it was understood, where something about it was changed.
	Parsed string
	// Corrected is the query that was searched for where words were corrected, LeftOut those that were not searched for.
	// AsTypedLink undoes both, and what is in Also; Instead is its text.
	Corrected, AsTypedLink, Instead string
	LeftOut                         []string
	// Suggestion is a query that finds more.
	Suggestion, SuggestionLink string
	Results                    []result
	Sorts, Presets             []choice
	// Stories joins the hits of a story, or takes them apart again.
	Stories      choice
	Facets       []facetView
	TimelineView *timelineView
	Chips        []chip
	ClearLink    string
	// DateHidden is sent along with the date form, whose fields show FromDay and ToDay.
	DateHidden     args
	FromDay, ToDay string
	Paging         paging
	// IsFront says that nothing was asked for, so that the page also shows what the news are about.
	IsFront bool
	front
	// EmptyIndex says that nothing was found because there is nothing. AllDatesLink and NoFiltersLink may find more;
	// empty where there is no such filter.
	EmptyIndex                  bool
	AllDatesLink, NoFiltersLink string
}

// result is one hit on the page.
type result struct {
	Link             string
	Title, Snippet   template.HTML
	Spot             string
	Source, Category string
	Language         string
	Date             *date
	// Sources says how many sources tell the story, and where they are.
	Sources *namedLink
}

// serveSearchPage answers GET /: the same parameters as the API, with those that it does not know passed over, because
// links carry all sorts of them.
func (s *Server) serveSearchPage(ctx *fasthttp.RequestCtx) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	a = a.filter(func(each arg) bool { return isKnown(each.Name) })
	q, err := parseQuery(a, s.config.Now())
	if err != nil {
		return err
	}
	q.Facets, q.Explain, q.Highlight = pageFacets, false, searcher.MarkHTML
	if q.FacetSize == 0 {
		q.FacetSize = pageFacetSize
	}
	if q.Timeline == "" {
		q.Timeline = searcher.AutoInterval
	}
	return s.inTurn(func(turn context.Context) error {
		response, err := s.search(turn, q.Request)
		if err != nil {
			return err
		}
		v := s.newSearchView(q, response)
		if v.IsFront {
			if err := s.addFront(turn, &v); err != nil {
				return err
			}
		}
		return s.writePage(ctx, searchTemplate, v)
	})
}

func (s *Server) newSearchView(q query, r *searcher.Response) searchView {
	a := q.args.without("page")
	v := searchView{page: s.newPage("/", q.args), Total: "", Took: ""}
	v.Total, v.Took = v.results(r.Total), v.took(r.Took)
	if q.Collapse != "" {
		v.Total = fmt.Sprintf(v.StoriesOfArticles, v.count(r.Articles), v.count(r.Total))
	}
	v.APILink = q.args.without(languageParameter).link(searchPath)
	v.Hidden, v.DateHidden = a.without("q"), a.without("from", "to")
	v.NoIndex = len(q.args.without(languageParameter)) > 0
	v.Description = v.Tagline
	v.Heading, v.Title = v.headings(q)
	v.Also = alsoSearched(r.Expansions)
	if len(r.Repairs) > 0 {
		v.Parsed = cut(r.Parsed, maxShownQuery)
	}
	v.forgive(a, q, r)
	v.Sorts, v.Presets = v.sorts(q, a), v.presets(a, s.config.Now())
	v.Stories = v.storyChoice(q, a)
	v.TimelineView = v.timeline(a, r.Timeline)
	v.Facets, v.Chips = v.facets(a, r.Facets), v.chips(q, a)
	if len(v.Chips) > 0 {
		v.ClearLink = a.without(append(labelNames(), "story", "from", "to", "as-typed", "mode", "freshness")...).link("/")
		v.NoFiltersLink = v.ClearLink
	}
	if q.args.get("from")+q.args.get("to") != "" {
		v.AllDatesLink = a.without("from", "to").link("/")
	}
	v.IsFront = len(q.args.languageOnly()) == len(q.args) && r.Total > 0
	v.EmptyIndex = s.engine.Stats().Articles == 0
	if !q.From.IsZero() {
		v.FromDay = day(q.From)
	}
	if !q.To.IsZero() {
		v.ToDay = day(q.To.Add(-1))
	}
	v.Paging = v.paging(q.args, q.Page, r.Pages)
	for i := range r.Hits {
		v.Results = append(v.Results, s.newResult(v.language, q, &r.Hits[i]))
	}
	return v
}

// forgive tells what was done about the words of the query, and how to undo it.
func (v *searchView) forgive(a args, q query, r *searcher.Response) {
	for _, c := range r.Corrections {
		if c.Used == "" {
			v.LeftOut = append(v.LeftOut, shorten(c.Typed))
		} else {
			v.Corrected = cut(r.Parsed, maxShownQuery)
		}
	}
	if v.Corrected != "" {
		v.Parsed = ""
		v.Heading = fmt.Sprintf(v.ResultsFor, shorten(r.Parsed))
	}
	if len(r.Corrections)+len(v.Also) > 0 {
		v.AsTypedLink = a.set("as-typed", "true").link("/")
		v.Instead = fmt.Sprintf(v.SearchInstead, shorten(q.Query))
	}
	if r.Suggestion != "" {
		v.Suggestion = cut(r.Suggestion, maxShownQuery)
		v.SuggestionLink = a.without("as-typed").set("q", r.Suggestion).link("/")
	}
}

// maxShownQuery is how many characters of a query that was changed the page shows.
const maxShownQuery = 200

// maxAlso is how many other forms the page names.
const maxAlso = 12

func alsoSearched(expansions []searcher.Expansion) []string {
	var also []string
	for _, x := range expansions {
		if form := shorten(x.Also); len(also) < maxAlso && !slices.Contains(also, form) {
			also = append(also, form)
		}
	}
	return also
}

func (l *language) headings(q query) (heading, title string) {
	switch {
	case q.Query != "":
		return fmt.Sprintf(l.ResultsFor, shorten(q.Query)), shorten(q.Query)
	case len(q.Filters) > 0 || q.Story != "" || !q.From.IsZero() || !q.To.IsZero() || q.Sort > searcher.ByNewest:
		return l.FilteredNews, l.FilteredNews
	}
	return l.LatestNews, ""
}

func (s *Server) newResult(l *language, q query, hit *searcher.Hit) result {
	article := hit.Article
	when := article.Published
	if q.Date == searcher.Updated && !article.Updated.IsZero() {
		when = article.Updated
	}
	r := result{
		Link:  articleLink(articlePagePrefix, article.ID, q.args.languageOnly()),
		Title: template.HTML(hit.TitleHTML), Snippet: template.HTML(hit.SnippetHTML), Spot: cut(article.Spot, maxListedSpot),
		Source: article.Source, Category: article.Category, Language: article.Language,
		Date: l.date(when, s.config.Now()),
	}
	if sources := l.sources(hit.Story); sources != "" {
		r.Sources = &namedLink{sources, q.args.languageOnly().set("story", hit.Story.ID).set("sort", "oldest").link("/")}
	}
	if r.Language == "" {
		r.Language = turkish.Code
	}
	return r
}
