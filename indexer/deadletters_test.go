package indexer

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

func openDeadLetters(t testing.TB, dir string) *DeadLetters {
	t.Helper()
	d, err := OpenDeadLetters(dir)
	check(t, err)
	return d
}

func refused(number int) corpus.Line {
	return corpus.Line{
		File: "haberler.jsonl", Number: number, Raw: fmt.Appendf(nil, `{"id":"%d"}`, number),
		Refusal: errors.New("has no text"),
	}
}

// checkLetters reads the file and opens it, and fails the test unless exactly the lines with the numbers are there.
func checkLetters(t testing.TB, dir string, numbers ...int) {
	t.Helper()
	lines := deadLetters(t, dir)
	if len(lines) != len(numbers) {
		t.Fatalf("%d dead letters, want %d: %q", len(lines), len(numbers), lines)
	}
	for i, n := range numbers {
		if !strings.Contains(lines[i], fmt.Sprintf(`"line":%d,"reason":"has no text"`, n)) {
			t.Fatalf("dead letter %d is %s, want line %d", i, lines[i], n)
		}
	}
	d := openDeadLetters(t, dir)
	if d.Len() != len(numbers) || d.Path() != filepath.Join(dir, DeadLettersFolder, DeadLettersFile) {
		t.Fatalf("%d dead letters in %s", d.Len(), d.Path())
	}
	check(t, d.Close())
}

func TestDeadLetters(t *testing.T) {
	dir := t.TempDir()
	d := openDeadLetters(t, dir)
	check(t, d.Close())
	if _, err := os.Stat(d.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("no dead letters, and yet a file: %v", err)
	}
	now := time.Now()
	d = openDeadLetters(t, dir)
	d.Add(refused(1), now)
	d.Add(refused(2), now)
	d.Add(refused(1), now)
	check(t, d.Sync())
	d.Add(refused(3), now)
	check(t, d.Close())
	checkLetters(t, dir, 1, 2, 3)

	d = openDeadLetters(t, dir)
	d.Add(refused(2), now.Add(time.Hour))
	l := refused(2)
	d.Resolve(corpus.DeadLetterKey(l.File, l.Number, l.Raw))
	d.Resolve("of another index")
	if d.Len() != 2 {
		t.Fatal(d.Len())
	}
	check(t, d.Close())
	check(t, d.Close())
	checkLetters(t, dir, 1, 3)
}

func TestDeadLettersEnd(t *testing.T) {
	f := func(what string, change func(whole string) string, numbers ...int) {
		t.Helper()
		dir := t.TempDir()
		d := openDeadLetters(t, dir)
		d.Add(refused(1), time.Now())
		d.Add(refused(2), time.Now())
		check(t, d.Close())
		writeFile(t, d.Path(), []byte(change(string(readFile(t, d.Path())))))
		d = openDeadLetters(t, dir)
		d.Add(refused(2), time.Now())
		d.Add(refused(3), time.Now())
		check(t, d.Close())
		t.Log(what)
		checkLetters(t, dir, numbers...)
	}
	f("as it was", func(s string) string { return s }, 1, 2, 3)
	f("an editor left the last newline out", func(s string) string { return strings.TrimSuffix(s, "\n") }, 1, 2, 3)
	f("a crash left the last line unfinished", func(s string) string { return s[:len(s)-2] }, 1, 2, 3)
	f("a crash left one byte", func(s string) string { return s + "{" }, 1, 2, 3)
	f("a crash left the beginning of line 1", func(s string) string { return s[:20] }, 2, 3)
	f("emptied", func(string) string { return "" }, 2, 3)
}

// TestReadEnd has a file end at every place around the size of a block.
func TestReadEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	f := func(whole, rest int) {
		t.Helper()
		var content string
		if whole > 0 {
			content = strings.Repeat("a", whole-1) + "\n"
		}
		end := strings.Repeat("b", rest)
		writeFile(t, path, []byte(content+end))
		got, before, err := readEnd(path)
		if err != nil || string(got) != end || before != int64(whole) {
			t.Errorf("%d and %d bytes: got %d and %d, %v", whole, rest, before, len(got), err)
		}
	}
	const block = 64 << 10
	for _, whole := range []int{0, 1, 2, block - 1, block, block + 1} {
		for _, rest := range []int{0, 1, block - 2, block - 1, block, block + 1, 3*block + 7} {
			f(whole, rest)
		}
	}
}

