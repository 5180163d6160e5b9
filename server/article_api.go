package server

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

const articlePrefix = "/api/articles/"

// serveArticleAPI answers GET /api/articles/{id}.
func (s *Server) serveArticleAPI(ctx *fasthttp.RequestCtx) error {
	id, err := pathID(ctx, articlePrefix)
	if err != nil {
		return err
	}
	if a, err := parseArgs(string(ctx.URI().QueryString())); err != nil {
		return err
	} else if a = a.without(languageParameter); len(a) > 0 {
		return bad(shorten(a[0].Name), "an article's address takes no parameters", "")
	}
	article, err := s.article(id)
	if err != nil {
		return err
	}
	ctx.SetContentType("application/json")
	writeJSON(ctx, func(b []byte) []byte { return appendArticle(b, article) })
	return nil
}

// pathID returns the id behind the prefix, unescaped; escaped or not, slashes are part of it.
func pathID(ctx *fasthttp.RequestCtx, prefix string) (string, error) {
	id, err := url.PathUnescape(strings.TrimPrefix(string(ctx.URI().PathOriginal()), prefix))
	if err != nil || !utf8.ValidString(id) || controlPosition(id) > 0 {
		return "", bad("id", "the id in the path is not percent-encoded UTF-8 without control characters",
			"Adresteki haber kimliği okunamadı.")
	}
	if len(id) > corpus.MaxIDBytes {
		return "", searcher.ErrNotFound
	}
	return id, nil
}
