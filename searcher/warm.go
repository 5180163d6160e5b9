package searcher

import (
	"context"

	"github.com/haberara/haberara/indexer"
)

// Warm reads the files of the index that have come since it last did, compares their checksums, counts the articles of
// frequent words, and makes ready what Suggest needs: the first searches after it wait for none of it, and damage is found
// before one meets it. Searches go on meanwhile. Errors: a storage.CorruptError that names the file, the error of ctx when
// that ends first.
func (s *Searcher) Warm(ctx context.Context) (err error) {
	s.warming.Lock()
	defer s.warming.Unlock()
	v, err := s.acquire()
	if err != nil {
		return err
	}
	defer v.leave("warm", &err)
	warm := map[string]*unions{}
	for i := range v.Segments {
		seg := &v.Segments[i]
		counted := s.warm[seg.Path()]
		if counted == nil {
			if counted, err = s.warmSegment(ctx, seg); err != nil {
				return err
			}
		}
		warm[seg.Path()] = counted
		v.unions[i].Store(counted)
	}
	s.warm = warm
	_, err = s.titleIndexes(ctx, v)
	return err
}

// warmSegment reads a file and counts what is asked of it often.
func (s *Searcher) warmSegment(ctx context.Context, seg *indexer.View) (*unions, error) {
	if err := seg.Warm(func() bool { return ctx.Err() != nil || s.view.Load() == nil }); err != nil {
		return nil, seg.Damaged(err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	counted, err := countUnions(ctx, seg, s.countedUnion)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return &counted, seg.Damaged(err)
}
