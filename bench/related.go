package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// In related an article is taken, and the articles of the same story by other outlets are looked for among ten related
// ones. Two articles of different outlets are of the same story when their titles, or their spots, are equal but for
// letter case, diacritics and signs, have at least sameChars characters, and they are sameDays apart at most; and so are
// two that are of the same story as a third. What two articles have in common word for word anything will find: so those
// pairs are counted apart of which neither title nor spot is equal, which only a third article joins.
//
// The peer is "more like this" as in Lucene: of the article the 25 terms with the highest tf-idf, made by Lucene's
// Turkish chain, title twice, and BM25 over them.
const (
	sameChars = 40
	sameDays  = 3
)

func relatedCommand() *cli.Command {
	return &cli.Command{
		Name:      "related",
		Usage:     "print how many articles of the same story are found among ten related ones",
		ArgsUsage: "FILE...",
		Flags: append([]cli.Flag{
			&cli.IntFlag{Name: "articles", Value: 500, Usage: "how many articles are asked about"},
		}, discoveryFlags...),
		Action: runRelated,
	}
}

// discoveryFlags are those of all commands that ask our index and a peer about files.
var discoveryFlags = []cli.Flag{
	&cli.StringFlag{Name: "index", Usage: "our index of the files in `DIR`; without it one is made"},
	&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "seed of all chance"},
	&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json (an object a line)"},
}

// openOwn opens the index of --index, or one of the files that it makes below dir.
func openOwn(c *cli.Context, dir string, files []string) (*searcher.Searcher, error) {
	own := c.String("index")
	if own == "" {
		own = filepath.Join(dir, "ours")
		if err := buildFiles(c.Context, own, files); err != nil {
			return nil, err
		}
	}
	return searcher.Open(own)
}

// recalled is what an engine found of one kind of pairs.
type recalled struct {
	Engine   string  `json:"engine"`
	Pairs    string  `json:"pairs"`
	Articles int     `json:"articles"`
	Recall   float64 `json:"recall_at_10"`
	P50US    float64 `json:"p50_us"`
	P99US    float64 `json:"p99_us"`
}

func runRelated(c *cli.Context) (err error) {
	files, err := corpusFiles(c)
	if err != nil {
		return err
	}
	dir, leave, err := workFolder("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	s, err := openOwn(c, dir, files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var articles []*corpus.Article
	if err := walkArticles(c.Context, files, func(a *corpus.Article) error {
		articles = append(articles, a)
		return nil
	}); err != nil {
		return err
	}
	told := newToldTwice(articles)
	asked := told.ask(c.Int("articles"), rand.New(rand.NewPCG(c.Uint64("seed"), 3)))
	progressOf(c)("%d articles, %d of them told by several outlets; %d are asked about", len(articles), len(told.articles), len(asked))
	if len(asked) == 0 {
		return errors.New("no two outlets have a title or spot in common in these files")
	}
	peer := newLucene(articles)
	rows, err := recallOf(c.Context, "ours", asked, told, func(ctx context.Context, a *corpus.Article) ([]string, error) {
		found, err := s.Related(ctx, searcher.RelatedRequest{ID: a.ID, Size: pageSize, SameStory: true})
		var ids []string
		for _, h := range found {
			ids = append(ids, h.Article.ID)
		}
		return ids, err
	})
	if err != nil {
		return err
	}
	theirs, err := recallOf(c.Context, "more like this", asked, told, func(_ context.Context, a *corpus.Article) ([]string, error) {
		return slices.DeleteFunc(peer.like(a, pageSize+1), func(id string) bool { return id == a.ID }), nil
	})
	if err != nil {
		return err
	}
	return printRecall(c, append(rows, theirs...))
}

func printRecall(c *cli.Context, rows []recalled) error {
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
	fmt.Fprintln(t, "engine\tpairs\tarticles\trecall@10\tµs, p50\tp99\t")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%.3f\t%.0f\t%.0f\t\n", r.Engine, r.Pairs, r.Articles, r.Recall, r.P50US, r.P99US)
	}
	return t.Flush()
}

