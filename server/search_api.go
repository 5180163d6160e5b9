package server

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

const formatParameter = "format"

// formatNames are the values of format, by what each is.
var formatNames = []string{asJSON: "json", asCSV: "csv", asRSS: "rss", asJSONFeed: "jsonfeed"}

// format is how an answer of the search API is written.
type format uint8

const (
	asJSON format = iota
	asCSV
	asRSS
	asJSONFeed
)

var formatTypes = []string{
	asJSON: "application/json", asCSV: "text/csv; charset=utf-8; header=present", asRSS: rssType,
	asJSONFeed: "application/feed+json",
}

// serveSearchAPI answers GET /api/search.
func (s *Server) serveSearchAPI(ctx *fasthttp.RequestCtx) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	q, err := parseListing(a, s.config.Now())
	if err != nil {
		return err
	}
	return s.inTurn(func(turn context.Context) error {
		response, err := s.search(turn, q.Request)
		if err != nil {
			return err
		}
		ctx.SetContentType(formatTypes[q.format])
		if q.format != asJSON {
			writeListHeaders(ctx, q, response)
		}
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) {
			switch q.format {
			case asCSV:
				return appendCSV(b, response)
			case asRSS:
				return appendRSS(b, s.newFeed(s.baseURL(ctx), q, response))
			case asJSONFeed:
				return appendJSONFeed(b, s.newFeed(s.baseURL(ctx), q, response))
			}
			return appendAnswer(b, q, response), nil
		})
	})
}

// parseListing is parseQuery for an answer in any format: lists of hits have nothing beside them, and feeds are newest
// first unless they say otherwise.
func parseListing(a args, now time.Time) (query, error) {
	q, err := parseQuery(a, now)
	if err != nil || q.format == asJSON {
		return q, err
	}
	if q.Explain {
		return q, bad("explain", "scores are explained in format=json only", "Açıklama yalnızca format=json ile verilir.")
	}
	q.Facets, q.Timeline = nil, ""
	if q.format != asRSS {
		q.Highlight = searcher.MarkNothing
	}
	if q.format != asCSV && a.get("sort") == "" {
		q.Sort = searcher.ByNewest
	}
	return q, nil
}

// The headers that say beside a list of hits what the JSON answer says of it.
const (
	totalHeader   = "X-Haberara-Total"
	noticesHeader = "X-Haberara-Notices"
)

// maxNotices is how many notices stand in headers.
const maxNotices = 10

// writeListHeaders says how many hits there are, which page is next, and what was not done as asked: a quoted text in
// ASCII for each.
func writeListHeaders(ctx *fasthttp.RequestCtx, q query, r *searcher.Response) {
	h := &ctx.Response.Header
	h.Set("Access-Control-Expose-Headers", "Link, "+totalHeader+", "+noticesHeader)
	h.Set(totalHeader, itoa(r.Total))
	if q.Page < r.Pages {
		h.Set("Link", fmt.Sprintf(`<%s>; rel="next"`, q.args.set("page", itoa(q.Page+1)).link(searchPath)))
	}
	if q.format == asCSV {
		h.Set("Content-Disposition", `attachment; filename="haberara.csv"`)
	}
	for i, note := range r.Notes() {
		if i == maxNotices {
			break
		}
		h.Add(noticesHeader, strconv.QuoteToASCII(note))
	}
}
