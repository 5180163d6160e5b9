package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/haberara/haberara/corpus/turkish"
)

func TestRecipeIsSeeded(t *testing.T) {
	m := sampleMaterial(t)
	draw := func(seed uint64) (all []question) {
		d := newDrawing(m, seed)
		for _, name := range classNames() {
			all = append(all, d.questions(name, 10)...)
		}
		return all
	}
	one, again, other := draw(1), draw(1), draw(2)
	if d := cmp.Diff(one, again, cmpopts.IgnoreUnexported(question{})); d != "" {
		t.Errorf("one seed draws two things: %s", d)
	}
	if cmp.Equal(one, other, cmpopts.IgnoreUnexported(question{})) {
		t.Error("two seeds draw the same")
	}
}

func TestRecipeAsksNothingTwice(t *testing.T) {
	d, seen := newDrawing(sampleMaterial(t), 1), map[string]bool{}
	for _, name := range classNames() {
		drawn := d.questions(name, 40)
		if len(drawn) < 5 {
			t.Errorf("%s: only %d questions", name, len(drawn))
		}
		for _, q := range drawn {
			if q.Class != name {
				t.Errorf("a question of %s says that it is of %s", name, q.Class)
			}
			if seen[q.key()] {
				t.Errorf("%s is asked twice", q.key())
			}
			seen[q.key()] = true
		}
	}
}

func TestRecipeOfEachClass(t *testing.T) {
	m := sampleMaterial(t)
	d := newDrawing(m, 7)
	f := func(class string, right func(q question) bool) {
		t.Helper()
		for _, q := range d.questions(class, 30) {
			if !right(q) {
				t.Errorf("%s: %s is none", class, q.key())
			}
		}
	}
	inBand := func(q question, bands ...band) bool {
		for _, b := range bands {
			if len(q.Words) == 1 && m.band(turkish.Lower(q.Words[0])) == b {
				return true
			}
		}
		return false
	}
	days := func(q question) int { return int(q.To.Sub(q.From).Hours()) / 24 }
	f("term-rare", func(q question) bool { return inBand(q, rare) })
	f("term-middle", func(q question) bool { return inBand(q, middle) })
	f("term-common", func(q question) bool { return inBand(q, common) })
	f("OR2", func(q question) bool { return len(q.Words) == 2 && q.Matching == anyWord })
	f("OR5", func(q question) bool { return len(q.Words) == 5 && q.Matching == anyWord })
	f("AND2", func(q question) bool { return len(q.Words) == 2 && q.Matching == allWords })
	f("AND3", func(q question) bool { return len(q.Words) == 3 && q.Matching == allWords })
	f("term+date", func(q question) bool { return inBand(q, middle, common) && days(q) >= 1 && days(q) <= 30 })
	f("OR2+date", func(q question) bool { return len(q.Words) == 2 && days(q) >= 1 && days(q) <= 30 })
	f("term+3-facets", func(q question) bool { return q.Facets && len(q.Words) == 1 })
	f("OR2+timeline", func(q question) bool { return q.Timeline && len(q.Words) == 2 })
	f("newest-first", func(q question) bool { return q.Newest && inBand(q, middle, common) })
	f("deep-page", func(q question) bool { return q.Offset == 500 && inBand(q, common) })
	f("filter-only", func(q question) bool { return len(q.Words) == 0 && (q.Category == "") != (q.Source == "") })
	f("prefix", func(q question) bool {
		n := len([]rune(q.Words[0]))
		return q.Matching == prefix && n >= 3 && n <= 5 && q.Words[0] == turkish.Lower(q.Words[0])
	})
	f("completions", func(q question) bool { return q.Matching == completion && len(q.Words) == 1 })
	f("fuzzy", func(q question) bool {
		for w := range m.inArticles {
			if oneEdit([]rune(w), []rune(q.Words[0])) {
				return q.Matching == fuzzy
			}
		}
		return false
	})
	texts := strings.Builder{}
	for _, a := range sampleArticles(t) {
		texts.WriteString(a.Title + "\n" + a.Spot + "\n")
	}
	f("phrase", func(q question) bool {
		return len(q.Words) >= 2 && q.Matching == phrase && strings.Contains(texts.String(), q.text())
	})
}

// oneEdit says whether one letter changed, lost or added makes b of a.
func oneEdit(a, b []rune) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b)) == 1
}

func TestNewsroomMix(t *testing.T) {
	parts, known := 0, map[string]bool{}
	for _, c := range classes {
		known[c.name] = true
	}
	for _, p := range newsroomMix {
		parts += p.parts
		if !known[p.class] {
			t.Errorf("no class is called %s", p.class)
		}
	}
	if parts != 100 {
		t.Errorf("the parts make %d", parts)
	}
	for _, q := range newDrawing(sampleMaterial(t), 1).questions(newsroom, 50) {
		if _, err := q.request(); err != nil {
			t.Errorf("%s: %v", q.key(), err)
		}
	}
}

func TestWordsOf(t *testing.T) {
	f := func(text string, want ...string) {
		t.Helper()
		var got []string
		for _, w := range wordsOf(text) {
			mark := ""
			if w.joins {
				mark = "+"
			}
			got = append(got, mark+w.text+"/"+w.key)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: -want +got\n%s", text, d)
		}
	}
	f("")
	f("Işık söndü", "Işık/ışık", "+söndü/söndü")
	f("İzmir'de deprem korkuttu", "İzmir/izmir", "deprem/deprem", "+korkuttu/korkuttu")
	f("Kar ve buz, yol 12 il", "Kar/kar", "buz/buz", "yol/yol")
}
