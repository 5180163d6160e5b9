package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/searcher/query"
)

// explainQuery prints a query as it is understood: in the query language, as a tree, and what was changed about it.
func explainQuery(c *cli.Context) error {
	format := c.String("format")
	switch {
	case c.IsSet("batch"):
		return usageError{"--explain-query explains one query, not a --batch"}
	case format != "table" && format != "json":
		return usageError{"--explain-query goes with the formats table and json"}
	}
	parsed, repairs, err := query.ParseTree(strings.Join(c.Args().Slice(), " "), time.Now().In(turkish.Istanbul))
	if err != nil {
		var wrong *query.Error
		if errors.As(err, &wrong) {
			return &searcher.RequestError{Field: "q", Position: wrong.Position, Message: wrong.Message}
		}
		return err
	}
	w := c.App.Writer
	if format == "json" {
		return json.NewEncoder(w).Encode(struct {
			Parsed  string         `json:"parsed"`
			Tree    query.Branch   `json:"tree"`
			Repairs []query.Repair `json:"repairs,omitempty"`
		}{parsed.String(), query.BranchOf(parsed), repairs})
	}
	if _, err := fmt.Fprintf(w, "%s\n\n%s", parsed, query.Outline(parsed)); err != nil {
		return err
	}
	for _, r := range repairs {
		if _, err := fmt.Fprintf(w, "\nchanged: %s", r); err != nil {
			return err
		}
	}
	if len(repairs) > 0 {
		_, err = fmt.Fprintln(w)
	}
	return err
}
