package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	querylanguage "github.com/haberara/haberara/searcher/query"
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
		var found *searcher.Response
		err := error(errEmpty)
		if !isEmpty(r) {
			found, err = eachHit(c, s, r, out.hit)
		}
		var wrong *searcher.RequestError
		if errors.As(err, &wrong) && wrong.Field == "q" {
			// A query is refused before any hit is printed.
			if r.Query = querylanguage.Literal(query); r.Query != "" {
				fmt.Fprintf(c.App.ErrWriter, "haberara: query %s: searched for as plain words: %v\n", id, err)
				found, err = eachHit(c, s, r, out.hit)
			}
		}
		if errors.As(err, &wrong) || errors.Is(err, errEmpty) {
			fmt.Fprintf(c.App.ErrWriter, "haberara: query %s: %v\n", id, err)
			return nil
		}
		if err != nil {
			return fmt.Errorf("query %s: %w", id, err)
		}
		total += found.Total
		return nil
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
	lines.Buffer(nil, 16<<20)
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
