package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher"
)

// answer is what every engine gives: the IDs of a page of hits, best first, and how many there are in all.
type answer struct {
	ids    []string
	scores []float64
	total  int
	// counts are the numbers of distinct values by facet, where facets or a timeline were asked for.
	counts []int
}

// engine answers questions over an index that build has made.
type engine interface {
	ask(ctx context.Context, q question) (answer, error)
	Close() error
}

// contestant is an engine that is measured.
type contestant struct {
	name string
	// build puts the articles of a file of JSON Lines (0: all, else the first most) into a new index, batch at a time
	// where batch is above 0, and calls done once when all of them can be searched and are on disk; then it waits for
	// what goes on in the background.
	build func(ctx context.Context, dir, file string, batch, most int, done func()) (articles int, err error)
	open  func(dir string) (engine, error)
	// batches are the sizes to try, the best of which is used; none where the engine chooses.
	batches []int
}

var contestants = []contestant{
	{name: "ours", build: buildOurs, open: openOurs},
	{name: "bluge", build: buildBluge, open: openBluge, batches: peerBatches},
	{name: "bleve", build: buildBleve, open: openBleve, batches: peerBatches},
}

var peerBatches = []int{500, 1000, 2000, 4000}

func contestantNamed(name string) (contestant, error) {
	for _, c := range contestants {
		if c.name == name {
			return c, nil
		}
	}
	return contestant{}, fmt.Errorf("no engine is called %q", name)
}

type ours struct{ s *searcher.Searcher }

func openOurs(dir string) (engine, error) {
	s, err := searcher.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := (ours{s}).warm(context.Background()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return ours{s}, nil
}

// warm does what a server does in the background.
func (o ours) warm(ctx context.Context) error { return o.s.Warm(ctx) }

func (o ours) Close() error { return o.s.Close() }

func (o ours) ask(ctx context.Context, q question) (answer, error) {
	if q.Matching == completion {
		return o.complete(ctx, q)
	}
	r, err := q.request()
	if err != nil {
		return answer{}, err
	}
	found, err := o.s.Search(ctx, r)
	if err != nil {
		return answer{}, err
	}
	a := answer{ids: make([]string, 0, pageSize), scores: make([]float64, 0, pageSize), total: found.Total}
	for _, h := range found.Hits {
		a.ids, a.scores = append(a.ids, h.Article.ID), append(a.scores, h.Score)
	}
	for _, f := range found.Facets {
		a.counts = append(a.counts, len(f.Values))
	}
	if found.Timeline != nil {
		days := 0 // peers leave out days without a hit
		for _, b := range found.Timeline.Buckets {
			if b.Count > 0 {
				days++
			}
		}
		a.counts = append(a.counts, days)
	}
	return a, nil
}

func buildOurs(ctx context.Context, dir, file string, _, most int, done func()) (_ int, err error) {
	if most > 0 {
		return 0, errors.New("our engine takes whole files")
	}
	indexer.Thrift() // as `haberara index` does
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	letters, err := indexer.OpenDeadLetters(dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, letters.Close()) }()
	r, err := indexer.Ingest(ctx, []string{file}, w, letters, nil)
	if err != nil {
		return 0, err
	}
	done()
	if err := w.Settle(ctx); err != nil {
		return 0, err
	}
	return r.Accepted, settle(ctx, dir)
}

// eachBatch reads the articles of a file into batches of size articles, the last of which may be smaller.
func eachBatch(ctx context.Context, file string, size, most int, store func([]*corpus.Article) error) (int, error) {
	batch, count := make([]*corpus.Article, 0, size), 0
	errEnough := errors.New("enough")
	err := walkFile(ctx, file, func(a *corpus.Article) error {
		batch = append(batch, a)
		count++
		if len(batch) == size {
			if err := store(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
		if count == most {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return count, err
	}
	if len(batch) > 0 {
		return count, store(batch)
	}
	return count, nil
}

const (
	settledAfter = 2 * time.Second
	settleAtMost = 5 * time.Minute
)

// settle waits until the files below dir stay the same for settledAfter: what an engine merges and sweeps in the
// background is over then.
func settle(ctx context.Context, dir string) error {
	last, since, began := "", time.Now(), time.Now()
	for time.Since(began) < settleAtMost {
		list, _, err := filesBelow(dir)
		if err != nil {
			return err
		}
		if list != last {
			last, since = list, time.Now()
		} else if time.Since(since) >= settledAfter {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// filesBelow returns the names and sizes of the files below dir in one text, and the sum of the sizes.
func filesBelow(dir string) (list string, bytes int64, err error) {
	var b strings.Builder
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) || d != nil && d.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		bytes += info.Size()
		fmt.Fprintln(&b, path, info.Size())
		return nil
	})
	return b.String(), bytes, err
}
