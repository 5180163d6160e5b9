package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

func analyzeCommand() *cli.Command {
	return &cli.Command{
		Name:      "analyze",
		Usage:     "show the tokens of a text with their offsets and signals",
		ArgsUsage: "TEXT",
		Description: "Examples:\n" +
			"  haberara analyze \"İstanbul’daki 3'üncü toplantı\"\n" +
			"  haberara analyze --format json - < article.txt",
		Flags:  []cli.Flag{formatFlag("table", "json", "jsonl", "tsv")},
		Action: runAnalyze,
	}
}

// analyzed is a token as it is printed; offsets are bytes of the text.
type analyzed struct {
	Position int    `json:"position"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Exact    string `json:"exact"`
	Lemma    string `json:"lemma"`
	Root     string `json:"root,omitempty"`
	Fold     string `json:"fold"`
	// Endings are those that the lemmatizer took off, in their order.
	Endings []string `json:"endings,omitempty"`
}

func runAnalyze(c *cli.Context) error {
	text := strings.Join(c.Args().Slice(), " ")
	switch {
	case text == "-":
		b, err := io.ReadAll(os.Stdin)
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
		text = string(b)
	case c.NArg() == 0:
		return usageError{"give a text to analyze, or - for standard input"}
	}
	tokens := []analyzed{}
	turkish.NewAnalyzer().Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		tokens = append(tokens, analyzed{
			t.Position, t.Start, t.End, t.Kind.String(), text[t.Start:t.End], s.Exact, s.Lemma, s.Root, s.Fold,
			endings(t, text[t.Start:t.End], s),
		})
		return true
	})
	return printTokens(c.App.Writer, c.String("format"), tokens)
}

// endings returns the endings that lead from a word to its lemma; nil when there are none, or the word is not read as
// Turkish.
func endings(t turkish.Token, word string, s turkish.Signals) []string {
	if t.Kind != turkish.Word {
		return nil
	}
	best, _, ok := turkish.NewLemmatizer().Analyze(word)
	if !ok || turkish.Fold(best.Lemma) != turkish.Fold(s.Lemma) {
		return nil
	}
	return best.Endings
}

func printTokens(out io.Writer, format string, tokens []analyzed) error {
	switch format {
	case "json":
		return json.NewEncoder(out).Encode(tokens)
	case "jsonl":
		e := json.NewEncoder(out)
		for _, t := range tokens {
			if err := e.Encode(t); err != nil {
				return err
			}
		}
		return nil
	}
	w, end := out, func() error { return nil }
	if format == "table" {
		t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		w, end = t, t.Flush
	}
	fmt.Fprintln(w, "position\tstart\tend\tkind\ttext\texact\tlemma\troot\tfold\tendings")
	for _, t := range tokens {
		fmt.Fprintf(w, "%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			t.Position, t.Start, t.End, t.Kind, t.Text, t.Exact, t.Lemma, t.Root, t.Fold,
			strings.Join(t.Endings, "+"))
	}
	return end()
}
