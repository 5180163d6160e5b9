package query

import "testing"

func TestReplace(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		n, _, err := ParseTree(text, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		before, by := n.String(), map[Node]Node{}
		Walk(n, func(n Node) bool {
			switch w, _ := n.(*Word); {
			case w == nil:
			case w.Text == "gone":
				by[n] = nil
			case w.Text == "old":
				by[n] = &Word{Range: w.Range, Text: "new"}
			}
			return true
		})
		got := ""
		if left := Replace(n, by); left != nil {
			got = left.String()
			if why := broken(left); why != "" {
				t.Errorf("%s becomes %s: %s", text, got, why)
			}
		}
		if got != want || n.String() != before {
			t.Errorf("%s becomes %s, want %s; what it was made of is %s", text, got, want, n)
		}
	}
	f("a", "a")
	f("old", "new")
	f("gone", "")
	f("a old gone", "a new")
	f("+a -old", "+a -new")
	f("+a -gone", "a")
	f("-a gone", "NOT a")
	f("a AND gone AND b", "a AND b")
	f("a AND gone", "a")
	f("gone AND gone", "")
	f("(a OR gone) AND (old OR b)", "a AND (new OR b)")
	f("NOT gone", "")
	f("a AND NOT old", "a AND NOT new")
	f("old^2 gone^3", "new^2")
	f("title:(old gone) date:2026", "title:new AND date:2026-01-01..2026-12-31")
	f("a NEAR/3 old", "a NEAR/3 new")
	f("b (a NEAR/3 gone)", "b")
	f("old SAME a", "new SAME a")
	f("gone SAME a", "")
	f("ATLEAST3(old) ATLEAST2(gone)", "ATLEAST3(new)")
	f(`"old gone" a*`, `"old gone" a*`)
}
