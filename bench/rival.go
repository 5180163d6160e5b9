package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/searcher/query"
)

// rival ranks the articles of a judged set: search returns the ids of the best mostRanked.
type rival struct {
	name   string
	search func(query string) ([]string, error)
}

const mostRanked = 100

// withRivals hands over Haberara and the baselines, each with an index of the articles.
func withRivals(ctx context.Context, articles []*corpus.Article, run func([]rival) error) (err error) {
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "articles.jsonl")
	if err := writeLines(file, articles); err != nil {
		return err
	}
	s, err := openIndexed(ctx, filepath.Join(dir, "haberara"), file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	peer := filepath.Join(dir, "bleve")
	if err := os.Mkdir(peer, 0o700); err != nil {
		return err
	}
	if _, err := buildBleve(ctx, peer, file, 1000, 0, func() {}); err != nil {
		return err
	}
	opened, err := openBleve(peer)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	chain := newLucene(articles)
	return run([]rival{
		{"haberara", func(q string) ([]string, error) { return found(ctx, s, q) }},
		{"lucene chain", func(q string) ([]string, error) { return chain.search(q, mostRanked), nil }},
		{"bleve tr", func(q string) ([]string, error) { return bleveFound(ctx, opened, q) }},
	})
}

func openIndexed(ctx context.Context, dir, file string, options ...searcher.Option) (*searcher.Searcher, error) {
	r, err := ingest(ctx, dir, []string{file})
	if err != nil {
		return nil, err
	}
	if r.Refused > 0 {
		return nil, fmt.Errorf("%d articles were refused, see %s", r.Refused, dir)
	}
	return searcher.Open(dir, options...)
}

// found returns the ids of the best hits. What the language refuses is asked as plain words, as a batch of queries does;
// a query that has none has found nothing.
func found(ctx context.Context, s *searcher.Searcher, text string) ([]string, error) {
	r := searcher.Request{Query: text, PageSize: mostRanked, OnlyIDs: true}
	a, err := s.Search(ctx, r)
	var wrong *searcher.RequestError
	if errors.As(err, &wrong) {
		if r.Query = query.Literal(text); r.Query == "" {
			return nil, nil
		}
		a, err = s.Search(ctx, r)
	}
	if errors.As(err, &wrong) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(a.Hits))
	for _, h := range a.Hits {
		ids = append(ids, h.Article.ID)
	}
	return ids, nil
}

func bleveFound(ctx context.Context, e engine, text string) ([]string, error) {
	b, ok := e.(peerBleve)
	if !ok {
		return nil, errUnable
	}
	r := bleve.NewSearchRequestOptions(bleveMatch(text, 0), mostRanked, 0, false)
	a, err := b.index.SearchInContext(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("search in bleve: %w", err)
	}
	ids := make([]string, 0, len(a.Hits))
	for _, h := range a.Hits {
		ids = append(ids, h.ID)
	}
	return ids, nil
}

func ingest(ctx context.Context, dir string, files []string) (indexer.Report, error) {
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		return indexer.Report{}, err
	}
	letters, err := indexer.OpenDeadLetters(dir)
	if err != nil {
		return indexer.Report{}, errors.Join(err, w.Close())
	}
	r, err := indexer.Ingest(ctx, files, w, letters, nil)
	return r, errors.Join(err, letters.Close(), w.Close())
}

// writeLines writes articles to a file as JSON Lines.
func writeLines(path string, articles []*corpus.Article) error {
	lines := make([][]byte, len(articles))
	for i, a := range articles {
		lines[i] = a.AppendJSON(nil)
	}
	return writeArticles(path, lines, len(lines))
}
