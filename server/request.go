package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// apiFacets are counted when a request does not say which.
var apiFacets = []searcher.Label{searcher.Category, searcher.Source}

// maxPageSize is what one HTTP answer may hold; larger exports go through the command line.
const maxPageSize = 200

// query is a search as the parameters of an address say it.
type query struct {
	searcher.Request
	args   args
	format format
	// now is the present of relative dates.
	now time.Time
}

// parseQuery makes a query of known parameters as asked at now, or returns a *problem about the first that is wrong.
func parseQuery(a args, now time.Time) (query, error) {
	if err := checkNames(a); err != nil {
		return query{}, err
	}
	q := query{args: a, now: now}
	q.Page, q.PageSize = 1, searcher.DefaultPageSize
	q.Facets = apiFacets
	for _, read := range []func() *problem{q.readText, q.readRange, q.readChoices, q.readNumbers, q.readFacets,
		q.readFilters} {
		if p := read(); p != nil {
			return query{}, p
		}
	}
	return q, nil
}

func (q *query) readText() *problem {
	q.Query, q.Now = q.args.get("q"), q.now
	if len(q.Query) > searcher.MaxQueryBytes {
		return bad("q", fmt.Sprintf("the query has %d bytes; at most %d are taken", len(q.Query),
			searcher.MaxQueryBytes), "Arama metni çok uzun.")
	}
	return nil
}

func (q *query) readRange() (p *problem) {
	q.From, q.To, p = parseRange(q.args.get("from"), q.args.get("to"), q.now)
	return p
}

var (
	sortNames = []string{searcher.ByRelevance: "relevance", searcher.ByNewest: "newest", searcher.ByOldest: "oldest",
		searcher.ByTrending: "trending"}
	dateNames = []string{searcher.Published: "published", searcher.Updated: "updated"}
	modeNames = []string{searcher.MatchAny: "any", searcher.MatchAll: "all"}
	flagNames = []string{"0", "1", "false", "true"}
)

// highlightNames name the ways to highlight, the first once more at the end; highlights is how many there are.
var highlightNames = []string{
	searcher.MarkHTML: "html", searcher.MarkOffsets: "offsets", searcher.MarkNothing: "false", highlights: "true",
}

const highlights = 3

func (q *query) readChoices() *problem {
	sort, p := q.choice("sort", sortNames, 0)
	if p != nil {
		return p
	}
	date, p := q.choice("use-date", dateNames, 0)
	if p != nil {
		return p
	}
	mode, p := q.choice("mode", modeNames, 0)
	if p != nil {
		return p
	}
	highlight, p := q.choice("highlight", highlightNames, 0)
	if p != nil {
		return p
	}
	explain, p := q.choice("explain", flagNames, 0)
	if p != nil {
		return p
	}
	q.Explain = explain%2 == 1
	asTyped, p := q.choice("as-typed", flagNames, 0)
	if p != nil {
		return p
	}
	q.Freshness = searcher.Freshness(q.args.get("freshness"))
	q.Mode, q.AsTyped = searcher.Mode(mode), asTyped%2 == 1
	q.Sort, q.Date = searcher.Order(sort), searcher.DateField(date)
	q.Highlight = searcher.Highlight(highlight) % highlights
	if value := q.args.get("timeline"); value != "" {
		interval, p := q.choice("timeline", intervalNames(), 0)
		if p != nil {
			return p
		}
		q.Timeline = searcher.Intervals()[interval]
	}
	if q.args.get("collapse") != "" {
		if _, p := q.choice("collapse", []string{string(searcher.ByStory)}, 0); p != nil {
			return p
		}
		q.Collapse = searcher.ByStory
	}
	if q.Story = q.args.get("story"); len(q.Story) > corpus.MaxIDBytes {
		return bad("story", fmt.Sprintf("an id has at most %d bytes", corpus.MaxIDBytes), "Kimlik çok uzun.")
	}
	written, p := q.choice(formatParameter, formatNames, 0)
	q.format = format(written)
	return p
}

func intervalNames() []string {
	var names []string
	for _, v := range searcher.Intervals() {
		names = append(names, string(v))
	}
	return names
}

func (q *query) choice(name string, values []string, otherwise int) (int, *problem) {
	return q.args.choice(name, values, otherwise)
}

// choice returns the place of a parameter's value among several.
func (a args) choice(name string, values []string, otherwise int) (int, *problem) {
	value := a.get(name)
	if value == "" {
		return otherwise, nil
	}
	if i := slices.Index(values, value); i >= 0 {
		return i, nil
	}
	return 0, bad(name, fmt.Sprintf("%q is not one of %s", shorten(value), strings.Join(values, ", ")),
		fmt.Sprintf("“%s” geçerli bir seçenek değil.", shorten(value)))
}

