package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
)

// The recipe of the questions. All chance comes from a PCG generator seeded with --seed; lines are headlines and
// spots of the collection, each equally likely, and topics where --topics names a file (one draw in four, for the
// classes of two and more words and phrases); words are as wordsOf takes them; bands are those of band. A draw that a
// class cannot use is made again. No two questions of a run are the same.
//
//	term-rare, -middle, -common  one word of that band of a line
//	OR2, OR5, AND2, AND3         as many different words of one line
//	phrase                       two or three words of a line with only spaces between
//	term+date                    a middle or common word of a dated line, and 1, 7 or 30 days around that date
//	OR2+date                     two words of a dated line, and such days
//	term+3-facets                a middle or common word, and the values of category, source and tags
//	OR2+timeline                 two words of a line, and the hits of each day
//	newest-first                 a middle or common word, by date
//	prefix                       the first 3 to 5 letters of a longer word of a line
//	completions                  such letters; asks for the ten most frequent words, not for articles
//	fuzzy                        a word of 6 letters or more with one letter behind the first changed, lost or added
//	deep-page                    a common word, hits 501 to 510
//	filter-only                  no word: category, source, or one of them and 7 or 30 days, by date
//	newsroom                     the others by the weights of newsroomMix
var classes = []struct {
	name string
	draw func(*rand.Rand, *material) (question, bool)
}{
	{"term-rare", term(rare)},
	{"term-middle", term(middle)},
	{"term-common", term(common)},
	{"OR2", words(anyWord, 2)},
	{"OR5", words(anyWord, 5)},
	{"AND2", words(allWords, 2)},
	{"AND3", words(allWords, 3)},
	{"phrase", drawPhrase},
	{"term+date", dated(term(middle, common))},
	{"OR2+date", dated(words(anyWord, 2))},
	{"term+3-facets", with(term(middle, common), func(q *question) { q.Facets = true })},
	{"OR2+timeline", with(words(anyWord, 2), func(q *question) { q.Timeline = true })},
	{"newest-first", with(term(middle, common), func(q *question) { q.Newest = true })},
	{"prefix", drawPrefix},
	{"completions", with(drawPrefix, func(q *question) { q.Matching = completion })},
	{"fuzzy", drawFuzzy},
	{"deep-page", with(term(common), func(q *question) { q.Offset = deepOffset })},
	{"filter-only", drawFilters},
}

const newsroom = "newsroom"

// newsroomMix is a guess at what a newsroom asks, in parts of a hundred: short searches of the box, looking a thing
// up by date, lists of the newest, and the counts beside them.
var newsroomMix = []struct {
	class string
	parts int
}{
	{"OR2", 25}, {"term-middle", 12}, {"term-common", 8}, {"AND2", 10}, {"AND3", 5}, {"phrase", 8}, {"term+date", 8},
	{"OR2+date", 5}, {"term+3-facets", 5}, {"newest-first", 6}, {"filter-only", 4}, {"OR5", 2}, {"deep-page", 2},
}

// drawing makes questions, none twice.
type drawing struct {
	r    *rand.Rand
	m    *material
	seen map[string]bool
}

func newDrawing(m *material, seed uint64) *drawing {
	return &drawing{rand.New(rand.NewPCG(seed, 2)), m, map[string]bool{}}
}

// classNames are the names of all classes, in the order in which they are measured.
func classNames() (names []string) {
	for _, c := range classes {
		names = append(names, c.name)
	}
	return append(names, newsroom)
}

// triesForEach bounds how often a draw is made again.
const triesForEach = 300

// questions draws count questions of a class, fewer where the collection does not hold as many.
func (d *drawing) questions(class string, count int) []question {
	var drawn []question
	if len(d.m.lines) == 0 {
		return nil
	}
	for tries := count * triesForEach; tries > 0 && len(drawn) < count; tries-- {
		q, ok := d.draw(class)
		if !ok || d.seen[q.key()] {
			continue
		}
		d.seen[q.key()] = true
		q.Class = class
		drawn = append(drawn, q)
	}
	return drawn
}

