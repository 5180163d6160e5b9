package main

import (
	"fmt"
	"io"
	"runtime"
	"testing"
	"text/tabwriter"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/turkish"
	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/sample"
	"github.com/haberara/haberara/corpus/turkish"
)

func costCommand() *cli.Command {
	return &cli.Command{
		Name:      "cost",
		Usage:     "print what the analyzer costs beside Snowball's stemmer: time a token, start, memory, binary",
		ArgsUsage: "[FILE...]",
		Description: "FILEs of articles are the running text, the built-in sample if none is given; at most 1,000,000 tokens.\n" +
			"Call it in the folder of the module bench, with Go installed and the machine idle: it builds small programs.\n" +
			"Memory is told on Linux only.",
		Action: func(c *cli.Context) error {
			text, err := readRunningText(c.Args().Slice())
			if err != nil {
				return err
			}
			if err := printTimes(c.App.Writer, text); err != nil {
				return err
			}
			return printFootprint(c.Context, c.App.Writer, text.words)
		},
	}
}

// maxRunningTokens bounds how much of the files is used.
const maxRunningTokens = 1_000_000

// runningText is news as it is read: whole texts, and their words in lower case without endings behind apostrophes, as a
// stemmer gets them.
type runningText struct {
	texts  []string
	tokens int
	words  []string
}

func readRunningText(files []string) (*runningText, error) {
	t := &runningText{}
	analyzer := turkish.NewAnalyzer()
	if len(files) > 0 {
		for _, f := range files {
			if err := eachArticle(f, func(_ *turkish.Analyzer, a *corpus.Article) { t.add(analyzer, a) }); err != nil {
				return nil, err
			}
		}
		return t, nil
	}
	articles, err := sample.Articles()
	for _, a := range articles {
		t.add(analyzer, a)
	}
	return t, err
}

func (t *runningText) add(analyzer *turkish.Analyzer, a *corpus.Article) {
	for _, text := range []string{a.Title, a.Spot, a.Body} {
		if t.tokens >= maxRunningTokens {
			return
		}
		t.texts = append(t.texts, text)
		analyzer.Analyze(text, func(token turkish.Token, s turkish.Signals) bool {
			t.tokens++
			if token.Kind == turkish.Word {
				t.words = append(t.words, s.Exact)
			}
			return true
		})
	}
}

func (t *runningText) distinct() int {
	seen := map[string]bool{}
	for _, w := range t.words {
		seen[w] = true
	}
	return len(seen)
}

// The paths, each of which goes through the running text once.

func (t *runningText) stem() {
	for _, w := range t.words {
		env := snowballstem.NewEnv(w)
		snowball.Stem(env)
		_ = env.Current()
	}
}

func (t *runningText) lemmatize() {
	l := turkish.NewLemmatizer()
	for _, w := range t.words {
		l.Lemma(w)
	}
}

func (t *runningText) analyze(a *turkish.Analyzer) {
	for _, text := range t.texts {
		a.Analyze(text, func(turkish.Token, turkish.Signals) bool { return true })
	}
}

// path is a way through a running text; tokens is how many it does in a pass.
type path struct {
	name   string
	tokens int
	pass   func()
}

func (t *runningText) paths() []path {
	warm := turkish.NewAnalyzer()
	t.analyze(warm)
	return []path{
		{"Snowball's stemmer", len(t.words), t.stem},
		{"lemma, no cache", len(t.words), t.lemmatize},
		{"whole chain, cache empty at first", t.tokens, func() { t.analyze(turkish.NewAnalyzer()) }},
		{"whole chain, cache filled", t.tokens, func() { t.analyze(warm) }},
	}
}

// printTimes prints the nanoseconds and allocations a token of every path. The whole chain makes the tokens, their
// offsets and all four signals, while the stemmer gets words that are cut and in lower case already.
func printTimes(out io.Writer, text *runningText) error {
	fmt.Fprintf(out, "running text: %d tokens, %d words, %d of them different; %s, %s/%s\n\n",
		text.tokens, len(text.words), text.distinct(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "path\tns/token\tallocations/token\ttime of Snowball's")
	var stemmer float64
	for i, p := range text.paths() {
		r := testing.Benchmark(func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.pass()
			}
		})
		ns := float64(r.T.Nanoseconds()) / float64(r.N*p.tokens)
		if i == 0 {
			stemmer = ns
		}
		fmt.Fprintf(w, "%s\t%.0f\t%.3f\t×%.2f\n", p.name, ns, float64(r.MemAllocs)/float64(r.N*p.tokens), ns/stemmer)
	}
	return w.Flush()
}
