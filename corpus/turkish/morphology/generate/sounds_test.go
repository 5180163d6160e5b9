package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// testLexicon has seen the given forms a few times each.
func testLexicon(forms ...string) *lexicon {
	dic := &dictionary{map[string][]string{}, map[string]bool{}}
	n := &news{map[string]int{}, map[string]int{}, map[string]map[string]int{}}
	for _, f := range forms {
		n.words[f] = 10
	}
	return newLexicon(dic, n)
}

func TestNounStems(t *testing.T) {
	l := testLexicon("saatler", "saati", "saatin", "kitaplar", "kitabı", "kitabın", "sepetler", "sepeti", "sepetin")
	f := func(word string, props []string, want ...m.Stem) {
		t.Helper()
		if diff := cmp.Diff(want, l.nounStems(word, m.Noun, props)); diff != "" {
			t.Errorf("stems of %s (-want +got):\n%s", word, diff)
		}
	}
	f("saat", nil, m.Stem{Spelling: "saat", Start: m.Noun, Conditions: m.FrontHarmony})
	f("kitap", nil, m.Stem{Spelling: "kitap", Start: m.Noun, Conditions: m.RefusesVowel},
		m.Stem{Spelling: "kitab", Start: m.Noun, Conditions: m.NeedsVowel})
	f("sepet", nil, m.Stem{Spelling: "sepet", Start: m.Noun})
	f("hak", []string{"double"}, m.Stem{Spelling: "hak", Start: m.Noun, Conditions: m.RefusesVowel},
		m.Stem{Spelling: "hakk", Start: m.Noun, Conditions: m.NeedsVowel})
	f("hacim", []string{"drop"}, m.Stem{Spelling: "hacim", Start: m.Noun, Conditions: m.RefusesVowel},
		m.Stem{Spelling: "hacm", Start: m.Noun, Conditions: m.NeedsVowel | m.FrontHarmony})
	f("kayıp", []string{"soft", "drop"}, m.Stem{Spelling: "kayıp", Start: m.Noun, Conditions: m.RefusesVowel},
		m.Stem{Spelling: "kayb", Start: m.Noun, Conditions: m.NeedsVowel})
	f("su", []string{"=suy"}, m.Stem{Spelling: "su", Start: m.Noun},
		m.Stem{Spelling: "suy", Start: m.Noun, Conditions: m.NeedsVowel})
	f("cezaevi", []string{"whole"}, m.Stem{Spelling: "cezaevi", Start: m.Possessed},
		m.Stem{Spelling: "cezaevi", Start: m.Noun, Conditions: m.RefusesVowel},
		m.Stem{Spelling: "cezaev", Start: m.Noun, Conditions: m.RefusesVowel})
}

func TestVerbStems(t *testing.T) {
	l := testLexicon()
	f := func(verb string, props []string, want ...m.Stem) {
		t.Helper()
		if diff := cmp.Diff(want, l.verbStems(verb, props)); diff != "" {
			t.Errorf("stems of %s (-want +got):\n%s", verb, diff)
		}
	}
	f("yap", nil, m.Stem{Spelling: "yap", Start: m.VerbA})
	f("gel", []string{"i"}, m.Stem{Spelling: "gel", Start: m.VerbI})
	f("başla", nil, m.Stem{Spelling: "başl", Start: m.Narrow}, m.Stem{Spelling: "başla", Start: m.VerbI})
	f("git", []string{"d"}, m.Stem{Spelling: "gid", Start: m.VerbA, Conditions: m.NeedsVowel},
		m.Stem{Spelling: "git", Start: m.VerbA, Conditions: m.RefusesVowel})
	f("çık", []string{"=çıkar"}, m.Stem{Spelling: "çıkar", Start: m.Causative}, m.Stem{Spelling: "çık", Start: m.VerbA})
}

func TestSounds(t *testing.T) {
	f := func(name, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	f("soften kitap", soften("kitap"), "kitab")
	f("soften renk", soften("renk"), "reng")
	f("soften sokak", soften("sokak"), "sokağ")
	f("soften ev", soften("ev"), "ev")
	f("drop ağız", drop("ağız"), "ağz")
	f("drop kadar", drop("kadar"), "kadar")
	f("possessor cezaevi", possessor("cezaevi"), "cezaev")
	f("possessor havaalanı", possessor("havaalanı"), "havaalan")
	f("possessor buzdolabı", possessor("buzdolabı"), "buzdolap")
	f("possessor başsavcısı", possessor("başsavcısı"), "başsavcı")
}
