package storage

import (
	"errors"
	"io"

	"github.com/blugelabs/bluge/index"
	segment "github.com/blugelabs/bluge_segment_api"
)

// Opening is a Directory in which one snapshot is being opened for reading. Bluge goes on to an older snapshot when the
// newest cannot be read, which would lose articles without a word: an Opening knows no other. It is for one goroutine.
type Opening struct {
	*Directory
	epoch  uint64
	loaded []io.Closer
	last   string // the file that was loaded last
	failed error
}

// Open returns an Opening of the snapshot with an id.
func (d *Directory) Open(epoch uint64) *Opening { return &Opening{Directory: d, epoch: epoch} }

// Newest returns the id of the newest snapshot, or a CorruptError when there is none.
func (d *Directory) Newest() (uint64, error) {
	// A listing may miss both of two names while the one takes the place of the other; the next does not.
	for range 3 {
		epochs, err := d.List(index.ItemKindSnapshot)
		if err != nil {
			return 0, err
		}
		if len(epochs) > 0 {
			return epochs[0], nil
		}
	}
	return 0, &CorruptError{d.path, "the file that names its segments (*" + index.ItemKindSnapshot + ") is missing"}
}

// List is List of Directory, with a single snapshot.
func (o *Opening) List(kind string) ([]uint64, error) {
	if kind == index.ItemKindSnapshot {
		return []uint64{o.epoch}, nil
	}
	return o.Directory.List(kind)
}

// Load is Load of Directory, but the checksum of a segment is left to the segment: to open an index costs the same
// however large it is.
func (o *Opening) Load(kind string, id uint64) (*segment.Data, io.Closer, error) {
	o.last = o.Path(kind, id)
	data, closer, err := o.load(kind, id, kind != index.ItemKindSegment)
	if err != nil && o.failed == nil {
		o.failed = err
	}
	if closer != nil {
		o.loaded = append(o.loaded, closer)
	}
	return data, closer, err
}

// Refuse says that what was loaded last cannot be used, and why.
func (o *Opening) Refuse(why error) {
	if o.failed == nil {
		o.failed = &CorruptError{o.last, why.Error()}
	}
}

// Abandon ends an Opening that failed with err: it closes what Bluge leaves open then, and returns why a Load failed
// where err does not say it.
func (o *Opening) Abandon(err error) error {
	if o.failed != nil {
		err = o.failed
	}
	for _, closer := range o.loaded {
		err = errors.Join(err, closer.Close())
	}
	return err
}
