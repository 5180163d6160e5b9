package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/storage"
	"github.com/haberara/haberara/searcher"
)

// TestExit has a failure and an interrupt come together in every way.
func TestExit(t *testing.T) {
	f := func(err error, code int, text string) {
		t.Helper()
		if got := exitCode(err); got != code {
			t.Errorf("%v: exit code %d, want %d", err, got, code)
		}
		if got := message(err); got != text {
			t.Errorf("%v: message %q, want %q", err, got, text)
		}
	}
	full := fmt.Errorf("store the batch:\n%w", errors.New("no space left on device"))
	const fullText = "store the batch: no space left on device"
	broken := &indexer.BrokenFileError{Err: io.ErrUnexpectedEOF}
	stopped := fmt.Errorf("search: %w", context.Canceled)

	f(nil, 0, "")
	f(errors.Join(nil, nil), 0, "")
	f(quiet(exitNotFound), 1, "")
	f(quiet(exitRefused), 4, "")
	f(usageError{"what?"}, 2, "what?")
	f(fmt.Errorf("search: %w", &searcher.RequestError{}), 2, message(fmt.Errorf("search: %w", &searcher.RequestError{})))
	f(full, 3, fullText)
	locked := &storage.LockedError{Path: "ix"}
	f(fmt.Errorf("open: %w", locked), 3, locked.Error())
	f(broken, 4, "unexpected EOF")

	f(context.Canceled, 130, "")
	f(stopped, 130, "")
	f(errors.Join(nil, stopped, context.Canceled), 130, "")
	f(fmt.Errorf("index: %w", errors.Join(context.Canceled, stopped)), 130, "")

	f(errors.Join(context.Canceled, full), 3, fullText)
	f(errors.Join(errors.Join(broken, full), context.Canceled), 3, "unexpected EOF; "+fullText)
	f(errors.Join(broken, full), 3, "unexpected EOF; "+fullText)
	f(errors.Join(full, full), 3, fullText)
	f(fmt.Errorf("index: %w", errors.Join(context.Canceled, full)), 3, "index: context canceled "+fullText)
	f(errors.Join(broken, context.Canceled), 130, "unexpected EOF")
}
