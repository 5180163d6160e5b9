package turkish

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestIsTail(t *testing.T) {
	f := func(base, tails string, want bool) {
		t.Helper()
		for tail := range strings.FieldsSeq(tails) {
			if got := isTail(base, tail); got != want {
				t.Errorf("isTail(%q, %q) = %v", base, tail, got)
			}
		}
	}
	f("İstanbul", "da dan u un a daki dakiler dakilerden lu lular luların dur du muş sa ken la ca suz umuz", true)
	f("Ankara", "ya yı da dan nın yla ydı ymış ysa yken lı lıların m mız dakilerin daydı dayken", true)
	f("Istanbul", "da dan den de lu", true)
	f("Kaya", "nınkiler nınki lar lara larınki gil gillerin", true)
	f("Bakanlığı", "nı na nda ndan nın nca ndaki ndakilerden nınki", true)
	f("O", "nun na nu ndan nda", true)
	f("3", "üncü üncüsü ü lü er üncüye inci", true)
	f("20", "şer nci lik sinde si", true)
	f("g\u0306o\u0308l", "u\u0308 u\u0308n de", true)
	f("Go\u0308lbas\u0327ı", "nda", true)
	f("TBMM", "YE NİN DE ye", true)
	f("Türkiye", "m n mizin", true)
	f("Kürt", "üz", true)
	f("Ali", "yim yiz ydik", true)

	f("O", "Neill Brien", false)
	f("N", "Golo", false)
	f("L", "Equipe", false)
	f("rock", "n", false)
	f("Moody", "s", false)
	f("Kur", "an", false)
	f("Kur", "a", false)
	f("kıt", "a", false)
	f("Ankara", "Da YA", false)
	f("ders", "er", false)
	f("TV", "lığ", false)
	f("Ankara", "olarak dedi için x q ö", false)
	f("Ankara", strings.Repeat("lı", 40), false)
}

func FuzzIsTail(f *testing.F) {
	f.Add("Ankara", "dakilerden")
	f.Add("3", "üncü")
	f.Add("a", strings.Repeat("lili", 12))
	f.Fuzz(func(t *testing.T, base, tail string) {
		if !isTail(base, tail) {
			return
		}
		if tail == "" || !utf8.ValidString(tail) {
			t.Fatalf("%q is a tail of %q", tail, base)
		}
		if lower := Lower(tail); !isTail(base, lower) {
			t.Fatalf("%q is a tail of %q, but %q is not", tail, base, lower)
		}
	})
}

func TestStems(t *testing.T) {
	f := func(word string, want ...string) {
		t.Helper()
		if got := Stems(word); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
	f("")
	f("a")
	f("zelenskiynin", "zelenskiyni", "zelenskiyn", "zelenskiy")
	f("ankaradan", "ankarada", "ankara")
	f("xqw")
}
