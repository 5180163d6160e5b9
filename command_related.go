package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

func relatedCommand() *cli.Command {
	return &cli.Command{
		Name:      "related",
		Usage:     "find articles that are about what another is about",
		ArgsUsage: "ID",
		Description: "Example:\n  haberara related --index haberler 2026-417\n\n" +
			"The most telling words of the article are searched for; what is near in time comes first. Articles of the same\n" +
			"story are left out without --same-story. Exit code: 0 with articles, 1 without.",
		Flags: []cli.Flag{
			indexFlag(), limitFlag(), timeoutFlag(),
			&cli.BoolFlag{Name: "same-story", Usage: "let in articles of the same story"},
			formatFlag("table", "json", "jsonl", "ids"),
		},
		Action: runRelated,
	}
}

func limitFlag() cli.Flag {
	return &cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: searcher.DefaultPageSize, Usage: "how many"}
}

func runRelated(c *cli.Context) error {
	if c.NArg() != 1 {
		return usageError{"say which article: haberara related ID"}
	}
	if c.Int("limit") == 0 {
		return usageError{"--limit is 1 or more"}
	}
	return withIndex(c, func(ctx context.Context, s *searcher.Searcher) error {
		hits, err := s.Related(ctx, searcher.RelatedRequest{
			ID: c.Args().First(), Size: c.Int("limit"), SameStory: c.Bool("same-story"),
		})
		if err != nil {
			return err
		}
		rank := 0
		return printList(c, "results", hits,
			func(h searcher.Hit) any {
				rank++
				return newHitJSON(rank, h)
			},
			func(w io.Writer, h searcher.Hit) {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", dayAndTime(h), h.Article.Source, h.Article.Title, h.Article.ID)
			})
	})
}

func trendingCommand() *cli.Command {
	return &cli.Command{
		Name:  "trending",
		Usage: "say which words and names stand in more articles than usual",
		Description: "Examples:\n  haberara trending --index haberler\n  haberara trending --index haberler --day 17.05.2026 --format json\n\n" +
			"Without --day it is the last 24 hours, or where the index has nothing so new, those up to its newest article. What\n" +
			"is usual is told by the four weeks before. Columns: word, articles, articles as usual.\n" +
			"Exit code: 0 with words, 1 without.",
		Flags:  []cli.Flag{indexFlag(), dayFlag(), limitFlag(), timeoutFlag(), formatFlag("table", "json", "jsonl")},
		Action: runTrending,
	}
}

func dayFlag() cli.Flag {
	return &cli.StringFlag{Name: "day", Usage: "a `DATE`: 2026-05-17, 17.05.2026, dün; also 2026-05 or \"geçen hafta\""}
}

// trendJSON is a trend in the words of the HTTP API.
type trendJSON struct {
	Text     string  `json:"text"`
	Articles int     `json:"articles"`
	Usual    float64 `json:"usual"`
	Score    float64 `json:"score"`
}

func runTrending(c *cli.Context) error {
	period, err := flagPeriod(c)
	if err != nil {
		return err
	}
	return withIndex(c, func(ctx context.Context, s *searcher.Searcher) error {
		found, err := s.Trending(ctx, period, c.Int("limit"))
		if err != nil {
			return err
		}
		return printList(c, "trends", found,
			func(t searcher.Trend) any { return trendJSON(t) },
			func(w io.Writer, t searcher.Trend) {
				fmt.Fprintf(w, "%s\t%s\t%.1f\n", t.Text, grouped(t.Articles), t.Usual)
			})
	})
}

// flagPeriod reads --day of a command that takes no argument.
func flagPeriod(c *cli.Context) (searcher.Period, error) {
	if err := noArguments(c); err != nil {
		return searcher.Period{}, err
	}
	now := time.Now()
	from, to, err := server.ParseRange(c.String("day"), c.String("day"), now)
	var request *searcher.RequestError
	if errors.As(err, &request) {
		err = usageError{"--day: " + request.Message}
	}
	return searcher.Period{From: from, To: to, Now: now}, err
}
