package roster

import (
	"fmt"
	"strings"
	"testing"
)

func TestRoster(t *testing.T) {
	var r Roster
	known := map[[2]string]uint32{}
	f := func(kind byte, s string) {
		t.Helper()
		key := [2]string{string(rune(kind)), s}
		hash := Hash(kind, s)
		want, wantOK := known[key]
		if n, ok := r.Find(hash, kind, s); n != want || ok != wantOK {
			t.Fatalf("%q of kind %d: %d %v, want %d %v", s, kind, n, ok, want, wantOK)
		}
		if wantOK {
			return
		}
		n := r.Add(hash, kind, s)
		if int(n) != r.Len()-1 {
			t.Fatalf("%q has the number %d of %d", s, n, r.Len())
		}
		known[key] = n
		if got := string(r.At(n)); got != s {
			t.Fatalf("number %d is %q, want %q", n, got, s)
		}
	}
	for range 2 {
		for i := range 5000 {
			f(0, fmt.Sprint("kelime", i))
			f(byte(i), fmt.Sprint("kelime", i/2))
		}
		f(0, "")
		f(1, "")
		f(1, strings.Repeat("uzun", 1000))
	}
	r.Reset()
	clear(known)
	f(0, "kelime1")
}

func TestUnknown(t *testing.T) {
	var r Roster
	hash := Hash(0, "")
	first, second := r.AddUnknown(), r.AddUnknown()
	if first != 0 || second != 1 || len(r.At(0)) != 0 || len(r.At(1)) != 0 {
		t.Errorf("numbers %d and %d, %q and %q", first, second, r.At(0), r.At(1))
	}
	if n, ok := r.Find(hash, 0, ""); ok {
		t.Errorf("what is not to be found is number %d", n)
	}
	if n := r.Add(hash, 0, ""); n != 2 || len(r.At(2)) != 0 {
		t.Errorf("the empty string is number %d, %q", n, r.At(n))
	}
	for i := range 2 * firstSlots {
		r.Add(Hash(1, fmt.Sprint(i)), 1, fmt.Sprint(i))
	}
	if n, ok := r.Find(hash, 0, ""); n != 2 || !ok {
		t.Errorf("the empty string is number %d %v", n, ok)
	}
}

func FuzzRoster(f *testing.F) {
	f.Add("bir iki bir üç", uint8(3))
	f.Fuzz(func(t *testing.T, text string, kinds uint8) {
		var r Roster
		known := map[[2]string]uint32{}
		for i, s := range strings.Split(text, " ") {
			kind := byte(i) % max(kinds, 1)
			key := [2]string{string(rune(kind)), s}
			n, ok := r.Find(Hash(kind, s), kind, s)
			if want, wantOK := known[key]; n != want || ok != wantOK {
				t.Fatalf("%q: %d %v, want %d %v", s, n, ok, want, wantOK)
			}
			if !ok {
				known[key] = r.Add(Hash(kind, s), kind, s)
			}
		}
		for key, n := range known {
			if string(r.At(n)) != key[1] {
				t.Fatalf("number %d is %q, want %q", n, r.At(n), key[1])
			}
		}
	})
}
