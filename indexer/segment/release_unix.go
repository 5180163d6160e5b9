//go:build unix

package segment

import (
	"os"

	"golang.org/x/sys/unix"
)

// release tells the system that a part of a mapped file need not stay in memory; it is read again when it is needed.
func (p *pages) release(from, to uint64) {
	if !p.isMapped {
		return
	}
	size := uint64(os.Getpagesize())
	if from, to = (from+size-1)/size*size, to/size*size; from < to {
		_ = unix.Madvise(p.data[from:to], unix.MADV_DONTNEED) // advice: nothing depends on it
	}
}