// recallOf is the mean share of the articles to be found, of ten at most, that are among those found.
func recallOf(ctx context.Context, engine string, asked []*corpus.Article, told *toldTwice,
	find func(context.Context, *corpus.Article) ([]string, error),
) ([]recalled, error) {
	rows := []recalled{{Engine: engine, Pairs: "all"}, {Engine: engine, Pairs: "nothing equal"}}
	var times []time.Duration
	for _, a := range asked {
		began := time.Now()
		found, err := find(ctx, a)
		times = append(times, time.Since(began))
		if err != nil {
			return nil, fmt.Errorf("%s, asked about %s: %w", engine, a.ID, err)
		}
		all, unlike := told.others(a)
		for i, wanted := range []map[string]bool{all, unlike} {
			if len(wanted) == 0 {
				continue
			}
			n := 0
			for _, id := range found[:min(len(found), pageSize)] {
				if wanted[id] {
					n++
				}
			}
			rows[i].Articles++
			rows[i].Recall += float64(n) / float64(min(len(wanted), pageSize))
		}
	}
	of := spreadOf(times)
	for i := range rows {
		rows[i].Recall /= float64(max(rows[i].Articles, 1))
		rows[i].P50US, rows[i].P99US = of.p50, of.p99
	}
	return rows, nil
}

// toldTwice are the articles whose story several outlets tell.
type toldTwice struct {
	articles []*corpus.Article
	place    map[string]int // of articles by ID
	parent   []int          // of the story, as in a union-find structure
	members  map[int][]int
}

func newToldTwice(articles []*corpus.Article) *toldTwice {
	byText := map[string][]*corpus.Article{}
	for _, a := range articles {
		for _, text := range textsOf(a) {
			byText[text] = append(byText[text], a)
		}
	}
	t := &toldTwice{place: map[string]int{}, members: map[int][]int{}}
	number := func(a *corpus.Article) int {
		n, ok := t.place[a.ID]
		if !ok {
			n = len(t.articles)
			t.place[a.ID] = n
			t.articles, t.parent = append(t.articles, a), append(t.parent, n)
		}
		return n
	}
	for _, a := range articles { // in the order of the files, so that chance alone differs
		for _, text := range textsOf(a) {
			same := byText[text]
			slices.SortStableFunc(same, func(a, b *corpus.Article) int { return a.Published.Compare(b.Published) })
			for i := 1; i < len(same); i++ {
				if same[i].Source != same[i-1].Source && same[i].Published.Sub(same[i-1].Published) <= sameDays*24*time.Hour {
					t.parent[t.root(number(same[i]))] = t.root(number(same[i-1]))
				}
			}
			delete(byText, text)
		}
	}
	for n := range t.articles {
		t.members[t.root(n)] = append(t.members[t.root(n)], n)
	}
	return t
}

func (t *toldTwice) root(n int) int {
	for t.parent[n] != n {
		t.parent[n] = t.parent[t.parent[n]]
		n = t.parent[n]
	}
	return n
}

// textsOf are the texts by which articles are told to be of one story.
func textsOf(a *corpus.Article) []string {
	var texts []string
	for name, text := range []string{a.Title, a.Spot} {
		if key := titleKey(text); len(key) >= sameChars && !a.Published.IsZero() {
			texts = append(texts, fmt.Sprint(name, key))
		}
	}
	return texts
}

// ask draws articles, and puts those first that have an article to be found with nothing equal.
func (t *toldTwice) ask(most int, r *rand.Rand) []*corpus.Article {
	asked := slices.Clone(t.articles)
	r.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
	slices.SortStableFunc(asked, func(a, b *corpus.Article) int {
		_, unlikeA := t.others(a)
		_, unlikeB := t.others(b)
		return cmp.Compare(min(len(unlikeB), 1), min(len(unlikeA), 1))
	})
	half := min(most/2, len(asked))
	drawn := asked[:half:half]
	rest := slices.Clone(asked[half:])
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return append(drawn, rest[:min(most-half, len(rest))]...)
}

// others are the articles of the same story by other outlets, and of them those with another title and another spot.
func (t *toldTwice) others(a *corpus.Article) (all, unlike map[string]bool) {
	all, unlike = map[string]bool{}, map[string]bool{}
	for _, n := range t.members[t.root(t.place[a.ID])] {
		b := t.articles[n]
		if b.Source == a.Source {
			continue
		}
		all[b.ID] = true
		if titleKey(a.Title) != titleKey(b.Title) && titleKey(a.Spot) != titleKey(b.Spot) {
			unlike[b.ID] = true
		}
	}
	return all, unlike
}

// mltTerms is how many terms Lucene's MoreLikeThis takes.
const mltTerms = 25

// like returns the ids of the best hits for the terms of an article with the highest tf-idf.
func (l *lucene) like(a *corpus.Article, most int) []string {
	counts := map[string]float64{}
	for _, term := range luceneTerms(strings.Repeat(a.Title+" ", titleWeight) + a.Spot + " " + a.Body) {
		counts[term]++
	}
	terms := make([]string, 0, len(counts))
	for term := range counts {
		counts[term] *= l.idf(term)
		terms = append(terms, term)
	}
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return l.rank(terms[:min(len(terms), mltTerms)], most)
}
