package segment

import "testing"

// TestNameTable asks for numbers that are there, that share a half with one that is, and for others.
func TestNameTable(t *testing.T) {
	r := random(92)
	f := func(count int, size uint64) {
		t.Helper()
		keys, all := map[uint64]map[uint64]bool{}, []uint64{}
		for range count {
			e := r.Uint64N(uint64(count))<<nameHalf | r.Uint64N(1<<nameHalf)
			all = append(all, e, e)
			if keys[e>>nameHalf] == nil {
				keys[e>>nameHalf] = map[uint64]bool{}
			}
			keys[e>>nameHalf][e] = true
		}
		asked := append([]uint64{0, 1<<(2*nameHalf) - 1}, all[:min(len(all), 1000)]...)
		for _, e := range asked {
			asked = append(asked, e^1, e^1<<nameHalf)
		}
		b := appendNames(nil, all)
		var table nameTable
		if !table.read(append(b, make([]byte, slack)...)[:len(b)]) || table.names.size != size {
			t.Fatalf("%d names: not read, or %d bytes for each", count, table.names.size)
		}
		for _, own := range asked {
			others := len(keys[own>>nameHalf])
			if keys[own>>nameHalf][own] {
				others--
			}
			if got := table.hasOther(own); got != (others > 0) {
				t.Fatalf("%d names: %x has %d others: %v", count, own, others, got)
			}
		}
	}
	f(0, 6)
	f(100, 6)
	f(2000, 5)
	f(150_000, 4)
}
