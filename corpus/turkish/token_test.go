package turkish

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// written shows the tokens of text as their spans, a bar before the tail that was cut and the kind when it is no word.
func written(text string) []string {
	var got []string
	Tokens(text, func(t Token) bool {
		s := text[t.Start:t.BaseEnd]
		if t.BaseEnd < t.End {
			s += "|" + text[t.BaseEnd:t.End]
		}
		if t.Kind != Word {
			s += "/" + t.Kind.String()
		}
		got = append(got, s)
		return true
	})
	return got
}

func TestTokens(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("")
	f(" .,;'’\"-–… \x00\xff")
	f("Ankara.Bugün yağmur", "Ankara", "Bugün", "yağmur")
	f("bir\x00iki\xffüç", "bir", "iki", "üç")
	f("i\u0307stanbul I\u0307ZMİR", "i\u0307stanbul", "I\u0307ZMİR")
	f("so\u00ADyut al\u200Btı\u200B son", "so\u00ADyut", "al\u200Btı", "son")
	f("Rusya-Ukrayna baş-başa Kars–Ardahan", "Rusya", "Ukrayna", "baş", "başa", "Kars", "Ardahan")
	f("東京タワー Москва", "東京タワー", "Москва")
	f("👍🏽 tamam", "tamam")
}

func TestApostrophes(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("İstanbul'daki İSTANBUL'DA istanbul’dan", "İstanbul|'daki", "İSTANBUL|'DA", "istanbul|’dan")
	f("Putin`in Kaya´nınkiler Ankaraʼdakilerden", "Putin|`in", "Kaya|´nınkiler", "Ankara|ʼdakilerden")
	f("AB'nin TBMM'ye Fidan'ın", "AB|'nin", "TBMM|'ye", "Fidan|'ın")
	f("O'Neill O’Brien D'Artagnan N'Golo L'Equipe", "O'Neill", "O’Brien", "D'Artagnan", "N'Golo", "L'Equipe")
	f("rock'n'roll Kur'an kıt'a Moody's", "rock'n'roll", "Kur'an", "kıt'a", "Moody's")
	f("Hawai'i", "Hawai|'i")
	f("O'Neill'ın Kur'an'da Moody's'in", "O'Neill|'ın", "Kur'an|'da", "Moody's|'in")
	f("'Ortak vizyon' dedi' ‘evet’", "Ortak", "vizyon", "dedi", "evet")
	f("“Barış”ı \"Barış\"ın ''Barış''a «Barış»tan", "Barış|”ı", "Barış|\"ın", "Barış|''a", "Barış|»tan")
	f("“Barış”'ın (AB)'nin (AB)nin", "Barış|”'ın", "AB|)'nin", "AB", "nin")
	f("\"Barış\"diye “Barış” ile", "Barış", "diye", "Barış", "ile")
	f("A. T.'nin Jr.'ın Evet!'i Kanal+'ta", "A", "T|.'nin", "Jr|.'ın", "Evet|!'i", "Kanal|+'ta")
	f("'Bitti.''Başladı'", "Bitti", "Başladı")
}

