package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

// runBatch searches every query of a file, one after the other, and prints all hits in the order of the file.
func runBatch(c *cli.Context, s *searcher.Searcher, r searcher.Request) error {
	if c.NArg() > 0 {
		return usageError{"give a query or --batch, not both"}
	}
	switch c.String("format") {
	case "trec", "jsonl", "tsv", "csv":
	default:
		return usageError{"--batch prints --format trec, jsonl, tsv or csv"}
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
	total := 0
	err = eachQuery(in, func(id, query string) error {
		out.query = id
		r.Query = query
		found, err := eachHit(c, s, r, out.hit)
		var wrong *searcher.RequestError
		if errors.As(err, &wrong) {
			fmt.Fprintf(c.App.ErrWriter, "haberara: query %s: %v\n", id, wrong)
			return nil
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("query %s: %w: give a longer --timeout", id, err)
		}
		if err == nil {
			total += found.Total
		}
		return err
	})
	if err := errors.Join(err, out.flush()); err != nil {
		return err
	}
	if total == 0 {
		return quiet(exitNotFound)
	}
	return nil
}

func eachQuery(in io.Reader, visit func(id, query string) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		id, query, ok := strings.Cut(lines.Text(), "\t")
		if !ok || id == "" || strings.ContainsAny(id, " \t") {
			return usageError{fmt.Sprintf("line %d of the queries is not id<TAB>query", n)}
		}
		if err := visit(id, query); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the queries: %w", err)
	}
	return nil
}
