package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/indexer"
)

func indexCommand() *cli.Command {
	return &cli.Command{
		Name:      "index",
		Usage:     "put articles into an index, making it when there is none",
		ArgsUsage: "FILE...",
		Description: "Examples:\n" +
			"  haberara index --index haberler articles.jsonl archive.jsonl.gz\n" +
			"  zstd -dc dump.jsonl.zst | haberara index --index haberler -\n" +
			"  haberara index --index haberler haberler/dead-letters/refused.jsonl    feed what was refused again\n\n" +
			"Files are JSON Lines, plain, gzip or zstd; - is standard input. An article whose id is in the index already\n" +
			"replaces the old one, so a run can be repeated. What is refused goes to DIR/dead-letters with its reason.\n" +
			"What comes in slowly is stored after two seconds. Ctrl-C ends after the batch at hand; the same command goes\n" +
			"on from there.",
		Flags: []cli.Flag{
			indexFlag(), formatFlag("table", "json"),
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "show no progress"},
		},
		Action: runIndex,
	}
}

// summary is what a run of index prints.
type summary struct {
	Lines       int     `json:"lines"`
	Accepted    int     `json:"accepted"`
	Refused     int     `json:"refused"`
	Added       int     `json:"added"`
	Replaced    int     `json:"replaced"`
	Unchanged   int     `json:"unchanged"`
	Articles    int     `json:"articles"`
	DeadLetters int     `json:"dead_letters"`
	Seconds     float64 `json:"seconds"`
	Interrupted bool    `json:"interrupted,omitempty"`
}

func runIndex(c *cli.Context) error {
	dir, err := indexDir(c)
	if err != nil {
		return err
	}
	files := c.Args().Slice()
	if len(files) == 0 {
		return usageError{"give the files to index, or - for standard input"}
	}
	total, err := fileBytes(files)
	if err != nil {
		return err
	}
	p := newProgress(c.App.ErrWriter, total, c.Bool("quiet"))
	s, letters, err := ingest(c.Context, dir, files, p)
	p.end()
	if s == nil {
		return err
	}
	if e := s.print(c, letters); e != nil {
		return e
	}
	if exitCode(err) == exitInterrupted {
		fmt.Fprintf(c.App.ErrWriter,
			"Interrupted. %s articles are safe in %s; the same command again goes on from there.\n", grouped(s.Articles), dir)
	}
	if err == nil && s.Refused > 0 {
		return quiet(exitRefused)
	}
	return err
}

// ingest puts files into the index in dir. The summary is nil when nothing was begun.
func ingest(ctx context.Context, dir string, files []string, p *progress) (*summary, string, error) {
	began := time.Now()
	indexer.Thrift()
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		return nil, "", err
	}
	letters, err := indexer.OpenDeadLetters(dir)
	if err != nil {
		return nil, "", errors.Join(err, w.Close())
	}
	r, err := indexer.Ingest(ctx, files, w, letters, p.show)
	if err == nil {
		p.settle()
		err = w.Settle(ctx)
	}
	s := &summary{
		Lines: r.Lines, Accepted: r.Accepted, Refused: r.Refused,
		Added: r.Added, Replaced: r.Replaced, Unchanged: r.Unchanged,
		Articles: w.Len(), Interrupted: errors.Is(err, context.Canceled),
	}
	err = errors.Join(err, letters.Close(), w.Close())
	s.DeadLetters = letters.Len()
	s.Seconds = time.Since(began).Seconds()
	return s, letters.Path(), err
}

func (s *summary) print(c *cli.Context, letters string) error {
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(s)
	}
	_, err := fmt.Fprintf(c.App.Writer, "%s read: %s accepted (%s new, %s replaced, %s unchanged), %s refused\n"+
		"%s in the index, after %.1f s\n",
		counted(s.Lines, "line"), grouped(s.Accepted), grouped(s.Added), grouped(s.Replaced), grouped(s.Unchanged),
		grouped(s.Refused), counted(s.Articles, "article"), s.Seconds)
	if err == nil && s.DeadLetters > 0 {
		_, err = fmt.Fprintf(c.App.Writer, "%s, with reasons: %s\n", counted(s.DeadLetters, "refused line"), letters)
	}
	return err
}

// fileBytes returns the size of all files, or 0 when one is a stream, and complains of what is no file.
func fileBytes(files []string) (int64, error) {
	var total int64
	stream := false
	for _, file := range files {
		if file == "-" {
			stream = true
			continue
		}
		info, err := os.Stat(file)
		if err != nil {
			return 0, usageError{err.Error()}
		}
		if info.IsDir() {
			return 0, usageError{file + " is a folder: give the files in it"}
		}
		stream = stream || !info.Mode().IsRegular()
		total += info.Size()
	}
	if stream {
		return 0, nil
	}
	return total, nil
}
