package turkish

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/haberara/haberara/internal/alloctest"
)

func TestNFC(t *testing.T) {
	f := func(input, want string) {
		t.Helper()
		if got := NFC(input); got != want {
			t.Errorf("NFC(%q) = %q, want %q", input, got, want)
		}
	}
	f("", "")
	f("İzmir", "İzmir")
	f("I\u0307zmir", "İzmir")
	f("go\u0308l", "göl")
	f("a\xff\xfeb", "a\uFFFDb")
	composed := "Çığ düştü, yollar kapandı"
	if n := alloctest.Least(func() { NFC(composed) }); n != 0 {
		t.Errorf("NFC of composed text allocates %v times", n)
	}
}

func TestLower(t *testing.T) {
	f := func(input, want string) {
		t.Helper()
		if got := Lower(input); got != want {
			t.Errorf("Lower(%q) = %q, want %q", input, got, want)
		}
		if got := Lower(want); got != want {
			t.Errorf("Lower(%q) = %q, want it unchanged", want, got)
		}
	}
	f("", "")
	f("IŞIK", "ışık")
	f("İSTANBUL", "istanbul")
	f("I\u0307STANBUL", "istanbul")
	f("i\u0307stanbul", "istanbul")
	f("DİYARBAKIR", "diyarbakır")
	f("ÇĞÖŞÜ ÂÎÛ", "çğöşü âîû")
	f("МОСКВА", "москва")
	f("ΑΘΗΝΑ", "αθηνα")
	f("J\u030C", "ǰ")
	f("i\u0307\u0308", "ï")
	f("\xffA", "\uFFFDa")
	f("3 kişi", "3 kişi")
}

func TestUpper(t *testing.T) {
	f := func(input, want string) {
		t.Helper()
		if got := Upper(input); got != want {
			t.Errorf("Upper(%q) = %q, want %q", input, got, want)
		}
	}
	f("ışık", "IŞIK")
	f("istanbul", "İSTANBUL")
	f("i\u0307stanbul", "İSTANBUL")
	f("çğöşüâîû", "ÇĞÖŞÜÂÎÛ")
	f("straße", "STRAßE")
	f("\xff", "\uFFFD")
}

func TestFold(t *testing.T) {
	f := func(input, want string) {
		t.Helper()
		if got := Fold(input); got != want {
			t.Errorf("Fold(%q) = %q, want %q", input, got, want)
		}
		if got := Fold(want); got != want {
			t.Errorf("Fold(%q) = %q, want it unchanged", want, got)
		}
	}
	f("", "")
	f("çğıöşü âîû", "cgiosu aiu")
	f("ÇĞIİÖŞÜ ÂÎÛ", "cgiiosu aiu")
	f("Café Señor Ångström", "cafe senor angstrom")
	f("Łódź Đoković Øre Straße Ægir Œuvre Ðór Þór", "lodz dokovic ore strasse aegir oeuvre dor thor")
	f("Əliyev", "eliyev")
	f("Nguyễn", "nguyen")
	f("O’Neill", "oneill")
	f("ｆｕｌｌ ＷＩＤＥ", "full wide")
	f("ﬁnans", "finans")
	f("so\u00ADyut\u200Bla\u200Dma", "soyutlama")
	f("Москва й", "москва й")
	f("Ἀθῆναι", "ἀθῆναι")
	f("ΟΔΟΣ ὁδός", "οδοσ ὁδόσ")
	f("東京 القاهرة", "東京 القاهرة")
	f("g\u0306u\u0308l", "gul")
}

func TestFoldClasses(t *testing.T) {
	same := func(words ...string) {
		t.Helper()
		for _, word := range words[1:] {
			if got, want := Fold(word), Fold(words[0]); got != want {
				t.Errorf("Fold(%q) = %q, but Fold(%q) = %q", word, got, words[0], want)
			}
		}
	}
	same("istanbul", "İSTANBUL", "ISTANBUL", "İstanbul", "i\u0307stanbul", "I\u0307stanbul")
	same("ısparta", "ISPARTA", "Isparta")
	same("ışık", "IŞIK", "isik", "ISIK")
	same("oldu", "öldü")
	if Lower("oldu") == Lower("öldü") {
		t.Error("Lower joins oldu and öldü")
	}
}

func TestIsApostrophe(t *testing.T) {
	for _, r := range "'’‘`´ʼ′＇‛ʹʻꞌ" {
		if !IsApostrophe(r) {
			t.Errorf("%U is no apostrophe", r)
		}
	}
	for _, r := range "\"”“,.-ıa1" {
		if IsApostrophe(r) {
			t.Errorf("%U is an apostrophe", r)
		}
	}
}

// TestEveryRune holds the properties that the tokenizer leans on for all of Unicode.
func TestEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		fold, lower := Fold(s), Lower(s)
		if isCore(r) && fold == "" {
			t.Errorf("%U can begin a word, but folds to nothing", r)
		}
		if isCore(r) && (isMark(r) || isIgnorable(r)) {
			t.Errorf("%U is both a letter and a mark or invisible", r)
		}
		if Fold(fold) != fold {
			t.Errorf("Fold(%U) = %q is not stable", r, fold)
		}
		if Lower(lower) != lower || !norm.NFC.IsNormalString(lower) {
			t.Errorf("Lower(%U) = %q is not stable", r, lower)
		}
	}
}

func FuzzFold(f *testing.F) {
	seeds := []string{"İSTANBUL", "i\u0307\u0308", "и'\u0306", "O’Neill", "a\xffb", "ﷺ", "ŉ", "\u0344", "ı\u0307"}
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		before := string([]byte(s))
		lower, upper, fold := Lower(s), Upper(s), Fold(s)
		if s != before {
			t.Fatal("the input was changed")
		}
		for _, got := range []string{lower, upper, fold, NFC(s)} {
			if !utf8.ValidString(got) {
				t.Fatalf("%q gives invalid UTF-8 %q", s, got)
			}
		}
		if again := Lower(lower); again != lower {
			t.Fatalf("Lower(%q) = %q, and again %q", s, lower, again)
		}
		if again := Fold(fold); again != fold {
			t.Fatalf("Fold(%q) = %q, and again %q", s, fold, again)
		}
		if joined := Fold(lower); joined != fold {
			t.Fatalf("Fold(%q) = %q, but of its lower case %q", s, fold, joined)
		}
	})
}
