package server

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// problem is an answer that is not what was asked for, written as RFC 9457 problem details or as a page.
type problem struct {
	status int
	// detail is for the person who wrote the request; turkish says the same on the Turkish page, "" when nothing does.
	detail, turkish string
	// parameter is the one to blame, and position its character, counted from 1; zero values when unknown.
	parameter string
	position  int
	// retryAfterSeconds and allow become the headers of these names; zero values are not sent.
	retryAfterSeconds int
	allow             string
}

func (p *problem) Error() string { return p.detail }

// bad is a 400 about one parameter, in English and Turkish.
func bad(parameter, detail, turkish string) *problem {
	return &problem{status: fasthttp.StatusBadRequest, parameter: parameter, detail: detail, turkish: turkish}
}

func badPage(pages int) *problem {
	if pages == 0 {
		return bad("page", "there are no results, so there is only page 1", "Sonuç yok; yalnızca 1. sayfa var.")
	}
	return bad("page", fmt.Sprintf("the last page is %d", pages), fmt.Sprintf("Son sayfa %d.", pages))
}

// toProblem says how an error is answered; unexpected is true when it is the server's own fault and belongs in the log.
func (s *Server) toProblem(err error) (p *problem, unexpected bool) {
	var request *searcher.RequestError
	switch {
	case errors.As(err, &p):
		return p, false
	case errors.As(err, &request):
		return &problem{status: fasthttp.StatusBadRequest, detail: request.Message, turkish: inTurkish(request),
			parameter: request.Field, position: request.Position}, false
	case errors.Is(err, searcher.ErrNotFound):
		return &problem{status: fasthttp.StatusNotFound, detail: searcher.ErrNotFound.Error(),
			turkish: "Bu adreste bir haber yok; kaldırılmış olabilir."}, false
	case errors.Is(err, errBusy):
		s.metrics.refusedBusy.Inc()
		return unavailable(errBusy.Error(), "Şu anda çok fazla arama yapılıyor."), false
	case errors.Is(err, context.DeadlineExceeded):
		s.metrics.refusedTimeout.Inc()
		return unavailable(fmt.Sprintf("the search was not done within %v of its arrival and was stopped; "+
			"ask for fewer or rarer words", s.config.SearchTimeout),
			"Arama çok uzun sürdüğü için durduruldu; daha az ya da daha seyrek sözcükle arayın."), false
	case errors.Is(err, errFull):
		s.metrics.refusedFull.Inc()
		return unavailable(fmt.Sprintf("%v; answers in flight may take up to %d bytes (--max-answer-mb)", errFull,
			s.config.MaxAnswerBytes), "Şu anda çok fazla yanıt gönderiliyor."), false
	case errors.Is(err, context.Canceled):
		return unavailable("the server is shutting down", "Sunucu kapanıyor."), false
	}
	if health := s.engine.Healthy(); health != nil {
		return unavailable("searches cannot be answered now: "+health.Error(), "Arama şu anda yapılamıyor."), true
	}
	return ownFault(), true
}

// inTurkish says what a searcher may find wrong with a query that the server let pass; "" where the query is not to
// blame.
func inTurkish(e *searcher.RequestError) string {
	why := "çok fazla sözcük var, bir işaret yanlış yerde ya da aranacak bir harf veya rakam yok."
	switch {
	case strings.Contains(e.Message, "is not a date"):
		why = "bu bir tarih değil; 2026, 2026-05, 17.05.2026 ya da dün gibi yazın."
	case strings.Contains(e.Message, "address"):
		why = "url: yanında url:example.com/spor gibi bir adresin parçaları durur."
	case strings.Contains(e.Message, "stand near"), strings.Contains(e.Message, "stands near"):
		why = "YAKIN ve ÖNCE yanında yalnızca sözcükler, tırnaklı ifadeler ve VEYA ile bağlı olanlar durabilir."
	}
	switch {
	case e.Field != "q":
		return ""
	case e.Position > 0:
		return fmt.Sprintf("Arama metninin %d. karakterden başlayan bölümü aranamıyor: %s", e.Position, why)
	}
	return "Arama metni anlaşılamadı: " + why
}

func unavailable(detail, turkish string) *problem {
	return &problem{status: fasthttp.StatusServiceUnavailable, detail: detail, turkish: turkish, retryAfterSeconds: 1}
}

func ownFault() *problem {
	return &problem{status: fasthttp.StatusInternalServerError, turkish: "Bizden kaynaklanan bir hata oluştu.",
		detail: "the request failed on our side; the server's log says why"}
}

func writeProblem(ctx *fasthttp.RequestCtx, p *problem) {
	p.writeHeaders(ctx)
	ctx.SetContentType("application/problem+json")
	ctx.SetBody(p.appendJSON(nil))
}

func (p *problem) writeHeaders(ctx *fasthttp.RequestCtx) {
	ctx.SetStatusCode(p.status)
	ctx.Response.Header.Set("Cache-Control", "no-store")
	if p.retryAfterSeconds > 0 {
		ctx.Response.Header.Set("Retry-After", strconv.Itoa(p.retryAfterSeconds))
	}
	if p.allow != "" {
		ctx.Response.Header.Set("Allow", p.allow)
	}
}

func (p *problem) appendJSON(b []byte) []byte {
	b = append(b, `{"type":"about:blank","title":`...)
	b = appendString(b, fasthttp.StatusMessage(p.status))
	b = append(b, `,"status":`...)
	b = strconv.AppendInt(b, int64(p.status), 10)
	b = appendField(b, "detail", p.detail)
	b = appendField(b, "parameter", p.parameter)
	if p.position > 0 {
		b = append(b, `,"position":`...)
		b = strconv.AppendInt(b, int64(p.position), 10)
	}
	return append(b, "}\n"...)
}
