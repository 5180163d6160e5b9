package turkish

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/haberara/haberara/internal/alloctest"
)

func TestLemma(t *testing.T) {
	l := NewLemmatizer()
	group := func(name, cases string) {
		t.Helper()
		for c := range strings.SplitSeq(cases, ",") {
			word, want, _ := strings.Cut(strings.TrimSpace(c), " ")
			if got := l.Lemma(word); got != want {
				t.Errorf("%s: the lemma of %s is %s, want %s", name, word, got, want)
			}
		}
	}
	group("plural, possessive, case",
		"evim ev, evler ev, evlerde ev, evlerimiz ev, evinden ev, okullarımızın okul, öğretmenlerine öğretmen,"+
			" çocuklarıyla çocuk, yollarda yol, günlerce gün, ülkelerinin ülke, kentlerde kent, seçmenlerin seçmen,"+
			" partisinin parti, hükümetin hükümet, meclise meclis, başkanı başkan, bakanına bakan, hastaneye hastane,"+
			" köprüyü köprü, adamlar adam, kararları karar, ailesi aile, saldırısı saldırı, seçimlerini seçim")
	group("-ki and the copula",
		"evlerimizdekilerden ev, evdekiler ev, arabasındaki araba, kitaplarımızdaki kitap, doktormuş doktor,"+
			" güzeldi güzel, evdeydi ev, öğretmenim öğretmen, ülkedeki ülke")
	group("softening",
		"kitabı kitap, ağacı ağaç, rengi renk, cevabı cevap, sebebi sebep, mektubu mektup, grubu grup, amacı amaç,"+
			" ihtiyacı ihtiyaç, sonucunda sonuç, gücü güç, borcu borç, yurdu yurt, derdi dert, kanadı kanat,"+
			" çocuğu çocuk, ekmeği ekmek, sokağa sokak, gerçeği gerçek, köpeği köpek, bacağı bacak, ahengi ahenk,"+
			" psikoloğu psikolog, fiziğin fizik")
	group("no softening",
		"hukuku hukuk, sepeti sepet, sanatı sanat, saçı saç, maçı maç, topu top, milleti millet, devleti devlet,"+
			" suçu suç")
	group("a dropped vowel",
		"ağzı ağız, şehri şehir, burnu burun, boynu boyun, gönlü gönül, aklı akıl, fikri fikir, ömrü ömür,"+
			" vakti vakit, ismi isim, oğlu oğul, karnı karın, alnı alın, kaydı kayıt, kaybı kayıp, hükmü hüküm,"+
			" nehri nehir, keyfi keyif, sabrı sabır, izni izin, zihni zihin, hacmi hacim, zulmü zulüm")
	group("doubling",
		"hakkı hak, affı af, hissi his, sırrı sır, hattı hat, zammı zam, tıbbı tıp, reddi ret")
	group("front endings after back vowels",
		"saati saat, rolü rol, golü gol, kontrolü kontrol, ihtimali ihtimal, hayali hayal, kalbi kalp, harfi harf,"+
			" dikkati dikkat, kabulü kabul, petrolün petrol, hali hal")
	group("su and ne",
		"suyu su, suyun su, neyi ne")
	group("tense, person, negation, ability",
		"geldi gel, gelmiş gel, gelmedi gel, gelemedi gel, gelmeyecek gel, gelebilir gel, gelseydi gel, gelmeli gel,"+
			" görüştü görüş, görüşecek görüş, konuşamıyor konuş, yapamadılar yap, yapmaktadır yap, gitti git,"+
			" gidecek git, etti et, edecek et, dedi de, diyecek de, yediler ye, tanıyoruz tanı")
	group("-iyor narrows",
		"gidiyor git, diyor de, yiyor ye, başlıyor başla, bekliyor bekle, söylüyor söyle, istiyor iste, anlıyor anla,"+
			" okuyor oku, yürüyor yürü, koruyor koru, başlamıyor başla, istemiyor iste, geliyor gel, ediyor et,"+
			" titriyor titre, hissediyor hisset")
	group("participles and converbs",
		"gelmeden gel, gelince gel, gelerek gel, gelip gel, geldiğinde gel, diyen de, yiyen ye, beklenen bekle,"+
			" açıklayacağını açıkla, yapılmayan yap, yaşananlar yaşa, geçmedikçe geç")
	group("-dik in the plural is owned",
		"sandıklar sandık, sandıkta sandık, sandığa sandık, tanıdıklar tanıdık, yaptıkları yap, gördüklerim gör,"+
			" geldikten gel, beklenmedik bekle, yaptığı yap")
	group("verbal nouns",
		"görüşülmesi görüş, görüşmeler görüşme, edilmesi et, kullanılması kullan, gelmesi gel, seçim seçim,"+
			" anlaşmalar anlaşma")
	group("voice",
		"görüştürülmedi görüş, tutuklandı tutukla, yapıldı yap, yaptırdı yap, yapılacak yap, denildi de,"+
			" açıkladı açıkla, açıklanan açıkla, öldürüldü öl, öldürdü öl, değiştirdi değiş, geliştirilen geliş,"+
			" durduruldu dur, çıkarıldı çık, yakalandı yakala, yaralandı yarala, hazırlanan hazırla, belirlendi belirle,"+
			" kullanıldı kullan, kaldırıldı kaldır")
	group("voices that are words of their own",
		"düşürüldü düşür, geçirdi geçir, getirildi getir, gösterdi göster, bulundu bulun, savundu savun,"+
			" konuştu konuş, düşünüyor düşün, tartışıldı tartış, katıldı katıl, anlattı anlat")
	group("compound verbs",
		"kaydetti kaydet, reddedildi reddet, affedildi affet, vazgeçti vazgeç, varsayar varsay, bahseder bahset")
	group("pronouns",
		"bunu bu, onlara o, bana ben, sizin siz, kendisine kendi, kendiyle kendi")
	group("derived words keep their ending",
		"bakanlığı bakanlık, işsizlik işsizlik, güvenliği güvenlik, evli evli, evsizler evsiz, sporcular sporcu,"+
			" gazeteciliği gazetecilik, başkanlığına başkanlık, toplumsal toplumsal, vatandaşlarımız vatandaş")
	group("compounds with a possessive",
		"milletvekilleri milletvekili, milletvekiline milletvekili, cumhurbaşkanına cumhurbaşkanı, cezaevinde cezaevi,"+
			" kamuoyunun kamuoyu, havalimanına havalimanı")
	group("names",
		"Aydın aydın, Kadın kadın, Adana adana, Kasım kasım, Türkiye türkiye, Yıldırım yıldırım, Deniz deniz,"+
			" Barış barış, Yılmaz yılmaz, Çelik çelik, Gül gül, Şahin şahin, Bursa bursa, Ordu ordu, Merkel merkel,"+
			" İmamoğlu imamoğlu")
	group("names without the apostrophe",
		"Erdoğanın erdoğan, Ankaranın ankara, istanbula istanbul, Türkiyenin türkiye, Irakın ırak, Suriyeli suriyeli,"+
			" Ankaralılar ankaralı, Türkçenin türkçe")
	group("names with an apostrophe",
		"Fidan'ın fidan, Putin'in putin, İstanbul'da istanbul, Ankara'daki ankara, İzmir’den izmir, Trump'ın trump,"+
			" Türkiye'nin türkiye, ABD'nin abd, TBMM'de tbmm, Bakanlığı'nın bakanlık, Meclisi'nde meclis,"+
			" Bahçeli'nin bahçeli, Kılıçdaroğlu'na kılıçdaroğlu, Galatasaray'ın galatasaray, Fenerbahçe'ye fenerbahçe,"+
			" Rusya'dan rusya, Hakkari'de hakkari, Irak'ın ırak, Xqzav'ın xqzav")
	group("names with an I that lacks its dot",
		"ISTANBUL istanbul, ISTANBUL'DA istanbul, Istanbul istanbul, INGILTERE ingiltere, Iran iran, ISLAM islam,"+
			" IRAK ırak, Isparta ısparta, ISI ısı, IŞIK ışık, ıslattı ıslat")
	group("words that are hardly ever the form they look like",
		"sayın sayın, saydı say, güldü gül")
	group("no ending behind the apostrophe",
		"O'Neill oneill, Kur'an kuran, Sana'a sanaa, Sana'da sana")
	group("words that stay apart",
		"altın altın, alım alım, alın alın, alıntı alıntı, olumlu olumlu, ölümlü ölümlü, at at, atık atık, ders ders,"+
			" deri deri, oldu ol, öldü öl, adam adam, yardım yardım, zarar zarar, derin derin, aynı aynı, eskiler eski, "+
			"etkisi etki, tepkiler tepki, fazla fazla, formu form, aşkı aşk")
	group("typed without diacritics",
		"gorusmeleri görüşme, secimlerini seçim, cumhurbaskani cumhurbaşkanı, ogrencilerin öğrenci, aciklandi açıkla,"+
			" SECIMLERI seçim, BAKANLIGI bakanlık")
	group("words in -men and -man", "seçmenler seçmen, göçmenlerin göçmen, yönetmeni yönetmen, apartmanı apartman")
	group("not Turkish",
		"holding holding, onlyfans onlyfans, Путин путин, a a, F16 f16")
}

