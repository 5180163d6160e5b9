package corpus

import (
	"fmt"
	"strings"
	"time"
)

// field numbers what an Article has; its names in JSON stand in fieldNames.
type field uint8

const (
	fieldID field = iota
	fieldTitle
	fieldSpot
	fieldBody
	fieldCategory
	fieldTags
	fieldAuthors
	fieldSource
	fieldAgency
	fieldURL
	fieldImage
	fieldPublished
	fieldUpdated
	fieldLanguage
	fieldCount
)

const maxNames = 4

// fieldNames lists the names under which a field is read, the one that wins first. AppendJSON writes names of its
// own.
var fieldNames = [fieldCount][]string{
	fieldID:        {"id"},
	fieldTitle:     {"title", "headline", "baslik"},
	fieldSpot:      {"spot", "summary", "description", "lead"},
	fieldBody:      {"body", "text", "content"},
	fieldCategory:  {"category", "section"},
	fieldTags:      {"tags", "keywords"},
	fieldAuthors:   {"authors", "author", "byline"},
	fieldSource:    {"source", "outlet"},
	fieldAgency:    {"agency"},
	fieldURL:       {"url", "link"},
	fieldImage:     {"image", "image_url"},
	fieldPublished: {"published_at", "published", "date", "pubDate"},
	fieldUpdated:   {"updated_at", "updated", "modified"},
	fieldLanguage:  {"language", "lang"},
}

type place struct {
	field field
	rank  uint8
}

var placeOf = func() map[string]place {
	places := make(map[string]place)
	for f, names := range fieldNames {
		for rank, name := range names {
			places[name] = place{field(f), uint8(rank)}
		}
	}
	return places
}()

// rawValue is a JSON value and its offset in the line.
type rawValue struct {
	json []byte
	at   int
}

type rawFields [fieldCount][maxNames]rawValue

// ParseArticle returns the article in one JSON object, cleaned and valid, with an ID (its own or DeriveID's); it
// keeps no part of line. The error names the field or the byte (counted from 1) that is wrong and what to do about
// it. Unknown fields are ignored, null counts as absent, and of a key that repeats the last one counts.
func ParseArticle(line []byte) (*Article, error) {
	if err := checkObject(line); err != nil {
		return nil, err
	}
	var raw rawFields
	eachMember(line, func(key string, value []byte, at int) {
		if p, ok := placeOf[key]; ok {
			raw[p.field][p.rank] = rawValue{value, at}
		}
	})
	a := &Article{}
	if err := raw.fill(a); err != nil {
		return nil, err
	}
	return a.finish()
}

// finish gives a cleaned article its defaults and validates it.
func (a *Article) finish() (*Article, error) {
	if a.Language == "" {
		a.Language = "tr"
	}
	if a.ID == "" {
		a.ID = DeriveID(a)
	}
	if err := a.Validate(); err != nil {
		return nil, err
	}
	return a, nil
}

func (raw *rawFields) fill(a *Article) error {
	texts := []struct {
		field field
		to    *string
		clean func(string) string
	}{
		{fieldID, &a.ID, strings.TrimSpace},
		{fieldTitle, &a.Title, cleanLine},
		{fieldSpot, &a.Spot, cleanText},
		{fieldBody, &a.Body, cleanText},
		{fieldCategory, &a.Category, cleanLine},
		{fieldSource, &a.Source, cleanLine},
		{fieldAgency, &a.Agency, cleanLine},
		{fieldURL, &a.URL, strings.TrimSpace},
		{fieldImage, &a.Image, strings.TrimSpace},
		{fieldLanguage, &a.Language, cleanLanguage},
	}
	for _, t := range texts {
		err := raw.first(t.field, func(name string, v rawValue) (bool, error) {
			s, err := readText(name, v, t.field == fieldID)
			*t.to = t.clean(s)
			return *t.to != "", err
		})
		if err != nil {
			return err
		}
	}
	if err := raw.fillLabels(a); err != nil {
		return err
	}
	return raw.fillTimes(a)
}

