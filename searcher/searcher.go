// Package searcher turns queries into ranked answers over an index: plan, match, score, filter, facet, sort, page and
// highlight.
//
// Caveats: a Searcher is safe for concurrent use; a Response belongs to its caller. Every search runs under the deadline
// of its context and returns context.DeadlineExceeded when that passes.
package searcher

import (
	"errors"
	"fmt"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher/query"
)

// Order is how hits are sorted. Ties fall back to the newer article, then to a hash of the ID, so pages are stable.
type Order uint8

const (
	// ByRelevance sorts by score; without a word to search for it is the same as ByNewest.
	ByRelevance Order = iota
	// ByNewest puts the latest date first and undated articles last.
	ByNewest
	// ByOldest puts the earliest date first and undated articles last.
	ByOldest
	// ByTrending puts first what belongs to the story with the highest momentum: the one that most articles of the last
	// hours are about. See momentumHalf; of equal ones the newest comes first.
	ByTrending
)

// Mode says how many of the words that stand side by side an article has to have.
type Mode uint8

const (
	// MatchAny takes one, and ranks articles with more of them higher.
	MatchAny Mode = iota
	// MatchAll takes every word, as if + stood before each.
	MatchAll
)

// DateField is the date a range, a sort or a facet works on.
type DateField uint8

const (
	// Published is the date of first publication.
	Published DateField = iota
	// Updated is the date of the last change, or Published where an article has none.
	Updated
)

// Label names a column that can be filtered and counted.
type Label string

// The labels of an article.
const (
	Category Label = "category"
	Source   Label = "source"
	Author   Label = "author"
	Tag      Label = "tag"
	Agency   Label = "agency"
	// Person, Place and Organisation are the names in title, spot and body; see package names.
	Person       Label = "person"
	Place        Label = "place"
	Organisation Label = "organisation"
	// The last three are of the published date in Istanbul: 2026, 2026-05, 2026-05-17.
	PublishedYear  Label = "year"
	PublishedMonth Label = "month"
	PublishedDay   Label = "day"
)

// Labels lists every Label, in the order in which they are shown.
var Labels = []Label{Category, Source, Author, Tag, Agency, Person, Place, Organisation, PublishedYear, PublishedMonth,
	PublishedDay}

// Highlight says how matched words are told.
type Highlight uint8

const (
	// MarkHTML writes them as HTML.
	MarkHTML Highlight = iota
	// MarkOffsets says where in the text they stand.
	MarkOffsets
	// MarkNothing leaves them unmarked.
	MarkNothing
)

// Filter keeps articles that carry at least one value of AnyOf (when it is not empty), every value of AllOf and no value
// of NoneOf. A value matches as written; where no article spells it so, in any letter case and with or without diacritics.
type Filter struct {
	Label                Label
	AnyOf, AllOf, NoneOf []string
}

// Request is one search. The zero Request asks for the newest ten articles.
type Request struct {
	// Query is what the user typed, at most MaxQueryBytes bytes; empty matches every article. docs/query-syntax.md describes
	// the language.
	Query string
	Mode  Mode
	// AsTyped searches for nothing but the words as they are typed, in all their forms: there are neither Corrections nor
	// Expansions, and no Suggestion.
	AsTyped bool
	// Now is the present of the dates in Query. With the zero time such words as "son 7 gün" are just words, and
	// tarih:dün is a RequestError.
	Now time.Time
	// From and To bound Date: From is the first instant inside, To the first instant outside; zero times are open ends.
	// A bounded search leaves undated articles out.
	From, To time.Time
	Date     DateField
	Filters  []Filter
	// Facets are counted over all hits, see Facet; FacetSize values each are returned (0 means DefaultFacetSize).
	Facets    []Label
	FacetSize int
	// Timeline counts the hits by the Date; empty for none.
	Timeline Interval
	// Story keeps the articles of a story, named by its ID or that of one of its articles; empty for all.
	Story string
	// Collapse ByStory shows each story once, by its best hit in the order of Sort; totals, pages, facets and timeline count
	// stories then.
	Collapse Collapse
	Sort     Order
	// Freshness says how much newer articles rank higher, against Now, or against the newest article in an index that has
	// none of the day before it.
	Freshness Freshness
	// Page counts from 1 (0 means 1); PageSize is 1 to MaxPageSize (0 means DefaultPageSize).
	Page, PageSize int
	// SnippetChars is the length of a snippet in characters (0 means DefaultSnippetChars).
	SnippetChars int
	// Highlight says how the matched words of a Hit are told.
	Highlight Highlight
	// OnlyIDs leaves everything of a Hit empty but its Score and the ID of its Article: for long lists of hits.
	OnlyIDs bool
	// Explain fills in the Explanation of every Hit.
	Explain bool
}

