package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLemmatize(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		var out bytes.Buffer
		if err := lemmatize(strings.NewReader(in), &out); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("lemmatize %q (-want +got):\n%s", in, diff)
		}
	}
	f("", "")
	f("kitabı\nİzmir'de\n", "kitabı\tkitap\nİzmir'de\tizmir\n")
	f("yeni kitaplar\n", "yeni kitaplar\tyeni kitap\n")
	f("gitti\r\n\n...\nson", "gitti\tgit\n\t\n...\t\nson\tson\n")
	long := strings.Repeat("ş", 100_000)
	f(long+"\n", long+"\t"+long+"\n")
}
