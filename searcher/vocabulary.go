package searcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	// spellings returns the Exact terms that have a folded form, the most frequent first, then in the order of their bytes.
	spellings(fold string) []spelling
	// together is in how many articles an Exact term stands with a folded word, in whatever text fields; both are read to
	// their ends.
	together(exact, fold string) int
	// failed returns the first error of any call; what was answered after it means nothing.
	failed() error
}

// spelling is a word as articles write it; frequency is in how many it stands, in the text field where it stands in most.
type spelling struct {
	exact     string
	frequency int
}

// accents are the letters that ASCII letters stand for, the same letter included.
var accents = strings.NewReplacer("a", "(a|â)", "c", "(c|ç)", "g", "(g|ğ)", "i", "(i|ı|î)", "o", "(o|ö)", "s", "(s|ş)",
	"u", "(u|ü|û)")

// terms is the vocabulary of a view, for one search.
type terms struct {
	v *view
	// dictionaries are opened when they are needed, by segment, text field and signal.
	dictionaries map[dictionaryKey]bluge.Dictionary
	known        map[string]int
	// articles are the lists that together has read.
	articles map[signalTerm][]uint32
	err      error
}

type dictionaryKey struct {
	segment int
	field   string
}

type signalTerm struct {
	signal indexer.Signal
	term   string
}

func newTerms(v *view) *terms {
	return &terms{
		v: v, dictionaries: map[dictionaryKey]bluge.Dictionary{}, known: map[string]int{}, articles: map[signalTerm][]uint32{},
	}
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
	most := t.most(indexer.Fold, fold)
	t.known[fold] = most
	return most
}

// most is in how many articles a term of a signal stands, in the text field where it stands in most.
func (t *terms) most(s indexer.Signal, term string) int {
	most := 0
	for f := range indexer.TextFields {
		n := 0
		for i := range t.v.Segments {
			n += t.count(i, indexer.FieldName(indexer.TextField(f), s), term)
		}
		most = max(most, n)
	}
	return most
}

func (t *terms) count(segment int, field, term string) int {
	list := t.postings(segment, field, term)
	if list == nil {
		return 0
	}
	return int(list.Count())
}

// postings returns the live postings of a term; nil after an error.
func (t *terms) postings(segment int, field, term string) bluge.PostingsList {
	d := t.dictionary(segment, field)
	if d == nil {
		return nil
	}
	list, err := d.PostingsList([]byte(term), t.v.Segments[segment].Deleted, nil)
	if err != nil {
		t.fail("open the postings of "+term, err)
		return nil
	}
	return list
}

func (t *terms) together(exact, fold string) int {
	a, b := t.having(indexer.Exact, exact), t.having(indexer.Fold, fold)
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// having returns the live documents that have a term of a signal in some text field, in their order.
func (t *terms) having(s indexer.Signal, term string) []uint32 {
	key := signalTerm{s, term}
	if docs, ok := t.articles[key]; ok {
		return docs
	}
	var docs []uint32
	for f := range indexer.TextFields {
		for i := range t.v.Segments {
			docs = t.appendDocs(docs, i, indexer.FieldName(indexer.TextField(f), s), term)
		}
	}
	slices.Sort(docs)
	docs = slices.Compact(docs)
	t.articles[key] = docs
	return docs
}

func (t *terms) appendDocs(docs []uint32, segment int, field, term string) []uint32 {
	list := t.postings(segment, field, term)
	if list == nil || list.Count() == 0 {
		return docs
	}
	it, err := list.Iterator(false, false, false, nil)
	for err == nil {
		var p bluge.Posting
		if p, err = it.Next(); p == nil {
			break
		}
		docs = append(docs, t.v.Segments[segment].Base+uint32(p.Number()))
	}
	if err != nil {
		t.fail("read the postings of "+term, err)
	}
	return docs
}

func (t *terms) names(key string) []string {
	pattern := turkish.NamePattern(key)
	if pattern == "" {
		return nil
	}
	return t.matching(pattern, func(exact string) bool { return turkish.NameKey(exact) == key })
}

func (t *terms) spellings(fold string) []spelling {
	var found []spelling
	for _, exact := range t.matching(accents.Replace(fold), func(exact string) bool { return turkish.Fold(exact) == fold }) {
		found = append(found, spelling{exact, t.most(indexer.Exact, exact)})
	}
	sortSpellings(found)
	return found
}

func sortSpellings(s []spelling) {
	slices.SortFunc(s, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(b.frequency, a.frequency), cmp.Compare(a.exact, b.exact))
	})
}

// matching returns the Exact terms that match a pattern and are wanted, sorted.
func (t *terms) matching(pattern string, want func(exact string) bool) []string {
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
				if want(e.Term()) {
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
