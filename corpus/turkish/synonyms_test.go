package turkish

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// typedWords are the words of a text, in capitals where they are typed so.
func typedWords(text string) []QueryWord {
	var words []QueryWord
	NewAnalyzer().Analyze(text, func(t Token, s Signals) bool {
		base := text[t.Start:t.BaseEnd]
		words = append(words, QueryWord{s, base == Upper(base)})
		return true
	})
	return words
}

func synonymTexts(s *Synonyms, typed string) (int, []string) {
	n, others := s.Of(typedWords(typed))
	var texts []string
	for _, o := range others {
		texts = append(texts, o.Text)
	}
	return n, texts
}

func TestSynonyms(t *testing.T) {
	s, err := ReadSynonyms("synonyms.txt", strings.NewReader("\uFEFF# cars\r\n\n"+
		"otomobil, araba, binek araç # all three\n"+
		"AB!, Avrupa Birliği\n"+
		"koronavirüs => COVID-19, korona\n"+
		"aşı, aşılama\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := func(typed string, length int, want ...string) {
		t.Helper()
		n, got := synonymTexts(s, typed)
		if diff := cmp.Diff(want, got); diff != "" || n != length {
			t.Errorf("%s: length %d, want %d (-want +got):\n%s", typed, n, length, diff)
		}
	}
	f("araba", 1, "otomobil", "binek araç")
	f("ARABA", 1, "otomobil", "binek araç")
	f("binek araç satışı", 2, "otomobil", "araba")
	f("binek arac", 2, "otomobil", "araba")
	f("binek", 0)
	f("AB ülkeleri", 1, "Avrupa Birliği")
	f("AB'nin", 1, "Avrupa Birliği")
	f("ab", 0)
	f("avrupa birliği'nde", 2, "AB")
	f("koronavirus", 1, "COVID-19", "korona")
	f("korona", 0)
	f("covid-19", 0)
	f("asi", 1, "aşılama")
	f("âşı", 0)
	f("", 0)
	if s.Len() != 8 {
		t.Errorf("%d members have synonyms, want 8", s.Len())
	}
}

func TestSynonymErrors(t *testing.T) {
	f := func(file string, want ...string) {
		t.Helper()
		_, err := ReadSynonyms("s.txt", strings.NewReader(file))
		if err == nil {
			t.Fatalf("%q: no error", file)
		}
		if diff := cmp.Diff(strings.Join(want, "\n"), err.Error()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", file, diff)
		}
	}
	f("a, b\nc\n", `s.txt:2: there is only one member: write "a, b" or "a => b"`)
	f("a, b\n\nb, c\n", `s.txt:3: "b" stands on line 1 already; put all that it means on one line`)
	f("a => b\na => c", `s.txt:2: "a" stands on line 1 already; put all that it means on one line`)
	f("a, b\nA => c", `s.txt:2: "A" stands on line 1 already; put all that it means on one line`)
	f("a, b, A", `s.txt:1: "A" stands twice in the line`)
	f("a => b, a", `s.txt:1: "a" stands twice in the line`)
	f("a, , b\n=> c\nd =>", "s.txt:1: there is a member missing beside a comma or =>",
		"s.txt:2: there is a member missing beside a comma or =>", "s.txt:3: there is a member missing beside a comma or =>")
	f("a => b => c", `s.txt:1: there are two "=>"`)
	f("a, !!", `s.txt:1: "!!" has no letter or digit`)
	f("a, b\xff", "s.txt:1: this is not UTF-8")
	f("a, b\x00", "s.txt:1: control character U+0000 is not allowed")
	f("a, "+strings.Repeat("b ", MaxSynonymWords+1), `s.txt:1: "b b b b b b b b b b b" has more than 10 words`)
	f("a => "+strings.Repeat("b,", maxSynonymMembers)+"c", "s.txt:1: there are more than 16 members")
	f(strings.Repeat("x", maxListBytes+1), "s.txt: the file is larger than 4194304 bytes")
	f(strings.Repeat("\n", maxListLines)+"a, b", "s.txt:50001: the file has more than 50000 lines")
	if _, err := ReadSynonyms("s.txt", strings.NewReader(strings.Repeat("a\n", 100))); strings.Count(err.Error(), "\n") != 19 {
		t.Errorf("of 100 wrong lines %d are told, want 20", strings.Count(err.Error(), "\n")+1)
	}
}

func TestProtected(t *testing.T) {
	w, err := ReadWords("p.txt", strings.NewReader("# names\nMavi\nSelin # the singer\n"))
	if err != nil {
		t.Fatal(err)
	}
	has := func(typed string) bool { return w.Has(typedWords(typed)[0].Signals) }
	if !has("mavi") || !has("SELİN'E") || has("mavili") || w.Len() != 2 || (*Words)(nil).Has(Signals{Exact: "mavi"}) {
		t.Errorf("mavi and selin should be protected, and nothing else")
	}
	_, err = ReadWords("p.txt", strings.NewReader("iki kelime\nbir\n?\nBir\n"))
	want := "p.txt:1: \"iki kelime\" is not one word\np.txt:3: \"?\" is not one word\np.txt:4: \"Bir\" stands on line 2 already"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want\n%s", err, want)
	}
	s, err := ReadSynonyms("s.txt", strings.NewReader("gök, mavi\nselin => kız"))
	if err != nil {
		t.Fatal(err)
	}
	want = "s.txt:1: \"mavi\" has synonyms, but is protected by line 2 of the protected words\n" +
		"s.txt:2: \"selin\" has synonyms, but is protected by line 3 of the protected words"
	if err := CheckProtected("s.txt", s, w); err == nil || err.Error() != want {
		t.Errorf("got %v, want\n%s", err, want)
	}
	if err := CheckProtected("s.txt", nil, w); err != nil {
		t.Errorf("no synonyms: %v", err)
	}
}

