package turkish

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Words is a set of words that are kept as they are typed. The zero Words is empty. It is safe for concurrent use.
type Words struct {
	lines map[string]int
}

// ReadWords reads a file of one word a line; name stands in its errors. What follows a # at the beginning of a line or
// behind a blank is a comment. The error joins a LineError for each wrong line: no UTF-8, not one word, a word that
// stands in two lines.
func ReadWords(name string, r io.Reader) (*Words, error) {
	w := &Words{map[string]int{}}
	analyzer := NewAnalyzer()
	err := eachListLine(name, r, func(line int, text string) error {
		var found []Signals
		analyzer.Analyze(text, func(_ Token, s Signals) bool {
			found = append(found, s)
			return len(found) < 2
		})
		if len(found) != 1 {
			return fmt.Errorf("%q is not one word", text)
		}
		if before := w.lines[found[0].Exact]; before > 0 {
			return fmt.Errorf("%q stands on line %d already", text, before)
		}
		w.lines[found[0].Exact] = line
		return nil
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// Has reports whether a word is in the set, in any Turkish letter case.
func (w *Words) Has(s Signals) bool {
	return w != nil && w.lines[s.Exact] > 0
}

// Len is the number of words.
func (w *Words) Len() int { return len(w.lines) }

// CheckProtected returns a LineError, with the name of the file of synonyms, for each protected word that has synonyms:
// one of the two files is wrong.
func CheckProtected(name string, s *Synonyms, protected *Words) error {
	if s == nil || protected == nil {
		return nil
	}
	var wrong []*LineError
	for _, e := range s.entries {
		if len(e.Words) == 1 && protected.Has(e.Words[0]) {
			wrong = append(wrong, &LineError{name, e.line, fmt.Sprintf(
				"%q has synonyms, but is protected by line %d of the protected words", e.Text, protected.lines[e.Words[0].Exact])})
		}
	}
	slices.SortFunc(wrong, func(a, b *LineError) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Message, b.Message)
	})
	var all []error
	for _, w := range wrong {
		all = append(all, w)
	}
	return errors.Join(all...)
}
