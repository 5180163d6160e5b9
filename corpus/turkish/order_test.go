package turkish

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	want := []string{
		"", "1 Mayıs", "12", "2", "Adana", "ağ", "ağaç", "âlem", "Antalya", "caz", "Çanakkale", "dağ", "gaz", "geç",
		"ğ", "hâl", "ısı", "Isparta", "ışık", "İstanbul", "İzmir", "jant", "okul", "Ordu", "öykü", "para", "quiz",
		"Rize", "Siirt", "Şırnak", "tuz", "ufuk", "Uşak", "üzüm", "Van", "watt", "xenon", "Yalova", "zam", "Москва",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestCompareTies(t *testing.T) {
	before := func(a, b string) {
		t.Helper()
		if Compare(a, b) != -1 || Compare(b, a) != 1 || Compare(a, a) != 0 {
			t.Errorf("%q does not stand before %q", a, b)
		}
	}
	before("hala", "hâla")
	before("Ali", "ali")
	before("ALİ", "alim")
	before("ali", "Alim")
	before("O'Neill", "ONeilm")
	before("I", "İ")
	before("ı", "i")
	before("kar yağdı", "kara")
	before("strasse", "straße")
	before("strasz", "sttasse")
}

func FuzzCompare(f *testing.F) {
	f.Add("ağaç", "AĞAÇ", "ağ")
	f.Add("i\u0307", "İ", "ß")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if Compare(a, b) != -Compare(b, a) {
			t.Fatalf("%q and %q: not antisymmetric", a, b)
		}
		if (Compare(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q: 0 is not equality", a, b)
		}
		if Compare(a, b) <= 0 && Compare(b, c) <= 0 && Compare(a, c) > 0 {
			t.Fatalf("%q, %q and %q: not transitive", a, b, c)
		}
	})
}
