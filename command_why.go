package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

func whyCommand() *cli.Command {
	return &cli.Command{
		Name:      "why",
		Usage:     "say why an article is a hit of a query, or is not",
		ArgsUsage: "QUERY ID",
		Description: "Examples:\n" +
			"  haberara why --index haberler 'faiz VE karar' 2026-417\n" +
			"  haberara why --index haberler --from 2026-05 --category spor --format json deprem 2026-417\n\n" +
			"Prints each condition of the query and the filters with + where the article fulfils it, the score of a hit with what\n" +
			"it is made of, and the words of query and article as the analyzer gives them.\n" +
			"Exit code: 0 for a hit, 1 for an article that is none, or not there, 2 for a wrong query or flag, 3 when the\n" +
			"index cannot be read.",
		Flags:  append(narrowingFlags(), timeoutFlag(), formatFlag("table", "json")),
		Action: runWhy,
	}
}

func runWhy(c *cli.Context) error {
	if c.NArg() != 2 {
		return usageError{"why takes a query and the id of an article, each as one argument"}
	}
	if c.Duration("timeout") <= 0 {
		return usageError{wrongTimeout}
	}
	var r searcher.Request
	s, err := openSearch(c, &r)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	r.Query, r.Now = c.Args().Get(0), time.Now()
	ctx, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
	defer cancel()
	w, err := s.Why(ctx, r, c.Args().Get(1))
	if err != nil {
		return fmt.Errorf("why %.80q %.80q: %w", r.Query, c.Args().Get(1), err)
	}
	for _, note := range w.Notes() {
		fmt.Fprintf(c.App.ErrWriter, "haberara: %s\n", note)
	}
	if c.String("format") == "json" {
		err = json.NewEncoder(c.App.Writer).Encode(w)
	} else {
		err = printWhy(c.App.Writer, w)
	}
	if err == nil && !w.Matches {
		return quiet(exitNotFound)
	}
	return err
}

func printWhy(out io.Writer, w *searcher.Why) error {
	verdict := "is no hit"
	switch {
	case w.Rank > 0:
		verdict = fmt.Sprintf("is hit %s of %s", grouped(w.Rank), grouped(w.Total))
	case w.Matches:
		verdict = fmt.Sprintf("is a hit behind the first %s of %s", grouped(searcher.MaxPageSize), grouped(w.Total))
	}
	fmt.Fprintf(out, "%s %s for %s\n%s\n\n", w.ID, verdict, w.Parsed, w.Title)
	err := printVerdict(out, &w.Verdict, 0)
	for n := range w.Optional {
		if n == 0 {
			fmt.Fprintln(out, "\nwhat only raises the score:")
		}
		err = errors.Join(err, printVerdict(out, &w.Optional[n], 0))
	}
	if w.Explanation != nil {
		fmt.Fprintln(out)
		err = errors.Join(err, printExplanation(out, w.Explanation, ""))
	}
	err = errors.Join(err, printStream(out, "query", len(w.Query), w.Query))
	for _, f := range w.Fields {
		err = errors.Join(err, printStream(out, f.Field, f.Length, f.Tokens))
	}
	return err
}

// printStream writes the first tokens of a text that has length.
func printStream(out io.Writer, name string, length int, tokens []searcher.TokenSignals) error {
	if length == 0 {
		return nil
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\n%s\texact\tlemma\tfold\tfound by\n", name)
	for _, s := range tokens {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", s.Text, s.Exact, s.Lemma, s.Fold, strings.Join(s.Matches, ", "))
	}
	if left := length - len(tokens); left > 0 {
		fmt.Fprintf(t, "and %s\n", counted(left, "word"))
	}
	return t.Flush()
}
