package segment

import (
	"math/rand/v2"
	"slices"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
)

// FuzzOpen reads files of any bytes.
func FuzzOpen(f *testing.F) {
	for n := range 4 {
		f.Add(bytesOf(f, newSegment(f, randomArticles(random(500), 0, n))))
	}
	f.Add([]byte{})
	f.Add(make([]byte, footerBytes))
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00HSEG"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Load(bluge.NewDataBytes(b))
		if err != nil {
			return
		}
		if err := s.(*Segment).Verify(); err != nil {
			return
		}
		describe(s.(*Segment))
	})
}

// FuzzDamage flips a bit of a good file, cuts it, or changes bytes and seals it again.
func FuzzDamage(f *testing.F) {
	file, want, sections := damaged(f, 40)
	f.Add(uint32(0), uint8(0), uint32(len(file)), uint64(0))
	f.Add(uint32(len(file)-20), uint8(3), uint32(len(file)), uint64(0))
	f.Add(uint32(100), uint8(9), uint32(len(file)/2), uint64(0))
	f.Add(uint32(100), uint8(9), uint32(len(file)), uint64(7))
	f.Fuzz(func(t *testing.T, at uint32, bit uint8, end uint32, malice uint64) {
		b := slices.Clone(file)
		if malice != 0 {
			harm(rand.New(rand.NewPCG(malice, uint64(at))), b, sections)
			readSealed(t, b)
			return
		}
		if bit < 8 {
			b[int(at)%len(b)] ^= 1 << bit
		}
		checkDamaged(t, b[:min(int(end), len(b))], &want, "")
	})
}
