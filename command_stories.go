package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

func storiesCommand() *cli.Command {
	return &cli.Command{
		Name:      "stories",
		Usage:     "list the largest stories of a period, or the articles of one",
		ArgsUsage: "[ID]",
		Description: "Examples:\n" +
			"  haberara stories --index haberler --from \"son 7 gün\"\n" +
			"  haberara stories --index haberler kp-2026-1\n\n" +
			"A story is the articles that report one event. The ID is that of a story or of one of its articles.\n" +
			"Exit code: 0 with stories, 1 without, 2 for a wrong flag, 3 when the index cannot be read.",
		Flags: []cli.Flag{
			indexFlag(),
			&cli.StringFlag{Name: "from", Usage: "first `DATE`, as for search"},
			&cli.StringFlag{Name: "to", Usage: "last `DATE`, included"},
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 10, Usage: "how many stories, or articles of the one"},
			&cli.IntFlag{Name: "page", Value: 1, Usage: "the page of --limit stories"},
			formatFlag("table", "json"),
		},
		Action: runStories,
	}
}

func runStories(c *cli.Context) (err error) {
	dir, err := indexDir(c)
	if err != nil {
		return err
	}
	limit := c.Int("limit")
	switch {
	case c.NArg() > 1:
		return usageError{"give one ID, or none for the largest stories"}
	case limit < 1 || limit > searcher.MaxPageSize || c.Int("page") < 1:
		return usageError{fmt.Sprintf("--limit is 1 to %d, --page 1 or more", searcher.MaxPageSize)}
	case c.NArg() == 1 && (c.IsSet("from") || c.IsSet("to") || c.IsSet("page")):
		return usageError{"--from, --to and --page are for the list of stories, not for the articles of one"}
	}
	r := searcher.StoriesRequest{Page: c.Int("page"), PageSize: limit}
	if r.From, r.To, err = server.ParseRange(c.String("from"), c.String("to"), time.Now()); err != nil {
		return err
	}
	s, err := searcher.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if c.NArg() == 1 {
		return printStory(c, s, c.Args().First(), limit)
	}
	ctx, cancel := context.WithTimeout(c.Context, time.Minute)
	defer cancel()
	list, err := s.Stories(ctx, r)
	if err != nil {
		return err
	}
	return printStories(c, list)
}

// storyJSON is a story as JSON shows it.
type storyJSON struct {
	ID          string `json:"id"`
	Title       string `json:"title,omitempty"`
	Articles    int    `json:"articles"`
	Sources     int    `json:"sources"`
	Found       int    `json:"found"`
	FirstID     string `json:"first_id"`
	FirstSource string `json:"first_source,omitempty"`
	First       string `json:"first_published_at,omitempty"`
	Last        string `json:"last_published_at,omitempty"`
}

func newStoryJSON(s searcher.Story) *storyJSON {
	return &storyJSON{
		ID: s.ID, Title: s.Title, Articles: s.Articles, Sources: s.Sources, Found: s.Found, FirstID: s.FirstID,
		FirstSource: s.FirstSource, First: stamp(s.First), Last: stamp(s.Last),
	}
}

func printStories(c *cli.Context, list *searcher.StoryList) error {
	stories := make([]*storyJSON, 0, len(list.Stories))
	for _, s := range list.Stories {
		stories = append(stories, newStoryJSON(s))
	}
	if c.String("format") == "json" {
		err := json.NewEncoder(c.App.Writer).Encode(struct {
			Total    int          `json:"total"`
			Articles int          `json:"articles"`
			Stories  []*storyJSON `json:"stories"`
		}{list.Total, list.Articles, stories})
		if err != nil || len(stories) > 0 {
			return err
		}
		return quiet(exitNotFound)
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	for _, s := range list.Stories {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, counted(s.Found, "article"), counted(s.Sources, "source"),
			minute(s.First), minute(s.Last), titleOr(s.Title))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(c.App.ErrWriter, "%s of %s\n", storiesCounted(list.Total), counted(list.Articles, "article"))
	if len(stories) == 0 {
		return quiet(exitNotFound)
	}
	return nil
}

func printStory(c *cli.Context, s *searcher.Searcher, id string, limit int) error {
	story, articles, err := s.Story(c.Context, id, limit)
	if errors.Is(err, searcher.ErrNotFound) {
		fmt.Fprintf(c.App.ErrWriter, "haberara: no story and no article has the ID %s\n", id)
		return quiet(exitNotFound)
	}
	if err != nil {
		return err
	}
	if c.String("format") == "json" {
		type memberJSON struct {
			ID        string `json:"id"`
			Title     string `json:"title,omitempty"`
			Source    string `json:"source,omitempty"`
			URL       string `json:"url,omitempty"`
			Published string `json:"published_at,omitempty"`
		}
		members := make([]memberJSON, 0, len(articles))
		for _, a := range articles {
			members = append(members, memberJSON{a.ID, a.Title, a.Source, a.URL, stamp(a.Published)})
		}
		return json.NewEncoder(c.App.Writer).Encode(struct {
			*storyJSON
			Members []memberJSON `json:"members"`
		}{newStoryJSON(story), members})
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	for _, a := range articles {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", minute(a.Published), a.Source, titleOr(a.Title), a.ID)
	}
	fmt.Fprintf(c.App.ErrWriter, "story %s: %s from %s\n", story.ID, counted(story.Articles, "article"),
		counted(story.Sources, "source"))
	return t.Flush()
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "undated"
	}
	return t.Format("2006-01-02 15:04")
}

func titleOr(title string) string {
	if title == "" {
		return "(untitled)"
	}
	return strings.Join(strings.Fields(title), " ")
}

func storiesCounted(n int) string {
	if n == 1 {
		return "1 story"
	}
	return grouped(n) + " stories"
}
