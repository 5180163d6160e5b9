package indexer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/corpus/turkish/names"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/indexer/story"
)

// desk is where the documents of a part of a batch are analysed: one for each processor, kept from batch to batch
// because it remembers words.
type desk struct {
	// numbers are those of the words of the vocabulary, in all that a desk has.
	numbers    *turkish.Numbering
	vocabulary *segment.Vocabulary
	names      *names.Finder
	features   []uint32
	sketcher   story.Sketcher
}

// deskWords bounds the words of a vocabulary.
const deskWords = 128 << 10

func newDesk(m *turkish.Memory) *desk {
	return &desk{numbers: m.NewNumbering(), vocabulary: segment.NewVocabulary(), names: names.NewFinder()}
}

// forget makes room for other words; the documents before have been written.
func (at *desk) forget() {
	at.numbers.Reset()
	at.vocabulary.Reset()
	at.names.Forget()
	at.features = at.features[:0]
}

// learn takes in a word that has come for the first time.
func (at *desk) learn(t turkish.Token, s *turkish.Signals) {
	at.vocabulary.Add(s.Exact, s.Fold, s.Lemma)
	at.names.Learn(s)
	at.features = append(at.features, story.Feature(t.Kind, s.Lemma))
}

// document is an article on its way into a segment.
type document struct {
	article *corpus.Article
	content segment.Content
	// known says that the index has an article with its ID.
	known bool
}

func newDocument(a *corpus.Article) *document {
	return &document{article: a, content: segment.Content{
		Row: segment.Row{
			Published:   seconds(a.Published),
			Updated:     seconds(a.Updated),
			Fingerprint: a.Fingerprint(),
			Key:         Key(a.ID),
			Labels: [segment.LabelFields][]string{
				segment.Category: one(a.Category), segment.Source: one(a.Source), segment.Author: distinct(a.Authors),
				segment.Tag: distinct(a.Tags), segment.Agency: one(a.Agency),
			},
		},
		ID: a.ID,
	}}
}

// Key returns the hash of an article's ID that the key column holds.
func Key(id string) uint64 { return segment.Key([]byte(id)) }

// Content is complete after analyzeAll.
func (d *document) Content() *segment.Content { return &d.content }

// EachField visits nothing: the segment asks for Content.
func (d *document) EachField(bluge.VisitField) {}

// Analyze does nothing: Bluge calls it in a goroutine where a panic would end the process, so the analysis is done
// before, by analyzeAll.
func (d *document) Analyze() {}

// analyzeAll turns the texts of documents into terms, each part at the desk of its number. The error names the articles
// that cannot be analysed.
func analyzeAll(parts [][]*document, desks []*desk) error {
	errs := make([]error, len(parts))
	var g sync.WaitGroup
	for part, documents := range parts {
		g.Go(func() {
			if desks[part].vocabulary.Len() > deskWords {
				desks[part].forget()
			}
			for _, d := range documents {
				errs[part] = errors.Join(errs[part], d.analyze(desks[part]))
			}
		})
	}
	g.Wait()
	return errors.Join(errs...)
}

func (d *document) analyze(at *desk) (err error) {
	defer func() {
		if p := recover(); p != nil {
			*at = *newDesk(turkish.NewMemory()) // the old one may be in any state
			err = fmt.Errorf("analyse article %q: internal error: %v", d.article.ID, p)
		}
	}()
	d.setContent(at)
	return nil
}

func (d *document) setContent(at *desk) {
	a := d.article
	d.content.Vocabulary = at.vocabulary
	at.sketcher.Reset()
	at.names.Begin()
	words := make([]uint32, 0, len(a.Body)/4)
	for f, text := range [TextFields]string{a.Title, a.Spot, a.Body} {
		words, count := words[:0], uint32(0)
		at.names.Text(text)
		at.numbers.Tokens(text, at.learn, func(t turkish.Token, number uint32) bool {
			for len(words) <= t.Position {
				words = append(words, segment.NoWord)
			}
			words[t.Position] = number
			at.sketcher.Add(at.features[number])
			at.names.Numbered(t, number)
			count++
			return true
		})
		d.content.Words[f], d.content.Lengths[f] = slices.Clone(words), count
		if TextField(f) == Title {
			at.sketcher.EndTitle()
		}
	}
	d.content.Sketch = at.sketcher.Sketch()
	found := at.names.Names()
	d.content.Labels[segment.Person], d.content.Labels[segment.Place] = found[names.Person], found[names.Place]
	d.content.Labels[segment.Organisation] = found[names.Organisation]
	d.setDay(a.Published)
	d.setAddress(at.vocabulary)
	d.content.Stored = make([]segment.StoredField, 0, storedFields)
	d.store(storedTitle, segment.StoredText, a.Title)
	d.store(storedSpot, segment.StoredText, a.Spot)
	d.store(storedBody, segment.StoredText, a.Body)
	d.store(storedCategory, segment.StoredLabel, a.Category)
	d.store(storedTags, segment.StoredText, strings.Join(a.Tags, listSeparator))
	d.store(storedAuthors, segment.StoredText, strings.Join(a.Authors, listSeparator))
	d.store(storedSource, segment.StoredLabel, a.Source)
	d.store(storedAgency, segment.StoredLabel, a.Agency)
	d.store(storedURL, segment.StoredAddress, a.URL)
	d.store(storedImage, segment.StoredAddress, a.Image)
	d.store(storedLanguage, segment.StoredLabel, a.Language)
}

// setDay gives the labels of a date.
func (d *document) setDay(published time.Time) {
	if published.IsZero() {
		return
	}
	day := published.In(corpus.Istanbul).Format(time.DateOnly)
	month := day[:strings.LastIndexByte(day, '-')]
	d.content.Labels[segment.Year] = one(month[:strings.LastIndexByte(month, '-')])
	d.content.Labels[segment.Month], d.content.Labels[segment.Day] = one(month), one(day)
}

// setAddress gives the parts of the address.
func (d *document) setAddress(v *segment.Vocabulary) {
	if d.article.URL == "" {
		return
	}
	parts := corpus.AddressParts(d.article.URL, false)
	parts = parts[:min(len(parts), corpus.MaxAddressParts)]
	d.content.Address = make([]uint32, 0, len(parts)+1)
	for _, part := range append(parts, segment.AddressEnd) {
		d.content.Address = append(d.content.Address, v.AddPart(part))
	}
}

func (d *document) store(name string, kind segment.StoredKind, value string) {
	if value != "" {
		d.content.Stored = append(d.content.Stored, segment.StoredField{Name: name, Value: value, Kind: kind})
	}
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return segment.NoTime
	}
	return t.Unix()
}

func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// distinct returns values with each of them once: an article that repeats a tag carries it once.
func distinct(values []string) []string {
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			kept := slices.Clone(values[:i])
			for _, v := range values[i:] {
				if !slices.Contains(kept, v) {
					kept = append(kept, v)
				}
			}
			return kept
		}
	}
	return values
}
