package server

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/searcher"
)

// ByteOrderMark stands before a CSV file in UTF-8; without it spreadsheets misread Turkish letters.
const ByteOrderMark = "\ufeff"

// Columns are the names of Cells.
var Columns = []string{
	"rank", "id", "score", "published_at", "source", "category", "title", "snippet", "url", "authors", "tags", "updated_at",
}

// Cells are a hit as a row of a table, each a SafeCell: times as in RFC 3339, several values divided by "; ".
func Cells(rank int, h *searcher.Hit) []string {
	a := h.Article
	cells := []string{
		strconv.Itoa(rank), a.ID, strconv.FormatFloat(h.Score, 'g', -1, 32), stamp(a.Published), a.Source, a.Category,
		a.Title, h.Snippet, a.URL, strings.Join(a.Authors, "; "), strings.Join(a.Tags, "; "), stamp(a.Updated),
	}
	for i := range cells {
		cells[i] = SafeCell(cells[i])
	}
	return cells
}

// SafeCell returns a text that no spreadsheet takes for a formula: before one that begins like it stands an apostrophe,
// as OWASP's page on CSV injection has it.
func SafeCell(text string) string {
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	if first, n := utf8.DecodeRuneInString(trimmed); n > 0 && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + text
	}
	return text
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return string(appendTime(nil, t))
}

// appendCSV writes the hits of a page as CSV with a line of names.
func appendCSV(b []byte, r *searcher.Response) ([]byte, error) {
	out := bytes.NewBuffer(append(b, ByteOrderMark...))
	rows := csv.NewWriter(out)
	err := rows.Write(Columns)
	for i := range r.Hits {
		if err == nil {
			err = rows.Write(Cells((r.Page-1)*r.PageSize+i+1, &r.Hits[i]))
		}
	}
	rows.Flush()
	if err == nil {
		err = rows.Error()
	}
	return out.Bytes(), err
}
