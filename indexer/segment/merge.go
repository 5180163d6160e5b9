package segment

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring"
	bluge "github.com/blugelabs/bluge_segment_api"
)

// Merge joins segments, leaving out the documents in drops (nil drops none).
func Merge(segments []bluge.Segment, drops []*roaring.Bitmap, _ int) bluge.Merger {
	m := &merger{drops: drops}
	for _, s := range segments {
		m.from = append(m.from, s.(*Segment)) // Bluge hands back what New and Load of this plugin made
	}
	return m
}

// dropped is Bluge's mark of a document that is left out.
const dropped = math.MaxUint64

// gone is that mark among our own numbers.
const gone = math.MaxUint32

// merger writes several segments as one.
type merger struct {
	from  []*Segment
	drops []*roaring.Bitmap
	// numbers gives the documents of each segment their new numbers, and origins is the way back.
	numbers [][]uint32
	origins []origin
	closed  chan struct{}
}

type origin struct {
	segment int
	doc     uint32
}

// DocumentNumbers returns the new number of every document of every segment; it is known after WriteTo.
func (m *merger) DocumentNumbers() [][]uint64 {
	all := make([][]uint64, len(m.numbers))
	for i, numbers := range m.numbers {
		all[i] = make([]uint64, len(numbers))
		for doc, n := range numbers {
			all[i][doc] = uint64(n)
			if n == gone {
				all[i][doc] = dropped
			}
		}
	}
	return all
}

// stopped reports that the index is being closed.
func (m *merger) stopped() error {
	select {
	case <-m.closed:
		return bluge.ErrClosed
	default:
		return nil
	}
}

// WriteTo writes the merged segment file. Bluge calls it in a goroutine where a panic would end the process: one, as
// vellum has on a dictionary that somebody made up, becomes an error.
func (m *merger) WriteTo(out io.Writer, closeCh chan struct{}) (n int64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("segment: merge: internal error: %v", p)
		}
	}()
	m.closed = closeCh
	if err := m.order(); err != nil {
		return 0, err
	}
	w := &fileWriter{w: out}
	lengths, err := m.writeRows(w)
	if err != nil {
		return int64(w.n), err
	}
	if err := m.writeStored(w); err != nil {
		return int64(w.n), err
	}
	spelled := map[listSum]uint64{}
	for s := range dictionaries {
		if err := m.writeSignal(w, s, lengths, spelled); err != nil {
			return int64(w.n), err
		}
	}
	return w.finish(uint32(len(m.origins)))
}

// order numbers the documents that stay.
func (m *merger) order() error {
	published, keys := make([]Seconds, len(m.from)), make([]Uint64s, len(m.from))
	m.numbers, m.origins = nil, nil
	for i, s := range m.from {
		var err1, err2 error
		published[i], err1 = s.Times(Published)
		keys[i], err2 = s.Keys()
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		m.numbers = append(m.numbers, make([]uint32, s.file.docs))
		for doc := range s.file.docs {
			if m.numbers[i][doc] = gone; m.drops[i] == nil || !m.drops[i].Contains(doc) {
				m.origins = append(m.origins, origin{i, doc})
			}
		}
	}
	slices.SortStableFunc(m.origins, func(a, b origin) int {
		return compareRows(published[a.segment].At(a.doc), keys[a.segment].At(a.doc),
			published[b.segment].At(b.doc), keys[b.segment].At(b.doc))
	})
	next := make([]uint32, len(m.from))
	for n, o := range m.origins {
		if o.doc < next[o.segment] {
			return contradiction(timeSections[Published]) // the segment is not in order
		}
		m.numbers[o.segment][o.doc], next[o.segment] = uint32(n), o.doc+1
	}
	for _, s := range m.from {
		s.Release()
	}
	return m.stopped()
}

