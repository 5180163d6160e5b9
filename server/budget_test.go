package server

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

func TestBudget(t *testing.T) {
	b := budget{maxBytes: 10}
	f := func(n int, want bool, wantUsed int) {
		t.Helper()
		if got := b.take(n); got != want || b.usedBytes() != wantUsed {
			t.Errorf("taking %d: %v and %d used, want %v and %d", n, got, b.usedBytes(), want, wantUsed)
		}
	}
	f(4, true, 4)
	f(7, false, 4)
	f(6, true, 10)
	f(1, false, 10)
	b.give(10)
	f(11, true, 11) // alone
	f(1, false, 11)
}

// The answers that clients do not read are held in memory, as large as the text and no larger, within the budget.
func TestUnreadAnswersAreBounded(t *testing.T) {
	const bodyBytes, held = corpus.MaxBodyBytes, 2
	s := startServer(t, Config{MaxAnswerBytes: (held + 1) * bodyBytes}, func(s *testServer) {
		s.engine.articles = append(s.engine.articles,
			&corpus.Article{ID: "x", Title: "Uzun", Body: strings.Repeat("<", bodyBytes)})
	})
	var unread []net.Conn
	for i := range held {
		c, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, "GET /api/articles/x HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		unread = append(unread, c)
		waitUntil(func() bool { return s.answers.usedBytes() > (i+1)*bodyBytes })
	}
	if used := s.answers.usedBytes(); used > held*(bodyBytes+64<<10) {
		t.Errorf("%d bytes are held for %d answers", used, held)
	}
	got := s.get("/api/articles/x")
	if p := got.problem(t); got.status != 503 || got.header.Get("Retry-After") != "1" ||
		!strings.Contains(p.Detail, "--max-answer-mb") {
		t.Errorf("got status %d and %+v", got.status, p)
	}
	if page := s.get("/haber/x?dil=en"); page.status != 503 || page.header.Get("Retry-After") != "1" {
		t.Errorf("got %d", page.status)
	}
	if got := s.get("/api/search?q=deprem"); got.status != 200 {
		t.Errorf("a small answer: got %+v", got)
	}
	if got := s.get("/metrics").body; !strings.Contains(got, `refused_total{reason="answers"} 2`+"\n") {
		t.Errorf("not counted in\n%s", got)
	}
	for _, c := range unread {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	waitUntil(func() bool { return s.answers.usedBytes() == 0 })
	if got := s.get("/api/articles/x"); got.status != 200 || len(got.body) < bodyBytes {
		t.Errorf("afterwards: got status %d and %d bytes", got.status, len(got.body))
	}
}

// Whatever becomes of an answer, its share is given back.
func TestAnswersGiveTheirShareBack(t *testing.T) {
	s := startServer(t, Config{})
	for _, path := range []string{"/", "/api/search?q=deprem", "/api/articles/kp-1", "/haber/kp-1", "/?page=9", "/yok",
		"/?q=panic", "/api/search?q=fail"} {
		s.get(path)
		s.do("HEAD", path)
	}
	waitUntil(func() bool { return s.answers.usedBytes() == 0 })
}

func TestLargeBuffersAreNotKept(t *testing.T) {
	large := make([]byte, maxPooledBytes+1)
	putBuffer(&large)
	for range 100 {
		if got := buffers.Get().(*[]byte); cap(*got) > maxPooledBytes {
			t.Fatalf("a buffer of %d bytes came back", cap(*got))
		}
	}
}

// waitUntil returns when done does; the test runner ends a test for which it never does.
func waitUntil(done func() bool) {
	for !done() {
		time.Sleep(time.Millisecond)
	}
}
