package searcher

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// maxSnippetBytes is how much of a text is looked through for its best passage.
const maxSnippetBytes = 256 << 10

const ellipsis = "…"

// highlighter marks the words of a query in texts. It is not safe for concurrent use.
type highlighter struct {
	analyzer *turkish.Analyzer
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
	h := &highlighter{analyzer: analyzer, words: map[string]int{}}
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

// title returns the whole text as safe HTML with its matched words marked.
func (h *highlighter) title(text string) string {
	h.find(text)
	var b strings.Builder
	h.mark(&b, text, 0, len(text))
	return b.String()
}

// snippet returns the passage of spot or body, chars characters long, that has the most different words of the query,
// as safe HTML; without a match the beginning.
func (h *highlighter) snippet(a *corpus.Article, chars int) string {
	var best string
	most := -1
	for _, text := range []string{a.Spot, a.Body} {
		text = head(text, maxSnippetBytes)
		if text == "" {
			continue
		}
		h.find(text)
		first, last, different := h.densest(text, chars)
		if different <= most {
			continue
		}
		most = different
		from, to := 0, 0
		if different > 0 {
			from, to = h.spans[first].start, h.spans[last].end
		}
		best = h.passage(text, from, to, chars)
		if different == h.different {
			break // none can have more
		}
	}
	return best
}

// densest returns the first and last span of the window of chars characters with the most different words, the earliest
// of equals, and how many there are.
func (h *highlighter) densest(text string, chars int) (first, last, different int) {
	in := map[int]int{}
	from := 0
	width := 0 // characters from the start of spans[from] to the end of spans[to]
	for to, s := range h.spans {
		if to == 0 {
			width = utf8.RuneCountInString(text[s.start:s.end])
		} else {
			width += utf8.RuneCountInString(text[h.spans[to-1].end:s.end])
		}
		in[s.word]++
		for from < to && width > chars {
			gone := h.spans[from]
			if in[gone.word]--; in[gone.word] == 0 {
				delete(in, gone.word)
			}
			from++
			width -= utf8.RuneCountInString(text[gone.start:h.spans[from].start])
		}
		if len(in) > different {
			first, last, different = from, to, len(in)
		}
	}
	return first, last, different
}

// passage widens [from, to) to about chars characters between word borders and writes it with its marks. It begins at
// the beginning of a sentence where one is near.
func (h *highlighter) passage(text string, from, to, chars int) string {
	spare := max(chars-utf8.RuneCountInString(text[from:to]), 0)
	start := backward(text, from, spare/2)
	if s := sentenceStart(text, start, from); s >= 0 {
		start = s
	}
	spare -= utf8.RuneCountInString(text[start:from])
	end := forward(text, to, max(spare, 0))
	var b strings.Builder
	if start > 0 {
		b.WriteString(ellipsis)
	}
	h.mark(&b, text, start, end)
	if whole := strings.TrimRightFunc(text[:end], unicode.IsSpace); !strings.HasSuffix(whole, ".") &&
		len(whole) < len(strings.TrimRightFunc(text, unicode.IsSpace)) {
		b.WriteString(ellipsis)
	}
	return b.String()
}

func (h *highlighter) mark(b *strings.Builder, text string, start, end int) {
	for _, s := range h.spans {
		if s.start < start || s.end > end {
			continue
		}
		b.WriteString(html.EscapeString(text[start:s.start]))
		b.WriteString("<mark>")
		b.WriteString(html.EscapeString(text[s.start:s.end]))
		b.WriteString("</mark>")
		start = s.end
	}
	b.WriteString(html.EscapeString(text[start:end]))
}

// head returns the first bytes of a text, cut at a character.
func head(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	for !utf8.RuneStart(text[bytes]) {
		bytes--
	}
	return text[:bytes]
}

// backward returns the start of a word at most chars characters before at.
func backward(text string, at, chars int) int {
	start, word := at, at
	for chars > 0 && start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if unicode.IsSpace(r) {
			word = start
		}
		start -= n
		chars--
	}
	if start == 0 {
		return 0
	}
	return word
}

// forward returns the end of a word at most chars characters behind at.
func forward(text string, at, chars int) int {
	end, word := at, at
	for chars > 0 && end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if unicode.IsSpace(r) {
			word = end
		}
		end += n
		chars--
	}
	if end == len(text) {
		return end
	}
	if word == at && at == 0 {
		return end // one word longer than the snippet
	}
	return word
}

// sentenceStart returns where the first sentence or paragraph between from and to begins, or -1.
func sentenceStart(text string, from, to int) int {
	ended := false
	for i, r := range text[from:to] {
		switch {
		case r == '\n', r == '.', r == '!', r == '?', r == '…':
			ended = r == '\n' || strings.HasPrefix(text[from+i+utf8.RuneLen(r):], " ")
		case ended && !unicode.IsSpace(r):
			return from + i
		}
	}
	if ended {
		return to
	}
	return -1
}
