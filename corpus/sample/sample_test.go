package sample

import (
	"strings"
	"testing"

	"github.com/haberara/haberara/corpus/turkish"
)

// TestVariety: the sample is what a stranger sees first, and the tests lean on the hard cases in it.
func TestVariety(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) < 150 {
		t.Errorf("%d articles, want at least 150", len(articles))
	}
	ids, categories, sources, months := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range articles {
		ids[a.ID], categories[a.Category], sources[a.Source] = true, true, true
		months[a.Published.Format("2006-01")] = true
		if a.Title == "" || a.Spot == "" || a.Body == "" || a.URL == "" || len(a.Tags) == 0 || a.Published.IsZero() {
			t.Errorf("%s lacks a field", a.ID)
		}
	}
	for what, c := range map[string][2]int{
		"ids": {len(ids), len(articles)}, "categories": {len(categories), 12}, "outlets": {len(sources), 8}, "months": {len(months), 18},
	} {
		if c[0] < c[1] {
			t.Errorf("%d %s, want at least %d", c[0], what, c[1])
		}
	}
}

func TestHardCases(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"İSTANBUL'DA", "İstanbul'daki", "’d", "O'Neill", "ISPARTA", "IŞIK", "öldü", "oldu", "altın", "alıntı", "ölümlü", "olumlu",
		"kitabı", "ağacı", "ağzı", "şehri", "hakkı", "rengi", "Zalenskiy", "Zalenski ", "Zalensky", "SON DAKİKA", "GÜNCELLEME",
		"kâr", "hâlâ", "%25", "yüzde 25", "1.250,75", "3'üncü", "17 Ağustos 1999", "TBMM'", "F-16", "#", "@", "https://",
	} {
		found := false
		for _, a := range articles {
			found = found || strings.Contains(a.Title+" "+a.Spot+" "+a.Body, text)
		}
		if !found {
			t.Errorf("no article has %q", text)
		}
	}
	if turkish.Fold("ISPARTA") != turkish.Fold("ısparta") {
		t.Error("the sample is there to show that these are one word")
	}
}
