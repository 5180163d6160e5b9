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
		Usage:     "show the tokens of a text with their byte offsets and signals, and the rules that made these",
		ArgsUsage: "TEXT",
		Description: "Examples:\n" +
			"  haberara analyze \"İstanbul’daki 3'üncü toplantı\"\n" +
			"  haberara analyze --format json - < article.txt",
		Flags:  []cli.Flag{formatFlag("table", "json", "jsonl", "tsv"), synonymsFlag(), protectedFlag()},
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
	Rules   []rule   `json:"rules"`
}

// rule is what made a part of a token: the token itself, a signal of it, or what a query searches for beside it.
type rule struct {
	Part   string `json:"part"`
	Rule   string `json:"rule"`
	Detail string `json:"detail"`
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
	rules, err := siteRules(c)
	if err != nil {
		return err
	}
	explained, err := turkish.Explainer{Synonyms: rules.Synonyms, Protected: rules.Protected}.Explain(text)
	if err != nil {
		return err
	}
	tokens := []analyzed{}
	for _, x := range explained {
		a := analyzed{
			x.Position, x.Start, x.End, x.Kind.String(), text[x.Start:x.End], x.Exact, x.Lemma, x.Root, x.Fold, x.Endings, nil,
		}
		for _, r := range x.Rules {
			a.Rules = append(a.Rules, rule{string(r.Part), r.Name, r.Detail})
		}
		tokens = append(tokens, a)
	}
	return printTokens(c.App.Writer, c.String("format"), tokens)
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
	if format == "table" {
		return printTable(out, tokens)
	}
	fmt.Fprintln(out, "position\tstart\tend\tkind\ttext\texact\tlemma\troot\tfold\tendings\trules")
	for _, t := range tokens {
		fmt.Fprintf(out, "%s\t%s\n", t.columns(), ruleList(t.Rules))
	}
	return nil
}

// printTable prints the tokens, then the rules of each below its number.
func printTable(out io.Writer, tokens []analyzed) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "position\tstart\tend\tkind\ttext\texact\tlemma\troot\tfold\tendings")
	for _, t := range tokens {
		fmt.Fprintln(w, t.columns())
	}
	if err := w.Flush(); err != nil || len(tokens) == 0 {
		return err
	}
	fmt.Fprintln(w, "\nposition\tpart\trule\tdetail")
	for _, t := range tokens {
		for _, r := range t.Rules {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", t.Position, r.Part, r.Rule, r.Detail)
		}
	}
	return w.Flush()
}

func (t *analyzed) columns() string {
	return fmt.Sprintf("%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
		t.Position, t.Start, t.End, t.Kind, t.Text, t.Exact, t.Lemma, t.Root, t.Fold, strings.Join(t.Endings, "+"))
}

// ruleList is like "exact: lower case, Ev → ev; lemma: lexicon, ev, noun".
func ruleList(rules []rule) string {
	var list []string
	for _, r := range rules {
		list = append(list, r.Part+": "+r.Rule+", "+r.Detail)
	}
	return strings.Join(list, "; ")
}
