package main

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/haberara/haberara/searcher"
)

// matching is what a document has to have of the words of a question.
type matching string

const (
	anyWord  matching = "any"
	allWords matching = "all"
	phrase   matching = "phrase"
	prefix   matching = "prefix" // of the only word, in lower case
	fuzzy    matching = "fuzzy"  // the only word, within one edit
)

// question is a search in no engine's language. Without Words it asks for everything that passes the filters.
type question struct {
	Class    string    `json:"class"`
	Words    []string  `json:"words,omitempty"`
	Matching matching  `json:"matching,omitempty"`
	From     time.Time `json:"from,omitzero"`
	To       time.Time `json:"to,omitzero"`
	Category string    `json:"category,omitempty"`
	Source   string    `json:"source,omitempty"`
	// Facets asks for the facetSize most frequent values of category, source and tags.
	Facets bool `json:"facets,omitempty"`
	// Timeline asks for the number of hits of each day.
	Timeline bool `json:"timeline,omitempty"`
	// Newest sorts by date instead of by relevance.
	Newest bool `json:"newest,omitempty"`
	// Offset is how many hits come before the page, a multiple of pageSize.
	Offset int `json:"offset,omitempty"`
	// lineDate is when the line appeared that the words are from, for the recipe.
	lineDate time.Time
}

const (
	pageSize  = 10
	facetSize = 10
	// deepOffset is behind fifty pages.
	deepOffset = 50 * pageSize
)

func (q question) text() string { return strings.Join(q.Words, " ") }

// key is the same for two questions of which one answer would do.
func (q question) key() string {
	q.Class = ""
	b, err := json.Marshal(q)
	if err != nil {
		return err.Error() // no field can fail
	}
	return string(b)
}

// errUnable says that an engine does not know what a question asks for.
var errUnable = errors.New("the engine cannot be asked this")

// ourWords writes words in our query language.
var ourWords = map[matching]func(words []string) string{
	anyWord:  func(words []string) string { return strings.Join(words, " ") },
	allWords: func(words []string) string { return "+" + strings.Join(words, " +") },
	phrase:   func(words []string) string { return `"` + strings.Join(words, " ") + `"` },
	prefix:   func(words []string) string { return words[0] + "*" },
	fuzzy:    func(words []string) string { return words[0] + "~1" },
}

// ourTimeline asks our engine for a timeline.
func ourTimeline(r *searcher.Request) { r.Timeline = searcher.Day }

// request is the question to our engine, or errUnable.
func (q question) request() (searcher.Request, error) {
	r := searcher.Request{From: q.From, To: q.To, Page: q.Offset/pageSize + 1, PageSize: pageSize, OnlyIDs: true}
	if len(q.Words) > 0 {
		write := ourWords[q.Matching]
		if write == nil {
			return r, errUnable
		}
		r.Query = write(q.Words)
	}
	if q.Newest {
		r.Sort = searcher.ByNewest
	}
	if q.Category != "" {
		r.Filters = append(r.Filters, searcher.Filter{Label: searcher.Category, AnyOf: []string{q.Category}})
	}
	if q.Source != "" {
		r.Filters = append(r.Filters, searcher.Filter{Label: searcher.Source, AnyOf: []string{q.Source}})
	}
	if q.Facets {
		r.Facets = []searcher.Label{searcher.Category, searcher.Source, searcher.Tag}
		r.FacetSize = facetSize
	}
	if q.Timeline {
		ourTimeline(&r)
	}
	return r, nil
}
