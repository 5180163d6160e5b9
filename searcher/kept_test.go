package searcher

import (
	"context"
	"strings"
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

// What panics while others wait for it is an error for who made it alone: the next one makes it.
func TestKeptOnceSurvivesPanics(t *testing.T) {
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(context.Background(), []*corpus.Article{{ID: "a", Title: "Kar"}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithCache(1<<20))
	number := func(work func() (int, error)) (n int, err error) {
		v, err := s.acquire()
		if err != nil {
			return 0, err
		}
		defer v.leave("numbers", &err)
		return keptOnce(context.Background(), v, "n", func(int) int64 { return 8 }, work)
	}
	making, goOn, broken := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := number(func() (int, error) {
			close(making)
			<-goOn
			panic("asked for it")
		})
		broken <- err
	}()
	<-making
	time.AfterFunc(time.Millisecond, func() { close(goOn) }) // so that most often the others wait already
	for range 2 {
		if got, err := number(func() (int, error) { return 7, nil }); got != 7 || err != nil {
			t.Errorf("who waited got %d, %v", got, err)
		}
	}
	if err := <-broken; err == nil || !strings.Contains(err.Error(), "asked for it") {
		t.Errorf("the panic became %v", err)
	}
}
