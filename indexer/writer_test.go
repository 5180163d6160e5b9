package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/storage"
)

// idsWith returns the sorted IDs of the articles in whose field a term stands.
func idsWith(t *testing.T, dir, field, term string) []string {
	t.Helper()
	s := snapshot(t, dir)
	ids := []string{}
	for i := range s.Segments {
		v := &s.Segments[i]
		d, err := v.Dictionary(field)
		check(t, err)
		postings, err := d.PostingsList([]byte(term), v.Deleted, nil)
		check(t, err)
		it, err := postings.Iterator(false, false, false, nil)
		check(t, err)
		for p, err := it.Next(); p != nil || err != nil; p, err = it.Next() {
			check(t, err)
			id, err := v.ID(uint32(p.Number()))
			check(t, err)
			ids = append(ids, id)
		}
	}
	check(t, s.Close())
	slices.Sort(ids)
	return ids
}

func TestUpsert(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	f := func(want Outcome, wantLen int, articles ...*corpus.Article) {
		t.Helper()
		if diff := cmp.Diff(want, upsert(t, w, articles...)); diff != "" {
			t.Fatalf("outcome (-want +got):\n%s", diff)
		}
		if w.Len() != wantLen {
			t.Fatalf("%d articles, want %d", w.Len(), wantLen)
		}
	}
	f(Outcome{}, 0)
	f(Outcome{Added: 3}, 3, numberedArticles(0, 3, 0)...)
	f(Outcome{Unchanged: 3}, 3, numberedArticles(0, 3, 0)...)
	f(Outcome{Added: 1, Replaced: 1, Unchanged: 1}, 4, numbered(0, 0), numbered(1, 1), numbered(3, 0))
	// Within a call as in two: what comes later stays.
	f(Outcome{Added: 1, Replaced: 2}, 5, numbered(4, 0), numbered(4, 1), numbered(4, 2))
	f(Outcome{Added: 1, Unchanged: 1}, 6, numbered(5, 0), numbered(5, 0))
	f(Outcome{Replaced: 2}, 6, numbered(5, 1), numbered(5, 0))
	want := byID(numbered(0, 0), numbered(1, 1), numbered(2, 0), numbered(3, 0), numbered(4, 2), numbered(5, 0))
	check(t, w.Close())
	checkStored(t, dir, want)

	w = openWriter(t, dir)
	f(Outcome{Unchanged: 2, Replaced: 1}, 6, numbered(0, 0), numbered(4, 2), numbered(2, 7))
	check(t, w.Close())
	want["haber-2"] = numbered(2, 7)
	checkStored(t, dir, want)
}

func TestReplacedTextIsGone(t *testing.T) {
	dir := made(t, numbered(1, 0), numbered(2, 0))
	f := func(field, term string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(append([]string{}, want...), idsWith(t, dir, field, term)); diff != "" {
			t.Fatalf("%s %s (-want +got):\n%s", field, term, diff)
		}
	}
	f("body.lemma", "metin1", "haber-1")
	f("body.exact", "sürüm0", "haber-1", "haber-2")
	w := openWriter(t, dir)
	upsert(t, w, numbered(1, 1))
	upsert(t, w, numbered(1, 2))
	check(t, w.Close())
	f("body.exact", "sürüm0", "haber-2")
	f("body.exact", "sürüm1")
	f("body.exact", "sürüm2", "haber-1")
	f("title.lemma", "haber", "haber-1", "haber-2")
}

func TestDelete(t *testing.T) {
	dir := made(t, numberedArticles(0, 10, 0)...)
	w := openWriter(t, dir)
	f := func(want, wantLen int, ids ...string) {
		t.Helper()
		n, err := w.Delete(t.Context(), ids)
		if n != want || w.Len() != wantLen || err != nil {
			t.Fatalf("%d gone, %d left, %v; want %d, %d", n, w.Len(), err, want, wantLen)
		}
	}
	f(0, 10)
	f(0, 10, "haber-77")
	f(2, 8, "haber-3", "haber-4", "haber-3", "haber-77")
	f(0, 8, "haber-3")
	check(t, w.Close())
	want := byID(numberedArticles(0, 10, 0)...)
	delete(want, "haber-3")
	delete(want, "haber-4")
	checkStored(t, dir, want)

	w = openWriter(t, dir)
	if o := upsert(t, w, numbered(3, 0)); o != (Outcome{Added: 1}) {
		t.Fatalf("a deleted article came back as %+v", o)
	}
	var ids []string
	for id := range 10 {
		ids = append(ids, fmt.Sprint("haber-", id))
	}
	f(9, 0, ids...)
	check(t, w.Close())
	checkStored(t, dir, byID())
}

// TestManyBatches has enough of them that Bluge merges while articles are replaced and deleted, and batches of more
// than one segment.
func TestManyBatches(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	want := byID()
	for round := range 30 {
		n := 20
		if round%10 == 0 {
			n = 1200
		}
		articles := numberedArticles(round*17, round*17+n, round)
		upsert(t, w, articles...)
		for _, a := range articles {
			want[a.ID] = a
		}
		gone := fmt.Sprint("haber-", round*5)
		if _, err := w.Delete(t.Context(), []string{gone}); err != nil {
			t.Fatal(err)
		}
		delete(want, gone)
		if w.Len() != len(want) {
			t.Fatalf("round %d: %d articles, want %d", round, w.Len(), len(want))
		}
	}
	check(t, w.Close())
	checkStored(t, dir, want)
}

func TestManifestCounts(t *testing.T) {
	dir := made(t, numberedArticles(0, 4, 0)...)
	m, err := layout(dir).readManifest(1)
	check(t, err)
	if m.Articles != 4 || m.Created.IsZero() || m.Updated.Before(m.Created) {
		t.Fatalf("%+v", m)
	}
}

func TestSecondWriter(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	_, err := OpenWriter(dir)
	var locked *storage.LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Fatalf("a second writer: %v", err)
	}
	upsert(t, w, numbered(1, 0))
	check(t, w.Close())
	check(t, openWriter(t, dir).Close())
}

func TestClosedWriter(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	upsert(t, w, numbered(1, 0))
	check(t, w.Close())
	check(t, w.Close())
	if _, err := w.Upsert(t.Context(), numberedArticles(0, 3, 0)); err == nil {
		t.Fatal("a closed writer took articles")
	}
	if _, err := w.Delete(t.Context(), []string{"haber-1"}); err == nil {
		t.Fatal("a closed writer deleted")
	}
	if w.Len() != 1 {
		t.Fatal(w.Len())
	}
	checkStored(t, dir, byID(numbered(1, 0)))
}

func TestEndedContext(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Upsert(ctx, numberedArticles(0, 3, 0)); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := w.Delete(ctx, []string{"haber-1"}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if o := upsert(t, w, numberedArticles(0, 3, 0)...); o.Added != 3 {
		t.Fatalf("%+v", o)
	}
	check(t, w.Close())
}
