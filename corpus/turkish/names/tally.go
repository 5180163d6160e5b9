package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish"
)

// mention is a name that stands in words from up to to.
type mention struct {
	kind     Kind
	from, to int
	// cut are the letters of an ending at its end, suffix is what the last word lacks.
	cut    int
	suffix string
}

// name is one name of the article.
type name struct {
	mention
	keys  []string
	count int
	// joined is the full name that counts for it, or itself.
	joined int
}

// tally counts the names of an article.
type tally struct {
	all []name
	// pending are words with capitals that are no name by themselves.
	pending []int
	// mentions are all places of names.
	mentions []mention
}

func (t *tally) reset() { t.all, t.pending, t.mentions = t.all[:0], t.pending[:0], t.mentions[:0] }

// add counts a mention.
func (t *tally) add(f *Finder, m mention) {
	t.mentions = append(t.mentions, m)
	for i := range t.all {
		if t.all[i].kind == m.kind && t.all[i].to-t.all[i].from == m.to-m.from && t.all[i].equals(f, m) {
			t.all[i].count++
			if f.words[t.all[i].from].flags&allCapitals != 0 {
				t.all[i].mention = m // perhaps in small letters
			}
			return
		}
	}
	keys := make([]string, 0, m.to-m.from)
	for i := m.from; i < m.to; i++ {
		keys = append(keys, f.keyOf(m, i))
	}
	t.all = append(t.all, name{m, keys, 1, len(t.all)})
}

// keyOf is the key of a word of a mention, its ending cut.
func (f *Finder) keyOf(m mention, i int) string {
	k := f.known(i).key
	if i == m.to-1 {
		k = cutLetters(k, m.cut) + m.suffix
	}
	return k
}

func (n *name) equals(f *Finder, m mention) bool {
	for i, k := range n.keys {
		if f.keyOf(m, m.from+i) != k {
			return false
		}
	}
	return true
}

func cutLetters(s string, letters int) string {
	for range letters {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// maxJoined bounds the names that join looks through for each word.
const maxJoined = 256

// join counts what is a part of a full name for that name, and the words that are a name elsewhere.
func (t *tally) join(f *Finder) {
	names := t.all[:min(len(t.all), maxJoined)]
	for i := range names {
		n := &names[i]
		for j := range names {
			if full := &names[j]; n.kind == Person && full.kind == Person && len(full.keys) > len(n.keys) &&
				slices.Equal(full.keys[len(full.keys)-len(n.keys):], n.keys) &&
				(n.joined == i || full.count > names[n.joined].count) {
				n.joined = j
			}
		}
	}
	for at := 0; at < len(t.pending); at++ {
		i, best := t.pending[at], -1
		for j := range names {
			if n := &names[j]; n.matches(f, t.pending[at:]) && (best < 0 || len(n.keys) > len(names[best].keys)) {
				best = j
			}
		}
		words := 1
		if best >= 0 {
			words = len(names[best].keys)
			at += words - 1
		} else if best = t.surname(f, names, i); best < 0 {
			continue
		}
		t.all[best].count++
		t.mentions = append(t.mentions, mention{kind: t.all[best].kind, from: i, to: i + words})
	}
	for i := range names {
		full := i
		for names[full].joined != full {
			full = names[full].joined
		}
		if full != i {
			names[full].count += names[i].count
			names[i].count = 0
		}
	}
}

// matches says that a name stands where the first of some words is.
func (n *name) matches(f *Finder, pending []int) bool {
	if len(n.keys) > len(pending) {
		return false
	}
	for i, k := range n.keys {
		if pending[i] != pending[0]+i || i > 0 && !f.ties(pending[i]) || f.known(pending[i]).key != k {
			return false
		}
	}
	return true
}

// surname returns the person whose last name a word is, the most frequent of several; -1 when there is none.
func (t *tally) surname(f *Finder, names []name, i int) int {
	best, k := -1, f.known(i).key
	for j := range names {
		if n := &names[j]; n.kind == Person && n.keys[len(n.keys)-1] == k && (best < 0 || n.count > names[best].count) {
			best = j
		}
	}
	return best
}

// names returns the names that count most.
func (t *tally) names(f *Finder) (out Names) {
	slices.SortStableFunc(t.all, func(a, b name) int { return cmp.Compare(b.count, a.count) })
	for i := range t.all {
		n := &t.all[i]
		if n.count > 0 && len(out[n.kind]) < MaxNames {
			if value := f.value(n); !slices.Contains(out[n.kind], value) {
				out[n.kind] = append(out[n.kind], value)
			}
		}
	}
	return out
}

// value is a name as it is shown: as the text has it, without endings, a person's surname not in capitals.
func (f *Finder) value(n *name) string {
	last := &f.words[n.to-1]
	text := f.texts[last.text][f.words[n.from].start:last.base]
	text = cutLetters(text, n.cut) + n.suffix
	switch {
	case n.kind == Place && last.flags&allCapitals != 0:
		if spelled := f.lexicon.spelled[strings.Join(n.keys, " ")]; spelled != "" {
			return spelled
		}
	case n.kind == Organisation && last.flags&isLoud != 0 && f.known(n.to-1).class&isAbbreviation == 0:
		return capitalised(text)
	case n.kind == Person:
		for i := n.from + 1; i < n.to; i++ { // JD Vance keeps his
			if w := &f.words[i]; w.flags&allCapitals != 0 {
				base := f.base(w)
				text = strings.Replace(text, base, capitalised(base), 1)
			}
		}
	}
	if strings.ContainsAny(text, "\u00a0\u00ad\t") || strings.Contains(text, "  ") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return turkish.NFC(text)
}

// capitalised returns a word with a capital at its head only.
func capitalised(base string) string {
	_, size := utf8.DecodeRuneInString(base)
	return base[:size] + turkish.Lower(base[size:])
}
