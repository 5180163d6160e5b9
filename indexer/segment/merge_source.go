package segment

import (
	"errors"
	"slices"

	"github.com/blevesearch/vellum"
)

// posting is one posting on its way to another segment.
type posting struct {
	doc       uint32
	frequency [TextFields]uint32
	gaps      []uint32
}

// mergeRuns visits the postings of all runs in the order of documents; each run is in order.
func mergeRuns(runs [][]posting, visit func(*posting)) {
	for len(runs) > 0 {
		least, second := 0, uint32(gone)
		for i := 1; i < len(runs); i++ {
			if runs[i][0].doc < runs[least][0].doc {
				second = runs[least][0].doc
				least = i
			} else {
				second = min(second, runs[i][0].doc)
			}
		}
		run := runs[least]
		for len(run) > 0 && run[0].doc < second {
			visit(&run[0])
			run = run[1:]
		}
		if runs[least] = run; len(run) == 0 {
			runs = slices.Delete(runs, least, least+1)
		}
	}
}

// source is the dictionary of a segment that is being merged.
type source struct {
	segment *Segment
	signal  Signal
	numbers []uint32
	it      *vellum.FSTIterator
	key     []byte
	value   uint64
	isAt    bool

	list     List
	postings Iterator
	run      []posting
	gaps     []uint32 // of run
	consumer consumer
}

// open stands on the first key; ok is false when there is none.
func (s *source) open() (ok bool, err error) {
	fst, err := s.segment.Terms(s.signal)
	if err != nil {
		return false, err
	}
	s.segment.Release() // all of the dictionary was compared with its checksums
	s.it, err = fst.Iterator(nil, nil)
	return s.stand(err)
}

func (s *source) next() (ok bool, err error) { return s.stand(s.it.Next()) }

func (s *source) stand(err error) (bool, error) {
	if errors.Is(err, vellum.ErrIteratorDone) {
		return false, nil
	}
	if err == nil {
		s.key, s.value = s.it.Current()
	}
	return err == nil, err
}

// read returns the postings of the key that stay, good until the next call.
func (s *source) read() ([]posting, error) {
	if err := s.segment.readList(s.signal, s.value, &s.list); err != nil {
		return nil, err
	}
	if s.run, s.gaps = s.run[:0], s.gaps[:0]; !s.list.inline {
		s.consumer.readAt(s.list.placesAt)
	}
	s.postings.Reset(&s.list)
	for s.postings.Next() {
		s.postings.Frequencies(0)
		for i, doc := range s.postings.Docs() {
			if s.numbers[doc] == gone {
				continue
			}
			begin := len(s.gaps)
			var err error
			if s.gaps, err = s.postings.appendGaps(s.gaps, i); err != nil {
				return nil, err
			}
			p := posting{doc: s.numbers[doc], gaps: s.gaps[begin:]}
			for f := range p.frequency {
				p.frequency[f] = s.postings.frequencies[f][i]
			}
			s.run = append(s.run, p)
		}
	}
	return s.run, s.postings.Err()
}
