package turkish

import "github.com/haberara/haberara/internal/roster"

// Numbering numbers the words of texts, so that each of them is asked for its terms once. It is not safe for concurrent
// use.
type Numbering struct {
	memory *Memory
	words  roster.Roster
}

// NewNumbering returns a Numbering without words, which shares m with others.
func (m *Memory) NewNumbering() *Numbering { return &Numbering{memory: m} }

// Len is how many numbers were given out since the last Reset.
func (n *Numbering) Len() int { return n.words.Len() }

// Reset takes all numbers back.
func (n *Numbering) Reset() { n.words.Reset() }

// Tokens yields the tokens of text, in the order of the function Tokens, with the numbers of their words until yield
// returns false. The numbers count from 0; with each new one it calls fresh first, with the terms that Analyze gives, good
// until fresh returns. Words with equal terms may have several numbers.
func (n *Numbering) Tokens(text string, fresh func(t Token, s *Signals), yield func(t Token, number uint32) bool) {
	scan := scanner{text: text}
	for {
		t, ok := scan.next()
		if !ok {
			return
		}
		s := surface{t.Kind, t.End > t.BaseEnd, text[t.Start:t.BaseEnd]}
		number, known := uint32(0), false
		hash := uint64(0)
		if len(s.base) <= maxCachedBytes {
			hash = roster.Hash(s.code(), s.base)
			number, known = n.words.Find(hash, s.code(), s.base)
		}
		if !known {
			number = n.add(t, s, hash, fresh)
		}
		if !yield(t, number) {
			return
		}
	}
}

func (n *Numbering) add(t Token, s surface, hash uint64, fresh func(Token, *Signals)) uint32 {
	if len(s.base) > maxCachedBytes {
		signals := newSignals(s)
		fresh(t, &signals)
		return n.words.AddUnknown()
	}
	fresh(t, &n.memory.word(s, hash).signals)
	return n.words.Add(hash, s.code(), s.base)
}
