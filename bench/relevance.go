package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/klauspost/compress/gzip"
	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher"
)

func relevanceCommand() *cli.Command {
	return &cli.Command{
		Name:      "relevance",
		Usage:     "print ranking quality on judged sets",
		ArgsUsage: "SET...",
		Description: "A SET is a folder with documents.jsonl.gz, queries.tsv.gz (id<TAB>query) and qrels.tsv.gz\n" +
			"(id 0 document grade). Every query is asked as typed, without diacritics, and in capitals, of Haberara and\n" +
			"of BM25 over the terms of Lucene's Turkish chain.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"}},
		Action: runRelevance,
	}
}

// typings are the ways in which the queries are typed.
var typings = []struct {
	name string
	by   func(string) string
}{
	{"as typed", func(q string) string { return q }},
	{"ascii", plainLetters},
	{"capitals", turkish.Upper},
}

// plainLetters takes the diacritics off the Turkish letters and leaves everything else.
func plainLetters(q string) string {
	return strings.NewReplacer("ç", "c", "ğ", "g", "ı", "i", "ö", "o", "ş", "s", "ü", "u", "Ç", "C", "Ğ", "G", "İ", "I",
		"Ö", "O", "Ş", "S", "Ü", "U", "â", "a", "î", "i", "û", "u", "Â", "A", "Î", "I", "Û", "U").Replace(q)
}

type measured struct {
	Set     string `json:"set"`
	Engine  string `json:"engine"`
	Typing  string `json:"typing"`
	Queries int    `json:"queries"`
	figures
}

func runRelevance(c *cli.Context) error {
	if c.NArg() == 0 {
		return errors.New("give the folders of the judged sets")
	}
	var rows []measured
	for _, set := range c.Args().Slice() {
		more, err := measureSet(c.Context, set)
		if err != nil {
			return fmt.Errorf("%s: %w", set, err)
		}
		rows = append(rows, more...)
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(rows)
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "set\tengine\ttyping\tqueries\tnDCG@10\tMRR@10\tSuccess@1\tRecall@100")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%.4f\t%.4f\t%.4f\t%.4f\n",
			r.Set, r.Engine, r.Typing, r.Queries, r.NDCG10, r.MRR10, r.Success1, r.Recall100)
	}
	return t.Flush()
}

func measureSet(ctx context.Context, set string) (_ []measured, err error) {
	judged, err := readJudgements(filepath.Join(set, "qrels.tsv.gz"))
	if err != nil {
		return nil, err
	}
	queries, err := readPairs(filepath.Join(set, "queries.tsv.gz"))
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if _, err := ingest(ctx, dir, []string{filepath.Join(set, "documents.jsonl.gz")}); err != nil {
		return nil, err
	}
	s, err := searcher.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	articles, err := readArticles(filepath.Join(set, "documents.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	baseline := newLucene(articles)
	engines := []struct {
		name   string
		search func(query string) ([]string, error)
	}{
		{"haberara", func(query string) ([]string, error) { return found(ctx, s, query) }},
		{"lucene chain", func(query string) ([]string, error) { return baseline.search(query, 100), nil }},
	}
	var rows []measured
	for _, typing := range typings {
		for _, engine := range engines {
			run := map[string][]string{}
			for id, q := range queries {
				if run[id], err = engine.search(typing.by(q)); err != nil {
					return nil, err
				}
			}
			rows = append(rows, measured{filepath.Base(set), engine.name, typing.name, len(judged), judge(judged, run)})
		}
	}
	return rows, nil
}

// found returns the ids of the best hundred hits; a query that cannot be asked has found nothing.
func found(ctx context.Context, s *searcher.Searcher, query string) ([]string, error) {
	a, err := s.Search(ctx, searcher.Request{Query: query, PageSize: 100, OnlyIDs: true})
	var wrong *searcher.RequestError
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

func readArticles(path string) (_ []*corpus.Article, err error) {
	r, err := corpus.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	var articles []*corpus.Article
	for {
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return articles, nil
		}
		if err != nil {
			return nil, err
		}
		if l.Refusal == nil {
			articles = append(articles, l.Article)
		}
	}
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

// readPairs reads lines of id<TAB>text.
func readPairs(path string) (map[string]string, error) {
	pairs := map[string]string{}
	return pairs, eachLine(path, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("%q is not id<TAB>text", line)
		}
		pairs[id] = text
		return nil
	})
}

func eachLine(path string, visit func(string) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := visit(lines.Text()); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return lines.Err()
}
