package query

import (
	"testing"
	"time"
)

func TestLiteral(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if got := Literal(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	f("", "")
	f("... ?!", "")
	f(`a NEAR/5 (-b) "tarih:2026-13-01`, `\a \NEAR/5 \-b \tarih:2026-13-01`)
}

func FuzzLiteral(f *testing.F) {
	f.Add(`a NEAR/5 (-b) "tarih:2026-13-01` + "\x01\\\\ \\a")
	f.Fuzz(func(t *testing.T, text string) {
		if checkText(text) != nil || len(Literal(text)) > MaxBytes {
			return
		}
		n, _, err := ParseTree(Literal(text), time.Time{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		Walk(n, func(n Node) bool {
			switch n.(type) {
			case *All, *Word, *Group:
			default:
				t.Fatalf("%q has a %T", text, n)
			}
			return true
		})
	})
}
