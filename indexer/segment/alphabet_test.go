package segment

import (
	"fmt"
	"slices"
	"testing"
)

// TestAlphabet writes symbols and reads them again.
func TestAlphabet(t *testing.T) {
	f := func(what string, counts []uint32) {
		t.Helper()
		s := newSymbols()
		for i, n := range counts {
			s.add([]byte(fmt.Sprint("sözcük", i)), n)
		}
		b := s.append(nil)
		a, rest, ok := readAlphabet(append(b, "rest"...))
		if !ok || string(rest) != "rest" {
			t.Fatalf("%s: %v, %q is left", what, ok, rest)
		}
		var w codeWriter
		r := random(900)
		var want []string
		for range 500 {
			n := uint32(r.IntN(len(s.texts)))
			if s.bits[n] == 0 {
				t.Fatalf("%s: %q has no code", what, s.texts[n])
			}
			w.add(s.codes[n], s.bits[n])
			want = append(want, s.texts[n])
		}
		bits := len(w.b)*8 + int(w.filled)
		w.end()
		c := codes{b: append(w.b, make([]byte, slack)...), end: bits}
		for i, text := range want {
			n, ok := c.next(a)
			if !ok || string(a.symbol(n)) != text {
				t.Fatalf("%s: symbol %d is not %q", what, i, text)
			}
		}
		if _, ok := c.next(a); ok {
			t.Fatalf("%s: there is a symbol behind the last", what)
		}
	}
	f("the empty symbol alone", nil)
	f("two", []uint32{7})
	f("equals", slices.Repeat([]uint32{3}, 100))
	// The deepest tree there is, deeper than codes may be long.
	deep := []uint32{1, 1}
	for len(deep) < 46 {
		deep = append(deep, deep[len(deep)-1]+deep[len(deep)-2])
	}
	f("Fibonacci", deep)
	r := random(901)
	var any []uint32
	for range 5000 {
		any = append(any, 1+r.Uint32()>>r.IntN(32))
	}
	f("any", any)
}

// TestHuffmanBits compares the bits that texts take with the least there are, which small cases show.
func TestHuffmanBits(t *testing.T) {
	f := func(counts []uint32, want ...uint8) {
		t.Helper()
		if got := huffmanBits(counts); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", counts, got, want)
		}
	}
	f([]uint32{5}, 1)
	f([]uint32{0, 5, 0}, 0, 1, 0)
	f([]uint32{1, 9}, 1, 1)
	f([]uint32{50, 1, 20, 0, 8}, 1, 3, 2, 0, 3)
	f([]uint32{4, 4, 4, 4}, 2, 2, 2, 2)
}

// TestReadAlphabetRefuses what contradicts itself, a byte at a time.
func TestReadAlphabetRefuses(t *testing.T) {
	s := newSymbols()
	for i := range 40 {
		s.add([]byte(fmt.Sprint(i)), uint32(1+i))
	}
	good := s.append(nil)
	for n := range good {
		if _, _, ok := readAlphabet(good[:n]); ok {
			t.Fatalf("%d of %d bytes were taken", n, len(good))
		}
	}
	r := random(902)
	for range 2000 {
		b := slices.Clone(good)
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		a, _, ok := readAlphabet(b)
		if !ok {
			continue
		}
		c := codes{b: make([]byte, 64+slack), end: 64 * 8}
		for i := range 64 {
			c.b[i] = byte(r.Uint32())
		}
		for n, ok := c.next(a); ok; n, ok = c.next(a) {
			if int(n) >= len(a.lengths) {
				t.Fatalf("symbol %d of %d", n, len(a.lengths))
			}
			a.symbol(n)
		}
	}
}
