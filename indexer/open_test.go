package indexer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// openBoth opens an index for reading and for writing and returns what each says.
func openBoth(t *testing.T, dir string) (reader, writer error) {
	t.Helper()
	x, reader := OpenIndex(dir)
	if reader == nil {
		var s *Snapshot
		if s, reader = x.Snapshot(); reader == nil {
			_, reader = articlesOf(s)
			check(t, s.Close())
		}
	}
	w, writer := OpenWriter(dir)
	if writer == nil {
		check(t, w.Close())
	}
	return reader, writer
}

// tree returns the files below a folder, without the lock.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	check(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != lockFile {
			files[path] = string(readFile(t, path))
		}
		return err
	}))
	return files
}

func TestOpenNoIndex(t *testing.T) {
	empty := t.TempDir()
	f := func(dir string) {
		t.Helper()
		if x, err := OpenIndex(dir); !errors.Is(err, ErrNoIndex) {
			t.Fatalf("%s: %v, %v", dir, x, err)
		}
	}
	f(empty)
	f(filepath.Join(empty, "missing"))
	if diff := cmp.Diff(map[string]string{}, tree(t, empty)); diff != "" {
		t.Fatalf("a reader left %s", diff)
	}
}

func TestOpenNewIndex(t *testing.T) {
	f := func(dir string) {
		t.Helper()
		for range 2 {
			check(t, openWriter(t, dir).Close())
			s := snapshot(t, dir)
			if s.Live != 0 || s.Docs != 0 || len(s.Segments) != 0 {
				t.Fatalf("%+v", s)
			}
			check(t, s.Close())
		}
	}
	empty := t.TempDir()
	f(empty)
	f(filepath.Join(empty, "a", "b"))
	// What a writer leaves that is killed while it makes the index.
	halfMade := t.TempDir()
	generation := layout(halfMade).generation(1)
	check(t, os.MkdirAll(generation, 0o755))
	for _, path := range []string{
		filepath.Join(halfMade, lockFile), filepath.Join(halfMade, "CURRENT.tmp"),
		filepath.Join(generation, "manifest.json.tmp"), filepath.Join(generation, "000000000001.snp.tmp"),
	} {
		writeFile(t, path, nil)
	}
	f(halfMade)
	noCurrent := made(t)
	check(t, os.Remove(filepath.Join(noCurrent, "CURRENT")))
	f(noCurrent)
}

func TestOpenWriterRefusesOtherFolders(t *testing.T) {
	foreign := t.TempDir()
	writeFile(t, filepath.Join(foreign, "family.jpg"), nil)
	before := tree(t, foreign)
	f := func(dir, message string) {
		t.Helper()
		if _, err := OpenWriter(dir); err == nil || !strings.Contains(err.Error(), message) {
			t.Fatalf("%s: %v", dir, err)
		}
		if _, err := OpenIndex(dir); err == nil {
			t.Fatalf("%s was opened", dir)
		}
	}
	f(foreign, "it holds family.jpg")
	if diff := cmp.Diff(before, tree(t, foreign)); diff != "" {
		t.Fatalf("the folder was changed: %s", diff)
	}
	if _, err := os.Stat(filepath.Join(foreign, lockFile)); err == nil {
		t.Fatal("a lock was left in the folder of somebody else")
	}
	file := filepath.Join(foreign, "family.jpg")
	f(file, "family.jpg")
	f(filepath.Join(file, "below", "a", "file"), "family.jpg")
}

func TestVersionError(t *testing.T) {
	f := func(key string, ours, value int) {
		t.Helper()
		dir := made(t, numbered(1, 0))
		path := filepath.Join(dir, "generations", "1", "manifest.json")
		text := string(readFile(t, path))
		changed := strings.Replace(text, fmt.Sprintf("%q: %d", key, ours), fmt.Sprintf("%q: %d", key, value), 1)
		if changed == text {
			t.Fatalf("no %s in %s", key, text)
		}
		writeFile(t, path, []byte(changed))
		before := tree(t, dir)
		reader, writer := openBoth(t, dir)
		for _, err := range []error{reader, writer} {
			var version *VersionError
			if !errors.As(err, &version) || version.Dir != dir || !strings.Contains(err.Error(), "into a new folder") {
				t.Fatalf("%s %d: %v", key, value, err)
			}
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	f("format", FormatVersion, 1) // postings in Bluge's own format
	f("format", FormatVersion, 0)
	f("format", FormatVersion, FormatVersion+1)
	f("analyzer", AnalyzerVersion, AnalyzerVersion+1)
}

// TestDamagedIndex damages each kind of file: nobody may open what is left, and what is left may not be touched.
func TestDamagedIndex(t *testing.T) {
	whole := made(t, numberedArticles(0, 20, 0)...)
	w := openWriter(t, whole)
	upsert(t, w, numberedArticles(10, 30, 1)...)
	check(t, w.Close())
	checkStored(t, whole, byID(append(numberedArticles(0, 10, 0), numberedArticles(10, 30, 1)...)...))

	f := func(what, name string, damage func(path string) error) {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "index")
		check(t, os.CopyFS(dir, os.DirFS(whole)))
		matches, err := filepath.Glob(filepath.Join(dir, name))
		if err != nil || len(matches) == 0 {
			t.Fatalf("%s: %v, %v", name, matches, err)
		}
		path := matches[len(matches)-1]
		check(t, damage(path))
		before := tree(t, dir)
		reader, writer := openBoth(t, dir)
		for who, err := range map[string]error{"reader": reader, "writer": writer} {
			if err == nil || !strings.Contains(err.Error(), filepath.Base(path)) {
				t.Errorf("%s, %s, %s: %v", what, name, who, err)
			}
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Errorf("%s, %s: the files were changed: %s", what, name, diff)
		}
	}
	flip := func(path string) error {
		b, err := os.ReadFile(path)
		b[len(b)/2] ^= 4
		return errors.Join(err, os.WriteFile(path, b, 0o644))
	}
	empty := func(path string) error { return os.Truncate(path, 0) }
	cut := func(path string) error {
		info, err := os.Stat(path)
		return errors.Join(err, os.Truncate(path, info.Size()-1))
	}
	const segment, snapshot = "generations/1/*.seg", "generations/1/*.snp"
	f("garbage", "CURRENT", func(path string) error { return os.WriteFile(path, []byte("one"), 0o644) })
	f("zero", "CURRENT", func(path string) error { return os.WriteFile(path, []byte("0\n"), 0o644) })
	f("empty", "CURRENT", empty)
	f("missing", "CURRENT", os.Remove)
	f("garbage", "generations/1/manifest.json", func(path string) error { return os.WriteFile(path, []byte("{"), 0o644) })
	f("empty", "generations/1/manifest.json", empty)
	f("missing", "generations/1/manifest.json", os.Remove)
	for _, name := range []string{segment, snapshot} {
		f("flipped", name, flip)
		f("empty", name, empty)
		f("cut", name, cut)
	}
	f("missing", segment, os.Remove)
	f("a folder", segment, func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) })
	f("a folder", snapshot, func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) })
}
