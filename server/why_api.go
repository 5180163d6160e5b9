package server

import (
	"context"
	"encoding/json"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

const whyPath = "/api/why"

// serveWhyAPI answers GET /api/why: the parameters of a search, and the id of an article.
func (s *Server) serveWhyAPI(ctx *fasthttp.RequestCtx) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	id, rest := a.get(idParameter), a.without(idParameter)
	if id == "" || len(a) > len(rest)+1 {
		return bad(idParameter, "give the id of one article, which says why that is a hit or is not",
			"Bir haberin kimliği verilmeli.")
	}
	q, err := parseQuery(rest, s.config.Now())
	if err != nil {
		return err
	}
	return s.inTurn(func(turn context.Context) error {
		why, err := s.engine.Why(turn, q.Request, id)
		if err != nil {
			return err
		}
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) {
			body, err := json.Marshal(struct {
				Status string `json:"status"`
				*searcher.Why
			}{"ok", why})
			return append(append(b, body...), '\n'), err
		})
	})
}
