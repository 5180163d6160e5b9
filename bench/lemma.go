package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

func lemmaCommand() *cli.Command {
	return &cli.Command{
		Name:      "lemma",
		Usage:     "score the lemmatizer against treebanks",
		ArgsUsage: "TREEBANK...",
		Description: "A TREEBANK is a CoNLL-U file, gzipped or not. Its word types are lemmatized in lower case and without\n" +
			"context. P, R and F1 are over pairs of types with the same lemma, B3F is the B-cubed F measure.",
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return errors.New("give the CoNLL-U files of the treebanks")
			}
			return runLemma(c.App.Writer, c.Args().Slice())
		},
	}
}

func runLemma(out io.Writer, paths []string) error {
	gold, err := readTreebank(paths)
	if err != nil {
		return err
	}
	l := turkish.NewLemmatizer()
	found := make(map[string]string, len(gold.lemma))
	lemmas := map[string]bool{}
	for form, lemma := range gold.lemma {
		found[form] = uncircled.Replace(turkish.Lower(l.Lemma(form)))
		lemmas[lemma] = true
	}
	forms := slices.Collect(maps.Keys(gold.lemma))
	s := scoreLemmas(gold.lemma, found, forms)
	fmt.Fprintf(out, "types %d lemmas %d\n", len(forms), len(lemmas))
	fmt.Fprintf(out, "P %.3f R %.3f F1 %.3f B3F %.3f lemma-accuracy %.3f\n",
		s.precision, s.recall, s.f1, s.bCubed, s.accuracy)
	for _, tag := range keptTags {
		var tagged []string
		for _, form := range forms {
			if gold.tag[form] == tag {
				tagged = append(tagged, form)
			}
		}
		if len(tagged) > 0 {
			s := scoreLemmas(gold.lemma, found, tagged)
			fmt.Fprintf(out, "  %-5s types %5d F1 %.3f B3F %.3f lemma-accuracy %.3f\n",
				tag, len(tagged), s.f1, s.bCubed, s.accuracy)
		}
	}
	return nil
}

// lemmaScore compares the classes of forms with the same lemma, all figures from 0 to 1.
type lemmaScore struct {
	precision, recall, f1, bCubed, accuracy float64
}

// scoreLemmas compares the lemmas found for forms with the gold ones.
func scoreLemmas(gold, found map[string]string, forms []string) lemmaScore {
	type cell struct{ gold, found string }
	golds, founds, cells := map[string]int{}, map[string]int{}, map[cell]int{}
	equal := 0
	for _, f := range forms {
		golds[gold[f]]++
		founds[found[f]]++
		cells[cell{gold[f], found[f]}]++
		if gold[f] == found[f] {
			equal++
		}
	}
	n := float64(len(forms))
	both, bPrecision, bRecall := 0, 0.0, 0.0
	for c, size := range cells {
		both += pairs(size)
		bPrecision += float64(size*size) / float64(founds[c.found])
		bRecall += float64(size*size) / float64(golds[c.gold])
	}
	s := lemmaScore{precision: share(both, founds), recall: share(both, golds), accuracy: float64(equal) / n}
	if s.precision+s.recall > 0 {
		s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	}
	bPrecision, bRecall = bPrecision/n, bRecall/n
	s.bCubed = 2 * bPrecision * bRecall / (bPrecision + bRecall)
	return s
}

// share returns both as a part of the pairs within classes of the given sizes, 1 when there are none.
func share(both int, sizes map[string]int) float64 {
	all := 0
	for _, size := range sizes {
		all += pairs(size)
	}
	if all == 0 {
		return 1
	}
	return float64(both) / float64(all)
}

func pairs(n int) int { return n * (n - 1) / 2 }
