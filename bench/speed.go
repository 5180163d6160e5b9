// Speed sets our engine beside stock Bluge 0.2.2 and bleve 2. What makes the comparison fair, and where it leans, it
// leans towards the peers:
//
//   - The same articles in the same order, drawn evenly over all files; the same stored fields (id, title, spot, body,
//     category, source, authors, tags, agency, url, published); title, spot and body searched with positions; date,
//     category, source and tags to filter, sort and count. Ours also stores what the peers are spared: image, updated,
//     language, columns of authors and agency, and up to three forms of each word where they have one.
//   - Peers have no dynamic or composite field and no columns for texts. For timelines they have a keyword of the day,
//     which is cheaper for them than date ranges.
//   - Each index is made in a process of its own, with the engine's defaults (ours as the index command makes it, with
//     Go's collector running five times as often, which costs it time), every batch durable when it returns;
//     peers get the batch size that was fastest on the first articles. The clock stops when all can be searched,
//     before background merges end; searching begins after they have. Bytes and the peak of memory are taken after
//     them.
//   - Peers' queries are those of a competent user: a disjunction over title (boost 2), spot (1.5) and body (1), for
//     AND a conjunction of such, phrases over the fields, filters as terms and date ranges in a conjunction, facets
//     over keyword columns, match queries with fuzziness 1, prefix queries. Sorted by date they do not score, ours
//     does.
//   - All give ten IDs, their scores and the exact total, as they do by default. Making the query out of words is
//     inside the clock for all.
//   - One process, one question at a time, in turn and with another engine first each time. No question is asked
//     twice, so that no cache of answers helps; other questions of the class warm the engines. GOGC is one for all;
//     garbage of 8 MB and more of one engine is collected outside of the clock before the next is asked, and since
//     that empties pools, each engine is then asked another question first, outside of the clock too.
//   - The module graph gives all of them one vellum, one mmap-go and one roaring 1, newer than Bluge 0.2.2 asks for.
//   - Answers differ: analyzers and ranking do. The columns of hits say how much work a class is for each.

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

func speedCommand() *cli.Command {
	return &cli.Command{
		Name:  "speed",
		Usage: "set our engine beside stock Bluge and bleve, on the same articles and questions",
		Description: "Example:\n  bench speed --corpus news.jsonl.gz --corpus archive.jsonl.gz --limit 50000\n\n" +
			"Files are JSON Lines, plain or compressed. Times are microseconds; ratios are the peer's time by ours. The\n" +
			"recipe of the questions stands in recipe.go, what was done for fairness in speed.go.",
		ArgsUsage: "[FILE...]",
		Flags: append(drawFlags(),
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json (an object a line)"},
			&cli.StringFlag{Name: "topics", Usage: "a gzip `FILE` of JSON Lines with title and description, for questions"},
			&cli.IntFlag{Name: "queries", Value: 100, Usage: "questions of a class in each round"},
			&cli.IntFlag{Name: "rounds", Value: 3, Usage: "rounds, each with questions of its own"},
			&cli.StringSliceFlag{Name: "class", Usage: "measure only this `CLASS` (repeat)"},
			&cli.IntFlag{Name: "batch", Usage: "articles in a batch of the peers (default: what is fastest)"},
			&cli.IntFlag{Name: "gogc", Value: 100, Usage: "GOGC while questions are asked"},
			&cli.StringFlag{Name: "keep", Usage: "make articles and indexes in this `DIR` and leave them there; what an earlier run left is asked again"},
		),
		Action: runSpeed,
	}
}

func drawFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "corpus", Usage: "a `FILE` of articles, or several behind one another"},
		&cli.IntFlag{Name: "limit", Usage: "how many articles, drawn evenly over the files (default: all)"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "seed of all chance"},
	}
}

// corpusFiles are the files of --corpus and of the arguments.
func corpusFiles(c *cli.Context) ([]string, error) {
	files := append(c.StringSlice("corpus"), c.Args().Slice()...)
	if len(files) == 0 {
		return nil, errors.New("give the files of articles: --corpus FILE")
	}
	return files, nil
}

func progressOf(c *cli.Context) func(string, ...any) {
	return func(format string, args ...any) { fmt.Fprintf(c.App.ErrWriter, format+"\n", args...) }
}

