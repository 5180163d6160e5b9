package server

import (
	"strings"
	"testing"
	"time"
)

func TestSearchTimeout(t *testing.T) {
	s := startServer(t, Config{SearchTimeout: 20 * time.Millisecond})
	got := s.get("/api/search?q=slow")
	if p := got.problem(t); got.status != 503 || got.header.Get("Retry-After") != "1" ||
		!strings.Contains(p.Detail, "20ms") {
		t.Errorf("got %+v", got)
	}
	if page := s.get("/?q=slow"); page.status != 503 || !strings.Contains(page.body, "Yeniden dene") ||
		page.header.Get("Retry-After") != "1" {
		t.Errorf("got %+v", page)
	}
}

func TestBusy(t *testing.T) {
	s := startServer(t, Config{MaxConcurrent: 1, SearchTimeout: time.Minute}, func(s *testServer) {
		s.gate.maxWait = 10 * time.Millisecond
	})
	first := make(chan answer)
	go func() { first <- s.get("/api/search?q=slow") }()
	<-s.engine.started
	got := s.get("/api/search?q=deprem")
	if p := got.problem(t); got.status != 503 || got.header.Get("Retry-After") == "" ||
		!strings.Contains(p.Detail, "--max-concurrent") {
		t.Errorf("got %+v", got)
	}
	for _, want := range []string{"haberara_searches_running 1\n", "haberara_searches_limit 1\n",
		`haberara_searches_refused_total{reason="busy"} 1` + "\n"} {
		if metrics := s.get("/metrics").body; !strings.Contains(metrics, want) {
			t.Errorf("no %q in\n%s", want, metrics)
		}
	}
	close(s.engine.release)
	if got := <-first; got.status != 200 {
		t.Errorf("the search that held the turn got %+v", got)
	}
	if got := s.get("/api/search?q=deprem"); got.status != 200 {
		t.Errorf("after the turn was free: %+v", got)
	}
}

// Many searches at once are all answered where each is done soon, however long the last has to wait.
func TestBurst(t *testing.T) {
	s := startServer(t, Config{MaxConcurrent: 4, SearchTimeout: time.Minute})
	answers := make(chan answer)
	const burst = 200
	for range burst {
		go func() { answers <- s.get("/api/search?q=nap") }()
	}
	for range burst {
		if got := <-answers; got.status != 200 {
			t.Errorf("got %+v", got)
		}
	}
}

func TestQueueIsBounded(t *testing.T) {
	s := startServer(t, Config{MaxConcurrent: 1, SearchTimeout: time.Minute})
	answers := make(chan answer)
	for range 1 + waitersPerTurn {
		go func() { answers <- s.get("/api/search?q=slow") }()
	}
	for s.gate.waiting.Load() < waitersPerTurn {
		time.Sleep(time.Millisecond)
	}
	if got := s.get("/api/search?q=deprem"); got.status != 503 || got.header.Get("Retry-After") != "1" {
		t.Errorf("got %+v", got)
	}
	close(s.engine.release)
	for range 1 + waitersPerTurn {
		if got := <-answers; got.status != 200 {
			t.Errorf("got %+v", got)
		}
	}
}