// TestOpeningManyDeadLetters reads no more than the end of a large file to mend it.
func TestOpeningManyDeadLetters(t *testing.T) {
	const size = 64 << 20
	path := filepath.Join(t.TempDir(), "file")
	writeFile(t, path, nil)
	check(t, os.Truncate(path, size))
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	check(t, err)
	_, err = f.WriteString("\n{")
	check(t, errors.Join(err, f.Close()))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d := &DeadLetters{path: path}
	check(t, d.mendEnd())
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > size/8 {
		t.Errorf("%d bytes allocated for the end of %d", n, size)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() != size+1 {
		t.Errorf("%d bytes are left, %v", info.Size(), err)
	}
}

// TestLetterKeys feeds lines with keys that somebody made up.
func TestLetterKeys(t *testing.T) {
	written := corpus.DeadLetterKey("a.jsonl", 1, nil)
	keys := []string{written, strings.ToUpper(written), written[:31], written + "0", "", "x", strings.Repeat("ü", 16)}
	seen := map[letterKey]string{}
	for _, key := range keys {
		if other, ok := seen[letterKeyOf(key)]; ok {
			t.Errorf("%q is %q", key, other)
		}
		seen[letterKeyOf(key)] = key
	}
	if k := letterKeyOf(written); fmt.Sprintf("%x", k[:]) != written {
		t.Errorf("%s is %x", written, k)
	}
}

// TestFeedingDeadLetters mends one of three dead letters with an editor and feeds the file as it stands.
func TestFeedingDeadLetters(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, filepath.Join(t.TempDir(), "a.jsonl"),
		jsonLines(t, `{"id":"a"}`, `{"id":"b"}`, "{", numbered(1, 0)))
	_, err := run(t, t.Context(), dir, 10, file)
	check(t, err)
	path := layout(dir).path(DeadLettersFolder, DeadLettersFile)
	before := deadLetters(t, dir)
	mended := strings.Replace(string(readFile(t, path)), `{"id":"b"}`, `{"id":"b","title":"Kar yağdı"}`, 1)
	writeFile(t, path, []byte(strings.TrimSuffix(mended, "\n")))
	for range 2 {
		r, err := run(t, t.Context(), dir, 10, path)
		if err != nil || r.Refused != 2 {
			t.Fatalf("%+v, %v", r, err)
		}
		after := deadLetters(t, dir)
		if len(after) != 2 || after[0] != before[0] || after[1] != before[2] {
			t.Fatalf("before %q, after %q", before, after)
		}
		checkStored(t, dir, byID(numbered(1, 0), &corpus.Article{ID: "b", Title: "Kar yağdı", Language: "tr"}))
	}
}

// TestFeedingForeignLines has lines in the file that no DeadLetters wrote: they stay, and the feeding ends.
func TestFeedingForeignLines(t *testing.T) {
	dir := t.TempDir()
	check(t, openDeadLetters(t, dir).Close())
	path := layout(dir).path(DeadLettersFolder, DeadLettersFile)
	writeFile(t, path, []byte("my notes\n"+`{"dead_letter":{"key":""},"article":{}}`+"\n"))
	for round := range 3 {
		r, err := run(t, t.Context(), dir, 10, path)
		if err != nil || r.Accepted != 0 || r.Refused > 4 {
			t.Fatalf("round %d: %+v, %v", round, r, err)
		}
	}
	lines := deadLetters(t, dir)
	if len(lines) != 4 || lines[0] != "my notes" {
		t.Fatalf("%q", lines)
	}
}

func TestDeadLettersFail(t *testing.T) {
	file := writeFile(t, filepath.Join(t.TempDir(), "file"), nil)
	if _, err := OpenDeadLetters(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Fatal(err)
	}
	dir := t.TempDir()
	d := openDeadLetters(t, dir)
	check(t, os.Mkdir(d.Path(), 0o755))
	d.Add(refused(1), time.Now())
	if err := d.Sync(); err == nil || !strings.Contains(err.Error(), d.Path()) {
		t.Fatal(err)
	}
	if _, err := OpenDeadLetters(dir); err == nil || !strings.Contains(err.Error(), d.Path()) {
		t.Fatal(err)
	}
	check(t, os.Remove(d.Path()))
	check(t, d.Close())
	checkLetters(t, dir, 1)
}
