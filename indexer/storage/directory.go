// Package storage is the durable directory under Bluge: every file is written to a temporary name, synced, renamed and
// closed by a checksum that is compared before anything parses the file.
//
// Caveats: a Directory guards against crashes and damaged disks, not against two writers; take a Lock first. Segment
// files are mapped: a file that is truncated by somebody else while mapped kills the process, as with every mapped file.
// A checksum is compared once for each file and process, as long as size and time of the file stay the same.
package storage

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	fault    error
}

var _ index.Directory = (*Directory)(nil)

// NewDirectory returns the Directory at path, which need not exist yet.
func NewDirectory(path string) *Directory {
	return &Directory{path: path, verified: map[string]os.FileInfo{}}
}

// Path returns the folder.
func (d *Directory) Path() string { return d.path }

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
		if err != nil {
			return nil, fmt.Errorf("%s does not belong in an index: move it away: %w", filepath.Join(d.path, e.Name()), err)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids, nil
}

// Load returns an item whose checksum holds: snapshots on the heap, segments mapped until the closer is closed.
func (d *Directory) Load(kind string, id uint64) (*segment.Data, io.Closer, error) {
	data, closer, err := d.load(kind, id)
	if err != nil {
		d.note(err)
		return nil, nil, err
	}
	return segment.NewDataBytes(data), closer, nil
}

func (d *Directory) load(kind string, id uint64) ([]byte, io.Closer, error) {
	path := d.file(kind, id)
	if kind == index.ItemKindSnapshot {
		data, err := ReadFile(path)
		return data, nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	data, closer, err := mapFile(path, !d.isVerified(path, info))
	if err == nil {
		d.m.Lock()
		d.verified[path] = info
		d.m.Unlock()
	}
	return data, closer, err
}

func (d *Directory) isVerified(path string, info os.FileInfo) bool {
	d.m.Lock()
	defer d.m.Unlock()
	old, ok := d.verified[path]
	return ok && os.SameFile(old, info) && old.Size() == info.Size() && old.ModTime().Equal(info.ModTime())
}

// Persist writes an item durably under its name, or not at all.
func (d *Directory) Persist(kind string, id uint64, w index.WriterTo, closeCh chan struct{}) error {
	return WriteFile(d.file(kind, id), func(out io.Writer) error {
		_, err := w.WriteTo(out, closeCh)
		return err
	})
}

// Remove deletes an item; readers that have it open keep it.
func (d *Directory) Remove(kind string, id uint64) error {
	path := d.file(kind, id)
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

// Unlock does nothing; see Lock.
func (d *Directory) Unlock() error { return nil }

// Fault returns the first damage that a Load met since the last call, and forgets it. Bluge goes on to an older
// snapshot when the newest cannot be read; an index that does so would lose articles without a word.
func (d *Directory) Fault() error {
	d.m.Lock()
	defer d.m.Unlock()
	err := d.fault
	d.fault = nil
	return err
}

func (d *Directory) note(err error) {
	d.m.Lock()
	defer d.m.Unlock()
	if d.fault == nil || errors.Is(d.fault, fs.ErrNotExist) {
		d.fault = err
	}
}

func (d *Directory) file(kind string, id uint64) string {
	return filepath.Join(d.path, fmt.Sprintf("%012x", id)+kind)
}
