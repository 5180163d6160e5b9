package segment

import (
	"math/rand/v2"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
)

// BenchmarkLoadSegment opens a segment of 10,000 documents that is in memory.
func BenchmarkLoadSegment(b *testing.B) {
	data := file(b, newSegment(b, randomDocuments(rand.New(rand.NewPCG(1, 9)), 0, 10_000)))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Load(bluge.NewDataBytes(data)); err != nil {
			b.Fatal(err)
		}
	}
}