func TestNumbers(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("1.500,75 3,5 3.5 1.500.000", "1.500,75/number", "3,5/number", "3.5/number", "1.500.000/number")
	f("2025'te 3'üncü 3. 3üncü 2025te", "2025|'te/number", "3|'üncü/number", "3/number", "3|üncü/number",
		"2025|te/number")
	f("2025-2026 3-2", "2025/number", "2026/number", "3/number", "2/number")
	f("%25 25% % 25 ‰5", "%/percent", "25/number", "25/number", "%/percent", "%/percent", "25/number", "‰/percent",
		"5/number")
	f("yüzde % işareti", "yüzde", "işareti")
	f("15:09 9:05'te 15.09 25:10 15:9", "15:09/time", "9:05|'te/time", "15.09/number", "25/number", "10/number",
		"15/number", "9/number")
	f("17.08.1999'da 17/08/1999", "17/date", "08/month", "1999|'da/date", "17/date", "08/month", "1999/date")
	f("1999-08-17'de", "1999/date", "08/month", "17|'de/date")
	f("31.02.2020 2021-02-29", "31/number", "02/number", "2020/number", "2021/number", "02/number", "29/number")
	f("29.02.2024.", "29/date", "02/month", "2024/date")
	f("1.1.2020-5.2.2020", "1/date", "1/month", "2020/date", "5/date", "2/month", "2020/date")
	f("2020-01-05T10:30", "2020/date", "01/month", "05/date", "T10", "30/number")
	f("07 Ağustos 08 bin 00 Ocak", "07/date", "Ağustos", "08/number", "bin", "00/number", "Ocak")
	f("1.2.3.4 17.08.99", "1/number", "2/number", "3/number", "4/number", "17/number", "08/number", "99/number")
	f("1.500.5", "1/number", "500/number", "5/number")
	f("0212 555 01 02", "0212/number", "555/number", "01/number", "02/number")
	f("saat 15.09'da Saat: 9.05 saatler 04.17’yi", "saat", "15.09|'da/time", "Saat", "9.05/time", "saatler",
		"04.17|’yi/time")
	f("saat 10.00-12.30, 3.50 saat 25.10 saat 15.09.5 kamusaat 15.09", "saat", "10.00/time", "12.30/time", "3.50/number",
		"saat", "25.10/number", "saat", "15/number", "09/number", "5/number", "kamusaat", "15.09/number")
	f("500TL 10km 1,5milyon'a 40mm", "500/number", "TL/currency", "10/number", "km", "1,5/number", "milyon|'a",
		"40/number", "mm")
	f("4x4 b2b F16 3D 5G'ye G20 76ers 2B'de", "4x4", "b2b", "F16", "3D", "5G|'ye", "G20", "76ers", "2B|'de")
	f("1.500x", "1.500/number", "x")
}

func TestCurrencies(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("500 ₺'lik $100 5€ £ 7", "500/number", "₺|'lik/currency", "$/currency", "100/number", "5/number", "€/currency",
		"£/currency", "7/number")
	f("TL'nin tl Eur avronun Avro'yu", "TL|'nin/currency", "tl/currency", "Eur/currency", "avronun", "Avro|'yu/currency")
	f("500 TRY TRY 500 5 try TRY try 5", "500/number", "TRY/currency", "TRY/currency", "500/number", "5/number", "try",
		"TRY", "try", "5/number")
	f("USD/TRY 40,5 USD 1.500", "USD/currency", "TRY", "40,5/number", "USD/currency", "1.500/number")
	f("$ A$AP Ke$ha $$ tatlı", "A", "AP", "Ke", "ha", "tatlı")
	f("500lira 20euro'luk 3x TLX", "500/number", "lira", "20/number", "euro|'luk", "3x", "TLX")
	f("$17.08.1999 $24ornek.net", "$/currency", "17/date", "08/month", "1999/date", "$/currency", "24ornek.net/url")
}

func TestNames(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("F-16 COVID-19'un G-20 MKE-12 F-16C S‑400", "F-16", "COVID-19|'un", "G-20", "MKE-12", "F-16C", "S‑400")
	f("Eylül-2025 Ocak-3 MKE-2020 Türkiye-3 A-5.5", "Eylül", "2025/number", "Ocak", "3/number", "MKE", "2020/number",
		"Türkiye", "3/number", "A", "5.5/number")
	f("e-posta e-Devlet'ten A-B baş-a-baş", "e-posta", "e-Devlet|'ten", "A", "B", "baş", "a", "baş")
	f("T.C. A.B.D.'nin A.Ş Prof. M.K.Kaya", "T.C.", "A.B.D.|'nin", "A.Ş", "Prof", "M.K.", "Kaya")
	f("a.", "a")
}

