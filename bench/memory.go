package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// peakMemory is the largest resident size that this process has had, in bytes. Linux keeps it as VmHWM, which begins
// anew with each program; getrusage's ru_maxrss, taken elsewhere, may hold that of the program which started this one.
func peakMemory() (int64, error) {
	m, err := memoryOf(os.Getpid())
	if err != nil || m.peak > 0 {
		return m.peak, err
	}
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the peak memory: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return u.Maxrss, nil // bytes there, kilobytes elsewhere: getrusage(2)
	}
	return u.Maxrss << 10, nil
}

// memory is the resident memory of a process in bytes: its peak, all of it now, and the parts of that which are its own
// and which are pages of mapped files, that the system may drop.
type memory struct{ peak, resident, own, mapped int64 }

// memoryOf reads /proc/PID/status, which only Linux has: all is 0 elsewhere.
func memoryOf(pid int) (m memory, err error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("read the memory of a process: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	into := map[string]*int64{"VmHWM": &m.peak, "VmRSS": &m.resident, "RssAnon": &m.own, "RssFile": &m.mapped}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		if into[name] == nil {
			continue
		}
		kilobytes, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
		if err != nil {
			return m, fmt.Errorf("read the memory of a process: %q: %w", lines.Text(), err)
		}
		*into[name] = kilobytes << 10
	}
	return m, lines.Err()
}

// cpuSeconds is the processor time that this process has used, the system's on its behalf included.
func cpuSeconds() (float64, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("read the processor time: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds(), nil
}

// allocatedBytes is how much this process has allocated so far, freed or not.
func allocatedBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
