package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/corpus/turkish/names"
)

func entitiesCommand() *cli.Command {
	return &cli.Command{
		Name:      "entities",
		Usage:     "print which people, places and organisations articles name, and how safely they are told",
		ArgsUsage: "[FILE...]",
		Description: "A name of one word, no abbreviation, is safe in letter case when at least four of five uses of the word inside a sentence\n" +
			"begin with a capital. A name is torn when it is of another kind in more articles. With --treebank FILE of CoNLL-U,\n" +
			"each sentence of which counts as an article, words of names are compared with the words tagged PROPN.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "list", Value: 30, Usage: "how many of the most frequent names of each kind to print"},
			&cli.StringSliceFlag{Name: "treebank", Usage: "a `FILE` of CoNLL-U, gzipped or not; again for more"},
		},
		Action: runEntities,
	}
}

func runEntities(c *cli.Context) error {
	if c.NArg() == 0 && !c.IsSet("treebank") {
		return errors.New("give files of articles, or a --treebank")
	}
	for _, path := range c.StringSlice("treebank") {
		if err := compareWithTreebank(c.App.Writer, path); err != nil {
			return fmt.Errorf("read the treebank %s: %w", path, err)
		}
	}
	if c.NArg() == 0 {
		return nil
	}
	e := &entityCount{finder: names.NewFinder(), words: namesCount{exact: map[string]*usage{}, folded: map[string]*usage{}}}
	for kind := range e.articles {
		e.articles[kind] = map[string]int{}
	}
	for _, file := range c.Args().Slice() {
		if err := eachArticle(file, e.count); err != nil {
			return err
		}
	}
	return e.print(c.App.Writer, c.Int("list"))
}

var kindNames = [names.Kinds]string{names.Person: "person", names.Place: "place", names.Organisation: "organisation"}

// entityCount holds in how many articles each name stands.
type entityCount struct {
	finder   *names.Finder
	words    namesCount
	all      int
	articles [names.Kinds]map[string]int
	with     [names.Kinds]int
}

func (e *entityCount) count(analyzer *turkish.Analyzer, a *corpus.Article) {
	e.words.count(analyzer, a)
	e.finder.Begin()
	for _, text := range []string{a.Title, a.Spot, a.Body} {
		e.finder.Read(analyzer, text)
	}
	e.all++
	for kind, found := range e.finder.Names() {
		for _, name := range found {
			e.articles[kind][name]++
		}
		if len(found) > 0 {
			e.with[kind]++
		}
	}
}

func (e *entityCount) print(out io.Writer, list int) error {
	for kind, counts := range e.articles {
		mentions, torn, single, safe := 0, 0, 0, 0
		for name, n := range counts {
			mentions += n
			if e.isTorn(kind, name) {
				torn += n
			}
			w := e.words.exact[turkish.Lower(name)]
			if !strings.Contains(name, " ") && name != turkish.Upper(name) && w != nil && w.capital+w.small > 0 {
				single += n
				if w.isName() {
					safe += n
				}
			}
		}
		fmt.Fprintf(out, "%s: %d different names, in %d of %d articles, %d in all; %.1f %% of them torn; of %d of one word\n"+
			"%.1f %% are safe in letter case\n", kindNames[kind], len(counts), e.with[kind], e.all, mentions,
			percent(torn, mentions), single, percent(safe, single))
		sorted := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(counts[b]-counts[a], turkish.Compare(a, b))
		})
		for _, name := range sorted[:min(list, len(sorted))] {
			fmt.Fprintf(out, "%8d  %s\n", counts[name], name)
		}
		if _, err := fmt.Fprintln(out); err != nil {
			return err
		}
	}
	return nil
}

func (e *entityCount) isTorn(kind int, name string) bool {
	for other, counts := range e.articles {
		if other != kind && counts[name] > e.articles[kind][name] {
			return true
		}
	}
	return false
}

// compareWithTreebank prints how many of the proper nouns of a treebank stand in names, and how many words of names are
// proper nouns.
func compareWithTreebank(out io.Writer, path string) error {
	finder, analyzer := names.NewFinder(), turkish.NewAnalyzer()
	proper, covered, words := 0, 0, 0
	err := eachSentence(path, func(s sentence) {
		finder.Begin()
		finder.Text("") // no headline
		finder.Read(analyzer, s.text)
		finder.Names()
		inName := make([]bool, len(s.words))
		finder.Mentions(func(_ names.Kind, _, start, end int) bool {
			for i, w := range s.words {
				inName[i] = inName[i] || w.start >= start && w.start < end
			}
			return true
		})
		for i, w := range s.words {
			isProper := w.tag == "PROPN"
			if isProper {
				proper++
			}
			if inName[i] && w.tag != "PUNCT" {
				words++
				if isProper {
					covered++
				}
			}
		}
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: %.1f %% of %d proper nouns stand in names; %.1f %% of %d words of names are proper nouns\n",
		path, percent(covered, proper), proper, percent(covered, words), words)
	return err
}