func TestAddresses(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("(https://www.ornek.com.tr/a?b=1&c=%20).", "https://www.ornek.com.tr/a?b=1&c=%20/url")
	f("http://ornek.org/Ad_(film) HTTP://ORNEK.ORG", "http://ornek.org/Ad_(film)/url", "HTTP://ORNEK.ORG/url")
	f("haber.com.tr'de Ornek.com’un 24ornek.net/spor", "haber.com.tr|'de/url", "Ornek.com|’un/url",
		"24ornek.net/spor/url")
	f("geldi.biz gitti.de geldi.Tr", "geldi", "biz", "gitti", "de", "geldi", "Tr")
	f("http:// www. http://...", "http", "www", "http")
	f("ali.veli@ornek.com.tr'ye 5a_b@ornek.org", "ali.veli@ornek.com.tr|'ye/email", "5a_b@ornek.org/email")
	f("ali@ornek ali@", "ali", "ornek", "ali")
}

func TestTags(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, written(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	f("#DepremDayanışma'da #1 # ##a_b_", "#DepremDayanışma|'da/hashtag", "1/number", "#a_b/hashtag")
	f("@kullanici_adi: @_ali @1", "@kullanici_adi/mention", "@_ali/mention", "1/number")
	f("#2025Seçimi a#b", "#2025Seçimi/hashtag", "a", "b")
}

func TestTokensStops(t *testing.T) {
	count := 0
	for token := range func(yield func(Token) bool) { Tokens("bir iki üç", yield) } {
		if count++; token.Position == 1 {
			break
		}
	}
	if count != 2 {
		t.Errorf("%d tokens before the stop, want 2", count)
	}
}

func TestKindString(t *testing.T) {
	if got := Mention.String(); got != "mention" {
		t.Errorf("Mention is %q", got)
	}
	if got := Kind(200).String(); got != "unknown" {
		t.Errorf("Kind(200) is %q", got)
	}
}

// hostile holds texts that would take quadratic time under look-ahead without a bound.
var hostile = []string{"a", "a'", "a.", "aa.", "a-", "1.", "1,", "1:", "11/", "a@", "#_", "@", "%", "1%", "a\u200B",
	"a''", "1% ", "$1", "$1 bin ", "1.1.2020", "2020-1-1 ", "saat 1.11-", "01 ", "TL1", "$",
	"www.", "http://", "a\u0307", "\u00AD", "a-1", "1a", "1'", "a\"a", "a_", "1lı", "“", "(", "x@y.",
	"\xff", "İ'da'"}

func TestHostile(t *testing.T) {
	for _, part := range hostile {
		text := strings.Repeat(part, 1<<20/len(part))
		checkTokens(t, text)
	}
}

// checkTokens holds the contract of Token for every token of text and returns how many there are.
func checkTokens(t *testing.T, text string) int {
	t.Helper()
	end, count := 0, 0
	var seen []bool
	Tokens(text, func(token Token) bool {
		for len(seen) < count+4 {
			seen = append(seen, false)
		}
		if token.Position < count-3 || token.Position > count+3 || token.Position < 0 || seen[token.Position] {
			t.Fatalf("token %d has position %d", count, token.Position)
		}
		seen[token.Position] = true
		if token.Start < end || token.BaseEnd <= token.Start || token.End < token.BaseEnd ||
			token.End > len(text) {
			t.Fatalf("token %d is %+v behind byte %d", count, token, end)
		}
		for _, at := range []int{token.Start, token.BaseEnd, token.End} {
			if at < len(text) && !utf8.RuneStart(text[at]) && utf8.ValidString(text) {
				t.Fatalf("%+v cuts a rune", token)
			}
		}
		if !utf8.ValidString(text[token.Start:token.End]) {
			t.Fatalf("%+v holds invalid UTF-8", token)
		}
		end = token.End
		count++
		return true
	})
	if slices.Contains(seen[:min(count, len(seen))], false) {
		t.Fatalf("%d tokens leave a position out", count)
	}
	return count
}

func FuzzTokens(f *testing.F) {
	for _, part := range hostile {
		f.Add(part + part)
	}
	f.Add("İstanbul'da 17.08.1999'da %25 3'üncü www.ornek.com'dan “Barış”ı #etiket @ad a@b.com T.C.'nin F-16'lar 500TL")
	f.Fuzz(func(t *testing.T, text string) {
		before := string([]byte(text))
		checkTokens(t, text)
		if text != before {
			t.Fatal("the input was changed")
		}
	})
}
