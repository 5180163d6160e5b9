package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
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

// The size of a batch: whichever is reached first. A batch is one segment for each processor and one wait for the disk.
// While it is made, its articles, words and segments are in memory beside the words that the Writer remembers, and Go's
// collector may let the sum grow by a fifth (Thrift) or twofold; `bench ingest` prints the peak.
const (
	batchArticles = 32_000
	batchBytes    = 6 << 20
)

// thriftyCollector is the share of the live memory, in percent, by which the heap may grow before Go's collector runs.
const thriftyCollector = 20

// Thrift makes Go's collector run five times as often as it does by itself, unless the environment variable GOGC says
// how often: a program that does nothing but load articles needs much less memory so, for little of its time. It holds
// for the whole process.
func Thrift() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(thriftyCollector)
	}
}

// batchWait is how long a line of a slow stream waits for its batch to fill.
const batchWait = 2 * time.Second

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
// error holds ctx's; a file that breaks off is reported as a BrokenFileError after what could be read of it was stored,
// and the next is begun; what cannot be stored ends the run. All that happened is in the error, joined.
//
// Files are read in a goroutine. It has ended when Ingest returns, unless ctx or the sink ended the run while it waited
// for a stream such as the standard input: then it ends, without taking more, when that gives something or ends.
func Ingest(
	ctx context.Context, files []string, sink Sink, refusals Refusals, acknowledged func(Report),
) (Report, error) {
	in := &ingest{
		sink: sink, refusals: refusals, acknowledged: acknowledged,
		maxArticles: batchArticles, maxBytes: batchBytes, maxWait: batchWait,
	}
	return in.run(ctx, files)
}

func (in *ingest) run(ctx context.Context, files []string) (Report, error) {
	f := startFeed(ctx, files)
	err := in.batches(ctx, f)
	interrupted := ctx.Err() // from here on an end of ctx changes nothing
	if err == nil {
		err = in.flush()
	}
	f.stop()
	return in.report, errors.Join(in.broken, err, interrupted)
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
	maxWait               time.Duration // 0: for ever

	report   Report
	broken   error
	articles []*corpus.Article
	bytes    int
	resolved []string
	pending  Report // what the batch at hand adds when it is stored
}

// batches takes and stores what the feed reads until it or ctx ends. The error is that of a batch that could not be
// stored.
func (in *ingest) batches(ctx context.Context, f *feed) error {
	var late <-chan time.Time
	for ctx.Err() == nil {
		var full bool
		select {
		case i, ok := <-f.read:
			if !ok {
				return nil
			}
			in.take(i)
			f.taken(i)
			full = len(in.articles) >= in.maxArticles || in.bytes >= in.maxBytes
		case <-late:
			full = true
		case <-ctx.Done():
		}
		switch {
		case full:
			late = nil
			if err := in.flush(); err != nil {
				return err
			}
		case late == nil && in.pending.Lines > 0 && in.maxWait > 0:
			late = time.After(in.maxWait)
		}
	}
	return nil
}

func (in *ingest) take(i item) {
	in.report.Bytes = i.bytes
	if i.err != nil {
		in.broken = errors.Join(in.broken, i.err)
		return
	}
	l := i.line
	in.report.File, in.report.Line = l.File, l.Number
	in.pending.Lines++
	in.bytes += i.size
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
