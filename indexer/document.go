package indexer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
)

var analyzers = &sync.Pool{New: func() any { return turkish.NewAnalyzer() }}

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
			Labels:      [segment.LabelFields][]string{one(a.Category), one(a.Source), distinct(a.Authors), distinct(a.Tags), one(a.Agency)},
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

// analyzeAll turns the texts of documents into terms, the documents of each part with a vocabulary of their own on a
// processor of their own. The error names the articles that cannot be analysed.
func analyzeAll(parts [][]*document) error {
	errs := make([]error, len(parts))
	var g sync.WaitGroup
	for part, documents := range parts {
		g.Go(func() {
			vocabulary := segment.NewVocabulary()
			for _, d := range documents {
				errs[part] = errors.Join(errs[part], d.analyze(vocabulary))
			}
		})
	}
	g.Wait()
	return errors.Join(errs...)
}

func (d *document) analyze(v *segment.Vocabulary) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("analyse article %q: internal error: %v", d.article.ID, p)
		}
	}()
	analyzer := analyzers.Get().(*turkish.Analyzer)
	d.setContent(analyzer, v)
	analyzers.Put(analyzer) // not after a panic, which may leave it in any state
	return nil
}

func (d *document) setContent(analyzer *turkish.Analyzer, v *segment.Vocabulary) {
	a := d.article
	d.content.Vocabulary = v
	for f, text := range [TextFields]string{a.Title, a.Spot, a.Body} {
		analyzer.Analyze(text, func(t turkish.Token, s turkish.Signals) bool {
			d.content.Tokens[f] = append(d.content.Tokens[f], v.Token(s.Exact, s.Fold, s.Lemma, uint32(t.Position)))
			return true
		})
		d.content.Lengths[f] = uint32(len(d.content.Tokens[f]))
	}
	d.store(storedTitle, a.Title)
	d.store(storedSpot, a.Spot)
	d.store(storedBody, a.Body)
	d.store(storedCategory, a.Category)
	d.store(storedTags, strings.Join(a.Tags, listSeparator))
	d.store(storedAuthors, strings.Join(a.Authors, listSeparator))
	d.store(storedSource, a.Source)
	d.store(storedAgency, a.Agency)
	d.store(storedURL, a.URL)
	d.store(storedImage, a.Image)
	d.store(storedPublished, storedTime(a.Published))
	d.store(storedUpdated, storedTime(a.Updated))
	d.store(storedLanguage, a.Language)
}

func (d *document) store(name, value string) {
	if value != "" {
		d.content.Stored = append(d.content.Stored, segment.StoredField{Name: name, Value: value})
	}
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return segment.NoTime
	}
	return t.Unix()
}

func storedTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
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
