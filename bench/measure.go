package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// contender is an engine with its index open, and what was measured of it for the class at hand.
type contender struct {
	name string
	engine
	times  []time.Duration
	totals []int
	unable bool
	// sweeps is how many there had been when the engine was last warmed.
	sweeps int
}

// litterBytes of garbage and more of one engine are collected before the next is asked.
const litterBytes = 8 << 20

// sweeper collects garbage outside of the clock, so that no engine pays for another's.
type sweeper struct {
	allocated uint64
	sweeps    int
}

func (s *sweeper) sweep() {
	if now := allocatedBytes(); now-s.allocated >= litterBytes {
		runtime.GC()
		s.allocated = allocatedBytes()
		s.sweeps++
	}
}

// measure asks warming of every engine, without a clock, and then each question of every engine in turn, another one
// beginning each time. After a sweep, which empties the pools of all engines, an engine is asked one of warming again
// before the clock starts.
func measure(ctx context.Context, engines []*contender, warming, questions []question) error {
	for _, e := range engines {
		e.times, e.totals, e.unable = e.times[:0], e.totals[:0], false
		e.sweeps = 0
		for _, q := range warming {
			if _, err := e.time(ctx, q); err != nil {
				return err
			}
		}
		e.totals = e.totals[:0]
	}
	runtime.GC()
	s := sweeper{allocated: allocatedBytes()}
	for i, q := range questions {
		for j := range engines {
			e := engines[(i+j)%len(engines)]
			s.sweep()
			if e.unable {
				continue
			}
			if e.sweeps != s.sweeps && len(warming) > 0 {
				e.sweeps = s.sweeps
				if _, err := e.ask(ctx, warming[i%len(warming)]); err != nil {
					return err
				}
			}
			took, err := e.time(ctx, q)
			if err != nil {
				return err
			}
			e.times = append(e.times, took)
		}
	}
	return nil
}

func (e *contender) time(ctx context.Context, q question) (time.Duration, error) {
	began := time.Now()
	a, err := e.ask(ctx, q)
	took := time.Since(began)
	if errors.Is(err, errUnable) {
		e.unable = true
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%s, asked %s: %w", e.name, q.key(), err)
	}
	e.totals = append(e.totals, a.total)
	return took, nil
}

// medianTotal says how many hits a question of the class has; engines analyse words differently.
func (e *contender) medianTotal() int {
	if len(e.totals) == 0 {
		return 0
	}
	slices.Sort(e.totals)
	return e.totals[len(e.totals)/2]
}
