package searcher

import (
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
	// The words of other search programs.
	f("başlık:ban* VEYA metin:ban*", "a")
	f("banka adj2 oran", "a")
	f("oran adj2 banka", "")
	f("banka PRE/2 oran", "a")
	f("banka ONCE/2 oran", "a")
	f("oran near2 banka", "a")
	f("oran NEAR/2 banka", "a")
	f("oran w/2 banka", "a")
	f("oran yakın2 banka", "a")
	f("faiz SAME banka", "a")
	f("oran w/p bekleniyor", "")
	f("ATLEAST3(kar)", "b")
	f("atleast3 kar", "b")
	f("ENAZ2(kar) VE faiz", "b")
	f("ENAZ2(faiz VEYA kar)", "a b")
	f(`ENAZ2("kar var")`, "")
	// As written: the very form, its diacritics included.
	f("=belediye", "c")
	f("=kılıçdaroğlu", "")
	f("=kilicdaroglu", "d")
	f("=FAİZ", "a b c")
	f("=karar", "a c")
	f("=kararı", "a")
	f("=karari", "")
	// Dates in all their spellings; the present is 12 May 2026.
	f("tarih:bugün", "c")
	f("date:2026-05-10", "a")
	f("tarih:10.05.2026", "a")
	f("tarih:2026-05", "a b c")
	f("tarih:mayıs", "a b c")
	f("tarih:2026-05-11..", "b c")
	f("tarih:..2026-05-11", "a b")
	f(`tarih:"son 2 gün"`, "b c")
	f(`tarih:"11 Mayıs 2026"`, "b")
	f("sonra:2026-05-12", "c")
	f("önce:2026-05-11", "a")
	f("updated:2026-05-15..", "b")
	f("faiz geçen hafta", "a")
	f(`"geçen hafta"`, "")
	f("faiz -tarih:dün", "a c")
	f("(tarih:dün VEYA ajans:AA) VE faiz", "b c")
	if a := ask(t, s, Request{Query: "faiz karar", Mode: MatchAll}); a.Total != 2 {
		t.Errorf("mode all: %d hits, want 2", a.Total)
	}
	plain, boosted := ask(t, s, Request{Query: "banka"}).Hits[0].Score, ask(t, s, Request{Query: "banka^3"}).Hits[0].Score
	if diff := boosted - 3*plain; diff > 1e-4 || diff < -1e-4 {
		t.Errorf("banka^3 scores %v, banka %v", boosted, plain)
	}
	first := func(q string) string { return ask(t, s, Request{Query: q}).Hits[0].Article.ID }
	if without, with := first("banka yağış"), first("banka^0.01 yağış"); without != "a" || with != "b" {
		t.Errorf("banka yağış begins with %s, with less of banka with %s", without, with)
	}
	if got := first("(banka oran)^0.01 yağış^5"); got != "b" {
		t.Errorf("a boosted bracket begins with %s", got)
	}
	a := ask(t, s, Request{Query: "Belediye* (sel"})
	if len(a.Repairs) != 1 || !strings.Contains(a.Hits[0].TitleHTML+a.Hits[0].SnippetHTML, "<mark>") {
		t.Errorf("got %+v", a)
	}
}
