package server

import (
	"context"
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
	id, err := articleID(ctx, articlePrefix)
	if err != nil {
		return err
	}
	if err := checkBare(ctx, articlePrefix); err != nil {
		return err
	}
	return s.withArticle(id, func(_ context.Context, article *corpus.Article) error {
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) { return appendArticle(b, article), nil })
	})
}

// checkBare returns a *problem about the first parameter of an address that an id makes complete.
func checkBare(ctx *fasthttp.RequestCtx, prefix string) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	a = a.without(languageParameter)
	if string(ctx.URI().PathOriginal()) == prefix {
		a = a.without(idParameter)
	}
	if len(a) > 0 {
		return bad(shorten(a[0].Name), "this address takes no parameters", "")
	}
	return nil
}

// idParameter names an article whose id cannot stand in a path.
const idParameter = "id"

// articleAddress returns the path and the parameters that lead to an article. Browsers take the path segments . and ..
// for steps, escaped or not, so that these ids stand in a parameter.
func articleAddress(prefix, id string, a args) (string, args) {
	if id == "." || id == ".." {
		return prefix, a.set(idParameter, id)
	}
	return prefix + url.PathEscape(id), a
}

func articleLink(prefix, id string, a args) string {
	path, a := articleAddress(prefix, id, a)
	return a.link(path)
}

// articleID returns the id behind the prefix, unescaped; escaped or not, slashes are part of it. Where nothing is
// behind the prefix it is that of articleAddress.
func articleID(ctx *fasthttp.RequestCtx, prefix string) (string, error) {
	id, err := url.PathUnescape(strings.TrimPrefix(string(ctx.URI().PathOriginal()), prefix))
	if err == nil && id == "" {
		id = string(ctx.QueryArgs().Peek(idParameter))
	}
	if err == nil && id == "" {
		return "", serveNothing(nil, ctx)
	}
	if err != nil || !utf8.ValidString(id) || controlPosition(id) > 0 {
		return "", bad("id", "the id in the path is not percent-encoded UTF-8 without control characters",
			"Adresteki haber kimliği okunamadı.")
	}
	if len(id) > corpus.MaxIDBytes {
		return "", searcher.ErrNotFound
	}
	return id, nil
}
