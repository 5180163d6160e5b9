package main

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/turkish"
	"github.com/blugelabs/bluge/analysis/lang/tr"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// lucene ranks by BM25 over terms made as Lucene's TurkishAnalyzer makes them: words of letters and digits, cut at the
// apostrophe, Turkish lower case, stop words left out (those of Bluge, the same list), Snowball's Turkish stemmer.
type lucene struct {
	ids      []string
	postings map[string][]posting
	lengths  []float64
	average  float64
}

type posting struct {
	doc       int
	frequency float64
}

// titleWeight is how often a title counts: the text is title, title, spot and body in one field.
const titleWeight = 2

func newLucene(articles []*corpus.Article) *lucene {
	l := &lucene{postings: map[string][]posting{}}
	total := 0.0
	for doc, a := range articles {
		counts := map[string]float64{}
		for _, term := range luceneTerms(a.Title) {
			counts[term] += titleWeight
		}
		for _, term := range luceneTerms(a.Spot + " " + a.Body) {
			counts[term]++
		}
		length := 0.0
		for term, n := range counts {
			l.postings[term] = append(l.postings[term], posting{doc, n})
			length += n
		}
		l.ids, l.lengths = append(l.ids, a.ID), append(l.lengths, length)
		total += length
	}
	l.average = total / max(float64(len(articles)), 1)
	return l
}

// search returns the ids of the best hits, with Lucene's standard k1 = 1.2 and b = 0.75.
func (l *lucene) search(query string, most int) []string { return l.rank(luceneTerms(query), most) }

func (l *lucene) idf(term string) float64 {
	n, df := float64(len(l.ids)), float64(len(l.postings[term]))
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

func (l *lucene) rank(terms []string, most int) []string {
	const k1, b = 1.2, 0.75
	scores := make([]float64, len(l.ids))
	var docs []int
	for _, term := range terms {
		idf := l.idf(term)
		for _, p := range l.postings[term] {
			if scores[p.doc] == 0 {
				docs = append(docs, p.doc)
			}
			scores[p.doc] += idf * p.frequency / (p.frequency + k1*(1-b+b*l.lengths[p.doc]/l.average))
		}
	}
	slices.SortFunc(docs, func(a, b int) int {
		switch {
		case scores[a] > scores[b]:
			return -1
		case scores[a] < scores[b]:
			return 1
		}
		return a - b
	})
	var ids []string
	for _, doc := range docs[:min(most, len(docs))] {
		ids = append(ids, l.ids[doc])
	}
	return ids
}

// isLuceneApostrophe says which apostrophes its ApostropheFilter knows.
func isLuceneApostrophe(r rune) bool { return r == '\'' || r == '’' }

var stopWords = tr.StopWords()

func luceneTerms(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !isLuceneApostrophe(r)
	})
	terms := words[:0]
	for _, w := range words {
		w = strings.TrimFunc(w, isLuceneApostrophe)
		if cut := strings.IndexFunc(w, isLuceneApostrophe); cut >= 0 {
			w = w[:cut]
		}
		w = turkish.Lower(w)
		if w == "" || stopWords[w] {
			continue
		}
		env := snowballstem.NewEnv(w)
		snowball.Stem(env)
		terms = append(terms, env.Current())
	}
	return terms
}
