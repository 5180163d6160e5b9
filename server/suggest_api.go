package server

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// readOwnArgs returns the parameters of an address that takes none but some, each once.
func readOwnArgs(ctx *fasthttp.RequestCtx, names ...string) (args, error) {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return nil, err
	}
	for i, each := range a {
		switch {
		case each.Name == languageParameter:
		case !slices.Contains(names, each.Name):
			return nil, bad(shorten(each.Name), "there is no such parameter here; there are "+strings.Join(names, ", "),
				"Böyle bir parametre yok.")
		case slices.ContainsFunc(a[:i], func(b arg) bool { return b.Name == each.Name }):
			return nil, bad(each.Name, "given more than once", "Birden çok kez verilmiş.")
		}
	}
	return a, nil
}

// size reads page-size, 1 to maximum.
func (a args) size(standard, maximum int) (int, error) {
	value := a.get("page-size")
	if value == "" {
		return standard, nil
	}
	if n, ok := parseCount(value); ok && n >= 1 && n <= maximum {
		return n, nil
	}
	return 0, badNumber("page-size", value, maximum)
}

// listAnswer answers with a list under a name: each appends one element.
func listAnswer[T any](s *Server, ctx *fasthttp.RequestCtx, name string, find func(context.Context) ([]T, error),
	head func(b []byte) []byte, each func(b []byte, element *T) []byte,
) error {
	return s.inTurn(func(turn context.Context) error {
		began := time.Now()
		found, err := find(turn)
		if err != nil {
			return err
		}
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) {
			b = append(b, `{"status":"ok"`...)
			b = appendFloat(b, "took_ms", float64(time.Since(began))/float64(time.Millisecond), 2)
			b = append(appendName(head(b), name), '[')
			for i := range found {
				if i > 0 {
					b = append(b, ',')
				}
				b = each(b, &found[i])
			}
			return append(b, "]}\n"...), nil
		})
	})
}

// serveSuggestAPI answers GET /api/suggest.
func (s *Server) serveSuggestAPI(ctx *fasthttp.RequestCtx) error {
	a, err := readOwnArgs(ctx, "q", "page-size")
	if err != nil {
		return err
	}
	n, err := a.size(searcher.DefaultPageSize, searcher.MaxSuggestions)
	if err != nil {
		return err
	}
	q := a.get("q")
	return listAnswer(s, ctx, "suggestions",
		func(turn context.Context) ([]searcher.Suggestion, error) { return s.engine.Suggest(turn, q, n) },
		func(b []byte) []byte { return appendField(b, "q", q) }, appendSuggestion)
}

func appendSuggestion(b []byte, x *searcher.Suggestion) []byte {
	b = append(b, `{"text":`...)
	b = appendString(b, x.Text)
	b = appendField(b, "kind", string(x.Kind))
	b = appendInt(b, "titles", x.Titles)
	b = appendField(b, "id", x.ID)
	if x.ID != "" {
		b = appendField(b, "page", articleLink(articlePagePrefix, x.ID, nil))
	}
	return append(b, '}')
}
