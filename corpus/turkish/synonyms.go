package turkish

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The bounds of a file of synonyms or protected words.
const (
	maxListBytes      = 4 << 20
	maxListLines      = 50_000
	maxSynonymMembers = 16
	// MaxSynonymWords is the longest member in words.
	MaxSynonymWords = 10
	// maxListErrors is how many wrong lines are told at once.
	maxListErrors = 20
)

// Synonyms are words and names of several words that stand for one another. The zero Synonyms has none. It is safe for
// concurrent use.
type Synonyms struct {
	entries map[string]*synonymEntry
	folded  map[string]*synonymEntry
}

// Synonym is one word or several in a row.
type Synonym struct {
	// Text is the member as the file has it.
	Text  string
	Words []Signals
	// Capitals says that it is meant only where it is typed in capitals: "ab" is another word than AB.
	Capitals bool
}

type synonymEntry struct {
	Synonym
	line   int
	others []Synonym
}

// LineError says what is wrong with a line of a file.
type LineError struct {
	File string
	// Line counts from 1; 0 when the whole file is meant.
	Line    int
	Message string
}

func (e *LineError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
}

// ReadSynonyms reads a file of synonyms; name stands in its errors. Every line is "a, b, c", any of which finds the
// others, or "a, b => c, d", where a and b find c and d but not the other way round. A member is a word or a name of up
// to MaxSynonymWords words; with a "!" at its end it counts only as typed in capitals ("AB!, Avrupa Birliği"). What
// follows a # at the beginning of a line or behind a blank is a comment. The error joins a LineError for each wrong line:
// no UTF-8, a member without a letter, one that stands in two places, bounds passed.
func ReadSynonyms(name string, r io.Reader) (*Synonyms, error) {
	s := &Synonyms{entries: map[string]*synonymEntry{}, folded: map[string]*synonymEntry{}}
	analyzer := NewAnalyzer()
	err := eachListLine(name, r, func(line int, text string) error { return s.add(analyzer, line, text) })
	if err != nil {
		return nil, err
	}
	for _, e := range s.entries {
		key := synonymKey(e.Words, func(w Signals) string { return w.Fold })
		if first := s.folded[key]; first == nil || e.line < first.line || e.line == first.line && e.Text < first.Text {
			s.folded[key] = e
		}
	}
	return s, nil
}

func (s *Synonyms) add(analyzer *Analyzer, line int, text string) error {
	left, right, oneWay := strings.Cut(text, "=>")
	from, err := synonymMembers(analyzer, left)
	if err != nil {
		return err
	}
	to := from
	if oneWay {
		if to, err = synonymMembers(analyzer, right); err != nil {
			return err
		}
	} else if len(from) < 2 {
		return errors.New(`there is only one member: write "a, b" or "a => b"`)
	}
	if max(len(from), len(to)) > maxSynonymMembers {
		return fmt.Errorf("there are more than %d members", maxSynonymMembers)
	}
	seen := map[string]bool{}
	all := from
	if oneWay {
		all = slices.Concat(from, to)
	}
	for _, m := range all {
		if key := m.key(); seen[key] {
			return fmt.Errorf("%q stands twice in the line", m.Text)
		}
		seen[m.key()] = true
	}
	for _, m := range from {
		if before := s.entries[m.key()]; before != nil {
			return fmt.Errorf("%q stands on line %d already; put all that it means on one line", m.Text, before.line)
		}
	}
	for _, m := range from {
		e := &synonymEntry{Synonym: m, line: line}
		for _, other := range to {
			if other.key() != m.key() {
				e.others = append(e.others, other)
			}
		}
		s.entries[m.key()] = e
	}
	return nil
}

func synonymMembers(analyzer *Analyzer, list string) ([]Synonym, error) {
	if strings.Contains(list, "=>") {
		return nil, errors.New(`there are two "=>"`)
	}
	var members []Synonym
	for text := range strings.SplitSeq(list, ",") {
		text = strings.Join(strings.Fields(text), " ")
		m := Synonym{Text: text}
		m.Text, m.Capitals = strings.CutSuffix(text, "!")
		analyzer.Analyze(m.Text, func(_ Token, w Signals) bool {
			m.Words = append(m.Words, w)
			return true
		})
		switch {
		case text == "":
			return nil, errors.New("there is a member missing beside a comma or =>")
		case len(m.Words) == 0:
			return nil, fmt.Errorf("%q has no letter or digit", text)
		case len(m.Words) > MaxSynonymWords:
			return nil, fmt.Errorf("%q has more than %d words", text, MaxSynonymWords)
		}
		members = append(members, m)
	}
	return members, nil
}

