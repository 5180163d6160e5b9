package indexer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/haberara/haberara/corpus"
)

// Sink is the writing side of an engine, as Ingest needs it: a Writer, or a client of a distributed engine.
type Sink interface {
	// Upsert stores articles by ID; what it returned without error for is never lost.
	Upsert(ctx context.Context, articles []*corpus.Article) (Outcome, error)
}

// Refusals takes the lines that were refused: a DeadLetters.
type Refusals interface {
	Add(l corpus.Line, at time.Time)
	Resolve(key string)
	Sync() error
}

// The size of a batch: whichever is reached first. A batch is one segment and one wait for the disk; its articles and
// terms are in memory about ten times over while it is made.
const (
	batchArticles = 8_000
	batchBytes    = 24 << 20
)

// Report says what Ingest has done so far. Lines is Accepted + Refused, and Accepted is the sum of the Outcome.
type Report struct {
	Lines, Accepted, Refused int
	Outcome
	// Bytes were read of the files, as they lie on disk, compressed or not.
	Bytes int64
	// File and Line are where reading stands.
	File string
	Line int
}

// Ingest reads JSON Lines files in order and puts their articles into sink, batch by batch. After each batch, with all
// of it and its refusals on disk, it calls acknowledged. When ctx ends, the batch at hand is still stored and the
// error is ctx's; a file that breaks off is reported after what could be read of it was stored, and the next is begun.
func Ingest(
	ctx context.Context, files []string, sink Sink, refusals Refusals, acknowledged func(Report),
) (Report, error) {
	in := &ingest{
		sink: sink, refusals: refusals, acknowledged: acknowledged,
		maxArticles: batchArticles, maxBytes: batchBytes,
	}
	return in.run(ctx, files)
}

func (in *ingest) run(ctx context.Context, files []string) (Report, error) {
	var broken error
	for _, file := range files {
		err := in.file(ctx, file)
		var b *BrokenFileError
		if errors.As(err, &b) {
			broken = errors.Join(broken, err)
			continue
		}
		if err != nil {
			return in.report, errors.Join(broken, err)
		}
	}
	return in.report, errors.Join(broken, in.flush())
}

// BrokenFileError says that a file could not be read to its end.
type BrokenFileError struct{ Err error }

func (e *BrokenFileError) Error() string { return e.Err.Error() }

// Unwrap returns what the reader said.
func (e *BrokenFileError) Unwrap() error { return e.Err }

type ingest struct {
	sink                  Sink
	refusals              Refusals
	acknowledged          func(Report)
	maxArticles, maxBytes int

	report Report
	done   int64 // bytes of the files before this one

	articles []*corpus.Article
	bytes    int
	resolved []string
	pending  Report // what the batch at hand adds when it is stored
}

func (in *ingest) file(ctx context.Context, file string) error {
	r, err := corpus.Open(file)
	if err != nil {
		return &BrokenFileError{err}
	}
	err = in.lines(ctx, r)
	in.done += r.BytesRead()
	in.report.Bytes = in.done
	return errors.Join(err, r.Close())
}

func (in *ingest) lines(ctx context.Context, r *corpus.Reader) error {
	for {
		if ctx.Err() != nil {
			return errors.Join(in.flush(), ctx.Err())
		}
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &BrokenFileError{err}
		}
		in.take(l)
		in.report.Bytes = in.done + r.BytesRead()
		if len(in.articles) >= in.maxArticles || in.bytes >= in.maxBytes {
			if err := in.flush(); err != nil {
				return err
			}
		}
	}
}

func (in *ingest) take(l corpus.Line) {
	in.report.File, in.report.Line = l.File, l.Number
	in.pending.Lines++
	in.bytes += len(l.Raw)
	if l.Refusal != nil {
		in.pending.Refused++
		in.refusals.Add(l, time.Now())
		return
	}
	in.pending.Accepted++
	in.articles = append(in.articles, l.Article)
	if l.DeadLetter != "" {
		in.resolved = append(in.resolved, l.DeadLetter)
	}
}

// flush stores the batch at hand. It does so even when the context has ended: that is what keeps an interrupted run
// whole.
func (in *ingest) flush() error {
	if in.pending.Lines == 0 {
		return nil
	}
	o, err := in.sink.Upsert(context.Background(), in.articles)
	if err != nil {
		return fmt.Errorf("store the batch that ends at %s line %d: %w", in.report.File, in.report.Line, err)
	}
	for _, key := range in.resolved {
		in.refusals.Resolve(key)
	}
	if err := in.refusals.Sync(); err != nil {
		return err
	}
	in.report.Lines += in.pending.Lines
	in.report.Accepted += in.pending.Accepted
	in.report.Refused += in.pending.Refused
	in.report.Added += o.Added
	in.report.Replaced += o.Replaced
	in.report.Unchanged += o.Unchanged
	clear(in.articles)
	in.articles, in.bytes, in.resolved, in.pending = in.articles[:0], 0, in.resolved[:0], Report{}
	if in.acknowledged != nil {
		in.acknowledged(in.report)
	}
	return nil
}
