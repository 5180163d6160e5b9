package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/searcher/query"
	"github.com/haberara/haberara/server"
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
	Query string  `json:"query,omitempty"`
	Rank  int     `json:"rank"`
	ID    string  `json:"id"`
	Score float32 `json:"score"`
	Title string  `json:"title"`
	Spot  string  `json:"spot,omitempty"`
	// What --highlight asks for: HTML, or offsets.
	TitleHTML    string          `json:"title_html,omitempty"`
	TitleMarks   []searcher.Mark `json:"title_marks,omitempty"`
	Snippet      string          `json:"snippet,omitempty"`
	SnippetHTML  string          `json:"snippet_html,omitempty"`
	SnippetMarks []searcher.Mark `json:"snippet_marks,omitempty"`
	Category     string          `json:"category,omitempty"`
	Source       string          `json:"source,omitempty"`
	Agency       string          `json:"agency,omitempty"`
	Authors      []string        `json:"authors,omitempty"`
	Tags         []string        `json:"tags,omitempty"`
	URL          string          `json:"url,omitempty"`
	Published    string          `json:"published_at,omitempty"`
	Updated      string          `json:"updated_at,omitempty"`
	// Explanation is there with --explain.
	Explanation *searcher.Explanation `json:"explanation,omitempty"`
	// Story is there where hits are grouped.
	Story *storyJSON `json:"story,omitempty"`
}

func newPrinter(c *cli.Context) (*printer, error) {
	p := &printer{format: c.String("format"), out: bufio.NewWriter(c.App.Writer), errors: c}
	p.color = os.Getenv("NO_COLOR") == "" && isTerminal(c.App.Writer)
	columns := server.Columns
	if c.IsSet("batch") {
		columns = append([]string{"query"}, columns...)
	}
	switch p.format {
	case "csv":
		p.rows = csv.NewWriter(p.out)
		if _, err := p.out.WriteString(server.ByteOrderMark); err != nil {
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
	a, j := h.Article, newHitJSON(rank, h)
	j.Query = p.query
	switch p.format {
	case "json":
		return p.element(j)
	case "jsonl":
		return json.NewEncoder(p.out).Encode(j)
	case "ids":
		_, err := fmt.Fprintln(p.out, a.ID)
		return err
	case "trec":
		if p.errors.String("sort") != "relevance" {
			j.Score = 1 / float32(rank) // who judges the run sorts it by score
		}
		_, err := fmt.Fprintf(p.out, "%s Q0 %s %d %g haberara\n", p.queryID(),
			strings.Join(strings.Fields(a.ID), "%20"), rank, j.Score) // the format divides columns by blanks
		return err
	case "csv":
		return p.rows.Write(p.cells(rank, &h))
	case "tsv":
		_, err := fmt.Fprintln(p.out, strings.Join(oneLine(p.cells(rank, &h)), "\t"))
		return err
	}
	return p.entry(j, h)
}

func newHitJSON(rank int, h searcher.Hit) hitJSON {
	a := h.Article
	j := hitJSON{
		Rank: rank, ID: a.ID, Score: float32(h.Score), Title: a.Title, Spot: a.Spot, Snippet: h.Snippet,
		Category: a.Category, Source: a.Source, Agency: a.Agency, Authors: a.Authors, Tags: a.Tags, URL: a.URL,
		Published: stamp(a.Published), Updated: stamp(a.Updated), Explanation: h.Explanation,
		TitleHTML: h.TitleHTML, TitleMarks: h.TitleMarks, SnippetHTML: h.SnippetHTML, SnippetMarks: h.SnippetMarks,
	}
	if h.Story != nil {
		j.Story = newStoryJSON(*h.Story)
	}
	return j
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

func (p *printer) cells(rank int, h *searcher.Hit) []string {
	cells := server.Cells(rank, h)
	if p.query != "" {
		return append([]string{server.SafeCell(p.query)}, cells...)
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
	title, snippet := j.Title, j.Snippet
	if p.color {
		title, snippet = coloured(h.TitleHTML), coloured(h.SnippetHTML)
	}
	if title == "" {
		title = "(untitled)"
	}
	where := []string{}
	for _, s := range []string{j.Source, j.Category, dayAndTime(h), j.ID} {
		if s != "" {
			where = append(where, s)
		}
	}
	if h.Story != nil && h.Story.Articles > 1 {
		where = append(where, fmt.Sprintf("story %s: %s from %s", h.Story.ID, counted(h.Story.Articles, "article"),
			counted(h.Story.Sources, "source")))
	}
	_, err := fmt.Fprintf(p.out, "%3d  %s\n     %s\n", j.Rank, title, strings.Join(where, " · "))
	if err == nil && snippet != "" {
		_, err = fmt.Fprintf(p.out, "     %s\n", strings.Join(strings.Fields(snippet), " "))
	}
	if err == nil && h.Explanation != nil {
		err = printExplanation(p.out, h.Explanation, "     ")
	}
	if err == nil {
		_, err = fmt.Fprintln(p.out)
	}
	return err
}

// coloured turns marked HTML into text with the marked words bold.
func coloured(marked string) string {
	return html.UnescapeString(strings.NewReplacer("<mark>", "\x1b[1;33m", "</mark>", "\x1b[0m").Replace(marked))
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
			Total int `json:"total"`
			// Articles are those found, where hits are grouped.
			Articles int     `json:"articles,omitempty"`
			Exact    bool    `json:"total_is_exact"`
			TookMS   float64 `json:"took_ms"`
			Parsed   string  `json:"parsed"`
			// Expansions are left out when nothing but what was typed was searched for.
			Expansions []searcher.Expansion `json:"expansions,omitempty"`
			// Corrections are undone by --as-typed.
			Corrections []searcher.Correction `json:"corrections,omitempty"`
			Suggestion  string                `json:"suggestion,omitempty"`
			Repairs     []query.Repair        `json:"repairs,omitempty"`
			Notices     []string              `json:"notices,omitempty"`
			facetsJSON
			Timeline *timelineJSON `json:"timeline,omitempty"`
		}{
			a.Total, p.articles(a), true, float64(a.Took.Microseconds()) / 1000, a.Parsed, a.Expansions,
			a.Corrections, a.Suggestion, a.Repairs, a.Notices, newFacetsJSON(a.Facets),
			newTimelineJSON(a.Timeline),
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
		said := a.Notes()
		for _, x := range a.Expansions {
			said = append(said, fmt.Sprintf("%s: also %s (%s)", x.Typed, x.Also, x.Why))
		}
		for _, line := range append(said, advice(a)...) {
			fmt.Fprintln(p.errors.App.ErrWriter, line)
		}
		found := counted(a.Articles, "article")
		if p.isGrouped() {
			found = storiesCounted(a.Total) + " of " + found
		}
		fmt.Fprintf(p.errors.App.ErrWriter, "%s found, %.1f ms\n", found, float64(a.Took.Microseconds())/1000)
	default:
		for _, note := range a.Notes() {
			fmt.Fprintf(p.errors.App.ErrWriter, "haberara: %s\n", note)
		}
	}
	return p.flush()
}

func (p *printer) isGrouped() bool { return p.errors.String("group") != "" }

// articles is how many articles were found, 0 where Total says that already.
func (p *printer) articles(a *searcher.Response) int {
	if p.isGrouped() {
		return a.Articles
	}
	return 0
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
