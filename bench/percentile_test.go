package main

import (
	"math"
	"testing"
	"time"
)

func TestSpreadOf(t *testing.T) {
	f := func(times []time.Duration, want spread) {
		t.Helper()
		if got := spreadOf(times); got != want {
			t.Errorf("%v: got %v, want %v", times, got, want)
		}
	}
	micros := func(n ...int) (times []time.Duration) {
		for _, each := range n {
			times = append(times, time.Duration(each)*time.Microsecond)
		}
		return times
	}
	f(micros(7), spread{7, 7, 7})
	f(micros(3, 1, 2), spread{2, 3, 3})
	f(micros(4, 3, 2, 1), spread{2, 4, 4})
	var hundred []int
	for i := range 100 {
		hundred = append(hundred, 100-i)
	}
	f(micros(hundred...), spread{50, 95, 99})
	f([]time.Duration{1500}, spread{1.5, 1.5, 1.5})
	if none := spreadOf(nil); !math.IsNaN(none.p50) {
		t.Errorf("no times have the median %v", none.p50)
	}
}

func TestRatio(t *testing.T) {
	if r := ratio(6, 2); r == nil || *r != 3 {
		t.Errorf("got %v, want 3", r)
	}
	if r := ratio(math.NaN(), 2); r != nil {
		t.Errorf("the ratio of what was not measured is %v", *r)
	}
	if r := ratio(2, math.NaN()); r != nil {
		t.Errorf("the ratio to what was not measured is %v", *r)
	}
}
