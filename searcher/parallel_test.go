package searcher

import (
	"errors"
	"testing"
)

// TestAside: errors of both sides come out, and a panic of either, after the other has ended.
func TestAside(t *testing.T) {
	here, there := errors.New("here"), errors.New("there")
	gives := func(err error) func() error { return func() error { return err } }
	if err := aside(gives(there), gives(here)); !errors.Is(err, here) || !errors.Is(err, there) {
		t.Errorf("got %v", err)
	}
	if err := aside(gives(nil), gives(nil)); err != nil {
		t.Errorf("got %v", err)
	}
	f := func(there, here func() error) {
		t.Helper()
		defer func() {
			if p := recover(); p != "broken" {
				t.Errorf("got %v", p)
			}
		}()
		_ = aside(there, here)
	}
	broken := func() error { panic("broken") }
	f(broken, gives(nil))
	f(gives(nil), broken)
}

// TestLendProcessor: no more processors are lent than there are, and what is given back can be lent again.
func TestLendProcessor(t *testing.T) {
	lent := 0
	for ; lendProcessor(); lent++ {
	}
	if lendProcessor() {
		t.Error("a processor too many was lent")
	}
	for range lent {
		giveProcessorBack()
	}
	if lent > 0 && !lendProcessor() {
		t.Error("what was given back is not lent")
	}
	if lent > 0 {
		giveProcessorBack()
	}
}
