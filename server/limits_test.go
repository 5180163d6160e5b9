package server

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A client that never finishes its request is cut, and others are answered meanwhile.
func TestSlowClient(t *testing.T) {
	s := startServer(t, Config{ReadTimeout: 300 * time.Millisecond})
	slow, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close() //nolint:errcheck // closed by the server
	if _, err := io.WriteString(slow, "GET /api/search?q=dep"); err != nil {
		t.Fatal(err)
	}
	got := s.get("/api/search?q=deprem")
	for got.status == 408 { // this machine was too slow to send it in time
		got = s.get("/api/search?q=deprem")
	}
	if got.status != 200 {
		t.Errorf("another client got %+v", got)
	}
	stopped := make(chan struct{})
	go func() { // drips until the connection is closed
		defer close(stopped)
		for {
			if _, err := io.WriteString(slow, "r"); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	// A byte that arrives as the server closes resets the connection, and the answer may be lost with it.
	answer, err := io.ReadAll(slow)
	if err != nil && !errors.Is(err, syscall.ECONNRESET) {
		t.Fatal(err)
	}
	if err == nil && !strings.HasPrefix(string(answer), "HTTP/1.1 408 ") {
		t.Errorf("got %q", answer)
	}
	if err := slow.Close(); err != nil {
		t.Fatal(err)
	}
	<-stopped
}

func TestUnreadableRequests(t *testing.T) {
	s := startServer(t, Config{})
	f := func(request string, wantStatus, wantDetail string) {
		t.Helper()
		got := s.raw(request)
		for _, want := range []string{"HTTP/1.1 " + wantStatus, "application/problem+json", `"type":"about:blank"`,
			wantDetail} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in %s", want, got)
			}
		}
	}
	long := strings.Repeat("a", 1<<20)
	f("GET /api/search?q="+long+" HTTP/1.1\r\nHost: x\r\n\r\n", "431", "longer than 65536 bytes")
	f("GET /api/search HTTP/1.1\r\nHost: x\r\nX-Long: "+long+"\r\n\r\n", "431", "longer than 65536 bytes")
	f("POST /api/search HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n"+long, "413", "takes a request body")
	f("\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n", "400", "not a readable HTTP/1.1 request")
	f("GET\r\n\r\n", "400", "not a readable HTTP/1.1 request")
}

func TestConnectionsOfOneAddressAreBounded(t *testing.T) {
	s := startServer(t, Config{MaxConnsPerIP: 1})
	if got := s.get("/healthz"); got.status != 200 { // kept open by the client
		t.Fatalf("got %+v", got)
	}
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close() //nolint:errcheck // refused by the server
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusTooManyRequests {
		t.Errorf("got %s", response.Status)
	}
}

func TestMethods(t *testing.T) {
	s := startServer(t, Config{})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
		got := s.do(method, "/api/search?q=deprem")
		if got.problem(t); got.status != 405 || got.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: got %+v", method, got)
		}
		if got := s.do(method, "/"); got.status != 405 || !strings.Contains(got.body, "<!doctype html>") {
			t.Errorf("%s /: got %+v", method, got)
		}
	}
	for _, path := range []string{"/", "/api/search?q=deprem", "/healthz", "/haber/kp-1", "/static/style.css"} {
		get, head := s.get(path), s.do("HEAD", path)
		if head.status != 200 || head.body != "" || head.header.Get("Content-Length") != get.header.Get("Content-Length") {
			t.Errorf("HEAD %s: got %+v", path, head)
		}
	}
}
