package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/blugelabs/bluge"
	"github.com/blugelabs/bluge/analysis"
	"github.com/blugelabs/bluge/analysis/lang/tr"
	"github.com/blugelabs/bluge/search"
	"github.com/blugelabs/bluge/search/aggregations"

	"github.com/haberara/haberara/corpus"
)

// stockBluge is Bluge 0.2.2 as it comes: its segments, its searchers, its collector, its Turkish analyzer.
type stockBluge struct {
	reader   *bluge.Reader
	analyzer *analysis.Analyzer
}

func openBluge(dir string) (engine, error) {
	r, err := bluge.OpenReader(bluge.DefaultConfig(dir))
	if err != nil {
		return nil, fmt.Errorf("open the index of bluge: %w", err)
	}
	return &stockBluge{r, tr.Analyzer()}, nil
}

func (b *stockBluge) Close() error { return b.reader.Close() }

func buildBluge(ctx context.Context, dir, file string, size, most int, done func()) (_ int, err error) {
	w, err := bluge.OpenWriter(bluge.DefaultConfig(dir))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	analyzer := tr.Analyzer()
	count, err := eachBatch(ctx, file, size, most, func(articles []*corpus.Article) error {
		batch := bluge.NewBatch()
		for _, a := range articles {
			doc := blugeDocument(a, analyzer)
			batch.Update(doc.ID(), doc)
		}
		return w.Batch(batch)
	})
	if err != nil {
		return 0, fmt.Errorf("index into bluge: %w", err)
	}
	done()
	return count, settle(ctx, dir)
}

func blugeDocument(a *corpus.Article, analyzer *analysis.Analyzer) *bluge.Document {
	doc := bluge.NewDocument(a.ID)
	text := func(name, s string) {
		if s != "" {
			doc.AddField(bluge.NewTextField(name, s).WithAnalyzer(analyzer).SearchTermPositions().StoreValue())
		}
	}
	keyword := func(name, s string) {
		if s != "" {
			doc.AddField(bluge.NewKeywordField(name, s).Aggregatable().StoreValue())
		}
	}
	stored := func(name, s string) {
		if s != "" {
			doc.AddField(bluge.NewStoredOnlyField(name, []byte(s)))
		}
	}
	text("title", a.Title)
	text("spot", a.Spot)
	text("body", a.Body)
	keyword("category", a.Category)
	keyword("source", a.Source)
	for _, tag := range a.Tags {
		keyword("tags", tag)
	}
	for _, author := range a.Authors {
		stored("authors", author)
	}
	stored("agency", a.Agency)
	stored("url", a.URL)
	if !a.Published.IsZero() {
		doc.AddField(bluge.NewDateTimeField("published", a.Published).Sortable().StoreValue())
		doc.AddField(bluge.NewKeywordField("day", dayOf(a)).Aggregatable())
	}
	return doc
}

// dayOf is the day of publication in Istanbul.
func dayOf(a *corpus.Article) string { return a.Published.In(corpus.Istanbul).Format("2006-01-02") }

// textFields are the fields in which peers look for words, with their weights.
var textFields = []struct {
	name  string
	boost float64
}{{"title", 2}, {"spot", 1.5}, {"body", 1}}

// overFields is the disjunction of one query for each text field.
func (b *stockBluge) overFields(of func(field string, boost float64) bluge.Query) bluge.Query {
	q := bluge.NewBooleanQuery()
	for _, f := range textFields {
		q.AddShould(of(f.name, f.boost))
	}
	return q
}

func (b *stockBluge) match(text string, edits int) bluge.Query {
	return b.overFields(func(field string, boost float64) bluge.Query {
		return bluge.NewMatchQuery(text).SetField(field).SetBoost(boost).SetAnalyzer(b.analyzer).SetFuzziness(edits)
	})
}

func (b *stockBluge) words(q question) bluge.Query {
	switch q.Matching {
	case allWords:
		all := bluge.NewBooleanQuery()
		for _, w := range q.Words {
			all.AddMust(b.match(w, 0))
		}
		return all
	case phrase:
		return b.overFields(func(field string, boost float64) bluge.Query {
			return bluge.NewMatchPhraseQuery(q.text()).SetField(field).SetBoost(boost).SetAnalyzer(b.analyzer)
		})
	case prefix:
		return b.overFields(func(field string, boost float64) bluge.Query {
			return bluge.NewPrefixQuery(q.text()).SetField(field).SetBoost(boost)
		})
	case fuzzy:
		return b.match(q.text(), 1)
	}
	return b.match(q.text(), 0)
}

func (b *stockBluge) request(q question) *bluge.TopNSearch {
	var musts []bluge.Query
	if len(q.Words) > 0 {
		musts = append(musts, b.words(q))
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		musts = append(musts, bluge.NewDateRangeInclusiveQuery(q.From, q.To, true, false).SetField("published"))
	}
	if q.Category != "" {
		musts = append(musts, bluge.NewTermQuery(q.Category).SetField("category"))
	}
	if q.Source != "" {
		musts = append(musts, bluge.NewTermQuery(q.Source).SetField("source"))
	}
	var whole bluge.Query = bluge.NewMatchAllQuery()
	switch len(musts) {
	case 0:
	case 1:
		whole = musts[0]
	default:
		whole = bluge.NewBooleanQuery().AddMust(musts...)
	}
	r := bluge.NewTopNSearch(pageSize, whole).SetFrom(q.Offset).WithStandardAggregations()
	if q.Newest {
		r.SortBy([]string{"-published"}).SetScore("none")
	}
	if q.Facets {
		for _, field := range []string{"category", "source", "tags"} {
			r.AddAggregation(field, aggregations.NewTermsAggregation(search.Field(field), facetSize))
		}
	}
	if q.Timeline {
		r.AddAggregation("day", aggregations.NewTermsAggregation(search.Field("day"), timelineDays))
	}
	return r
}

func (b *stockBluge) ask(ctx context.Context, q question) (answer, error) {
	if q.Matching == completion {
		return b.complete(q)
	}
	found, err := b.reader.Search(ctx, b.request(q))
	if err != nil {
		return answer{}, fmt.Errorf("search in bluge: %w", err)
	}
	a := answer{ids: make([]string, 0, pageSize), scores: make([]float64, 0, pageSize)}
	hit, err := found.Next()
	for ; err == nil && hit != nil; hit, err = found.Next() {
		err := hit.VisitStoredFields(func(field string, value []byte) bool {
			if field == "_id" {
				a.ids = append(a.ids, string(value))
				return false
			}
			return true
		})
		if err != nil {
			return answer{}, fmt.Errorf("read a hit of bluge: %w", err)
		}
		a.scores = append(a.scores, hit.Score)
	}
	if err != nil {
		return answer{}, fmt.Errorf("search in bluge: %w", err)
	}
	all := found.Aggregations()
	a.total = int(all.Count())
	for _, name := range facetNames(q) {
		a.counts = append(a.counts, len(all.Buckets(name)))
	}
	return a, nil
}

// timelineDays is more than the days of any collection: nothing is cut.
const timelineDays = 1 << 16

func facetNames(q question) (names []string) {
	if q.Facets {
		names = append(names, "category", "source", "tags")
	}
	if q.Timeline {
		names = append(names, "day")
	}
	return names
}
