package searcher

import (
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
)

// highlighter marks the words of a query in texts. It is not safe for concurrent use.
type highlighter struct {
	analyzer *turkish.Analyzer
	// as says how matched words are told, chars is the length of a snippet.
	as    Highlight
	chars int
	// words numbers the words of the query by the forms they match.
	words map[string]int
	// rows are the phrases of alternatives, which are marked only where their words stand in a row.
	rows []row
	// initials are those of all these words, different is how many words of the query there are.
	initials  turkish.Initials
	different int
	// patterns take words too.
	patterns []markedPattern
	folds    []string
	tokens   []span
	spans    []span
}

// markedPattern is a pattern, and which word of the query it is.
type markedPattern struct {
	*pattern
	word int
}

// row is the folded words of a phrase, and which word of the query it stands for.
type row struct {
	folds []string
	word  int
}

// span is a matched word of a text: bytes [start, end), and which word of the query it is.
type span struct{ start, end, word int }

func newHighlighter(p *plan, analyzer *turkish.Analyzer) *highlighter {
	h := &highlighter{analyzer: analyzer, as: p.Highlight, chars: p.SnippetChars, words: map[string]int{}}
	n := 0
	for _, a := range p.atoms {
		if a.excluded {
			continue
		}
		h.alternatives(a, n)
		for _, w := range a.words {
			h.words[w.Fold], h.words[w.Lemma] = n, n
			n++
		}
		for _, x := range patternsOf(p, &a) {
			h.patterns = append(h.patterns, markedPattern{x, n})
			n++
		}
	}
	h.different = n
	delete(h.words, "") // the lemma of a protected word
	for word := range h.words {
		h.initials.Add(word)
	}
	for _, r := range h.rows {
		for _, fold := range r.folds {
			h.initials.Add(fold)
		}
	}
	return h
}

// patternsOf returns the patterns that an atom has.
func patternsOf(p *plan, a *atom) (all []*pattern) {
	if a.kind == spelledLike {
		return []*pattern{p.patterns[a.pattern]}
	}
	if a.part != nil {
		a.part.eachWord(func(w *soughtWord) {
			if w.by == byPattern {
				all = append(all, p.patterns[w.pattern])
			}
		})
	}
	return all
}

// wordOf returns the word of the query that a token is, or -1.
func (h *highlighter) wordOf(s turkish.Signals) int {
	if word, ok := h.words[s.Fold]; ok {
		return word
	}
	if word, ok := h.words[s.Lemma]; ok {
		return word
	}
	for _, p := range h.patterns {
		if p.takes(s.Fold) {
			return p.word
		}
	}
	return -1
}

// alternatives makes the other forms of an atom count as its word.
func (h *highlighter) alternatives(a atom, word int) {
	for _, other := range a.alternatives {
		if len(other.words) == 1 {
			if _, ok := h.words[other.words[0].Fold]; !ok {
				h.words[other.words[0].Fold] = word
			}
			continue
		}
		r := row{word: word}
		for _, w := range other.words {
			r.folds = append(r.folds, w.Fold)
		}
		h.rows = append(h.rows, r)
	}
}

// find sets spans to the matched words of text, whole, with their endings.
func (h *highlighter) find(text string) {
	h.spans, h.tokens, h.folds = h.spans[:0], h.tokens[:0], h.folds[:0]
	if len(h.words)+len(h.patterns) == 0 {
		return
	}
	analyze := h.analyzer.Analyze
	if len(h.patterns) == 0 {
		analyze = func(text string, yield func(turkish.Token, turkish.Signals) bool) {
			h.analyzer.AnalyzeSome(text, &h.initials, yield)
		}
	}
	analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		word := h.wordOf(s)
		if len(h.rows) == 0 {
			if word >= 0 {
				h.spans = append(h.spans, span{t.Start, t.End, word})
			}
			return true
		}
		h.folds = append(h.folds, s.Fold)
		h.tokens = append(h.tokens, span{t.Start, t.End, word})
		return true
	})
	h.findRows()
}

// findRows marks the words of rows among tokens, and moves all that are marked to spans.
func (h *highlighter) findRows() {
	for at := range h.tokens {
		for _, r := range h.rows {
			if at+len(r.folds) > len(h.folds) || !slices.Equal(h.folds[at:at+len(r.folds)], r.folds) {
				continue
			}
			for i := range r.folds {
				if h.tokens[at+i].word < 0 {
					h.tokens[at+i].word = r.word
				}
			}
		}
	}
	for _, t := range h.tokens {
		if t.word >= 0 {
			h.spans = append(h.spans, t)
		}
	}
}
