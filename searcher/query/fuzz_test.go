package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// wednesday is the present of these tests.
var wednesday = time.Date(2026, 5, 20, 12, 30, 45, 0, time.UTC)

// checkTree fails unless the query is refused at a valid place, or its tree prints as itself, has valid ranges and
// keeps the promises of node.go.
func checkTree(t *testing.T, text string) {
	t.Helper()
	chars := utf8.RuneCountInString(text)
	n, repairs, err := ParseTree(text, wednesday)
	if err != nil {
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Position < 1 || wrong.Position > chars+1 || wrong.Message == "" {
			t.Fatalf("%q: error %v", text, err)
		}
		return
	}
	for _, r := range repairs {
		if r.Message == "" || !isRange(r.Range, chars) || r.Changed != n.String() {
			t.Fatalf("%q: repair %+v", text, r)
		}
	}
	Walk(n, func(n Node) bool {
		if why := broken(n); why != "" || !isRange(n.At(), chars) {
			t.Fatalf("%q has %#v: %s", text, n, why)
		}
		return true
	})
	printed := n.String()
	if len(printed) > MaxBytes {
		return
	}
	for _, now := range [...]time.Time{wednesday, {}} {
		again, _, err := ParseTree(printed, now)
		if err != nil {
			t.Fatalf("%q prints as %q, which is refused: %v", text, printed, err)
		}
		if want, got := signature(n), signature(again); want != got {
			t.Fatalf("%q prints as %q, which is another query, %q:\n%s\n%s", text, printed, again, want, got)
		}
	}
}

// signature tells any two trees apart, ranges aside. (The time cmp takes is exponential in the depth of a tree.)
func signature(n Node) string {
	var b strings.Builder
	Walk(n, func(n Node) bool {
		fmt.Fprintf(&b, "%T ", n)
		if d, ok := n.(*DateRange); ok {
			fmt.Fprint(&b, d.From.Unix(), d.To.Unix())
		}
		return true
	})
	return b.String() + shape(n)
}

func isRange(r Range, chars int) bool { return 1 <= r.From && r.From <= r.To && r.To <= chars+1 }

// broken returns which promise of node.go n breaks, "" for none.
func broken(n Node) string {
	for _, child := range children(n) {
		switch {
		case child.At().From < n.At().From || child.At().To > n.At().To:
			return "a child is outside its parent"
		case is[*All](child):
			return "All is part of another node"
		case is[*And](n) && is[*And](child) || is[*Or](n) && is[*Or](child):
			return "children should be flat"
		}
	}
	switch n := n.(type) {
	case *Word:
		switch {
		case strings.ContainsAny(n.Text, "\"() \n") || !hasToken(n.Text):
			return "the text of a word"
		case n.Edits < 0 || n.Edits > MaxEdits || n.Edits > 0 && (n.Exact || n.Pattern):
			return "edits"
		case n.Pattern && strings.Count(n.Text, "*")+strings.Count(n.Text, "?") > MaxWildcards:
			return "wildcards"
		}
	case *Phrase:
		if strings.Contains(n.Text, `"`) || !hasToken(n.Text) || n.Slop < 0 || n.Slop > MaxDistance {
			return "phrase"
		}
	case *Near:
		if !nearable(n.A) || !nearable(n.B) || n.Distance < 1 || n.Distance > MaxDistance {
			return "near"
		}
	case *AtLeast:
		if !nearable(n.Child) || n.Count < 1 || n.Count > MaxDistance {
			return "at least"
		}
	case *And, *Or, *SameParagraph, *Group:
		if len(children(n)) < 2 {
			return "one child"
		}
	case *Boost:
		if n.Factor < MinFactor || n.Factor > MaxFactor {
			return "factor"
		}
	case *DateRange:
		if n.From.IsZero() && n.To.IsZero() || !n.From.IsZero() && !n.To.IsZero() && !n.From.Before(n.To) {
			return "dates"
		}
	}
	return ""
}

func is[T Node](n Node) bool { _, ok := n.(T); return ok }

func FuzzParseTree(f *testing.F) {
	for _, s := range []string{
		"", "*", `a w/p b`, `\w/p \yakın5 x`, `deprem -"kar url:a/*/b adres:x`,
		"deprem", "deprem -sel +İzmir", `"kar yağışı" ~"kar yağmak"~5^2`, "a AND b OR NOT c", "(a b) AND -(c d)",
		"VE", "a VE VE b DEĞİL", "başlık:(a b)^2 kaynak:AA", "kategori:-spor", "seç*m? =seçim sec~2 a~^3", "ENAZ3(a b)^2",
		"a NEAR/5 b yakın/3 c", "a ÖNCE/2 (b OR c)", "a PARAGRAF b SAME c", "tarih:dün", "tarih:son 7 gün a",
		"tarih:2026-05..2026-06", "after:2026-05-01 önce:2026-06-01", "güncelleme:(2026)", "deprem son 7 gün",
		"geçen hafta sonu deprem", `\son 7 gün`, `\AND \-5 \kaynak:AA =\VE^2`, "İSTANBUL VE ANKARA", "55\" ekran “Barış”ı",
		"«a \"b\" c» (((", ")) a^b^2~1", "https://x.org/a?b=c*d saat 15:09 foo:bar AK Parti:", "a\x00b\u0085\u200b",
		"tarih:2026-05-01T10:00:00Z..", "tarih:1.1.1900 01:00", "(a OR b) -c +d e", "kaynak:AA OR kaynak:DHA -x",
		"(kaynak:AA)^2 (tarih:dün)^3 x", "(NOT a) b", "NOT NOT a", "a SAME (b SAME c)", "enaz2 \"x\"", "www.x.org?a=b^2",
	} {
		f.Add(s)
	}
	f.Fuzz(checkTree)
}
