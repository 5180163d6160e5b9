package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/haberara/haberara/corpus"
)

// peerBleve is bleve 2 with its defaults: a scorch index, tf-idf, its Turkish analyzer.
type peerBleve struct{ index bleve.Index }

func openBleve(dir string) (engine, error) {
	x, err := bleve.OpenUsing(blevePath(dir), map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("open the index of bleve: %w", err)
	}
	return peerBleve{x}, nil
}

// blevePath is below dir because bleve makes the folder of an index itself.
func blevePath(dir string) string { return filepath.Join(dir, "index") }

func (b peerBleve) Close() error { return b.index.Close() }

// bleveMapping has no dynamic fields, no composite field and no column for a text: each would cost, and none is asked.
func bleveMapping() mapping.IndexMapping {
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range textFields {
		text := bleve.NewTextFieldMapping()
		text.Analyzer, text.IncludeInAll, text.DocValues = tr.AnalyzerName, false, false
		doc.AddFieldMappingsAt(f.name, text)
	}
	for _, name := range []string{"category", "source", "tags", "day"} {
		label := bleve.NewTextFieldMapping()
		label.Analyzer, label.IncludeInAll, label.IncludeTermVectors = keyword.Name, false, false
		label.Store = name != "day"
		doc.AddFieldMappingsAt(name, label)
	}
	for _, name := range []string{"authors", "agency", "url"} {
		stored := bleve.NewTextFieldMapping()
		stored.Index, stored.IncludeInAll, stored.DocValues, stored.IncludeTermVectors = false, false, false, false
		doc.AddFieldMappingsAt(name, stored)
	}
	published := bleve.NewDateTimeFieldMapping()
	published.IncludeInAll = false
	doc.AddFieldMappingsAt("published", published)
	m := bleve.NewIndexMapping()
	m.DefaultMapping, m.DefaultAnalyzer = doc, tr.AnalyzerName
	return m
}

func buildBleve(ctx context.Context, dir, file string, size, most int, done func()) (_ int, err error) {
	x, err := bleve.New(blevePath(dir), bleveMapping())
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	count, err := eachBatch(ctx, file, size, most, func(articles []*corpus.Article) error {
		batch := x.NewBatch()
		for _, a := range articles {
			if err := batch.Index(a.ID, bleveDocument(a)); err != nil {
				return err
			}
		}
		return x.Batch(batch)
	})
	if err != nil {
		return 0, fmt.Errorf("index into bleve: %w", err)
	}
	done()
	return count, settle(ctx, dir)
}

func bleveDocument(a *corpus.Article) map[string]any {
	doc := map[string]any{}
	for name, s := range map[string]string{"title": a.Title, "spot": a.Spot, "body": a.Body, "category": a.Category,
		"source": a.Source, "agency": a.Agency, "url": a.URL} {
		if s != "" {
			doc[name] = s
		}
	}
	if len(a.Tags) > 0 {
		doc["tags"] = a.Tags
	}
	if len(a.Authors) > 0 {
		doc["authors"] = a.Authors
	}
	if !a.Published.IsZero() {
		doc["published"], doc["day"] = a.Published, dayOf(a)
	}
	return doc
}

// fielded is a query of bleve that looks in one field with a weight.
type fielded interface {
	query.Query
	SetField(string)
	SetBoost(float64)
}

func bleveOverFields(of func() fielded) query.Query {
	each := make([]query.Query, 0, len(textFields))
	for _, f := range textFields {
		q := of()
		q.SetField(f.name)
		q.SetBoost(f.boost)
		each = append(each, q)
	}
	return bleve.NewDisjunctionQuery(each...)
}

func bleveMatch(text string, edits int) query.Query {
	return bleveOverFields(func() fielded {
		q := bleve.NewMatchQuery(text)
		q.SetFuzziness(edits)
		return q
	})
}

func bleveWords(q question) query.Query {
	switch q.Matching {
	case allWords:
		all := bleve.NewConjunctionQuery()
		for _, w := range q.Words {
			all.AddQuery(bleveMatch(w, 0))
		}
		return all
	case phrase:
		return bleveOverFields(func() fielded { return bleve.NewMatchPhraseQuery(q.text()) })
	case prefix:
		return bleveOverFields(func() fielded { return bleve.NewPrefixQuery(q.text()) })
	case fuzzy:
		return bleveMatch(q.text(), 1)
	}
	return bleveMatch(q.text(), 0)
}

func bleveTerm(field, value string) query.Query {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	return q
}

func bleveRange(from, to time.Time) query.Query {
	first, last := true, false
	q := bleve.NewDateRangeInclusiveQuery(from, to, &first, &last)
	q.SetField("published")
	return q
}

func bleveRequest(q question) *bleve.SearchRequest {
	var musts []query.Query
	if len(q.Words) > 0 {
		musts = append(musts, bleveWords(q))
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		musts = append(musts, bleveRange(q.From, q.To))
	}
	if q.Category != "" {
		musts = append(musts, bleveTerm("category", q.Category))
	}
	if q.Source != "" {
		musts = append(musts, bleveTerm("source", q.Source))
	}
	var whole query.Query = bleve.NewMatchAllQuery()
	switch len(musts) {
	case 0:
	case 1:
		whole = musts[0]
	default:
		whole = bleve.NewConjunctionQuery(musts...)
	}
	r := bleve.NewSearchRequestOptions(whole, pageSize, q.Offset, false)
	if q.Newest {
		r.SortBy([]string{"-published"})
		r.Score = "none"
	}
	if q.Facets {
		for _, field := range []string{"category", "source", "tags"} {
			r.AddFacet(field, bleve.NewFacetRequest(field, facetSize))
		}
	}
	if q.Timeline {
		r.AddFacet("day", bleve.NewFacetRequest("day", timelineDays))
	}
	return r
}

func (b peerBleve) ask(ctx context.Context, q question) (answer, error) {
	if q.Matching == completion {
		return b.complete(q)
	}
	found, err := b.index.SearchInContext(ctx, bleveRequest(q))
	if err != nil {
		return answer{}, fmt.Errorf("search in bleve: %w", err)
	}
	a := answer{ids: make([]string, 0, pageSize), scores: make([]float64, 0, pageSize), total: int(found.Total)}
	for _, h := range found.Hits {
		a.ids, a.scores = append(a.ids, h.ID), append(a.scores, h.Score)
	}
	for _, name := range facetNames(q) {
		a.counts = append(a.counts, found.Facets[name].Terms.Len())
	}
	return a, nil
}
