// Package alloctest counts the allocations of code under test, in a way that holds on any machine.
package alloctest

import (
	"math"
	"runtime/debug"
	"testing"
)

// Least returns how many allocations work makes: the least of up to 200 runs after a first one, which warms what work
// keeps. The collector stands still meanwhile, since it empties pools; the race detector empties them too, at random,
// and the runtime allocates on its own now and then, hence the many runs.
func Least(work func()) float64 {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least := math.Inf(1)
	for run := 0; run < 200 && least > 0; run++ {
		least = min(least, testing.AllocsPerRun(1, work))
	}
	return least
}