func (d *drawing) draw(class string) (question, bool) {
	if class == newsroom {
		at := d.r.IntN(100)
		for _, part := range newsroomMix {
			if at -= part.parts; at < 0 {
				class = part.class
				break
			}
		}
	}
	for _, c := range classes {
		if c.name == class {
			return c.draw(d.r, d.m)
		}
	}
	return question{}, false
}

type draw = func(*rand.Rand, *material) (question, bool)

func with(d draw, set func(*question)) draw {
	return func(r *rand.Rand, m *material) (question, bool) {
		q, ok := d(r, m)
		set(&q)
		return q, ok
	}
}

func term(bands ...band) draw {
	return func(r *rand.Rand, m *material) (question, bool) {
		line := m.line(r, false)
		w := line.words[r.IntN(len(line.words))]
		return line.question(anyWord, w.text), slices.Contains(bands, m.band(w.key))
	}
}

func (h headline) question(how matching, words ...string) question {
	return question{Words: words, Matching: how, lineDate: h.published}
}

func words(how matching, count int) draw {
	return func(r *rand.Rand, m *material) (question, bool) {
		line := m.line(r, true)
		known, texts := map[string]bool{}, []string(nil)
		for _, i := range r.Perm(len(line.words)) {
			if w := line.words[i]; len(texts) < count && !known[w.key] {
				known[w.key] = true
				texts = append(texts, w.text)
			}
		}
		return line.question(how, texts...), len(texts) == count
	}
}

func drawPhrase(r *rand.Rand, m *material) (question, bool) {
	line := m.line(r, true)
	count := 2 + r.IntN(2)
	if len(line.words) < count {
		return question{}, false
	}
	first := r.IntN(len(line.words) - count + 1)
	var texts []string
	for i, w := range line.words[first : first+count] {
		if i > 0 && !w.joins {
			return question{}, false
		}
		texts = append(texts, w.text)
	}
	return line.question(phrase, texts...), true
}

func dated(d draw) draw {
	return func(r *rand.Rand, m *material) (question, bool) {
		q, ok := d(r, m)
		if !ok || q.lineDate.IsZero() {
			return q, false
		}
		q.around(r, q.lineDate, 1, 7, 30)
		return q, true
	}
}

// around bounds the question to whole days in Istanbul, as many as one of lengths says, with t among them.
func (q *question) around(r *rand.Rand, t time.Time, lengths ...int) {
	t = t.In(corpus.Istanbul)
	days := lengths[r.IntN(len(lengths))]
	q.From = time.Date(t.Year(), t.Month(), t.Day()-r.IntN(days), 0, 0, 0, 0, corpus.Istanbul)
	q.To = q.From.AddDate(0, 0, days)
}

func drawPrefix(r *rand.Rand, m *material) (question, bool) {
	line := m.line(r, false)
	w := []rune(line.words[r.IntN(len(line.words))].key)
	letters := 3 + r.IntN(3)
	if len(w) <= letters {
		return question{}, false
	}
	return line.question(prefix, string(w[:letters])), true
}

func drawFuzzy(r *rand.Rand, m *material) (question, bool) {
	line := m.line(r, false)
	key := line.words[r.IntN(len(line.words))].key
	w := []rune(key)
	if len(w) < 6 || m.inArticles[key] < 2 {
		return question{}, false
	}
	const letters = "abcçdefgğhıijklmnoöprsştuüvyz"
	alphabet := []rune(letters)
	at, letter := 1+r.IntN(len(w)-1), alphabet[r.IntN(len(alphabet))]
	switch r.IntN(3) {
	case 0:
		w[at] = letter
	case 1:
		w = slices.Delete(w, at, at+1)
	default:
		w = slices.Insert(w, at, letter)
	}
	return line.question(fuzzy, string(w)), !strings.EqualFold(string(w), key)
}

func drawFilters(r *rand.Rand, m *material) (question, bool) {
	line := m.line(r, false)
	q := question{Newest: true}
	kind := r.IntN(4)
	if kind%2 == 0 {
		q.Category = line.category
	} else {
		q.Source = line.source
	}
	if kind >= 2 {
		if line.published.IsZero() {
			return q, false
		}
		q.around(r, line.published, 7, 30)
	}
	return q, q.Category+q.Source != ""
}
