package server

import (
	"context"

	"github.com/valyala/fasthttp"
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
	return s.inTurn(func(turn context.Context) error {
		response, err := s.search(turn, q.Request)
		if err != nil {
			return err
		}
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) { return appendAnswer(b, q, response), nil })
	})
}
