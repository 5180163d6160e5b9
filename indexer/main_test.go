package indexer

import (
	"bytes"
	"errors"
	"io"
	"log"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/haberara/haberara/corpus"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashVariable); dir != "" {
		code := ingestUntilKilled(dir, os.Stdout)
		_, _ = io.Copy(io.Discard, os.Stdin) // so that a process that is killed too late has not ended by itself
		os.Exit(code)
	}
	log.SetOutput(io.Discard) // Bluge logs what it cannot load
	goleak.VerifyTestMain(m)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func openWriter(t testing.TB, dir string) *Writer {
	t.Helper()
	w, err := OpenWriter(dir)
	check(t, err)
	return w
}

func upsert(t testing.TB, w *Writer, articles ...*corpus.Article) Outcome {
	t.Helper()
	o, err := w.Upsert(t.Context(), articles)
	check(t, err)
	return o
}

// made returns the folder of a new index of articles.
func made(t testing.TB, articles ...*corpus.Article) string {
	t.Helper()
	dir := t.TempDir()
	w := openWriter(t, dir)
	upsert(t, w, articles...)
	check(t, w.Close())
	return dir
}

func snapshot(t testing.TB, dir string) *Snapshot {
	t.Helper()
	x, err := OpenIndex(dir)
	check(t, err)
	s, err := x.Snapshot()
	check(t, err)
	return s
}

// articlesOf returns the articles of a snapshot by ID, and an error when anything in it contradicts itself.
func articlesOf(s *Snapshot) (map[string]*corpus.Article, error) {
	all := map[string]*corpus.Article{}
	for i := range s.Segments {
		v := &s.Segments[i]
		prints, err1 := v.Fingerprints()
		keys, err2 := v.Keys()
		if err := errors.Join(err1, err2); err != nil {
			return nil, v.Damaged(err)
		}
		for doc := range v.Docs() {
			if v.IsDeleted(doc) {
				continue
			}
			a, err := v.Article(doc)
			if err != nil {
				return nil, err
			}
			id, err := v.ID(doc)
			if err != nil {
				return nil, err
			}
			found, ok, err := s.Find(id)
			owner, number := s.Segment(v.Base + doc)
			switch {
			case err != nil:
				return nil, err
			case id != a.ID || !ok || found != v.Base+doc || owner != v || number != doc:
				return nil, errors.New(a.ID + " is not where it should be")
			case all[id] != nil:
				return nil, errors.New(a.ID + " is there twice")
			case a.Fingerprint() != prints.At(doc) || Key(id) != keys.At(doc):
				return nil, errors.New(a.ID + " is another than its columns say")
			}
			all[id] = a
		}
	}
	if len(all) != int(s.Live) {
		return nil, errors.New("the snapshot miscounts its articles")
	}
	return all, nil
}

// stored returns the articles of an index by ID.
func stored(t testing.TB, dir string) map[string]*corpus.Article {
	t.Helper()
	s := snapshot(t, dir)
	all, err := articlesOf(s)
	check(t, errors.Join(err, s.Close()))
	return all
}

func byID(articles ...*corpus.Article) map[string]*corpus.Article {
	all := map[string]*corpus.Article{}
	for _, a := range articles {
		all[a.ID] = a
	}
	return all
}

func checkStored(t testing.TB, dir string, want map[string]*corpus.Article) {
	t.Helper()
	if diff := cmp.Diff(want, stored(t, dir)); diff != "" {
		t.Fatalf("stored (-want +got):\n%s", diff)
	}
}

// jsonLines writes articles, and strings as they are, one on each line.
func jsonLines(t testing.TB, lines ...any) []byte {
	t.Helper()
	var b []byte
	for _, l := range lines {
		switch l := l.(type) {
		case *corpus.Article:
			b = l.AppendJSON(b)
		case string:
			b = append(b, l...)
		default:
			t.Fatalf("%T is no line", l)
		}
		b = append(b, '\n')
	}
	return bytes.Clone(b)
}

func writeFile(t testing.TB, path string, b []byte) string {
	t.Helper()
	check(t, os.WriteFile(path, b, 0o644))
	return path
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	check(t, err)
	return b
}
