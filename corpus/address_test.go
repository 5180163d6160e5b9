package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestAddressParts(t *testing.T) {
	f := func(address string, wild bool, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, AddressParts(address, wild), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", address, diff)
		}
	}
	f("", false)
	f("https://", false, "https")
	f("https://www.ege.example/Spor/IŞIK-42.html?id=7#a_b", false, "ege", "example", "spor", "isik", "42", "html", "id", "7", "a", "b")
	f("HTTP://ege.example/G%C3%BCndem", false, "ege", "example", "gundem")
	f("ege.example/%zz/100%", false, "ege", "example", "zz", "100")
	f("www.ege.example", false, "ege", "example")
	f("www", false, "www")
	f("com/*/se*m", true, "com", "*", "se*m")
	f("com/*/se*m", false, "com", "se", "m")
}

func FuzzAddressParts(f *testing.F) {
	for _, address := range []string{"", "https://www.ege.example/a?b=c", "%C4%B0/%00/\x00", "a\u0301*İ.\xff"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		for _, wild := range []bool{false, true} {
			for _, part := range AddressParts(address, wild) {
				if part == "" || strings.ContainsAny(part, "/\x00 ") || utf8.ValidString(address) && !utf8.ValidString(part) {
					t.Fatalf("%q has the part %q", address, part)
				}
			}
		}
	})
}
