package query

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// treeIs returns a function that wants the shape of a query seen from wednesday, and the places of its repairs; the
// query must also keep the promises of every tree.
func treeIs(t *testing.T) func(text, want string, repairs ...string) {
	return func(text, want string, repairs ...string) {
		t.Helper()
		n, got, err := ParseTree(text, wednesday)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			return
		}
		if shape(n) != want {
			t.Errorf("%q is %s, want %s", text, shape(n), want)
		}
		var places []string
		for _, r := range got {
			places = append(places, fmt.Sprintf("%d-%d", r.From, r.To))
		}
		if diff := cmp.Diff(repairs, places); diff != "" {
			t.Errorf("%q, repairs %v (-want +got):\n%s", text, got, diff)
		}
		checkTree(t, text)
	}
}

func TestTreeErrors(t *testing.T) {
	f := func(text string, position int, message string) {
		t.Helper()
		_, _, err := ParseTree(text, wednesday)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Position != position || !strings.Contains(wrong.Message, message) {
			t.Errorf("%.80q: got %v, want %q at character %d", text, err, message, position)
		}
	}
	f("şş\xff", 3, "UTF-8")
	f(strings.Repeat("ş", MaxBytes/2+1), MaxBytes/2, "shorten")
	f(strings.Repeat("(", 10_000)+"a", MaxNesting+1, "nested")
	f(strings.Repeat("başlık:(", MaxNesting+1)+"a", 8*MaxNesting+8, "nested")
	f("a"+strings.Repeat(" NEAR/1 a", MaxNesting), 1, "nested")
	f(`"`+strings.Repeat("a ", MaxTerms)+`a"`, 1, "words")
	f(strings.Repeat("+a ", MaxTerms+1), 3*MaxTerms+1, "words")
	f("("+strings.Repeat("a ", MaxTerms+1)+")", 2*MaxTerms+2, "words")
	f(strings.Repeat("a* ", MaxPatterns+1), 3*MaxPatterns+1, "at most 64")
	f(strings.Repeat("ab~ ", MaxPatterns+1), 4*MaxPatterns+1, "at most 64")
	f(strings.Repeat("a*", MaxWildcards+1), 1, "at most 8")
	f("şu tarih:2026-13-01", 10, "month 13")
	f("after:35.01.2026", 7, "day 35")
	f("tarih:2026-06..2026-05", 7, "ends before")
	f("tarih:..", 7, "empty")
	f("after:..2026", 7, "open")
	f("a (b AND c) NEAR/3 d", 4, "alternatives")
	f("a NEAR/3 tarih:dün", 10, "alternatives")
	f("a NEAR/3 başlık:b", 10, "alternatives")
	f("a NEAR/3 -b", 10, "excluded")
	f("a NEAR/3 NOT b", 10, "excluded")
	f("(a SAME b) NEAR/3 c", 2, "alternatives")
	f("ENAZ3(a AND b)", 6, "counts")
	f("ENAZ3(a -b)", 6, "counts")
}

func TestTreeWithoutNow(t *testing.T) {
	if _, _, err := ParseTree("tarih:dün", time.Time{}); err == nil {
		t.Error("tarih:dün has a meaning without a present")
	}
	f := func(text, want string) {
		t.Helper()
		n, repairs, err := ParseTree(text, time.Time{})
		if err != nil || len(repairs) > 0 || shape(n) != want {
			t.Errorf("%q: got %v, %v, %v, want %s", text, n, repairs, err, want)
		}
	}
	f("tarih:2026-05", "date[2026-05-01 2026-06-01]")
	f("deprem geçen hafta", "group(deprem geçen hafta)")
}

