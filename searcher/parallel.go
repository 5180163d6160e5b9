package searcher

import (
	"context"
	"errors"
	"math"
	"runtime"
	"sync/atomic"

	"github.com/haberara/haberara/indexer/segment"
)

// processors counts the goroutines that work on searches. A search takes a second one while there are processors that no
// search uses, so that it costs the others nothing.
var processors atomic.Int32

// lendProcessor takes an idle processor, if there is one.
func lendProcessor() bool {
	for {
		n := processors.Load()
		if int(n) >= runtime.GOMAXPROCS(0) {
			return false
		}
		if processors.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

func giveProcessorBack() { processors.Add(-1) }

// aside does one thing on an idle processor while the other is done here; a panic of either comes out here.
func aside(there, here func() error) error {
	var failed error
	var panicked any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { panicked = recover() }()
		failed = there()
	}()
	err := func() error {
		defer func() { <-done }() // nobody may use what the other still changes
		return here()
	}()
	if panicked != nil {
		panic(panicked)
	}
	return errors.Join(err, failed)
}

// sharedNeed is the highest need of those who rank a segment together, as the bits of a float32, which for numbers from
// 0 on are in the order of these.
type sharedNeed struct{ atomic.Uint32 }

// hear takes over what the other has found to be needed.
func (r *ranker) hear() {
	if r.shared != nil {
		r.need = max(r.need, math.Float32frombits(r.shared.Load()))
	}
}

// tell lets the other know.
func (r *ranker) tell() {
	if r.shared == nil {
		return
	}
	for need := math.Float32bits(r.need); ; {
		known := r.shared.Load()
		if known >= need || r.shared.CompareAndSwap(known, need) {
			return
		}
	}
}

// muchWork is from how many hits on a second processor is worth the handing over. To rank, postingsOfHit postings count as
// one hit, since most are sifted only.
const (
	muchWork      = 8192
	postingsOfHit = 16
)

// isMuch says that there are so many postings, in more than one window.
func (r *ranker) isMuch() bool {
	if len(r.promised) < 2 {
		return false
	}
	postings := 0
	for _, a := range r.atoms {
		for _, f := range a.forms {
			for i := range f.sources {
				postings += len(f.sources[i].bounds)
			}
		}
	}
	return postings*segment.BlockDocs/postingsOfHit >= r.m.p.muchWork
}

// rankWithHelp ranks the windows on two processors, each taking the most promising that is left.
func (r *ranker) rankWithHelp(ctx context.Context) error {
	if r.second == nil {
		r.second = &ranker{}
	}
	s := r.second
	s.copyFrom(r)
	r.shared = &sharedNeed{}
	s.shared = r.shared
	defer func() { r.shared, s.shared = nil, nil }()
	r.tell()
	var next atomic.Int32
	err := aside(func() error { return s.rankWindows(ctx, &next) }, func() error { return r.rankWindows(ctx, &next) })
	for _, c := range s.best.c {
		r.offer(c)
	}
	return err
}

// copyFrom makes r ready to rank windows of the segment that other has opened.
func (r *ranker) copyFrom(other *ranker) {
	r.m, r.segment, r.hits, r.docs, r.scales = other.m, other.segment, other.hits, other.docs, other.scales
	r.published = other.published
	r.date, r.keys, r.promised, r.reaches, r.span = other.date, other.keys, other.promised, other.reaches, other.span
	r.begin(other.best.order, other.best.keep)
	r.best.collapse(other.best.of, len(other.best.slots))
	r.atoms, r.forms, r.sources = r.atoms[:0], r.forms[:0], r.sources[:0]
	for _, a := range other.atoms {
		firstForm := len(r.forms)
		for _, f := range a.forms {
			first := len(r.sources)
			r.sources = append(r.sources, f.sources...)
			f.sources = r.sources[first:]
			r.forms = append(r.forms, f)
		}
		a.forms = r.forms[firstForm:]
		r.atoms = append(r.atoms, a)
	}
	r.openIterators()
}
