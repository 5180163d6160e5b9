package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxZstdWindowBytes is what the zstd tool itself accepts without being asked for more memory.
const maxZstdWindowBytes = 128 << 20

const readBufferBytes = 256 << 10

// foreign are the first bytes of files that are often handed in by mistake.
var foreign = []struct {
	magic, what string
}{
	{"PK\x03\x04", "is a zip archive; unpack it first"},
	{"BZh", "is compressed with bzip2; unpack it first or use gzip or zstd"},
	{"\xfd7zXZ\x00", "is compressed with xz; unpack it first or use gzip or zstd"},
	{"\xff\xfe", "is UTF-16; convert it first (iconv -f UTF-16 -t UTF-8)"},
	{"\xfe\xff", "is UTF-16; convert it first (iconv -f UTF-16 -t UTF-8)"},
}

// ErrInterrupted says that Interrupt ended the reading.
var ErrInterrupted = errors.New("the reading was interrupted")

// countingReader counts the bytes that were read through it and ends when it is interrupted.
type countingReader struct {
	from        io.Reader
	bytes       atomic.Int64
	interrupted atomic.Bool
}

func (c *countingReader) Read(p []byte) (int, error) {
	if c.interrupted.Load() {
		return 0, ErrInterrupted
	}
	n, err := c.from.Read(p)
	c.bytes.Add(int64(n))
	return n, err
}

// decompress returns the plain bytes of in, which is plain, gzip (of any number of members) or zstd (of any number of
// frames), told apart by their first bytes, and a function that frees the decoder.
func decompress(in *bufio.Reader) (*bufio.Reader, func(), error) {
	// A short or failing stream fails again, with its position, when lines are read.
	head, _ := in.Peek(6)
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return nil, nil, errors.New(f.what)
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, nil, fmt.Errorf("gzip header: %w; fetch the file again", err)
		}
		return bufio.NewReaderSize(z, readBufferBytes), func() { _ = z.Close() }, nil
	case isZstd(head):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindowBytes))
		if err != nil {
			return nil, nil, fmt.Errorf("zstd header: %w; fetch the file again", err)
		}
		return bufio.NewReaderSize(z, readBufferBytes), z.Close, nil
	}
	return in, func() {}, nil
}

// isZstd knows a frame of data (RFC 8878, section 3.1.1) and a skippable one (section 3.1.2).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte("\x2a\x4d\x18"))
}
