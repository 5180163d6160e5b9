package names

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus/turkish"
)

// TestOf gives the names of articles as "people | places | organisations"; a text before " // " is the headline.
func TestOf(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		headline, body, ok := strings.Cut(text, " // ")
		if !ok {
			headline, body = "", text
		}
		var wanted Names
		for kind, list := range strings.Split(want, "|") {
			for name := range strings.SplitSeq(list, ",") {
				if name = strings.TrimSpace(name); name != "" {
					wanted[kind] = append(wanted[kind], name)
				}
			}
		}
		if diff := cmp.Diff(wanted, Of(headline, body), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", text, diff)
		}
	}
	// Endings behind apostrophes, and what they divide.
	f("Heyet Ankara'da Selim Arıkanlı'yla görüştü.", "Selim Arıkanlı | Ankara |")
	f("Ankara’dan İzmir'e giden Ayşe Tozkoparan'ın treni", "Ayşe Tozkoparan | Ankara, İzmir |")
	f("Japonya'nın Osaka kentinde", "| Japonya, Osaka |")
	// Titles.
	f("Dışişleri Bakanı Selim Arıkanlı konuştu. Arıkanlı, yola çıktı.", "Selim Arıkanlı ||")
	f("Cumhurbaşkanı Tozkoparan konuştu.", "Tozkoparan ||")
	f("Tören alanına Prof. Dr. Oya Tan Kızıltuğ ile Av. M. Deniz Uyar geldi.", "Oya Tan Kızıltuğ, M. Deniz Uyar ||")
	f("Partinin lideri Brontosson, oyuncu Zyx Wvuts ile buluştu.", "Brontosson, Zyx Wvuts ||")
	f("Genel Başkan Yardımcısı Selim Arıkanlı", "Selim Arıkanlı ||")
	f("Kuvvet Komutanı Selim ARIKANLI geldi.", "Selim Arıkanlı ||")
	f("Veliaht Prens Faysal bin Tallal geldi.", "Faysal bin Tallal ||")
	// A surname joins the full name of the article, whoever has it.
	f("Salonda Hakan Kırkgöz de vardı. Kırkgöz'ün yanında Oya Kırkgöz duruyordu. Hakan Kırkgöz gitti.",
		"Hakan Kırkgöz, Oya Kırkgöz ||")
	f("Toplantıda Recai Selim Arıkanlı konuştu; Selim Arıkanlı alkışlandı.", "Recai Selim Arıkanlı ||")
	// Initials are nobody.
	f("Olayda Ahmet Y. gözaltına alındı.", "||")
	// Organisations take all before their last word, with endings with and without an apostrophe.
	f("Karar İstanbul Büyükşehir Belediyesi'nden geldi.", "| | İstanbul Büyükşehir Belediyesi")
	f("Tarım ve Orman Bakanlığından yapılan açıklama", "| | Tarım ve Orman Bakanlığı")
	f("Bu karar Kars Üniversitesine ulaştı.", "| | Kars Üniversitesi")
	f("İhaleyi Kuzey Yapı A.Ş. kazandı.", "| | Kuzey Yapı A.Ş.")
	f("Törene Fenerbahçe ve Türkiye Futbol Federasyonu katıldı.", "| | Fenerbahçe, Türkiye Futbol Federasyonu")
	f("Kars Belediye Başkanı Oya Uyar katıldı.", "Oya Uyar | | Kars Belediyesi")
	f("Dosyayı Büyükşehir Belediyesi hazırladı.", "||")
	f("Raporu TÜİK ile TBMM hazırladı, CHP'den tepki geldi.", "| | TÜİK, TBMM, CHP")
	// Other things with names are none of the three.
	f("Takım Türkiye Kupası maçına hazır.", "||")
	f("Oyuncular Devrim Bekçileri filminde buluştu.", "||")
	// Places.
	f("Kaza Atatürk Caddesi ile Kordon Meydanı arasında oldu.", "| Atatürk Caddesi, Kordon Meydanı |")
	f("Heyet önce Suudi Arabistan'a, sonra Yeni Delhi'ye gitti.", "| Suudi Arabistan, Yeni Delhi |")
	f("Yangın Hatay'ın Defne ilçesinde çıktı.", "| Hatay, Defne |")
	f("Yangın Dökmetepe köyünde çıktı.", "| Dökmetepe |")
	// A sentence begins with a capital whatever its word is.
	f("Ordu dün bekliyordu. Mısır ucuzladı. Deniz kirlendi.", "||")
	f("Ordu'da kar yağdı. Mısır Cumhurbaşkanı geldi. Kar yüzünden Van da kapandı.", "| Ordu, Mısır, Van |")
	f("Kar yüzünden Van kapandı. Van bekliyor.", "| Van |")
	f("Yeni Sağlık Bakanlığı binası", "| | Sağlık Bakanlığı")
	// Headlines in capitals and those in which every word has one.
	f("SELİM ARIKANLI ANKARA'YA GELDİ // Gelen Selim Arıkanlı idi.", "Selim Arıkanlı | Ankara |")
	f("Deniz Suyu Sıcaklığı Bugün Yükseldi // Hava sıcak.", "||")
	f("TARİHİ DERBİ BUGÜN OYNANACAK // Maç saat 20.00'de.", "||")
	// What looks like a name and is none.
	f("Türk ve Alman heyetleri Pazartesi günü Ramazan Bayramı için buluştu.", "||")
	f("", "||")
}

