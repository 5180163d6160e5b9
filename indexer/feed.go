package indexer

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/haberara/haberara/corpus"
)

// A feed holds lines of at most feedRooms * roomBytes bytes, or one longer line; each line takes one room at least. That
// is most of a batch: so the next one is decoded in the moments when storing a batch does not take all processors.
const (
	feedRooms = 8 << 10
	roomBytes = 1 << 10
)

// feed reads the lines of files in a goroutine of its own: so the next ones are decoded while a batch is stored, and a
// stream that gives nothing does not keep anybody waiting.
type feed struct {
	read  chan item
	rooms chan struct{}
	end   context.CancelFunc
	ended chan struct{}
	done  int64 // bytes of the files before this one
}

// item is a line, or when err is not nil the end of a file that could not be read to its end.
type item struct {
	line corpus.Line
	// size is that of the line, whose Raw is there only when it was refused; rooms are what it takes in the feed.
	size, rooms int
	// bytes were read of all files, as in Report.
	bytes int64
	err   *BrokenFileError
}

// startFeed reads until the files end, ctx ends or stop is called; read is closed then.
func startFeed(ctx context.Context, files []string) *feed {
	ctx, end := context.WithCancel(ctx)
	f := &feed{
		read:  make(chan item, feedRooms),
		rooms: make(chan struct{}, feedRooms),
		end:   end,
		ended: make(chan struct{}),
	}
	go func() {
		defer close(f.ended)
		defer close(f.read)
		for _, file := range files {
			if !f.file(ctx, file) {
				return
			}
		}
	}()
	return f
}

// stop ends the reading. It waits for that as long as a disk may take, not for a stream that gives nothing: nobody can
// wake a read of the standard input, whose goroutine stays until it gives something or ends.
func (f *feed) stop() {
	const patience = 200 * time.Millisecond
	f.end()
	select {
	case <-f.ended:
	case <-time.After(patience):
	}
}

// file says whether to go on with the next one.
func (f *feed) file(ctx context.Context, path string) bool {
	r, err := corpus.Open(path)
	if err != nil {
		return f.put(ctx, item{bytes: f.done, err: &BrokenFileError{err}})
	}
	defer context.AfterFunc(ctx, r.Interrupt)()
	err = f.lines(ctx, r)
	f.done += r.BytesRead()
	if err = errors.Join(err, r.Close()); err != nil {
		return f.put(ctx, item{bytes: f.done, err: &BrokenFileError{err}})
	}
	return ctx.Err() == nil
}

func (f *feed) lines(ctx context.Context, r *corpus.Reader) error {
	for {
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		i := item{line: l, size: len(l.Raw), bytes: f.done + r.BytesRead()}
		i.line.Raw = nil
		if l.Refusal != nil {
			i.line.Raw = append([]byte{}, l.Raw...)
		}
		i.rooms = min(1+i.size/roomBytes, feedRooms)
		if !f.put(ctx, i) {
			return nil
		}
	}
}

// put says whether ctx goes on. It puts nothing when ctx has ended: the error of an interrupted reader is none.
func (f *feed) put(ctx context.Context, i item) bool {
	for range i.rooms {
		select {
		case f.rooms <- struct{}{}:
		case <-ctx.Done():
			return false
		}
	}
	if ctx.Err() != nil {
		return false
	}
	select {
	case f.read <- i:
		return true
	case <-ctx.Done():
		return false
	}
}

// taken gives back the rooms of an item.
func (f *feed) taken(i item) {
	for range i.rooms {
		<-f.rooms
	}
}
