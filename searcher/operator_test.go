package searcher

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

// TestOperators finds what each operator of docs/query-syntax.md is there for.
func TestOperators(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 5, d, 12, 0, 0, 0, corpus.Istanbul) }
	s := index(t,
		&corpus.Article{ID: "a", Title: "Faiz kararı bugün", Body: "Banka faiz oranını açıklıyor.\nKarar bekleniyor.",
			Category: "Ekonomi", Source: "Kuzey Postası", Tags: []string{"faiz", "banka"}, Published: day(10),
			URL: "https://www.kuzey.example/ekonomi/g%C3%BCndem/faiz-karari-42"},
		&corpus.Article{ID: "b", Title: "Köye kar yağdı", Spot: "Okullar tatil", Body: "Kar yağışı sürüyor, kar var, faiz yok.",
			Category: "Gündem", Authors: []string{"Ayşe Kaya"}, URL: "https://haber.ege.example/2026/KAR?id=7", Published: day(11), Updated: day(15)},
		&corpus.Article{ID: "c", Title: "Belediyeler toplandı", Body: "Belediye başkanı, karar almadan gitti: faiz.",
			Category: "gündem", Agency: "AA", Published: day(12)},
		&corpus.Article{ID: "d", Title: "Seçimler", Body: "Kilicdaroglu seçim için belediyeye geldi."})
	f := func(q, want string) {
		t.Helper()
		a := ask(t, s, Request{Query: q, Now: day(12)})
		var ids []string
		for _, h := range a.Hits {
			ids = append(ids, h.Article.ID)
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s (%s): got %q, want %q", q, a.Parsed, got, want)
		}
	}
	f("faiz VE karar", "a c")
	f("faiz VE (kar VEYA belediye)", "b c")
	f("faiz DEĞİL karar", "b")
	f("belediye*", "c d")
	f("b?nka top*lan*", "a c")
	f("Kılıçdarogl~", "d")
	f("Kılıçdorogl~2", "d")
	f("=seçim", "d")
	f("=seçimi", "")
	f(`~"kar yağmak"`, "b")
	f(`"kar yağmak"`, "")
	f(`"tatil okullar"~1`, "b")
	f(`"faiz banka"~0`, "")
	f(`"faiz banka"~1`, "a")
	f("banka ÖNCE/2 oran", "a")
	f("oran ÖNCE/2 banka", "")
	f("oran YAKIN/2 banka", "a")
	f("(faiz VEYA kar) YAKIN/1 oran", "a")
	f("belediye* YAKIN/2 baskn~2", "c")
	f("faiz PARAGRAF banka", "a")
	f("oran PARAGRAF bekleniyor", "")
	f("ENAZ3(kar)", "b")
	f("ENAZ9(kar)", "")
	f("başlık:faiz", "a")
	f("metin:tatil", "")
	f("spot:(tatil faiz)", "b")
	f("kategori:gündem", "c")
	f("kategori:GÜNDEM", "b c")
	f("kategori:gün*", "b c")
	f("kaynak:(kuzey postası)", "a")
	f(`faiz -kaynak:"Kuzey Postası"`, "b c")
	f(`yazar:"ayşe kaya"`, "b")
	f("etiket:(faiz VE banka)", "a")
	f("ajans:aa", "c")
	f("url:kuzey.example", "a")
	f("url:https://kuzey.example/ekonomi", "a")
	f("url:ege.example", "b")
	f("adres:kar", "b")
	f("url:kuz", "")
	f("url:kuz*", "a")
	f("url:ekonomi/*/faiz", "a")
	f("url:ekonomi/faiz", "")
	f("url:gündem", "a")
	f("url:2026/kar?id=7", "b")
	f(`url:("2026/kar" VEYA ekonomi)`, "a b")
	f("faiz -url:ege.example", "a c")
	f("faiz (url:kuzey.example VEYA ajans:AA)", "a c")
	f("tarih:dün", "b")
	f("faiz tarih:2026-05-11..2026-05-12", "b c")
	f("after:2026-05-11 before:2026-05-12", "b")
	f("güncelleme:2026-05-15", "b")
	f("faiz son 2 gün", "b c")
	f("DEĞİL faiz", "d")
	f("NOT (NOT faiz)", "a b c")
	f("-5", "a b c d")
	f("*", "a b c d")
	if a := ask(t, s, Request{Query: "faiz karar", Mode: MatchAll}); a.Total != 2 {
		t.Errorf("mode all: %d hits, want 2", a.Total)
	}
	plain, boosted := ask(t, s, Request{Query: "banka"}).Hits[0].Score, ask(t, s, Request{Query: "banka^3"}).Hits[0].Score
	if diff := boosted - 3*plain; diff > 1e-4 || diff < -1e-4 {
		t.Errorf("banka^3 scores %v, banka %v", boosted, plain)
	}
	a := ask(t, s, Request{Query: "Belediye* (sel"})
	if len(a.Repairs) != 1 || !strings.Contains(a.Hits[0].TitleHTML+a.Hits[0].SnippetHTML, "<mark>") {
		t.Errorf("got %+v", a)
	}
}

// TestHostileQueries end soon, with an answer or with what is wrong.
func TestHostileQueries(t *testing.T) {
	s := sampleIndex(t)
	for _, q := range []string{
		strings.Repeat("a VE ", 3000), strings.Repeat("(", 10_000), strings.Repeat("a* ", 500), strings.Repeat("*a* ", 60),
		`"` + strings.Repeat("ve ", 5000) + `"`, strings.Repeat("a~2 ", 60), strings.Repeat("NOT ", 3000) + "a",
		strings.Repeat("(a OR ", 60) + "b" + strings.Repeat(")", 60), strings.Repeat("ve NEAR/1000 ", 60) + "bir",
		"ENAZ1000(" + strings.Repeat("ve bir ", 500) + ")", strings.Repeat("ve PARAGRAF ", 200) + "bir", "?*?*?*?*a",
		"a" + strings.Repeat("?*", 4), strings.Repeat("x", 16_000) + "~2",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		_, err := s.Search(ctx, Request{Query: q})
		cancel()
		var wrong *RequestError
		if err != nil && !errors.As(err, &wrong) {
			t.Errorf("%.40q: %v", q, err)
		}
	}
}
