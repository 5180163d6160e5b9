package searcher

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// TestSifting: the best hits of common words are the same whether windows are sifted or not, over lists of many blocks.
func TestSifting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	vocabulary := strings.Fields("kar kâr karlar yağış yağışı kapalı yol yollar Zelenskiy Zelensky")
	var articles []*corpus.Article
	for i := range 4000 {
		words := strings.Fields(strings.Repeat("dolgu ", r.IntN(40)))
		for range 1 + r.IntN(6) {
			words = append(words, vocabulary[r.IntN(len(vocabulary))])
		}
		a := &corpus.Article{ID: fmt.Sprint(i), Body: strings.Join(words, " "), Title: fmt.Sprint("haber ", i)}
		if r.IntN(20) == 0 {
			a.Title = vocabulary[r.IntN(len(vocabulary))]
		}
		articles = append(articles, a)
	}
	s := index(t, articles...)
	s.windowDocs, s.muchWork = 64, 1<<30
	f := func(q string) {
		t.Helper()
		var pages [2][]string
		for n, from := range []uint32{1, maxWindowDocs + 1} {
			s.siftedHits = from
			for _, h := range ask(t, s, Request{Query: q, PageSize: 10, OnlyIDs: true}).Hits {
				pages[n] = append(pages[n], fmt.Sprintf("%s %.5f", h.Article.ID, h.Score))
			}
		}
		if diff := cmp.Diff(pages[1], pages[0]); diff != "" || len(pages[0]) != 10 {
			t.Errorf("%s (-not sifted +sifted):\n%s", q, diff)
		}
	}
	for _, q := range []string{"kar", "kâr", "yol", "yağışı", "zelenskiy", "kar yol", "yağış kapalı yollar", "+kar yol", "metin:kar", "kar^3 yol"} {
		f(q)
	}
}
