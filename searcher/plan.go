package searcher

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// maxWords bounds the words of a query, each of which costs a pass over its postings, and maxPhraseWords those of one
// phrase, all of which are open at once.
const (
	maxWords       = 512
	maxPhraseWords = 64
)

// plan is a Request made ready: checked, its query analysed by the chain that analysed the articles.
type plan struct {
	Request
	// atoms are the words and phrases, each once.
	atoms []atom
	// typed are the plain words in the order of the query.
	typed  []typedWord
	parsed query.Query
	// first and last bound the date, in seconds since 1970; dated says that they do.
	first, last int64
	dated       bool
}

// atom is the smallest thing that matches: a word, or a phrase of several.
type atom struct {
	occur query.Occur
	words []turkish.Signals
	// offsets are the distances in tokens of the words from the first.
	offsets []int
	// plain says that the word was typed in ASCII, and meant that the other words of the query tell which of its spellings
	// are not meant by it.
	plain, meant bool
	// quoted keeps a word in quotes apart from the same word without.
	quoted bool
	// alternatives are other forms by which it is found too; see expand.
	alternatives []alternative
}

var analyzers = sync.Pool{New: func() any { return turkish.NewAnalyzer() }}

func newPlan(r Request) (*plan, error) {
	p := &plan{Request: r}
	if err := p.bounds(); err != nil {
		return nil, err
	}
	if len(r.Query) > MaxQueryBytes {
		at := utf8.RuneCountInString(r.Query[:MaxQueryBytes])
		return nil, &RequestError{"q", at, fmt.Sprintf("the query is longer than %d bytes: shorten it", MaxQueryBytes)}
	}
	var err error
	if p.parsed, err = query.Parse(r.Query); err != nil {
		var q *query.Error
		if errors.As(err, &q) {
			return nil, &RequestError{"q", q.Position, q.Message}
		}
		return nil, err
	}
	return p, p.analyse()
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
	if err := errors.Join(
		number(&p.Page, "page", 1, anyPage),
		number(&p.PageSize, "page-size", DefaultPageSize, MaxPageSize),
		number(&p.FacetSize, "facet-size", DefaultFacetSize, MaxFacetSize),
		number(&p.SnippetChars, "snippet-size", DefaultSnippetChars, MaxSnippetChars)); err != nil {
		return err
	}
	if p.Sort > ByOldest {
		return &RequestError{"sort", 0, "no such order"}
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
	p.first, p.last = segment.NoTime+1, int64(^uint64(0)>>1)
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

// analyse makes atoms of the clauses. A plain word that analyses to several tokens ("Rusya-Ukrayna") is as many words;
// with - in front it is a phrase, so that only what was typed is shut out.
func (p *plan) analyse() error {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	seen, count := map[string]int{}, 0
	capitals := meaningfulCapitals(p.parsed)
	for _, c := range p.parsed {
		phrase := atom{occur: c.Occur}
		var inCapitals, inASCII []bool
		analyzer.Analyze(c.Text, func(t turkish.Token, s turkish.Signals) bool {
			for len(phrase.words) <= t.Position { // words come as written and stand as spoken
				phrase.offsets = append(phrase.offsets, len(phrase.words))
				phrase.words = append(phrase.words, turkish.Signals{})
				inCapitals, inASCII = append(inCapitals, false), append(inASCII, false)
			}
			typed := c.Text[t.Start:t.BaseEnd]
			phrase.words[t.Position] = s
			inCapitals[t.Position] = capitals && isCapitals(typed)
			inASCII[t.Position] = strings.IndexFunc(typed, func(r rune) bool { return r > unicode.MaxASCII }) < 0
			return true
		})
		if len(phrase.words) == 0 {
			continue
		}
		if count += len(phrase.words); count > maxWords {
			return &RequestError{"q", c.Position, fmt.Sprintf("the query has more than %d words", maxWords)}
		}
		if len(phrase.words) == 1 || !c.Phrase && c.Occur != query.MustNot {
			for i, w := range phrase.words {
				at := p.add(seen, atom{
					occur: c.Occur, words: []turkish.Signals{w}, offsets: []int{0}, plain: inASCII[i], quoted: c.Phrase,
				})
				if c.Phrase || c.Occur == query.MustNot {
					at = -1
				}
				p.typed = append(p.typed, typedWord{turkish.QueryWord{Signals: w, Capitals: inCapitals[i]}, at})
			}
		} else if len(phrase.words) <= maxPhraseWords {
			p.add(seen, phrase)
			p.typed = append(p.typed, typedWord{atom: -1})
		} else {
			return &RequestError{"q", c.Position, fmt.Sprintf("the phrase has more than %d words", maxPhraseWords)}
		}
	}
	if len(p.atoms) == 0 && len(p.parsed) > 0 {
		return &RequestError{"q", p.parsed[0].Position, "there is no letter or digit to search for"}
	}
	return nil
}

// add makes an atom part of the plan, unless it is, and returns its place.
func (p *plan) add(seen map[string]int, a atom) int {
	key := string('0' + rune(a.occur))
	if a.quoted {
		key += `"`
	}
	for i, w := range a.words {
		key += fmt.Sprintf("%d %s ", a.offsets[i]-a.offsets[0], w.Exact)
	}
	at, ok := seen[key]
	if !ok {
		at = len(p.atoms)
		seen[key] = at
		p.atoms = append(p.atoms, a)
	}
	return at
}

// positive says that some word or phrase has to be, or may be, there.
func (p *plan) positive() bool {
	for _, a := range p.atoms {
		if a.occur != query.MustNot {
			return true
		}
	}
	return false
}

// meaningfulCapitals reports whether a word in capitals says something: not when nothing else was typed, unless it is
// one short word ("AB" is Avrupa Birliği, "AB ÜLKELERİ" may be ab ülkeleri).
func meaningfulCapitals(q query.Query) bool {
	words, long := 0, false
	for _, c := range q {
		for _, w := range strings.Fields(c.Text) {
			if !isCapitals(w) {
				return true
			}
			words++
			long = long || utf8.RuneCountInString(w) > maxAbbreviationLetters
		}
	}
	return words > 0 && !long
}

// maxAbbreviationLetters is the length from which on a word in capitals is no abbreviation but typed with the lock on.
const maxAbbreviationLetters = 5

// isCapitals reports whether a text has no small letter.
func isCapitals(text string) bool { return strings.IndexFunc(text, unicode.IsLower) < 0 }
