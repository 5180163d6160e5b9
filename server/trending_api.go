package server

import (
	"context"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// period reads day, which is the latest day where it is not given.
func (a args) period(now time.Time) (searcher.Period, error) {
	from, to, p := parseRange(a.get("day"), a.get("day"), now)
	if p != nil {
		p.parameter = "day"
		return searcher.Period{}, p
	}
	return searcher.Period{From: from, To: to, Now: now}, nil
}

// serveTrendingAPI answers GET /api/trending.
func (s *Server) serveTrendingAPI(ctx *fasthttp.RequestCtx) error {
	a, err := readOwnArgs(ctx, "day", "page-size")
	if err != nil {
		return err
	}
	n, err := a.size(searcher.DefaultPageSize, searcher.MaxTrends)
	if err != nil {
		return err
	}
	period, err := a.period(s.config.Now())
	if err != nil {
		return err
	}
	return listAnswer(s, ctx, "trends",
		func(turn context.Context) ([]searcher.Trend, error) { return s.engine.Trending(turn, period, n) },
		func(b []byte) []byte { return appendField(b, "day", a.get("day")) },
		func(b []byte, t *searcher.Trend) []byte {
			b = append(b, `{"text":`...)
			b = appendString(b, t.Text)
			b = appendInt(b, "articles", t.Articles)
			b = appendFloat(b, "usual", t.Usual, 2)
			return append(appendFloat(b, "score", t.Score, 2), '}')
		})
}
