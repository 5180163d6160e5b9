package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// runEnd returns the index behind the characters from at on that can be one word: up to white space, a double quote or
// a parenthesis.
func (p *treeParser) runEnd(at int) int {
	for at < len(p.text) {
		r := p.text[at]
		if r == '(' || r == ')' || unicode.IsSpace(r) || quoteOf(r) != noQuote {
			break
		}
		at++
	}
	return at
}

// exact reads what stands behind =.
func (p *treeParser) exact() Node {
	start := p.at
	p.at++
	switch r := p.text[p.at]; {
	case r == '\\':
		return p.literal(true)
	case r == '(' || quoteOf(r) != noQuote:
		p.repair(start, p.at, "= stands only before a word and is ignored")
		n, _ := p.unit(0, new(Occur))
		return n
	}
	n, _ := p.word(true)
	return n
}

// literal reads what stands behind a backslash: a word in which no sign has a meaning.
func (p *treeParser) literal(exact bool) Node {
	start := p.at
	p.at = p.runEnd(start)
	text := p.slice(start+1, p.at)
	if !hasToken(text) {
		return nil
	}
	p.terms++
	return &Word{Range: p.place(start, p.at), Text: text, Exact: exact}
}

// word reads a word and reports whether it was typed without any sign; nil when it has no letter or digit.
func (p *treeParser) word(exact bool) (n Node, isBare bool) {
	start := p.at
	p.at = max(p.runEnd(start), start+1)
	run := p.slice(start, p.at)
	read := readWord(run)
	if !hasToken(read.text) {
		return nil, false
	}
	p.terms++
	w := &Word{Range: p.place(start, p.at), Text: read.text, Exact: exact, Pattern: read.wildcards > 0}
	if read.cutStar {
		p.repair(start, start+1, "a word cannot begin with *; it is read as %s", read.text)
	}
	if read.wildcards > MaxWildcards {
		p.fail(start, "a word has at most %d of * and ?", MaxWildcards)
	}
	switch {
	case read.edits > 0 && (exact || w.Pattern):
		p.repair(start, p.at, "~ does not go with = or with * and ? and is ignored")
	case read.edits > 0:
		w.Edits = p.bounded(read.edits, 1, MaxEdits, start, p.at)
	}
	if w.Pattern || w.Edits > 0 {
		p.patterns++
		if p.patterns > MaxPatterns {
			p.fail(start, "a query has at most %d words with * or ? or ~", MaxPatterns)
		}
	}
	if read.hasFactor {
		return p.boosted(w, read.factor, start, p.at), false
	}
	return w, !exact && read.text == run
}

// readRun is a run of characters taken apart.
type readRun struct {
	text      string
	edits     int
	wildcards int
	factor    float64
	hasFactor bool
	// cutStar says that a * at the head was left out.
	cutStar bool
}

// readWord takes the signs off a run, and colons off its end. Addresses, times and what begins with a sign are taken as they are.
func readWord(run string) readRun {
	if trimmed := strings.TrimRight(run, ":"); trimmed != "" {
		run = trimmed
	}
	plain := readRun{text: run}
	notCore := func(r rune) bool { return !isCore(r) }
	if strings.ContainsAny(run, `:/\`) || strings.ContainsRune("+-=~", rune(run[0])) ||
		strings.HasPrefix(strings.TrimLeftFunc(run, notCore), "www.") {
		return plain
	}
	read := readRun{text: run}
	read.cutFactor()
	read.cutEdits()
	if !read.hasFactor {
		read.cutFactor()
	}
	if strings.ContainsAny(read.text, "^~") || !hasToken(read.text) {
		return plain
	}
	if strings.ContainsAny(read.text, "*?") && !endsSentence(read.text) {
		read.findWildcards()
	}
	return read
}

func (r *readRun) cutFactor() {
	i := strings.LastIndexByte(r.text, '^')
	if i < 0 {
		return
	}
	if factor, ok := readFactor(r.text[i+1:]); ok {
		r.text, r.factor, r.hasFactor = r.text[:i], factor, true
	}
}

// readFactor reads up to twelve digits with one dot.
func readFactor(s string) (float64, bool) {
	if len(s) == 0 || len(s) > 12 || s[0] == '.' || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	factor, err := strconv.ParseFloat(s, 64)
	return factor, err == nil
}

// cutEdits takes ~ and a number off; without a number it is 1, and so it is for the similarities below 1 of old.
func (r *readRun) cutEdits() {
	i := strings.LastIndexByte(r.text, '~')
	if i < 0 {
		return
	}
	number := r.text[i+1:]
	if factor, ok := readFactor(number); ok {
		r.text, r.edits = r.text[:i], int(factor)
		if 0 < factor && factor < 1 {
			r.edits = 1
		}
	} else if number == "" {
		r.text, r.edits = r.text[:i], 1
	}
}

// findWildcards counts the wildcards of a word and takes off what stands around it: a * in front, and at the end all
// but letters, digits and *.
func (r *readRun) findWildcards() {
	start := strings.IndexFunc(r.text, isCore)
	end := strings.LastIndexFunc(r.text, func(c rune) bool { return isCore(c) || c == '*' })
	_, size := utf8.DecodeRuneInString(r.text[end:])
	text := r.text[start : end+size]
	for strings.Contains(text, "**") {
		text = strings.ReplaceAll(text, "**", "*")
	}
	r.wildcards = strings.Count(text, "*") + strings.Count(text, "?")
	r.cutStar = strings.ContainsRune(r.text[:start], '*')
	if r.wildcards > 0 || r.cutStar {
		r.text = text
	}
}

// endsSentence reports whether a ? stands before a capital, where a blank was forgotten.
func endsSentence(text string) bool {
	before := rune(0)
	for _, r := range text {
		if before == '?' && unicode.IsUpper(r) {
			return true
		}
		before = r
	}
	return false
}

func isCore(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
