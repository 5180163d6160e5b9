package searcher

import (
	"context"
	"slices"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// maxFoundWords is how many different words of a field are named for one form.
const maxFoundWords = 8

// formCounter counts the single words of a search in the text of an article, as the index counted them.
type formCounter struct {
	analyzer *turkish.Analyzer
	searched []form
	// byFold and byLemma are the places in searched of the words that have these terms.
	byFold, byLemma map[string][]int
	// lengths are those of the fields in words, forms the counts of each of searched; both of the article read last.
	lengths [indexer.TextFields]int
	forms   [][indexer.TextFields]wordCount
}

// wordCount is how often a word stands in a field: at all, letter by letter, by its dictionary form, in each spelling.
type wordCount struct {
	times, typed, lemma int
	spellings           []countedWord
	found               []FoundWord
}

type countedWord struct {
	word  string
	times int
}

func newFormCounter(searched []form, analyzer *turkish.Analyzer) *formCounter {
	c := &formCounter{
		analyzer: analyzer, searched: searched, byFold: map[string][]int{}, byLemma: map[string][]int{},
	}
	for n := range searched {
		if f := &searched[n]; !f.isMade() {
			w := f.words[0]
			c.byFold[w.Fold] = append(c.byFold[w.Fold], n)
			if w.Lemma != "" {
				c.byLemma[w.Lemma] = append(c.byLemma[w.Lemma], n)
			}
		}
	}
	return c
}

// read counts the words of an article anew.
func (c *formCounter) read(ctx context.Context, a *corpus.Article) error {
	c.forms = zeroed(c.forms, len(c.searched))
	for f, text := range [indexer.TextFields]string{a.Title, a.Spot, a.Body} {
		c.lengths[f] = 0
		c.analyzer.Analyze(text, func(_ turkish.Token, s turkish.Signals) bool {
			c.lengths[f]++
			for _, n := range c.byFold[s.Fold] {
				c.add(n, f, s)
			}
			for _, n := range c.byLemma[s.Lemma] {
				if c.searched[n].words[0].Fold != s.Fold {
					c.add(n, f, s)
				}
			}
			return c.lengths[f]%checkedTokens != 0 || ctx.Err() == nil
		})
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// checkedTokens is how many words of a text are read between two looks at the deadline.
const checkedTokens = 4096

// add counts a token that may be form n.
func (c *formCounter) add(n, field int, s turkish.Signals) {
	form, w := &c.searched[n], &c.searched[n].words[0]
	if form.field > 0 && form.field-1 != field || form.kind == asWritten && s.Exact != w.Exact {
		return
	}
	count, match := &c.forms[n][field], OtherForm
	count.times++
	if s.Lemma == w.Lemma {
		count.lemma++
	}
	if s.Fold == w.Fold {
		match = OtherDiacritics
		at := slices.IndexFunc(count.spellings, func(have countedWord) bool { return have.word == s.Exact })
		if at < 0 {
			at = len(count.spellings)
			count.spellings = append(count.spellings, countedWord{word: s.Exact})
		}
		count.spellings[at].times++
	}
	if s.Exact == w.Exact {
		match = AsTyped
		count.typed++
	}
	count.found = addFound(count.found, s.Exact, match)
}

// addFound counts a word of an article.
func addFound(found []FoundWord, word string, match Match) []FoundWord {
	at := slices.IndexFunc(found, func(have FoundWord) bool { return have.Word == word })
	if at >= 0 {
		found[at].Times++
	} else if len(found) < maxFoundWords {
		found = append(found, FoundWord{word, match, 1})
	}
	return found
}
