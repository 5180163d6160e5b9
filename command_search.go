package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

func searchCommand() *cli.Command {
	return &cli.Command{
		Name:      "search",
		Usage:     "find articles",
		ArgsUsage: "QUERY",
		Description: "Examples:\n" +
			"  haberara search --index haberler deprem\n" +
			"  haberara search --index haberler --from 2026-05 --to 2026-05-17 --category spor --sort newest '\"son dakika\"'\n" +
			"  haberara search --index haberler --source -AA --limit 0 --format csv seçim > seçim.csv\n" +
			"  haberara search --index haberler --timeline month deprem\n" +
			"  haberara search --index haberler --group story --sort newest deprem\n" +
			"  haberara search --index haberler --facets person,place --organisation TBMM --organisation -CHP bütçe\n" +
			"  haberara search --index haberler --batch queries.tsv --format trec --limit 100\n\n" +
			"A query is words and \"phrases\"; +word must be there, -word must not; docs/query-syntax.md has the rest. Write --\n" +
			"before a query whose words look like flags. Without a query the filters alone decide, or the order: --sort trending.\n" +
			"Exit code: 0 with hits, 1 without, 2 for a wrong query or flag, 3 when the index cannot be read.",
		Flags: append(narrowingFlags(), timeoutFlag(),
			&cli.GenericFlag{Name: "facets", Value: &stringList{}, Usage: "count the hits by the values of these `LABELS`, such as category,person"},
			&cli.IntFlag{Name: "facet-size", Value: 10, Usage: "how many values of a facet to print, the most frequent first"},
			&cli.StringFlag{Name: "timeline", Usage: "count the hits by `INTERVAL`: hour, day, week, month, year or auto; the last column is their share of all articles"},
			&cli.StringFlag{Name: "group", Aliases: []string{"collapse"}, Usage: "story shows each story once, by its best hit, and counts stories"},
			&cli.BoolFlag{
				Name: "explain", Usage: "say how the score of every hit came about; with --format table, json or jsonl",
			},
			&cli.BoolFlag{
				Name:  "explain-query",
				Usage: "print how the query is understood, as text or JSON, instead of searching; needs no index",
			},
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 10, Usage: "how many hits; 0 for all"},
			&cli.IntFlag{Name: "page", Value: 1, Usage: "the page of --limit hits to begin with"},
			&cli.StringFlag{Name: "batch", Usage: "search all queries of a `FILE` of lines id<TAB>query, with --format trec, jsonl, tsv or csv; - is standard input"},
			&cli.IntFlag{Name: "snippet-size", Value: searcher.DefaultSnippetChars, Usage: "characters of a snippet"},
			&cli.StringFlag{
				Name: "highlight", Value: "false", Usage: "tell the matched words of json and jsonl: html, offsets or false",
			},
			formatFlag("table", "json", "jsonl", "csv", "tsv", "trec", "ids"),
		),
		Action: runSearch,
	}
}

// narrowingFlags say which articles a query is about, and what it means.
func narrowingFlags() []cli.Flag {
	return []cli.Flag{
		indexFlag(), synonymsFlag(), protectedFlag(),
		&cli.StringFlag{Name: "from", Usage: "first `DATE`: 2026, 2026-05, 17.05.2026, with a time, or dün, \"son 7 gün\""},
		&cli.StringFlag{Name: "to", Usage: "last `DATE`, included"},
		&cli.StringFlag{Name: "use-date", Value: "published", Usage: "the date meant: published or updated"},
		labelFlag("category"), labelFlag("source"), labelFlag("author"), labelFlag("tag"), labelFlag("agency"),
		labelFlag("person"), labelFlag("place"), labelFlag("organisation"),
		labelFlag("year"), labelFlag("month"), labelFlag("day"),
		&cli.StringFlag{Name: "story", Usage: "only the articles of the story with this `ID`, or of that of the article with it"},
		&cli.StringFlag{Name: "mode", Value: "any", Usage: "how many of the words have to be there: any or all"},
		&cli.BoolFlag{Name: "as-typed", Usage: "search for the words as they are typed: correct, add and leave out none"},
		&cli.StringFlag{Name: "freshness", Value: "auto", Usage: "how much newer articles rank higher: auto, off, or a half-life such as 7d or 12h"},
		&cli.StringFlag{Name: "sort", Value: "relevance", Usage: "relevance, newest, oldest or trending (what most articles of the last hours are about)"},
	}
}

