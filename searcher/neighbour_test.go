package searcher

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestNear compares the neighbours of words with those that counting letters finds, over several segments and with
// articles that are gone.
func TestNear(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	texts := []string{"deprem kar kâr depremi Depremin derpem", "depren kor kara KARA kır 12345 k4r", "karlı depremde krema karne"}
	var docs refVocabulary
	for i, text := range texts {
		a := &corpus.Article{ID: text[:6], Title: text}
		if _, err := w.Upsert(t.Context(), []*corpus.Article{a}); err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			docs = append(docs, reference{a.ID: a}.docs()...)
		}
	}
	if _, err := w.Delete(t.Context(), []string{texts[0][:6]}); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	v, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.release() }()
	found := newTerms(v)
	for _, word := range []string{"deprem", "depremi", "kar", "kra", "karar", "xyz", "depermde", "12346"} {
		for edits := 1; edits <= 2; edits++ {
			var want, got []string
			for _, d := range docs {
				for _, tokens := range d.fields {
					for _, token := range tokens {
						if n := refEdits([]rune(word), []rune(token.Fold)); n > 0 && n <= edits && isPart(token.Fold) {
							want = append(want, token.Fold)
						}
					}
				}
			}
			for _, x := range found.near(word, edits) {
				for range found.spelled(word, x.exact, Misspelling, 1) {
					got = append(got, x.exact)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			want, got = slices.Compact(want), slices.Compact(got)
			if diff := cmp.Diff(want, got); diff != "" || found.failed() != nil {
				t.Errorf("%s within %d: %v (-want +got):\n%s", word, edits, found.failed(), diff)
			}
		}
	}
}
