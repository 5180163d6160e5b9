package searcher

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// ambiguous are articles in which words that look alike in ASCII keep different company.
func ambiguous() []*corpus.Article {
	return slices.Concat(
		repeated(9, &corpus.Article{Title: "Basın toplantısı yapıldı", Body: "Başkan soruları yanıtladı."}),
		repeated(4, &corpus.Article{Title: "Dik tutun başın ağrımasın", Body: "Hekimin öğüdü kısa."}),
		repeated(12, &corpus.Article{Title: "Kitabın ikinci basım yılı", Body: "Yayınevi sevinçli."}),
		repeated(3, &corpus.Article{Title: "Hasta anlattı", Spot: "Her sabah başım ağrıyor", Body: "Ağrının nedeni uykusuzluk."}),
		repeated(5, &corpus.Article{Title: "Küs iki komşu barıştı", Body: "Mahalle sevinçli."}),
		repeated(4, &corpus.Article{Title: "Kuş gribi kümese girdi", Body: "Veterinerler uyardı."}),
		repeated(2, &corpus.Article{Title: "Kayseri'de kuş gözlemi", Body: "Gölde sayım var."}),
		repeated(6, &corpus.Article{Title: "Köy yolunun açılışı", Body: "Açılış töreni kalabalıktı, kılıç kuşandılar."}),
	)
}

func repeated(n int, a *corpus.Article) []*corpus.Article {
	var out []*corpus.Article
	for range n {
		again := *a
		out = append(out, &again)
	}
	return out
}

// restored are the spellings that a word was searched for with, in order.
func restored(a *Response, typed string) []string {
	var out []string
	for _, x := range a.Expansions {
		if x.Typed == typed && x.Why == Diacritics {
			out = append(out, x.Also)
		}
	}
	return out
}

func TestContextOrdersSpellings(t *testing.T) {
	s := index(t, ambiguous()...)
	f := func(q, typed string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, restored(ask(t, s, Request{Query: q}), typed)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", q, typed, diff)
		}
	}
	f("basin", "basin", "basın", "başın")
	f("basin toplantisi", "basin", "basın", "başın")
	f("toplantısı basin", "basin", "basın", "başın")
	f("+basin +agrimasin", "basin", "başın", "basın")
	f(`basin "dik tutun"`, "basin", "başın", "basın")
	f("basin -agrimasin", "basin", "basın", "başın")
	f("basim", "basim", "basım", "başım")
	f("basim agriyor", "basim", "başım", "basım")
	f("BASIM AGRIYOR", "basım", "başım") // ASCII capitals have ı already, and agriyor says that ş is missing
	f("basim sevincli", "basim", "basım", "başım")
	f("basim bulunmazkelime", "basim", "basım", "başım")
	f("kus gribi", "kus", "kuş", "küs")
	f("gribi kus", "kus", "kuş", "küs")
	f("kus komsu", "kus", "küs", "kuş")
	f("basin acilisi", "acilisi", "açılışı")
}

// TestContextRanks: of articles that are alike, the one with the spelling that the other words ask for stands first; the
// other is found all the same.
func TestContextRanks(t *testing.T) {
	s := index(t, append(ambiguous(),
		&corpus.Article{ID: "kuş", Title: "Yorgun kuş", Body: "Bataklıkta uzun bir gün geçti."},
		&corpus.Article{ID: "küs", Title: "Yorgun küs", Body: "Bataklıkta uzun bir gün geçti."})...)
	place := func(q, id string) int {
		t.Helper()
		n := slices.Index(ids(ask(t, s, Request{Query: q, PageSize: MaxPageSize})), id)
		if n < 0 {
			t.Fatalf("%s does not find %s", q, id)
		}
		return n
	}
	if kuş, küs := place("kus gribi", "kuş"), place("kus gribi", "küs"); kuş > küs {
		t.Errorf("kus gribi: kuş is hit %d, küs %d", kuş, küs)
	}
	if kuş, küs := place("kus komsu", "kuş"), place("kus komsu", "küs"); kuş < küs {
		t.Errorf("kus komsu: kuş is hit %d, küs %d", kuş, küs)
	}
}

func TestContextOfSample(t *testing.T) {
	s := sampleIndex(t)
	f := func(q, typed string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, restored(ask(t, s, Request{Query: q}), typed)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", q, typed, diff)
		}
	}
	f("yarisi", "yarisi", "yarısı", "yarışı")
	f("atlet yarisi", "yarisi", "yarışı", "yarısı")
	f("karin", "karin", "kârın", "karın")
	f("karin agrisi", "karin", "karın", "kârın")
	f("cig meteoroloji", "cig", "çığ", "çiğ")
	f("cig pazar", "cig", "çiğ", "çığ")
	same := func(plain, proper string) {
		t.Helper()
		a, b := ids(ask(t, s, Request{Query: plain})), ids(ask(t, s, Request{Query: proper}))
		if len(a) == 0 || len(b) == 0 || a[0] != b[0] {
			t.Errorf("%s finds %v, %s finds %v: the first differ", plain, a, proper, b)
		}
	}
	same("atlet yarisi", "atlet yarışı")
	same("nufusun yarisi", "nüfusun yarısı")
	same("karin agrisi", "karın ağrısı")
	same("cig meteoroloji", "çığ meteoroloji")
	same("isirgan cig", "ısırgan çiğ")
	same("cumhurbaskani zalensky gorusmesi", "cumhurbaşkanı zalensky görüşmesi")
	same("altin alimi", "altın alımı")
}

