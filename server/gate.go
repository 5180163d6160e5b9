package server

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// gateWait is how long a search waits for its turn before it is refused: shorter than a reader's patience, longer than
// most searches take.
const gateWait = 250 * time.Millisecond

// errBusy says that all turns were taken for gateWait.
var errBusy = errors.New("too many searches are running at once; the limit is set by --max-concurrent")

// gate lets a fixed number of searches run at once.
type gate struct {
	turns   chan struct{}
	wait    time.Duration
	waiting *atomic.Int64
}

func newGate(turns int) gate {
	return gate{turns: make(chan struct{}, max(turns, 1)), wait: gateWait, waiting: new(atomic.Int64)}
}

// enter returns nil when it is the caller's turn, who then must call leave, or errBusy or the error of ctx.
func (g gate) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	g.waiting.Add(1)
	defer g.waiting.Add(-1)
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g gate) leave() { <-g.turns }

// inTurn runs work under the gate and a deadline of its own: fasthttp's own context ends only at shutdown.
func (s *Server) inTurn(work func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(s.life, s.config.SearchTimeout)
	defer cancel()
	if err := s.gate.enter(ctx); err != nil {
		return err
	}
	defer s.gate.leave()
	return work(ctx)
}

// search answers r, or says how many pages there are when r asks for one beyond the last.
func (s *Server) search(ctx context.Context, r searcher.Request) (*searcher.Response, error) {
	page := r.Page
	beyond := page > 1 && page-1 >= (s.engine.Stats().Articles+r.PageSize-1)/r.PageSize
	if beyond {
		r.Page = 1
	}
	response, err := s.engine.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	if page > max(response.Pages, 1) {
		return nil, badPage(response.Pages)
	}
	if beyond {
		r.Page = page
		return s.engine.Search(ctx, r)
	}
	return response, nil
}

func (s *Server) article(id string) (*corpus.Article, error) {
	var article *corpus.Article
	err := s.inTurn(func(ctx context.Context) (err error) {
		article, err = s.engine.Article(ctx, id)
		return err
	})
	return article, err
}
