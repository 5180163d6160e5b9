package main

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// Known items: an article is looked for by what somebody remembers of it, and is the only right answer. The collection
// is a file of articles without their spots. Two sets are made of it:
//
//	spot         the query is the spot of an article. It has minSpotWords words or more, and no other article has it.
//	three words  three different words of the title and the body of an article, each equally likely, in their order.
//	             Words are letters only and have minDrawnLetters or more; what follows an apostrophe is left out.
const (
	minSpotWords    = 3
	minDrawnLetters = 4
)

func knownItems(path string, draw drawOptions) ([]judgedSet, error) {
	articles, err := readArticles(path)
	if err != nil {
		return nil, err
	}
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	spots := map[string]int{}
	for _, a := range articles {
		spots[a.Spot]++
	}
	spot := judgedSet{name: name + " spot", articles: articles, judged: judgements{}}
	words := judgedSet{name: name + " three words", articles: articles, judged: judgements{}}
	r := draw.dice("known items")
	for _, i := range r.Perm(len(articles)) {
		if draw.knownItems > 0 && len(spot.queries) == draw.knownItems {
			break
		}
		a := articles[i]
		three := threeWords(r, a)
		if spots[a.Spot] > 1 || len(strings.Fields(a.Spot)) < minSpotWords || three == "" {
			continue
		}
		spot.add(a.ID, strings.Join(strings.Fields(a.Spot), " "))
		words.add(a.ID, three)
	}
	for _, a := range articles {
		a.Spot = ""
	}
	sets := []judgedSet{spot, words}
	for i := range sets {
		sortQueries(sets[i].queries)
		sets[i].draw(draw)
	}
	return sets, nil
}

func (s *judgedSet) add(id, text string) {
	s.queries = append(s.queries, asked{id, text})
	s.judged[id] = map[string]int{id: 1}
}

// threeWords is "" where an article has not as many.
func threeWords(r *rand.Rand, a *corpus.Article) string {
	var all []string
	seen := map[string]bool{}
	for _, word := range strings.Fields(a.Title + " " + a.Body) {
		word = strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) })
		if cut := strings.IndexFunc(word, turkish.IsApostrophe); cut >= 0 {
			word = word[:cut]
		}
		isWord := strings.IndexFunc(word, func(c rune) bool { return !unicode.IsLetter(c) }) < 0
		if key := turkish.Lower(word); isWord && utf8.RuneCountInString(word) >= minDrawnLetters && !seen[key] {
			seen[key] = true
			all = append(all, word)
		}
	}
	if len(all) < 3 {
		return ""
	}
	chosen := r.Perm(len(all))[:3]
	slices.Sort(chosen)
	return all[chosen[0]] + " " + all[chosen[1]] + " " + all[chosen[2]]
}
