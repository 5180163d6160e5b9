package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

func namesCommand() *cli.Command {
	return &cli.Command{
		Name:      "names",
		Usage:     "print which words of a corpus count as one name or one compound, and how safely",
		ArgsUsage: "FILE...",
		Description: "A form counts as a name in truth when at least four of five of its uses inside a sentence begin with a\n" +
			"capital. A merged pair is two spellings that find each other; it is right in letter case when both are names.",
		Flags:  []cli.Flag{&cli.IntFlag{Name: "list", Value: 200, Usage: "how many of the largest classes to print"}},
		Action: runNames,
	}
}

// usage counts in how many articles a form stands, and how it is written inside sentences.
type usage struct{ articles, capital, small int }

func (u usage) isName() bool { return u.capital >= 4*u.small && u.capital > 0 }

type namesCount struct {
	exact, folded map[string]*usage
	pairs         map[[2]string]int
}

func runNames(c *cli.Context) error {
	if c.NArg() == 0 {
		return errors.New("give files of articles")
	}
	n := &namesCount{map[string]*usage{}, map[string]*usage{}, map[[2]string]int{}}
	for _, count := range []func(*turkish.Analyzer, *corpus.Article){n.count, n.countPairs} {
		for _, file := range c.Args().Slice() {
			if err := eachArticle(file, count); err != nil {
				return err
			}
		}
	}
	n.printNames(c.App.Writer, c.Int("list"))
	return n.printCompounds(c.App.Writer, c.Int("list"))
}

func eachArticle(file string, visit func(*turkish.Analyzer, *corpus.Article)) (err error) {
	r, err := corpus.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	analyzer := turkish.NewAnalyzer()
	for {
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if l.Article != nil {
			visit(analyzer, l.Article)
		}
	}
}

func (n *namesCount) count(analyzer *turkish.Analyzer, a *corpus.Article) {
	seen := map[string]bool{}
	for _, text := range []string{a.Title, a.Spot, a.Body} {
		end := 0
		analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
			inside := end > 0 && strings.IndexFunc(text[end:t.Start], func(r rune) bool { return r != ' ' && r != ',' }) < 0
			end = t.End
			if t.Kind != turkish.Word {
				return true
			}
			u := n.exact[s.Exact]
			if u == nil {
				u = &usage{}
				n.exact[s.Exact] = u
			}
			word := text[t.Start:t.BaseEnd]
			first, size := utf8.DecodeRuneInString(word)
			switch rest := word[size:]; {
			case unicode.IsLower(first):
				u.small++
			case inside && rest != turkish.Upper(rest):
				u.capital++
			}
			f := n.folded[s.Fold]
			if f == nil {
				f = &usage{}
				n.folded[s.Fold] = f
			}
			for key, at := range map[string]*usage{s.Exact: u, "fold " + s.Fold: f} {
				if !seen[key] {
					seen[key] = true
					at.articles++
				}
			}
			return true
		})
	}
}

func (n *namesCount) frequency(fold string) int {
	if u := n.folded[fold]; u != nil {
		return u.articles
	}
	return 0
}

// countPairs counts neighbours whose letters together are a word of three articles or more.
func (n *namesCount) countPairs(analyzer *turkish.Analyzer, a *corpus.Article) {
	for _, text := range []string{a.Title, a.Spot, a.Body} {
		last := ""
		analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
			if t.Kind != turkish.Word || len(s.Fold) < 3 {
				last = ""
				return true
			}
			if last != "" && n.frequency(last+s.Fold) >= 3 && n.frequency(last) >= 3 && n.frequency(s.Fold) >= 3 {
				n.pairs[[2]string{last, s.Fold}]++
			}
			last = s.Fold
			return true
		})
	}
}

type class struct {
	forms []string
	// weight is how often the forms but the most frequent stand.
	weight int
}

// classes are the forms that find one another, the heaviest first.
func (n *namesCount) classes() []class {
	byKey := map[string][]string{}
	for form := range n.exact {
		if key := turkish.NameKey(form); key != "" && n.frequency(turkish.Fold(form)) >= 2 &&
			(turkish.IrregularNames(form) != nil || !turkish.IsCommonWord(turkish.Fold(form), n.frequency)) {
			byKey[key] = append(byKey[key], form)
		}
	}
	var out []class
	for _, forms := range byKey {
		forms = slices.DeleteFunc(forms, func(f string) bool {
			return !slices.ContainsFunc(forms, func(g string) bool { return n.merged(f, g) })
		})
		slices.SortFunc(forms, func(a, b string) int { return n.exact[b].articles - n.exact[a].articles })
		c := class{forms: forms}
		for _, f := range forms[min(1, len(forms)):] {
			c.weight += n.exact[f].articles
		}
		if len(forms) > 1 {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b class) int {
		if a.weight != b.weight {
			return b.weight - a.weight
		}
		return strings.Compare(a.forms[0], b.forms[0])
	})
	return out
}

func (n *namesCount) merged(a, b string) bool {
	return turkish.Fold(a) != turkish.Fold(b) && turkish.SameName(a, b)
}

func (n *namesCount) printNames(w io.Writer, list int) {
	classes := n.classes()
	pairs, right, uses, rightUses, forms := 0, 0, 0, 0, 0
	for _, c := range classes {
		forms += len(c.forms)
		for i, a := range c.forms {
			for _, b := range c.forms[:i] {
				if !n.merged(a, b) {
					continue
				}
				pairs++
				uses += n.exact[a].articles
				if n.exact[a].isName() && n.exact[b].isName() {
					right++
					rightUses += n.exact[a].articles
				}
			}
		}
	}
	fmt.Fprintf(w, "%d words; %d names of %d spellings, %d merged pairs; right in letter case: %.1f %% of the pairs, %.1f %% by use\n\n",
		len(n.exact), len(classes), forms, pairs, percent(right, pairs), percent(rightUses, uses))
	for _, c := range classes[:min(list, len(classes))] {
		for _, f := range c.forms {
			mark := ""
			if !n.exact[f].isName() {
				mark = "?"
			}
			fmt.Fprintf(w, "%s%s %d  ", f, mark, n.exact[f].articles)
		}
		fmt.Fprintln(w)
	}
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(whole, 1)) }

func (n *namesCount) printCompounds(w io.Writer, list int) error {
	var pairs [][2]string
	for p := range n.pairs {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		if n.pairs[a] != n.pairs[b] {
			return n.pairs[b] - n.pairs[a]
		}
		return strings.Compare(a[0]+a[1], b[0]+b[1])
	})
	fmt.Fprintf(w, "\n%d pairs of neighbours are written as one word too\n\n", len(pairs))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "as two\ttimes\tas one, articles")
	for _, p := range pairs[:min(list, len(pairs))] {
		fmt.Fprintf(t, "%s %s\t%d\t%d\n", p[0], p[1], n.pairs[p], n.frequency(p[0]+p[1]))
	}
	return t.Flush()
}
