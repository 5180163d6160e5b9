package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/urfave/cli/v2"
)

func relevanceCommand() *cli.Command {
	return &cli.Command{
		Name:      "relevance",
		Usage:     "print ranking quality on judged sets",
		ArgsUsage: "SET...",
		Description: "A SET is a folder with documents.jsonl.gz, queries.tsv.gz (id<TAB>query) and qrels.tsv.gz\n" +
			"(id 0 document grade), or a file of articles, which are looked for by their spots, which are left out of the\n" +
			"index, and by three of their words. Every query is asked as typed, without diacritics, in capitals and with one\n" +
			"slip of the keyboard, of Haberara, of BM25 over the terms of Lucene's Turkish chain, and of bleve's analyzer tr.\n" +
			"--tune prints what other weights of ranking gain on questions that they were not found with.\n" +
			"The last two columns compare nDCG@10 with that of the same engine as typed, and of Lucene's chain.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"},
			&cli.IntFlag{Name: "limit", Usage: "how many queries of each set are drawn; 0 asks all"},
			&cli.IntFlag{Name: "known-items", Value: 2000, Usage: "how many articles of a file are looked for; 0 is all"},
			&cli.BoolFlag{Name: "tune", Usage: "look for better weights of ranking instead: on one half of the queries, measured on the other"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "seed of all chance"},
		},
		Action: runRelevance,
	}
}

// measured is how well an engine ranks a set that is typed in one way.
type measured struct {
	Set     string `json:"set"`
	Engine  string `json:"engine"`
	Typing  string `json:"typing"`
	Queries int    `json:"queries"`
	figures
	// OfTyped is nDCG@10 as a share of that of the same engine as typed, OfLucene of that of Lucene's chain typed so.
	OfTyped  float64 `json:"of_as_typed"`
	OfLucene float64 `json:"of_lucene_chain"`
}

func runRelevance(c *cli.Context) error {
	sets, err := setsOf(c)
	if err != nil {
		return err
	}
	if c.Bool("tune") {
		return runTune(c, sets)
	}
	var rows []measured
	for _, set := range sets {
		more, err := set.measure(c.Context, drawOptions{seed: c.Uint64("seed")})
		if err != nil {
			return fmt.Errorf("%s: %w", set.name, err)
		}
		rows = append(rows, more...)
	}
	return writeMeasured(c.App.Writer, c.String("format"), rows)
}

// setsOf reads the sets that a command is given.
func setsOf(c *cli.Context) (sets []judgedSet, err error) {
	if c.NArg() == 0 {
		return nil, errors.New("give the folders of judged sets, or files of articles")
	}
	for _, path := range c.Args().Slice() {
		more, err := readSets(path, drawOptions{c.Int("limit"), c.Int("known-items"), c.Uint64("seed")})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		sets = append(sets, more...)
	}
	return sets, nil
}

func (s *judgedSet) measure(ctx context.Context, draw drawOptions) (rows []measured, err error) {
	err = withRivals(ctx, s.articles, func(rivals []rival) error {
		typed := map[string]float64{}
		for _, typing := range typings {
			first := len(rows)
			for _, engine := range rivals {
				run, err := s.run(engine, typing.name, draw)
				if err != nil {
					return err
				}
				m := measured{Set: s.name, Engine: engine.name, Typing: typing.name, Queries: len(s.judged)}
				m.figures = judge(s.judged, run)
				if typed[engine.name] == 0 {
					typed[engine.name] = m.NDCG10
				}
				m.OfTyped = quotient(m.NDCG10, typed[engine.name])
				rows = append(rows, m)
			}
			for i := range rows[first:] {
				rows[first+i].OfLucene = quotient(rows[first+i].NDCG10, rows[first+1].NDCG10)
			}
		}
		return nil
	})
	return rows, err
}

// quotient is 0 where there is no whole.
func quotient(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// run asks all queries of a set, typed in one way.
func (s *judgedSet) run(engine rival, typing string, draw drawOptions) (run map[string][]string, err error) {
	run = map[string][]string{}
	for _, q := range s.queries {
		if run[q.id], err = engine.search(typedAs(typing, draw, q)); err != nil {
			return nil, err
		}
	}
	return run, nil
}

func writeMeasured(w io.Writer, format string, rows []measured) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "set\tengine\ttyping\tqueries\tnDCG@10\tMRR@10\tSuccess@1\tRecall@100\tof as typed\tof lucene")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.3f\t%.3f\n",
			r.Set, r.Engine, r.Typing, r.Queries, r.NDCG10, r.MRR10, r.Success1, r.Recall100, r.OfTyped, r.OfLucene)
	}
	return t.Flush()
}
