package server

import (
	"errors"
	"fmt"

	"github.com/valyala/fasthttp"
)

// errorView is the data of web/error.html.
type errorView struct {
	page
	Heading string
	// Detail is in DetailLanguage, which is not that of the page where a message has no translation.
	Detail, DetailLanguage string
	// BlamedParameter and BlamedCharacter name what is wrong; Before, At and After are the query around that character.
	BlamedParameter, BlamedCharacter string
	Before, At, After                string
	// RetryLink is the address of the page itself where trying again helps, else "".
	RetryLink string
}

// writeErrorPage answers a problem as a page with a search box.
func (s *Server) writeErrorPage(ctx *fasthttp.RequestCtx, p *problem) {
	a := pageArgs(ctx)
	l := languageOf(a)
	view := errorView{page: s.newPage("/", a), Heading: l.ErrorTitles[p.status], Detail: p.detail,
		DetailLanguage: english.Code}
	view.NoIndex = true
	if view.Heading == "" {
		view.Heading = l.ErrorTitle
	}
	view.Title = view.Heading
	if l == turkish && p.turkish != "" {
		view.Detail, view.DetailLanguage = p.turkish, turkish.Code
	}
	if p.parameter != "" && p.parameter != "q" {
		view.BlamedParameter = l.parameterName(p.parameter)
	}
	if p.position > 0 {
		view.BlamedCharacter = fmt.Sprintf(l.Character, l.count(p.position))
		view.Before, view.At, view.After = around(a.get("q"), p.position)
	}
	if p.retryAfterSeconds > 0 {
		view.RetryLink = a.link("/")
	}
	if err := s.writePage(ctx, errorTemplate, view); err != nil {
		if !errors.Is(err, errFull) {
			s.config.Log.Error("error page failed", "error", err)
		}
		writePlainError(ctx, p)
		return
	}
	p.writeHeaders(ctx)
}

// around splits a query at a character, counted from 1, with some context on both sides.
func around(query string, position int) (before, at, after string) {
	const context = 60
	runes := []rune(query)
	if position > len(runes)+1 || len(runes) == 0 {
		return "", "", ""
	}
	start, end := max(0, position-1-context), min(len(runes), position+context)
	before = string(runes[start : position-1])
	if start > 0 {
		before = "…" + before
	}
	if position > len(runes) {
		return before, "\u2423", ""
	}
	after = string(runes[position:end])
	if end < len(runes) {
		after += "…"
	}
	return before, string(runes[position-1]), after
}

// writePlainError needs no template, for when those are what failed.
func writePlainError(ctx *fasthttp.RequestCtx, p *problem) {
	p.writeHeaders(ctx)
	ctx.SetContentType("text/plain; charset=utf-8")
	ctx.SetBodyString(p.detail + "\n")
}

// pageArgs reads what it can of a page's parameters, for an answer that cannot fail any more.
func pageArgs(ctx *fasthttp.RequestCtx) args {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return args{}.set(languageParameter, string(ctx.QueryArgs().Peek(languageParameter)))
	}
	return a.filter(func(each arg) bool { return isKnown(each.Name) })
}
