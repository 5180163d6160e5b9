package segment

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/blevesearch/vellum"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// description is everything that can be read from a segment.
type description struct {
	IDs    []string
	Rows   []Row
	Sums   [TextFields]Sum
	Values [LabelFields][]string
	// Carriers are the documents of each value, twice: one by one from the first and from the last, and as a set.
	Carriers [LabelFields]map[string][3][]uint32
	Stored   [][]StoredField
	// Lists are, by key, "document:" and the positions in each field for every posting.
	Lists [dictionaries]map[string][]string
	// FieldDocs are those of the lists, by key.
	FieldDocs [dictionaries]map[string][TextFields]uint32
}

// dictionaryNames are what errors call them by.
var dictionaryNames = [dictionaries]string{"exact", "lemma", "address"}

// expected is what a segment of articles must hold, made without any code of the package but Key.
func expected(articles []*article) description {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b *article) int {
		return cmp.Or(cmp.Compare(b.row.Published, a.row.Published), cmp.Compare(a.rowOf().Key, b.rowOf().Key))
	})
	var want description
	for s := range want.Lists {
		want.Lists[s], want.FieldDocs[s] = map[string][]string{}, map[string][TextFields]uint32{}
	}
	for doc, a := range articles {
		want.IDs, want.Rows, want.Stored = append(want.IDs, a.id), append(want.Rows, a.rowOf()), append(want.Stored, a.withoutKinds())
		places := [dictionaries]map[string]*[TextFields][]uint32{{}, {}, {}}
		at := func(s int, key string, f int, position uint32) {
			if places[s][key] == nil {
				places[s][key] = &[TextFields][]uint32{}
			}
			places[s][key][f] = append(places[s][key][f], position)
		}
		for i, part := range a.address {
			at(int(Address), part, int(Title), uint32(i))
		}
		for f, words := range a.words {
			want.Sums[f].Tokens += uint64(len(words))
			if len(words) > 0 {
				want.Sums[f].Docs++
			}
			for i, w := range words {
				for s, key := range keysOf(w) {
					at(s, key, f, uint32(i+1))
				}
			}
		}
		for s := range places {
			for key, p := range places[s] {
				want.Lists[s][key] = append(want.Lists[s][key], fmt.Sprint(doc, ":", *p))
				n := want.FieldDocs[s][key]
				for f := range p {
					if len(p[f]) > 0 {
						n[f]++
					}
				}
				want.FieldDocs[s][key] = n
			}
		}
		for i, labels := range a.row.Labels {
			want.Values[i] = append(want.Values[i], labels...)
			for _, v := range slices.Compact(slices.Sorted(slices.Values(labels))) {
				if want.Carriers[i] == nil {
					want.Carriers[i] = map[string][3][]uint32{}
				}
				of, n := want.Carriers[i][v], uint32(doc)
				want.Carriers[i][v] = [3][]uint32{append(of[0], n), append([]uint32{n}, of[1]...), append(of[2], n)}
			}
		}
	}
	for i, values := range want.Values {
		want.Values[i] = slices.Compact(slices.Sorted(slices.Values(values)))
	}
	return want
}

// describe reads a segment through its exported functions. What cannot be read is empty, and errs says why by part.
func describe(s *Segment) (got description, errs map[string]error) {
	errs = map[string]error{}
	part := func(name string, err error) bool {
		if err != nil {
			errs[name] = errors.Join(errs[name], err)
		}
		return err == nil
	}
	var err error
	got.Sums, err = s.Sums()
	part("sums", err)
	got.Rows, got.Values, err = describeColumns(s)
	part("columns", err)
	got.Carriers, err = describeCarriers(s)
	part("carriers", err)
	for doc := range s.Docs() {
		id, err := s.AppendID(nil, doc)
		part("ids", err)
		got.IDs = append(got.IDs, string(id))
		var stored []StoredField
		if !part("stored", s.VisitStored(doc, func(name string, value []byte) bool {
			stored = append(stored, StoredField{Name: name, Value: string(value)})
			return true
		})) {
			stored = nil
		}
		got.Stored = append(got.Stored, stored)
	}
	for signal := range dictionaries {
		got.Lists[signal], got.FieldDocs[signal], err = describeLists(s, signal)
		part(dictionaryNames[signal], err)
	}
	return got, errs
}