func timeoutFlag() cli.Flag {
	return &cli.DurationFlag{Name: "timeout", Value: time.Minute, Usage: "how long it may take"}
}

const wrongTimeout = "--timeout is more than nothing, such as 10s"

func labelFlag(name string) cli.Flag {
	return &cli.GenericFlag{
		Name: name, Value: &stringList{},
		Usage: "only this " + name + "; again for any of several, with - in front for none of, with + for all of",
	}
}

func runSearch(c *cli.Context) error {
	if c.Bool("explain-query") {
		return explainQuery(c)
	}
	var r searcher.Request
	if err := readPaging(c, &r); err != nil {
		return err
	}
	s, err := openSearch(c, &r)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if c.IsSet("batch") {
		return runBatch(c, s, r)
	}
	r.Query, r.Now = strings.Join(c.Args().Slice(), " "), time.Now()
	if isEmpty(r) && r.Sort == searcher.ByRelevance {
		return errEmpty
	}
	out, err := newPrinter(c)
	if err != nil {
		return err
	}
	found, err := eachHit(c, s, r, out.hit)
	if err != nil {
		return err
	}
	if err := out.end(found); err != nil {
		return err
	}
	if found.Total == 0 {
		return quiet(exitNotFound)
	}
	if page := c.Int("page"); page > 1 && page > pagesOf(found.Total, c.Int("limit")) {
		fmt.Fprintf(c.App.ErrWriter, "haberara: there is no page %d; the last is %d\n", page, pagesOf(found.Total, c.Int("limit")))
		return quiet(exitNotFound)
	}
	return nil
}

// openSearch opens the index, and reads the flags that say what is searched for; the query is not in the request yet.
func openSearch(c *cli.Context, r *searcher.Request) (*searcher.Searcher, error) {
	dir, err := indexDir(c)
	if err != nil {
		return nil, err
	}
	if err := narrow(c, r); err != nil {
		return nil, err
	}
	rules, err := siteRules(c)
	if err != nil {
		return nil, err
	}
	return searcher.Open(dir, searcher.WithRules(rules))
}

func pagesOf(total, limit int) int { return (total + limit - 1) / limit }

var errEmpty = usageError{"the query is empty: give a word, a filter such as --category, or an order such as --sort newest"}

// isEmpty says that a request names neither word nor filter nor date: more likely a slip than a wish for everything.
func isEmpty(r searcher.Request) bool {
	return strings.TrimSpace(r.Query) == "" && len(r.Filters) == 0 && r.Story == "" && r.From.IsZero() && r.To.IsZero()
}

