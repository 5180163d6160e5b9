package indexer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
)

// Article reads a stored article; doc is its number in the segment. Times come in Europe/Istanbul.
func (v *View) Article(doc uint32) (*corpus.Article, error) {
	a := &corpus.Article{}
	var broken error
	err := atBluge("read an article", func() error {
		return v.VisitStoredFields(uint64(doc), func(name string, value []byte) bool {
			broken = setStored(a, name, string(value))
			return broken == nil
		})
	})
	return a, errors.Join(err, broken)
}

// ID reads the ID of an article; doc is its number in the segment.
func (v *View) ID(doc uint32) (string, error) {
	var id string
	err := atBluge("read an article", func() error {
		return v.VisitStoredFields(uint64(doc), func(name string, value []byte) bool {
			if name == idField {
				id = string(value)
			}
			return name != idField
		})
	})
	return id, err
}

func setStored(a *corpus.Article, name, value string) (err error) {
	switch name {
	case idField:
		a.ID = value
	case storedTitle:
		a.Title = value
	case storedSpot:
		a.Spot = value
	case storedBody:
		a.Body = value
	case storedCategory:
		a.Category = value
	case storedTags:
		a.Tags = strings.Split(value, listSeparator)
	case storedAuthors:
		a.Authors = strings.Split(value, listSeparator)
	case storedSource:
		a.Source = value
	case storedAgency:
		a.Agency = value
	case storedURL:
		a.URL = value
	case storedImage:
		a.Image = value
	case storedPublished:
		a.Published, err = readTime(value)
	case storedUpdated:
		a.Updated, err = readTime(value)
	case storedLanguage:
		a.Language = value
	}
	return err
}

func readTime(value string) (time.Time, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("read an article: stored time: %w", err)
	}
	return time.Unix(n, 0).In(corpus.Istanbul), nil
}

// Find returns the number of the article with an ID in the snapshot.
func (s *Snapshot) Find(id string) (doc uint32, ok bool, err error) {
	err = atBluge("find an article", func() error {
		for i := range s.Segments {
			v := &s.Segments[i]
			if doc, ok, err = v.find(id); ok || err != nil {
				doc += v.Base
				return err
			}
		}
		return nil
	})
	return doc, ok, err
}

func (v *View) find(id string) (doc uint32, ok bool, err error) {
	d, err := v.Dictionary(idField)
	if err != nil {
		return 0, false, err
	}
	postings, err := d.PostingsList([]byte(id), v.Deleted, nil)
	if err != nil {
		return 0, false, err
	}
	it, err := postings.Iterator(false, false, false, nil)
	if err != nil {
		return 0, false, err
	}
	p, err := it.Next()
	if p == nil || err != nil {
		return 0, false, err
	}
	return uint32(p.Number()), true, nil
}
