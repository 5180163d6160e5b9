package main

import (
	"context"
	"errors"
	"slices"
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

// exitCode is that of the worst part of err: what could not be done outranks an interrupt, and that a file that could
// not be read to its end.
func exitCode(err error) int {
	parts := partsOf(err)
	codes := make([]int, len(parts))
	for i, part := range parts {
		codes[i] = partCode(part)
	}
	for _, worst := range []int{exitUnavailable, exitInterrupted, exitUsage, exitRefused, exitNotFound} {
		if slices.Contains(codes, worst) {
			return worst
		}
	}
	return exitFound
}

func partCode(err error) int {
	var (
		code    quiet
		usage   usageError
		request *searcher.RequestError
		broken  *indexer.BrokenFileError
	)
	switch {
	case errors.As(err, &code):
		return int(code)
	case isInterrupt(err):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &request):
		return exitUsage
	case errors.As(err, &broken):
		return exitRefused
	case errors.Is(err, searcher.ErrNotFound):
		return exitNotFound
	}
	return exitUnavailable
}

// partsOf returns what errors.Join put together to make err.
func partsOf(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var parts []error
	for _, part := range joined.Unwrap() {
		parts = append(parts, partsOf(part)...)
	}
	return parts
}

// isInterrupt says that a part is an end of the context and nothing else; errors.Is would find one among failures too.
func isInterrupt(err error) bool {
	for _, part := range partsOf(err) {
		if inner := errors.Unwrap(part); inner != nil {
			if !isInterrupt(inner) {
				return false
			}
		} else if !errors.Is(part, context.Canceled) {
			return false
		}
	}
	return err != nil
}

// message says what went wrong and what to do, on one line; nothing of an interrupt, which its sender knows of.
func message(err error) string {
	var texts []string
	for _, part := range partsOf(err) {
		text := part.Error()
		var locked *storage.LockedError
		if errors.As(part, &locked) {
			text = locked.Error()
		}
		text = strings.Join(strings.Fields(text), " ")
		if text != "" && !isInterrupt(part) && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}
