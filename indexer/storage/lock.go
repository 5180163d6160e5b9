package storage

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// Lock is the right of one process to write an index. The operating system takes it back when the process ends, however
// it ends.
type Lock struct {
	f *flock.Flock
}

// LockedError says that another process writes the index.
type LockedError struct {
	Path string
	// PID is the process that holds the lock; 0 when it is not known.
	PID int
}

func (e *LockedError) Error() string {
	by := "another process"
	if e.PID > 0 {
		by = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("%s is held by %s, which is writing this index: wait for it to end, or stop it", e.Path, by)
}

// Acquire takes the lock at path without waiting, or returns a LockedError.
func Acquire(path string) (*Lock, error) {
	f := flock.New(path, flock.SetPermissions(0o644), flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := f.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock index: %w", err)
	}
	if !ok {
		b, _ := os.ReadFile(path)
		pid, _ := strconv.Atoi(strings.TrimSpace(string(b)))
		return nil, errors.Join(&LockedError{path, pid}, f.Close())
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("lock index: %w", err), f.Close())
	}
	return &Lock{f}, nil
}

// Release gives the lock back. The file stays: removing it would let two processes lock two files of one name.
func (l *Lock) Release() error { return l.f.Close() }
