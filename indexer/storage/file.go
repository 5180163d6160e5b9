package storage

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/blevesearch/mmap-go"
)

// A stored file is its payload and this trailer of 16 bytes, little-endian:
//
//	0   uint32   CRC-32C (Castagnoli) of the payload
//	4   uint64   length of the payload in bytes
//	12  [4]byte  "HBR1"
//
// The trailer stands at the end because the length is known only there; a file without it was never finished.
const (
	trailerBytes = 16
	magic        = "HBR1"
	tempSuffix   = ".tmp"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// CorruptError says that a file does not hold what was written to it.
type CorruptError struct {
	// Path is the file.
	Path string
	// Reason is what was found, in words.
	Reason string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s is damaged: %s; restore it from a backup or index the articles again into a new folder",
		e.Path, e.Reason)
}

// WriteFile makes path hold what write writes, followed by the trailer, or leaves path as it was.
func WriteFile(path string, write func(io.Writer) error) error {
	return Replace(path, func(out io.Writer) error {
		w := &summingWriter{w: out}
		if err := write(w); err != nil {
			return err
		}
		_, err := out.Write(w.trailer())
		return err
	})
}

// Replace makes path hold exactly what write writes, or leaves path as it was: the bytes go to a temporary file in the
// same folder, which is synced, renamed over path, and made durable by syncing the folder. Only when that last step
// fails does path hold the new bytes in spite of the error.
func Replace(path string, write func(io.Writer) error) error {
	temp := path + tempSuffix
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("create %s: %w", temp, err)
	}
	err = errors.Join(fill(f, write), f.Close())
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(temp))
	}
	return SyncFolder(filepath.Dir(path))
}

func fill(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(pieces{f}, pieceBytes)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// pieceBytes are written at once. Linux keeps a file in memory in pieces as large as those that it was written in, up to
// 2 MB, and maps all of a piece when a byte of it is read: with large ones, a merge of many segments, which reads each from
// front to back, would have every one of them in its resident memory.
const pieceBytes = 64 << 10

// pieces writes what is larger piece by piece.
type pieces struct{ f *os.File }

func (p pieces) Write(b []byte) (n int, err error) {
	for len(b) > 0 {
		m, err := p.f.Write(b[:min(len(b), pieceBytes)])
		n += m
		if err != nil {
			return n, err
		}
		b = b[m:]
	}
	return n, nil
}

// SyncFolder makes the names in a folder durable: what was created, renamed or removed in it survives a power cut.
func SyncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open folder %s: %w", path, err)
	}
	if err = errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", path, err)
	}
	return nil
}

// ReadFile returns the payload of a file on the heap, or a CorruptError.
func ReadFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return payload(path, b, true)
}

// mapFile returns the payload of a file in mapped memory, good until the closer is closed. With check the checksum is
// compared, which reads the whole file once; without, only the trailer.
func mapFile(path string, check bool) ([]byte, io.Closer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	if info.Size() < trailerBytes {
		return nil, nil, errors.Join(f.Close(), &CorruptError{path, fmt.Sprintf("only %d bytes long", info.Size())})
	}
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("map %s: %w", path, err), f.Close())
	}
	mapped := &mappedFile{m: m, f: f}
	data, err := payload(path, m, check)
	if err != nil {
		return nil, nil, errors.Join(err, mapped.Close())
	}
	return data, mapped, nil
}

func payload(path string, b []byte, check bool) ([]byte, error) {
	if len(b) < trailerBytes {
		return nil, &CorruptError{path, fmt.Sprintf("only %d bytes long", len(b))}
	}
	data, trailer := b[:len(b)-trailerBytes], b[len(b)-trailerBytes:]
	if string(trailer[12:]) != magic {
		return nil, &CorruptError{path, "it does not end with the mark of a finished file"}
	}
	if n := binary.LittleEndian.Uint64(trailer[4:]); n != uint64(len(data)) {
		return nil, &CorruptError{path, fmt.Sprintf("it holds %d bytes where %d were written", len(data), n)}
	}
	if check && crc32.Checksum(data, castagnoli) != binary.LittleEndian.Uint32(trailer) {
		return nil, &CorruptError{path, "its checksum does not match"}
	}
	return data, nil
}

type summingWriter struct {
	w   io.Writer
	sum uint32
	n   uint64
}

func (s *summingWriter) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.sum = crc32.Update(s.sum, castagnoli, b[:n])
	s.n += uint64(n)
	return n, err
}

func (s *summingWriter) trailer() []byte {
	t := binary.LittleEndian.AppendUint32(make([]byte, 0, trailerBytes), s.sum)
	t = binary.LittleEndian.AppendUint64(t, s.n)
	return append(t, magic...)
}

type mappedFile struct {
	m      mmap.MMap
	f      *os.File
	closed sync.Once
}

// Close unmaps the file; a second Close does nothing.
func (m *mappedFile) Close() (err error) {
	m.closed.Do(func() { err = errors.Join(m.m.Unmap(), m.f.Close()) })
	return err
}