func runSpeed(c *cli.Context) (err error) {
	files, err := corpusFiles(c)
	if err != nil {
		return err
	}
	dir, leave, err := workFolder(c.String("keep"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	articles := filepath.Join(dir, "articles.jsonl")
	of, err := readBuilt(dir)
	if errors.Is(err, os.ErrNotExist) {
		if err = drawInto(c.Context, articles, files, c.Int("limit"), c.Uint64("seed")); err != nil {
			return err
		}
		of, err = buildAll(c, dir, articles)
	}
	if err != nil {
		return err
	}
	m, err := readMaterial(c.Context, articles, c.String("topics"))
	if err != nil {
		return err
	}
	rows, err := race(c, dir, newDrawing(m, c.Uint64("seed")))
	if err != nil {
		return err
	}
	return writeReport(c.App.Writer, c.String("format"), rows, reportIndexing(of, c.Uint64("seed"), c.Int("gogc")))
}

// drawInto writes a draw of articles to a file.
func drawInto(ctx context.Context, path string, files []string, most int, seed uint64) error {
	lines, err := drawArticles(ctx, files, most, seed)
	if err != nil {
		return err
	}
	return writeArticles(path, lines, len(lines))
}

// workFolder makes a folder for indexes, a passing one where keep is empty, and returns what to do with it in the end.
func workFolder(keep string) (dir string, leave func() error, err error) {
	if keep == "" {
		dir, err = os.MkdirTemp("", "haberara-bench-")
		return dir, func() error { return os.RemoveAll(dir) }, err
	}
	return keep, func() error { return nil }, os.MkdirAll(keep, 0o755)
}

func buildAll(c *cli.Context, dir, articles string) (map[string]built, error) {
	progress, of := progressOf(c), map[string]built{}
	for _, e := range contestants {
		batch := c.Int("batch")
		if batch == 0 && len(e.batches) > 0 {
			var err error
			if batch, err = bestBatch(c.Context, e, articles, progress); err != nil {
				return nil, err
			}
		}
		if len(e.batches) == 0 {
			batch = 0
		}
		into := filepath.Join(dir, e.name)
		if err := os.MkdirAll(into, 0o755); err != nil {
			return nil, err
		}
		b, err := buildApart(c.Context, e, into, articles, batch, 0)
		if err != nil {
			return nil, err
		}
		progress("%s: %d articles, %.0f a second, %.1f MB, peak %.0f MB", e.name, b.Articles, b.ArticlesASecond,
			float64(b.Bytes)/1e6, float64(b.PeakMemoryBytes)/1e6)
		of[e.name] = b
	}
	return of, writeBuilt(dir, of)
}

// builtFile holds what the making of the indexes in a folder cost.
const builtFile = "built.json"

func writeBuilt(dir string, of map[string]built) error {
	b, err := json.Marshal(of)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, builtFile), b, 0o644)
}

func readBuilt(dir string) (of map[string]built, err error) {
	b, err := os.ReadFile(filepath.Join(dir, builtFile))
	if err != nil {
		return nil, err
	}
	return of, json.Unmarshal(b, &of)
}

// race opens all engines and measures class after class.
func race(c *cli.Context, dir string, d *drawing) (_ []classReport, err error) {
	defer debug.SetGCPercent(debug.SetGCPercent(c.Int("gogc")))
	var engines []*contender
	defer func() {
		for _, e := range engines {
			err = errors.Join(err, e.Close())
		}
	}()
	for _, e := range contestants {
		opened, err := e.open(filepath.Join(dir, e.name))
		if err != nil {
			return nil, err
		}
		engines = append(engines, &contender{name: e.name, engine: opened})
	}
	names := c.StringSlice("class")
	for _, name := range names {
		if !slices.Contains(classNames(), name) {
			return nil, fmt.Errorf("no class is called %q: there are %s", name, strings.Join(classNames(), ", "))
		}
	}
	if len(names) == 0 {
		names = classNames()
	}
	return raceClasses(c.Context, engines, d, names, c.Int("queries"), c.Int("rounds"), progressOf(c))
}

func raceClasses(
	ctx context.Context, engines []*contender, d *drawing, names []string, queries, rounds int,
	progress func(string, ...any),
) ([]classReport, error) {
	drawn := map[string][2][]question{}
	for _, name := range names {
		drawn[name] = [2][]question{d.questions(name, max(queries/4, 1)), d.questions(name, queries*rounds)}
	}
	d.m = nil // the words of the collection are no garbage collector's burden while the clock runs
	var rows []classReport
	for _, name := range names {
		warming, asked := drawn[name][0], drawn[name][1]
		if len(asked) < queries*rounds {
			progress("%s: the collection holds only %d such questions", name, len(asked))
		}
		if err := measure(ctx, engines, warming, asked); err != nil {
			return nil, err
		}
		rows = append(rows, reportClass(name, len(asked), engines[0], engines[1], engines[2]))
		progress("%s measured", name)
	}
	return rows, nil
}
