package indexer

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// TestArticleComesBackEqual stores random articles and reads every field back, before and after a merge of segments.
func TestArticleComesBackEqual(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	dir := t.TempDir()
	w := openWriter(t, dir)
	var all []*corpus.Article
	for range 14 {
		var batch []*corpus.Article
		for range 40 {
			a := randomArticle(r, len(all))
			check(t, a.Validate())
			batch, all = append(batch, a), append(all, a)
		}
		if o := upsert(t, w, batch...); o.Added != len(batch) {
			t.Fatalf("%+v", o)
		}
	}
	check(t, w.Close())
	checkStored(t, dir, byID(all...))
	for id, a := range stored(t, dir) {
		for _, when := range []time.Time{a.Published, a.Updated} {
			if !when.IsZero() && when.Location() != corpus.Istanbul {
				t.Fatalf("%s: a time in %s", id, when.Location())
			}
		}
	}
}

func TestColumns(t *testing.T) {
	full, bare := numbered(1, 0), &corpus.Article{ID: "bare", Title: "Kar"}
	full.Authors, full.Agency = []string{"Ayşe Işık", "Can Öz"}, "HA"
	full.Spot = "Yollar kapandı"
	full.Published = time.Date(1800, 1, 1, 0, 0, 0, 0, corpus.Istanbul)
	full.Updated = time.Date(2200, 12, 31, 23, 59, 59, 0, corpus.Istanbul)
	s := snapshot(t, made(t, full, bare))
	rows := map[string]segment.Row{}
	for i := range s.Segments {
		v := &s.Segments[i]
		for doc := range v.Docs() {
			id, err := v.ID(doc)
			check(t, err)
			rows[id] = rowOf(t, v, doc)
		}
	}
	check(t, s.Close())
	want := map[string]segment.Row{
		full.ID: {
			Published: full.Published.Unix(), Updated: full.Updated.Unix(), Fingerprint: full.Fingerprint(), Key: Key(full.ID),
			Story:   Key(full.ID),
			Lengths: [segment.TextFields]uint32{3, 2, 6},
			Labels: [segment.LabelFields][]string{
				segment.Category: {"spor"}, segment.Source: {"Kuzey Postası"}, segment.Author: full.Authors, segment.Tag: full.Tags,
				segment.Agency: {"HA"}, segment.Place: {"İstanbul"}, segment.Year: {"1800"}, segment.Month: {"1800-01"}, segment.Day: {"1800-01-01"},
			},
		},
		"bare": {
			Published: segment.NoTime, Updated: segment.NoTime, Fingerprint: bare.Fingerprint(), Key: Key("bare"),
			Story:   Key("bare"),
			Lengths: [segment.TextFields]uint32{1, 0, 0},
		},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Fatal(diff)
	}
}

// rowOf reads the columns of a document.
func rowOf(t *testing.T, v *View, doc uint32) (row segment.Row) {
	t.Helper()
	published, err := v.Times(segment.Published)
	check(t, err)
	updated, err := v.Times(segment.Updated)
	check(t, err)
	prints, err := v.Fingerprints()
	check(t, err)
	keys, err := v.Keys()
	check(t, err)
	row.Published, row.Updated = published.At(doc), updated.At(doc)
	stories, err := v.Stories()
	check(t, err)
	row.Fingerprint, row.Key, row.Story = prints.At(doc), keys.At(doc), stories.At(doc)
	for f := range row.Lengths {
		lengths, err := v.Lengths(segment.TextField(f))
		check(t, err)
		row.Lengths[f] = uint32(lengths.At(doc))
	}
	for n := range row.Labels {
		l, err := v.Labels(segment.LabelColumn(n))
		check(t, err)
		for from, to := l.Of(doc); from < to; from++ {
			row.Labels[n] = append(row.Labels[n], string(l.Value(l.Ordinal(from))))
		}
	}
	return row
}

func TestFind(t *testing.T) {
	dir := made(t, numberedArticles(0, 5, 0)...)
	w := openWriter(t, dir)
	_, err := w.Delete(t.Context(), []string{"haber-3"})
	check(t, err)
	check(t, w.Close())
	s := snapshot(t, dir)
	f := func(id string, want bool) {
		t.Helper()
		if _, ok, err := s.Find(id); ok != want || err != nil {
			t.Fatalf("%q: %v, %v", id, ok, err)
		}
	}
	f("haber-0", true)
	f("haber-3", false)
	f("haber-", false)
	f("", false)
	check(t, s.Close())
}
