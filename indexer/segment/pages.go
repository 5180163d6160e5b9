package segment

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"sync/atomic"
)

// pageBytes is the unit of checksums: so small that a list which is read for the first time costs little, so large that
// the checksums, 4 bytes each, take 1/2048 of the file.
const pageBytes = 8 << 10

// DamageError says that a part of a segment file does not hold what was written.
type DamageError struct {
	// Section is the part, or the parts that share the damaged page, joined by commas.
	Section string
	// Reason is what was found, in words.
	Reason string
}

func (e *DamageError) Error() string { return fmt.Sprintf("section %s: %s", e.Section, e.Reason) }

// contradiction is the DamageError of a section whose checksums hold and whose numbers do not fit together.
func contradiction(section string) *DamageError {
	return &DamageError{section, "its sizes contradict each other"}
}

// pages gives out parts of a mapped file whose checksums hold. It is safe for concurrent use.
type pages struct {
	data []byte // the whole file
	end  uint64 // where the pages end
	sums []byte
	// sound has a bit for each page that was compared.
	sound []atomic.Uint64
	// namesOf tells the sections between two offsets, for errors.
	namesOf func(from, to uint64) string
	// isMapped says that data is a mapped file.
	isMapped bool
}

// A consumer reads about so much of a mapped file before it releases all of it. A read brings in its surroundings too.
const (
	consumedBytes = 512 << 10
	surroundings  = 64 << 10
)

// consumer reads each part of a mapped file about once.
type consumer struct {
	pages          *pages
	last, consumed uint64
}

// readAt notes that something was read at an offset.
func (c *consumer) readAt(offset uint64) {
	c.consumed += min(max(offset, c.last)-min(offset, c.last), surroundings)
	if c.last = offset; c.consumed >= consumedBytes {
		c.pages.release(0, c.pages.end)
		c.consumed = 0
	}
}

func newPages(data []byte, end uint64, sums []byte) pages {
	return pages{data: data, end: end, sums: sums, sound: make([]atomic.Uint64, (len(sums)/4+63)/64)}
}

// read returns n bytes from offset on, all of whose pages are sound. Its capacity goes on to the end of the file.
func (p *pages) read(offset, n uint64) ([]byte, error) {
	if offset > p.end || n > p.end-offset {
		return nil, contradiction(p.namesOf(offset, offset+1))
	}
	if n == 0 {
		return p.data[offset:offset], nil
	}
	for page, last := offset/pageBytes, (offset+n-1)/pageBytes; page <= last; page++ {
		sound := p.sound[page/64].Load()
		if sound == ^uint64(0) {
			page |= 63 // all 64 of them
			continue
		}
		if sound&(1<<(page%64)) != 0 {
			continue
		}
		if err := p.compare(page); err != nil {
			return nil, err
		}
	}
	return p.data[offset : offset+n], nil
}

func (p *pages) compare(page uint64) error {
	from := page * pageBytes
	to := min(from+pageBytes, p.end)
	sum := crc32.Checksum(p.data[from:to], castagnoli)
	if sum != binary.LittleEndian.Uint32(p.sums[page*4:]) {
		return &DamageError{p.namesOf(from, to), fmt.Sprintf("the checksum of the page at byte %d does not match", from)}
	}
	p.sound[page/64].Or(1 << (page % 64))
	return nil
}

// readAhead is how much Warm reads between two looks at whether it is to stop.
const readAhead = 1 << 20

// Warm reads the whole file and compares its checksums, so that no later reader waits for the disk or for that; it
// returns early, without error, when stop says so.
func (s *Segment) Warm(stop func() bool) error {
	p := &s.file.pages
	for at := uint64(0); at < p.end && !stop(); at += readAhead {
		if _, err := p.read(at, min(readAhead, p.end-at)); err != nil {
			return err
		}
	}
	return nil
}

// fileWriter writes a segment file section by section. The first error stays and is returned by finish.
type fileWriter struct {
	w        io.Writer
	n        uint64
	sums     []byte
	sum      uint32
	names    []string
	sections []span
	err      error
}

// begin ends the section before and begins another.
func (f *fileWriter) begin(name string) {
	f.end()
	f.names = append(f.names, name)
	f.sections = append(f.sections, span{offset: f.n})
}

func (f *fileWriter) end() {
	if i := len(f.sections) - 1; i >= 0 {
		f.sections[i].length = f.n - f.sections[i].offset
	}
}

// at is the offset in the section that is being written.
func (f *fileWriter) at() uint64 { return f.n - f.sections[len(f.sections)-1].offset }

// Write appends to the section.
func (f *fileWriter) Write(b []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	written, err := f.w.Write(b)
	f.err = err
	for rest := b[:written]; len(rest) > 0; {
		n := min(len(rest), int(pageBytes-f.n%pageBytes))
		f.sum = crc32.Update(f.sum, castagnoli, rest[:n])
		f.n += uint64(n)
		rest = rest[n:]
		if f.n%pageBytes == 0 {
			f.sums = binary.LittleEndian.AppendUint32(f.sums, f.sum)
			f.sum = 0
		}
	}
	return written, err
}

// add writes a whole section.
func (f *fileWriter) add(name string, b []byte) {
	f.begin(name)
	_, _ = f.Write(b)
}

// finish writes directory and footer and returns the size of the file.
func (f *fileWriter) finish(docs uint32) (int64, error) {
	f.end()
	if f.n%pageBytes != 0 {
		f.sums = binary.LittleEndian.AppendUint32(f.sums, f.sum)
	}
	var tail []byte
	for i, s := range f.sections {
		var name [nameBytes]byte
		copy(name[:], f.names[i])
		tail = append(tail, name[:]...)
		tail = binary.LittleEndian.AppendUint64(tail, s.offset)
		tail = binary.LittleEndian.AppendUint64(tail, s.length)
	}
	tail = append(tail, f.sums...)
	tail = binary.LittleEndian.AppendUint64(tail, f.n)
	tail = binary.LittleEndian.AppendUint32(tail, uint32(len(f.sections)))
	tail = binary.LittleEndian.AppendUint32(tail, docs)
	tail = binary.LittleEndian.AppendUint32(tail, crc32.Checksum(tail, castagnoli))
	tail = binary.LittleEndian.AppendUint32(tail, Version)
	tail = append(tail, magic...)
	if f.err != nil {
		return int64(f.n), f.err
	}
	n, err := f.w.Write(tail)
	return int64(f.n) + int64(n), err
}
