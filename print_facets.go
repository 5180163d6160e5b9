package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

// facetsJSON are facets in the words of the HTTP API.
type facetsJSON struct {
	Facets   map[searcher.Label][]facetValueJSON `json:"facets,omitempty"`
	Distinct map[searcher.Label]int              `json:"facet_distinct,omitempty"`
	Missing  map[searcher.Label]int              `json:"facet_missing,omitempty"`
}

type facetValueJSON struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func newFacetsJSON(facets []searcher.Facet) facetsJSON {
	if len(facets) == 0 {
		return facetsJSON{}
	}
	j := facetsJSON{map[searcher.Label][]facetValueJSON{}, map[searcher.Label]int{}, map[searcher.Label]int{}}
	for _, f := range facets {
		j.Facets[f.Label] = []facetValueJSON{}
		for _, v := range f.Values {
			j.Facets[f.Label] = append(j.Facets[f.Label], facetValueJSON(v))
		}
		j.Distinct[f.Label], j.Missing[f.Label] = f.Distinct, f.Missing
	}
	return j
}

// readFacets reads --facets and --facet-size.
func readFacets(c *cli.Context, r *searcher.Request) error {
	for _, list := range flagStrings(c, "facets") {
		for name := range strings.SplitSeq(list, ",") {
			label := searcher.Label(strings.TrimSpace(name))
			if !slices.Contains(searcher.Labels, label) {
				return usageError{fmt.Sprintf("--facets has %q, which is not one of %s", name, labelList())}
			}
			if !slices.Contains(r.Facets, label) {
				r.Facets = append(r.Facets, label)
			}
		}
	}
	r.FacetSize = c.Int("facet-size")
	switch format := c.String("format"); {
	case r.FacetSize < 1 || r.FacetSize > searcher.MaxFacetSize:
		return usageError{fmt.Sprintf("--facet-size is 1 to %d", searcher.MaxFacetSize)}
	case len(r.Facets) > 0 && (c.IsSet("batch") || format != "table" && format != "json"):
		return usageError{"--facets goes with the formats table and json, and not with --batch"}
	}
	return nil
}

func labelList() string {
	names := make([]string, len(searcher.Labels))
	for i, l := range searcher.Labels {
		names[i] = string(l)
	}
	return strings.Join(names, ", ")
}

// drawFacets writes a line for each value, its count behind it.
func drawFacets(w *bufio.Writer, facets []searcher.Facet) {
	for _, f := range facets {
		fmt.Fprintf(w, "%s (%s, %s without)\n", f.Label, counted(f.Distinct, "value"), grouped(f.Missing))
		widest, highest := 0, 0
		for _, v := range f.Values {
			widest, highest = max(widest, utf8.RuneCountInString(v.Value)), max(highest, v.Count)
		}
		for _, v := range f.Values {
			fmt.Fprintf(w, "  %-*s  %*s\n", widest, v.Value, len(grouped(highest)), grouped(v.Count))
		}
	}
}
