package searcher

import (
	"context"
	"errors"
	"slices"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// sought are the words of a search, those of phrases and other forms included, and where an article has them.
type sought struct {
	m       *matcher
	segment int
	words   []soughtWord
	texts   []string
	// byFold and byLemma are the places in words of those that may have these terms; patterns those of patterns.
	byFold, byLemma map[string][]int
	patterns        []int
	found           [][]FoundIn
}

func newSought(m *matcher, segment int) *sought {
	s := &sought{m: m, segment: segment, byFold: map[string][]int{}, byLemma: map[string][]int{}}
	for n := range m.forms {
		for _, w := range m.p.wordsOf(&m.forms[n].atom) {
			s.place(&w)
		}
	}
	s.found = make([][]FoundIn, len(s.words))
	return s
}

// wordsOf are the words of an atom, and by what each is found.
func (p *plan) wordsOf(a *atom) (all []soughtWord) {
	switch {
	case a.part != nil:
		a.part.eachWord(func(w *soughtWord) { all = append(all, *w) })
		return all
	case a.kind == spelledLike:
		return []soughtWord{{by: byPattern, pattern: a.pattern}}
	}
	for _, w := range a.words {
		by := byFold
		if a.kind == asWritten {
			by = byExact
		} else if len(a.words) == 1 && w.Lemma != "" {
			by = byAny
		}
		all = append(all, soughtWord{Signals: w, by: by})
	}
	return all
}

// place returns the place of a word among those that are sought, where it is put if it is not there.
func (s *sought) place(w *soughtWord) int {
	if at := slices.IndexFunc(s.words, func(have soughtWord) bool { return have.same(w) }); at >= 0 {
		return at
	}
	at := len(s.words)
	s.words = append(s.words, *w)
	text := w.Exact
	switch w.by {
	case byPattern:
		text = s.m.p.patterns[w.pattern].text
		s.patterns = append(s.patterns, at)
	case byLemma:
		s.byLemma[w.Lemma] = append(s.byLemma[w.Lemma], at)
	case byAny:
		s.byLemma[w.Lemma] = append(s.byLemma[w.Lemma], at)
		fallthrough
	default:
		s.byFold[w.Fold] = append(s.byFold[w.Fold], at)
	}
	s.texts = append(s.texts, text)
	return at
}

// read finds the words in an article, and returns its words.
func (s *sought) read(ctx context.Context, a *corpus.Article, analyzer *turkish.Analyzer) ([]FieldTokens, error) {
	var fields []FieldTokens
	for f, text := range []string{a.Title, a.Spot, a.Body} {
		field := FieldTokens{Field: fieldNames[f], Tokens: []TokenSignals{}}
		var failed error
		analyzer.Analyze(text, func(t turkish.Token, signals turkish.Signals) bool {
			var is []int
			if is, failed = s.match(signals); failed != nil {
				return false
			}
			for _, n := range is {
				s.found[n] = addFoundIn(s.found[n], fieldNames[f], signals.Exact)
			}
			if field.Length++; t.Position < maxWhyTokens {
				for len(field.Tokens) <= t.Position {
					field.Tokens = append(field.Tokens, TokenSignals{})
				}
				token := signalsOfToken(text[t.Start:t.End], signals)
				for _, n := range is[:min(len(is), maxFoundWords)] {
					token.Matches = append(token.Matches, s.texts[n])
				}
				field.Tokens[t.Position] = token
			}
			return field.Length%checkedTokens != 0 || ctx.Err() == nil
		})
		if err := errors.Join(failed, ctx.Err()); err != nil {
			return nil, err
		}
		fields = append(fields, field)
	}
	return fields, nil
}

func signalsOfToken(text string, s turkish.Signals) TokenSignals {
	return TokenSignals{Text: text, Exact: s.Exact, Lemma: s.Lemma, Fold: s.Fold}
}

// match returns the places of the sought words that a word of the article is.
func (s *sought) match(t turkish.Signals) (is []int, err error) {
	for _, n := range s.byFold[t.Fold] {
		if s.words[n].by != byExact || s.words[n].Exact == t.Exact {
			is = append(is, n)
		}
	}
	for _, n := range s.byLemma[t.Lemma] {
		if !slices.Contains(is, n) {
			is = append(is, n)
		}
	}
	for _, n := range s.patterns {
		ok, err := s.m.takes(s.segment, s.m.p.patterns[s.words[n].pattern], t)
		if err != nil {
			return nil, err
		}
		if ok {
			is = append(is, n)
		}
	}
	return is, nil
}