// QueryWord is a word as it was typed.
type QueryWord struct {
	Signals
	// Capitals says that it was typed in capitals and that this means something.
	Capitals bool
}

// Of returns the synonyms of the longest member that words begin with, and how many words that member has; 0 when they
// begin with none. A member without Turkish letters typed on a plain keyboard is recognised too.
func (s *Synonyms) Of(words []QueryWord) (length int, others []Synonym) {
	if s == nil || len(s.entries) == 0 {
		return 0, nil
	}
	signals := make([]Signals, 0, MaxSynonymWords)
	for _, w := range words[:min(len(words), MaxSynonymWords)] {
		signals = append(signals, w.Signals)
	}
	for n := len(signals); n > 0; n-- {
		capitals, plain := 0, true
		for _, w := range words[:n] {
			if w.Capitals {
				capitals++
			}
			plain = plain && dotted(w.Exact) == w.Fold
		}
		e := s.entries[synonymKey(signals[:n], func(w Signals) string { return w.Exact })]
		if e == nil && plain {
			e = s.folded[synonymKey(signals[:n], func(w Signals) string { return w.Fold })]
		}
		if e != nil && (!e.Capitals || capitals == n) {
			return n, e.others
		}
	}
	return 0, nil
}

// Each visits the members that have synonyms with these, in no order, until visit returns false.
func (s *Synonyms) Each(visit func(member Synonym, others []Synonym) bool) {
	for _, e := range s.entries {
		if !visit(e.Synonym, e.others) {
			return
		}
	}
}

// Len is the number of members that have synonyms.
func (s *Synonyms) Len() int { return len(s.entries) }

func (m *Synonym) key() string {
	return synonymKey(m.Words, func(w Signals) string { return w.Exact })
}

func synonymKey(words []Signals, form func(Signals) string) string {
	if len(words) == 1 {
		return form(words[0])
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(form(w))
	}
	return b.String()
}

// eachListLine visits the lines of a file that say something, comments taken off, and joins the errors of the first
// maxListErrors wrong ones.
func eachListLine(name string, r io.Reader, visit func(line int, text string) error) error {
	all, err := io.ReadAll(io.LimitReader(r, maxListBytes+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(all) > maxListBytes {
		return &LineError{name, 0, fmt.Sprintf("the file is larger than %d bytes", maxListBytes)}
	}
	var wrong []error
	line := 0
	for text := range strings.SplitSeq(strings.TrimPrefix(string(all), "\uFEFF"), "\n") {
		if line++; line > maxListLines {
			wrong = append(wrong, &LineError{name, line, fmt.Sprintf("the file has more than %d lines", maxListLines)})
			break
		}
		err := checkListLine(text)
		if err == nil {
			if text = strings.TrimSpace(cutComment(text)); text == "" {
				continue
			}
			err = visit(line, text)
		}
		if err != nil {
			if wrong = append(wrong, &LineError{name, line, err.Error()}); len(wrong) == maxListErrors {
				break
			}
		}
	}
	return errors.Join(wrong...)
}

func checkListLine(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("this is not UTF-8")
	}
	for _, r := range text {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return fmt.Errorf("control character %U is not allowed", r)
		}
	}
	return nil
}

func cutComment(text string) string {
	for i := range len(text) {
		if text[i] == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t') {
			return text[:i]
		}
	}
	return text
}

//go:embed abbreviations.txt
var abbreviationsFile string

// Abbreviations returns the built-in table of abbreviations and what they stand for; it is read at the first call.
var Abbreviations = sync.OnceValues(func() (*Synonyms, error) {
	return ReadSynonyms("abbreviations.txt", strings.NewReader(abbreviationsFile))
})
