package turkish

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/internal/alloctest"
)

func exacts(text string) string {
	var got []string
	NewAnalyzer().Analyze(text, func(_ Token, s Signals) bool {
		got = append(got, s.Exact)
		return true
	})
	return strings.Join(got, " ")
}

// spoken joins the exact terms of text in the order of their positions.
func spoken(text string) string {
	terms := map[int]string{}
	NewAnalyzer().Analyze(text, func(t Token, s Signals) bool {
		terms[t.Position] = s.Exact
		return true
	})
	got := make([]string, len(terms))
	for i := range got {
		got[i] = terms[i]
	}
	return strings.Join(got, " ")
}

// Whatever is written in several ways has the same terms at the same positions.
func TestSpoken(t *testing.T) {
	f := func(want string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if got := spoken("ön " + text + " son"); got != "ön "+want+" son" {
				t.Errorf("%q is spoken %q, want %q", text, got, want)
			}
		}
	}
	f("yüzde 25", "yüzde 25", "%25", "% 25", "25%", "25 %", "25%'in", "％25")
	f("binde 5", "binde 5", "‰5", "5‰")
	f("25 yüzde 30", "25 %30", "25 % 30")
	f("yüzde 25 yüzde 30", "25% 30%", "%25 %30", "%25-%30", "25%-30%")
	f("3", "3'üncü", "3.", "3üncü", "3 ", "3'ncü", "3.'sü")
	f("500 lira", "500 lira", "500 TL", "500TL", "500 tl", "500 ₺", "500₺", "₺500", "₺ 500", "TL 500", "TRY 500",
		"500 TRY", "500 TL'lik", "500 ₺'ye", "500lira")
	f("500 dolar", "500 dolar", "$500", "500$", "500 USD", "USD 500", "500 usd")
	f("500 euro", "500 euro", "500 avro", "€500", "500 €", "500 EUR", "EUR 500", "500EUR", "500 Avro'luk")
	f("500 sterlin", "500 sterlin", "£500", "GBP 500")
	f("1.5 milyon dolar", "1,5 milyon dolar", "$1,5 milyon", "$1.5 milyon", "1,5 milyon $", "USD 1,5 milyon", "$1,5milyon")
	f("500 milyar lira", "500 milyar ₺", "₺500 milyar", "500 milyar TRY", "TL 500 Milyar")
	f("500 lira 300 kişi", "500 TL 300 kişi", "500₺ 300 kişi", "500 ₺ 300 kişi")
	f("17 ağustos 1999", "17 Ağustos 1999", "17.08.1999", "17/08/1999", "17-8-1999", "1999-08-17", "1999-8-17",
		"17.08.1999'da", "17 Ağustos 1999'da", "17 AĞUSTOS 1999")
	f("7 ocak 2026", "07 Ocak 2026", "7 Ocak 2026", "7.1.2026", "07.01.2026", "2026-01-07")
	f("1 ocak 2020 5 aralık 2020", "1.1.2020-5.12.2020", "2020-01-01/2020-12-05")
	f("saat 15:09", "saat 15:09", "saat 15.09", "saat 15.09'da", "SAAT 15.09")
	f("dolar try 40.5", "USD/TRY 40,5")
}

func TestExact(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if got := exacts(text); got != want {
			t.Errorf("exact terms of %q are %q, want %q", text, got, want)
		}
	}
	f("ISTANBUL İSTANBUL İstanbul'da i\u0307stanbul", "ıstanbul istanbul istanbul istanbul")
	f("O'Neill rock'n'roll Kur’an'ı", "oneill rocknroll kuran")
	f("1.500,75 1500.75 1.500 1,500.75 3,5 3.5 1,500 0.500", "1500.75 1500.75 1500 1500.75 3.5 3.5 1.500 0.500")
	f("1,500,000 1.500.000 2025'te 3'üncü", "1500000 1500000 2025 3")
	f("%25 25% ‰3 yüzde 25", "yüzde 25 25 yüzde binde 3 yüzde 25")
	f("15:09 9:05 15.09 9:05:30", "15:09 09:05 15.09 09:05:30")
	f("17.08.1999 17/8/1999 31.02.2020", "17 ağustos 1999 17 ağustos 1999 31 02 2020")
	f("F-16 F16 COVID-19 e-Devlet G-20", "f16 f16 covıd19 edevlet g20")
	f("T.C. A.B.D.'nin A.Ş.", "tc abd aş")
	f("500TL 500 TL 5G", "500 lira 500 lira 5g")
	f("https://www.Ornek.com.tr/IMG/ www.ornek.com Ornek.com", "ornek.com.tr/img ornek.com ornek.com")
	f("http://www./é http://www", "www./é www")
	f("Ali.Veli@ORNEK.com", "ali.veli@ornek.com")
	f("#DepremDayanışma @kullanici_adi", "depremdayanışma kullaniciadi")
	f("so\u00ADyut\u200Bla go\u0308l", "soyutla göl")
}

