package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher"
)

// In suggest titles are typed letter by letter, and each beginning asked for ten suggestions. A title has been found when
// it is among these. The peer is bleve with the titles alone, folded by us and in lower case, so that diacritics cost it
// nothing, and asked as one would: all whole words, and a prefix query for the last. It is asked fewer titles.

func suggestCommand() *cli.Command {
	return &cli.Command{
		Name:      "suggest",
		Usage:     "print after how many letters a title is suggested, and how long that takes",
		ArgsUsage: "FILE...",
		Flags: append([]cli.Flag{
			&cli.IntFlag{Name: "titles", Value: 1000, Usage: "how many titles are typed"},
			&cli.IntFlag{Name: "peer-titles", Value: 20, Usage: "how many of them with bleve"},
		}, discoveryFlags...),
		Action: runSuggest,
	}
}

// typed is what was measured of an engine for titles in one typing; letters count characters.
type typedTitles struct {
	Engine        string  `json:"engine"`
	Typing        string  `json:"typing"`
	Titles        int     `json:"titles"`
	Prefixes      int     `json:"prefixes"`
	FoundPercent  float64 `json:"found_percent"`
	LettersMedian int     `json:"letters_median"`
	LettersP90    int     `json:"letters_p90"`
	P50US         float64 `json:"p50_us"`
	P99US         float64 `json:"p99_us"`
}

// suggestsTitles returns the titles among ten suggestions.
type suggestsTitles func(ctx context.Context, prefix string) ([]string, error)

func runSuggest(c *cli.Context) (err error) {
	files, err := corpusFiles(c)
	if err != nil {
		return err
	}
	dir, leave, err := workFolder("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	titles, err := differentTitles(c.Context, files)
	if err != nil {
		return err
	}
	peer, err := bleveTitles(filepath.Join(dir, "bleve"), titles)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, peer.Close()) }()
	s, err := openOwn(c, dir, files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	r := rand.New(rand.NewPCG(c.Uint64("seed"), 2))
	r.Shuffle(len(titles), func(i, j int) { titles[i], titles[j] = titles[j], titles[i] })
	asked := titles[:min(c.Int("titles"), len(titles))]
	began := time.Now()
	if _, err := s.Suggest(c.Context, "a", pageSize); err != nil {
		return err
	}
	progressOf(c)("%d different titles; ours were made ready in %.1f s", len(titles), time.Since(began).Seconds())
	var rows []typedTitles
	for _, typing := range typings[:2] {
		by := func(title string) string { return typing.by(r, title) }
		mine, err := typeTitles(c.Context, "ours", typing.name, asked, by,
			func(ctx context.Context, prefix string) ([]string, error) { return ourTitles(ctx, s, prefix) })
		if err != nil {
			return err
		}
		theirs, err := typeTitles(c.Context, "bleve", typing.name, asked[:min(c.Int("peer-titles"), len(asked))], by,
			func(ctx context.Context, prefix string) ([]string, error) { return bleveSuggest(ctx, peer, prefix) })
		if err != nil {
			return err
		}
		rows = append(rows, mine, theirs)
	}
	return printTyped(c, rows)
}

func printTyped(c *cli.Context, rows []typedTitles) error {
	if c.String("format") == "json" {
		out := json.NewEncoder(c.App.Writer)
		for _, r := range rows {
			if err := out.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "engine\ttyping\ttitles\tprefixes\tfound %\tletters, median\tp90\tµs, p50\tp99\t")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%.1f\t%d\t%d\t%.0f\t%.0f\t\n", r.Engine, r.Typing, r.Titles, r.Prefixes, r.FoundPercent,
			r.LettersMedian, r.LettersP90, r.P50US, r.P99US)
	}
	return t.Flush()
}

