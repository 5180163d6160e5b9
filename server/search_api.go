package server

import (
	"context"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// serveSearchAPI answers GET /api/search.
func (s *Server) serveSearchAPI(ctx *fasthttp.RequestCtx) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	q, err := parseQuery(a, s.config.Now())
	if err != nil {
		return err
	}
	var response *searcher.Response
	err = s.inTurn(func(ctx context.Context) (err error) {
		response, err = s.search(ctx, q.Request)
		return err
	})
	if err != nil {
		return err
	}
	ctx.SetContentType("application/json")
	writeJSON(ctx, func(b []byte) []byte { return appendAnswer(b, q, response) })
	return nil
}