func TestSignals(t *testing.T) {
	var got []Signals
	NewAnalyzer().Analyze("Işığı'nda Öldü görüşmelerde SECIMLERI gazetecilerin", func(_ Token, s Signals) bool {
		got = append(got, s)
		return true
	})
	want := []Signals{
		{Exact: "ışığı", Lemma: "ışık", Fold: "isigi"},
		{Exact: "öldü", Lemma: "öl", Fold: "oldu"},
		{Exact: "görüşmelerde", Lemma: "görüşme", Root: "görüş", Fold: "gorusmelerde"},
		{Exact: "secımlerı", Lemma: "seçim", Root: "seç", Fold: "secimleri"},
		{Exact: "gazetecilerin", Lemma: "gazeteci", Root: "gazete", Fold: "gazetecilerin"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("signals (-want +got):\n%s", diff)
	}
}

func TestTermsAreCut(t *testing.T) {
	a := NewAnalyzer()
	for _, text := range []string{
		strings.Repeat("ş", 500), "a" + strings.Repeat("ş", 500), strings.Repeat("7", 500), strings.Repeat("ﷺ", 100),
		"http://" + strings.Repeat("é", 300), "a" + strings.Repeat("\u0302", 500),
	} {
		var whole Signals
		a.Analyze(text, func(_ Token, s Signals) bool { whole = s; return false })
		checkSignals(t, whole)
		if len(whole.Exact) < MaxTermBytes-3 && !strings.HasPrefix(text, "a\u0302") {
			t.Errorf("the term of %d bytes is cut to %d", len(text), len(whole.Exact))
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	a := NewAnalyzer()
	var b strings.Builder
	for i := range 2 * maxCachedWords {
		fmt.Fprintf(&b, "k%d oft%d ", i, i%100)
	}
	count, met := 0, map[*Signals]bool{}
	text := b.String()
	Tokens(text, func(token Token) bool {
		s := a.terms(surface{token.Kind, false, text[token.Start:token.End]})
		want := fmt.Sprintf("k%d", count/2)
		if count%2 == 1 {
			want = fmt.Sprintf("oft%d", count/2%100)
			met[s] = true
		}
		if s.Exact != want {
			t.Fatalf("term %d is %q", count, s.Exact)
		}
		count++
		return true
	})
	held := 0
	for _, set := range a.words.sets {
		for _, w := range set.words {
			if w != nil {
				held++
			}
		}
	}
	if held > maxCachedWords || held < maxCachedWords*3/4 {
		t.Errorf("%d words are remembered", held)
	}
	if len(met) != 100 {
		t.Errorf("100 words that came again and again were worked out %d times", len(met))
	}
}

func TestNumbering(t *testing.T) {
	n := NewMemory().NewNumbering()
	fresh := 0
	f := func(text string, want uint32, wantFresh ...string) {
		t.Helper()
		var learned []string
		n.Tokens(text, func(_ Token, s *Signals) {
			learned = append(learned, s.Exact)
			fresh++
		}, func(_ Token, number uint32) bool {
			if number != want || n.Len() != fresh {
				t.Errorf("%q has the number %d of %d, want %d of %d", text, number, n.Len(), want, fresh)
			}
			want++
			return true
		})
		if diff := cmp.Diff(wantFresh, learned); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	f("Ankara", 0, "ankara")
	f("Ankara", 0)
	f("ankara", 1, "ankara")
	f("Ankara'da", 2, "ankara") // its lemma may be another: the word is named
	f("Ankara’yı", 2)
	f("#Ankara", 3, "ankara")
	for i := range 1000 {
		word := fmt.Sprint("kelime", i)
		f(word, 4+uint32(i), word)
	}
	f("Ankara ankara", 0)
	f("kelime7 kelime8", 11)
	long := strings.Repeat("a", maxCachedBytes+1)
	f(long, 1004, long[:MaxTermBytes])
	f(long, 1005, long[:MaxTermBytes])
	f("kelime9", 13)
	n.Reset()
	fresh = 0
	f("kelime9 Ankara", 0, "kelime9", "ankara")
	n.Tokens("Ankara Ankara", nil, func(_ Token, number uint32) bool {
		if number != 1 {
			t.Errorf("the number is %d", number)
		}
		return false
	})
}

func TestSharedMemory(t *testing.T) {
	m := NewMemory()
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "kelime%d Ankara’da evler%d ", i, i%1000)
	}
	var want []Signals
	NewAnalyzer().Analyze(b.String(), func(_ Token, s Signals) bool {
		want = append(want, s)
		return true
	})
	all := make([][]*Signals, 4)
	var g sync.WaitGroup
	for i := range all {
		g.Go(func() {
			var terms []*Signals
			m.NewNumbering().Tokens(b.String(), func(_ Token, s *Signals) { terms = append(terms, s) },
				func(_ Token, number uint32) bool {
					all[i] = append(all[i], terms[number])
					return true
				})
		})
	}
	g.Wait()
	for i := range all {
		if len(all[i]) != len(want) {
			t.Fatalf("%d tokens, want %d", len(all[i]), len(want))
		}
		for n, s := range all[i] {
			if s != all[0][n] || *s != want[n] {
				t.Fatalf("token %d is %v, want %v", n, *s, want[n])
			}
		}
	}
}

const sentence = "İstanbul'da 17.08.1999'da yaşanan depremin ardından Ankara’dakiler %25 artışla 1.500,75 TL " +
	"topladı; T.C. adına F-16'lar uçtu, O'Neill www.ornek.com'dan “Barış”ı izledi. " +
	"#DepremDayanışma @kullanici_adi a@ornek.com " +
	"$1,5 milyon, 500 ₺, 25%, saat 15.09"

func TestAnalyzeDoesNotAllocate(t *testing.T) {
	a := NewAnalyzer()
	terms := 0
	run := func() {
		a.Analyze(sentence, func(_ Token, s Signals) bool {
			terms += len(s.Exact)
			return true
		})
	}
	if n := alloctest.Least(run); n != 0 {
		t.Errorf("a warm Analyze allocates %v times", n)
	}
	tokens := 0
	if n := alloctest.Least(func() { Tokens(sentence, func(Token) bool { tokens++; return true }) }); n != 0 {
		t.Errorf("Tokens allocates %v times", n)
	}
	if terms == 0 || tokens == 0 {
		t.Error("no terms were seen")
	}
}

func checkSignals(t *testing.T, s Signals) {
	t.Helper()
	for name, term := range map[string]string{"exact": s.Exact, "lemma": s.Lemma, "fold": s.Fold} {
		if term == "" || len(term) > MaxTermBytes || !utf8.ValidString(term) {
			t.Fatalf("the %s term of %+q is bad", name, s)
		}
	}
	if len(s.Root) > MaxTermBytes || !utf8.ValidString(s.Root) {
		t.Fatalf("the root of %+q is bad", s)
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, part := range hostile {
		f.Add(part + " " + part)
	}
	f.Add(sentence)
	f.Add("\uFE70 \u3164 ŉ ﷺ 1️⃣ ٣٤ Ⅷ İ\u0307 www.\u00AD http://ʼa")
	warm := NewAnalyzer()
	f.Fuzz(func(t *testing.T, text string) {
		type pair struct {
			Token   Token
			Signals Signals
		}
		collect := func(a *Analyzer) (pairs []pair) {
			a.Analyze(text, func(token Token, s Signals) bool {
				checkSignals(t, s)
				pairs = append(pairs, pair{token, s})
				return true
			})
			return pairs
		}
		cold := collect(NewAnalyzer())
		if diff := cmp.Diff(cold, collect(warm)); diff != "" {
			t.Fatalf("a warm cache changes %q:\n%s", text, diff)
		}
		if count := checkTokens(t, text); count != len(cold) {
			t.Fatalf("%d tokens, but %d with signals", count, len(cold))
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	a := NewAnalyzer()
	b.SetBytes(int64(len(sentence)))
	b.ReportAllocs()
	for b.Loop() {
		a.Analyze(sentence, func(Token, Signals) bool { return true })
	}
}
