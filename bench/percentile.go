package main

import (
	"math"
	"slices"
	"time"
)

// spread holds the percentiles of some times, in microseconds.
type spread struct{ p50, p95, p99 float64 }

// spreadOf sorts times and takes percentiles by nearest rank: the smallest time that at least so many are not above.
func spreadOf(times []time.Duration) spread {
	slices.Sort(times)
	return spread{nearestRank(times, 50), nearestRank(times, 95), nearestRank(times, 99)}
}

func nearestRank(sorted []time.Duration, percent float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	rank := int(math.Ceil(percent / 100 * float64(len(sorted))))
	return float64(sorted[max(rank, 1)-1].Nanoseconds()) / 1000
}
