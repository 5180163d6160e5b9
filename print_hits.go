package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/searcher/query"
)

// printer writes hits in the format that --format names.
type printer struct {
	format string
	out    *bufio.Writer
	errors *cli.Context
	rows   *csv.Writer
	color  bool
	query  string // id of the query, in a batch
	any    bool   // the JSON array has begun
}

// hitJSON is a hit as JSON shows it; snippet and title are plain text.
type hitJSON struct {
	Query     string   `json:"query,omitempty"`
	Rank      int      `json:"rank"`
	ID        string   `json:"id"`
	Score     float32  `json:"score"`
	Title     string   `json:"title"`
	Spot      string   `json:"spot,omitempty"`
	Snippet   string   `json:"snippet,omitempty"`
	Category  string   `json:"category,omitempty"`
	Source    string   `json:"source,omitempty"`
	Agency    string   `json:"agency,omitempty"`
	Authors   []string `json:"authors,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	URL       string   `json:"url,omitempty"`
	Published string   `json:"published_at,omitempty"`
	Updated   string   `json:"updated_at,omitempty"`
}

var hitColumns = []string{
	"rank", "id", "score", "published_at", "source", "category", "title", "snippet", "url", "authors", "tags", "updated_at",
}

const byteOrderMark = "\ufeff" // without it spreadsheets misread Turkish letters

func newPrinter(c *cli.Context) (*printer, error) {
	p := &printer{format: c.String("format"), out: bufio.NewWriter(c.App.Writer), errors: c}
	p.color = os.Getenv("NO_COLOR") == "" && isTerminal(c.App.Writer)
	columns := hitColumns
	if c.IsSet("batch") {
		columns = append([]string{"query"}, columns...)
	}
	switch p.format {
	case "csv":
		p.rows = csv.NewWriter(p.out)
		if _, err := p.out.WriteString(byteOrderMark); err != nil {
			return nil, err
		}
		return p, p.rows.Write(columns)
	case "tsv":
		_, err := fmt.Fprintln(p.out, strings.Join(columns, "\t"))
		return p, err
	}
	return p, nil
}

func (p *printer) hit(rank int, h searcher.Hit) error {
	a := h.Article
	j := hitJSON{
		Query: p.query, Rank: rank, ID: a.ID, Score: float32(h.Score), Title: a.Title, Spot: a.Spot, Snippet: plainText(h.SnippetHTML),
		Category: a.Category, Source: a.Source, Agency: a.Agency, Authors: a.Authors, Tags: a.Tags, URL: a.URL,
		Published: stamp(a.Published), Updated: stamp(a.Updated),
	}
	switch p.format {
	case "json":
		return p.element(j)
	case "jsonl":
		return json.NewEncoder(p.out).Encode(j)
	case "ids":
		_, err := fmt.Fprintln(p.out, a.ID)
		return err
	case "trec":
		_, err := fmt.Fprintf(p.out, "%s Q0 %s %d %g haberara\n", p.queryID(),
			strings.Join(strings.Fields(a.ID), "%20"), rank, j.Score) // the format divides columns by blanks
		return err
	case "csv":
		return p.rows.Write(p.cells(j))
	case "tsv":
		_, err := fmt.Fprintln(p.out, strings.Join(oneLine(p.cells(j)), "\t"))
		return err
	}
	return p.entry(j, h)
}

// element writes a hit into the JSON array, which is never in memory as a whole.
func (p *printer) element(j hitJSON) error {
	b, err := json.Marshal(j)
	if err != nil {
		return err
	}
	before := ",\n  "
	if !p.any {
		p.any, before = true, `{"results": [`+"\n  "
	}
	_, err = fmt.Fprintf(p.out, "%s%s", before, b)
	return err
}

func (p *printer) queryID() string {
	if p.query == "" {
		return "1"
	}
	return p.query
}

func (p *printer) cells(j hitJSON) []string {
	cells := []string{
		strconv.Itoa(j.Rank), j.ID, strconv.FormatFloat(float64(j.Score), 'g', -1, 32), j.Published, j.Source, j.Category, j.Title,
		j.Snippet, j.URL, strings.Join(j.Authors, "; "), strings.Join(j.Tags, "; "), j.Updated,
	}
	if p.query != "" {
		return append([]string{p.query}, cells...)
	}
	return cells
}

func oneLine(cells []string) []string {
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	return cells
}

// entry writes a hit for a person: title, where and when, snippet.
func (p *printer) entry(j hitJSON, h searcher.Hit) error {
	title := h.TitleHTML
	if title == "" {
		title = "(untitled)"
	}
	where := []string{}
	for _, s := range []string{j.Source, j.Category, dayAndTime(h), j.ID} {
		if s != "" {
			where = append(where, s)
		}
	}
	_, err := fmt.Fprintf(p.out, "%3d  %s\n     %s\n", j.Rank, p.marked(title), strings.Join(where, " · "))
	if err == nil && h.SnippetHTML != "" {
		_, err = fmt.Fprintf(p.out, "     %s\n", p.marked(strings.Join(strings.Fields(h.SnippetHTML), " ")))
	}
	if err == nil {
		_, err = fmt.Fprintln(p.out)
	}
	return err
}

// marked turns marked HTML into text, with the marked words bold where colour is wanted.
func (p *printer) marked(s string) string {
	if !p.color {
		return plainText(s)
	}
	s = strings.NewReplacer("<mark>", "\x1b[1;33m", "</mark>", "\x1b[0m").Replace(s)
	return html.UnescapeString(s)
}

func plainText(s string) string {
	return html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(s))
}

func dayAndTime(h searcher.Hit) string {
	if h.Article.Published.IsZero() {
		return ""
	}
	return h.Article.Published.Format("2006-01-02 15:04")
}

// end writes what stands behind the hits.
func (p *printer) end(a *searcher.Response) error {
	switch p.format {
	case "json":
		if !p.any {
			fmt.Fprint(p.out, `{"results": [`)
		}
		tail, err := json.Marshal(struct {
			Total  int     `json:"total"`
			Exact  bool    `json:"total_is_exact"`
			TookMS float64 `json:"took_ms"`
			Parsed string  `json:"parsed"`
			// Expansions are left out when nothing but what was typed was searched for.
			Expansions []expansionJSON `json:"expansions,omitempty"`
			Repairs    []repairJSON    `json:"repairs,omitempty"`
			Notices    []string        `json:"notices,omitempty"`
			facetsJSON
			Timeline *timelineJSON `json:"timeline,omitempty"`
		}{
			a.Total, true, float64(a.Took.Microseconds()) / 1000, a.Parsed, expansionsJSON(a.Expansions), repairsJSON(a.Repairs),
			a.Notices, newFacetsJSON(a.Facets), newTimelineJSON(a.Timeline),
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "\n], %s\n", tail[1:])
	case "table":
		drawFacets(p.out, a.Facets)
		if err := drawTimeline(p.out, a.Timeline); err != nil {
			return err
		}
		for _, r := range a.Repairs {
			fmt.Fprintf(p.errors.App.ErrWriter, "%s\n", r)
		}
		for _, notice := range a.Notices {
			fmt.Fprintf(p.errors.App.ErrWriter, "%s\n", notice)
		}
		for _, x := range a.Expansions {
			fmt.Fprintf(p.errors.App.ErrWriter, "%s: also %s (%s)\n", x.Typed, x.Also, x.Why)
		}
		fmt.Fprintf(p.errors.App.ErrWriter, "%s found, %.1f ms\n",
			counted(a.Total, "article"), float64(a.Took.Microseconds())/1000)
	}
	return p.flush()
}

type expansionJSON struct {
	Typed string          `json:"typed"`
	Also  string          `json:"also"`
	Why   searcher.Reason `json:"why"`
}

func expansionsJSON(expansions []searcher.Expansion) []expansionJSON {
	var out []expansionJSON
	for _, x := range expansions {
		out = append(out, expansionJSON(x))
	}
	return out
}

// repairJSON has the characters from From up to To, which is excluded, counted from 1.
type repairJSON struct {
	From    int    `json:"from"`
	To      int    `json:"to"`
	Message string `json:"message"`
}

func repairsJSON(repairs []query.Repair) []repairJSON {
	var out []repairJSON
	for _, r := range repairs {
		out = append(out, repairJSON{r.From, r.To, r.Message})
	}
	return out
}

func (p *printer) flush() error {
	if p.rows != nil {
		p.rows.Flush()
		if err := p.rows.Error(); err != nil {
			return err
		}
	}
	return p.out.Flush()
}
