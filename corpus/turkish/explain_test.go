package turkish

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// explained are the rules of a text as lines, but for those that say that a term is what was written.
func explained(t *testing.T, e Explainer, text string) []string {
	t.Helper()
	all, err := e.Explain(text)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, x := range all {
		for _, r := range x.Rules {
			if r.Name != "as written" && r.Name != "as exact" && r.Name != "not a word" && r.Name != "less likely reading" {
				lines = append(lines, string(r.Part)+": "+r.Name+": "+r.Detail)
			}
		}
	}
	return lines
}

func TestExplain(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, explained(t, Explainer{}, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	f("", []string(nil)...)
	f("İzmir’in", "token: endings behind an apostrophe cut: ’in", "exact: dotted İ: İ → i", "exact: lower case: İzmir → izmir",
		"lemma: lexicon: izmir, name")
	f("KAPI", "exact: dotless I: I → ı", "exact: lower case: KAPI → kapı", "exact: diacritics kept: kapı",
		"lemma: lexicon: kapı, noun", "fold: diacritics taken off: kapı → kapi")
	f("ev", "lemma: lexicon: ev, noun")
	f("evde", "lemma: lexicon: ev, noun", "lemma: endings: loc")
	f("O'Brien", "token: apostrophe kept: 'Brien is no chain of endings", "exact: signs taken out: O'Brien → OBrien",
		"exact: lower case: OBrien → obrien", "lemma: unknown word: obrien, name")
	f("T.C.", "exact: signs taken out: T.C. → TC", "exact: lower case: TC → tc", "lemma: unknown word: tc, name")
	f("secim", "lemma: diacritics of the lexicon: secim → seçim", "lemma: lexicon: seçim, noun", "root: derived from: seçim ← seç")
	f("i\u0307nsan", "exact: lower case: i̇nsan → insan", "lemma: lexicon: insan, noun")
	f("cafe\u0301", "exact: letters composed: café", "exact: diacritics kept: café",
		"lemma: unknown word: café, name", "fold: diacritics taken off: café → cafe")
	f("1.500,75", "exact: number: 1.500,75 → 1500.75")
	f("12üncü", "token: endings behind a number cut: üncü", "exact: number: 12")
	f("%8", "exact: percent sign spoken: % → yüzde", "fold: diacritics taken off: yüzde → yuzde", "exact: number: 8")
	f("₺9", "exact: currency named: ₺ → lira", "exact: number: 9")
	f("03.01.2024", "exact: part of a date: 03 → 3", "exact: month named: 01 → ocak", "exact: part of a date: 2024")
	f("saat 9.05", "lemma: lexicon: saat, noun (front vowels)", "exact: time of day: 9.05 → 09:05")
	f("https://Ornek.example/", "exact: address: https://Ornek.example/ → ornek.example")
	f("Zelensky", "exact: lower case: Zelensky → zelensky", "lemma: unknown word: zelensky, name",
		"query: name key: zelenski")
	f("TBMM", "exact: lower case: TBMM → tbmm", "lemma: lexicon: tbmm, name",
		"query: abbreviation: tbmm → Türkiye Büyük Millet Meclisi")
	f("ab", "lemma: lexicon: ab, name")
}

// TestExplainStems: the sound change between a word and its stem is told.
func TestExplainStems(t *testing.T) {
	f := func(word, want string) {
		t.Helper()
		for _, line := range explained(t, Explainer{}, word) {
			if got, ok := strings.CutPrefix(line, "lemma: lexicon: "); ok {
				if got != want {
					t.Errorf("%s: got %q, want %q", word, got, want)
				}
				return
			}
		}
		t.Errorf("%s is not in the lexicon", word)
	}
	f("dolabı", "dolap, noun, as dolab- (softening)")
	f("ağacı", "ağaç, noun, as ağac- (softening)")
	f("rengi", "renk, noun, as reng- (softening)")
	f("ekmeği", "ekmek, noun, as ekmeğ- (softening)")
	f("gidiyor", "git, verb, as gid- (softening)")
	f("burnu", "burun, noun, as burn- (vowel drop)")
	f("kaybı", "kayıp, noun, as kayb- (softening, vowel drop)")
	f("affı", "af, noun, as aff- (doubling)")
	f("tıbbı", "tıp, noun, as tıbb- (softening, doubling)")
	f("suyu", "su, noun, as suy- (added y)")
	f("bekliyor", "bekle, verb, as bekl- (narrowing)")
	f("yiyecek", "yiyecek, noun")
	f("saatler", "saat, noun (front vowels)")
	f("bana", "ben, particle, as bana (irregular)")
	f("kalemi", "kalem, noun")
	f("Ankara'da", "ankara, name")
}

func TestExplainSiteWords(t *testing.T) {
	synonyms, err := ReadSynonyms("s", strings.NewReader("araba, binek araç\nTBMM => meclis"))
	if err != nil {
		t.Fatal(err)
	}
	protected, err := ReadWords("p", strings.NewReader("zelensky"))
	if err != nil {
		t.Fatal(err)
	}
	f := func(text string, want ...string) {
		t.Helper()
		got := slices.DeleteFunc(explained(t, Explainer{synonyms, protected}, text), func(line string) bool {
			return !strings.HasPrefix(line, string(QueryPart))
		})
		if diff := cmp.Diff(append([]string{}, want...), append([]string{}, got...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	f("araba", "query: synonym: araba → binek araç")
	f("eski binek araç", "query: synonym: binek araç → araba")
	f("TBMM", "query: synonym: tbmm → meclis")
	f("Zelensky", "query: protected word: searched for as typed")
	f("binek Zelensky araç", "query: protected word: searched for as typed")
	f("Zelenskiy", "query: name key: zelenski")
}

// FuzzExplain: the terms are those of the Analyzer, and each has a rule.
func FuzzExplain(f *testing.F) {
	for _, text := range []string{"İSTANBUL’DAKİ 3'üncü %25 O'Neill", "bana 17.08.1999 $500 T.C.'nin", "\xff'e \u0307I", "(AB)'nin #Gündem",
		sentence} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := Explainer{}.Explain(text)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		NewAnalyzer().Analyze(text, func(token Token, s Signals) bool {
			x := all[i]
			i++
			if x.Token != token || x.Signals != s {
				t.Fatalf("%q: token %d is %v %v, the analyzer says %v %v", text, i, x.Token, x.Signals, token, s)
			}
			has := map[Part]bool{}
			for _, r := range x.Rules {
				has[r.Part] = true
				if r.Name == "" || utf8.ValidString(text) && !utf8.ValidString(r.Detail) {
					t.Fatalf("%q: rule %q of %q", text, r, s.Exact)
				}
			}
			if !has[ExactPart] || !has[LemmaPart] || !has[FoldPart] || has[RootPart] != (s.Root != "") {
				t.Fatalf("%q: the rules of %q are %v", text, s.Exact, x.Rules)
			}
			return true
		})
		if i != len(all) {
			t.Fatalf("%q: %d tokens, the analyzer has %d", text, len(all), i)
		}
	})
}
