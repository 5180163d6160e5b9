package server

import "github.com/valyala/fasthttp"

// serveHealth answers GET /healthz: 200 when searches can be answered, else 503.
func (s *Server) serveHealth(ctx *fasthttp.RequestCtx) error {
	if err := s.engine.Healthy(); err != nil {
		return unavailable(err.Error(), "")
	}
	ctx.SetContentType("application/json")
	writeJSON(ctx, func(b []byte) []byte {
		b = append(b, `{"status":"ok"`...)
		b = appendInt(b, "articles", s.engine.Stats().Articles)
		return append(b, "}\n"...)
	})
	return nil
}
