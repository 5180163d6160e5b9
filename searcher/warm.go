package searcher

import (
	"context"
)

// Warm reads the files of the index that have come since it last did, compares their checksums, and makes ready what
// Suggest needs of them: the first searches after it wait for neither, and damage is found before one meets it. Searches go on meanwhile. Errors: a
// storage.CorruptError that names the file, the error of ctx when that ends first.
func (s *Searcher) Warm(ctx context.Context) (err error) {
	s.warming.Lock()
	defer s.warming.Unlock()
	v, err := s.acquire()
	if err != nil {
		return err
	}
	defer v.leave("warm", &err)
	warm := map[string]bool{}
	for i := range v.Segments {
		seg := &v.Segments[i]
		warm[seg.Path()] = true
		if s.warm[seg.Path()] {
			continue
		}
		if err := seg.Warm(func() bool { return ctx.Err() != nil || s.view.Load() == nil }); err != nil {
			return seg.Damaged(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	s.warm = warm
	_, err = s.titleIndexes(ctx, v)
	return err
}
