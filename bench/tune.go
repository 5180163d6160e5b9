package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

// knob is a weight that --tune turns, and the values that it tries.
type knob struct {
	name  string
	of    func(*searcher.Weights) *float64
	tried []float64
}

// knobs are turned in this order. The normalisation and saturation that the bounds of an index are made for come last:
// other values cost speed.
var knobs = []knob{
	{"presence", func(w *searcher.Weights) *float64 { return &w.Presence }, []float64{1, 2, 3, 4, 6}},
	{"exact", func(w *searcher.Weights) *float64 { return &w.Exact }, []float64{0.25, 0.5, 0.75, 1}},
	{"fold", func(w *searcher.Weights) *float64 { return &w.Fold }, []float64{0.25, 0.5, 0.75, 1}},
	{"pair", func(w *searcher.Weights) *float64 { return &w.Pair }, []float64{0, 0.5, 1, 2, 3, 4}},
	{"title", func(w *searcher.Weights) *float64 { return &w.Title }, []float64{2, 3, 4, 6, 8}},
	{"text title", func(w *searcher.Weights) *float64 { return &w.TextTitle }, []float64{8, 12, 16, 20}},
	{"text k1", func(w *searcher.Weights) *float64 { return &w.TextK1 }, []float64{2, 3.5, 5}},
	{"text presence", func(w *searcher.Weights) *float64 { return &w.TextPresence }, []float64{0, 1, 3}},
	{"title share", func(w *searcher.Weights) *float64 { return &w.TitleShare }, []float64{2, 4, 8}},
	{"brevity", func(w *searcher.Weights) *float64 { return &w.Brevity }, []float64{1, 2, 5}},
	{"lookalike", func(w *searcher.Weights) *float64 { return &w.Lookalike }, []float64{0.5, 0.8, 1}},
	{"k1", func(w *searcher.Weights) *float64 { return &w.K1 }, []float64{0.8, 1, 1.2, 1.5}},
	{"title b", func(w *searcher.Weights) *float64 { return &w.TitleB }, []float64{0.25, 0.5, 0.75}},
	{"body b", func(w *searcher.Weights) *float64 { return &w.BodyB }, []float64{0.5, 0.65, 0.75, 0.85}},
}

// tuner looks for weights on half of the queries of each set: nDCG@10 as typed, as a share of that of the weights it
// begins with, averaged over the sets.
type tuner struct {
	sets  []judgedSet
	dirs  []string
	begin [][]float64
}

// runTune prints what tuning on one half of the queries of each set gains on that half and on the other, and its
// standard error, once for each half.
func runTune(c *cli.Context, sets []judgedSet) (err error) {
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	t := tuner{sets: sets}
	for i, s := range sets {
		into := filepath.Join(dir, fmt.Sprint(i))
		if err := indexSet(c.Context, into, s); err != nil {
			return err
		}
		t.dirs = append(t.dirs, into)
	}
	w := searcher.DefaultWeights()
	if t.begin, err = t.gains(c.Context, w); err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "tuned on\tset\tmeasured on\tqueries\tnDCG@10 before\tafter\tgain\tstandard error")
	for half := range 2 {
		tuned, err := t.ascend(c.Context, w, half)
		if err != nil {
			return err
		}
		after, err := t.gains(c.Context, tuned)
		if err != nil {
			return err
		}
		for i, s := range sets {
			for _, measured := range []int{half, 1 - half} {
				writeGain(table, s.name, half, measured, t.begin[i], after[i])
			}
		}
		fmt.Fprintf(table, "half %d\t%s\n", half+1, turned(w, tuned))
	}
	return table.Flush()
}

func indexSet(ctx context.Context, dir string, s judgedSet) error {
	file := dir + ".jsonl"
	if err := writeLines(file, s.articles); err != nil {
		return err
	}
	opened, err := openIndexed(ctx, dir, file)
	if err != nil {
		return err
	}
	return opened.Close()
}

// gains returns nDCG@10 of every query of every set.
func (t *tuner) gains(ctx context.Context, w searcher.Weights) (all [][]float64, err error) {
	for i, set := range t.sets {
		s, err := searcher.Open(t.dirs[i], searcher.WithWeights(w))
		if err != nil {
			return nil, err
		}
		gains := make([]float64, len(set.queries))
		for n, q := range set.queries {
			ids, err := found(ctx, s, q.text)
			if err != nil {
				return nil, errors.Join(err, s.Close())
			}
			gains[n] = judgeQuery(set.judged[q.id], ids).NDCG10
		}
		if err := s.Close(); err != nil {
			return nil, err
		}
		all = append(all, gains)
	}
	return all, nil
}

// worth is what the ascent makes higher.
func (t *tuner) worth(gains [][]float64, half int) float64 {
	sum := 0.0
	for i := range gains {
		sum += quotient(mean(halfOf(gains[i], half)), mean(halfOf(t.begin[i], half)))
	}
	return sum / float64(len(gains))
}

// leastRise keeps noise from turning a knob.
const leastRise = 1e-4

// ascend turns one knob after the other to the best of the values tried, until a round turns none.
func (t *tuner) ascend(ctx context.Context, w searcher.Weights, half int) (searcher.Weights, error) {
	best := t.worth(t.begin, half)
	for isTurned := true; isTurned; {
		isTurned = false
		for _, k := range knobs {
			for _, value := range k.tried {
				other := w
				if *k.of(&other) = value; other == w {
					continue
				}
				gains, err := t.gains(ctx, other)
				if err != nil {
					return w, err
				}
				if worth := t.worth(gains, half); worth > best+leastRise {
					best, w, isTurned = worth, other, true
				}
			}
		}
	}
	return w, nil
}

// halfOf returns every other value, from the first or the second on.
func halfOf(values []float64, half int) (some []float64) {
	for i := half; i < len(values); i += 2 {
		some = append(some, values[i])
	}
	return some
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return quotient(sum, float64(len(values)))
}

// writeGain prints the mean difference of the queries and its standard error.
func writeGain(t *tabwriter.Writer, set string, tuned, measured int, before, after []float64) {
	before, after = halfOf(before, measured), halfOf(after, measured)
	differences := make([]float64, len(before))
	for i := range before {
		differences[i] = after[i] - before[i]
	}
	gain, squares := mean(differences), 0.0
	for _, d := range differences {
		squares += (d - gain) * (d - gain)
	}
	n := float64(len(differences))
	fmt.Fprintf(t, "half %d\t%s\thalf %d\t%d\t%.4f\t%.4f\t%+.4f\t%.4f\n",
		tuned+1, set, measured+1, len(before), mean(before), mean(after), gain, math.Sqrt(squares/max(n-1, 1)/max(n, 1)))
}

// turned names the knobs that are not where they were.
func turned(before, after searcher.Weights) (text string) {
	for _, k := range knobs {
		if was, is := *k.of(&before), *k.of(&after); was != is {
			text += fmt.Sprintf("%s %g → %g  ", k.name, was, is)
		}
	}
	return text
}
