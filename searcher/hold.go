package searcher

import (
	"context"
	"fmt"
	"slices"
)

// The memory for what is made while searching: postings that stand in no dictionary, and the places of words with * and ~.
const (
	// maxHeldBytes is how much one search may take.
	maxHeldBytes = 256 << 20
	// maxKeptBytes is how much a matcher may hold that is used again.
	maxKeptBytes = 32 << 20
)

// hold takes bytes for the rest of the search; the error says that there are no more.
func (m *matcher) hold(bytes int) error {
	if m.held += bytes; m.held > maxHeldBytes {
		return &RequestError{"q", 0, fmt.Sprintf("the words with *, ? or ~, the phrases and what is to stand near each other "+
			"take more than %d MB; ask for fewer or rarer ones", maxHeldBytes>>20)}
	}
	return nil
}

// sortedAtOnce is how many numbers are sorted between two looks at the deadline.
const sortedAtOnce = 1 << 16

// sort is slices.Sort that ends with ctx.
func (m *matcher) sort(ctx context.Context, numbers []uint64) error {
	for part := range slices.Chunk(numbers, sortedAtOnce) {
		slices.Sort(part)
		if err := m.spend(ctx, checkEvery); err != nil {
			return err
		}
	}
	if len(numbers) <= sortedAtOnce {
		return nil
	}
	if err := m.hold(len(numbers) * 8); err != nil {
		return err
	}
	from, to := numbers, make([]uint64, len(numbers))
	for size := sortedAtOnce; size < len(numbers); size *= 2 {
		for at := 0; at < len(numbers); at += 2 * size {
			middle, end := min(at+size, len(numbers)), min(at+2*size, len(numbers))
			if err := m.join(ctx, to[at:end], from[at:middle], from[middle:end]); err != nil {
				return err
			}
		}
		from, to = to, from
	}
	copy(numbers, from)
	return nil
}

// join merges two sorted rows.
func (m *matcher) join(ctx context.Context, into, a, b []uint64) error {
	for n := range into {
		if n%sortedAtOnce == 0 {
			if err := m.spend(ctx, checkEvery); err != nil {
				return err
			}
		}
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			into[n], a = a[0], a[1:]
		} else {
			into[n], b = b[0], b[1:]
		}
	}
	return nil
}
