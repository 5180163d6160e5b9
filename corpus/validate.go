package corpus

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const maxLanguageBytes = 35 // RFC 5646, section 4.4.1

// Validate returns nil when the article keeps every limit and rule of its type, else an error that names the field,
// what is wrong with it and what to do. URL and Image may be any text without white space: only http and https are
// links.
func (a *Article) Validate() error {
	if a.Title == "" && a.Spot == "" && a.Body == "" {
		return errors.New("has no title, spot or body; an article needs at least one of them")
	}
	if a.ID == "" {
		return errors.New("id: is empty; give the article one or let DeriveID do it")
	}
	for _, f := range []struct {
		name, text string
		maxBytes   int
		findBad    func(string) int
	}{
		{"id", a.ID, MaxIDBytes, badInLine},
		{"title", a.Title, MaxTitleBytes, badInLine},
		{"spot", a.Spot, MaxSpotBytes, badInText},
		{"body", a.Body, MaxBodyBytes, badInText},
		{"category", a.Category, MaxLabelBytes, badInLine},
		{"source", a.Source, MaxLabelBytes, badInLine},
		{"agency", a.Agency, MaxLabelBytes, badInLine},
		{"url", a.URL, MaxURLBytes, badInURL},
		{"image", a.Image, MaxURLBytes, badInURL},
		{"language", a.Language, maxLanguageBytes, badInURL},
	} {
		if err := checkText(f.name, f.text, f.maxBytes, f.findBad); err != nil {
			return err
		}
	}
	if err := validateLanguage(a.Language); err != nil {
		return err
	}
	if err := checkLabels("tags", a.Tags); err != nil {
		return err
	}
	if err := checkLabels("authors", a.Authors); err != nil {
		return err
	}
	if err := validateTime("published_at", a.Published); err != nil {
		return err
	}
	return validateTime("updated_at", a.Updated)
}

func checkText(name, text string, maxBytes int, findBad func(string) int) error {
	if len(text) > maxBytes {
		return fmt.Errorf("%s: %d bytes, the limit is %d; shorten it", name, len(text), maxBytes)
	}
	if !utf8.ValidString(text) {
		return fmt.Errorf("%s: is not valid UTF-8; convert it to UTF-8", name)
	}
	if at := findBad(text); at >= 0 {
		r, _ := utf8.DecodeRuneInString(text[at:])
		return fmt.Errorf("%s: %s at character %d; take it out", name, nameRune(r), position(text, at))
	}
	return nil
}

func nameRune(r rune) string {
	if unicode.IsControl(r) {
		return fmt.Sprintf("control character %U", r)
	}
	return fmt.Sprintf("white space %U", r)
}

// badInText returns the offset of a control character other than \n and \t, or -1.
func badInText(s string) int {
	if !hasControl(s) {
		return -1
	}
	return strings.IndexFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) })
}

func badInLine(s string) int {
	return strings.IndexFunc(s, func(r rune) bool { return lineRune(r) != r })
}

func badInURL(s string) int {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
}

// validateLanguage knows the shape of a tag (RFC 5646, section 2.1) and not which tags there are.
func validateLanguage(tag string) error {
	const maxSubtagBytes = 8
	if tag == "" {
		return nil
	}
	for subtag := range strings.SplitSeq(tag, "-") {
		if subtag == "" || len(subtag) > maxSubtagBytes || strings.ContainsFunc(subtag, isNoTagRune) {
			return fmt.Errorf("language: %q is not a BCP 47 tag in lower case, like tr or en-gb; correct it or leave it out",
				tag)
		}
	}
	return nil
}

func isNoTagRune(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }

func checkLabels(name string, labels []string) error {
	if len(labels) > MaxLabels {
		return fmt.Errorf("%s: %d values, the limit is %d; leave some out", name, len(labels), MaxLabels)
	}
	for i, label := range labels {
		if label == "" {
			return fmt.Errorf("%s: item %d: is empty; leave it out", name, i+1)
		}
		if err := checkText(fmt.Sprintf("%s: item %d", name, i+1), label, MaxLabelBytes, badInLine); err != nil {
			return err
		}
	}
	return nil
}

func validateTime(name string, t time.Time) error {
	if t.IsZero() {
		return nil
	}
	if err := checkYear(t.In(Istanbul).Year()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
