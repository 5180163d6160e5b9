package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

func plotCommand() *cli.Command {
	return &cli.Command{
		Name:  "plot",
		Usage: "draw the latency of our engine against the size of the index",
		Description: "Example:\n  bench plot --sizes 10k,50k,250k,1M --svg latency.svg --corpus news.jsonl.gz\n\n" +
			"The files are shuffled and repeated under fresh IDs, each copy 120 days older, until there are as many as the\n" +
			"largest size; a smaller index holds the first of them. The questions are those of speed, drawn from the\n" +
			"articles that all indexes hold.",
		ArgsUsage: "[FILE...]",
		Flags: append(drawFlags(),
			&cli.StringFlag{Name: "sizes", Value: "10k,50k,250k,1M", Usage: "numbers of articles, smallest first"},
			&cli.StringFlag{Name: "svg", Value: "latency.svg", Usage: "the `FILE` to draw into"},
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"},
			&cli.IntFlag{Name: "queries", Value: 100, Usage: "questions of a class"},
		),
		Action: runPlot,
	}
}

// sized is what was measured at one size of the index.
type sized struct {
	Size int `json:"size"`
	built
	served
}

func runPlot(c *cli.Context) (err error) {
	sizes, err := parseSizes(c.String("sizes"))
	if err != nil {
		return err
	}
	files, err := corpusFiles(c)
	if err != nil {
		return err
	}
	dir, leave, err := workFolder("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	seed := c.Uint64("seed")
	lines, err := drawArticles(c.Context, files, c.Int("limit"), seed)
	if err != nil {
		return err
	}
	rand.New(rand.NewPCG(seed, 3)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	questions, err := writeQuestions(dir, lines[:min(sizes[0], len(lines))], seed, c.Int("queries"))
	if err != nil {
		return err
	}
	var rows []sized
	for _, size := range sizes {
		row, err := measureSize(c.Context, dir, lines, size, questions)
		if err != nil {
			return fmt.Errorf("with %d articles: %w", size, err)
		}
		progressOf(c)("%d articles: made in %.0f s, opened in %.1f ms", size, row.Seconds, row.OpenMS)
		rows = append(rows, row)
	}
	if err := writePlot(c.String("svg"), rows); err != nil {
		return err
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(rows)
	}
	return writeSizes(c.App.Writer, rows)
}

// parseSizes reads numbers such as 800, 10k and 1M, behind commas, and sorts them.
func parseSizes(text string) (sizes []int, err error) {
	for word := range strings.SplitSeq(text, ",") {
		digits, times := strings.TrimSpace(word), 1
		switch {
		case strings.HasSuffix(digits, "k"):
			digits, times = strings.TrimSuffix(digits, "k"), 1000
		case strings.HasSuffix(digits, "M"):
			digits, times = strings.TrimSuffix(digits, "M"), 1_000_000
		}
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("--sizes: %q is no number of articles; write 800, 10k or 1M", word)
		}
		sizes = append(sizes, n*times)
	}
	slices.Sort(sizes)
	return slices.Compact(sizes), nil
}

// writeQuestions draws the questions of all classes from articles and returns the file that holds them: an object of
// the classes' questions for warming, and one of those to be measured.
func writeQuestions(dir string, lines [][]byte, seed uint64, count int) (path string, err error) {
	m := newMaterial()
	for _, line := range lines {
		a, err := corpus.ParseArticle(line)
		if err != nil {
			return "", err
		}
		m.add(a)
	}
	d := newDrawing(m, seed)
	var drawn [2]map[string][]question
	for i, n := range [2]int{max(count/4, 1), count} {
		drawn[i] = map[string][]question{}
		for _, name := range classNames() {
			drawn[i][name] = d.questions(name, n)
		}
	}
	path = filepath.Join(dir, "questions.json")
	b, err := json.Marshal(drawn)
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, b, 0o600)
}

func measureSize(ctx context.Context, dir string, lines [][]byte, size int, questions string) (_ sized, err error) {
	articles, index := filepath.Join(dir, "articles.jsonl"), filepath.Join(dir, "index")
	defer func() { err = errors.Join(err, os.RemoveAll(index), os.RemoveAll(articles)) }()
	row := sized{Size: size}
	if err := writeArticles(articles, lines, size); err != nil {
		return row, err
	}
	if err := os.MkdirAll(index, 0o755); err != nil {
		return row, err
	}
	if row.built, err = buildApart(ctx, contestants[0], index, articles, 0, 0); err != nil {
		return row, err
	}
	return row, runChild(ctx, &row.served, "ask-index", "--dir", index, "--questions", questions)
}

