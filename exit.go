package main

import (
	"context"
	"errors"
	"strings"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/storage"
	"github.com/haberara/haberara/searcher"
)

// The exit codes, for scripts.
const (
	exitFound       = 0
	exitNotFound    = 1
	exitUsage       = 2
	exitUnavailable = 3
	exitRefused     = 4
	exitInterrupted = 130
)

// usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// quiet is an outcome that is told by the exit code and by what was printed before.
type quiet int

func (q quiet) Error() string { return "" }

func exitCode(err error) int {
	var (
		code    quiet
		usage   usageError
		request *searcher.RequestError
		broken  *indexer.BrokenFileError
	)
	switch {
	case err == nil:
		return exitFound
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &request):
		return exitUsage
	case errors.As(err, &broken):
		return exitRefused
	}
	return exitUnavailable
}

// message says what went wrong and what to do, on one line.
func message(err error) string {
	if err == nil || errors.Is(err, context.Canceled) {
		return ""
	}
	var locked *storage.LockedError
	if errors.As(err, &locked) {
		return locked.Error()
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}
