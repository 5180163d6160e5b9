package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	snowball "github.com/blevesearch/snowballstem"
	snowballturkish "github.com/blevesearch/snowballstem/turkish"
	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus/turkish"
)

func TestScoreLemmas(t *testing.T) {
	gold := map[string]string{"ev": "ev", "evde": "ev", "evi": "ev", "at": "at", "ata": "at", "su": "su"}
	found := map[string]string{"ev": "ev", "evde": "ev", "evi": "evi", "at": "at", "ata": "ata", "su": "at"}
	got := scoreLemmas(gold, found, []string{"ev", "evde", "evi", "at", "ata", "su"})
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	near("precision", got.precision, 1.0/2)
	near("recall", got.recall, 1.0/4)
	near("F1", got.f1, 1.0/3)
	near("accuracy", got.accuracy, 1.0/2)
	p, r := (2.0+1+0.5+1+0.5)/6, (4.0/3+1.0/3+0.5+0.5+1)/6
	near("B-cubed", got.bCubed, 2*p*r/(p+r))
}

func TestLemmaCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.conllu")
	line := func(columns ...string) string { return strings.Join(columns, "\t") + strings.Repeat("\t_", 6) + "\n" }
	text := "# sent_id = 1\n" + line("1", "Evleri", "ev", "NOUN") + line("2", "eve", "ev", "NOUN") +
		line("3-4", "güzeldi", "_", "_") + line("3", "güzel", "güzel", "ADJ") + line("4", "di", "i", "AUX") +
		line("5", "İzmir’de", "İzmir", "PROPN") + line("6", "7'de", "7", "NOUN") + line("7", "gitti", "git", "VERB") + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := runLemma(&out, []string{path}); err != nil {
		t.Fatal(err)
	}
	want := `types 4 lemmas 3
P 1.000 R 1.000 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  NOUN  types     2 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  PROPN types     1 F1 1.000 B3F 1.000 lemma-accuracy 1.000
  VERB  types     1 F1 1.000 B3F 1.000 lemma-accuracy 1.000
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// runningText is news prose of about 100 words, half of which come more than once in a longer text.
const runningText = `Belediye başkanı dün akşam düzenlediği basın toplantısında, kentin doğusundaki barajın onarımının yaz
sonuna kadar tamamlanacağını açıkladı. Mühendislerin verdiği bilgiye göre gövdedeki çatlakların büyük bölümü kapatıldı,
kalan işler için ek ödenek istenecek. Muhalefet üyeleri ise harcamaların denetlenmediğini savundu ve konunun önümüzdeki
hafta mecliste görüşülmesini talep etti. Köylüler, sulama kanallarının bir an önce açılmasını bekliyor; geçen yılki
kuraklıkta ürünlerinin yarısını kaybettiklerini söylüyorlar. Uzmanlar yeraltı sularının hızla çekildiğine dikkat çekerek
vatandaşları tasarrufa çağırdı. Valilikten yapılan yazılı açıklamada, gerekli önlemlerin alındığı, çalışmaların yakından
izlendiği ve içme suyu dağıtımında herhangi bir kesinti yaşanmayacağı bildirildi.`

func runningWords() []string {
	var words []string
	for _, w := range strings.Fields(runningText) {
		words = append(words, turkish.Lower(strings.Trim(w, ".,;")))
	}
	return words
}

func BenchmarkSnowball(b *testing.B) {
	words := runningWords()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		env := snowball.NewEnv(words[i%len(words)])
		snowballturkish.Stem(env)
		_ = env.Current()
	}
}

func BenchmarkLemmaUncached(b *testing.B) {
	l, words := turkish.NewLemmatizer(), runningWords()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Lemma(words[i%len(words)])
	}
}

// BenchmarkAnalyzer gives all four signals of running text, tokens and offsets included; ns/op is for one token.
func BenchmarkAnalyzer(b *testing.B) {
	a := turkish.NewAnalyzer()
	tokens := len(runningWords())
	b.ReportAllocs()
	for i := 0; i < b.N; i += tokens {
		a.Analyze(runningText, func(turkish.Token, turkish.Signals) bool { return true })
	}
}