func describeColumns(s *Segment) (rows []Row, values [LabelFields][]string, err error) {
	var errs [6]error
	published, err := s.Times(Published)
	updated, err1 := s.Times(Updated)
	prints, err2 := s.Fingerprints()
	keys, err3 := s.Keys()
	stories, err4 := s.Stories()
	sketches, err5 := s.Sketches()
	errs = [...]error{err, err1, err2, err3, err4, err5}
	var lengths [TextFields]Numbers
	for f := range lengths {
		lengths[f], err = s.Lengths(TextField(f))
		errs[0] = errors.Join(errs[0], err)
	}
	var labels [LabelFields]Labels
	for c := range labels {
		labels[c], err = s.Labels(LabelColumn(c))
		errs[0] = errors.Join(errs[0], err)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, values, err
	}
	for doc := range s.Docs() {
		r := Row{
			Published: published.At(doc), Updated: updated.At(doc), Fingerprint: prints.At(doc), Key: keys.At(doc),
			Story: stories.At(doc), Sketch: sketches.Append(nil, doc),
		}
		for f := range r.Lengths {
			r.Lengths[f] = uint32(lengths[f].At(doc))
		}
		for c := range labels {
			for from, to := labels[c].Of(doc); from < to; from++ {
				r.Labels[c] = append(r.Labels[c], string(labels[c].Value(labels[c].Ordinal(from))))
			}
		}
		rows = append(rows, r)
	}
	for c := range labels {
		for n := range labels[c].Values() {
			values[c] = append(values[c], string(labels[c].Value(n)))
		}
	}
	return rows, values, nil
}

func describeCarriers(s *Segment) (all [LabelFields]map[string][3][]uint32, err error) {
	for c := range all {
		labels, err := s.Labels(LabelColumn(c))
		if err != nil {
			return all, err
		}
		all[c] = map[string][3][]uint32{}
		for n := range labels.Values() {
			carriers, err := s.Carriers(LabelColumn(c), n)
			if err != nil {
				return all, err
			}
			var docs [3][]uint32
			carriers.Each(0, s.Docs(), func(doc uint32) bool {
				docs[0] = append(docs[0], doc)
				return true
			})
			carriers.EachBackwards(0, s.Docs(), func(doc uint32) bool {
				docs[1] = append(docs[1], doc)
				return true
			})
			set := make([]uint64, s.Docs()/64+1)
			if !carriers.Or(set) {
				return all, contradiction(carrierSections[c])
			}
			for doc := range uint32(len(set) * 64) {
				if set[doc/64]&(1<<(doc%64)) != 0 {
					docs[2] = append(docs[2], doc)
				}
			}
			if carriers.Docs() != len(docs[2]) {
				return all, contradiction(carrierSections[c])
			}
			all[c][string(labels.Value(n))] = docs
		}
	}
	return all, nil
}

func describeLists(
	s *Segment, signal Signal,
) (lists map[string][]string, docs map[string][TextFields]uint32, err error) {
	lists, docs = map[string][]string{}, map[string][TextFields]uint32{}
	fst, err := s.Terms(signal)
	if err != nil {
		return nil, nil, err
	}
	var l List
	var it Iterator
	set := make([]uint64, s.Docs()/64+1)
	keys, err := fst.Iterator(nil, nil)
	for ; err == nil; err = keys.Next() {
		key, value := keys.Current()
		if err := s.List(signal, value, &l); err != nil {
			return nil, nil, err
		}
		if l.Docs == 0 {
			continue // a folded form that is only written otherwise
		}
		docs[string(key)] = l.FieldDocs
		it.Reset(&l)
		for it.Next() {
			it.Or(set)
			for i, doc := range it.Docs() {
				var places [TextFields][]uint32
				for f := range places {
					frequencies, _ := it.Frequencies(f)
					if places[f], err = it.Positions(i, f, nil); err != nil {
						return nil, nil, err
					}
					if len(places[f]) != int(frequencies[i]) {
						return nil, nil, fmt.Errorf("%q: %d positions for frequency %d", key, len(places[f]), frequencies[i])
					}
				}
				lists[string(key)] = append(lists[string(key)], fmt.Sprint(doc, ":", places))
			}
		}
		if it.Err() != nil {
			return nil, nil, it.Err()
		}
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		return nil, nil, err
	}
	return lists, docs, nil
}

func checkSegment(t testing.TB, what string, articles []*article, s *Segment) {
	t.Helper()
	got, errs := describe(s)
	if len(errs) > 0 {
		t.Fatalf("%s: %v", what, errs)
	}
	check(t, s.Verify())
	if diff := gocmp.Diff(expected(articles), got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: (-want +got)\n%s", what, diff)
	}
}
