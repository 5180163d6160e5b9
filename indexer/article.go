package indexer

import (
	"errors"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Article reads a stored article; doc is its number in the segment. Times come in Europe/Istanbul.
func (v *View) Article(doc uint32) (*corpus.Article, error) {
	a := &corpus.Article{}
	id, err := v.ID(doc)
	if err != nil {
		return nil, err
	}
	a.ID = id
	err = v.VisitStored(doc, func(name string, value []byte) bool {
		setStored(a, name, string(value))
		return true
	})
	var err1, err2 error
	a.Published, err1 = v.timeOf(doc, segment.Published)
	a.Updated, err2 = v.timeOf(doc, segment.Updated)
	return a, v.Damaged(errors.Join(err, err1, err2))
}

// Title reads the title of an article; doc is its number in the segment. Documents one behind the other are cheap.
func (v *View) Title(doc uint32) (title string, err error) {
	err = v.VisitStored(doc, func(name string, value []byte) bool {
		if name == storedTitle {
			title = string(value)
		}
		return name != storedTitle
	})
	return title, v.Damaged(err)
}

// ID reads the ID of an article; doc is its number in the segment.
func (v *View) ID(doc uint32) (string, error) {
	var room [64]byte
	id, err := v.AppendID(room[:0], doc)
	return string(id), v.Damaged(err)
}

// URL reads the address of an article, empty where it has none; doc is its number in the segment.
func (v *View) URL(doc uint32) (address string, err error) {
	err = v.VisitStored(doc, func(name string, value []byte) bool {
		if name == storedURL {
			address = string(value)
		}
		return name != storedURL
	})
	return address, v.Damaged(err)
}

func setStored(a *corpus.Article, name, value string) {
	switch name {
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
	case storedLanguage:
		a.Language = value
	}
}

// timeOf is a date of a document, zero where it has none.
func (v *View) timeOf(doc uint32, c segment.TimeColumn) (time.Time, error) {
	times, err := v.Times(c)
	if err != nil || times.At(doc) == segment.NoTime {
		return time.Time{}, err
	}
	return time.Unix(times.At(doc), 0).In(corpus.Istanbul), nil
}

// Find returns the number of the article with an ID in the snapshot.
func (s *Snapshot) Find(id string) (doc uint32, ok bool, err error) {
	for i := range s.Segments {
		v := &s.Segments[i]
		err := v.Find(Key(id), []byte(id), func(n uint32) {
			if !v.IsDeleted(n) {
				doc, ok = v.Base+n, true
			}
		})
		if ok || err != nil {
			return doc, ok, v.Damaged(err)
		}
	}
	return 0, false, nil
}
