package morphology

import "testing"

// BenchmarkStart is all that happens before the first word: the endings are unfolded; the lexicon is used in place.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newMachine()
	}
}