func TestAbbreviations(t *testing.T) {
	s, err := Abbreviations()
	if err != nil {
		t.Fatal(err)
	}
	f := func(typed string, want ...string) {
		t.Helper()
		if _, got := synonymTexts(s, typed); cmp.Diff(want, got) != "" {
			t.Errorf("%s: got %v, want %v", typed, got, want)
		}
	}
	f("AB", "Avrupa Birliği")
	f("ab")
	f("avrupa birligi", "AB")
	f("tbmm", "Türkiye Büyük Millet Meclisi")
	f("TBMM'de", "Türkiye Büyük Millet Meclisi")
	f("imf", "Uluslararası Para Fonu")
	f("IMF", "Uluslararası Para Fonu")
	f("tuik", "Türkiye İstatistik Kurumu")
	f("AKP", "AK Parti", "Adalet ve Kalkınma Partisi")
	f("ak parti", "AKP", "Adalet ve Kalkınma Partisi")
	f("TİP", "Türkiye İşçi Partisi")
	f("tip")
	f("var")
	f("yaş")
	f("yok")
	f("askı")
	f("aski")
	f("ağıt")
	f("türk iş")
	f("YÖK", "Yükseköğretim Kurulu")
	f("TÜRK-İŞ", "Türkiye İşçi Sendikaları Konfederasyonu")
	f("insansız hava aracı", "İHA")
	f("İHA", "insansız hava aracı", "İhlas Haber Ajansı")
	f("Fed", "ABD Merkez Bankası", "Amerikan Merkez Bankası")
	if s.Len() < 240 {
		t.Errorf("only %d forms", s.Len())
	}
}

// FuzzSynonyms: what is read is found again, whatever the file holds.
func FuzzSynonyms(f *testing.F) {
	for _, s := range []string{"a, b", "a => b", "AB!, Avrupa Birliği # x", "\uFEFFa,b\r\n", "a,,b", "ı, I", "1.500, 17.08.1999 => x", "=>", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file string) {
		s, err := ReadSynonyms("s", strings.NewReader(file))
		if err != nil {
			if !utf8.ValidString(err.Error()) {
				t.Fatalf("the error is not UTF-8: %q", err)
			}
			return
		}
		for key, e := range s.entries {
			words := make([]QueryWord, len(e.Words))
			for i, w := range e.Words {
				words[i] = QueryWord{w, true}
			}
			n, others := s.Of(words)
			if n != len(words) || len(others) != len(e.others) || len(others) == 0 {
				t.Fatalf("%q: found %d words with %d synonyms, want %d with %d", key, n, len(others), len(words), len(e.others))
			}
		}
		if _, err := ReadWords("w", strings.NewReader(file)); err != nil && !utf8.ValidString(err.Error()) {
			t.Fatalf("the error is not UTF-8: %q", err)
		}
	})
}
