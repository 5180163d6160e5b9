package server

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzAppendString(f *testing.F) {
	for _, seed := range []string{"", "haber", "İstanbul'da \"şenlik\"", "a\x00b\x1f\x7f", "\xff\xfe",
		"<script>&amp;</script>", "\u2028\u2029", "\\\b\f\n\r\t", "😀", "\xf0\x9f", "\uFFFD"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := appendString(nil, s)
		if !utf8.Valid(out) || strings.ContainsAny(string(out), "\u2028\u2029\x7f") {
			t.Errorf("%q became %q", s, out)
		}
		var got string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%q became %q: %v", s, out, err)
		}
		if want := replaceInvalid(s); got != want {
			t.Errorf("%q became %q", s, got)
		}
	})
}

// replaceInvalid makes every byte that is not UTF-8 a U+FFFD of its own, as encoding/json does.
func replaceInvalid(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// No text may grow much on its way: characters that only matter in HTML stay as they are.
func TestMarkupIsNotEscaped(t *testing.T) {
	const markup = "<p>Bir & iki</p>"
	if got := string(appendString(nil, markup)); got != `"`+markup+`"` {
		t.Errorf("got %s", got)
	}
}

func TestAppendFields(t *testing.T) {
	f := func(got []byte, want string) {
		t.Helper()
		if string(got) != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	f(appendField(nil, "a", ""), "")
	f(appendField(nil, "a", "b"), `,"a":"b"`)
	f(appendStrings(nil, "a", nil), "")
	f(appendStrings(nil, "a", []string{"b", ""}), `,"a":["b",""]`)
	f(appendFloat(nil, "a", 1.23456, 2), `,"a":1.23`)
	f(appendFloat(nil, "a", 2, 2), `,"a":2`)
	f(appendFloat(nil, "a", math.NaN(), 2), `,"a":0`)
	f(appendFloat(nil, "a", math.Inf(-1), 2), `,"a":0`)
	f(appendInt(nil, "a", -7), `,"a":-7`)
	f(appendBool(nil, "a", true), `,"a":true`)
	if err := json.Unmarshal(appendFloat([]byte(`{"b":0`), "a", math.MaxFloat64, 4), new(any)); err == nil {
		t.Error("an unclosed object was read")
	}
	if err := json.Unmarshal(append(appendFloat([]byte(`{"b":0`), "a", math.MaxFloat64, 4), '}'), new(any)); err != nil {
		t.Error(err)
	}
}
