package names

import "github.com/haberara/haberara/corpus/turkish"

// Of returns the names in the texts of one article, the headline first. A Finder does the same for many articles.
func Of(texts ...string) Names {
	f, analyzer := NewFinder(), turkish.NewAnalyzer()
	for _, text := range texts {
		f.Read(analyzer, text)
	}
	return f.Names()
}

// Read is Text and all its tokens.
func (f *Finder) Read(analyzer *turkish.Analyzer, text string) {
	f.Text(text)
	analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
		f.Token(t, &s)
		return true
	})
}

// Mentions visits where the names of the article stand, in no order, after Names: the number of the text and the bytes
// of it, an apostrophe tail left out. Those that MaxNames leaves out are visited too.
func (f *Finder) Mentions(yield func(kind Kind, text, start, end int) bool) {
	for _, m := range f.found.mentions {
		first, last := &f.words[m.from], &f.words[m.to-1]
		if !yield(m.kind, int(first.text), int(first.start), int(last.base)) {
			return
		}
	}
}
