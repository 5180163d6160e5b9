package server

import (
	"fmt"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// choice is one of several that exclude each other.
type choice struct {
	Name, Link string
	Current    bool
}

// chip is an active filter; its link takes it away.
type chip struct{ Name, Value, Link string }

// facetView is the values of one label; those chosen come first.
type facetView struct {
	Name   string
	Values []facetChoice
	// AllLink shows every value, and AllText says so with their number; empty when all are shown.
	AllLink, AllText string
}

// facetChoice adds a value to the filter, or takes it away when it is Chosen. Count is empty when it is not known.
type facetChoice struct {
	Value, Count, Link string
	Chosen             bool
}

func (l *language) sorts(q query, a args) []choice {
	names := []string{searcher.ByRelevance: l.ByRelevance, searcher.ByNewest: l.ByNewest, searcher.ByOldest: l.ByOldest,
		searcher.ByTrending: l.ByTrending}
	choices := make([]choice, 0, len(names))
	for order, name := range names {
		value := sortNames[order]
		if order == 0 {
			value = ""
		}
		choices = append(choices, choice{name, a.set("sort", value).link("/"), q.Sort == searcher.Order(order)})
	}
	if q.Query == "" { // without a word to search for, relevance is the newest first
		choices[searcher.ByNewest].Current = q.Sort != searcher.ByOldest && q.Sort != searcher.ByTrending
		return choices[searcher.ByNewest:]
	}
	return choices
}

// storyChoice joins the hits of a story, or takes them apart where they are.
func (l *language) storyChoice(q query, a args) choice {
	other := string(searcher.ByStory)
	if q.Collapse != "" {
		other = ""
	}
	return choice{l.OneOfEachStory, a.set("collapse", other).link("/"), q.Collapse != ""}
}

// presets are date ranges that begin some days ago, today counted in, and have no end.
func (l *language) presets(a args, now time.Time) []choice {
	now = now.In(corpus.Istanbul)
	from, to := a.get("from"), a.get("to")
	preset := func(name, start string) choice {
		return choice{name, a.without("to").set("from", start).link("/"), from == start && to == ""}
	}
	return []choice{
		preset(l.Today, day(now)),
		preset(l.LastWeek, day(now.AddDate(0, 0, -6))),
		preset(l.LastMonth, day(now.AddDate(0, 0, -29))),
		preset(l.LastYear, day(now.AddDate(-1, 0, 1))),
		preset(l.AnyTime, ""),
	}
}

func (l *language) facets(a args, facets []searcher.Facet) []facetView {
	views := make([]facetView, 0, len(facets))
	for _, facet := range facets {
		name := string(facet.Label)
		view := facetView{Name: l.facetName(facet.Label)}
		counts := make(map[string]int, len(facet.Values))
		for _, value := range facet.Values {
			counts[value.Value] = value.Count
		}
		for _, each := range a {
			if value, kind := cutFilter(each.Value); each.Name == name && kind != noneOf {
				chosen := facetChoice{Value: value, Link: a.withoutValue(name, each.Value).link("/"), Chosen: true}
				if n, ok := counts[value]; ok {
					chosen.Count = l.count(n)
				}
				view.Values = append(view.Values, chosen)
			}
		}
		for _, value := range facet.Values {
			if arg := filterArg(value.Value); !a.has(name, arg) && !a.has(name, "+"+value.Value) {
				view.Values = append(view.Values, facetChoice{Value: value.Value, Count: l.count(value.Count),
					Link: a.with(name, arg).link("/")})
			}
		}
		if facet.Distinct > len(facet.Values) && len(facet.Values) < searcher.MaxFacetSize {
			view.AllText = fmt.Sprintf(l.ShowAll, l.count(facet.Distinct))
			view.AllLink = a.set("facet-size", itoa(min(facet.Distinct, searcher.MaxFacetSize))).link("/")
		}
		views = append(views, view)
	}
	return views
}

// facetName is the heading above the values of a label.
func (l *language) facetName(label searcher.Label) string {
	switch label {
	case searcher.Person:
		return l.People
	case searcher.Place:
		return l.Places
	case searcher.Organisation:
		return l.Organisations
	}
	return l.parameterName(string(label))
}

func (l *language) chips(q query, a args) []chip {
	var chips []chip
	if !q.From.IsZero() || !q.To.IsZero() {
		chips = append(chips, chip{l.Dates, l.span(q.From, q.To), a.without("from", "to").link("/")})
	}
	if q.Story != "" {
		chips = append(chips, chip{l.Story, l.OneStory, a.without("story").link("/")})
	}
	if q.AsTyped {
		chips = append(chips, chip{l.Spelling, l.AsTyped, a.without("as-typed").link("/")})
	}
	if q.Mode == searcher.MatchAll {
		chips = append(chips, chip{l.Words, l.AllWords, a.without("mode").link("/")})
	}
	switch q.Freshness {
	case "", searcher.AutoFresh:
	case searcher.NeverFresh:
		chips = append(chips, chip{l.Freshness, l.NoFreshness, a.without("freshness").link("/")})
	default:
		chips = append(chips, chip{l.Freshness, string(q.Freshness), a.without("freshness").link("/")})
	}
	for _, each := range a {
		if labelOf(each.Name) == "" {
			continue
		}
		value, kind := cutFilter(each.Value)
		switch kind {
		case noneOf:
			value += " (" + l.Excluding + ")"
		case allOf:
			value += " (" + l.Required + ")"
		}
		chips = append(chips, chip{l.parameterName(each.Name), value, a.withoutValue(each.Name, each.Value).link("/")})
	}
	return chips
}

// span writes a date range by its first and last day; what both have in common once: 16 – 22 Haziran 2025.
func (l *language) span(from, to time.Time) string {
	if to.IsZero() {
		return fmt.Sprintf(l.Since, l.shortDate(from))
	}
	if from.IsZero() {
		return fmt.Sprintf(l.Until, l.shortDate(to.Add(-1)))
	}
	from, to = from.In(corpus.Istanbul), to.Add(-1).In(corpus.Istanbul)
	end := l.shortDate(to)
	switch start := l.shortDate(from); {
	case start == end:
		return end
	case from.Year() != to.Year():
		return start + " – " + end
	case from.Month() != to.Month():
		return fmt.Sprintf("%d %s – %s", from.Day(), l.months[from.Month()-1], end)
	}
	return fmt.Sprintf("%d – %s", from.Day(), end)
}

// paging leads to the pages around the current one, the first and the last.
type paging struct {
	Previous, Next string
	Pages          []pageLink
}

// pageLink is one page; a Gap stands for those left out.
type pageLink struct {
	Number, Link, Label string
	Current, Gap        bool
}

func (l *language) paging(a args, current, pages int) paging {
	const around = 2
	var p paging
	if pages < 2 {
		return p
	}
	link := func(n int) string {
		if n == 1 {
			return a.without("page").link("/")
		}
		return a.set("page", itoa(n)).link("/")
	}
	if current > 1 {
		p.Previous = link(current - 1)
	}
	if current < pages {
		p.Next = link(current + 1)
	}
	add := func(n int) {
		number := l.count(n)
		p.Pages = append(p.Pages, pageLink{number, link(n), fmt.Sprintf(l.Page, number), n == current, false})
	}
	gap := func(skipped int) {
		if skipped > 0 {
			p.Pages = append(p.Pages, pageLink{Gap: true})
		}
	}
	start, end := max(1, current-around), min(pages, current+around)
	if start > 1 {
		add(1)
		gap(start - 2)
	}
	for n := start; n <= end; n++ {
		add(n)
	}
	if end < pages {
		gap(pages - 1 - end)
		add(pages)
	}
	return p
}
