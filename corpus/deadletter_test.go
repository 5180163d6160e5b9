package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2024, 3, 1, 12, 0, 0, 0, Istanbul)

// feedAgain reads one line and fails the test unless it is the only one.
func feedAgain(t *testing.T, file string, line []byte) Line {
	t.Helper()
	r, err := NewReader(file, bytes.NewReader(append(line, '\n')))
	if err != nil {
		t.Fatal(err)
	}
	l, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	l.Raw = bytes.Clone(l.Raw)
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("after the line: %v", err)
	}
	return l
}

// checkRoundTrip writes a refused line as a dead letter, reads that and checks that it is the same line again, as
// often as rounds says.
func checkRoundTrip(t *testing.T, l Line, rounds int) {
	t.Helper()
	key := l.DeadLetter
	if key == "" {
		key = DeadLetterKey(l.File, l.Number, l.Raw)
	}
	want := Line{File: l.File, Number: l.Number, Raw: bytes.TrimSpace(l.Raw), Truncated: l.Truncated, DeadLetter: key}
	for range rounds {
		letter := DeadLetterLine(nil, l, noon)
		if len(letter) > maxDeadLetterBytes {
			t.Fatalf("dead letter has %d bytes", len(letter))
		}
		if !json.Valid(letter) || !utf8.Valid(letter) || bytes.IndexByte(letter, '\n') >= 0 {
			t.Fatalf("not one line of JSON: %q", letter)
		}
		l = feedAgain(t, "dead.jsonl", letter)
		if l.Refusal == nil {
			t.Fatalf("accepted: %q", letter)
		}
		got := l
		got.Refusal, got.Raw = nil, bytes.TrimSpace(l.Raw)
		if len(want.Raw) < 1<<16 {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
		}
		if !bytes.Equal(want.Raw, got.Raw) || want.DeadLetter != got.DeadLetter || want.Truncated != got.Truncated {
			t.Fatalf("came back as %d bytes, key %s", len(got.Raw), got.DeadLetter)
		}
	}
}

func TestDeadLetterLine(t *testing.T) {
	f := func(raw, want string) {
		t.Helper()
		l := feedAgain(t, "in/haber.jsonl", []byte(raw))
		if l.Refusal == nil {
			t.Fatalf("%s: accepted", raw)
		}
		l.Refusal = errors.New(`because "x"`)
		head := `{"dead_letter":{"key":"` + DeadLetterKey("haber.jsonl", 1, []byte(raw)) +
			`","file":"in/haber.jsonl","line":1,"reason":"because \"x\"","at":"2024-03-01T12:00:00+03:00"}`
		if diff := cmp.Diff(head+want, string(DeadLetterLine(nil, l, noon))); diff != "" {
			t.Error(diff)
		}
		checkRoundTrip(t, l, 2)
	}
	f(`{"category":"x"}`, `,"article":{"category":"x"}}`)
	f(` {"category":"\ud800"} `, `,"article":{"category":"\ud800"}}`)
	f(`{"a":1},"x":{}`, `,"raw":"{\"a\":1},\"x\":{}"}`)
	f(`[1]`, `,"raw":"[1]"}`)
	f(`bozuk "satır"`, `,"raw":"bozuk \"satır\""}`)
	f("a\xff", `,"raw_base64":"Yf8="}`)
	f("{\"x\":\"\xff\"}", `,"raw_base64":"eyJ4Ijoi/yJ9"}`)
}

func TestDeadLetterKeyIsStable(t *testing.T) {
	f := func(file string, number int, raw, want string) {
		t.Helper()
		if got := DeadLetterKey(file, number, []byte(raw)); got != want {
			t.Errorf("%s %d %s: got %s, want %s", file, number, raw, got, want)
		}
	}
	f("haber.jsonl", 7, "x", "edc7d2147780cf541c54e85cef37d81f")
	f("in/haber.jsonl", 7, "x", "edc7d2147780cf541c54e85cef37d81f")
	f("haber.jsonl", 8, "x", "8376ece67e1d7d9123f1f190a6b945af")
	f("stdin", 1, "", "c6a5728ec0d810c03c01368b5bb81f9c")
}

func TestReaderUnwrapsDeadLetters(t *testing.T) {
	f := func(line string, want Line) {
		t.Helper()
		l := feedAgain(t, "dead.jsonl", []byte(line))
		got := Line{File: l.File, Number: l.Number, Raw: l.Raw, Truncated: l.Truncated, DeadLetter: l.DeadLetter}
		if l.Article != nil {
			got.Article = &Article{Title: l.Article.Title}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
	}
	inner := []byte(`{"title":"a"}`)
	a := &Article{Title: "a"}
	mended := Line{File: "haber.jsonl", Number: 7, Article: a, Raw: inner, DeadLetter: "k"}
	f(`{"dead_letter":{"key":"k","file":"haber.jsonl","line":7},"article":{"title":"a"}}`, mended)
	f(`{"article":{"title":"a"}, "dead_letter" : {"line":7,"key":"k","file":"haber.jsonl","reason":"r"}}`, mended)
	f(`{"dead_letter":{"key":"k","file":"haber.jsonl","line":7},"raw":"{\"title\":\"a\"}"}`, mended)
	f(`{"dead_letter":{"key":"k","file":"haber.jsonl","line":7},"raw_base64":"eyJ0aXRsZSI6ImEifQ=="}`, mended)
	f(`{"dead_letter":{"key":"k"},"article":{"title":"a"}}`,
		Line{File: "dead.jsonl", Number: 1, Article: a, Raw: inner, DeadLetter: "k"})

	// Not dead letters, but articles with a field of that name.
	f(`{"title":"a","dead_letter":true}`,
		Line{File: "dead.jsonl", Number: 1, Article: a, Raw: []byte(`{"title":"a","dead_letter":true}`)})
	f(`{"title":"a","body":"\"dead_letter\" \"dead_letter\""}`, Line{File: "dead.jsonl", Number: 1, Article: a,
		Raw: []byte(`{"title":"a","body":"\"dead_letter\" \"dead_letter\""}`)})

	// Dead letters that were damaged by hand are refused as they are.
	for _, line := range []string{
		`{"dead_letter":{"key":"k"}}`,
		`{"dead_letter":{"key":"k"},"article":"x"}`,
		`{"dead_letter":{"key":"k"},"raw_base64":"!"}`,
	} {
		f(line, Line{File: "dead.jsonl", Number: 1, Raw: []byte(line)})
	}
	// A dead letter in a dead letter is not opened again.
	nested := `{"dead_letter":{"key":"k"},"article":{"title":"a"}}`
	f(`{"dead_letter":{"key":"l"},"article":`+nested+`}`,
		Line{File: "dead.jsonl", Number: 1, Raw: []byte(nested), DeadLetter: "l"})
}

func TestDeadLettersOfGiantLines(t *testing.T) {
	f := func(name string, raw []byte, isCut bool) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			l := Line{File: "haber.jsonl", Number: 1, Raw: raw, Truncated: isCut, Refusal: errors.New("too long")}
			checkRoundTrip(t, l, 1)
		})
	}
	f("longest text", bytes.Repeat([]byte{1}, maxRawTextBytes), false)
	f("longer text", bytes.Repeat([]byte{1}, maxRawTextBytes+1), false)
	f("not UTF-8", bytes.Repeat([]byte{0xff}, MaxLineBytes), true)
	f("object", []byte(`{"x":"`+strings.Repeat("a", MaxLineBytes-8)+`"}`), false)
	f("deepest object", []byte(`{"x":`+strings.Repeat("[", 9_999)+strings.Repeat("]", 9_999)+`}`), false)
}
