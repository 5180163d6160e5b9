package alloctest

import "testing"

var kept []byte

func TestLeast(t *testing.T) {
	f := func(name string, work func(), want float64) {
		t.Helper()
		if got := Least(work); got != want {
			t.Errorf("%s: %v allocations, want %v", name, got, want)
		}
	}
	f("none", func() {}, 0)
	f("one a run", func() { kept = make([]byte, 10) }, 1)
	runs := 0
	f("now and then", func() {
		if runs++; runs%10 > 0 {
			kept = make([]byte, 10)
		}
	}, 0)
}
