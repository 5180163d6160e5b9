package segment

import (
	"math"
	"testing"
)

func TestOrdinals(t *testing.T) {
	f := func(most uint32, size int) {
		t.Helper()
		if got := sizeOfOrdinals(most); got != size {
			t.Fatalf("%d takes %d bytes, not %d", most, got, size)
		}
		want := []uint32{0, most / 2, most}
		var b []byte
		for _, n := range want {
			b = appendOrdinal(b, n, size)
		}
		o := Ordinals{b, size}
		for i, n := range want {
			if got := o.At(uint32(i)); got != n {
				t.Errorf("up to %d: number %d is %d, not %d", most, i, got, n)
			}
		}
	}
	f(0, 0)
	f(1, 1)
	f(math.MaxUint8, 1)
	f(math.MaxUint8+1, 2)
	f(math.MaxUint16, 2)
	f(math.MaxUint16+1, 4)
	f(math.MaxUint32, 4)
}