func TestRoot(t *testing.T) {
	l := NewLemmatizer()
	f := func(word, lemma, root string) {
		t.Helper()
		best, _, ok := l.Analyze(word)
		if !ok || best.Lemma != lemma || best.Root != root {
			t.Errorf("the analysis of %s is %+v, want %s from %s", word, best, lemma, root)
		}
	}
	f("görüşmeler", "görüşme", "görüş")
	f("seçimlerini", "seçim", "seç")
	f("satışlar", "satış", "sat")
	f("bakanlığı", "bakanlık", "bakan")
	f("gazeteciler", "gazeteci", "gazete")
	f("evsizlerin", "evsiz", "ev")
	f("Ankaralılar", "ankaralı", "ankara")
	f("düşürdü", "düşür", "düş")
	f("tutuklandı", "tutukla", "tutukla")
	f("kitabı", "kitap", "kitap")
	f("adamlar", "adam", "adam")
	f("Kasım'da", "kasım", "kasım")
	f("sağlık", "sağlık", "sağlık")
	f("anlaşması", "anlaşma", "anlaş")
	f("yendiği", "yen", "yen")
	f("yedirdi", "ye", "ye")
}

func TestEndingsAreNamed(t *testing.T) {
	l := NewLemmatizer()
	f := func(word, want string) {
		t.Helper()
		best, _, _ := l.Analyze(word)
		if got := strings.Join(best.Endings, " "); got != want {
			t.Errorf("the endings of %s are %q, want %q", word, got, want)
		}
	}
	f("ev", "")
	f("evlerimizdekilerden", "plural poss.1pl loc ki plural abl")
	f("görüştürülmedi", "causative passive neg past")
	f("konuşamıyordu", "unable.prog cop.past")
	f("bakanlığına", "poss.3 dat")
}

