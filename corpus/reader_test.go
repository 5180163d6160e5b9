package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// readAll describes every line as "number:title" or "number!refusal" and returns the error that ended the stream.
func readAll(t *testing.T, in io.Reader) ([]string, error) {
	t.Helper()
	r, err := NewReader("haber.jsonl", in)
	if err != nil {
		return nil, err
	}
	var got []string
	for {
		l, err := r.Next()
		if err != nil {
			if _, again := r.Next(); !errors.Is(again, err) {
				t.Errorf("error is not sticky: %v, then %v", err, again)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
			return got, err
		}
		if l.Refusal != nil {
			got = append(got, fmt.Sprintf("%d!%s", l.Number, l.Refusal))
			continue
		}
		got = append(got, fmt.Sprintf("%d:%s", l.Number, l.Article.Title))
	}
}

func gzipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReader(t *testing.T) {
	f := func(in string, want ...string) {
		t.Helper()
		got, err := readAll(t, strings.NewReader(in))
		if !errors.Is(err, io.EOF) {
			t.Errorf("%.40q: ended with %v", in, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.40q: %s", in, diff)
		}
	}
	two := "{\"title\":\"a\"}\n{\"title\":\"b\"}\n"
	f("")
	f("\n")
	f("\n\r\n \t\n\n")
	f(two, "1:a", "2:b")
	f(strings.TrimSuffix(two, "\n"), "1:a", "2:b")
	f(strings.ReplaceAll(two, "\n", "\r\n"), "1:a", "2:b")
	f("\n \n"+two, "3:a", "4:b")
	f("\ufeff"+two, "1:a", "2:b")
	f(two+"\ufeff"+two, "1:a", "2:b", "3:a", "4:b")
	f("\ufeff")
	f("x\n"+two, "1!byte 1: invalid character 'x' looking for beginning of value; "+
		"write one article as one JSON object on each line", "2:a", "3:b")
	f(gzipped(t, two), "1:a", "2:b")
	f(gzipped(t, two)+gzipped(t, "")+gzipped(t, two), "1:a", "2:b", "3:a", "4:b")
	f(gzipped(t, "{\"title\":")+gzipped(t, "\"a\"}"), "1:a")
	f(gzipped(t, "\ufeff"+two), "1:a", "2:b")
	f(gzipped(t, ""))
	f(zstandard(t, two), "1:a", "2:b")
	f(zstandard(t, two)+zstandard(t, two), "1:a", "2:b", "3:a", "4:b")
	f("\x5a\x2a\x4d\x18\x02\x00\x00\x00zz"+zstandard(t, two), "1:a", "2:b")

	long := strings.Repeat("ğ", readBufferBytes)
	f(`{"title":"a","body":"`+long+"\"}\n"+two, "1:a", "2:a", "3:b")
	f(two+`{"title":"c","body":"`+long+`"}`, "1:a", "2:b", "3:c")
}

func TestReaderDeliversWhatStandsBeforeABreak(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := 1; i <= 20_000; i++ {
		fmt.Fprintf(&text, "{\"title\":\"haber %d\"}\n", i)
		want = append(want, fmt.Sprintf("%d:haber %d", i, i))
	}
	f := func(name, packed string, then ...io.Reader) {
		t.Helper()
		got, err := readAll(t, io.MultiReader(append([]io.Reader{strings.NewReader(packed)}, then...)...))
		if err == nil || errors.Is(err, io.EOF) {
			t.Fatalf("%s: ended with %v", name, err)
		}
		next := fmt.Sprintf("haber.jsonl: the stream breaks off in line %d: ", len(got)+1)
		if !strings.HasPrefix(err.Error(), next) {
			t.Errorf("%s: got %q, want %q", name, err, next)
		}
		if len(got) < 1000 || len(got) > len(want) {
			t.Fatalf("%s: %d lines", name, len(got))
		}
		if diff := cmp.Diff(want[:len(got)], got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	z := gzipped(t, text.String())
	f("gzip cut in half", z[:len(z)/2])
	f("gzip without its check sum", z[:len(z)-4])
	f("gzip with a wrong check sum", z[:len(z)-8]+"\x00\x00\x00\x00"+z[len(z)-4:])
	f("gzip with rubbish behind", z+"rubbish behind the last member")
	s := zstandard(t, text.String())
	f("zstd cut", s[:len(s)*3/4])
	f("plain stream that fails", text.String()[:text.Len()/2], iotest.ErrReader(errors.New("disk on fire")))
}

func TestNewReaderRefuses(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		_, err := NewReader("haber.jsonl", strings.NewReader(in))
		if err == nil || !strings.HasPrefix(err.Error(), "haber.jsonl: "+want) {
			t.Errorf("%q: got %v, want %s", in, err, want)
		}
	}
	f("PK\x03\x04....", "is a zip archive")
	f("BZh91AY", "is compressed with bzip2")
	f("\xfd7zXZ\x00", "is compressed with xz")
	f("\xff\xfe{\x00", "is UTF-16")
	f("\xfe\xff\x00{", "is UTF-16")
	f("\x1f\x8b", "gzip header: ")
	f("\x1f\x8b\x08garbage", "gzip header: ")
}

// titled generates a line whose title has n bytes, and another line after it, without holding them in memory.
func titled(n int) io.Reader {
	filler := io.LimitReader(repeated('a'), int64(n))
	return io.MultiReader(strings.NewReader(`{"title":"`), filler, strings.NewReader("\"}\n{\"title\":\"b\"}\n"))
}

type repeated byte

func (c repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

func TestReaderLongLines(t *testing.T) {
	const frame = len(`{"title":""}`)
	f := func(titleBytes int, want string, isCut bool, rawBytes int) {
		t.Helper()
		r, err := NewReader("-", titled(titleBytes))
		if err != nil {
			t.Fatal(err)
		}
		l, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if l.File != "stdin" || l.Number != 1 || l.Truncated != isCut || len(l.Raw) != rawBytes || l.Article != nil {
			t.Errorf("%d: %s %d cut %v, %d bytes", titleBytes, l.File, l.Number, l.Truncated, len(l.Raw))
		}
		if l.Refusal == nil || !strings.HasPrefix(l.Refusal.Error(), want) {
			t.Errorf("%d: %v", titleBytes, l.Refusal)
		}
		l, err = r.Next()
		if err != nil || l.Refusal != nil || l.Article.Title != "b" || l.Number != 2 {
			t.Errorf("%d: the line after: %+v, %v", titleBytes, l, err)
		}
		if cap(r.long) > keepLineBytes {
			t.Errorf("%d: keeps %d bytes", titleBytes, cap(r.long))
		}
		if _, err = r.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("%d: %v", titleBytes, err)
		}
	}
	f(MaxLineBytes-frame, "title: ", false, MaxLineBytes)
	f(MaxLineBytes-frame+1, "line is longer than 67108864 bytes", true, MaxLineBytes)
	f(65<<20, "line is longer than 67108864 bytes", true, MaxLineBytes)
	f(300<<20, "line is longer than 67108864 bytes", true, MaxLineBytes)
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "haber.jsonl.gz")
	packed := gzipped(t, "{\"title\":\"a\"}\n")
	if err := os.WriteFile(path, []byte(packed), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	l, err := r.Next()
	if err != nil || l.File != path || string(l.Raw) != `{"title":"a"}` {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	if r.BytesRead() != int64(len(packed)) {
		t.Errorf("%d bytes read of %d", r.BytesRead(), len(packed))
	}
	for range 2 {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}

	for name, want := range map[string]string{
		dir:                             "is a directory; name the files in it",
		filepath.Join(dir, "yok.jsonl"): "no such file",
	} {
		if _, err := Open(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNextAfterClose(t *testing.T) {
	r, err := NewReader("haber.jsonl", strings.NewReader(zstandard(t, "{\"title\":\"a\"}\n")))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("{\"title\":\"a\"}\n\n{\"body\":\"b\"}\r\nx"))
	f.Add([]byte("\ufeff{\"title\":\"a\"}"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00\x99\xe9\xd8\x51"))
	f.Add([]byte(`{"dead_letter":{"key":"k","file":"f","line":3},"raw":"{\"title\":\"a\"}"}`))
	f.Add([]byte(`{"dead_letter":{"key":"k"},"raw_base64":"e30="}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := NewReader("haber.jsonl", bytes.NewReader(in))
		if err != nil {
			return
		}
		last := 0
		for {
			l, err := r.Next()
			if err != nil {
				break
			}
			if (l.Article == nil) == (l.Refusal == nil) {
				t.Fatalf("neither or both: %+v", l)
			}
			if l.DeadLetter == "" {
				if l.Number <= last {
					t.Fatalf("line %d after line %d", l.Number, last)
				}
				last = l.Number
			}
			if l.Refusal != nil {
				checkRoundTrip(t, l, 2)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
