package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// completion asks for the pageSize most frequent words of titles that begin with the only word, in lower case, instead
// of for articles: what a search box shows while somebody types. Peers give the terms of their dictionaries, stems.
const completion matching = "completion"

func (o ours) complete(ctx context.Context, q question) (answer, error) {
	found, err := o.s.Complete(ctx, q.text(), pageSize)
	a := answer{total: len(found)}
	for _, c := range found {
		a.ids = append(a.ids, c.Word)
	}
	return a, err
}

// counted is a term with the number of titles that have it.
type counted struct {
	term   string
	titles uint64
}

// topTerms takes terms until next gives none and returns the most frequent ones, and how many there were.
func topTerms(next func() (counted, bool, error)) (answer, error) {
	var all []counted
	for {
		c, ok, err := next()
		if err != nil {
			return answer{}, fmt.Errorf("read a dictionary: %w", err)
		}
		if !ok {
			break
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.titles, a.titles), cmp.Compare(a.term, b.term))
	})
	found := answer{total: len(all)}
	for _, c := range all[:min(pageSize, len(all))] {
		found.ids = append(found.ids, c.term)
	}
	return found, nil
}

func (b *stockBluge) complete(q question) (_ answer, err error) {
	start := []byte(q.text())
	terms, err := b.reader.DictionaryIterator("title", nil, start, append(slices.Clone(start), 0xff))
	if err != nil {
		return answer{}, fmt.Errorf("open the dictionary of bluge: %w", err)
	}
	defer func() { err = errors.Join(err, terms.Close()) }()
	return topTerms(func() (counted, bool, error) {
		e, err := terms.Next()
		if err != nil || e == nil {
			return counted{}, false, err
		}
		return counted{e.Term(), e.Count()}, true, nil
	})
}

func (b peerBleve) complete(q question) (_ answer, err error) {
	terms, err := b.index.FieldDictPrefix("title", []byte(q.text()))
	if err != nil {
		return answer{}, fmt.Errorf("open the dictionary of bleve: %w", err)
	}
	defer func() { err = errors.Join(err, terms.Close()) }()
	return topTerms(func() (counted, bool, error) {
		e, err := terms.Next()
		if err != nil || e == nil {
			return counted{}, false, err
		}
		return counted{e.Term, e.Count}, true, nil
	})
}
