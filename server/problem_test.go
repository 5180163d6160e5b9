package server

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/searcher"
	querylanguage "github.com/haberara/haberara/searcher/query"
)

// TestInTurkish has the language itself refuse queries, so that its words and ours do not part.
func TestInTurkish(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		_, _, err := querylanguage.ParseTree(text, time.Now())
		var wrong *querylanguage.Error
		ok := errors.As(err, &wrong)
		if !ok {
			t.Fatalf("%s: %v is no error of the language", text, err)
		}
		got := inTurkish(&searcher.RequestError{Field: "q", Position: wrong.Position, Message: wrong.Message})
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q does not say %q", text, got, want)
		}
	}
	f("tarih:2026-13-01", "7. karakterden başlayan bölümü aranamıyor: bu bir tarih değil")
	f("faiz YAKIN/5 (a VE b)", "YAKIN ve ÖNCE yanında yalnızca")
	f("faiz YAKIN/5 -karar", "YAKIN ve ÖNCE yanında yalnızca")
	f(strings.Repeat("(", 65)+"a"+strings.Repeat(")", 65), "çok fazla sözcük")
}
