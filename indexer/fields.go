package indexer

import (
	"math"
	"runtime"

	"github.com/blugelabs/bluge/index"

	"github.com/haberara/haberara/indexer/segment"
)

// FormatVersion is the version of the field mapping and of the folder; an index of another one must be made again.
const FormatVersion = 1

// AnalyzerVersion is raised whenever corpus/turkish gives other terms for some text: queries would then miss what was
// indexed before.
const AnalyzerVersion = 3

// TextField is a part of an article that is searched as text.
type TextField uint8

// The text fields, in the order of the length columns.
const (
	Title TextField = iota
	Spot
	Body

	TextFields = segment.TextFields
)

// Signal is one way in which a word is indexed; each has a field of its own, because its statistics differ.
type Signal uint8

// The signals of a word; see turkish.Signals. Only Fold has positions: every token has exactly one folded form, so
// phrases are matched there.
const (
	Exact Signal = iota
	Lemma
	Root
	Fold

	Signals = Fold + 1
)

// indexedSignals have fields in the index. Root has none until a query asks for it.
var indexedSignals = [...]Signal{Exact, Lemma, Fold}

var fieldNames = [TextFields][Signals]string{
	Title: {"title.exact", "title.lemma", "title.root", "title.fold"},
	Spot:  {"spot.exact", "spot.lemma", "spot.root", "spot.fold"},
	Body:  {"body.exact", "body.lemma", "body.root", "body.fold"},
}

// FieldName returns the name under which a signal of a text field is indexed, such as "title.fold".
func FieldName(f TextField, s Signal) string { return fieldNames[f][s] }

// idField is the name that Bluge's segments expect of the field that tells documents apart.
const idField = "_id"

// The stored fields besides idField. Lists are joined by listSeparator, which no article holds; times are seconds since
// 1970 UTC in decimal.
const (
	storedTitle     = "title"
	storedSpot      = "spot"
	storedBody      = "body"
	storedCategory  = "category"
	storedTags      = "tags"
	storedAuthors   = "authors"
	storedSource    = "source"
	storedAgency    = "agency"
	storedURL       = "url"
	storedImage     = "image"
	storedPublished = "published"
	storedUpdated   = "updated"
	storedLanguage  = "language"

	listSeparator = "\x00"
)

func blugeConfig(d index.Directory, onError func(error)) index.Config {
	c := index.DefaultConfigWithDirectory(func() index.Directory { return d })
	c = c.WithSegmentPlugin(segment.Plugin()).WithSegmentType(segment.Type).WithSegmentVersion(segment.Version)
	c.AsyncError = onError
	c.NumAnalysisWorkers = runtime.GOMAXPROCS(0)
	// The segments of a batch go to disk as they are: joining them in memory first would be a merge more.
	c.MinSegmentsForInMemoryMerge = math.MaxInt
	return c.WithNormCalc(func(string, int) float32 { return 1 })
}
