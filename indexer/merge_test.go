package indexer

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blugelabs/bluge/index"
	"github.com/blugelabs/bluge/index/mergeplan"
	bluge "github.com/blugelabs/bluge_segment_api"
	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/storage"
)

// slowMerges is a Directory that holds every merged segment back, when it is written but not yet introduced, until
// some batches have been stored.
type slowMerges struct {
	*storage.Directory

	m       sync.Mutex
	batches int
	// merges were introduced only after batches that came while they waited.
	merges int
}

func (d *slowMerges) stored() (batches, merges int) {
	d.m.Lock()
	defer d.m.Unlock()
	return d.batches, d.merges
}

func (d *slowMerges) Persist(kind string, id uint64, w index.WriterTo, closeCh chan struct{}) error {
	err := d.Directory.Persist(kind, id, w, closeCh)
	if _, ok := w.(bluge.Merger); !ok || err != nil {
		return err
	}
	const wait = 3 // batches
	patience := time.After(time.Minute)
	for from, _ := d.stored(); ; {
		if batches, _ := d.stored(); batches >= from+wait {
			break
		}
		select {
		case <-closeCh:
			return nil
		case <-patience:
			return errors.New("no batches came during a merge")
		case <-time.After(time.Millisecond):
		}
	}
	d.m.Lock()
	d.merges++
	d.m.Unlock()
	return nil
}

// open puts a writer on the slow directory.
func (d *slowMerges) open(t *testing.T, dir string) *Writer {
	t.Helper()
	w := openWriter(t, dir)
	check(t, w.bluge.Close())
	d.Directory = storage.NewDirectory(layout(dir).generation(1))
	var err error
	w.bluge, err = index.OpenWriter(w.config(d))
	check(t, err)
	return w
}

// TestChangesDuringMerges updates and deletes articles while the segments that hold them are being merged, and reopens
// the index now and then: what a merge numbers anew must be what Bluge deletes.
func TestChangesDuringMerges(t *testing.T) {
	const ids = 150
	r := rand.New(rand.NewPCG(1, 15))
	dir := t.TempDir()
	model := map[string]*corpus.Article{}
	d := &slowMerges{}
	for round := range 3 {
		w := d.open(t, dir)
		for batch := range 40 {
			var articles []*corpus.Article
			for range 1 + r.IntN(12) {
				a := numbered(r.IntN(ids), 1000*round+batch)
				if r.IntN(4) == 0 {
					a.Published = time.Time{}
				} else { // so that merges weave their documents into each other
					a.Published = time.Unix(1_600_000_000+r.Int64N(1000), 0).In(corpus.Istanbul)
				}
				articles, model[a.ID] = append(articles, a), a
			}
			upsert(t, w, articles...)
			var gone []string
			for range r.IntN(6) {
				gone = append(gone, fmt.Sprint("haber-", r.IntN(ids)))
			}
			_, err := w.Delete(t.Context(), gone)
			check(t, err)
			for _, id := range gone {
				delete(model, id)
			}
			d.m.Lock()
			d.batches++
			d.m.Unlock()
			if batch%8 == 0 {
				checkLive(t, w, d, model)
			}
		}
		check(t, w.Close())
		checkStored(t, dir, model)
	}
	if _, merges := d.stored(); merges < 5 {
		t.Fatalf("changes met only %d merges", merges)
	}
	byTitle := map[string][]string{}
	for id, a := range model {
		_, version, _ := strings.Cut(a.Title, ", ")
		byTitle[version] = append(byTitle[version], id)
	}
	for version, want := range byTitle {
		if got := idsWith(t, dir, "title.exact", version); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Fatalf("%s is in %v, want %v", version, got, want)
		}
	}
}

// checkLive compares the state that a writer has in memory.
func checkLive(t *testing.T, w *Writer, d *slowMerges, model map[string]*corpus.Article) {
	t.Helper()
	b, err := w.bluge.Reader()
	check(t, err)
	s, err := newSnapshot(b, Epoch{}, d.Directory)
	check(t, err)
	all, err := articlesOf(s)
	check(t, errors.Join(err, s.Close()))
	if diff := cmp.Diff(model, all); diff != "" {
		t.Fatalf("in memory (-want +got):\n%s", diff)
	}
}

