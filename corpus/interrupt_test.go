package corpus

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// signalling closes begun when it is read for the nth time.
type signalling struct {
	from  io.Reader
	n     int
	begun chan struct{}
}

func (s *signalling) Read(p []byte) (int, error) {
	if s.n--; s.n == 0 {
		close(s.begun)
	}
	return s.from.Read(p)
}

// TestInterrupt ends the reading of lines that have no end, and of members of gzip without a byte in them.
func TestInterrupt(t *testing.T) {
	f := func(what string, in io.Reader) {
		t.Helper()
		s := &signalling{from: in, n: 20, begun: make(chan struct{})}
		r, err := NewReader("haber.jsonl", s)
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() {
			_, err := r.Next()
			ended <- err
		}()
		<-s.begun
		r.Interrupt()
		r.Interrupt()
		if err := <-ended; !errors.Is(err, ErrInterrupted) || !strings.HasPrefix(err.Error(), "haber.jsonl: ") {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := r.Next(); !errors.Is(err, ErrInterrupted) {
			t.Errorf("%s: then %v", what, err)
		}
		if err := r.Close(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		r.Interrupt()
	}
	f("a line", repeated('a'))
	empty := gzipped(t, "")
	f("gzip", &cycle{text: empty})
	packed, pack := io.Pipe()
	defer func() { _ = packed.Close() }()
	go func() {
		z := gzip.NewWriter(pack)
		_, _ = io.Copy(z, repeated('a'))
	}()
	f("a line in gzip", packed)
}

// cycle is a text again and again.
type cycle struct {
	text string
	at   int
}

func (c *cycle) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.text[c.at]
		c.at = (c.at + 1) % len(c.text)
	}
	return len(p), nil
}

func TestInterruptFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "haber.jsonl")
	if err := os.WriteFile(path, []byte("{\"title\":\"a\"}\n{\"title\":\"b\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	r.Interrupt()
	if _, err := r.Next(); !errors.Is(err, ErrInterrupted) || !strings.Contains(err.Error(), "line 2") {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
