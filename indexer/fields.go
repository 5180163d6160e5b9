package indexer

import (
	"math"
	"runtime"

	"github.com/blugelabs/bluge/index"

	"github.com/haberara/haberara/indexer/segment"
)

// FormatVersion is the version of the field mapping and of the folder; an index of another one must be made again.
const FormatVersion = 6

// AnalyzerVersion is raised whenever corpus/turkish gives other terms for some text, or corpus.AddressParts other parts
// of an address: queries would then miss what was indexed before.
const AnalyzerVersion = 4

// TextField is a part of an article that is searched as text.
type TextField = segment.TextField

// The text fields.
const (
	Title      = segment.Title
	Spot       = segment.Spot
	Body       = segment.Body
	TextFields = segment.TextFields
)

// The stored fields besides the ID and the dates, which have columns. Lists are joined by listSeparator, which no article
// holds.
const (
	storedTitle    = "title"
	storedSpot     = "spot"
	storedBody     = "body"
	storedCategory = "category"
	storedTags     = "tags"
	storedAuthors  = "authors"
	storedSource   = "source"
	storedAgency   = "agency"
	storedURL      = "url"
	storedImage    = "image"
	storedLanguage = "language"

	storedFields = 11

	listSeparator = "\x00"
)

func blugeConfig(d index.Directory, onError func(error)) index.Config {
	c := index.DefaultConfigWithDirectory(func() index.Directory { return d })
	plugin := segment.Plugin()
	plugin.Load = segment.LoadMapped // a storage.Directory maps its files
	c = c.WithSegmentPlugin(plugin).WithSegmentType(segment.Type).WithSegmentVersion(segment.Version)
	c.AsyncError = onError
	c.NumAnalysisWorkers = runtime.GOMAXPROCS(0)
	// The segments of a batch go to disk as they are: joining them in memory first would be a merge more.
	c.MinSegmentsForInMemoryMerge = math.MaxInt
	return c.WithNormCalc(func(string, int) float32 { return 1 })
}
