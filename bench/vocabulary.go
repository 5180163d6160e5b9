package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"

	"github.com/blugelabs/bluge/analysis/lang/tr"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// spoken is a word of a line that can be asked for: at least three letters and nothing else, no stop word.
type spoken struct {
	text string // as written, without what an apostrophe cuts off
	key  string // in lower case
	// joins says that only a space stands between it and the word before in the line's list.
	joins bool
}

// headline is a title, a spot or a topic, with what is known of its article.
type headline struct {
	words            []spoken
	published        time.Time
	category, source string
}

// material is what questions are made of.
type material struct {
	lines  []headline // of articles
	topics []headline
	// inArticles counts the articles whose title, spot or body has a word, as written but for letter case.
	inArticles map[string]int
	articles   int
}

func newMaterial() *material { return &material{inArticles: map[string]int{}} }

// readMaterial takes the articles of a file, and topics (JSON Lines with title and description) where topicsFile is not
// empty.
func readMaterial(ctx context.Context, file, topicsFile string) (*material, error) {
	m := newMaterial()
	err := walkFile(ctx, file, func(a *corpus.Article) error {
		m.add(a)
		return nil
	})
	if err != nil || topicsFile == "" {
		return m, err
	}
	return m, eachLine(topicsFile, func(line string) error {
		var topic struct{ Title, Description string }
		if err := json.Unmarshal([]byte(line), &topic); err != nil {
			return err
		}
		m.topics = append(m.topics, headline{words: wordsOf(topic.Title)}, headline{words: wordsOf(topic.Description)})
		return nil
	})
}

func (m *material) add(a *corpus.Article) {
	seen := map[string]bool{}
	for _, text := range []string{a.Title, a.Spot} {
		h := headline{wordsOf(text), a.Published, a.Category, a.Source}
		for _, w := range h.words {
			seen[w.key] = true
		}
		if len(h.words) > 0 {
			m.lines = append(m.lines, h)
		}
	}
	turkish.Tokens(a.Body, func(t turkish.Token) bool {
		if t.Kind == turkish.Word {
			seen[turkish.Lower(a.Body[t.Start:t.BaseEnd])] = true
		}
		return true
	})
	for key := range seen {
		m.inArticles[key]++
	}
	m.articles++
}

var turkishStopWords = tr.StopWords()

func wordsOf(text string) (words []spoken) {
	last, lastEnd := -2, 0
	turkish.Tokens(text, func(t turkish.Token) bool {
		w := text[t.Start:t.BaseEnd]
		key := turkish.Lower(w)
		if t.Kind != turkish.Word || !askable(key) {
			return true
		}
		joins := t.Position == last+1 && text[lastEnd:t.Start] == " "
		words = append(words, spoken{strings.Clone(w), strings.Clone(key), joins})
		last, lastEnd = t.Position, t.End
		if t.End != t.BaseEnd {
			last = -2 // nothing joins a word whose tail was cut
		}
		return true
	})
	return words
}

func askable(key string) bool {
	letters := 0
	for _, r := range key {
		if !unicode.IsLetter(r) {
			return false
		}
		letters++
	}
	return letters >= 3 && !turkishStopWords[key]
}

// band says how frequent a word is.
type band uint8

const (
	rare   band = iota // in 2 to 0.1 % of the articles, in small collections to 3
	middle             // to 1 %, in small collections to 12
	common             // in more
	single             // in one article, or in none: not asked for alone
)

func (m *material) band(key string) band {
	n := m.inArticles[key]
	switch {
	case n < 2:
		return single
	case n <= max(3, m.articles/1000):
		return rare
	case n <= max(12, m.articles/100):
		return middle
	}
	return common
}

// line draws a headline or spot; in one of four draws a topic, where there are topics and they will do.
func (m *material) line(r *rand.Rand, topicsToo bool) headline {
	if topicsToo && len(m.topics) > 0 && r.IntN(4) == 0 {
		return m.topics[r.IntN(len(m.topics))]
	}
	return m.lines[r.IntN(len(m.lines))]
}