func (q *query) readNumbers() *problem {
	for _, number := range []struct {
		name    string
		into    *int
		maximum int
	}{
		// A page number has no bound of its own: beyond the last page the answer says how many there are.
		{"page", &q.Page, maxPage},
		{"page-size", &q.PageSize, maxPageSize},
		{"facet-size", &q.FacetSize, searcher.MaxFacetSize},
		{"snippet-size", &q.SnippetChars, searcher.MaxSnippetChars},
	} {
		value := q.args.get(number.name)
		if value == "" {
			continue
		}
		n, ok := parseCount(value)
		if number.name == "page" {
			n = min(n, maxPage)
		}
		if !ok || n < 1 || n > number.maximum {
			return badNumber(number.name, value, number.maximum)
		}
		*number.into = n
	}
	if q.Explain && q.PageSize > maxExplained {
		return badNumber("page-size", itoa(q.PageSize)+" with explain", maxExplained)
	}
	return nil
}

// maxExplained is how many hits of a page can be explained: the explanation of one may be longer than its article.
const maxExplained = 50

// maxPage stands for every larger page number; no index has as many pages.
const maxPage = 1 << 30

func badNumber(name, value string, maximum int) *problem {
	if maximum == maxPage {
		return bad(name, fmt.Sprintf("%q is not a whole number from 1", shorten(value)),
			"Sayfa numarası 1 veya daha büyük bir tam sayı olmalı.")
	}
	return bad(name, fmt.Sprintf("%q is not a whole number from 1 to %d", shorten(value), maximum),
		fmt.Sprintf("1 ile %d arasında bir tam sayı olmalı.", maximum))
}

// parseCount reads decimal digits; a number too large for an int becomes the largest.
func parseCount(value string) (n int, ok bool) {
	for _, r := range value {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return int(^uint(0) >> 1), value != ""
	}
	return n, true
}

func (q *query) readFacets() *problem {
	var facets []searcher.Label
	given, none := false, false
	for _, each := range q.args {
		if each.Name != "facets" {
			continue
		}
		for name := range strings.SplitSeq(each.Value, ",") {
			given = true
			label := labelOf(strings.TrimSpace(name))
			if name = strings.TrimSpace(name); name == "none" {
				none = true
			} else if label == "" {
				return bad("facets", fmt.Sprintf("%q is not one of %s, none", shorten(name),
					strings.Join(labelNames(), ", ")), "Böyle bir süzgeç yok.")
			} else if !slices.Contains(facets, label) {
				facets = append(facets, label)
			}
		}
	}
	if none && len(facets) > 0 {
		return bad("facets", "none stands beside other facets; give one or the other", "“none” tek başına verilmeli.")
	}
	if given {
		q.Facets = facets
	}
	return nil
}

// readFilters collects the values of every label: a leading minus means none of, a leading plus all of, a leading
// backslash is not part of the value and lets one begin with any of them.
func (q *query) readFilters() *problem {
	for _, label := range searcher.Labels {
		filter := searcher.Filter{Label: label}
		for _, each := range q.args {
			if each.Name != string(label) {
				continue
			}
			value, kind := cutFilter(each.Value)
			if value == "" {
				return bad(each.Name, "nothing follows the sign", "İşaretten sonra bir değer yok.")
			}
			if len(value) > corpus.MaxLabelBytes || !utf8.ValidString(value) {
				return bad(each.Name, fmt.Sprintf("a value has at most %d bytes", corpus.MaxLabelBytes),
					"Değer çok uzun.")
			}
			switch kind {
			case noneOf:
				filter.NoneOf = append(filter.NoneOf, value)
			case allOf:
				filter.AllOf = append(filter.AllOf, value)
			default:
				filter.AnyOf = append(filter.AnyOf, value)
			}
		}
		if len(filter.AnyOf)+len(filter.AllOf)+len(filter.NoneOf) > 0 {
			q.Filters = append(q.Filters, filter)
		}
	}
	return nil
}

// filterKind is the list of a Filter in which a value belongs.
type filterKind uint8

const (
	anyOf filterKind = iota
	allOf
	noneOf
)

func cutFilter(raw string) (value string, kind filterKind) {
	if rest, ok := strings.CutPrefix(raw, "-"); ok {
		return rest, noneOf
	}
	if rest, ok := strings.CutPrefix(raw, "+"); ok {
		return rest, allOf
	}
	if rest, ok := strings.CutPrefix(raw, " "); ok { // a plus sign that was not escaped arrives as a space
		return rest, allOf
	}
	return strings.TrimPrefix(raw, `\`), anyOf
}

// filterArg writes a value so that cutFilter reads it as one of any.
func filterArg(value string) string {
	if value != "" && strings.ContainsRune("-+\\ ", rune(value[0])) {
		return `\` + value
	}
	return value
}
