package searcher

import (
	"strings"
	"testing"

	"github.com/blevesearch/vellum/regexp"

	"github.com/haberara/haberara/corpus/turkish"
)

// maxNameStates is far below the size at which vellum refuses to make an automaton.
const maxNameStates = 1000

// TestNameAutomata: the longest and most ambiguous names have automata of bounded size.
func TestNameAutomata(t *testing.T) {
	for _, word := range []string{
		"zelenskiy", strings.Repeat("ic", 12), strings.Repeat("cu", 12), strings.Repeat("ksts", 6), strings.Repeat("ayey", 6),
		strings.Repeat("ts", 12), strings.Repeat("şç", 12), strings.Repeat("shchtschkh", 2), strings.Repeat("iyu", 8),
	} {
		automaton, err := regexp.New(turkish.NamePattern(turkish.NameKey(word)))
		if err != nil {
			t.Fatalf("%s: %v", word, err)
		}
		states := map[int]bool{}
		var walk func(int)
		walk = func(s int) {
			if states[s] || !automaton.CanMatch(s) {
				return
			}
			states[s] = true
			for b := range 256 {
				walk(automaton.Accept(s, byte(b)))
			}
		}
		walk(automaton.Start())
		if n := len(states); n > maxNameStates {
			t.Errorf("%s has %d states", word, n)
		}
	}
}
