package turkish

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestNameKey(t *testing.T) {
	same := func(names string) {
		t.Helper()
		all := strings.Fields(names)
		for _, name := range all {
			if NameKey(name) == "" || NameKey(name) != NameKey(all[0]) || name != all[0] && !SameName(name, all[0]) {
				t.Errorf("%s (%q) and %s (%q) should be one name", all[0], NameKey(all[0]), name, NameKey(name))
			}
		}
	}
	same("zelenskiy zelenski zelensky zelenskyy zelenskıy zelenskij")
	same("navalny navalnıy navalnyy navalni navalniy")
	same("muhammed mohammed muhammad")
	same("kuznetsov kuznetzov")
	same("sergey sergei sergej")
	same("mihail mikhail michail")
	same("gorbaçov gorbachev gorbaçev")
	same("kaddafi gaddafi qaddafi")
	same("hamaney khamenei")
	same("esad assad esed")
	same("hüseyin hussein")
	same("selman salman")
	same("yusuf youssef")
	same("chavez çavez")
	same("shakira şakira")
	same("rashid raşid rasheed")
	same("washington vaşington")
	same("netanyahou netanyahu")
	same("alexei aleksey alexey")
	same("philip filip phillip")
	same("milosevich milosevic miloseviç")
	same("erdoghan erdogan")
	same("jirinovski zhirinovsky zhirinovskiy")
	same("thomas tomas")
	same("vassily vasili vassili vasiliy")
	same("matthias mathias matias")
	same("whittaker whitaker")

	apart := func(a, b string) {
		t.Helper()
		if NameKey(a) != "" && NameKey(a) == NameKey(b) && SameName(a, b) {
			t.Errorf("%s and %s have the key %q", a, b, NameKey(a))
		}
	}
	apart("saldırı", "saldırıyı")
	apart("ikili", "içkili")
	apart("iyilik", "yıllık")
	apart("tesis", "teşhis")
	apart("hassas", "haşhaş")
	apart("mıydı", "miydi")
	apart("büyük", "bıyık")
	apart("böyle", "boyle")
	apart("siyasi", "siyâsî")
	apart("masha", "massa")
	apart("walsh", "valls")
	apart("kadın", "katın")
	apart("selim", "salim")
	apart("ebu", "abu")
	apart("steel", "still")
	apart("rutte", "route")
	apart("queen", "quinn")
	apart("hipper", "hyper")
	apart("meryl", "merrill")
	apart("stephen", "steffen")
	apart("derik", "derrick")
	apart("woolf", "wulff")
	apart("olumlu", "ölümlü")
	apart("f16nın", "f16nin")
}

func TestIrregularNames(t *testing.T) {
	others := IrregularNames("kaddafi")
	if !slices.Contains(others, "gaddafi") || slices.Contains(others, "kaddafi") {
		t.Errorf("kaddafi: got %v", others)
	}
	if others := IrregularNames("deprem"); others != nil {
		t.Errorf("deprem: got %v", others)
	}
	seen := map[string]bool{}
	for _, class := range irregularClasses {
		for _, name := range strings.Fields(class) {
			if seen[name] || name != Lower(name) || name != dotted(name) {
				t.Errorf("%s stands twice, or is not written as it is looked up", name)
			}
			seen[name] = true
		}
	}
}

func TestIsCommonWord(t *testing.T) {
	count := map[string]int{
		"kitap": 100, "kitaplar": 50, "kitapta": 4, "zelenskiy": 40, "zelenskiyi": 1, "kat": 90, "katta": 80, "put": 2, "putin": 900,
	}
	f := func(word string, want bool) {
		t.Helper()
		if got := IsCommonWord(word, func(w string) int { return count[w] }); got != want {
			t.Errorf("%s: got %v", word, got)
		}
	}
	f("kitap", true)
	f("katta", true)
	f("zelenskiy", false)
	f("putin", false)
	f("unknown", false)
}

// FuzzNamePattern: the pattern of a key matches every word that has the key.
func FuzzNamePattern(f *testing.F) {
	for _, s := range []string{"zelenskiy", "çaykovskıy", "khamenei", "maya", "aaeeiiyy", "tschüß", "djxqw", "eyiyi", "sergej", "ıyıyj", "djdjbdj"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		exact := Lower(s)
		key := NameKey(exact)
		if key == "" || !utf8.ValidString(exact) {
			return
		}
		if diff := cmp.Diff(key, NameKey(dotted(exact))); diff != "" {
			t.Fatalf("%q: the dots of i change the key:\n%s", exact, diff)
		}
		pattern := NamePattern(key)
		if strings.HasPrefix(key, irregularMark) {
			if pattern != "" {
				t.Fatalf("%q: an irregular name has the pattern %s", exact, pattern)
			}
			return
		}
		if !regexp.MustCompile("^(" + pattern + ")$").MatchString(exact) {
			t.Fatalf("%q has the key %q, whose pattern %s does not match it", exact, key, pattern)
		}
	})
}
