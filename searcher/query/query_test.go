package query

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParse(t *testing.T) {
	f := func(text string, want ...Clause) {
		t.Helper()
		got, err := Parse(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(Query(want), got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("")
	f("  \t\n ")
	f("ışık", Clause{Text: "ışık", Position: 1})
	f(" ışık  IŞIK", Clause{Text: "ışık", Position: 2}, Clause{Text: "IŞIK", Position: 8})
	f("+a -b", Clause{Occur: Must, Text: "a", Position: 2}, Clause{Occur: MustNot, Text: "b", Position: 5})
	f(`"a b" c`, Clause{Occur: Must, Phrase: true, Text: "a b", Position: 2}, Clause{Text: "c", Position: 7})
	f(`-"a b"`, Clause{Occur: MustNot, Phrase: true, Text: "a b", Position: 3})
	f(`«a b» “c”`, Clause{Occur: Must, Phrase: true, Text: "a b", Position: 2},
		Clause{Occur: Must, Phrase: true, Text: "c", Position: 8})
	f(`"a b`, Clause{Text: "a", Position: 2}, Clause{Text: "b", Position: 4})
	f(`a"b`, Clause{Text: "a", Position: 1}, Clause{Text: "b", Position: 3})
	f(`"a" -"b c`, Clause{Occur: Must, Phrase: true, Text: "a", Position: 2},
		Clause{Text: "b", Position: 7}, Clause{Text: "c", Position: 9})
	f("- + \"\" ")
	f("Rusya-Ukrayna", Clause{Text: "Rusya-Ukrayna", Position: 1})
	f("O'Neill", Clause{Text: "O'Neill", Position: 1})
}

func TestErrors(t *testing.T) {
	f := func(text string, position int) {
		t.Helper()
		_, err := Parse(text)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Position != position {
			t.Errorf("%q: got %v, want an error at character %d", text, err, position)
		}
	}
	f("şş\x00", 3)
	f("ş\x1b[0m", 2)
	f("ab\xff", 3)
	f("\u0085a\u0080", 3)
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a b", `+"a b" -c`, "--a", "+-a", "“x” y\"z", "\ufffd", "a\u00a0b", "-\"", "+ +"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			t.Fatalf("%q prints as %q, which is refused: %v", text, q.String(), err)
		}
		if diff := cmp.Diff(q, again, cmpopts.IgnoreFields(Clause{}, "Position"), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%q prints as %q, which is another query:\n%s", text, q.String(), diff)
		}
	})
}
