package searcher

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
)

// maxSnippetBytes is how much of a text is looked through for its best passage.
const maxSnippetBytes = 256 << 10

// title returns the whole text with its matched words.
func (h *highlighter) title(text string) excerpt {
	h.find(text)
	return h.excerpt(text, 0, len(text))
}

// snippet returns the best passage of spot or body, at most chars characters long, with its matched words; without a
// match the beginning.
func (h *highlighter) snippet(a *corpus.Article, chars int) excerpt {
	var found excerpt
	most := -1
	for _, text := range []string{a.Spot, a.Body} {
		text = head(text, maxSnippetBytes)
		if text == "" {
			continue
		}
		h.find(text)
		best := h.densest(text, chars)
		if best.different <= most {
			continue
		}
		most = best.different
		from, to := 0, 0
		if best.different > 0 {
			from, to = h.spans[best.first].start, h.spans[best.last].end
		}
		found = h.passage(text, from, to, chars)
		if best.different == h.different {
			break // none can have more
		}
	}
	return found
}

// cluster is a stretch of matched words, the first and the last included.
type cluster struct {
	first, last int
	// different is how many words of the query it has, inOrder how often one follows the one before it in the query.
	different, inOrder int
}

// compare orders clusters by what they have of the query, in its order, and how densely.
func (c cluster) compare(other cluster) int {
	return cmp.Or(cmp.Compare(c.different, other.different), cmp.Compare(c.inOrder, other.inOrder),
		cmp.Compare(c.last-c.first, other.last-other.first))
}

// densest returns the best cluster within chars characters, the earliest of equals.
func (h *highlighter) densest(text string, chars int) (best cluster) {
	in := map[int]int{}
	now, width := cluster{}, 0 // width is that from the start of the first to the end of the last
	for to, s := range h.spans {
		now.last = to
		if to == 0 {
			width = utf8.RuneCountInString(text[s.start:s.end])
		} else {
			width += utf8.RuneCountInString(text[h.spans[to-1].end:s.end])
			now.inOrder += h.follows(to)
		}
		in[s.word]++
		for now.first < to && width > chars {
			gone := h.spans[now.first]
			if in[gone.word]--; in[gone.word] == 0 {
				delete(in, gone.word)
			}
			now.first++
			now.inOrder -= h.follows(now.first)
			width -= utf8.RuneCountInString(text[gone.start:h.spans[now.first].start])
		}
		now.different = len(in)
		if now.compare(best) > 0 {
			best = now
		}
	}
	return best
}

// follows is 1 where a matched word is the one behind that of the one before it in the query, else 0.
func (h *highlighter) follows(at int) int {
	if h.spans[at].word == h.spans[at-1].word+1 {
		return 1
	}
	return 0
}

// passage widens [from, to) to at most chars characters between word borders. It begins at the beginning of a sentence
// where one is near, and ends at the end of one that is not far.
func (h *highlighter) passage(text string, from, to, chars int) excerpt {
	if utf8.RuneCountInString(text[from:to]) > chars { // one long word
		to = from + cutChars(text[from:to], chars)
	}
	spare := chars - utf8.RuneCountInString(text[from:to])
	start := backward(text, from, spare/2)
	if s := sentenceStart(text, start, from); s >= 0 {
		start = s
	}
	spare -= utf8.RuneCountInString(text[start:from])
	end := forward(text, to, spare)
	if s := sentenceEnd(text, to, end); end < len(text) && s-to >= (end-to)/2 {
		end = s
	}
	return h.excerpt(text, start, end)
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

// cutChars returns the end of at most chars characters of a text, between a letter and its marks never.
func cutChars(text string, chars int) int {
	end := len(text)
	for i := range text {
		if chars--; chars < 0 {
			end = i
			break
		}
	}
	for end > 0 && end < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[end:]); !unicode.Is(unicode.M, r) {
			break
		}
		_, n := utf8.DecodeLastRuneInString(text[:end])
		end -= n
	}
	return end
}

// backward returns the start of a word at most chars characters before at.
func backward(text string, at, chars int) int {
	start, word := at, at
	for chars > 0 && start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if unicode.IsSpace(r) && !isInNumber(text, start-n, start) {
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
		if unicode.IsSpace(r) && !isInNumber(text, end, end+n) {
			word = end
		}
		end += n
		chars--
	}
	switch r, n := utf8.DecodeRuneInString(text[end:]); {
	case end == len(text), unicode.IsSpace(r) && !isInNumber(text, end, end+n):
		return end
	case word == at && at == 0:
		return cutChars(text, utf8.RuneCountInString(text[:end])) // one word longer than the snippet
	}
	return word
}

// isInNumber reports whether the space [from, to) of a text parts the thousands of a number, as in 12 500.
func isInNumber(text string, from, to int) bool {
	const group = 3 // digits
	before, behind := text[:from], text[to:]
	digits := len(behind) - len(strings.TrimLeft(behind, "0123456789"))
	return digits == group && before != "" && before[from-1] >= '0' && before[from-1] <= '9'
}