// TestMost keeps the most frequent of too many names, in the order of the text where they are equal.
func TestMost(t *testing.T) {
	var b strings.Builder
	for i := range 40 {
		b.WriteString("Yolda Ali " + strings.Repeat("K", 1) + strings.Repeat("a", i+1) + "l vardı. ")
	}
	b.WriteString("Yine Ali Kaaaaaaaaaaaaaaaaaaaaaaaaaaaaaal vardı.")
	people := Of("", b.String())[Person]
	if len(people) != MaxNames || people[0] != "Ali Kaaaaaaaaaaaaaaaaaaaaaaaaaaaaaal" || people[1] != "Ali Kal" {
		t.Fatalf("%d: %q", len(people), people)
	}
}

func TestLists(t *testing.T) {
	provinces := 0
	inProvinces := false
	for line := range strings.SplitSeq(placesFile, "\n") {
		if strings.HasPrefix(line, "#") {
			inProvinces = line == "# provinces"
		} else if inProvinces && line != "" {
			provinces += strings.Count(line, ",") + 1
		}
	}
	if provinces != 81 {
		t.Errorf("%d provinces", provinces)
	}
	for line := range strings.SplitSeq(wordsFile, "\n") {
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, _, _ = strings.Cut(name, "]")
			if sections[name] == 0 {
				t.Errorf("words.txt has an unknown kind %q", name)
			}
		}
	}
	l := theLexicon()
	for phrase := range l.phrases {
		if n := strings.Count(phrase, " ") + 1; n > maxPhraseWords {
			t.Errorf("%q has %d words", phrase, n)
		}
	}
}

// TestFinderForgets has one Finder read article after article.
func TestFinderForgets(t *testing.T) {
	f, analyzer := NewFinder(), turkish.NewAnalyzer()
	for range 3 {
		for _, text := range []string{"Başkan Selim Arıkanlı Ankara'da", "Arıkanlı konuştu. Van bekliyor."} {
			f.Begin()
			f.Text("")
			f.Read(analyzer, text)
			if diff := cmp.Diff(Of("", text), f.Names(), cmpopts.EquateEmpty()); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{
		"Dışişleri Bakanı Selim Arıkanlı, İstanbul Büyükşehir Belediyesi'nde.", "İ. Ö. Ü. A.Ş. ve TBMM", "BÜYÜK HARFLİ BİR BAŞLIK",
		"Belediye Başkanı", "Ali Ali ALİ'nin bin Ali", "Suudi Arabistan ve Ticaret Bakanlığının", "Ünal\u00a0Öz  Kaya\nAnkara",
	} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, headline, body string) {
		finder, analyzer := NewFinder(), turkish.NewAnalyzer()
		finder.Read(analyzer, headline)
		finder.Read(analyzer, body)
		for kind, found := range finder.Names() {
			if len(found) > MaxNames {
				t.Fatalf("%d names of kind %d", len(found), kind)
			}
			for i, name := range found {
				if name == "" || !utf8.ValidString(name) || strings.ContainsAny(name, "\n\x00") {
					t.Fatalf("%q", name)
				}
				for _, other := range found[:i] {
					if other == name {
						t.Fatalf("%q twice", name)
					}
				}
			}
		}
		finder.Mentions(func(_ Kind, text, start, end int) bool {
			if s := []string{headline, body}[text]; start >= end || end > len(s) {
				t.Fatalf("%d to %d of %q", start, end, s)
			}
			return true
		})
	})
}
