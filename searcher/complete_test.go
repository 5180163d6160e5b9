package searcher

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus"
)

func TestComplete(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	title := func(id, text string) *corpus.Article {
		return &corpus.Article{ID: id, Title: text, Body: "seçmece seçmece"}
	}
	for _, batch := range [][]*corpus.Article{
		{title("a", "Seçim günü"), title("b", "Seçim'e doğru seçmen"), title("c", "Seçmen seçimi bekliyor"), title("d", "Seçenek")},
		{title("e", "SEÇİM sonucu"), title("f", "seçki")},
	} {
		if _, err := w.Upsert(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
	}
	f := func(prefix string, n int, want ...Completion) {
		t.Helper()
		s := open(t, dir)
		got, err := s.Complete(context.Background(), prefix, n)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", prefix, diff)
		}
	}
	f("sec", 3, Completion{"seçim", 3}, Completion{"seçmen", 2}, Completion{"seçenek", 1})
	f("SEÇİM", 9, Completion{"seçim", 3}, Completion{"seçimi", 1})
	f("seçmece", 9)
	f("", 9)
	f("?!", 9)
	if _, err := w.Delete(context.Background(), []string{"a", "b", "e", "d"}); err != nil {
		t.Fatal(err)
	}
	f("sec", 9, Completion{"seçimi", 1}, Completion{"seçki", 1}, Completion{"seçmen", 1})
	s := open(t, dir)
	for _, n := range []int{0, -1, MaxCompletions + 1} {
		var wrong *RequestError
		if _, err := s.Complete(context.Background(), "a", n); !errors.As(err, &wrong) {
			t.Errorf("%d completions: got %v, want a RequestError", n, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Complete(ctx, "a", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}
