package searcher

import (
	"context"
	"errors"
)

// Warm reads the files of the index that have come since it last did, and compares their checksums: the first searches
// after it wait for neither, and damage is found before one meets it. Searches go on meanwhile. Errors: a
// storage.CorruptError that names the file, the error of ctx when that ends first.
func (s *Searcher) Warm(ctx context.Context) (err error) {
	s.warming.Lock()
	defer s.warming.Unlock()
	v, err := s.acquire()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.release()) }()
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
	return nil
}
