package searcher

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher/query"
)

// maxWords bounds the words of a query, each of which costs a pass over its postings, and maxPhraseWords those of one
// phrase, all of which are open at once.
const (
	maxWords       = query.MaxTerms
	maxPhraseWords = 64
)

// plan is a Request made ready: checked, its query analysed by the chain that analysed the articles.
type plan struct {
	Request
	// atoms are the words, phrases and what stands near each other, each once; they give the score.
	atoms []atom
	// root says which articles are hits.
	root condition
	// typed are the plain words in the order of the query.
	typed []typedWord
	// patterns are the words with * or ? or ~, each once.
	patterns []*pattern
	limits
	parsed  query.Node
	repairs []query.Repair
	// corrections are those that parsed has already, suggestion what it does not have.
	corrections []Correction
	suggestion  string
	// leftOut says that the last words of a long query are not searched for.
	leftOut bool
	// unquoted says that phrases of a pasted text are searched for as words.
	unquoted bool
	// first and last bound the date, in seconds since 1970; dated says that they do.
	first, last int64
	dated       bool
}

// atom is the smallest thing that scores.
type atom struct {
	kind atomKind
	// words are those to find and to mark; of inRow they stand at offsets, the distances in tokens from the first.
	words   []turkish.Signals
	offsets []int
	// excluded says that the atom stands behind a minus: it does not score, and has no alternatives.
	excluded bool
	// plain says that the word was typed in ASCII, and meant that the other words of the query tell which of its spellings
	// are not meant by it.
	plain, meant bool
	// bare says that the whole query was typed in ASCII, and some word of it without its diacritics.
	bare bool
	// quoted keeps a word in quotes apart from the same word without.
	quoted bool
	// field is the text field in which the atom has to stand, counted from 1; 0 is any.
	field int
	// text names a pattern, and what is found by its places.
	text string
	// boost scales its score, and so does times, how often the word stands in the query.
	boost float64
	times int
	// pattern is a place in plan.patterns, part what an atom of kind placed has to find.
	pattern int
	part    *part
	// alternatives are other forms by which it is found too; see expand.
	alternatives []alternative
}

// atomKind says how an atom is found.
type atomKind uint8

const (
	// inRow is a word by its dictionary form or any spelling, or several by their spellings, beside each other.
	inRow atomKind = iota
	// asWritten is a word in one spelling.
	asWritten
	// spelledLike is any word that a pattern takes.
	spelledLike
	// placed is what is found by the places of words.
	placed
)

// weight is what scales the score of the atom.
func (a *atom) weight() float64 { return a.boost * float64(max(a.times, 1)) }

// isMade says that the postings of the atom stand in no dictionary but are made while searching.
func (a *atom) isMade() bool { return a.kind == spelledLike || a.kind == placed || len(a.words) > 1 }

func newPlan(r Request) (*plan, error) {
	p := &plan{Request: r, limits: usualLimits}
	if err := p.bounds(); err != nil {
		return nil, err
	}
	now := r.Now
	if !now.IsZero() {
		now = now.In(turkish.Istanbul)
	}
	var err error
	if p.parsed, p.repairs, err = query.ParseTree(r.Query, now); err != nil {
		var q *query.Error
		if errors.As(err, &q) {
			return nil, &RequestError{"q", q.Position, q.Message}
		}
		return nil, err
	}
	if _, ok := p.parsed.(*query.All); ok {
		if typed := strings.TrimSpace(r.Query); typed != "" && typed != "*" {
			at := utf8.RuneCountInString(r.Query[:strings.Index(r.Query, typed)]) + 1
			return nil, &RequestError{"q", at, "there is no letter or digit to search for"}
		}
	}
	return p, p.compile()
}

func (p *plan) bounds() error {
	number := func(n *int, field string, standard, most int) error {
		if *n == 0 {
			*n = standard
		}
		if *n < 1 || *n > most {
			return &RequestError{field, 0, fmt.Sprintf("%d is not a number from 1 to %d", *n, most)}
		}
		return nil
	}
	const anyPage = int(^uint(0) >> 1)
	if _, err := p.Freshness.halfLife(); err != nil {
		return err
	}
	if err := errors.Join(
		number(&p.Page, "page", 1, anyPage),
		number(&p.PageSize, "page-size", DefaultPageSize, MaxPageSize),
		number(&p.FacetSize, "facet-size", DefaultFacetSize, MaxFacetSize),
		number(&p.SnippetChars, "snippet-size", DefaultSnippetChars, MaxSnippetChars)); err != nil {
		return err
	}
	if p.Sort > ByTrending {
		return &RequestError{"sort", 0, "no such order"}
	}
	if p.Highlight > MarkNothing {
		return &RequestError{"highlight", 0, "no such way to highlight"}
	}
	if p.Mode > MatchAll {
		return &RequestError{"mode", 0, "no such mode"}
	}
	for _, l := range p.Facets {
		if _, ok := l.column(); !ok {
			return &RequestError{"facets", 0, fmt.Sprintf("%q cannot be counted", l)}
		}
	}
	for _, f := range p.Filters {
		if _, ok := f.Label.column(); !ok {
			return &RequestError{string(f.Label), 0, "articles cannot be filtered by this"}
		}
	}
	p.first, p.last = firstTime, maxTime
	if !p.From.IsZero() {
		p.first, p.dated = p.From.Unix(), true
	}
	if !p.To.IsZero() {
		p.last, p.dated = p.To.Unix(), true
	}
	if p.first >= p.last {
		return &RequestError{"from", 0, "the range of dates is empty: from lies behind to"}
	}
	return nil
}

// words counts the words and phrases that have to be, or may be, there.
func (p *plan) words() (n int) {
	for i := range p.atoms {
		if !p.atoms[i].excluded {
			n++
		}
	}
	return n
}

// positive says that some word or phrase has to be, or may be, there.
func (p *plan) positive() bool { return p.words() > 0 }

const unquotedNotice = "in a text this long, what is in quotes is searched for as words; a phrase needs a + in front of it"

// notices say what was not done as asked.
func (p *plan) notices() []string {
	var all []string
	if p.leftOut {
		all = append(all, fmt.Sprintf("only the first %d words were searched for", maxWords))
	}
	if p.unquoted {
		all = append(all, unquotedNotice)
	}
	for _, x := range p.patterns {
		if x.found > x.used {
			all = append(all, fmt.Sprintf("%s stands for %d spellings; the %d in most articles were searched for",
				x, x.found, x.used))
		}
	}
	return all
}