func (m *merger) writeRows(w *fileWriter) (*[TextFields][]uint32, error) {
	type columns struct {
		times        [timeColumns]Seconds
		prints, keys Uint64s
		stories      Stories
		sketches     Sketches
		lengths      [TextFields]Numbers
		labels       [LabelFields]Labels
		errs         []error
	}
	all := make([]columns, len(m.from))
	for i, s := range m.from {
		c := &all[i]
		keep := func(err error) { c.errs = append(c.errs, err) }
		var err error
		for t := range c.times {
			c.times[t], err = s.Times(TimeColumn(t))
			keep(err)
		}
		c.prints, err = s.Fingerprints()
		keep(err)
		c.keys, err = s.Keys()
		keep(err)
		c.stories, err = s.Stories()
		keep(err)
		c.sketches, err = s.Sketches()
		keep(err)
		for f := range c.lengths {
			c.lengths[f], err = s.Lengths(TextField(f))
			keep(err)
		}
		for l := range c.labels {
			c.labels[l], err = s.Labels(LabelColumn(l))
			keep(err)
		}
		if err := errors.Join(c.errs...); err != nil {
			return nil, err
		}
	}
	at := func(doc uint32) (*columns, uint32) { return &all[m.origins[doc].segment], m.origins[doc].doc }
	r := rows{
		n:           uint32(len(m.origins)),
		time:        func(t TimeColumn, doc uint32) int64 { c, old := at(doc); return c.times[t].At(old) },
		fingerprint: func(doc uint32) uint64 { c, old := at(doc); return c.prints.At(old) },
		key:         func(doc uint32) uint64 { c, old := at(doc); return c.keys.At(old) },
		story:       func(doc uint32) uint64 { c, old := at(doc); return c.stories.At(old) },
		sketch: func(dst []uint32, doc uint32) []uint32 {
			c, old := at(doc)
			return c.sketches.appendUnsorted(dst, old)
		},
		labels: func(l LabelColumn, doc uint32, add func([]byte)) {
			c, old := at(doc)
			for from, to := c.labels[l].Of(old); from < to; from++ {
				add(c.labels[l].Value(c.labels[l].Ordinal(from)))
			}
		},
	}
	for f := range r.lengths {
		r.lengths[f] = make([]uint32, len(m.origins))
		for doc := range m.origins {
			c, old := at(uint32(doc))
			r.lengths[f][doc] = uint32(c.lengths[f].At(old))
		}
	}
	r.writeTo(w)
	for _, s := range m.from {
		s.Release()
	}
	return &r.lengths, errors.Join(w.err, m.stopped())
}

func (m *merger) writeStored(w *fileWriter) error {
	ids := newIDWriter()
	var id []byte
	for _, o := range m.origins {
		var err error
		if id, err = m.from[o.segment].AppendID(id[:0], o.doc); err != nil {
			return err
		}
		ids.add(id)
	}
	w.add(idSection, ids.section())
	in, err := m.newMergeInput()
	if err != nil {
		return err
	}
	return writeStored(w, uint32(len(m.origins)), in)
}

// writeSignal merges the dictionaries key by key.
func (m *merger) writeSignal(
	w *fileWriter, s Signal, lengths *[TextFields][]uint32, spelled map[listSum]uint64,
) error {
	d, err := newDictionaryWriter(w, s, lengths, spelled)
	if err != nil {
		return err
	}
	var sources []*source
	for i, seg := range m.from {
		src := &source{segment: seg, signal: s, numbers: m.numbers[i], consumer: consumer{pages: &seg.file.pages}}
		if ok, err := src.open(); err != nil {
			return err
		} else if ok {
			sources = append(sources, src)
		}
	}
	for n := 0; len(sources) > 0; n++ {
		if n%4096 == 0 {
			if err := m.stopped(); err != nil {
				return err
			}
		}
		key := sources[0].key
		for _, src := range sources[1:] {
			if bytes.Compare(src.key, key) < 0 {
				key = src.key
			}
		}
		var runs [][]posting
		for _, src := range sources {
			if src.isAt = bytes.Equal(src.key, key); !src.isAt {
				continue
			}
			run, err := src.read()
			if err != nil {
				return err
			}
			if len(run) > 0 {
				runs = append(runs, run)
			}
		}
		if len(runs) > 0 {
			mergeRuns(runs, func(p *posting) { d.list.add(p.doc, p.frequency, p.gaps) })
			name := uint64(0)
			if s == Exact {
				name = nameOf(key)
			}
			if err := d.finishTerm(key, name); err != nil {
				return err
			}
		}
		// Only now: key is the property of one of them.
		for i := 0; i < len(sources); {
			ok := true
			if sources[i].isAt {
				if ok, err = sources[i].next(); err != nil {
					return err
				}
			}
			if ok {
				i++
			} else {
				sources = slices.Delete(sources, i, i+1)
			}
		}
	}
	return d.close()
}
