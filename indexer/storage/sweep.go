package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blugelabs/bluge/index"
)

// sweep removes temporary files, snapshots older than the newest and segments that the newest does not name. When the
// newest snapshot cannot be read, or there are segments without any, it touches nothing and says so.
func (d *Directory) sweep() error {
	epochs, err := d.List(index.ItemKindSnapshot)
	if err != nil {
		return err
	}
	segments, err := d.List(index.ItemKindSegment)
	if err != nil {
		return err
	}
	var live []uint64
	switch {
	case len(epochs) > 0:
		live, err = d.liveSegments(epochs[0])
	case len(segments) > 0:
		_, err = d.Newest()
	}
	if err != nil {
		return err
	}
	for i, epoch := range epochs {
		if i > 0 {
			err = errors.Join(err, d.Remove(index.ItemKindSnapshot, epoch))
		}
	}
	for _, id := range segments {
		if !slices.Contains(live, id) {
			err = errors.Join(err, d.Remove(index.ItemKindSegment, id))
		}
	}
	if err := errors.Join(err, d.sweepTemporary()); err != nil {
		return fmt.Errorf("sweep index folder: %w", err)
	}
	return d.Sync()
}

func (d *Directory) sweepTemporary() error {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), tempSuffix) {
			if err := os.Remove(filepath.Join(d.path, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Directory) liveSegments(epoch uint64) ([]uint64, error) {
	path := d.Path(index.ItemKindSnapshot, epoch)
	data, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	live, err := snapshotSegments(data)
	if err != nil {
		return nil, &CorruptError{path, err.Error()}
	}
	for _, id := range live {
		if _, err := os.Stat(d.Path(index.ItemKindSegment, id)); err != nil {
			return nil, &CorruptError{path, fmt.Sprintf("it names a segment that cannot be read (%v)", err)}
		}
	}
	return live, nil
}

// snapshotSegments returns the segment ids that a Bluge snapshot of format 1 names. The format: uvarint version,
// uvarint count, then for each segment a uvarint-length string (its type), a big-endian uint32 (its version), a uvarint
// (its id) and a uvarint-length roaring bitmap (its deleted documents); at the end a big-endian CRC-32.
func snapshotSegments(b []byte) ([]uint64, error) {
	version, b, err := uvarint(b)
	if err != nil {
		return nil, err
	}
	if version != 1 {
		return nil, fmt.Errorf("snapshot format %d is unknown", version)
	}
	count, b, err := uvarint(b)
	if err != nil {
		return nil, err
	}
	var ids []uint64
	for range count {
		var id uint64
		if b, err = skipBytes(b); err != nil {
			return nil, err
		}
		if len(b) < 4 {
			return nil, errShortSnapshot
		}
		if id, b, err = uvarint(b[4:]); err != nil {
			return nil, err
		}
		if b, err = skipBytes(b); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

var errShortSnapshot = errors.New("the snapshot ends early")

func uvarint(b []byte) (uint64, []byte, error) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, errShortSnapshot
	}
	return v, b[n:], nil
}

func skipBytes(b []byte) ([]byte, error) {
	n, b, err := uvarint(b)
	if err != nil {
		return nil, err
	}
	if n > uint64(len(b)) {
		return nil, errShortSnapshot
	}
	return b[n:], nil
}
