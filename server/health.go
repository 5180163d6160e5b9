package server

import "github.com/valyala/fasthttp"

// serveHealth answers GET /healthz: 200 when searches can be answered, else 503.
func (s *Server) serveHealth(ctx *fasthttp.RequestCtx) error {
	if err := s.engine.Healthy(); err != nil {
		return unavailable(err.Error(), "")
	}
	ctx.SetContentType("application/json")
	b := appendInt([]byte(`{"status":"ok"`), "articles", s.engine.Stats().Articles)
	ctx.SetBody(append(b, "}\n"...))
	return nil
}
