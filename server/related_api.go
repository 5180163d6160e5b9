package server

import (
	"context"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// serveRelatedAPI answers GET /api/related.
func (s *Server) serveRelatedAPI(ctx *fasthttp.RequestCtx) error {
	a, err := readOwnArgs(ctx, idParameter, "same-story", "page-size")
	if err != nil {
		return err
	}
	r := searcher.RelatedRequest{ID: a.get(idParameter)}
	switch {
	case r.ID == "":
		return bad(idParameter, "say which article: id=…", "Hangi haber olduğunu belirtin.")
	case len(r.ID) > corpus.MaxIDBytes:
		return searcher.ErrNotFound
	}
	if r.Size, err = a.size(searcher.DefaultPageSize, searcher.MaxRelated); err != nil {
		return err
	}
	same, p := a.choice("same-story", flagNames, 0)
	if p != nil {
		return p
	}
	r.SameStory = same%2 == 1
	return listAnswer(s, ctx, "results",
		func(turn context.Context) ([]searcher.Hit, error) { return s.engine.Related(turn, r) },
		func(b []byte) []byte { return appendField(b, "id", r.ID) },
		func(b []byte, hit *searcher.Hit) []byte { return appendHit(b, hit) })
}
