package segment

import bluge "github.com/blugelabs/bluge_segment_api"

// Document is what New takes.
type Document interface {
	bluge.Document
	// Content is asked for after Analyze.
	Content() *Content
}

// Content is one document, analysed.
type Content struct {
	Row
	ID string
	// Tokens are those of each text field in any order, as numbers of Vocabulary.
	Tokens     [TextFields][]Token
	Vocabulary *Vocabulary
	Stored     []StoredField
}

// Token is one word of a text, by the numbers of its terms.
type Token struct {
	terms [Signals]uint32
	// position is below maxPosition.
	position uint32
}

// maxPosition is more tokens than an article may have bytes.
const maxPosition = 1<<30 - 1

// Vocabulary numbers the terms of the documents of one call of New. It is not safe for concurrent use.
type Vocabulary struct {
	numbers [Signals]map[string]uint32
	terms   [Signals][]string
	folds   []string // of the terms of Exact
}

// NewVocabulary returns a Vocabulary without terms.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{}
	for s := range v.numbers {
		v.numbers[s] = map[string]uint32{}
	}
	return v
}

// Token makes a token of its terms, which hold no zero byte, and its position. The fold of an exact term is always the
// same.
func (v *Vocabulary) Token(exact, fold, lemma string, position uint32) Token {
	e, isNew := v.number(Exact, exact)
	if isNew {
		v.folds = append(v.folds, fold)
	}
	l, _ := v.number(Lemma, lemma)
	return Token{[Signals]uint32{e, l}, min(position, maxPosition)}
}

func (v *Vocabulary) number(s Signal, term string) (n uint32, isNew bool) {
	n, ok := v.numbers[s][term]
	if !ok {
		n = uint32(len(v.terms[s]))
		v.numbers[s][term] = n
		v.terms[s] = append(v.terms[s], term)
	}
	return n, !ok
}

// key returns the key of a term in the dictionary of its signal.
func (v *Vocabulary) key(s Signal, n uint32) string {
	if s == Exact && v.folds[n] != v.terms[s][n] {
		return string(ExactKey(nil, v.folds[n], v.terms[s][n]))
	}
	return v.terms[s][n]
}
