package indexer

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/cespare/xxhash/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

var analyzers = &sync.Pool{New: func() any { return turkish.NewAnalyzer() }}

// document is an article on its way into a segment.
type document struct {
	article *corpus.Article
	fields  []field
	row     segment.Row
}

func newDocument(a *corpus.Article) *document {
	return &document{article: a, row: segment.Row{
		Published:   seconds(a.Published),
		Updated:     seconds(a.Updated),
		Fingerprint: a.Fingerprint(),
		Key:         Key(a.ID),
		Labels:      [segment.LabelFields][]string{one(a.Category), one(a.Source), a.Authors, a.Tags, one(a.Agency)},
	}}
}

// Key returns the hash of an article's ID that the key column holds.
func Key(id string) uint64 { return xxhash.Sum64String(id) }

// Row returns the values of the columns; the lengths are known after analyzeAll.
func (d *document) Row() *segment.Row { return &d.row }

// EachField visits the fields, which are known after analyzeAll.
func (d *document) EachField(visit bluge.VisitField) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}

// Analyze does nothing: Bluge calls it in a goroutine where a panic would end the process, so the analysis is done
// before, by analyzeAll.
func (d *document) Analyze() {}

// analyzeAll turns the texts of documents into terms, on all processors. The error names the articles that cannot be
// analysed.
func analyzeAll(documents []*document) error {
	workers := min(runtime.GOMAXPROCS(0), len(documents))
	errs := make([]error, workers)
	var next atomic.Int64
	var g sync.WaitGroup
	for worker := range workers {
		g.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(documents); i = next.Add(1) - 1 {
				errs[worker] = errors.Join(errs[worker], documents[i].analyze())
			}
		})
	}
	g.Wait()
	return errors.Join(errs...)
}

func (d *document) analyze() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("analyse article %q: internal error: %v", d.article.ID, p)
		}
	}()
	analyzer := analyzers.Get().(*turkish.Analyzer)
	d.setFields(analyzer)
	analyzers.Put(analyzer) // not after a panic, which may leave it in any state
	return nil
}

func (d *document) setFields(analyzer *turkish.Analyzer) {
	a := d.article
	id := field{name: idField, value: []byte(a.ID), store: true, length: 1}
	id.terms = []term{{text: a.ID, frequency: 1}}
	d.fields = append(make([]field, 0, TextFields*int(Signals)+14), id)
	for f, text := range [TextFields]string{a.Title, a.Spot, a.Body} {
		d.row.Lengths[f] = d.setTerms(analyzer, TextField(f), text)
	}
	d.store(storedTitle, a.Title)
	d.store(storedSpot, a.Spot)
	d.store(storedBody, a.Body)
	d.store(storedCategory, a.Category)
	d.store(storedTags, strings.Join(a.Tags, listSeparator))
	d.store(storedAuthors, strings.Join(a.Authors, listSeparator))
	d.store(storedSource, a.Source)
	d.store(storedAgency, a.Agency)
	d.store(storedURL, a.URL)
	d.store(storedImage, a.Image)
	d.store(storedPublished, storedTime(a.Published))
	d.store(storedUpdated, storedTime(a.Updated))
	d.store(storedLanguage, a.Language)
}

func (d *document) setTerms(analyzer *turkish.Analyzer, f TextField, text string) (tokens uint32) {
	var terms [Signals]termSet
	analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		tokens++
		terms[Exact].add(s.Exact)
		terms[Lemma].add(s.Lemma)
		terms[Fold].addAt(s.Fold, t.Position)
		return true
	})
	for _, s := range indexedSignals {
		if len(terms[s].terms) > 0 {
			name := FieldName(f, s)
			terms[s].seal(name)
			d.fields = append(d.fields, field{name: name, terms: terms[s].terms, length: int(tokens)})
		}
	}
	return tokens
}

func (d *document) store(name, value string) {
	if value != "" {
		d.fields = append(d.fields, field{name: name, value: []byte(value), store: true})
	}
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return segment.NoTime
	}
	return t.Unix()
}

func storedTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}

func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}