// narrow reads narrowingFlags.
func narrow(c *cli.Context, r *searcher.Request) (err error) {
	r.Story = c.String("story")
	r.AsTyped, r.Freshness = c.Bool("as-typed"), searcher.Freshness(c.String("freshness"))
	if r.From, r.To, err = server.ParseRange(c.String("from"), c.String("to"), time.Now()); err != nil {
		return err
	}
	switch c.String("use-date") {
	case "published":
	case "updated":
		r.Date = searcher.Updated
	default:
		return usageError{"--use-date is published or updated"}
	}
	switch c.String("mode") {
	case "any":
	case "all":
		r.Mode = searcher.MatchAll
	default:
		return usageError{"--mode is any or all"}
	}
	switch c.String("sort") {
	case "relevance":
	case "newest":
		r.Sort = searcher.ByNewest
	case "oldest":
		r.Sort = searcher.ByOldest
	case "trending":
		r.Sort = searcher.ByTrending
	default:
		return usageError{"--sort is relevance, newest, oldest or trending"}
	}
	for _, l := range searcher.Labels {
		f := searcher.Filter{Label: l}
		for _, v := range flagStrings(c, string(l)) {
			if none, ok := strings.CutPrefix(v, "-"); ok {
				f.NoneOf = append(f.NoneOf, none)
			} else if all, ok := strings.CutPrefix(v, "+"); ok {
				f.AllOf = append(f.AllOf, all)
			} else {
				f.AnyOf = append(f.AnyOf, strings.TrimPrefix(v, `\`))
			}
		}
		if f.AnyOf != nil || f.AllOf != nil || f.NoneOf != nil {
			r.Filters = append(r.Filters, f)
		}
	}
	return nil
}

// readPaging reads what else --help names: which hits, and what of them.
func readPaging(c *cli.Context, r *searcher.Request) error {
	format := c.String("format")
	r.SnippetChars, r.OnlyIDs = c.Int("snippet-size"), format == "ids" || format == "trec"
	r.Explain = c.Bool("explain")
	ways := map[string]searcher.Highlight{
		"html": searcher.MarkHTML, "true": searcher.MarkHTML,
		"offsets": searcher.MarkOffsets, "false": searcher.MarkNothing,
	}
	way, isKnown := ways[c.String("highlight")]
	switch {
	case !isKnown:
		return usageError{"--highlight is html, offsets or false"}
	case way != searcher.MarkNothing && format != "json" && format != "jsonl":
		return usageError{"--highlight goes with the formats json and jsonl"}
	}
	if r.Highlight = way; format == "table" {
		r.Highlight = searcher.MarkHTML
	}
	if err := readFacets(c, r); err != nil {
		return err
	}
	r.Timeline, r.Collapse = searcher.Interval(c.String("timeline")), searcher.Collapse(c.String("group"))
	switch {
	case r.Collapse != "" && r.Collapse != searcher.ByStory:
		return usageError{"--group is story"}
	case r.Explain && !slices.Contains([]string{"table", "json", "jsonl"}, format):
		return usageError{"--explain goes with the formats table, json and jsonl"}
	case r.Timeline != "" && !slices.Contains(searcher.Intervals(), r.Timeline):
		return usageError{"--timeline is hour, day, week, month, year or auto"}
	case r.Timeline != "" && (c.IsSet("batch") || format != "table" && format != "json"):
		return usageError{"--timeline goes with the formats table and json, and not with --batch"}
	case c.Int("limit") < 0 || c.Int("page") < 1:
		return usageError{"--limit is 0 or more, --page 1 or more"}
	case c.Int("limit") == 0 && c.Int("page") > 1:
		return usageError{"--limit 0 prints all hits, so that there is no second page"}
	case c.Duration("timeout") <= 0:
		return usageError{wrongTimeout}
	}
	return nil
}

// eachHit visits the hits that --limit and --page ask for, best first, fetching them in pages of bounded size. The
// response it returns is that of the last page.
func eachHit(c *cli.Context, s *searcher.Searcher, r searcher.Request, visit func(rank int, h searcher.Hit) error) (
	*searcher.Response, error,
) {
	limit, skip := c.Int("limit"), 0
	if limit > 0 {
		skip = (c.Int("page") - 1) * limit
		if skip/limit != c.Int("page")-1 || skip+limit < skip {
			return nil, usageError{"--page times --limit is too large"}
		}
	}
	r.PageSize = searcher.MaxPageSize
	if limit > 0 && skip%limit == 0 && limit <= searcher.MaxPageSize {
		r.PageSize = limit
	}
	for r.Page = skip/r.PageSize + 1; ; r.Page++ {
		ctx, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
		a, err := s.Search(ctx, r)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			err = fmt.Errorf("it took longer than %s; ask for fewer or rarer words, or give a longer --timeout: %w", c.Duration("timeout"), err)
		}
		if err != nil {
			return nil, fmt.Errorf("search %.80q: %w", r.Query, err)
		}
		first := (r.Page - 1) * r.PageSize
		for i, h := range a.Hits {
			if rank := first + i; rank >= skip && (limit == 0 || rank < skip+limit) {
				if err := visit(rank+1, h); err != nil {
					return nil, err
				}
			}
		}
		if r.Page >= a.Pages || limit > 0 && first+r.PageSize >= skip+limit {
			return a, nil
		}
	}
}
