package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"
)

// built is what the making of an index cost. Seconds end when the last article can be searched and is on disk;
// SettleSeconds is how long background work went on after it. CPUSeconds, of all processors and to the end of that work,
// tell engines apart on a busy machine too. The peak is of the whole process.
type built struct {
	Articles        int     `json:"articles"`
	Seconds         float64 `json:"seconds"`
	SettleSeconds   float64 `json:"settle_seconds"`
	CPUSeconds      float64 `json:"cpu_seconds"`
	ArticlesASecond float64 `json:"articles_a_second"`
	Bytes           int64   `json:"bytes"`
	PeakMemoryBytes int64   `json:"peak_memory_bytes"`
	Batch           int     `json:"batch,omitempty"`
}

// buildCommand is run by speed and plot in a process of its own for each index, so that the peak of memory is that of
// one engine.
func buildCommand() *cli.Command {
	return &cli.Command{
		Name:   "build-index",
		Hidden: true,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "engine"}, &cli.StringFlag{Name: "dir"}, &cli.StringFlag{Name: "articles"},
			&cli.IntFlag{Name: "batch"}, &cli.IntFlag{Name: "most"},
		},
		Action: func(c *cli.Context) error {
			engine, err := contestantNamed(c.String("engine"))
			if err != nil {
				return err
			}
			b, err := buildHere(c.Context, engine, c.String("dir"), c.String("articles"), c.Int("batch"), c.Int("most"))
			if err != nil {
				return err
			}
			return json.NewEncoder(c.App.Writer).Encode(b)
		},
	}
}

func buildHere(ctx context.Context, engine contestant, dir, file string, batch, most int) (built, error) {
	b := built{Batch: batch}
	began := time.Now()
	var err error
	b.Articles, err = engine.build(ctx, dir, file, batch, most, func() { b.Seconds = time.Since(began).Seconds() })
	if err != nil {
		return b, err
	}
	b.SettleSeconds = max(0, (time.Since(began)-settledAfter).Seconds()-b.Seconds)
	b.ArticlesASecond = float64(b.Articles) / b.Seconds
	if _, b.Bytes, err = filesBelow(dir); err != nil {
		return b, err
	}
	if b.CPUSeconds, err = cpuSeconds(); err != nil {
		return b, err
	}
	b.PeakMemoryBytes, err = peakMemory()
	return b, err
}

// buildApart makes the index in a child process.
func buildApart(ctx context.Context, engine contestant, dir, file string, batch, most int) (b built, err error) {
	err = runChild(ctx, &b, "build-index", "--engine", engine.name, "--dir", dir, "--articles", file,
		"--batch", strconv.Itoa(batch), "--most", strconv.Itoa(most))
	if err != nil {
		return b, fmt.Errorf("index with %s: %w", engine.name, err)
	}
	return b, nil
}

// runChild runs this program again with other arguments and reads the JSON that it prints.
func runChild(ctx context.Context, into any, args ...string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	child := exec.CommandContext(ctx, self, args...)
	child.Stdout, child.Stderr = &out, os.Stderr
	if err := child.Run(); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return json.Unmarshal(out.Bytes(), into)
}

// trialArticles are enough for batch sizes to differ, and few enough to try all.
const trialArticles = 10_000

// bestBatch tries the batch sizes of an engine on the first trialArticles of a file and returns the fastest.
func bestBatch(ctx context.Context, engine contestant, file string, progress func(string, ...any)) (int, error) {
	best, fastest := 0, 0.0
	for _, size := range engine.batches {
		dir, err := os.MkdirTemp("", "haberara-bench-")
		if err != nil {
			return 0, err
		}
		b, err := buildApart(ctx, engine, dir, file, size, trialArticles)
		if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
			return 0, err
		}
		progress("%s, batches of %d: %.0f articles a second, peak %.0f MB",
			engine.name, size, b.ArticlesASecond, float64(b.PeakMemoryBytes)/1e6)
		if b.ArticlesASecond > fastest {
			best, fastest = size, b.ArticlesASecond
		}
	}
	return best, nil
}