func (raw *rawFields) fillLabels(a *Article) error {
	err := raw.first(fieldTags, func(name string, v rawValue) (found bool, err error) {
		a.Tags, err = readLabels(name, v, true)
		return len(a.Tags) > 0, err
	})
	if err != nil {
		return err
	}
	return raw.first(fieldAuthors, func(name string, v rawValue) (found bool, err error) {
		a.Authors, err = readLabels(name, v, false)
		return len(a.Authors) > 0, err
	})
}

func (raw *rawFields) fillTimes(a *Article) error {
	err := raw.first(fieldPublished, func(name string, v rawValue) (found bool, err error) {
		a.Published, err = readTime(name, v)
		return !a.Published.IsZero(), err
	})
	if err != nil {
		return err
	}
	return raw.first(fieldUpdated, func(name string, v rawValue) (found bool, err error) {
		a.Updated, err = readTime(name, v)
		return !a.Updated.IsZero(), err
	})
}

// first calls read with the values of a field in the order of its names until one says that it is not empty.
func (raw *rawFields) first(f field, read func(name string, v rawValue) (found bool, err error)) error {
	for rank, name := range fieldNames[f] {
		v := raw[f][rank]
		if isNull(v.json) {
			continue
		}
		if found, err := read(name, v); found || err != nil {
			return err
		}
	}
	return nil
}

// readText returns a JSON string, or where numbers are welcome a JSON number as written.
func readText(name string, v rawValue, numbers bool) (string, error) {
	want := "a string"
	if numbers {
		want = "a string or a number"
	}
	kind := kindOf(v.json[0])
	if numbers && kind == "a number" {
		return string(v.json), nil
	}
	if kind != "a string" {
		return "", fmt.Errorf("%s: want %s, got %s at byte %d", name, want, kind, v.at+1)
	}
	s, lone := unquote(v.json)
	if lone >= 0 {
		return "", fmt.Errorf(`%s: byte %d: %s is half of a surrogate pair; write the whole character`,
			name, v.at+lone+1, v.json[lone:lone+6])
	}
	if at := strings.IndexByte(s, 0); at >= 0 {
		return "", fmt.Errorf("%s: U+0000 at character %d; take it out", name, position(s, at))
	}
	return s, nil
}

// readLabels returns an array of strings, or one string (split at commas when split is set), without blanks and
// repetitions.
func readLabels(name string, v rawValue, split bool) ([]string, error) {
	var labels []string
	if v.json[0] == '[' {
		item := 0
		err := eachItem(v.json, func(value []byte, at int) error {
			item++
			if isNull(value) {
				return nil
			}
			s, err := readText(fmt.Sprintf("%s: item %d", name, item), rawValue{value, v.at + at}, false)
			labels = appendLabel(labels, s)
			return err
		})
		return labels, err
	}
	if v.json[0] != '"' {
		return nil, fmt.Errorf("%s: want an array of strings or a string, got %s at byte %d",
			name, kindOf(v.json[0]), v.at+1)
	}
	s, err := readText(name, v, false)
	if err != nil || !split {
		return appendLabel(nil, s), err
	}
	for part := range strings.SplitSeq(s, ",") {
		labels = appendLabel(labels, part)
	}
	return labels, nil
}

func appendLabel(labels []string, s string) []string {
	s = cleanLine(s)
	if s == "" {
		return labels
	}
	// Beyond the limit the article is refused anyway, so the search for a repetition stays short.
	if len(labels) <= MaxLabels {
		for _, l := range labels {
			if l == s {
				return labels
			}
		}
	}
	return append(labels, s)
}

func readTime(name string, v rawValue) (time.Time, error) {
	var t time.Time
	var err error
	switch kindOf(v.json[0]) {
	case "a number":
		t, err = parseUnix(string(v.json))
	case "a string":
		var s string
		if s, err = readText(name, v, false); err != nil {
			return t, err
		}
		if s = strings.TrimSpace(s); s == "" {
			return t, nil
		}
		t, err = ParseTime(s)
	default:
		return t, fmt.Errorf("%s: want a date as a string or a number, got %s at byte %d",
			name, kindOf(v.json[0]), v.at+1)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

func cleanLanguage(s string) string {
	return strings.ToLower(strings.ReplaceAll(cleanLine(s), "_", "-"))
}
