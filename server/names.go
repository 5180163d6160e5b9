package server

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/haberara/haberara/searcher"
)

// languageParameter chooses the language of a page. The API takes it without effect, so that a page's address is an API
// address with another path.
const languageParameter = "dil"

var (
	// singleNames are parameters that may be given once.
	singleNames = []string{"q", "from", "to", "use-date", "mode", "sort", "page", "page-size", "facet-size", "snippet-size",
		"highlight", "explain", "as-typed", "freshness", "timeline", "collapse", "story", "format", languageParameter}
	// manyNames are parameters that may be repeated: the facets and every label.
	manyNames  = append([]string{"facets"}, labelNames()...)
	knownNames = slices.Concat(singleNames, manyNames)
	// otherNames are what people try first, from other search APIs and from Turkish.
	otherNames = map[string]string{
		"query": "q", "search": "q", "term": "q", "ara": "q", "sorgu": "q",
		"limit": "page-size", "size": "page-size", "per-page": "page-size", "count": "page-size",
		"start": "from", "since": "from", "after": "from", "end": "to", "until": "to", "before": "to",
		"group": "collapse", "group-by": "collapse", "interval": "timeline", "histogram": "timeline", "order": "sort", "sort-by": "sort", "facet": "facets", "p": "page", "sayfa": "page",
		"kategori": "category", "section": "category", "kaynak": "source", "site": "source",
		"yazar": "author", "byline": "author", "etiket": "tag", "keyword": "tag", "ajans": "agency",
		"exact": "as-typed", "verbatim": "as-typed", "nocorrect": "as-typed",
		"kisi": "person", "people": "person", "yer": "place", "location": "place", "kurum": "organisation",
		"organization": "organisation", "org": "organisation", "yil": "year", "ay": "month", "gun": "day",
		"lang": languageParameter, "language": languageParameter,
	}
)

func isKnown(name string) bool { return slices.Contains(knownNames, name) }

// checkNames returns a *problem about the first parameter that does not exist or is given too often.
func checkNames(a args) error {
	seen := make(map[string]bool, len(a))
	for _, each := range a {
		if !isKnown(each.Name) {
			return unknownName(each.Name)
		}
		if seen[each.Name] && slices.Contains(singleNames, each.Name) {
			return bad(each.Name, "given more than once", "Birden çok kez verilmiş.")
		}
		seen[each.Name] = true
	}
	return nil
}

func unknownName(name string) *problem {
	detail := fmt.Sprintf("there is no parameter %q", shorten(name))
	if near := nearestName(name); near != "" {
		detail += fmt.Sprintf("; did you mean %q?", near)
	} else {
		detail += "; there are " + strings.Join(knownNames, ", ")
	}
	return bad(shorten(name), detail, "Böyle bir parametre yok.")
}

// nearestName returns the parameter that was probably meant, or "".
func nearestName(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if isKnown(name) {
		return name
	}
	if other, ok := otherNames[name]; ok {
		return other
	}
	if len(name) > 2*len("snippet-size") {
		return ""
	}
	best, bestEdits := "", min(2, len(name)/3)+1
	for _, known := range slices.Concat(knownNames, slices.Sorted(maps.Keys(otherNames))) {
		if edits := editDistance(name, known); edits < bestEdits && edits < len(known)-1 {
			best, bestEdits = known, edits
		}
	}
	if other, ok := otherNames[best]; ok {
		return other
	}
	return best
}

// editDistance counts inserted, deleted, replaced and swapped bytes (optimal string alignment).
func editDistance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replace := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// labelNames are the labels as parameters name them.
func labelNames() []string {
	names := make([]string, len(searcher.Labels))
	for i, label := range searcher.Labels {
		names[i] = string(label)
	}
	return names
}

// labelOf returns the label that a parameter filters on, "" when it is another parameter.
func labelOf(name string) searcher.Label {
	if label := searcher.Label(name); slices.Contains(searcher.Labels, label) {
		return label
	}
	return ""
}
