package indexer

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring"
	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/indexer/storage"
)

// Epoch names a state of an index; two snapshots of one epoch hold the same articles.
type Epoch struct {
	Generation int
	Snapshot   uint64
}

// Index is the reading end of an index folder. It is safe for concurrent use, and any number of processes may read
// while one writes.
type Index struct {
	layout layout

	m          sync.Mutex
	generation int
	directory  *storage.Directory
}

// OpenIndex opens the index in dir for reading. Errors: ErrNoIndex, VersionError.
func OpenIndex(dir string) (*Index, error) {
	x := &Index{layout: layout(dir)}
	generation, err := x.layout.current()
	if err != nil {
		return nil, err
	}
	if _, err := x.layout.readManifest(generation); err != nil {
		return nil, err
	}
	return x, nil
}

// Epoch returns the newest state on disk; it costs the reading of one folder.
func (x *Index) Epoch() (Epoch, error) {
	generation, err := x.layout.current()
	if err != nil {
		return Epoch{}, err
	}
	snapshot, err := x.of(generation).Newest()
	if err != nil {
		return Epoch{}, fmt.Errorf("open index: %w", err)
	}
	return Epoch{generation, snapshot}, nil
}

// of returns the one Directory of a generation, which remembers what it has verified.
func (x *Index) of(generation int) *storage.Directory {
	x.m.Lock()
	defer x.m.Unlock()
	if x.directory == nil || x.generation != generation {
		x.generation, x.directory = generation, storage.NewDirectory(x.layout.generation(generation))
	}
	return x.directory
}

// Bytes is the size of the live generation on disk.
func (x *Index) Bytes() (int64, error) {
	generation, err := x.layout.current()
	if err != nil {
		return 0, err
	}
	_, n := x.of(generation).Stats()
	return int64(n), nil
}

// attempts bounds how often a reader starts again because a writer removed files while it was opening them.
const attempts = 20

// Snapshot opens the newest state. Errors: storage.CorruptError, VersionError, ErrNoIndex.
func (x *Index) Snapshot() (*Snapshot, error) {
	var err error
	for range attempts {
		var e Epoch
		if e, err = x.Epoch(); err != nil {
			return nil, err
		}
		if _, err = x.layout.readManifest(e.Generation); err != nil {
			return nil, err
		}
		var s *Snapshot
		if s, err = openSnapshot(x.of(e.Generation), e); err == nil {
			return s, nil
		}
		if now, again := x.Epoch(); again == nil && now == e {
			return nil, err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil, err
}

func openSnapshot(d *storage.Directory, e Epoch) (*Snapshot, error) {
	o := d.Open(e.Snapshot)
	var s *index.Snapshot
	err := atBluge("open the index", func() (err error) {
		s, err = index.OpenReader(readerConfig(o))
		return err
	})
	if err != nil {
		return nil, o.Abandon(err)
	}
	return newSnapshot(s, e, d)
}

// readerConfig is that of a reader of one snapshot, who must hear why a segment cannot be read.
func readerConfig(o *storage.Opening) index.Config {
	plugin := segment.Plugin()
	load := plugin.Load
	plugin.Load = func(data *bluge.Data) (bluge.Segment, error) {
		s, err := load(data)
		if err != nil {
			o.Refuse(err)
		}
		return s, err
	}
	return blugeConfig(o, func(error) {}).WithSegmentPlugin(plugin)
}

// Snapshot is one state of an index; it stays as it is however the index changes, until Close.
type Snapshot struct {
	Epoch Epoch
	// Segments lie behind one another in the numbering of documents.
	Segments []View
	// Docs is the number of documents, deleted ones included; Live the number of articles.
	Docs, Live uint32

	bluge *index.Snapshot
}

// View is a segment as a snapshot sees it.
type View struct {
	*segment.Segment
	// Deleted holds the documents that are gone; nil when none are.
	Deleted *roaring.Bitmap
	// Base is the number in the snapshot of the segment's document 0.
	Base uint32

	path string
}

// Path is the file of the segment.
func (v *View) Path() string { return v.path }

// Damaged turns what a segment says of itself into a storage.CorruptError that names its file; other errors stay.
func (v *View) Damaged(err error) error {
	var d *segment.DamageError
	if errors.As(err, &d) {
		return &storage.CorruptError{Path: v.path, Reason: d.Error()}
	}
	return err
}

// IsDeleted says that a document of the segment is gone.
func (v *View) IsDeleted(doc uint32) bool { return v.Deleted != nil && v.Deleted.Contains(doc) }

func newSnapshot(s *index.Snapshot, e Epoch, d *storage.Directory) (*Snapshot, error) {
	n := &Snapshot{Epoch: e, bluge: s}
	for _, b := range s.Segments() {
		own, err := segment.Of(b)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		n.Segments = append(n.Segments, View{own, b.Deleted(), n.Docs, d.Path(index.ItemKindSegment, b.ID())})
		n.Docs += own.Docs()
		n.Live += own.Docs()
		if d := b.Deleted(); d != nil {
			n.Live -= uint32(d.GetCardinality())
		}
	}
	return n, nil
}

// Segment returns the segment of a document of the snapshot, and the document's number in it.
func (s *Snapshot) Segment(doc uint32) (*View, uint32) {
	i := len(s.Segments) - 1
	for s.Segments[i].Base > doc {
		i--
	}
	return &s.Segments[i], doc - s.Segments[i].Base
}

// Close gives the files back.
func (s *Snapshot) Close() error { return s.bluge.Close() }
