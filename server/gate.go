package server

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// waitersPerTurn bounds the queue of searches: at 5 ms a search the last one waits for a third of a second.
const waitersPerTurn = 64

// errBusy says that the queue is full, or that a search stood in it for too long.
var errBusy = errors.New("too many searches are running at once; the limit is set by --max-concurrent")

// gate lets a fixed number of searches run at once, and the others wait in the order in which they came.
type gate struct {
	turns      chan struct{}
	waiting    *atomic.Int64
	maxWaiting int64
	// maxWait leaves a search that gets its turn late enough of its time to be worth starting.
	maxWait time.Duration
}

func newGate(turns int, searchTimeout time.Duration) gate {
	turns = max(turns, 1)
	return gate{turns: make(chan struct{}, turns), waiting: new(atomic.Int64),
		maxWaiting: int64(turns) * waitersPerTurn, maxWait: searchTimeout - searchTimeout/4}
}

// enter returns nil when it is the caller's turn, who then must call leave, or errBusy or the error of ctx.
func (g gate) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > g.maxWaiting {
		return errBusy
	}
	timer := time.NewTimer(g.maxWait)
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

// inTurn runs work under the gate and a deadline that counts from now, the wait included, so that a client hears within
// SearchTimeout: fasthttp's own context ends only at shutdown.
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

// withArticle hands the article to write, inside a turn.
func (s *Server) withArticle(id string, write func(context.Context, *corpus.Article) error) error {
	return s.inTurn(func(ctx context.Context) error {
		article, err := s.engine.Article(ctx, id)
		if err != nil {
			return err
		}
		return write(ctx, article)
	})
}
