package main

import (
	"fmt"
	"runtime"
	"syscall"
)

// peakMemory is the largest resident size that this process has had, in bytes.
func peakMemory() (int64, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the peak memory: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return u.Maxrss, nil // bytes there, kilobytes elsewhere: getrusage(2)
	}
	return u.Maxrss << 10, nil
}