func TestSecondReading(t *testing.T) {
	best, second, ok := NewLemmatizer().Analyze("altını")
	if !ok || best.Lemma == second.Lemma || second.Lemma == "" {
		t.Errorf("the readings of altını are %+v and %+v", best, second)
	}
	if best.Cost > second.Cost {
		t.Errorf("the second reading costs %d, the best %d", second.Cost, best.Cost)
	}
	if _, _, ok = NewLemmatizer().Analyze("..."); ok {
		t.Error("a word without letters has a reading")
	}
}

// TestCaseAndApostrophe checks that the way a name is written does not change its lemma.
func TestCaseAndApostrophe(t *testing.T) {
	l := NewLemmatizer()
	for _, name := range []string{"istanbul", "ankara", "putin", "erdoğan", "aydın", "van", "ordu", "batman", "fidan"} {
		for _, written := range []string{name, Upper(name), name + "'da", name + "’ın", Upper(name) + "'DA"} {
			if got := l.Lemma(written); got != name {
				t.Errorf("the lemma of %s is %s", written, got)
			}
		}
	}
}

func TestLemmaOfASCIIFoldsAlike(t *testing.T) {
	l := NewLemmatizer()
	for _, word := range strings.Fields("görüşmeleri seçimlerinde öğretmenler açıklamasını değiştirildi çocuklarımız " +
		"güçlendirilmesi cumhurbaşkanına ülkesine başlıyor şehirlerarası bakanlığından gazeteciliğin") {
		if got, want := Fold(l.Lemma(Fold(word))), Fold(l.Lemma(word)); got != want {
			t.Errorf("the lemma of %s is %s, that of %s %s", Fold(word), got, word, want)
		}
	}
}

func TestLemmatizerIsSafeForConcurrentUse(t *testing.T) {
	l := NewLemmatizer()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := l.Lemma("evlerimizdekilerden"); got != "ev" {
					t.Errorf("the lemma is %s", got)
				}
			}
		})
	}
	wg.Wait()
}

// TestLongWords checks that neither length nor repeated endings make a word expensive: 10,000 of each are read in the
// time the test has.
func TestLongWords(t *testing.T) {
	l := NewLemmatizer()
	for _, part := range []string{"lar", "la", "lı", "mama", "dığı", "ma", "sız", "ki", "ş", "a"} {
		word := strings.Repeat(part, 500)
		for n := 1; n <= 60; n++ {
			checkLemma(t, l, cutTerm("ev"+strings.Repeat(part, n)))
		}
		for range 10_000 {
			l.Lemma(cutTerm(word))
			l.Lemma(word[:30])
		}
	}
}

func checkLemma(t *testing.T, l *Lemmatizer, word string) {
	t.Helper()
	lemma := l.Lemma(word)
	if !utf8.ValidString(lemma) {
		t.Fatalf("the lemma %q of %q is not UTF-8", lemma, word)
	}
	if base, _ := splitTail(word); lemma == "" && base != "" {
		t.Fatalf("the lemma of %q is empty", word)
	}
	if again := l.Lemma(word); again != lemma {
		t.Fatalf("the lemma of %q is %q, then %q", word, lemma, again)
	}
}

func FuzzLemma(f *testing.F) {
	for _, seed := range append(hostile, "evlerimizdekilerden", "Türkiye'dekilerle", "IŞIĞI", "qwx'ın", "ağ", "ﬁ", "â") {
		f.Add(seed)
	}
	l := NewLemmatizer()
	f.Fuzz(func(t *testing.T, word string) {
		checkLemma(t, l, word)
		best, second, ok := l.Analyze(word)
		if ok && best.Lemma != l.Lemma(word) {
			t.Fatalf("Analyze gives %q for %q, Lemma %q", best.Lemma, word, l.Lemma(word))
		}
		if ok && (best.Lemma == "" || best.Root == "" || best.Lemma == second.Lemma) {
			t.Fatalf("the readings of %q are %+v and %+v", word, best, second)
		}
	})
}

func TestLemmaOfKnownWordAllocatesOnlyItsResult(t *testing.T) {
	l := NewLemmatizer()
	if n := alloctest.Least(func() { l.Lemma("evlerimizdekilerden") }); n > 2 {
		t.Errorf("Lemma allocates %v times", n)
	}
}
