// Package storage is the durable directory under Bluge: every file is written to a temporary name, synced, renamed and
// closed by a checksum that is compared before anything parses the file.
//
// Caveats: a Directory guards against crashes and damaged disks, not against two writers; take a Lock first. Segment
// files are mapped: one that somebody else truncates while it is mapped kills the process, as with every mapped file.
// A checksum is compared once for each file and process, as long as size and time of the file stay the same.
package storage

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/blugelabs/bluge/index"
	segment "github.com/blugelabs/bluge_segment_api"
)

// Directory keeps snapshots and segments as files of one folder, named by 12 hexadecimal digits and Bluge's kind. It
// is safe for concurrent use and may be shared by any number of readers and one writer of a process.
type Directory struct {
	path string

	m        sync.Mutex
	verified map[string]os.FileInfo
}

var _ index.Directory = (*Directory)(nil)

// NewDirectory returns the Directory at path, which need not exist yet.
func NewDirectory(path string) *Directory {
	return &Directory{path: path, verified: map[string]os.FileInfo{}}
}

// Setup creates the folder, or with readOnly makes sure that there is one.
func (d *Directory) Setup(readOnly bool) error {
	if !readOnly {
		if err := os.MkdirAll(d.path, 0o755); err != nil {
			return fmt.Errorf("create index folder: %w", err)
		}
		return nil
	}
	_, err := os.Stat(d.path)
	return err
}

// List returns the ids of all finished items of a kind, highest first.
func (d *Directory) List(kind string) ([]uint64, error) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return nil, err
	}
	var ids []uint64
	for _, e := range entries {
		hex, ok := strings.CutSuffix(e.Name(), kind)
		if !ok {
			continue
		}
		id, err := strconv.ParseUint(hex, 16, 64)
		if path := filepath.Join(d.path, e.Name()); err != nil || path != d.Path(kind, id) {
			return nil, fmt.Errorf("%s does not belong in an index: move it away", path)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids, nil
}

// Load returns an item whose checksum holds: snapshots on the heap, segments mapped until the closer is closed.
func (d *Directory) Load(kind string, id uint64) (*segment.Data, io.Closer, error) {
	return d.load(kind, id, true)
}

// load is Load; without check the checksum of a segment is left to the segment, which has one for each of its parts.
func (d *Directory) load(kind string, id uint64, check bool) (*segment.Data, io.Closer, error) {
	path := d.Path(kind, id)
	if kind == index.ItemKindSnapshot {
		data, err := ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		return segment.NewDataBytes(data), nil, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	data, closer, err := mapFile(path, check && !d.isVerified(path, info))
	if err != nil {
		return nil, nil, err
	}
	if check {
		d.setVerified(path, info)
	}
	return segment.NewDataBytes(data), closer, nil
}

// Verify compares the checksum of an item, unless Load or Verify has done so.
func (d *Directory) Verify(kind string, id uint64) error {
	_, closer, err := d.Load(kind, id)
	if err == nil && closer != nil {
		err = closer.Close()
	}
	return err
}

// maxVerified is far more than an index has segments; a reader never hears of those that a writer has removed.
const maxVerified = 10_000

func (d *Directory) setVerified(path string, info os.FileInfo) {
	d.m.Lock()
	defer d.m.Unlock()
	if len(d.verified) >= maxVerified {
		clear(d.verified)
	}
	d.verified[path] = info
}

func (d *Directory) isVerified(path string, info os.FileInfo) bool {
	d.m.Lock()
	defer d.m.Unlock()
	old, ok := d.verified[path]
	return ok && os.SameFile(old, info) && old.Size() == info.Size() && old.ModTime().Equal(info.ModTime())
}

// Persist writes an item durably under its name, or not at all.
func (d *Directory) Persist(kind string, id uint64, w index.WriterTo, closeCh chan struct{}) error {
	err := WriteFile(d.Path(kind, id), func(out io.Writer) error {
		_, err := w.WriteTo(out, closeCh)
		return err
	})
	if errors.Is(err, segment.ErrClosed) {
		return segment.ErrClosed // Bluge looks for this very value
	}
	if err == nil && kind == index.ItemKindSegment {
		// Bluge maps what it has written at once. To read it all back would prove little, as it comes from the memory of
		// the system, and keep it resident; its pages have checksums of their own.
		if info, err := os.Stat(d.Path(kind, id)); err == nil {
			d.setVerified(d.Path(kind, id), info)
		}
	}
	return err
}

// Remove deletes an item; readers that have it open keep it.
func (d *Directory) Remove(kind string, id uint64) error {
	path := d.Path(kind, id)
	d.m.Lock()
	delete(d.verified, path)
	d.m.Unlock()
	return os.Remove(path)
}

// Stats returns the number of files and their bytes.
func (d *Directory) Stats() (numItems, numBytes uint64) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return 0, 0
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			numItems++
			numBytes += uint64(info.Size())
		}
	}
	return numItems, numBytes
}

// Sync makes the names in the folder durable.
func (d *Directory) Sync() error { return SyncFolder(d.path) }

// Lock clears away what an interrupted writer left. The folder itself is guarded by the Lock of its owner.
func (d *Directory) Lock() error { return d.sweep() }

// Unlock clears away what the writer no longer needs: Bluge stops before it has removed all of that.
func (d *Directory) Unlock() error { return d.sweep() }

// Path is the file of an item.
func (d *Directory) Path(kind string, id uint64) string {
	return filepath.Join(d.path, fmt.Sprintf("%012x", id)+kind)
}
