// Package corpus says what an article is and where articles come from: the Article type with its limits, the streaming
// readers that make articles of files, and the built-in sample.
//
// Caveats: an Article is plain data and is not safe for concurrent change; a reader hands out articles whose strings
// share no memory with its buffers, so they may be kept.
package corpus

import "time"

// Article is one news item. Text is UTF-8 in whatever normal form it came in; times carry second precision.
// Only Title, Spot and Body are searched as text; Category, Source, Agency, Authors and Tags are filters and facets.
type Article struct {
	// ID names the article for ever: 1 to MaxIDBytes bytes, no control characters. The same ID again replaces.
	ID string
	// Title is the headline, one line, at most MaxTitleBytes bytes.
	Title string
	// Spot is the lead paragraph under the headline (in Turkish newsrooms "spot"), at most MaxSpotBytes bytes.
	Spot string
	// Body is the running text, paragraphs separated by newlines, at most MaxBodyBytes bytes.
	Body string
	// Category is the section ("spor", "Ekonomi"), as the source spells it, at most MaxLabelBytes bytes.
	Category string
	// Tags are free keywords, at most MaxLabels of at most MaxLabelBytes bytes each, in the order given.
	Tags []string
	// Authors are the bylines, with the limits of Tags.
	Authors []string
	// Source is the outlet that published the article ("Kuzey Postası").
	Source string
	// Agency is the wire service the text came from, when it is not the source.
	Agency string
	// URL is the public address, absolute, at most MaxURLBytes bytes.
	URL string
	// Image is the address of the lead picture, with the limits of URL.
	Image string
	// Published is when the article first appeared; the zero time when unknown, else within MinYear and MaxYear.
	Published time.Time
	// Updated is when the text last changed; the zero time when unknown, with the limits of Published.
	Updated time.Time
	// Language has the shape of a BCP 47 tag in lower case (1 to 8 of a-z and 0-9, more of them after hyphens, at most
	// 35 bytes); "tr" when the source says nothing.
	Language string
}

// The limits of an Article. An article over one of them is refused whole, never cut.
const (
	MaxIDBytes    = 512
	MaxTitleBytes = 16 << 10
	MaxSpotBytes  = 64 << 10
	MaxBodyBytes  = 8 << 20
	MaxLabelBytes = 256
	MaxLabels     = 64
	MaxURLBytes   = 4 << 10
	// MinYear is before the first newspaper in Turkish (Vekayi-i Mısriyye, 1828); dates outside the years are
	// placeholders such as 0000-00-00 or 9999-12-31.
	MinYear = 1800
	MaxYear = 2200
)
