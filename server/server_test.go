package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// fasthttp refreshes the Date header from one goroutine for as long as the process lives.
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

// testServer is a Server on a loopback port, and what it logged.
type testServer struct {
	*Server
	t       *testing.T
	engine  *fakeEngine
	address string
	client  *http.Client
	log     *lockedBuffer
	stop    context.CancelFunc
	ended   chan error
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// startServer serves until the end of the test; the changes are made before it starts.
func startServer(t *testing.T, c Config, changes ...func(*testServer)) *testServer {
	t.Helper()
	engine := &fakeEngine{articles: fakeArticles(), started: make(chan struct{}, 16), release: make(chan struct{})}
	s := &testServer{t: t, engine: engine, log: new(lockedBuffer), ended: make(chan error, 1)}
	c.Now = func() time.Time { return fakeNow }
	c.Log = slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.Server = New(engine, c)
	s.http.MaxIdleWorkerDuration = 10 * time.Millisecond
	for _, change := range changes {
		change(s)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = ln.Addr().String()
	s.client = &http.Client{Transport: &http.Transport{}, Timeout: 30 * time.Second}
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	go func() { s.ended <- s.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		s.client.CloseIdleConnections()
		select {
		case err := <-s.ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("the server did not stop")
		}
	})
	return s
}

// answer is what a request got.
type answer struct {
	status int
	header http.Header
	body   string
}

func (s *testServer) do(method, path string) answer {
	s.t.Helper()
	request, err := http.NewRequest(method, "http://"+s.address+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.send(request)
}

func (s *testServer) send(request *http.Request) answer {
	s.t.Helper()
	response, err := s.client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		s.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

func (s *testServer) get(path string) answer { s.t.Helper(); return s.do("GET", path) }

// raw sends bytes as they are and reads until the server closes.
func (s *testServer) raw(request string) string {
	s.t.Helper()
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close() //nolint:errcheck // the answer has been read
	if _, err := io.WriteString(c, request); err != nil {
		s.t.Fatal(err)
	}
	answer, err := io.ReadAll(c)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(answer)
}

type problemBody struct {
	Type, Title, Detail, Parameter string
	Status, Position               int
}

func (a answer) problem(t *testing.T) problemBody {
	t.Helper()
	var p problemBody
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("not a problem: %v\n%s", err, a.body)
	}
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type is %q", got)
	}
	if p.Status != a.status || p.Type != "about:blank" || p.Title != http.StatusText(a.status) || p.Detail == "" {
		t.Errorf("status %d answered with %+v", a.status, p)
	}
	return p
}

func TestPanicIsAnswered(t *testing.T) {
	s := startServer(t, Config{MaxConcurrent: 1})
	for range 3 { // more often than there are turns: each must be given back
		got := s.get("/api/search?q=panic")
		if got.status != 500 || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Fatalf("got %+v", got)
		}
		if p := got.problem(t); strings.Contains(p.Detail, "asked for it") {
			t.Errorf("the reason was shown: %+v", p)
		}
	}
	if got := s.get("/?q=panic"); got.status != 500 || !strings.HasPrefix(got.header.Get("Content-Type"), "text/plain") {
		t.Errorf("got %+v", got)
	}
	if log := s.log.String(); !strings.Contains(log, "asked for it") || !strings.Contains(log, "fake_test.go") {
		t.Errorf("no reason or stack in the log:\n%s", log)
	}
}

func TestFailureIsLogged(t *testing.T) {
	s := startServer(t, Config{})
	got := s.get("/api/search?q=fail")
	if p := got.problem(t); got.status != 500 || strings.Contains(p.Detail, errFake.Error()) {
		t.Errorf("got %+v", got)
	}
	if !strings.Contains(s.log.String(), errFake.Error()) {
		t.Errorf("not in the log:\n%s", s.log)
	}
}

func TestShutdownFinishesAnswers(t *testing.T) {
	s := startServer(t, Config{SearchTimeout: time.Minute})
	first := make(chan answer)
	go func() { first <- s.get("/api/search?q=slow") }()
	<-s.engine.started
	s.stop()
	for { // until the listener is closed
		c, err := net.Dial("tcp", s.address)
		if err != nil {
			break
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	close(s.engine.release)
	if got := <-first; got.status != 200 || !strings.Contains(got.body, `"status":"ok"`) {
		t.Errorf("got %+v", got)
	}
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	s.ended <- nil
}

func TestShutdownIsBounded(t *testing.T) {
	s := startServer(t, Config{SearchTimeout: time.Minute, ShutdownTimeout: 20 * time.Millisecond})
	first := make(chan answer)
	go func() { first <- s.get("/api/search?q=slow") }()
	<-s.engine.started
	s.stop()
	if err := <-s.ended; err == nil || !strings.Contains(err.Error(), "20ms") {
		t.Errorf("got %v", err)
	}
	s.ended <- nil
	if got := <-first; got.status != 503 {
		t.Errorf("the answer that was cut got %+v", got)
	}
}

func TestServeSaysThatTheListenerEnded(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	s := New(&fakeEngine{}, Config{})
	s.http.MaxIdleWorkerDuration = 10 * time.Millisecond
	if err := s.Serve(context.Background(), ln); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
