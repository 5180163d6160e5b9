// Package server answers HTTP: the search API, the search page in Turkish and English, article pages, health and
// metrics, over any Engine.
//
// Caveats: it speaks HTTP/1.1 without TLS, so a proxy stands in front of it on the open internet; every limit on what a
// client may send is in newHTTP and args.go; a Server serves once.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// Engine is what the server needs of a searcher. All methods are called from many goroutines at once.
type Engine interface {
	StoryEngine
	// Search answers r within the deadline of ctx, or returns context.DeadlineExceeded; a *searcher.RequestError says
	// what is wrong with r.
	Search(ctx context.Context, r searcher.Request) (*searcher.Response, error)
	// Article returns the article with this id, or searcher.ErrNotFound.
	Article(ctx context.Context, id string) (*corpus.Article, error)
	// Why says why the article with this id is a hit of r or is not, with the errors of Search and Article.
	Why(ctx context.Context, r searcher.Request, id string) (*searcher.Why, error)
	// Stats returns at once, from memory.
	Stats() searcher.Stats
	// Healthy returns nil, or why searches cannot be answered.
	Healthy() error
	Discovery
}

// Discovery is what an Engine finds that nobody has asked for in words.
type Discovery interface {
	// Suggest returns at most n ways to go on from what was typed.
	Suggest(ctx context.Context, prefix string, n int) ([]searcher.Suggestion, error)
	// Related returns articles that are about what another is about, or searcher.ErrNotFound.
	Related(ctx context.Context, r searcher.RelatedRequest) ([]searcher.Hit, error)
	// Trending returns at most n words and names that stand in more articles of a period than usual.
	Trending(ctx context.Context, p searcher.Period, n int) ([]searcher.Trend, error)
	// Headlines returns the n stories that a day is about, Highlights those of a week.
	Headlines(ctx context.Context, p searcher.Period, n int) ([]searcher.Headline, error)
	Highlights(ctx context.Context, p searcher.Period, n int) ([]searcher.Headline, error)
}

// Config says how a Server works; every zero field means the default written beside it.
type Config struct {
	// Listen is the address in the log ("127.0.0.1:8080"); the listener itself is handed to Serve.
	Listen string
	// BaseURL is the public address without a slash at its end ("https://ara.example.com"), used where an absolute
	// address is needed; empty means the Host header of each request.
	BaseURL string
	// SiteName stands in the page's header and title; "Haberara".
	SiteName string
	// SearchTimeout bounds one search from its arrival, the wait for its turn included; 2 s.
	SearchTimeout time.Duration
	// MaxConcurrent is how many searches run at once, 4 for each CPU; waitersPerTurn times as many wait for their turn.
	MaxConcurrent int
	// MaxConns bounds open connections, 4096, and MaxConnsPerIP those of one address, 256. A proxy counts as one
	// address: behind one that opens more connections, raise it to MaxConns.
	MaxConns, MaxConnsPerIP int
	// MaxAnswerBytes bounds the memory of answers that clients have not taken yet; 256 MiB.
	MaxAnswerBytes int
	// ReadTimeout bounds the reading of one request, 10 s; WriteTimeout the writing of its answer, 30 s.
	ReadTimeout, WriteTimeout time.Duration
	// ShutdownTimeout is how long answers in flight may take to finish once Serve is told to stop; 10 s.
	ShutdownTimeout time.Duration
	// Now is the clock for relative dates; time.Now.
	Now func() time.Time
	// Log takes one record for each failed answer; nil discards.
	Log *slog.Logger
}

// Server answers HTTP requests over an Engine. Make one with New.
type Server struct {
	engine  Engine
	config  Config
	http    *fasthttp.Server
	gate    gate
	answers budget
	metrics *serverMetrics
	// life ends when answers in flight are cut, ShutdownTimeout after Serve was told to stop.
	life    context.Context
	endLife context.CancelFunc
}

// New returns a Server that has not started.
func New(engine Engine, c Config) *Server {
	c = c.withDefaults()
	s := &Server{engine: engine, config: c}
	s.life, s.endLife = context.WithCancel(context.Background())
	s.gate = newGate(c.MaxConcurrent, c.SearchTimeout)
	s.answers.maxBytes = c.MaxAnswerBytes
	s.metrics = newServerMetrics(s)
	s.http = s.newHTTP()
	return s
}

func (c Config) withDefaults() Config {
	setDefault(&c.SiteName, "Haberara")
	setDefault(&c.SearchTimeout, 2*time.Second)
	setDefault(&c.MaxConcurrent, 4*runtime.GOMAXPROCS(0))
	setDefault(&c.MaxConns, 4096)
	setDefault(&c.MaxConnsPerIP, 256)
	setDefault(&c.MaxAnswerBytes, 256<<20)
	setDefault(&c.ReadTimeout, 10*time.Second)
	setDefault(&c.WriteTimeout, 30*time.Second)
	setDefault(&c.ShutdownTimeout, 10*time.Second)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (s *Server) newHTTP() *fasthttp.Server {
	return &fasthttp.Server{
		Handler:                      s.handle,
		ErrorHandler:                 s.handleUnreadable,
		Logger:                       fasthttpLog{s.config.Log},
		Concurrency:                  s.config.MaxConns,
		MaxConnsPerIP:                s.config.MaxConnsPerIP,
		ReadTimeout:                  s.config.ReadTimeout,
		WriteTimeout:                 s.config.WriteTimeout,
		IdleTimeout:                  60 * time.Second,
		ReadBufferSize:               64 << 10,
		MaxRequestBodySize:           4 << 10,
		DisablePreParseMultipartForm: true,
		NoDefaultServerHeader:        true,
		CloseOnShutdown:              true,
		TCPKeepalive:                 true,
		SecureErrorLogMessage:        true,
	}
}

// Serve answers on ln until ctx is done; then it takes no new connection, lets answers in flight finish and returns
// nil, or an error when some were not done within ShutdownTimeout. It closes ln.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	defer s.endLife()
	s.config.Log.Info("serving", "listen", s.config.Listen, "address", ln.Addr().String(),
		"max_concurrent", s.config.MaxConcurrent, "search_timeout", s.config.SearchTimeout)
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(ln) }()
	select {
	case err := <-ended:
		return fmt.Errorf("accepting connections on %s ended: %w", ln.Addr(), orClosed(err))
	case <-ctx.Done():
	}
	if err := ln.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		s.config.Log.Warn("closing the listener failed", "error", err)
	}
	if err := <-ended; err != nil {
		s.config.Log.Warn("accepting connections ended badly", "error", err)
	}
	bounded, cancel := context.WithTimeout(context.Background(), s.config.ShutdownTimeout)
	defer cancel()
	if err := s.http.ShutdownWithContext(bounded); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("answers in flight did not finish within %v of shutdown: %w", s.config.ShutdownTimeout, err)
	}
	s.config.Log.Info("stopped serving")
	return nil
}

func orClosed(err error) error {
	if err == nil {
		return net.ErrClosed
	}
	return err
}

// fasthttpLog passes what fasthttp has to say on to slog; all of it is about single connections.
type fasthttpLog struct{ log *slog.Logger }

func (l fasthttpLog) Printf(format string, args ...any) {
	l.log.Debug("connection: " + fmt.Sprintf(format, args...))
}
