package server

import (
	"errors"
	"fmt"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"github.com/valyala/fasthttp"
)

// route is one kind of address. Its name is its label in the metrics.
type route struct {
	name string
	// api says that errors are answered as problem details and that pages of other sites may read the answers.
	api   bool
	serve func(s *Server, ctx *fasthttp.RequestCtx) error
}

var (
	exactRoutes = map[string]route{
		"/":               {"/", false, (*Server).serveSearchPage},
		"/api/search":     {"/api/search", true, (*Server).serveSearchAPI},
		"/api/suggest":    {"/api/suggest", true, (*Server).serveSuggestAPI},
		"/api/related":    {"/api/related", true, (*Server).serveRelatedAPI},
		"/api/trending":   {"/api/trending", true, (*Server).serveTrendingAPI},
		storiesPath:       {storiesPath, true, (*Server).serveStoriesAPI},
		whyPath:           {whyPath, true, (*Server).serveWhyAPI},
		"/api/headlines":  {"/api/headlines", true, (*Server).serveHeadlinesAPI},
		"/api/highlights": {"/api/highlights", true, (*Server).serveHighlightsAPI},
		"/healthz":        {"/healthz", true, (*Server).serveHealth},
		"/metrics":        {"/metrics", true, (*Server).serveMetrics},
		"/favicon.svg":    {"/static/", false, serveFavicon},
		"/favicon.ico":    {"/static/", false, serveFavicon},
		"/robots.txt":     {"/static/", false, serveRobots},
		"/opensearch.xml": {"/static/", false, (*Server).serveOpenSearch},
		stylePath:         {"/static/", false, serveStyle},
		scriptPath:        {"/static/", false, serveScript},
	}
	articleRoute     = route{"/api/articles/", true, (*Server).serveArticleAPI}
	articlePageRoute = route{"/haber/", false, (*Server).serveArticlePage}
	storyRoute       = route{storyPrefix, true, (*Server).serveStoryAPI}
	noAPIRoute       = route{"(none)", true, serveNothing}
	noPageRoute      = route{"(none)", false, serveNothing}
)

const allowedMethods = "GET, HEAD"

// match finds the route of a path as the client wrote it, escapes included, so that an escaped slash stays one.
func match(path string) route {
	if r, ok := exactRoutes[path]; ok {
		return r
	}
	switch {
	case strings.HasPrefix(path, articlePrefix):
		return articleRoute
	case strings.HasPrefix(path, storyPrefix):
		return storyRoute
	case strings.HasPrefix(path, articlePagePrefix):
		return articlePageRoute
	case path == "/api" || strings.HasPrefix(path, "/api/"):
		return noAPIRoute
	}
	return noPageRoute
}

func serveNothing(_ *Server, ctx *fasthttp.RequestCtx) error {
	return &problem{status: fasthttp.StatusNotFound,
		detail:  "nothing is at " + shorten(strings.ToValidUTF8(string(ctx.URI().PathOriginal()), "\uFFFD")),
		turkish: "Bu adreste bir sayfa yok."}
}

// handle answers one request; whatever goes wrong inside ends as an answer too.
func (s *Server) handle(ctx *fasthttp.RequestCtx) {
	start := time.Now()
	path := string(ctx.URI().PathOriginal())
	if path == "" {
		path = "/"
	}
	r := match(path)
	defer func() { s.metrics.observe(r.name, ctx.Response.StatusCode(), time.Since(start)) }()
	defer s.recoverPanic(ctx, r)
	writeCommonHeaders(ctx, r)
	if !ctx.IsGet() && !ctx.IsHead() {
		s.fail(ctx, r, &problem{status: fasthttp.StatusMethodNotAllowed, allow: allowedMethods,
			detail: "only GET and HEAD are answered here", turkish: "Burada yalnızca GET ve HEAD yanıtlanır."})
		return
	}
	if err := r.serve(s, ctx); err != nil {
		s.fail(ctx, r, err)
	}
}

func writeCommonHeaders(ctx *fasthttp.RequestCtx, r route) {
	h := &ctx.Response.Header
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if r.api && strings.HasPrefix(string(ctx.URI().PathOriginal()), "/api") {
		h.Set("Access-Control-Allow-Origin", "*")
	}
}

func (s *Server) fail(ctx *fasthttp.RequestCtx, r route, err error) {
	p, unexpected := s.toProblem(err)
	if unexpected {
		s.config.Log.Error("request failed", "route", r.name, "uri", string(ctx.RequestURI()), "error", err)
	}
	if r.api {
		writeProblem(ctx, p)
		return
	}
	s.writeErrorPage(ctx, p)
}

func (s *Server) recoverPanic(ctx *fasthttp.RequestCtx, r route) {
	reason := recover()
	if reason == nil {
		return
	}
	s.metrics.panics.Inc()
	s.config.Log.Error("request panicked", "route", r.name, "uri", string(ctx.RequestURI()),
		"panic", fmt.Sprint(reason), "stack", string(debug.Stack()))
	ctx.Response.Reset()
	writeCommonHeaders(ctx, r)
	if r.api {
		writeProblem(ctx, ownFault())
		return
	}
	writePlainError(ctx, ownFault())
}

// handleUnreadable answers what could not be read as a request; fasthttp closes the connection afterwards.
func (s *Server) handleUnreadable(ctx *fasthttp.RequestCtx, err error) {
	p := &problem{status: fasthttp.StatusBadRequest, detail: "this is not a readable HTTP/1.1 request"}
	var tooLong *fasthttp.ErrSmallBuffer
	var network net.Error
	switch {
	case errors.As(err, &tooLong):
		p.status = fasthttp.StatusRequestHeaderFieldsTooLarge
		p.detail = fmt.Sprintf("the request line and headers are longer than %d bytes", s.http.ReadBufferSize)
		drain(ctx.Conn())
	case errors.Is(err, fasthttp.ErrBodyTooLarge):
		p.status = fasthttp.StatusRequestEntityTooLarge
		p.detail = "nothing here takes a request body"
		drain(ctx.Conn())
	case errors.As(err, &network) && network.Timeout():
		p.status = fasthttp.StatusRequestTimeout
		p.detail = fmt.Sprintf("the request was not complete within %v", s.config.ReadTimeout)
	}
	ctx.Response.Reset()
	ctx.Response.Header.Set("X-Content-Type-Options", "nosniff")
	writeProblem(ctx, p)
	s.metrics.observe("(unreadable)", p.status, 0)
}

// drain reads on what the client is still sending, within bounds: closing a connection over unread bytes resets it, and
// the client would never see the answer.
func drain(c net.Conn) {
	const maxBytes, maxTime, maxSilence = 4 << 20, 2 * time.Second, 400 * time.Millisecond
	buffer := make([]byte, 16<<10)
	end := time.Now().Add(maxTime)
	for left := maxBytes; left > 0 && time.Now().Before(end); {
		if c.SetReadDeadline(time.Now().Add(maxSilence)) != nil {
			return
		}
		n, err := c.Read(buffer)
		if err != nil {
			return
		}
		left -= n
	}
}
