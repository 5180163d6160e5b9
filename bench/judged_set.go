package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/haberara/haberara/corpus"
)

// judgedSet is a collection and queries of which is known what they should find.
type judgedSet struct {
	name     string
	articles []*corpus.Article
	// queries stand in the order of their ids.
	queries []asked
	judged  judgements
}

// asked is a query of a judged set.
type asked struct{ id, text string }

// drawOptions say how many queries are drawn, and by what chance.
type drawOptions struct {
	// limit is the number of queries of a set, knownItems that of the articles that are looked for; 0 is all.
	limit, knownItems int
	seed              uint64
}

// dice returns the chance of something that has a name; equal seeds and names throw the same.
func (o drawOptions) dice(name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return rand.New(rand.NewPCG(o.seed, h.Sum64()))
}

// readSets returns the sets of a path: a folder is one set, a file of articles makes several of known items.
func readSets(path string, draw drawOptions) ([]judgedSet, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return knownItems(path, draw)
	}
	s := judgedSet{name: filepath.Base(path)}
	if s.judged, err = readJudgements(filepath.Join(path, "qrels.tsv.gz")); err != nil {
		return nil, err
	}
	if s.queries, err = readQueries(filepath.Join(path, "queries.tsv.gz")); err != nil {
		return nil, err
	}
	if s.articles, err = readArticles(filepath.Join(path, "documents.jsonl.gz")); err != nil {
		return nil, err
	}
	s.queries = slices.DeleteFunc(s.queries, func(q asked) bool { return s.judged[q.id] == nil })
	s.draw(draw)
	return []judgedSet{s}, nil
}

// draw leaves limit of the queries (0: all), each equally likely, and their judgements.
func (s *judgedSet) draw(o drawOptions) {
	if o.limit == 0 || o.limit >= len(s.queries) {
		return
	}
	r := o.dice("queries")
	r.Shuffle(len(s.queries), func(i, j int) { s.queries[i], s.queries[j] = s.queries[j], s.queries[i] })
	s.queries = s.queries[:o.limit]
	sortQueries(s.queries)
	judged := judgements{}
	for _, q := range s.queries {
		judged[q.id] = s.judged[q.id]
	}
	s.judged = judged
}

func sortQueries(queries []asked) {
	slices.SortFunc(queries, func(a, b asked) int { return strings.Compare(a.id, b.id) })
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

// readQueries reads lines of id<TAB>text.
func readQueries(path string) (queries []asked, err error) {
	err = eachLine(path, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("%q is not id<TAB>text", line)
		}
		queries = append(queries, asked{id, text})
		return nil
	})
	sortQueries(queries)
	return queries, err
}

// eachLine visits the lines of a file packed with gzip, blank ones aside.
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
