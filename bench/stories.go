package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

func storiesCommand() *cli.Command {
	return &cli.Command{
		Name:      "stories",
		Usage:     "print how well articles of one event are found",
		ArgsUsage: "FILE...",
		Description: "Indexes the files into a temporary folder and asks of pairs of articles whether they are of one story.\n" +
			"The pairs are labelled by rule (story_pairs.go): copies of a title in two outlets, and hard ones drawn with a\n" +
			"seed. Prints also the largest stories, so that a person can see whether they tell one event each.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the hard pairs"},
			&cli.IntFlag{Name: "largest", Value: 10, Usage: "how many of the largest stories to print"},
			&cli.IntFlag{Name: "titles", Value: 8, Usage: "how many titles of each, from its first to its last"},
			&cli.BoolFlag{Name: "wrong", Usage: "print the hard pairs that were told wrong"},
		},
		Action: runStories,
	}
}

// storyFigures are those of one kind of pairs.
type storyFigures struct {
	Rule  string `json:"rule"`
	Same  bool   `json:"same_event"`
	Pairs int    `json:"pairs"`
	// Joined are the pairs of one story.
	Joined int `json:"joined"`
}

type storyReport struct {
	Articles  int            `json:"articles"`
	Stories   int            `json:"stories"`
	Told      int            `json:"articles_in_stories_of_several"`
	Seconds   float64        `json:"seconds"`
	Rules     []storyFigures `json:"rules"`
	Precision float64        `json:"hard_precision"`
	Recall    float64        `json:"hard_recall"`
	Free      float64        `json:"free_recall"`
	Largest   []largestStory `json:"largest"`
}

type largestStory struct {
	searcher.Story
	Titles []string `json:"titles"`
}

func runStories(c *cli.Context) (err error) {
	if c.NArg() == 0 {
		return errors.New("give the files of articles")
	}
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	began := time.Now()
	if _, err := ingest(c.Context, dir, c.Args().Slice()); err != nil {
		return err
	}
	r := storyReport{Seconds: time.Since(began).Seconds()}
	var ids []string
	var facts []*storyFacts
	if err := walkArticles(c.Context, c.Args().Slice(), func(a *corpus.Article) error {
		ids, facts = append(ids, a.ID), append(facts, newStoryFacts(a))
		return nil
	}); err != nil {
		return err
	}
	s, err := searcher.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	hard := hardPairs(facts, c.Uint64("seed"))
	told, err := r.tell(c.Context, s, ids, slices.Concat(freePairs(facts), hard))
	if err != nil {
		return err
	}
	if err := r.size(c.Context, s, c.Int("largest"), c.Int("titles")); err != nil {
		return err
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(r)
	}
	if err := r.print(c); err != nil || !c.Bool("wrong") {
		return err
	}
	for _, p := range hard {
		if told[p.a] == told[p.b] == p.same {
			continue
		}
		fmt.Fprintf(c.App.Writer, "\n%s, wrong:\n", p.rule)
		for _, i := range []int{p.a, p.b} {
			a, err := s.Article(c.Context, ids[i])
			if err != nil {
				return err
			}
			fmt.Fprintf(c.App.Writer, "  %s  %s  %s | %s\n", a.Published.Format("01-02 15:04"), a.Source, a.Title, a.Spot)
		}
	}
	return nil
}

// tell fills in the figures of the pairs, and returns the stories of their articles.
func (r *storyReport) tell(
	ctx context.Context, s *searcher.Searcher, ids []string, pairs []storyPair,
) (map[int]string, error) {
	told := map[int]string{}
	rules := map[string]*storyFigures{}
	var order []string
	for _, p := range pairs {
		for _, i := range []int{p.a, p.b} {
			if told[i] != "" {
				continue
			}
			story, _, err := s.Story(ctx, ids[i], 0)
			if err != nil {
				return nil, fmt.Errorf("article %s: %w", ids[i], err)
			}
			told[i] = story.ID
		}
		if rules[p.rule] == nil {
			rules[p.rule] = &storyFigures{Rule: p.rule, Same: p.same}
			order = append(order, p.rule)
		}
		rules[p.rule].Pairs++
		if told[p.a] == told[p.b] {
			rules[p.rule].Joined++
		}
	}
	var same, right, wrong int
	for _, rule := range order {
		f := *rules[rule]
		r.Rules = append(r.Rules, f)
		switch {
		case rule == freeRule:
			r.Free = shareOf(f.Joined, f.Pairs)
		case f.Same:
			same, right = same+f.Pairs, right+f.Joined
		default:
			wrong += f.Joined
		}
	}
	r.Precision, r.Recall = shareOf(right, right+wrong), shareOf(right, same)
	return told, nil
}

func shareOf(part, all int) float64 { return float64(part) / float64(max(all, 1)) }

// size fills in what the index holds.
func (r *storyReport) size(ctx context.Context, s *searcher.Searcher, largest, titles int) error {
	const page = 1000
	for n := 1; ; n++ {
		list, err := s.Stories(ctx, searcher.StoriesRequest{Page: n, PageSize: max(page, largest)})
		if err != nil {
			return err
		}
		r.Articles, r.Stories = list.Articles, list.Total
		for i, story := range list.Stories {
			if story.Articles > 1 {
				r.Told += story.Articles
			}
			if n > 1 || i >= largest {
				continue
			}
			_, articles, err := s.Story(ctx, story.ID, story.Articles)
			if err != nil {
				return err
			}
			l := largestStory{Story: story}
			for k := range min(titles, len(articles)) {
				a := articles[k*(len(articles)-1)/max(titles-1, 1)]
				l.Titles = append(l.Titles, fmt.Sprintf("%s  %s  %s", a.Published.Format("01-02 15:04"), a.Source, a.Title))
			}
			r.Largest = append(r.Largest, l)
		}
		if n >= list.Pages || list.Stories[len(list.Stories)-1].Articles == 1 {
			return nil
		}
	}
}

func (r *storyReport) print(c *cli.Context) error {
	w := c.App.Writer
	fmt.Fprintf(w, "%d articles tell %d stories, %d of them in stories of several; indexed in %.1f s\n\n",
		r.Articles, r.Stories, r.Told, r.Seconds)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "rule\tone event\tpairs\tin one story")
	for _, f := range r.Rules {
		fmt.Fprintf(t, "%s\t%v\t%d\t%d\n", f.Rule, f.Same, f.Pairs, f.Joined)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nhard pairs: precision %.3f, recall %.3f; copies of titles: recall %.3f\n", r.Precision, r.Recall, r.Free)
	for _, l := range r.Largest {
		fmt.Fprintf(w, "\n%d articles, %d sources:\n", l.Articles, l.Sources)
		for _, title := range l.Titles {
			fmt.Fprintln(w, "  "+title)
		}
	}
	return nil
}
