package indexer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
)

// numbered is a small article that can be told from every other ID and version.
func numbered(id, version int) *corpus.Article {
	return &corpus.Article{
		ID:        fmt.Sprint("haber-", id),
		Title:     fmt.Sprintf("Haber %d, baskı%d", id, version),
		Body:      fmt.Sprintf("İstanbul'da yağış sürüyor; bu metin%d sürüm%d.", id, version),
		Category:  []string{"gündem", "spor", "ekonomi"}[id%3],
		Tags:      []string{"yağış", fmt.Sprint("etiket-", id%7)},
		Source:    "Kuzey Postası",
		Published: time.Unix(1_600_000_000+int64(id), 0).In(corpus.Istanbul),
		Language:  "tr",
	}
}

func numberedArticles(from, to, version int) []*corpus.Article {
	var all []*corpus.Article
	for id := from; id < to; id++ {
		all = append(all, numbered(id, version))
	}
	return all
}

var letters = []rune("aâbcçdefgğhıiîjklmnoöprsştuüûvyzAÇĞIİÖŞÜ0159'’-.,!?\"\\/éщ雪😀 \u00a0\u200d")

// randomText has up to n letters and none at its ends that a reader would trim.
func randomText(r *rand.Rand, n int, more ...rune) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		if len(more) > 0 && r.IntN(10) == 0 {
			b.WriteRune(more[r.IntN(len(more))])
			continue
		}
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

// randomArticle is valid, and any of its fields but the ID and the title may be empty.
func randomArticle(r *rand.Rand, id int) *corpus.Article {
	some := func(s string) string {
		if r.IntN(3) == 0 {
			return ""
		}
		return s
	}
	list := func() (l []string) {
		for i := range r.IntN(4) {
			l = append(l, fmt.Sprint(randomText(r, 10), i))
		}
		return l
	}
	date := func() time.Time {
		if r.IntN(4) == 0 {
			return time.Time{}
		}
		day := time.Date(corpus.MinYear+r.IntN(corpus.MaxYear-corpus.MinYear+1), 1, 2, 0, 0, 0, 0, corpus.Istanbul)
		return day.Add(time.Duration(r.IntN(363*24*60*60)) * time.Second)
	}
	return &corpus.Article{
		ID:        fmt.Sprint(randomText(r, 20), id),
		Title:     "T" + randomText(r, 40),
		Spot:      some(randomText(r, 100, '\n', '\t')),
		Body:      some(randomText(r, 2000, '\n', '\t')),
		Category:  some(randomText(r, 12)),
		Tags:      list(),
		Authors:   list(),
		Source:    some("Kuzey Postası"),
		Agency:    some("HA"),
		URL:       some(fmt.Sprint("https://example.org/", r.IntN(1e6))),
		Image:     some("https://example.org/kapak.jpg"),
		Published: date(),
		Updated:   date(),
		Language:  some("tr"),
	}
}

var (
	stems    = strings.Fields("belediye başkan yağmur ekonomi seçim okul yol köprü maç takım fiyat liman hastane su ilçe")
	suffixes = []string{"", "ler", "lerin", "de", "den", "in", "i", "lik", "ci", "nin"}
)

// prose is an article of about as many words as a news item has, of words that look Turkish.
func prose(r *rand.Rand, id int) *corpus.Article {
	words := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(stems[r.IntN(len(stems))])
			b.WriteString(suffixes[r.IntN(len(suffixes))])
			if r.IntN(3) == 0 { // the long tail: names, numbers, rare words
				fmt.Fprint(&b, r.IntN(20_000))
			}
			b.WriteString([]string{". ", ", ", " ", " ", " ", " "}[r.IntN(6)])
		}
		return strings.TrimSpace(b.String())
	}
	a := numbered(id, 0)
	a.Title, a.Spot, a.Body = words(8), words(25), words(250)
	return a
}
