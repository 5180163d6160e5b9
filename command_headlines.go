package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

func headlinesCommand() *cli.Command {
	return &cli.Command{
		Name:  "headlines",
		Usage: "list the stories that a day, or with --week a week, is about",
		Description: "Examples:\n  haberara headlines --index haberler\n  haberara headlines --index haberler --day dün\n" +
			"  haberara headlines --index haberler --week --day 17.05.2026\n\n" +
			"Without --day it is the last 24 hours, or where the index has nothing so new, those up to its newest article; with\n" +
			"--week the seven days up to then, or up to --day, as `haberara highlights` lists them. " + headlineColumns,
		Flags: []cli.Flag{
			indexFlag(), dayFlag(), limitFlag(), timeoutFlag(),
			&cli.BoolFlag{Name: "week", Usage: "the highlights of a week"},
			formatFlag("table", "json", "jsonl"),
		},
		Action: func(c *cli.Context) error { return runHeadlines(c, c.Bool("week")) },
	}
}

func highlightsCommand() *cli.Command {
	return &cli.Command{
		Name:  "highlights",
		Usage: "list the stories that a week is about",
		Description: "Examples:\n  haberara highlights --index haberler\n  haberara highlights --index haberler --day 17.05.2026\n\n" +
			"It is the seven days up to --day, without it those up to now, or where the index has nothing from the day before,\n" +
			"up to its newest article. " + headlineColumns,
		Flags:  []cli.Flag{indexFlag(), dayFlag(), limitFlag(), timeoutFlag(), formatFlag("table", "json", "jsonl")},
		Action: func(c *cli.Context) error { return runHeadlines(c, true) },
	}
}

const headlineColumns = "Columns: articles and\nsources of the story, its first article's time, source, title and ID; " +
	"! marks what is breaking.\nExit code: 0 with stories, 1 without."

// headlineJSON is a headline in the words of the HTTP API.
type headlineJSON struct {
	Score    float64    `json:"score"`
	Breaking bool       `json:"breaking"`
	Story    *storyJSON `json:"story"`
	Article  hitJSON    `json:"article"`
}

func runHeadlines(c *cli.Context, week bool) error {
	period, err := flagPeriod(c)
	if err != nil {
		return err
	}
	return withIndex(c, func(ctx context.Context, s *searcher.Searcher) error {
		find := s.Headlines
		if week {
			find = s.Highlights
			if !period.To.IsZero() {
				period.From = searcher.WeekUpTo(period.To.Add(-1)).From
			}
		}
		found, err := find(ctx, period, c.Int("limit"))
		if err != nil {
			return err
		}
		rank := 0
		return printList(c, "headlines", found,
			func(h searcher.Headline) any {
				rank++
				return headlineJSON{h.Score, h.Breaking, newStoryJSON(h.Story), newHitJSON(rank, searcher.Hit{Article: h.Article})}
			},
			func(w io.Writer, h searcher.Headline) {
				mark := " "
				if h.Breaking {
					mark = "!"
				}
				fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\t%s\n", mark, counted(h.Articles, "article"), counted(h.Sources, "source"),
					minute(h.Article.Published), h.Article.Source, titleOr(h.Title), h.Article.ID)
			})
	})
}
