package searcher

import (
	"fmt"
	"slices"

	"github.com/blevesearch/vellum/regexp"
	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// vocabulary answers what words the articles have. Its implementations agree on every answer.
type vocabulary interface {
	// frequency is in how many articles a folded word stands, in the text field where it stands in most.
	frequency(fold string) int
	// names returns the Exact terms that have a key of turkish.NameKey, sorted; none for keys of irregular names.
	names(key string) []string
	// failed returns the first error of any call; what was answered after it means nothing.
	failed() error
}

// terms is the vocabulary of a view, for one search.
type terms struct {
	v *view
	// dictionaries are opened when they are needed, by segment, text field and signal.
	dictionaries map[dictionaryKey]bluge.Dictionary
	known        map[string]int
	err          error
}

type dictionaryKey struct {
	segment int
	field   string
}

func newTerms(v *view) *terms {
	return &terms{v: v, dictionaries: map[dictionaryKey]bluge.Dictionary{}, known: map[string]int{}}
}

func (t *terms) failed() error { return t.err }

func (t *terms) fail(doing string, err error) {
	if t.err == nil {
		t.err = fmt.Errorf("look up other spellings: %s: %w", doing, err)
	}
}

func (t *terms) dictionary(segment int, field string) bluge.Dictionary {
	key := dictionaryKey{segment, field}
	if d := t.dictionaries[key]; d != nil {
		return d
	}
	d, err := t.v.Segments[segment].Dictionary(field)
	if err != nil {
		t.fail("open the dictionary of "+field, err)
		return nil
	}
	t.dictionaries[key] = d
	return d
}

func (t *terms) frequency(fold string) int {
	if n, ok := t.known[fold]; ok {
		return n
	}
	most := 0
	for f := range indexer.TextFields {
		n := 0
		for i := range t.v.Segments {
			n += t.count(i, indexer.FieldName(indexer.TextField(f), indexer.Fold), fold)
		}
		most = max(most, n)
	}
	t.known[fold] = most
	return most
}

func (t *terms) count(segment int, field, term string) int {
	d := t.dictionary(segment, field)
	if d == nil {
		return 0
	}
	list, err := d.PostingsList([]byte(term), t.v.Segments[segment].Deleted, nil)
	if err != nil {
		t.fail("open the postings of "+term, err)
		return 0
	}
	return int(list.Count())
}

func (t *terms) names(key string) []string {
	pattern := turkish.NamePattern(key)
	if pattern == "" {
		return nil
	}
	automaton, err := regexp.New(pattern)
	if err != nil {
		t.fail("make an automaton of "+pattern, err)
		return nil
	}
	var found []string
	for i := range t.v.Segments {
		for f := range indexer.TextFields {
			d := t.dictionary(i, indexer.FieldName(indexer.TextField(f), indexer.Exact))
			if d == nil {
				return nil
			}
			it := d.Iterator(automaton, nil, nil)
			e, err := it.Next()
			for ; e != nil && err == nil; e, err = it.Next() {
				if turkish.NameKey(e.Term()) == key {
					found = append(found, e.Term())
				}
			}
			if err != nil {
				t.fail("read the dictionary", err)
				return nil
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
