package searcher

import (
	"context"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

// What is kept is there even while somebody makes something else that costs much.
func TestKeptDoesNotWait(t *testing.T) {
	day := time.Date(2026, 5, 17, 0, 0, 0, 0, corpus.Istanbul)
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(context.Background(), usualDaysOf(day, "Belediye yolu onardı")); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithCache(1<<20))
	ask := map[string]func(context.Context) error{
		"trending": func(ctx context.Context) error {
			_, err := s.Trending(ctx, DayOf(day), 5)
			return err
		},
		"headlines": func(ctx context.Context) error {
			_, err := s.Headlines(ctx, DayOf(day), 5)
			return err
		},
	}
	for name, f := range ask {
		if err := f(context.Background()); err != nil {
			t.Fatal(name, err)
		}
	}
	s.view.Load().making <- struct{}{}
	impatient, cancel := context.WithCancel(context.Background())
	cancel()
	for name, f := range ask {
		if err := f(impatient); err != nil {
			t.Errorf("%s waits for what somebody else makes: %v", name, err)
		}
	}
}

// All searches of a minute share the momenta of the stories.
func TestMomentaOfAMinute(t *testing.T) {
	day := time.Date(2026, 5, 17, 0, 0, 0, 0, corpus.Istanbul)
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(context.Background(), usualDaysOf(day, "Belediye yolu onardı")); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithCache(1<<20))
	f := func(after time.Duration, kept int64) int64 {
		t.Helper()
		r := Request{Sort: ByTrending, Page: 2, PageSize: 1, Now: day.Add(3*time.Hour + after)}
		if _, err := s.Search(context.Background(), r); err != nil {
			t.Fatal(err)
		}
		bytes := s.Stats().Cache.Bytes
		if kept > 0 && bytes != kept {
			t.Errorf("%d bytes are kept after a search at %v, want %d", bytes, after, kept)
		}
		return bytes
	}
	kept := f(0, 0)
	f(time.Second, kept)
	f(59*time.Second, kept)
	f(time.Minute, 2*kept)
}
