package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

func daysCommand() *cli.Command {
	return &cli.Command{
		Name:        "days",
		Usage:       "print the headlines and trends of some days, to be judged by a reader of their news",
		ArgsUsage:   "FILE DAY...",
		Description: "Example:\n  bench days news.jsonl.gz 2026-04-23 2026-05-19\n\nFILE is JSON Lines, or the folder of an index.",
		Flags:       []cli.Flag{&cli.IntFlag{Name: "limit", Value: pageSize, Usage: "how many of each"}},
		Action:      runDays,
	}
}

func runDays(c *cli.Context) (err error) {
	if c.NArg() < 2 {
		return errors.New("give a file of articles and the days: days FILE DAY")
	}
	dir, leave, err := workFolder("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	own := c.Args().First()
	if strings.Contains(filepath.Base(own), ".json") {
		if err := buildFiles(c.Context, filepath.Join(dir, "ours"), []string{own}); err != nil {
			return err
		}
		own = filepath.Join(dir, "ours")
	}
	s, err := searcher.Open(own)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, day := range c.Args().Tail() {
		if err := printDay(c, s, day); err != nil {
			return err
		}
	}
	return nil
}

func printDay(c *cli.Context, s *searcher.Searcher, day string) error {
	from, to, err := server.ParseRange(day, day, time.Now())
	if err != nil {
		return err
	}
	began := time.Now()
	headlines, err := s.Headlines(c.Context, searcher.Period{From: from, To: to}, c.Int("limit"))
	if err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "%s: headlines (%d ms)\n", day, time.Since(began).Milliseconds())
	for _, h := range headlines {
		mark := " "
		if h.Breaking {
			mark = "!"
		}
		fmt.Fprintf(c.App.Writer, "%s %5.2f %3d articles %3d sources  %s\n", mark, h.Score, h.Articles, h.Sources, h.Title)
	}
	began = time.Now()
	trends, err := s.Trending(c.Context, searcher.Period{From: from, To: to}, c.Int("limit"))
	if err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "%s: trends (%d ms)\n", day, time.Since(began).Milliseconds())
	for _, t := range trends {
		fmt.Fprintf(c.App.Writer, "%8.1f %4d, usually %6.1f  %s\n", t.Score, t.Articles, t.Usual, t.Text)
	}
	return nil
}
