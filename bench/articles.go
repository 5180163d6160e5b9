package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/haberara/haberara/corpus"
)

// drawn is an article as it was read, and where it stood, so that a draw can be put back in order.
type drawn struct {
	place int
	line  []byte
}

// drawArticles returns the lines of most articles (0: of all) of the files, each equally likely to be among them, in
// the order of the files: a small draw is the whole collection made smaller, not its first file. An ID counts once.
// It is Vitter's Algorithm R (1985); equal seeds draw equal articles.
func drawArticles(ctx context.Context, files []string, most int, seed uint64) ([][]byte, error) {
	r := rand.New(rand.NewPCG(seed, 1))
	known := map[string]bool{}
	var kept []drawn
	err := walkArticles(ctx, files, func(a *corpus.Article) error {
		if known[a.ID] {
			return nil
		}
		place := len(known)
		known[a.ID] = true
		if most == 0 || len(kept) < most {
			kept = append(kept, drawn{place, a.AppendJSON(nil)})
		} else if i := r.IntN(place + 1); i < most {
			kept[i] = drawn{place, a.AppendJSON(nil)}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(kept, func(a, b drawn) int { return a.place - b.place })
	lines := make([][]byte, len(kept))
	for i, d := range kept {
		lines[i] = d.line
	}
	if len(lines) == 0 {
		return nil, errors.New("no article in the files")
	}
	return lines, nil
}

// walkArticles visits the articles of files in order; what is refused is passed over.
func walkArticles(ctx context.Context, files []string, visit func(*corpus.Article) error) error {
	for _, file := range files {
		if err := walkFile(ctx, file, visit); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

func walkFile(ctx context.Context, file string, visit func(*corpus.Article) error) (err error) {
	r, err := corpus.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for ctx.Err() == nil {
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if l.Refusal != nil {
			continue
		}
		if err := visit(l.Article); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// copyShift is how much older each copy of the collection is than the one before: about what the dated part of a
// collection of daily news spans, so that the copies hardly overlap.
const copyShift = 120 * 24 * time.Hour

// writeArticles writes the first count articles of an endless row to a file: lines as they are, then again and again
// under fresh IDs, each copy older than the one before by copyShift; undated articles stay undated.
func writeArticles(path string, lines [][]byte, count int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	for i := range count {
		line, copied := lines[i%len(lines)], i/len(lines)
		if copied > 0 {
			if line, err = shifted(line, copied); err != nil {
				return err
			}
		}
		if _, err := w.Write(append(bytes.Clone(line), '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}

func shifted(line []byte, copied int) ([]byte, error) {
	a, err := corpus.ParseArticle(line)
	if err != nil {
		return nil, err
	}
	a.ID += "~" + strconv.Itoa(copied)
	if a.URL != "" {
		a.URL += "~" + strconv.Itoa(copied)
	}
	older := -time.Duration(copied) * copyShift
	for _, t := range []*time.Time{&a.Published, &a.Updated} {
		if !t.IsZero() {
			*t = t.Add(older)
		}
	}
	return a.AppendJSON(nil), nil
}
