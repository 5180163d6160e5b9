package segment

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"
)

func TestPacking(t *testing.T) {
	r := random(1)
	for w := range maxNumbersWidth + 1 {
		for _, n := range []int{0, 1, 2, 7, 127, BlockDocs} {
			values := make([]uint32, n)
			for i := range values {
				values[i] = uint32(r.Uint64() & (1<<w - 1))
			}
			if n > 0 {
				values[r.IntN(n)] = uint32(1<<w - 1)
			}
			if got := width(values); n > 0 && got != w {
				t.Fatalf("width %d of %d-bit values", got, w)
			}
			b := appendPacked([]byte("before"), values, w)
			if string(b[:6]) != "before" || len(b) != 6+packedBytes(n, w) {
				t.Fatalf("%d values of %d bits take %d bytes", n, w, len(b)-6)
			}
			b = append(b[6:], 1, 2, 3, 4, 5, 6, 7, 8) // what stands behind must not matter
			got := slices.Repeat([]uint32{99}, n)
			unpack(got, b, w)
			if !slices.Equal(got, values) {
				t.Fatalf("%d values of %d bits: %v, want %v", n, w, got, values)
			}
			if w > 20 {
				continue // would run over 32 bits
			}
			next := uint32(5)
			for i, v := range values {
				values[i] = next + v
				next = values[i] + 1
			}
			unpackAscending(got, b, w, 5)
			if !slices.Equal(got, values) {
				t.Fatalf("%d ascending values of %d bits: %v, want %v", n, w, got, values)
			}
		}
	}
}

// ascending are n random documents from from on, whose distances have up to w bits.
func ascending(next func() uint32, n int, from uint32, w int) []uint32 {
	docs := make([]uint32, n)
	for i := range docs {
		docs[i] = from + uint32(uint64(next())&(1<<w-1))
		from = docs[i] + 1
	}
	return docs
}

func TestBlock(t *testing.T) {
	r := random(2)
	kinds := map[bool]int{}
	for range 3000 {
		n, from := 1+r.IntN(BlockDocs), r.Uint32N(1000)
		near := r.IntN(2) == 0 // mostly neighbours, as in a bitmap
		docs := ascending(func() uint32 {
			if near && r.IntN(5) > 0 {
				return 0
			}
			return r.Uint32()
		}, n, from, r.IntN(22))
		var frequencies [TextFields][]uint32
		var has [TextFields]bool
		for f := range frequencies {
			w := r.IntN(32)
			for range n {
				frequencies[f] = append(frequencies[f], uint32(r.Uint64()&(1<<w-1)))
			}
			has[f] = slices.Max(frequencies[f]) > 0
		}
		b := appendBlock(nil, docs, &frequencies, &[TextFields]int{7, 0, 3}, from)
		k := block{append(slices.Clone(b), make([]byte, slack)...), n, from, docs[n-1], false}
		kinds[k.isBitmap()]++
		if !k.isSound() {
			t.Fatalf("a block of %v is not sound", docs)
		}
		got := make([]uint32, n)
		if !k.documents(got) || !slices.Equal(got, docs) {
			t.Fatalf("documents %v, want %v", got, docs)
		}
		var f3 [TextFields][BlockDocs]uint32
		if gotHas := k.frequenciesInto(&f3); gotHas != has {
			t.Fatalf("has %v, want %v", gotHas, has)
		}
		for f := range f3 {
			if !slices.Equal(f3[f][:n], frequencies[f]) {
				t.Fatalf("frequencies of %d: %v, want %v", f, f3[f][:n], frequencies[f])
			}
		}
		if k.isBitmap() {
			checkSet(t, docs, k.or)
		}
		// A document less or a byte less is not sound, or does not end at the last.
		short := block{k.b[:len(k.b)-1], n, from, docs[n-1], false}
		if short.isSound() {
			t.Fatal("a block is sound without its last byte")
		}
		if n > 1 && docs[n-1] > from+uint32(n) {
			other := block{k.b, n, from, docs[n-1] - 1, false}
			if other.isSound() && other.documents(got) {
				t.Fatal("a block is sound with another end")
			}
		}
	}
	if kinds[true] < 100 || kinds[false] < 100 {
		t.Fatalf("blocks by being bitmaps: %v", kinds)
	}
}

// checkSet fails the test unless or sets the bits of docs and no others, in a set that is just large enough.
func checkSet(t *testing.T, docs []uint32, or func([]uint64)) {
	t.Helper()
	set := make([]uint64, docs[len(docs)-1]/64+1)
	or(set)
	n := 0
	for _, x := range set {
		n += bits.OnesCount64(x)
	}
	for _, d := range docs {
		if set[d/64]&(1<<(d%64)) == 0 {
			t.Fatalf("document %d is missing", d)
		}
	}
	if n != len(docs) {
		t.Fatalf("%d bits for %d documents", n, len(docs))
	}
}

func TestImpact(t *testing.T) {
	f := func(i Impact) {
		t.Helper()
		b := i.append(nil)
		got := readImpact(b)
		if len(b) != impactBytes || got.Frequency < i.Frequency || got.Length > i.Length {
			t.Fatalf("%+v became %+v", i, got)
		}
		if i.Frequency < anyFrequency && got.Frequency != i.Frequency || uint64(got.Length)*8 < uint64(i.Length)*7 {
			t.Fatalf("%+v became %+v, which is far", i, got)
		}
	}
	for n := range uint32(70_000) {
		f(Impact{n % 300, n})
	}
	r := random(3)
	for range 10_000 {
		f(Impact{r.Uint32() >> r.IntN(32), r.Uint32() >> r.IntN(32)})
	}
	f(Impact{^uint32(0), ^uint32(0)})
	before := -1
	for n := range uint32(1 << 16) {
		if c := int(lengthCode(n)); c < before || c > before+1 {
			t.Fatalf("the code of %d is %d behind %d", n, c, before)
		} else {
			before = c
		}
	}
}

func TestKeys(t *testing.T) {
	f := func(fold, exact, key string) {
		t.Helper()
		got := ExactKey([]byte("x"), fold, exact)
		if string(got) != "x"+key {
			t.Fatalf("%q, want %q", got, key)
		}
		cutFold, cutExact := CutExactKey(got[1:])
		if string(cutFold) != fold || string(cutExact) != exact {
			t.Fatalf("%q and %q from %q", cutFold, cutExact, key)
		}
	}
	f("yol", "yol", "yol")
	f("kar", "kâr", "kar\x00kâr")
	f("", "", "")
	f("i", "ı", "i\x00ı")
}

func TestLowerBound(t *testing.T) {
	r := random(4)
	for round := range 500 {
		keys := make([]uint64, r.IntN(300))
		for i := range keys {
			keys[i] = r.Uint64() >> (uint(round) % 64 * uint(r.IntN(2)))
		}
		slices.Sort(keys)
		asked := append([]uint64{0, 1, ^uint64(0), ^uint64(0) - 1, r.Uint64()}, keys...)
		for _, k := range keys {
			asked = append(asked, k+1, k-1)
		}
		for _, key := range asked {
			want, _ := slices.BinarySearch(keys, key)
			looks := 0
			got := lowerBound(len(keys), key, func(i int) uint64 { looks++; return keys[i] })
			if got != want || looks > 8+9+1 {
				t.Fatal(fmt.Sprint(got, " with ", looks, " looks, want ", want, " for ", key, " in ", keys))
			}
		}
	}
}