// sizedSegment is a segment to a plan of merges.
type sizedSegment struct {
	id   uint64
	live int64
}

func (s sizedSegment) ID() uint64      { return s.id }
func (s sizedSegment) FullSize() int64 { return s.live }
func (s sizedSegment) LiveSize() int64 { return s.live }

// TestSettlingPlan: what is left when a plan of Settle has nothing to merge any more.
func TestSettlingPlan(t *testing.T) {
	f := func(want []int64, sizes ...int64) {
		t.Helper()
		var segments []mergeplan.Segment
		for n, size := range sizes {
			segments = append(segments, sizedSegment{uint64(n), size})
		}
		var m merging
		m.whole.Store(grownTwofold(segments))
		options := m.options(mergeplan.DefaultMergePlanOptions)
		plan, err := mergeplan.Plan(segments, &options)
		check(t, err)
		for round := 0; plan != nil && len(plan.Tasks) > 0; round++ {
			if round == len(sizes) {
				t.Fatalf("%v: the plan has no end", sizes)
			}
			for _, task := range plan.Tasks {
				merged := sizedSegment{id: uint64(len(sizes) + round)}
				for _, s := range task.Segments {
					merged.live += s.LiveSize()
				}
				segments = slices.DeleteFunc(segments, func(s mergeplan.Segment) bool {
					return slices.ContainsFunc(task.Segments, func(of mergeplan.Segment) bool { return of.ID() == s.ID() })
				})
				segments = append(segments, merged)
			}
			plan, err = mergeplan.Plan(segments, &options)
			check(t, err)
		}
		var left []int64
		for _, s := range segments {
			left = append(left, s.LiveSize())
		}
		if diff := cmp.Diff(want, left); diff != "" {
			t.Errorf("%v (-want +got):\n%s", sizes, diff)
		}
	}
	f([]int64{1_000_000}, 450_000, 450_000, 100_000)
	f([]int64{200_000}, 100_000, 100_000)
	f([]int64{900_000, 100_000}, 900_000, 100_000) // too little is new
	f([]int64{1_000_000, 10_000}, 1_000_000, 2_000, 2_000, 2_000, 2_000, 2_000)
	f([]int64{1_400_000}, slices.Repeat([]int64{7_000}, 200)...)                             // more than are merged at once
	f([]int64{(bulkSegments + 2) * 7_000}, slices.Repeat([]int64{7_000}, bulkSegments+2)...) // the second merge is of few
	f([]int64{50}, 50)
	f(nil)
}

// TestBulkIsMergedAfterIt: articles that come in bulk stay in the segments they came in until Settle, which joins them.
func TestBulkIsMergedAfterIt(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	segments := func() int {
		s, err := w.bluge.Reader()
		check(t, err)
		defer func() { check(t, s.Close()) }()
		return len(s.Segments())
	}
	var batch []*corpus.Article
	for round := range 5 {
		batch = batch[:0]
		for n := range bulkDocuments {
			batch = append(batch, &corpus.Article{ID: fmt.Sprint(round, "-", n), Title: fmt.Sprint("haber ", n%100)})
		}
		upsert(t, w, batch...)
	}
	if n := segments(); n < 5 {
		t.Errorf("bulk of 5 batches is in %d segments: it was merged meanwhile", n)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Settle(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
	check(t, w.Settle(t.Context()))
	if n := segments(); n != 1 {
		t.Errorf("%d segments are left, want one", n)
	}
	// What was remembered of words and stories is gone, and comes again.
	again := &corpus.Article{ID: "0-7", Title: "haber 7 yine"}
	if o := upsert(t, w, batch[0], again, &corpus.Article{ID: "yeni", Title: "haber 7"}); o != (Outcome{1, 1, 1}) {
		t.Errorf("%+v", o)
	}
	if w.Len() != 5*bulkDocuments+1 {
		t.Errorf("%d articles are left", w.Len())
	}
	check(t, w.Close())
}
