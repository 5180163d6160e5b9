package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

func statsCommand() *cli.Command {
	return &cli.Command{
		Name:        "stats",
		Usage:       "say what is in an index",
		Description: "Example:\n  haberara stats --index haberler --format json",
		Flags:       []cli.Flag{indexFlag(), formatFlag("table", "json")},
		Action:      runStats,
	}
}

func runStats(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	dir, err := indexDir(c)
	if err != nil {
		return err
	}
	s, err := searcher.Open(dir)
	if err != nil {
		return err
	}
	st, err := s.Contents()
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(struct {
			Articles   int                    `json:"articles"`
			Undated    int                    `json:"undated"`
			Oldest     string                 `json:"oldest,omitempty"`
			Newest     string                 `json:"newest,omitempty"`
			Labels     map[searcher.Label]int `json:"distinct_labels"`
			Segments   int                    `json:"segments"`
			Bytes      int64                  `json:"bytes"`
			Generation int                    `json:"generation"`
		}{st.Articles, st.Undated, stamp(st.Oldest), stamp(st.Newest), st.Labels, st.Segments, st.Bytes, st.Generation})
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "articles\t%s\n", grouped(st.Articles))
	fmt.Fprintf(t, "undated\t%s\n", grouped(st.Undated))
	fmt.Fprintf(t, "oldest\t%s\n", stamp(st.Oldest))
	fmt.Fprintf(t, "newest\t%s\n", stamp(st.Newest))
	for _, l := range searcher.Labels {
		fmt.Fprintf(t, "different %s values\t%s\n", l, grouped(st.Labels[l]))
	}
	fmt.Fprintf(t, "bytes on disk\t%s\n", grouped(int(st.Bytes)))
	fmt.Fprintf(t, "segments\t%d\n", st.Segments)
	return t.Flush()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
