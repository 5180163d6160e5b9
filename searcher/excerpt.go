package searcher

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
)

const ellipsis = "…"

// excerpt is a stretch of a text with its matched words.
type excerpt struct {
	text string
	// isCut says that an ellipsis stands before it, goesOn that one stands behind it.
	isCut, goesOn bool
	// marks are bytes of text, ascending and apart.
	marks []span
}

// Mark is a matched word in a text: from From up to To, which is excluded, in three ways of counting.
type Mark struct {
	// Bytes are those of UTF-8; Characters are code points, and UTF16 the code units that JavaScript and Java count in.
	Bytes      Offsets `json:"bytes"`
	Characters Offsets `json:"characters"`
	UTF16      Offsets `json:"utf16"`
}

// Offsets are where something begins and, behind it, ends.
type Offsets struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// excerpt returns what text has from start to end, of which find has found the matched words.
func (h *highlighter) excerpt(text string, start, end int) excerpt {
	e := excerpt{text: text[start:end], isCut: start > 0}
	behind := strings.TrimSpace(text[end:])
	e.goesOn = behind != "" && !endsInStop(e.text)
	for _, s := range h.spans {
		if s.start >= start && s.end <= end {
			e.marks = append(e.marks, span{s.start - start, s.end - start, s.word})
		}
	}
	return e
}

// hit is an article with its excerpts.
func (h *highlighter) hit(a *corpus.Article, score float64) Hit {
	hit := Hit{Article: a, Score: score}
	title := h.title(a.Title)
	switch h.as {
	case MarkHTML:
		hit.TitleHTML = title.html()
	case MarkOffsets:
		hit.TitleMarks = title.offsets()
	}
	snippet := h.snippet(a, h.chars)
	hit.Snippet = snippet.plain()
	switch h.as {
	case MarkHTML:
		hit.SnippetHTML = snippet.html()
	case MarkOffsets:
		hit.SnippetMarks = snippet.offsets()
	}
	return hit
}

// endsInStop reports whether a text ends like a sentence.
func endsInStop(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, unicode.IsSpace))
	return isStop(last)
}

// plain is the excerpt as text.
func (e excerpt) plain() string {
	before, behind := "", ""
	if e.isCut {
		before = ellipsis
	}
	if e.goesOn {
		behind = ellipsis
	}
	return before + e.text + behind
}

// html is the excerpt as safe HTML in which every matched word stands inside <mark> and </mark>.
func (e excerpt) html() string {
	var b strings.Builder
	if e.isCut {
		b.WriteString(ellipsis)
	}
	at := 0
	for _, m := range e.marks {
		b.WriteString(html.EscapeString(e.text[at:m.start]))
		b.WriteString("<mark>")
		b.WriteString(html.EscapeString(e.text[m.start:m.end]))
		b.WriteString("</mark>")
		at = m.end
	}
	b.WriteString(html.EscapeString(e.text[at:]))
	if e.goesOn {
		b.WriteString(ellipsis)
	}
	return b.String()
}

// offsets are the marks in plain.
func (e excerpt) offsets() []Mark {
	marks := make([]Mark, 0, len(e.marks))
	bytes, characters, units, at := 0, 0, 0, 0
	if e.isCut {
		bytes, characters, units = len(ellipsis), 1, 1
	}
	advance := func(to int) {
		for _, r := range e.text[at:to] {
			characters++
			units += utf16.RuneLen(r)
		}
		bytes, at = bytes+to-at, to
	}
	for _, s := range e.marks {
		var m Mark
		advance(s.start)
		m.Bytes.From, m.Characters.From, m.UTF16.From = bytes, characters, units
		advance(s.end)
		m.Bytes.To, m.Characters.To, m.UTF16.To = bytes, characters, units
		marks = append(marks, m)
	}
	return marks
}
