package segment

import (
	"fmt"
	"slices"
	"testing"
)

// contents is everything that can be read from a segment.
type contents struct {
	Rows   []Row
	Values [LabelFields][]string
	Stored []map[string]string
	// Postings are, by field and term, "document×frequency@positions".
	Postings map[string]map[string][]string
}

func describe(t testing.TB, s *Segment) contents {
	t.Helper()
	c := s.Columns()
	got := contents{Postings: map[string]map[string][]string{}}
	for doc := range c.Docs() {
		got.Rows = append(got.Rows, rowOf(c, doc))
		fields := map[string]string{}
		err := s.VisitStoredFields(uint64(doc), func(name string, value []byte) bool {
			fields[name] += string(value)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		got.Stored = append(got.Stored, fields)
	}
	for i := range got.Values {
		l := c.Labels(Category + i)
		for ordinal := range l.Values() {
			got.Values[i] = append(got.Values[i], string(l.Value(ordinal)))
		}
	}
	for _, name := range s.Fields() {
		if terms := postings(t, s, name); len(terms) > 0 {
			got.Postings[name] = terms
		}
	}
	return got
}

// rowOf reads a row through the exported functions.
func rowOf(c *Columns, doc uint32) Row {
	r := Row{
		Published: c.Time(Published, doc), Updated: c.Time(Updated, doc),
		Fingerprint: c.Fingerprint(doc), Key: c.Key(doc),
	}
	for f := range r.Lengths {
		r.Lengths[f] = c.Lengths(f).At(doc)
	}
	for i := range r.Labels {
		l := c.Labels(Category + i)
		for from, to := l.Of(doc); from < to; from++ {
			r.Labels[i] = append(r.Labels[i], string(l.Value(l.Ordinal(from))))
		}
	}
	return r
}

func postings(t testing.TB, s *Segment, name string) map[string][]string {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	terms := map[string][]string{}
	d, err := s.Dictionary(name)
	check(err)
	entries := d.Iterator(nil, nil, nil)
	entry, err := entries.Next()
	for ; entry != nil && err == nil; entry, err = entries.Next() {
		word := entry.Term()
		list, err := d.PostingsList([]byte(word), nil, nil)
		check(err)
		it, err := list.Iterator(true, true, true, nil)
		check(err)
		p, err := it.Next()
		for ; p != nil && err == nil; p, err = it.Next() {
			text := fmt.Sprintf("%d×%d@", p.Number(), p.Frequency())
			for _, l := range p.Locations() {
				text += fmt.Sprintf("%s:%d ", l.Field(), l.Pos())
			}
			terms[word] = append(terms[word], text)
		}
		check(err)
	}
	check(err)
	return terms
}

// expected is what a segment of documents must hold, made without any code of the package.
func expected(documents []*document) contents {
	want := contents{Postings: map[string]map[string][]string{}}
	for number, d := range documents {
		r := d.row
		for i, labels := range r.Labels {
			want.Values[i] = append(want.Values[i], labels...)
		}
		want.Rows = append(want.Rows, r)
		fields := map[string]string{}
		for _, f := range d.fields {
			if f.value != "" {
				fields[f.name] = f.value
			}
			for _, word := range slices.Compact(slices.Sorted(slices.Values(f.words))) {
				text, n := "", 0
				for i, w := range f.words {
					if w != word {
						continue
					}
					n++
					if f.name != "_id" {
						text += fmt.Sprintf("%s:%d ", f.name, i+1)
					}
				}
				if want.Postings[f.name] == nil {
					want.Postings[f.name] = map[string][]string{}
				}
				want.Postings[f.name][word] = append(want.Postings[f.name][word], fmt.Sprintf("%d×%d@%s", number, n, text))
			}
		}
		want.Stored = append(want.Stored, fields)
	}
	for i, values := range want.Values {
		want.Values[i] = slices.Compact(slices.Sorted(slices.Values(values)))
	}
	return want
}
