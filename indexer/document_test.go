package indexer

import (
	"strings"
	"testing"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish/names"
	"github.com/haberara/haberara/indexer/segment"
)

// TestUpsertWithFailingAnalysis has the analysis of one article of a batch panic.
func TestUpsertWithFailingAnalysis(t *testing.T) {
	dir := made(t, numberedArticles(0, 3, 0)...)
	w := openWriter(t, dir)
	w.desks = []*desk{{nil, segment.NewVocabulary(), names.NewFinder()}}
	// Without text there is nothing to fail on.
	batch := []*corpus.Article{{ID: "a", Language: "tr"}, numbered(7, 0), {ID: "b", Language: "tr"}}
	_, err := w.Upsert(t.Context(), batch)
	if err == nil || !strings.HasPrefix(err.Error(), `analyse article "haber-7": internal error: `) {
		t.Fatal(err)
	}
	if strings.Contains(err.Error(), `"a"`) || w.Len() != 3 {
		t.Fatalf("%d articles, %v", w.Len(), err)
	}
	if o := upsert(t, w, numberedArticles(2, 6, 0)...); o != (Outcome{Added: 3, Unchanged: 1}) {
		t.Fatalf("%+v", o)
	}
	check(t, w.Close())
	checkStored(t, dir, byID(numberedArticles(0, 6, 0)...))
}
