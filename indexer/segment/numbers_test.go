package segment

import (
	"bytes"
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	f := func(most uint64, size int) {
		t.Helper()
		want := []uint64{0, most / 2, most}
		b := appendNumbers(nil, want)
		if len(b) != size*len(want) {
			t.Fatalf("numbers up to %d take %d bytes", most, len(b))
		}
		numbers, ok := allNumbers(append(b, make([]byte, slack)...)[:len(b)], 3)
		if !ok {
			t.Fatalf("numbers up to %d are not read", most)
		}
		for i, n := range want {
			if got := numbers.At(uint32(i)); got != n {
				t.Errorf("up to %d: number %d is %d, not %d", most, i, got, n)
			}
		}
	}
	f(0, 0)
	f(1, 1)
	f(math.MaxUint8, 1)
	f(math.MaxUint8+1, 2)
	f(math.MaxUint16+1, 3)
	f(1<<24, 4)
	f(math.MaxUint32+1, 5)
	f(math.MaxUint64, 8)
}

func TestNumbersRefuse(t *testing.T) {
	f := func(bytes int, count uint32, want bool) {
		t.Helper()
		if _, ok := allNumbers(make([]byte, bytes, bytes+slack), count); ok != want {
			t.Errorf("%d numbers of %d bytes: %v", count, bytes, ok)
		}
	}
	f(0, 0, true)
	f(1, 0, false)
	f(0, 3, true)
	f(7, 3, false)
	f(24, 3, true)
	f(27, 3, false)
}

func TestOffsets(t *testing.T) {
	r := random(91)
	for range 50 {
		numbers, n := make([]uint32, 1+r.IntN(100)), uint32(0)
		most := uint32(1) << r.IntN(24)
		for i := range numbers {
			numbers[i] = n
			n += r.Uint32N(most)
		}
		b := append(appendOffsets(nil, numbers), "behind it"...)
		o, rest, ok := readOffsets(b, uint64(len(numbers)))
		if !ok || string(rest) != "behind it" {
			t.Fatalf("%v is not read", numbers)
		}
		for i, want := range numbers {
			if got := o.At(uint32(i)); got != want {
				t.Fatalf("number %d is %d, not %d", i, got, want)
			}
		}
		for cut := range b[:len(b)-len(rest)] {
			if _, _, ok := readOffsets(b[:cut:cut+slack], uint64(len(numbers))); ok {
				t.Fatalf("%d of %d bytes are enough", cut, len(b)-len(rest))
			}
		}
	}
	if _, _, ok := readOffsets([]byte("\x01\x00\x00\x00\x07\x00\x00\x00\x05\x04with slack"), 2); ok {
		t.Error("they do not ascend")
	}
}

func TestIDShapes(t *testing.T) {
	ids := []string{
		"", "a", "0", "haber-1", "ht-0123456789ab", "ht-ffffffffffff", "ht-12345", "ht-1234", "ht-123", "HT-ABCDEF",
		"550e8400-e29b-41d4-a716-446655440000", "zero\x00byte", "\x00", "çığ-20240131", "deadbeef", "cafe",
	}
	for range 40 {
		ids = append(ids, ids...)
		if len(ids) > 200 {
			break
		}
	}
	ids = append(ids, string(make([]byte, 300)), "x"+ids[4])
	w := newIDWriter()
	for _, id := range ids {
		w.add([]byte(id))
	}
	var out bytes.Buffer
	file := &fileWriter{w: &out}
	file.add(idSection, w.section())
	_, err := file.finish(uint32(len(ids)))
	check(t, err)
	s := loaded(t, out.Bytes())
	for doc, want := range ids {
		got, err := s.AppendID([]byte("before "), uint32(doc))
		if check(t, err); string(got) != "before "+want {
			t.Errorf("ID %q became %q", want, got)
		}
	}
	if shaped := bytes.Count(w.section(), []byte("ht-")); shaped != 5 {
		t.Errorf("%d shapes begin with ht-", shaped)
	}
}
