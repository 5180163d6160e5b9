package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

func suggestCommand() *cli.Command {
	return &cli.Command{
		Name:      "suggest",
		Usage:     "complete what somebody types: names, phrases and titles",
		ArgsUsage: "PREFIX",
		Description: "Examples:\n  haberara suggest --index haberler isp\n" +
			"  haberara suggest --index haberler --popular asked.tsv --format jsonl 'deprem b'\n\n" +
			"Letter case and Turkish letters do not matter; the last word may be unfinished.\n" +
			"Exit code: 0 with suggestions, 1 without.",
		Flags: []cli.Flag{
			indexFlag(), popularFlag(), limitFlag(), timeoutFlag(), formatFlag("table", "json", "jsonl"),
		},
		Action: runSuggest,
	}
}

func popularFlag() *cli.StringFlag {
	return &cli.StringFlag{Name: "popular", Usage: "a `FILE` of queries that are asked often, a line query<TAB>count each"}
}

// popularQueries reads the file of the flag.
func popularQueries(c *cli.Context) (all []searcher.Popular, err error) {
	err = readList(c.String("popular"), func(name string, in io.Reader) error {
		if all, err = searcher.ReadPopular(name, in); err != nil {
			return usageError{err.Error()}
		}
		return nil
	})
	return all, err
}

// suggestionJSON is a suggestion in the words of the HTTP API.
type suggestionJSON struct {
	Text   string                  `json:"text"`
	Kind   searcher.SuggestionKind `json:"kind"`
	Titles int                     `json:"titles"`
	ID     string                  `json:"id,omitempty"`
}

func runSuggest(c *cli.Context) error {
	prefix := strings.Join(c.Args().Slice(), " ")
	if strings.TrimSpace(prefix) == "" {
		return usageError{"say what was typed: haberara suggest PREFIX"}
	}
	popular, err := popularQueries(c)
	if err != nil {
		return err
	}
	return withIndex(c, func(ctx context.Context, s *searcher.Searcher) error {
		found, err := s.Suggest(ctx, prefix, c.Int("limit"))
		if err != nil {
			return err
		}
		return printList(c, "suggestions", found,
			func(x searcher.Suggestion) any { return suggestionJSON(x) },
			func(w io.Writer, x searcher.Suggestion) {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", x.Text, x.Kind, grouped(x.Titles), x.ID)
			})
	}, searcher.WithPopular(popular))
}

// withIndex runs work over the index that --index names, within --timeout.
func withIndex(c *cli.Context, work func(context.Context, *searcher.Searcher) error, options ...searcher.Option) error {
	dir, err := indexDir(c)
	if err != nil {
		return err
	}
	s, err := searcher.Open(dir, options...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
	defer cancel()
	err = sayLimit(work(ctx, s))
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("it took longer than %s; give a longer --timeout: %w", c.Duration("timeout"), err)
	}
	return errors.Join(err, s.Close())
}

// sayLimit lets a complaint about the page size name the flag that gives it.
func sayLimit(err error) error {
	var request *searcher.RequestError
	if errors.As(err, &request) && request.Field == "page-size" {
		return usageError{"--limit: " + request.Message}
	}
	return err
}

// printList prints elements in the format that --format names: a row of a table each, or as JSON under a name. None is
// an outcome of its own.
func printList[T any](c *cli.Context, name string, all []T, element func(T) any, row func(io.Writer, T)) error {
	elements := make([]any, len(all))
	for i, x := range all {
		elements[i] = element(x)
	}
	out := json.NewEncoder(c.App.Writer)
	var err error
	switch c.String("format") {
	case "json":
		err = out.Encode(map[string]any{name: elements})
	case "jsonl":
		for _, x := range elements {
			err = errors.Join(err, out.Encode(x))
		}
	case "ids":
		for _, x := range elements {
			if h, ok := x.(hitJSON); ok {
				fmt.Fprintln(c.App.Writer, h.ID)
			}
		}
	default:
		t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
		for _, x := range all {
			row(t, x)
		}
		err = t.Flush()
	}
	if err == nil && len(all) == 0 {
		return quiet(exitNotFound)
	}
	return err
}