// counted is a vocabulary of given numbers, which keeps the pairs that it is asked for.
type counted struct {
	found       []spelling
	frequencies map[string]int
	shared      map[[2]string]int
	asked       [][2]string
}

func (c *counted) frequency(fold string) int { return c.frequencies[fold] }
func (c *counted) names(string) []string     { return nil }
func (c *counted) failed() error             { return nil }

func (c *counted) spellings(fold string) []spelling {
	if fold != "basin" {
		return nil
	}
	return slices.Clone(c.found)
}

func (c *counted) hasNames(string, string) bool { return false }

func (c *counted) together(exact, fold string) int {
	c.asked = append(c.asked, [2]string{exact, fold})
	return c.shared[[2]string{exact, fold}]
}

// TestContextIsBounded: the other words are asked for only where they can tell something and do not cost too much.
func TestContextIsBounded(t *testing.T) {
	two := []spelling{{"basın", 60}, {"başın", 5}}
	f := func(q string, c counted, want []string, asked ...[2]string) {
		t.Helper()
		p, err := newPlan(Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.expand(&c, Rules{}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, other := range p.atoms[0].alternatives {
			got = append(got, other.Also)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: spellings (-want +got):\n%s", q, diff)
		}
		if diff := cmp.Diff(asked, c.asked); diff != "" {
			t.Errorf("%s: pairs (-want +got):\n%s", q, diff)
		}
	}
	order := []string{"basın", "başın"}
	turned := []string{"başın", "basın"}
	shared := map[[2]string]int{{"başın", "agri"}: 4}
	f("basin", counted{found: two}, order)
	f("basin agri", counted{found: two[:1], frequencies: map[string]int{"agri": 7}}, order[:1])
	f("basin agri", counted{found: two}, order)
	f("basin -agri", counted{found: two, frequencies: map[string]int{"agri": 7}, shared: shared}, order)
	f("basin agri", counted{found: two, frequencies: map[string]int{"agri": 7}, shared: shared}, turned,
		[2]string{"basın", "agri"}, [2]string{"başın", "agri"})
	f("basin agri", counted{found: two, frequencies: map[string]int{"agri": maxContextPostings}, shared: shared}, order)
	f("basin agri", counted{
		found: []spelling{{"basın", maxContextPostings}, {"başın", 5}}, frequencies: map[string]int{"agri": 7}, shared: shared,
	}, order)
	f("basin bir iki agri dort bes", counted{
		found:       two,
		frequencies: map[string]int{"bir": 500, "iki": 400, "agri": 7, "dort": 40, "bes": 50}, shared: shared,
	}, turned,
		[2]string{"basın", "agri"}, [2]string{"başın", "agri"}, [2]string{"basın", "dort"}, [2]string{"başın", "dort"},
		[2]string{"basın", "bes"}, [2]string{"başın", "bes"}, [2]string{"basın", "iki"}, [2]string{"başın", "iki"})
}

// TestTogether: deleted articles, other text fields and several segments are counted right.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	for _, batch := range [][]*corpus.Article{
		{{ID: "1", Title: "kuş", Body: "gribi gribi"}, {ID: "2", Title: "kuş", Spot: "kuş", Body: "Kuş"}, {ID: "3", Title: "gribi"}},
		{{ID: "4", Body: "GRİBİ kuş"}, {ID: "5", Title: "kuşu gribi"}, {ID: "6", Spot: "gribi kuş"}},
		{{ID: "3", Title: "gribi", Spot: "kuş'un"}, {ID: "7", Title: "kus gribi"}},
	} {
		if _, err := w.Upsert(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Delete(context.Background(), []string{"6"}); err != nil {
		t.Fatal(err)
	}
	v := newTerms(open(t, dir).view.Load())
	f := func(exact, fold string, want int) {
		t.Helper()
		if got := v.together(exact, fold); got != want || v.failed() != nil {
			t.Errorf("%s with %s: %d, %v; want %d", exact, fold, got, v.failed(), want)
		}
	}
	f("kuş", "gribi", 3)
	f("kus", "gribi", 1)
	f("kuş", "kus", 4)
	f("kuş", "yok", 0)
	f("yok", "gribi", 0)
}
