package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	querylanguage "github.com/haberara/haberara/searcher/query"
	"github.com/haberara/haberara/server"
)

// runBatch searches every query of a file and prints all hits in the order of the file.
func runBatch(c *cli.Context, s *searcher.Searcher, r searcher.Request) error {
	if c.NArg() > 0 {
		return usageError{"give a query or --batch, not both"}
	}
	switch c.String("format") {
	case "trec", "jsonl", "tsv", "csv":
	default:
		return usageError{"--batch wants --format trec, jsonl, tsv or csv"}
	}
	in := io.Reader(os.Stdin)
	if name := c.String("batch"); name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return usageError{err.Error()}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	out, err := newPrinter(c)
	if err != nil {
		return err
	}
	total, err := printBatch(c, in, out, func(query string) answered { return answerOne(c, s, r, query) })
	if err := errors.Join(err, out.flush()); err != nil {
		return err
	}
	if total == 0 {
		return quiet(exitNotFound)
	}
	return nil
}

// answered is what a query of a batch has found, or why it was not searched for.
type answered struct {
	hits []rankedHit
	// total is how many hits there are in all.
	total int
	// notes say what of the query was not done as it is written, refused why it cannot be searched for.
	notes        []string
	refused, err error
}

type rankedHit struct {
	rank int
	searcher.Hit
}

// answerOne searches for one query; what the language refuses is searched for as plain words.
func answerOne(c *cli.Context, s *searcher.Searcher, r searcher.Request, query string) (a answered) {
	r.Query = query
	if isEmpty(r) {
		a.refused = errEmpty
		return a
	}
	collect := func(rank int, h searcher.Hit) error {
		a.hits = append(a.hits, rankedHit{rank, h})
		return nil
	}
	found, err := eachHit(c, s, r, collect)
	var wrong *searcher.RequestError
	if errors.As(err, &wrong) && wrong.Field == "q" {
		if r.Query = querylanguage.Literal(query); r.Query != "" {
			words, failure := eachHit(c, s, r, collect)
			if failure == nil {
				a.notes = append(a.notes, fmt.Sprintf("searched for as plain words: %v", err))
			}
			if !errors.As(failure, &wrong) {
				found, err = words, failure
			}
		}
	}
	switch {
	case errors.As(err, &wrong):
		a.refused = err
	case err != nil:
		a.err = err
	default:
		a.total, a.notes = found.Total, append(a.notes, found.Notes()...)
	}
	return a
}

// question is a query of a batch on its way to its answer.
type question struct {
	id, text string
	answer   chan answered
}

// printBatch answers several queries at once, on all cores, and prints their hits in the order of the queries; it returns
// how many hits there are in all.
func printBatch(c *cli.Context, in io.Reader, out *printer, answer func(query string) answered) (total int, err error) {
	workers := runtime.GOMAXPROCS(0)
	if c.Int("limit") == 0 {
		workers = 1 // all hits of a query are in memory
	}
	asked, inOrder, stop := make(chan question, workers), make(chan question, workers), make(chan struct{})
	var readErr error
	var group sync.WaitGroup
	group.Go(func() {
		defer close(asked)
		defer close(inOrder)
		readErr = eachQuery(in, func(id, text string) error {
			q := question{id, text, make(chan answered, 1)}
			for _, to := range []chan question{asked, inOrder} {
				select {
				case to <- q:
				case <-stop:
					return errStopped
				}
			}
			return nil
		})
	})
	for range workers {
		group.Go(func() {
			for q := range asked {
				q.answer <- answer(q.text)
			}
		})
	}
	seen := make(map[string]bool)
	for q := range inOrder {
		a := <-q.answer
		if seen[q.id] {
			a.notes = append(a.notes, "a query before it has the same id")
		}
		seen[q.id] = true
		n, failure := printAnswer(c, out, q, a)
		if total += n; failure != nil {
			err = failure
			close(stop)
			break
		}
	}
	group.Wait()
	if err == nil {
		err = readErr
	}
	return total, err
}

// errStopped ends the reading of queries after an error that is told already.
var errStopped = errors.New("stopped")

func printAnswer(c *cli.Context, out *printer, q question, a answered) (total int, err error) {
	out.query = q.id
	for _, note := range a.notes {
		fmt.Fprintf(c.App.ErrWriter, "haberara: query %s: %s\n", q.id, note)
	}
	if a.refused != nil {
		fmt.Fprintf(c.App.ErrWriter, "haberara: query %s: %v\n", q.id, a.refused)
	}
	if a.err != nil {
		return 0, fmt.Errorf("query %s: %w", q.id, a.err)
	}
	for _, h := range a.hits {
		if err := out.hit(h.rank, h.Hit); err != nil {
			return 0, err
		}
	}
	return a.total, nil
}

// maxQueryLine is how many bytes a line of a batch may have: many times as many as a query.
const maxQueryLine = 1 << 20

// eachQuery visits the queries of a file, one a line; empty lines are passed over.
func eachQuery(in io.Reader, visit func(id, query string) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxQueryLine)
	n := 1
	for ; lines.Scan(); n++ {
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, server.ByteOrderMark)
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		id, query, ok := strings.Cut(line, "\t")
		if fields := strings.Fields(id); !ok || len(fields) != 1 || fields[0] != id {
			return usageError{fmt.Sprintf("line %d of the queries is not id<TAB>query, with an id without blanks", n)}
		}
		if err := visit(id, query); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return usageError{fmt.Sprintf("line %d of the queries is longer than %d bytes", n, maxQueryLine)}
	case err != nil:
		return fmt.Errorf("read the queries: %w", err)
	}
	return nil
}
