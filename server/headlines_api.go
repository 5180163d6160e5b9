package server

import (
	"context"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// serveHeadlinesAPI answers GET /api/headlines.
func (s *Server) serveHeadlinesAPI(ctx *fasthttp.RequestCtx) error {
	return s.answerHeadlines(ctx, s.engine.Headlines, func(p searcher.Period) searcher.Period { return p })
}

// serveHighlightsAPI answers GET /api/highlights: day is the last of the week.
func (s *Server) serveHighlightsAPI(ctx *fasthttp.RequestCtx) error {
	return s.answerHeadlines(ctx, s.engine.Highlights, func(p searcher.Period) searcher.Period {
		if !p.To.IsZero() {
			p.From = searcher.WeekUpTo(p.To.Add(-time.Second)).From
		}
		return p
	})
}

func (s *Server) answerHeadlines(ctx *fasthttp.RequestCtx,
	find func(context.Context, searcher.Period, int) ([]searcher.Headline, error), span func(searcher.Period) searcher.Period,
) error {
	a, err := readOwnArgs(ctx, "day", "page-size")
	if err != nil {
		return err
	}
	n, err := a.size(searcher.DefaultPageSize, searcher.MaxHeadlines)
	if err != nil {
		return err
	}
	period, err := a.period(s.config.Now())
	if err != nil {
		return err
	}
	return listAnswer(s, ctx, "headlines",
		func(turn context.Context) ([]searcher.Headline, error) { return find(turn, span(period), n) },
		func(b []byte) []byte { return appendField(b, "day", a.get("day")) }, appendHeadline)
}

func appendHeadline(b []byte, h *searcher.Headline) []byte {
	start := len(b)
	b = appendFloat(b, "score", h.Score, 4)
	b[start] = '{'
	b = appendBool(b, "breaking", h.Breaking)
	b = append(appendStory(appendName(b, "story"), &h.Story), '}')
	return append(appendListed(appendName(b, "article"), h.Article), '}')
}
