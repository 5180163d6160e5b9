package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher"
)

func ingestCommand() *cli.Command {
	return &cli.Command{
		Name:      "ingest",
		Usage:     "print how fast articles are taken in, and what they weigh",
		ArgsUsage: "FILE...",
		Description: "Indexes the files into a temporary folder, then once more into the same: the second run finds every\n" +
			"article unchanged.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"}},
		Action: runIngest,
	}
}

type ingested struct {
	Articles         int     `json:"articles"`
	Seconds          float64 `json:"seconds"`
	ArticlesASecond  float64 `json:"articles_a_second"`
	UnchangedSeconds float64 `json:"unchanged_seconds"`
	DiskBytes        int64   `json:"disk_bytes"`
	PeakMemoryBytes  int64   `json:"peak_memory_bytes"`
	OpenMS           float64 `json:"open_ms"`
	Segments         int     `json:"segments"`
	// SectionBytes are those of the sections of all segments, by name.
	SectionBytes map[string]uint64 `json:"section_bytes"`
}

func runIngest(c *cli.Context) (err error) {
	if c.NArg() == 0 {
		return errors.New("give the files to index")
	}
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	var r ingested
	indexer.Thrift()
	began := time.Now()
	if _, err := ingest(c.Context, dir, c.Args().Slice()); err != nil {
		return err
	}
	r.Seconds = time.Since(began).Seconds()
	if r.PeakMemoryBytes, err = peakMemory(); err != nil {
		return err
	}
	began = time.Now()
	if _, err := ingest(c.Context, dir, c.Args().Slice()); err != nil {
		return err
	}
	r.UnchangedSeconds = time.Since(began).Seconds()
	began = time.Now()
	s, err := searcher.Open(dir)
	if err != nil {
		return err
	}
	r.OpenMS = float64(time.Since(began).Microseconds()) / 1000
	st := s.Stats()
	r.Articles, r.DiskBytes = st.Articles, st.Bytes
	r.ArticlesASecond = float64(r.Articles) / r.Seconds
	if err := s.Close(); err != nil {
		return err
	}
	r.Segments = st.Segments
	if r.SectionBytes, err = sectionBytes(dir); err != nil {
		return err
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(r)
	}
	_, err = fmt.Fprintf(c.App.Writer, "%d articles in %.1f s: %.0f a second; again, unchanged, in %.1f s\n"+
		"%.1f MB on disk in %d segments, %.0f MB of memory at the peak, opened for searching in %.1f ms\n",
		r.Articles, r.Seconds, r.ArticlesASecond, r.UnchangedSeconds,
		float64(r.DiskBytes)/1e6, r.Segments, float64(r.PeakMemoryBytes)/1e6, r.OpenMS)
	names := slices.SortedFunc(maps.Keys(r.SectionBytes), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.SectionBytes[b], r.SectionBytes[a]), strings.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(c.App.Writer, "  %-15s %6.1f MB\n", name, float64(r.SectionBytes[name])/1e6)
	}
	return err
}

// sectionBytes adds up the sections of the segments of an index.
func sectionBytes(dir string) (_ map[string]uint64, err error) {
	x, err := indexer.OpenIndex(dir)
	if err != nil {
		return nil, err
	}
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	sum := map[string]uint64{}
	for _, v := range s.Segments {
		for name, n := range v.SectionBytes() {
			sum[name] += n
		}
	}
	return sum, nil
}
