package indexer

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/storage"
)

// DeadLettersFile holds the refused lines of an index, one JSON object a line, below DeadLettersFolder.
const DeadLettersFile = "refused.jsonl"

// DeadLetters keeps what could not be taken, with the reason, so that it can be mended and fed again: the file is input
// for Ingest as it stands. A line that is refused twice is kept once; one that was fed again and taken leaves.
//
// Of each dead letter only the key is in memory, which makes 20 to 50 bytes: 50 MB at most for a million of them.
type DeadLetters struct {
	path string
	// keys says which dead letters have been resolved; the others are false.
	keys     map[letterKey]bool
	resolved int
	pending  []byte
}

// letterKey is a key of corpus.DeadLetterKey as bytes, or the hash of one that somebody wrote by hand.
type letterKey [16]byte

func letterKeyOf(key string) (k letterKey) {
	if len(key) == hex.EncodedLen(len(k)) && strings.ToLower(key) == key {
		if _, err := hex.Decode(k[:], []byte(key)); err == nil {
			return k
		}
	}
	sum := sha256.Sum256([]byte(key))
	copy(k[:], sum[:])
	return k
}

// OpenDeadLetters opens the dead letters of the index in dir; the caller holds the Writer of that index.
func OpenDeadLetters(dir string) (*DeadLetters, error) {
	folder := layout(dir).path(DeadLettersFolder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("open dead letters: %w", err)
	}
	if err := storage.SyncFolder(dir); err != nil {
		return nil, err
	}
	d := &DeadLetters{
		path: filepath.Join(folder, DeadLettersFile),
		keys: map[letterKey]bool{},
	}
	if err := d.mendEnd(); err != nil {
		return nil, err
	}
	err := d.each(func(key letterKey, _ []byte) error {
		d.keys[key] = false
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	return d, err
}

// mendEnd makes the file end with a whole line: the beginning of one, which a crash leaves and nobody was told is safe,
// goes; a whole one without its newline, which an editor leaves, stays.
func (d *DeadLetters) mendEnd() error {
	end, whole, err := readEnd(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	switch {
	case err != nil:
	case len(end) == 0:
		return nil
	case json.Valid(end):
		d.pending = append(d.pending, '\n')
		err = d.Sync()
	default:
		err = os.Truncate(d.path, whole)
	}
	if err != nil {
		return fmt.Errorf("open dead letters: %w", err)
	}
	return nil
}

// readEnd returns what stands behind the last newline of a file, and how many bytes stand before that. It reads no more
// than that end and a block.
func readEnd(path string) (end []byte, before int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	var block [64 << 10]byte
	for at := info.Size(); at > 0; {
		b := block[:min(at, int64(len(block)))]
		at -= int64(len(b))
		if _, err := f.ReadAt(b, at); err != nil {
			return nil, 0, err
		}
		if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
			before = at + int64(i) + 1
			break
		}
	}
	end = make([]byte, info.Size()-before)
	_, err = f.ReadAt(end, before)
	return end, before, err
}

// Len is the number of dead letters.
func (d *DeadLetters) Len() int { return len(d.keys) - d.resolved }

// Path is the file they are kept in.
func (d *DeadLetters) Path() string { return d.path }

// Add takes a refused line; it is safe after the next Sync.
func (d *DeadLetters) Add(l corpus.Line, at time.Time) {
	key := l.DeadLetter
	if key == "" {
		key = corpus.DeadLetterKey(l.File, l.Number, l.Raw)
	}
	k := letterKeyOf(key)
	if _, known := d.keys[k]; known {
		return
	}
	d.keys[k] = false
	d.pending = append(corpus.DeadLetterLine(d.pending, l, at), '\n')
}

// Resolve notes that the dead letter with a key has been taken after all; it leaves the file at Close.
func (d *DeadLetters) Resolve(key string) {
	k := letterKeyOf(key)
	if resolved, known := d.keys[k]; known && !resolved {
		d.keys[k] = true
		d.resolved++
	}
}

// Sync puts what was added on disk.
func (d *DeadLetters) Sync() error {
	if len(d.pending) == 0 {
		return nil
	}
	f, err := os.OpenFile(d.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("write dead letters: %w", err)
	}
	if err := errors.Join(appendWhole(f, d.pending), f.Close()); err != nil {
		return fmt.Errorf("write dead letters: %w", err)
	}
	d.pending = d.pending[:0]
	return storage.SyncFolder(filepath.Dir(d.path))
}

// appendWhole appends b durably, or as far as that can be helped nothing: half a line would spoil the next.
func appendWhole(f *os.File, b []byte) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err = f.Write(b); err != nil {
		return errors.Join(err, f.Truncate(info.Size()))
	}
	return f.Sync()
}

// Close puts everything on disk and takes out what was resolved.
func (d *DeadLetters) Close() error {
	if err := d.Sync(); err != nil || d.resolved == 0 {
		return err
	}
	return storage.Replace(d.path, func(w io.Writer) error {
		return d.each(func(key letterKey, line []byte) error {
			if d.keys[key] {
				return nil
			}
			_, err := w.Write(line)
			return err
		})
	})
}

// each visits the whole lines of the file, newline included.
func (d *DeadLetters) each(visit func(key letterKey, line []byte) error) error {
	f, err := os.Open(d.path)
	if err != nil {
		return err
	}
	err = eachLine(bufio.NewReaderSize(f, 1<<16), func(line []byte) error {
		var l struct {
			DeadLetter struct {
				Key string `json:"key"`
			} `json:"dead_letter"`
		}
		if json.Unmarshal(line, &l) != nil || l.DeadLetter.Key == "" {
			// Edited by hand: keep it as it is, under its own content.
			l.DeadLetter.Key = corpus.DeadLetterKey(d.path, 0, bytes.TrimSpace(line))
		}
		return visit(letterKeyOf(l.DeadLetter.Key), line)
	})
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("read dead letters: %w", err)
	}
	return nil
}

func eachLine(r *bufio.Reader, visit func([]byte) error) error {
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(line)
		}
		if err != nil {
			return err
		}
	}
}
