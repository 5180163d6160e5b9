package searcher

import (
	"context"
	"sort"
	"sync"
)

// titleCache keeps the titleIndex of every segment of the newest view that was asked for suggestions, so that a refresh
// costs the titles of new segments alone. It is safe for concurrent use.
type titleCache struct {
	m       sync.Mutex
	made    map[segmentKey]*pendingTitles
	closed  bool
	working sync.WaitGroup
}

// close waits for what goes on in the background, whose context has ended.
func (c *titleCache) close() {
	c.m.Lock()
	c.closed = true
	c.m.Unlock()
	c.working.Wait()
}

// segmentKey names a segment by its contents.
type segmentKey struct{ docs, checksum uint32 }

// pendingTitles are being read until done is closed; docs is how many documents of the segment take part.
type pendingTitles struct {
	docs  uint32
	done  chan struct{}
	index *titleIndex
	err   error
}

// titleIndexes returns those of the segments of v. What is missing is read in the background, so that it is there for the
// next who asks when ctx ends before.
func (s *Searcher) titleIndexes(ctx context.Context, v *view) ([]*titleIndex, error) {
	if have := v.titles.Load(); have != nil {
		return *have, nil
	}
	wanted, err := v.newestTitles()
	if err != nil {
		return nil, err
	}
	pending := s.titles.of(s.life, v, wanted)
	indexes := make([]*titleIndex, len(pending))
	for i, p := range pending {
		select {
		case <-p.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if p.err != nil {
			return nil, v.Segments[i].Damaged(p.err)
		}
		indexes[i] = p.index
	}
	v.titles.Store(&indexes)
	return indexes, nil
}

// of begins to read what is missing, and forgets the segments that v does not have.
func (c *titleCache) of(life context.Context, v *view, wanted []uint32) []*pendingTitles {
	c.m.Lock()
	defer c.m.Unlock()
	made := map[segmentKey]*pendingTitles{}
	all := make([]*pendingTitles, len(v.Segments))
	for i := range v.Segments {
		key := segmentKey{v.Segments[i].Docs(), v.Segments[i].Checksum()}
		p := c.made[key]
		// As newer segments come, fewer titles of this one are wanted: the others go when they are half of it.
		if p == nil || p.docs < wanted[i] || p.docs > 2*wanted[i]+blockStarts {
			p = &pendingTitles{docs: wanted[i], done: make(chan struct{})}
			if c.closed || !v.retain() {
				p.err = errClosed
				close(p.done)
			} else {
				c.working.Go(func() {
					p.index, p.err = newTitleIndex(life, &v.Segments[i], p.docs)
					if p.err != nil {
						c.forget(key, p)
					}
					close(p.done)
					_ = v.release() // closing the files of an old view has nobody to tell
				})
			}
		}
		made[key], all[i] = p, p
	}
	c.made = made
	return all
}

func (c *titleCache) forget(key segmentKey, p *pendingTitles) {
	c.m.Lock()
	defer c.m.Unlock()
	if c.made[key] == p {
		delete(c.made, key)
	}
}

// newestTitles is how many documents of each segment belong to the newest maxTitles of the view; undated ones are the
// oldest.
func (v *view) newestTitles() ([]uint32, error) {
	wanted := make([]uint32, len(v.Segments))
	since := func(second int64) (sum uint32, err error) {
		for i := range v.Segments {
			if _, wanted[i], err = v.Segments[i].Range(second, maxTime); err != nil {
				return 0, v.Segments[i].Damaged(err)
			}
			sum += wanted[i]
		}
		return sum, nil
	}
	var failed error
	const years = 1 << 40 // in seconds, either side of 1970
	first := sort.Search(2*years, func(n int) bool {
		sum, err := since(int64(n) - years)
		if err != nil {
			failed = err
		}
		return sum <= maxTitles
	})
	sum, err := since(int64(first) - years)
	if failed != nil || err != nil || first > 0 {
		return wanted, errorOr(failed, err)
	}
	for i := range wanted {
		undated := min(v.Segments[i].Docs()-wanted[i], maxTitles-sum)
		wanted[i] += undated
		sum += undated
	}
	return wanted, nil
}
