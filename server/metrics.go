package server

import (
	"fmt"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/searcher"
)

// serverMetrics counts what one Server does, in a set of its own.
type serverMetrics struct {
	set                         *metrics.Set
	refusedBusy, refusedTimeout *metrics.Counter
	refusedFull, panics         *metrics.Counter
	latencies                   map[string]*metrics.Histogram
}

func newServerMetrics(s *Server) *serverMetrics {
	set := metrics.NewSet()
	m := &serverMetrics{
		set:            set,
		refusedBusy:    set.NewCounter(`haberara_searches_refused_total{reason="busy"}`),
		refusedTimeout: set.NewCounter(`haberara_searches_refused_total{reason="timeout"}`),
		refusedFull:    set.NewCounter(`haberara_searches_refused_total{reason="answers"}`),
		panics:         set.NewCounter("haberara_http_panics_total"),
		latencies:      make(map[string]*metrics.Histogram),
	}
	names := []string{articleRoute.name, articlePageRoute.name, storyRoute.name, noPageRoute.name, "(unreadable)"}
	for _, r := range exactRoutes {
		names = append(names, r.name)
	}
	for _, name := range names {
		histogram := fmt.Sprintf("haberara_http_request_duration_seconds{route=%q}", name)
		m.latencies[name] = set.GetOrCreateHistogram(histogram)
	}
	gauge := func(name string, value func() float64) { set.NewGauge(name, value) }
	gauge("haberara_searches_running", func() float64 { return float64(len(s.gate.turns)) })
	gauge("haberara_searches_waiting", func() float64 { return float64(s.gate.waiting.Load()) })
	gauge("haberara_searches_limit", func() float64 { return float64(cap(s.gate.turns)) })
	gauge("haberara_http_answer_bytes", func() float64 { return float64(s.answers.usedBytes()) })
	gauge("haberara_http_answer_bytes_limit", func() float64 { return float64(s.answers.maxBytes) })
	gauge("haberara_http_connections", func() float64 { return float64(s.http.GetOpenConnectionsCount()) })
	gauge("haberara_http_connections_refused", func() float64 { return float64(s.http.GetRejectedConnectionsCount()) })
	gauge("haberara_index_articles", func() float64 { return float64(s.engine.Stats().Articles) })
	gauge("haberara_index_segments", func() float64 { return float64(s.engine.Stats().Segments) })
	gauge("haberara_index_bytes", func() float64 { return float64(s.engine.Stats().Bytes) })
	gauge("haberara_index_generation", func() float64 { return float64(s.engine.Stats().Generation) })
	for name, value := range map[string]func(searcher.CacheStats) float64{
		`haberara_cache_hits_total{kind="page"}`:     func(c searcher.CacheStats) float64 { return float64(c.PageHits) },
		`haberara_cache_misses_total{kind="page"}`:   func(c searcher.CacheStats) float64 { return float64(c.PageMisses) },
		`haberara_cache_hits_total{kind="filter"}`:   func(c searcher.CacheStats) float64 { return float64(c.FilterHits) },
		`haberara_cache_misses_total{kind="filter"}`: func(c searcher.CacheStats) float64 { return float64(c.FilterMisses) },
		"haberara_cache_bytes":                       func(c searcher.CacheStats) float64 { return float64(c.Bytes) },
		"haberara_cache_bytes_limit":                 func(c searcher.CacheStats) float64 { return float64(c.MaxBytes) },
	} {
		gauge(name, func() float64 { return value(s.engine.Stats().Cache) })
	}
	return m
}

func (m *serverMetrics) observe(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf(`haberara_http_requests_total{route=%q,status="%d"}`, route, status)).Inc()
	m.latencies[route].Update(took.Seconds())
}

// serveMetrics answers GET /metrics in the Prometheus text format.
func (s *Server) serveMetrics(ctx *fasthttp.RequestCtx) error {
	ctx.SetContentType("text/plain; version=0.0.4; charset=utf-8")
	s.metrics.set.WritePrometheus(ctx)
	metrics.WriteProcessMetrics(ctx)
	return nil
}