// The bounds of a Request.
const (
	MaxQueryBytes       = query.MaxBytes
	DefaultPageSize     = 10
	MaxPageSize         = 10_000
	DefaultFacetSize    = 100
	MaxFacetSize        = 10_000
	DefaultSnippetChars = 240
	MaxSnippetChars     = 2_000
)

// Response is the answer to a Request. Total, Articles and every count of a facet or timeline are exact over all articles
// of the index.
type Response struct {
	// Total is how many hits there are: stories where they are collapsed, else articles. Articles is how many articles
	// were found.
	Total, Articles int
	Page, PageSize  int
	// Pages is how many pages of PageSize the hits fill; 0 when there are none.
	Pages int
	Hits  []Hit
	// Facets stand in the order of Request.Facets.
	Facets []Facet
	// Timeline is nil when none was asked for.
	Timeline *Timeline
	// Parsed is the query as it was understood and searched for, Corrections made, in the query language itself.
	Parsed string
	// Corrections say what was searched for instead of words that hardly any article has. Request.AsTyped undoes them.
	Corrections []Correction
	// Suggestion is a query that would find more, where words that were not corrected look like more frequent ones; else
	// empty.
	Suggestion string
	// Repairs say what about the query was read otherwise than it is written.
	Repairs []query.Repair
	// Notices say in English what else was not done as asked, such as that a word with * stands for too many words.
	Notices []string
	// MatchesAll says that the query named no word to search for, so that dates, labels and filters alone decided.
	MatchesAll bool
	// Expansions are the other forms of words that were searched for too and found. Request.AsTyped undoes them.
	Expansions []Expansion
	Took       time.Duration
}

// Notes are the Repairs, Corrections and Notices as texts.
func (r *Response) Notes() []string { return notesOf(r.Repairs, r.Corrections, r.Notices) }

func notesOf(repairs []query.Repair, corrections []Correction, notices []string) (notes []string) {
	for _, r := range repairs {
		notes = append(notes, r.String())
	}
	for _, c := range corrections {
		notes = append(notes, c.String())
	}
	return append(notes, notices...)
}

// Hit is one found article.
type Hit struct {
	Article *corpus.Article
	// Score is the relevance, higher is better; 0 where no word was searched for.
	Score float64
	// Snippet is the best passage of spot and body: at most Request.SnippetChars characters of the article, and an ellipsis
	// besides where the text goes on.
	Snippet string
	// TitleHTML and SnippetHTML are HTML-safe text in which every matched word stands inside <mark> and </mark>; with
	// MarkHTML only.
	TitleHTML, SnippetHTML string
	// TitleMarks and SnippetMarks are the matched words of Article.Title and Snippet; with MarkOffsets only.
	TitleMarks, SnippetMarks []Mark
	// Explanation says how Score came about; nil unless Request.Explain asked for it.
	Explanation *Explanation
	// Story is that of the article where hits are collapsed, else nil.
	Story *Story
}

// Facet counts the hits by the values of a label. A filter's AnyOf does not narrow the facet of its own label: that one
// counts what the query and all other filters leave, so that choosing a value does not zero the others.
type Facet struct {
	Label Label
	// Values are sorted by Count, highest first, then in Turkish alphabetical order.
	Values []FacetValue
	// Distinct is how many values there are in all, those beyond FacetSize included.
	Distinct int
	// Missing is how many of the counted articles have no value; of collapsed hits, how many stories have no hit with one.
	Missing int
}

// FacetValue is one value of a label and the number of hits that carry it; of collapsed hits, of stories that have such a
// hit.
type FacetValue struct {
	Value string
	Count int
}

// Stats describes the index that a Searcher reads.
type Stats struct {
	Articles   int
	Segments   int
	Bytes      int64
	Generation int
	Cache      CacheStats
}

// Contents describes what is in an index.
type Contents struct {
	Stats
	// Oldest and Newest are the range of published dates; zero when no article is dated.
	Oldest, Newest time.Time
	// Undated is how many articles have no published date.
	Undated int
	// Labels holds the number of distinct values of each label.
	Labels map[Label]int
}

// RequestError says what is wrong with a Request, in words for the person who wrote it.
type RequestError struct {
	// Field is the part of the request, in the spelling of the HTTP parameter ("q", "page-size").
	Field string
	// Position counts characters from 1 in the query; 0 when no character is to blame.
	Position int
	Message  string
}

func (e *RequestError) Error() string {
	if e.Position > 0 {
		return fmt.Sprintf("%s: %s (character %d)", e.Field, e.Message, e.Position)
	}
	return e.Field + ": " + e.Message
}

// ErrNotFound says that no article has the ID that was asked for.
var ErrNotFound = errors.New("no article has this id")
