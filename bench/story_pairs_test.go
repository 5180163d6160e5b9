package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

func TestStoryPairs(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, corpus.Istanbul)
	article := func(hours float64, source, title, spot string) *storyFacts {
		return newStoryFacts(&corpus.Article{
			Title: title, Spot: spot, Source: source, Published: at.Add(time.Duration(hours * float64(time.Hour))),
		})
	}
	all := []*storyFacts{
		0: article(0, "A", "Karadere'de fabrika gece yandı", "Vali Nehir Aksoy \"yangın üç saatte kontrol altına alındı\" dedi."),
		1: article(1, "B", "Karadere'de fabrika gece yandı", ""),
		2: article(40, "B", "Karadere'de fabrika gece yandı", "Bugün Nehir Aksoy 35 işçiyle görüştü."),
		3: article(2, "C", "Aksoy: Söndürüldü", "\"Yangın üç saatte kontrol altına alındı\""),
		4: article(0, "D", "Ovakent borsasında fiyatlar düştü", "Buğday 11,40 liradan 250 ton satıldı."),
		5: article(24, "D", "Ovakent borsasında fiyatlar düştü", "Buğday 11,65 liradan 310 ton satıldı."),
		6: article(0, "A", "Bursa'da kamyon devrildi: yol kapandı", "Yol iki saat kapalı kaldı."),
		7: article(9, "B", "Manisa'da kamyon devrildi: yol kapandı", "Sürücü hastanede."),
		8: article(0, "E", "Sergi bugün açıldı", "Ressam Doruk Şen 5 Mayıs günü gelecek."),
		9: article(3, "F", "Konser ertelendi", "Besteci Doruk Şen 9 Haziran için söz verdi."),
	}
	want := []storyPair{
		{0, 1, freeRule, true}, {0, 3, "quote", true}, {4, 5, "serial", false}, {8, 9, "dates", false},
		{6, 7, "places", false},
	}
	got := append(freePairs(all), hardPairs(all, 1)...)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(storyPair{})); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
}