func TestTreeRanges(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		n, _, err := ParseTree(text, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		Walk(n, func(n Node) bool {
			got = append(got, fmt.Sprintf("%d-%d %s", n.At().From, n.At().To, n))
			return true
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f(" ışık ", "2-6 ışık")
	f("ı -ş", "1-5 ı -ş", "1-2 ı", "4-5 ş")
	f(`ş ~"ı i"~2^3`, `1-13 ş ~"ı i"~2^3`, "1-2 ş", `3-13 ~"ı i"~2^3`, `3-11 ~"ı i"~2`)
	f("başlık:(a b)", "1-13 title:(a b)", "9-12 a b", "9-10 a", "11-12 b")
	f("a ÖNCE/2 b VE c", "1-16 (a PRE/2 b) AND c", "1-11 a PRE/2 b", "1-2 a", "10-11 b",
		"15-16 c")
	f("a tarih:dün", "1-12 a AND date:2026-05-19", "1-2 a", "3-12 date:2026-05-19")
	f("  ", "1-3 *")
}

func TestTreeLongText(t *testing.T) {
	text := strings.Repeat("ab ", MaxTerms+50)
	n, repairs, err := ParseTree(text, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(n.(*Group).Members); got != MaxTerms {
		t.Errorf("%d words are left, want %d", got, MaxTerms)
	}
	if len(repairs) != 1 || repairs[0].From != 3*MaxTerms+1 {
		t.Errorf("repairs %v", repairs)
	}
}

func TestTreeHostile(t *testing.T) {
	for _, s := range []string{"(", ")", `"`, "«\"", "+", "-", "~", "^", "*", `\`, "a:", "tarih:", "tarih:(", `tarih:"`,
		"tarih:1 ", "AND ", "NOT ", "a AND ", "a OR ", "a NEAR/5 ", "a SAME ", "ENAZ2(", "ENAZ2 ", "a(", "(a ", "-(a tarih:dün ",
		"kaynak:a ", "a^2", "a~ ", "=", "son ", "\x00", "“a”ı", "a b c d "} {
		checkTree(t, s)
		checkTree(t, strings.Repeat(s, 70))
		checkTree(t, strings.Repeat(s, MaxBytes/len(s)))
		checkTree(t, strings.Repeat(s, 30)+"x"+strings.Repeat(")", 30))
	}
}

// Text from anywhere is words.
func TestTreeHeadlines(t *testing.T) {
	words := strings.Fields(`İstanbul'da deprem Bakan: “ ” açıkladı; yüzde 5,5 – — Cumhurbaşkanı TBMM'de ve veya değil
		17.08.1999 15:09 3-0 %25 ₺500 Türkiye’nin Rusya-Ukrayna AK Parti: neden? Nasıl?Niçin işte! ... … • | / & Ağrı'da
		#gündem @hesap 2.500 C-130 kız çocuğu (AA) 'özel' haber.example https://haber.example/a?b=c&d=e~f^2
		A/B [video] {not} x=y 1+1 2^ a_b son dakika: 10.000'den Ocak-Mart S-400 é 日本 🙂 near`)
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var text []string
		for range 1 + random.IntN(14) {
			text = append(text, words[random.IntN(len(words))])
		}
		headline := strings.Join(text, " ")
		if random.IntN(4) == 0 {
			headline = strings.ToUpper(headline + " açıklandı")
		}
		checkWords(t, headline)
	}
}

func checkWords(t *testing.T, headline string) {
	t.Helper()
	n, _, err := ParseTree(headline, wednesday)
	if err != nil {
		t.Fatalf("%q: %v", headline, err)
	}
	Walk(n, func(n Node) bool {
		switch n := n.(type) {
		case *Group:
			for _, m := range n.Members {
				if m.Occur != Should {
					t.Fatalf("%q has a sign at %v", headline, m.Node.At())
				}
			}
		case *Word:
			if n.Exact || n.Pattern || n.Edits > 0 {
				t.Fatalf("%q has %s", headline, shape(n))
			}
		case *Phrase, *All:
		default:
			t.Fatalf("%q has %T", headline, n)
		}
		return true
	})
}

func TestPrefix(t *testing.T) {
	f := func(text, want string, wantOK bool) {
		t.Helper()
		n, _, err := ParseTree(text, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := n.(*Word).Prefix(); got != want || ok != wantOK {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
	f("seç*", "seç", true)
	f("s*ç*", "", false)
	f("s?ç*", "", false)
	f("s*ç", "", false)
	f("seç", "", false)
	f(`\seç*`, "", false)
}

func TestRepairChanged(t *testing.T) {
	_, repairs, err := ParseTree(`(deprem AND "kar`, wednesday)
	if err != nil || len(repairs) != 2 {
		t.Fatal(repairs, err)
	}
	want := Repair{Range{13, 14}, "a quote without its partner is ignored", "deprem AND kar"}
	if diff := cmp.Diff(want, repairs[0]); diff != "" {
		t.Error(diff)
	}
	if got := repairs[0].String(); got != "a quote without its partner is ignored (character 13)" {
		t.Error(got)
	}
}