// served is how an index answers: percentiles in microseconds by class, the time to open it and to warm it, and the
// memory of the process after all questions: all of it, its own, and pages of mapped files.
type served struct {
	OpenMS        float64               `json:"open_ms"`
	WarmMS        float64               `json:"warm_ms"`
	Classes       map[string][3]float64 `json:"classes_p50_p95_p99_us"`
	ResidentBytes int64                 `json:"resident_bytes"`
	OwnBytes      int64                 `json:"own_bytes"`
	MappedBytes   int64                 `json:"mapped_bytes"`
}

// askCommand is run by plot in a process of its own for each index.
func askCommand() *cli.Command {
	return &cli.Command{
		Name:   "ask-index",
		Hidden: true,
		Flags:  []cli.Flag{&cli.StringFlag{Name: "dir"}, &cli.StringFlag{Name: "questions"}},
		Action: func(c *cli.Context) error {
			s, err := askHere(c.Context, c.String("dir"), c.String("questions"))
			if err != nil {
				return err
			}
			return json.NewEncoder(c.App.Writer).Encode(s)
		},
	}
}

func askHere(ctx context.Context, dir, questions string) (s served, err error) {
	b, err := os.ReadFile(questions)
	if err != nil {
		return s, err
	}
	var drawn [2]map[string][]question
	if err := json.Unmarshal(b, &drawn); err != nil {
		return s, err
	}
	began := time.Now()
	opened, err := searcher.Open(dir)
	if err != nil {
		return s, err
	}
	s.OpenMS = float64(time.Since(began).Microseconds()) / 1000
	engine := ours{opened}
	defer func() { err = errors.Join(err, engine.Close()) }()
	if err := engine.warm(ctx); err != nil {
		return s, err
	}
	s.WarmMS = float64(time.Since(began).Microseconds())/1000 - s.OpenMS
	s.Classes = map[string][3]float64{}
	e := &contender{name: "ours", engine: engine}
	for _, name := range classNames() {
		if err := measure(ctx, []*contender{e}, drawn[0][name], drawn[1][name]); err != nil {
			return s, err
		}
		if t := spreadOf(e.times); len(e.times) > 0 {
			s.Classes[name] = [3]float64{t.p50, t.p95, t.p99}
		}
	}
	m, err := memoryOf(os.Getpid())
	s.ResidentBytes, s.OwnBytes, s.MappedBytes = m.resident, m.own, m.mapped
	return s, err
}

// writeSizes prints the medians by class and size, and by how much the last size's is above that of the one before.
func writeSizes(w io.Writer, rows []sized) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	last, before := rows[len(rows)-1], rows[max(len(rows)-2, 0)]
	line := func(name string, of func(sized) (float64, bool), format string) {
		fmt.Fprintf(t, "%s\t", name)
		for _, r := range rows {
			if value, ok := of(r); ok {
				fmt.Fprintf(t, format+"\t", value)
			} else {
				fmt.Fprint(t, "-\t")
			}
		}
		a, _ := of(before)
		if b, ok := of(last); ok && a > 0 {
			fmt.Fprintf(t, "×%.2f\t\n", b/a)
		} else {
			fmt.Fprint(t, "-\t\n")
		}
	}
	line("articles", func(r sized) (float64, bool) { return float64(r.Size), true }, "%.0f")
	for _, name := range classNames() {
		line(name+" p50 µs", func(r sized) (float64, bool) { p, ok := r.Classes[name]; return p[0], ok }, "%.0f")
	}
	line("opening ms", func(r sized) (float64, bool) { return r.OpenMS, true }, "%.1f")
	line("warming ms", func(r sized) (float64, bool) { return r.WarmMS, true }, "%.1f")
	line("resident MB", func(r sized) (float64, bool) { return float64(r.ResidentBytes) / 1e6, true }, "%.0f")
	line("own memory MB", func(r sized) (float64, bool) { return float64(r.OwnBytes) / 1e6, true }, "%.0f")
	line("mapped pages MB", func(r sized) (float64, bool) { return float64(r.MappedBytes) / 1e6, true }, "%.0f")
	line("on disk MB", func(r sized) (float64, bool) { return float64(r.Bytes) / 1e6, true }, "%.0f")
	line("articles a second", func(r sized) (float64, bool) { return r.ArticlesASecond, true }, "%.0f")
	return t.Flush()
}
