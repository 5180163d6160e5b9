package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// MaxLineBytes is the longest line that is read whole, without its newline; a longer one is refused.
const MaxLineBytes = 64 << 20

// keepLineBytes is how much memory for long lines a Reader keeps from one line to the next.
const keepLineBytes = 1 << 20

var byteOrderMark = []byte("\xef\xbb\xbf")

// Line is one line read: either an Article or, when Refusal is not nil, the reason it was refused.
type Line struct {
	// File is the name as given, "stdin" for "-". A line fed again from the dead letters has that of its first file.
	File string
	// Number counts the lines of File from 1, blank ones included. A line fed again has its first number.
	Number int
	// Article is nil when the line was refused.
	Article *Article
	// Refusal is nil when the line was accepted; it names the field or byte and what to do.
	Refusal error
	// Raw is the line without its newline, at most MaxLineBytes bytes, valid until the next call of Next. Of a dead
	// letter it is the line inside.
	Raw []byte
	// Truncated says that Raw holds only the beginning of the line.
	Truncated bool
	// DeadLetter is the key of the dead letter that this line was fed again from; "" for ordinary lines.
	DeadLetter string
}

// Reader reads articles from JSON Lines, plain or compressed. It is for one goroutine, except for BytesRead and
// Interrupt.
type Reader struct {
	name   string
	count  *countingReader
	lines  *bufio.Reader
	free   func()
	file   *os.File // stays after Close, for Interrupt
	closed bool
	number int
	long   []byte
	err    error
}

// NewReader returns a Reader of r, which may be compressed with gzip or zstd. The error names the file and says why
// it cannot be JSON Lines (another compression, UTF-16, a broken header). Closing r stays with the caller.
func NewReader(name string, r io.Reader) (*Reader, error) {
	if name == "-" {
		name = "stdin"
	}
	count := &countingReader{from: r}
	lines, free, err := decompress(bufio.NewReaderSize(count, readBufferBytes))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &Reader{name: name, count: count, lines: lines, free: free}, nil
}

// Open returns a Reader of the file at path, "-" for the standard input, which Close leaves open.
func Open(path string) (*Reader, error) {
	if path == "-" {
		return NewReader(path, os.Stdin)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open articles: %w", err)
	}
	r, err := newFileReader(path, file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return r, nil
}

func newFileReader(path string, file *os.File) (*Reader, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open articles: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory; name the files in it", path)
	}
	r, err := NewReader(path, file)
	if err != nil {
		return nil, err
	}
	r.file = file
	return r, nil
}

// BytesRead returns how many bytes, still compressed, were taken from the file, read-ahead included. It may be called
// from any goroutine.
func (r *Reader) BytesRead() int64 { return r.count.bytes.Load() }

// Interrupt makes Next end soon with an error, also in the middle of an endless line. It may be called from any
// goroutine. It wakes a Next that waits for a pipe which Open opened; one that waits for the standard input or for the
// stream given to NewReader ends when that gives something or ends.
func (r *Reader) Interrupt() {
	r.count.interrupted.Store(true)
	if r.file != nil {
		_ = r.file.SetReadDeadline(time.Unix(1, 0)) // files on disk have none, and do not wait
	}
}

// Close frees the decoder and closes the file that Open opened.
func (r *Reader) Close() error {
	if r.free != nil {
		r.free()
		r.free = nil
	}
	if r.err == nil {
		r.err = fmt.Errorf("%s: %w", r.name, os.ErrClosed)
	}
	if r.file == nil || r.closed {
		return nil
	}
	r.closed = true
	if err := r.file.Close(); err != nil {
		return fmt.Errorf("close articles: %w", err)
	}
	return nil
}

// Next returns the next line that is not blank, io.EOF after the last one, or another error when the stream itself
// broke; every whole line before the break has been returned then. After an error Next returns it again.
func (r *Reader) Next() (Line, error) {
	for r.err == nil {
		raw, isCut, err := r.readLine()
		if err != nil {
			r.err = err
			break
		}
		if isCut || len(bytes.TrimSpace(raw)) > 0 {
			return r.parse(raw, isCut), nil
		}
	}
	return Line{}, r.err
}

func (r *Reader) parse(raw []byte, isCut bool) Line {
	l := Line{File: r.name, Number: r.number, Raw: raw, Truncated: isCut}
	if !isCut {
		l.unwrap()
	}
	switch {
	case l.Refusal != nil:
	case l.Truncated || len(l.Raw) > MaxLineBytes:
		l.Raw = l.Raw[:min(len(l.Raw), MaxLineBytes)]
		l.Truncated = true
		l.Refusal = fmt.Errorf("line is longer than %d bytes, only its beginning was kept; "+
			"write one article on each line", MaxLineBytes)
	default:
		l.Article, l.Refusal = ParseArticle(l.Raw)
	}
	return l
}

// readLine returns the next line without its newline, and whether it is only the beginning of a line over the limit,
// the rest of which has been passed over.
func (r *Reader) readLine() (line []byte, isCut bool, err error) {
	if cap(r.long) > keepLineBytes {
		r.long = nil
	}
	r.long = r.long[:0]
	for {
		chunk, err := r.lines.ReadSlice('\n')
		switch {
		case r.count.interrupted.Load():
			return nil, false, fmt.Errorf("%s: %w in line %d", r.name, ErrInterrupted, r.number+1)
		case err == nil, errors.Is(err, io.EOF) && len(r.long)+len(chunk) > 0:
			r.number++
			line, isCut = r.join(bytes.TrimSuffix(chunk, []byte("\n")))
			return line, isCut, nil
		case errors.Is(err, bufio.ErrBufferFull):
			r.keep(chunk)
		case errors.Is(err, io.EOF):
			return nil, false, io.EOF
		default:
			return nil, false, fmt.Errorf("%s: the stream breaks off in line %d: %w; "+
				"the lines before it were read, fetch the file again for the rest", r.name, r.number+1, err)
		}
	}
}

// join returns the line that ends with chunk, which it does not copy when it is the whole line.
func (r *Reader) join(chunk []byte) (line []byte, isCut bool) {
	line = chunk
	if len(r.long) > 0 {
		r.keep(chunk)
		line = r.long
	}
	line = bytes.TrimPrefix(bytes.TrimSuffix(line, []byte("\r")), byteOrderMark)
	if limit := lineLimit(line); len(line) > limit {
		return line[:min(limit, MaxLineBytes)], true
	}
	return line, false
}

// keep adds to the long line as much of chunk as the limit allows, and a few bytes more that tell a line over the
// limit from one that only ends in \r or begins with a byte order mark.
func (r *Reader) keep(chunk []byte) {
	const spare = 8
	room := lineLimit(r.long) + spare - len(r.long)
	r.long = append(r.long, chunk[:max(0, min(room, len(chunk)))]...)
}
