package morphology

import (
	"strings"
	"testing"
)

// TestForms checks the shapes an ending takes after a stem by the words that a table of that stem alone reads.
func TestForms(t *testing.T) {
	f := func(stem string, start State, words string) {
		t.Helper()
		table := compiled(t, Root{Lemma: stem, Stems: []Stem{{Spelling: stem, Start: start}}})
		for word := range strings.FieldsSeq(words) {
			word, wrong := strings.CutPrefix(word, "*")
			read := false
			table.Readings(word, 10, func(Reading) { read = true })
			if read == wrong {
				t.Errorf("%s as a form of %s: read %v", word, stem, read)
			}
		}
	}
	f("ev", Noun, "ev evler eve evi evde evden evin evle evim evimiz eviniz evleri evlerinde evdeki evsiz evli ")
	f("ev", Noun, "*evlar *eva *evda *evsız *evyi *evnin *evki")
	f("okul", Noun, "okulu okula okulda okuldan okulun okulumuzdakiler okulsuz okullu *okulı *okulta")
	f("ağaç", Noun, "ağaçta ağaçtan ağaççı ağaçlık ağaçlığı *ağaçda *ağaçlıkı")
	f("göz", Noun, "gözü gözlük gözlüğü gözcü *gözi *gözlik")
	f("masa", Noun, "masayı masaya masanın masası masasına masayla masam *masaı *masaın *masaa")
	f("yap", VerbA, "yap yaptı yapar yapıyor yapmıyor yapamıyor yapacak yapacağı yaptığı yapan yapıldı yaptırdı *yapir")
	f("yap", VerbA, "yapmadan yaparken yapınca yapıp yaparak yaptıkça yapmaksızın yapmaktadır yapmamıştı *yapken")
	f("gel", VerbI, "gelir gelmez gelmem gelelim gelsin gelseydi gelmeliydi gelebildi geliverdi gelmişçesine *geler *gelyor")
	f("oku", VerbI, "okuyor okur okundu okutuldu okuyacak okuyan *okuiyor *okuar")
	f("başl", Narrow, "başlıyor başlıyordu *başl *başldı")
	f("ankara", Name, "ankaralı ankaraya ankaradaki ankaralılar *ankarasal")
}

func compiled(t *testing.T, roots ...Root) *Table {
	t.Helper()
	costs := make([]float64, NumCosts())
	for i := range costs {
		costs[i] = 100
	}
	data, err := Compile(roots, costs)
	if err != nil {
		t.Fatal(err)
	}
	return Open(data)
}

func TestLemmasOfStems(t *testing.T) {
	noun := func(spelling string, conditions Conditions) Stem { return Stem{spelling, Noun, conditions} }
	table := compiled(t,
		Root{Lemma: "kitap", Stems: []Stem{noun("kitap", RefusesVowel), noun("kitab", NeedsVowel)}},
		Root{Lemma: "ağız", Stems: []Stem{noun("ağız", RefusesVowel), noun("ağz", NeedsVowel)}},
		Root{Lemma: "saat", Stems: []Stem{noun("saat", FrontHarmony)}},
		Root{Lemma: "de", Stems: []Stem{{"de", VerbI, 0}, {"di", VerbI, NeedsY}, {"d", Narrow, 0}}},
		Root{Lemma: "seçim", Base: "seç", Stems: []Stem{noun("seçim", 0)}},
		Root{Lemma: "yurt", Stems: []Stem{noun("yurt", RefusesVowel), noun("yurd", NeedsVowel)}},
	)
	f := func(word, lemma, root string) {
		t.Helper()
		if got, base, ok := table.Lemma(word, false); !ok || got != lemma || base != root {
			t.Errorf("%s is read as %s from %s, want %s from %s", word, got, base, lemma, root)
		}
	}
	f("kitabımızdan", "kitap", "kitap")
	f("kitaplar", "kitap", "kitap")
	f("kitaplığa", "kitaplık", "kitap")
	f("ağzına", "ağız", "ağız")
	f("saatler", "saat", "saat")
	f("diyecek", "de", "de")
	f("diyor", "de", "de")
	f("dedi", "de", "de")
	f("seçimler", "seçim", "seç")
	f("secimlerde", "seçim", "seç")
	f("agzindan", "ağız", "ağız")
	f("yurtsuzluğu", "yurtsuzluk", "yurt")
	f("xyz", "xyz", "xyz")
}

func TestWhatIsNoWord(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("a", maxLetters+1)} {
		if lemma, root, ok := Lexicon.Lemma(text, false); ok {
			t.Errorf("%q has the lemma %q and the root %q", text, lemma, root)
		}
		if readings := Lexicon.Analyze(text, false); readings != nil {
			t.Errorf("%q has the readings %v", text, readings)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	costs := make([]float64, NumCosts())
	for _, r := range []Root{
		{Lemma: "dağ", Stems: []Stem{{Spelling: "d-ğ"}}},
		{Lemma: "", Stems: []Stem{{Spelling: "dağ"}}},
		{Lemma: "dağ", Stems: []Stem{{Spelling: strings.Repeat("d", maxLetters+1)}}},
	} {
		if _, err := Compile([]Root{r}, costs); err == nil {
			t.Errorf("%+v compiles", r)
		}
	}
}

func TestCompileIgnoresOrder(t *testing.T) {
	a := Root{Lemma: "at", Stems: []Stem{{Spelling: "at", Start: Noun}}}
	b := Root{Lemma: "at", Stems: []Stem{{Spelling: "at", Start: VerbA}}}
	c := Root{Lemma: "ata", Stems: []Stem{{Spelling: "ata", Start: Noun}}}
	costs := make([]float64, NumCosts())
	first, err := Compile([]Root{a, b, c}, costs)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Compile([]Root{c, b, a}, costs)
	if err != nil {
		t.Fatal(err)
	}
	if first != second {
		t.Error("another order of roots makes another table")
	}
}

func TestOpenOfNothing(t *testing.T) {
	if lemma, _, ok := Open("").Lemma("evler", false); !ok || lemma == "" {
		t.Errorf("without a lexicon the lemma of evler is %q", lemma)
	}
}

// TestEmbeddedTable checks that the table in the tree was made by this grammar.
func TestEmbeddedTable(t *testing.T) {
	if got, want := len(Lexicon.costs)/2, NumCosts(); got != want {
		t.Fatalf("lexicon.bin has %d costs, the grammar %d: run go generate", got, want)
	}
	if n := len(embedded); n > 5<<20 {
		t.Errorf("lexicon.bin has %d bytes", n)
	}
}
