package server

import (
	"bytes"
	"errors"
	"sync"

	"github.com/valyala/fasthttp"
)

// errFull says that an answer does not fit into the budget.
var errFull = errors.New("clients have not taken their answers yet")

// budget bounds the memory of answers from when they are built until they are written or their connection ends: one
// that its client does not read stays for up to Config.WriteTimeout.
type budget struct {
	maxBytes int
	mu       sync.Mutex
	used     int
}

// take returns false where n more bytes do not fit. An answer larger than the whole budget may go out alone.
func (b *budget) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.used > 0 && b.used+n > b.maxBytes {
		return false
	}
	b.used += n
	return true
}

func (b *budget) give(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used -= n
}

func (b *budget) usedBytes() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// maxPooledBytes keeps buffers that one large answer has grown out of the pool.
const maxPooledBytes = 128 << 10

var buffers = sync.Pool{New: func() any { return new([]byte) }}

func putBuffer(buffer *[]byte) {
	if cap(*buffer) <= maxPooledBytes {
		buffers.Put(buffer)
	}
}

// answerBody is an answer on its way to a client; closing it gives its buffer and its share of the budget back.
type answerBody struct {
	bytes.Reader
	buffer *[]byte
	budget *budget
}

func (a *answerBody) Close() error {
	if a.buffer == nil {
		return nil
	}
	a.budget.give(cap(*a.buffer))
	putBuffer(a.buffer)
	a.Reset(nil)
	a.buffer = nil
	return nil
}

// writeAnswer makes what write appends the body of the answer, or returns errFull or the error of write. Where an
// answer can be large it is called inside a turn, so that no more of them are built at once than searches run.
func (s *Server) writeAnswer(ctx *fasthttp.RequestCtx, write func(b []byte) ([]byte, error)) error {
	buffer := buffers.Get().(*[]byte)
	content, err := write((*buffer)[:0])
	if err != nil {
		putBuffer(buffer)
		return err
	}
	*buffer = content
	if !s.answers.take(cap(content)) {
		putBuffer(buffer)
		return errFull
	}
	body := &answerBody{buffer: buffer, budget: &s.answers}
	body.Reset(content)
	ctx.Response.SetBodyStream(body, len(content))
	return nil
}
