package indexer

import (
	"context"
	"errors"
	"math"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/blugelabs/bluge/index"
	"github.com/blugelabs/bluge/index/mergeplan"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/story"
)

// A query looks its words up in every segment and bounds its scores segment by segment, so there are to be few. While
// articles come in bulk, merging would take time from analysing them and write many of them several times over; the
// merge that follows joins all in one go.
const (
	// bulkDocuments in one call of Upsert are bulk.
	bulkDocuments = 500
	// bulkSegments are merged during bulk all the same, so that no load, however large, opens files without end.
	bulkSegments = 128
	// settledSegments of one size may stand side by side; those ten times larger are the next size.
	settledSegments = 2
	// smallestSegment is what smaller segments count as, which keeps the newest articles from staying in many of them.
	smallestSegment = 20_000
)

// merging plans the merges of a Writer.
type merging struct {
	bulk atomic.Bool
	// whole is set while Settle makes one segment of all.
	whole atomic.Bool
}

func (m *merging) options(o mergeplan.Options) mergeplan.Options {
	o.MaxSegmentsPerTier = settledSegments
	o.SegmentsPerMergeTask = bulkSegments
	o.FloorSegmentSize = smallestSegment
	o.CalcBudget = func(documents, smallest int64, o *mergeplan.Options) int {
		switch {
		case m.bulk.Load():
			return bulkSegments
		case m.whole.Load():
			return 1
		}
		return mergeplan.CalcBudget(documents, smallest, o)
	}
	o.ScoreSegments = func(segments []mergeplan.Segment, o *mergeplan.Options) float64 {
		// The planner knows no better than to write a small segment again by itself, for ever, when the other is large.
		if len(segments) == 1 && segments[0].FullSize() == segments[0].LiveSize() {
			return math.MaxFloat64
		}
		return mergeplan.ScoreSegments(segments, o)
	}
	return o
}

// Settle waits until no merge is left to be made, which searches profit from: a load in bulk puts merging off. An index
// whose largest segment is half of it or less becomes one segment. First Settle gives back the memory in which words and
// stories were remembered. What Upsert has stored is safe and found without it. It returns early, with the error of ctx,
// when that ends.
func (w *Writer) Settle(ctx context.Context) error {
	const pause, wakeEvery = 10 * time.Millisecond, 20
	w.merging.bulk.Store(false)
	segments, err := w.planned()
	if err != nil {
		return err
	}
	w.merging.whole.Store(grownTwofold(segments))
	defer w.merging.whole.Store(false)
	// What a load remembers would stand beside what the merge takes.
	w.desks, w.memory, w.stories = nil, turkish.NewMemory(), story.NewWindow(w.loadStories)
	debug.FreeOSMemory()
	for round := 0; ; round++ {
		if err := w.failure(); err != nil {
			return err
		}
		planned, err := w.mergesLeft()
		if err != nil || !planned {
			return err
		}
		if round%wakeEvery == 0 {
			// Merges are planned after a change, and only then; one change may come before what it follows is on disk.
			if err := w.apply(index.NewBatch()); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// mergesLeft says that the planner would merge some of the segments there are.
func (w *Writer) mergesLeft() (bool, error) {
	segments, err := w.planned()
	if err != nil {
		return false, err
	}
	options := w.merging.options(mergeplan.DefaultMergePlanOptions)
	plan, err := mergeplan.Plan(segments, &options)
	return plan != nil && len(plan.Tasks) > 0, err
}

// grownTwofold says that the largest segment holds at most half of the living documents. To write all of them once more
// is paid for then: however an index grows, none is written for this more often than the index doubles.
func grownTwofold(segments []mergeplan.Segment) bool {
	var largest, all int64
	for _, s := range segments {
		largest, all = max(largest, s.LiveSize()), all+s.LiveSize()
	}
	return 2*largest <= all
}

// planned are the segments as a plan of merges sees them.
func (w *Writer) planned() (segments []mergeplan.Segment, err error) {
	s, err := w.bluge.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, seg := range s.Segments() {
		segments = append(segments, seg.(mergeplan.Segment))
	}
	return segments, nil
}
