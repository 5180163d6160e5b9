package storage

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// checkLocked fails the test unless the lock is held by a process.
func checkLocked(t *testing.T, path string, pid int) {
	t.Helper()
	l, err := Acquire(path)
	if err == nil {
		t.Fatal("a second lock was given", l.Release())
	}
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != pid || locked.Path != path {
		t.Fatalf("got %v, want a LockedError of process %d", err, pid)
	}
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	for range 2 {
		l, err := Acquire(path)
		if err != nil {
			t.Fatal(err)
		}
		checkLocked(t, path, os.Getpid())
		if err := l.Release(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLockOfKilledProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), holderVariable+"="+path)
	in, err := child.StdinPipe() // open until the child is gone
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	checkLocked(t, path, child.Process.Pid)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	l, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestAcquireFails(t *testing.T) {
	f := func(path string) {
		t.Helper()
		var locked *LockedError
		if l, err := Acquire(path); err == nil || errors.As(err, &locked) {
			t.Fatalf("%s: got %v, %v", path, l, err)
		}
	}
	dir := t.TempDir()
	f(dir)
	f(filepath.Join(dir, "missing", "lock"))
}