// typeTitles asks every beginning of every title, and says when each was found first. Those that were never found count
// as found behind all others.
func typeTitles(ctx context.Context, engine, typing string, titles []string, by func(string) string, suggest suggestsTitles) (
	typedTitles, error,
) {
	row := typedTitles{Engine: engine, Typing: typing, Titles: len(titles)}
	var times []time.Duration
	var letters []int
	for _, title := range titles {
		found, key := 0, titleKey(title)
		for at, r := range by(title) {
			prefix := by(title)[:at+utf8.RuneLen(r)]
			began := time.Now()
			got, err := suggest(ctx, prefix)
			times = append(times, time.Since(began))
			if err != nil {
				return row, fmt.Errorf("%s, asked %q: %w", engine, prefix, err)
			}
			if found == 0 && slices.ContainsFunc(got, func(t string) bool { return titleKey(t) == key }) {
				found = utf8.RuneCountInString(prefix)
			}
		}
		if found > 0 {
			letters = append(letters, found)
		}
	}
	slices.Sort(letters)
	of := spreadOf(times)
	row.Prefixes, row.P50US, row.P99US = len(times), of.p50, of.p99
	row.FoundPercent = 100 * float64(len(letters)) / float64(len(titles))
	at := func(share float64) int {
		if n := int(share * float64(len(titles))); n < len(letters) {
			return letters[n]
		}
		return -1
	}
	row.LettersMedian, row.LettersP90 = at(0.5), at(0.9)
	return row, nil
}

func ourTitles(ctx context.Context, s *searcher.Searcher, prefix string) ([]string, error) {
	found, err := s.Suggest(ctx, prefix, pageSize)
	var titles []string
	for _, x := range found {
		if x.Kind == searcher.WholeTitle {
			titles = append(titles, x.Text)
		}
	}
	return titles, err
}

// titleKey is the same for titles that differ in letter case, diacritics and signs alone.
func titleKey(title string) string {
	return strings.Join(strings.FieldsFunc(turkish.Fold(title), isSign), " ")
}

// isSign says of a folded ASCII character that it is no letter or digit.
func isSign(r rune) bool { return r < utf8.RuneSelf && (r < 'a' || r > 'z') && (r < '0' || r > '9') }

// differentTitles returns the titles of files, each key once.
func differentTitles(ctx context.Context, files []string) ([]string, error) {
	known := map[string]bool{}
	var titles []string
	err := walkArticles(ctx, files, func(a *corpus.Article) error {
		if key := titleKey(a.Title); key != "" && !known[key] {
			known[key] = true
			titles = append(titles, a.Title)
		}
		return nil
	})
	if err == nil && len(titles) == 0 {
		err = errors.New("no title in the files")
	}
	return titles, err
}

// buildFiles makes our index of files in dir.
func buildFiles(ctx context.Context, dir string, files []string) error {
	lines, err := drawArticles(ctx, files, 0, 1)
	if err != nil {
		return err
	}
	path := dir + ".jsonl"
	if err := os.WriteFile(path, bytes.Join(lines, []byte("\n")), 0o600); err != nil {
		return err
	}
	_, err = buildOurs(ctx, dir, path, 0, 0, func() {})
	return err
}

func bleveTitles(dir string, titles []string) (bleve.Index, error) {
	doc := bleve.NewDocumentStaticMapping()
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.DocValues, field.IncludeTermVectors = simple.Name, false, false
	doc.AddFieldMappingsAt("title", field)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	x, err := bleve.New(dir, m)
	if err != nil {
		return nil, err
	}
	for batchOf := range slices.Chunk(titles, peerBatches[len(peerBatches)-1]) {
		batch := x.NewBatch()
		for _, title := range batchOf {
			if err := batch.Index(title, map[string]string{"title": turkish.Fold(title)}); err != nil {
				return nil, errors.Join(err, x.Close())
			}
		}
		if err := x.Batch(batch); err != nil {
			return nil, errors.Join(err, x.Close())
		}
	}
	return x, nil
}

// bleveSuggest asks for titles with all whole words and a word that begins as the last does.
func bleveSuggest(ctx context.Context, x bleve.Index, prefix string) ([]string, error) {
	words := strings.FieldsFunc(turkish.Fold(prefix), func(r rune) bool { return r < utf8.RuneSelf && (r < 'a' || r > 'z') })
	if len(words) == 0 {
		return nil, nil
	}
	var all []query.Query
	for i, w := range words {
		var q fielded = bleve.NewTermQuery(w)
		if i == len(words)-1 {
			q = bleve.NewPrefixQuery(w)
		}
		q.SetField("title")
		all = append(all, q)
	}
	found, err := x.SearchInContext(ctx, bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(all...), pageSize, 0, false))
	if err != nil {
		return nil, err
	}
	var titles []string
	for _, h := range found.Hits {
		titles = append(titles, h.ID)
	}
	return titles, nil
}
