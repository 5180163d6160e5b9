package segment

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The stored fields of consecutive documents are compressed together, some 4 KiB at a time (storedBlockBytes), with the
// section stored.words as raw dictionary of number storedDictionary where it is not empty: it holds the fields of some
// documents of the segment, spread evenly, whose words and phrases the others have too. The section
// stored is the compressed blocks, one behind the other, and stored.index is
//
//	uint32 names · for each: byte length, text
//	for each block: uint32 first document · uint64 end of the block in the section
//
// A block, uncompressed, is for each document: uvarint length in bytes of what follows · for each field: byte number of
// the name, uvarint length, value.
const (
	storedSection      = "stored"
	storedIndexSection = "stored.index"
	storedWordsSection = "stored.words"
	storedBlockBytes   = 4 << 10
	storedEntryBytes   = 12
	maxStoredNames     = 255
	// storedDictionary is the number of the dictionary; zstd knows no dictionary of number 0.
	storedDictionary = 1
	// storedWordsBytes is about the size of a full dictionary, and one document in storedWordsShare goes into it at most:
	// a larger one would cost more than it saves.
	storedWordsBytes = 256 << 10
	storedWordsShare = 48
	// quickWordsBytes is about the size of the dictionary of a quick storedWriter: zstd copies it for each block.
	quickWordsBytes = 32 << 10
	// storedWordsLeast is too small to be worth a dictionary.
	storedWordsLeast = 4 << 10
	// maxStoredBlock bounds what a block may unpack to: an article has at most some megabytes.
	maxStoredBlock = 1 << 28
)

// StoredField is a field of a document that is kept to be read back.
type StoredField struct {
	Name  string
	Value string
}

var (
	plainEncoder = sync.OnceValues(func() (*zstd.Encoder, error) { return newEncoder(nil, zstd.SpeedDefault) })
	plainDecoder = sync.OnceValues(func() (*zstd.Decoder, error) { return newDecoder(nil) })
)

func newEncoder(words []byte, level zstd.EncoderLevel) (*zstd.Encoder, error) {
	options := []zstd.EOption{zstd.WithEncoderLevel(level), zstd.WithWindowSize(1 << 20)}
	if len(words) > 0 {
		options = append(options, zstd.WithEncoderDictRaw(storedDictionary, words), zstd.WithEncoderConcurrency(1))
	}
	return zstd.NewWriter(nil, options...)
}

func newDecoder(words []byte) (*zstd.Decoder, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBlock)}
	if len(words) > 0 {
		options = append(options, zstd.WithDecoderDictRaw(storedDictionary, words))
	}
	return zstd.NewReader(nil, options...)
}

// storedDecoder is what unpacks the blocks of a segment, made when the first is needed.
type storedDecoder struct {
	once sync.Once
	zstd *zstd.Decoder
	err  error
}

func (s *Segment) decoder() (*zstd.Decoder, error) {
	d := &s.stored
	d.once.Do(func() {
		var words []byte
		if words, d.err = s.file.section(storedWordsSection); d.err != nil {
			return
		}
		if len(words) == 0 {
			d.zstd, d.err = plainDecoder()
			return
		}
		if d.zstd, d.err = newDecoder(words); d.err != nil {
			d.err = &DamageError{storedWordsSection, d.err.Error()}
		}
	})
	return d.zstd, d.err
}

// storedWriter writes the stored section.
type storedWriter struct {
	w       *fileWriter
	encoder *zstd.Encoder
	names   []string
	index   []byte
	doc     []byte
	block   []byte
	first   uint32
	docs    uint32
	out     []byte
}

// newStoredWriter writes the dictionary and begins the stored section. text appends the values of one of so many documents.
// A quick one takes about half the time and more space: it is for segments that are merged before long.
func newStoredWriter(
	w *fileWriter, docs uint32, isQuick bool, text func(dst []byte, doc uint32) ([]byte, error),
) (_ *storedWriter, err error) {
	s := &storedWriter{w: w}
	level, most := zstd.SpeedDefault, storedWordsBytes
	if isQuick {
		level, most = zstd.SpeedFastest, quickWordsBytes
	}
	var words []byte
	// The golden ratio spreads any number of documents evenly, so that it does not matter when words is full.
	at := uint32(1 << 31)
	for n := uint32(0); n < docs/storedWordsShare && len(words) < most; n++ {
		if words, err = text(words, uint32(uint64(at)*uint64(docs)>>32)); err != nil {
			return nil, err
		}
		at += 0x9E3779B9
	}
	if len(words) < storedWordsLeast {
		words = nil
		s.encoder, err = plainEncoder()
	} else {
		s.encoder, err = newEncoder(words, level)
	}
	w.add(storedWordsSection, words)
	w.begin(storedSection)
	return s, err
}

// addField takes a field of the next document.
func addField[T string | []byte](s *storedWriter, name string, value T) {
	n := slices.Index(s.names, name)
	if n < 0 {
		n = len(s.names)
		s.names = append(s.names, name)
	}
	s.doc = append(s.doc, byte(n))
	s.doc = binary.AppendUvarint(s.doc, uint64(len(value)))
	s.doc = append(s.doc, value...)
}

// next ends a document, all of whose fields have been added.
func (s *storedWriter) next() error {
	if len(s.names) > maxStoredNames {
		return fmt.Errorf("segment: more than %d names of stored fields", maxStoredNames)
	}
	s.block = binary.AppendUvarint(s.block, uint64(len(s.doc)))
	s.block = append(s.block, s.doc...)
	s.doc = s.doc[:0]
	s.docs++
	if len(s.block) >= storedBlockBytes {
		return s.flush()
	}
	return nil
}

func (s *storedWriter) flush() error {
	if len(s.block) == 0 {
		return nil
	}
	s.out = s.encoder.EncodeAll(s.block, s.out[:0])
	_, err := s.w.Write(s.out)
	s.index = binary.LittleEndian.AppendUint32(s.index, s.first)
	s.index = binary.LittleEndian.AppendUint64(s.index, s.w.at())
	s.block, s.first = s.block[:0], s.docs
	return err
}

// finish ends the stored section and writes its index.
func (s *storedWriter) finish() error {
	if err := s.flush(); err != nil {
		return err
	}
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(s.names)))
	for _, name := range s.names {
		head = append(head, byte(len(name)))
		head = append(head, name...)
	}
	s.w.add(storedIndexSection, append(head, s.index...))
	return s.w.err
}

// storedReader reads stored fields; it is not safe for concurrent use, and reading documents in their order is cheap.
type storedReader struct {
	s     *Segment
	index []byte
	names []string
	// raw is block number at, unpacked; next is the document that comes next in it, rest begins there.
	raw  []byte
	at   int
	next uint32
	rest []byte
}

func (s *Segment) newStoredReader() (*storedReader, error) {
	r := &storedReader{s: s, at: -1}
	b, err := s.file.section(storedIndexSection)
	if err != nil {
		return nil, err
	}
	if len(b) < 4 {
		return nil, contradiction(storedIndexSection)
	}
	n := binary.LittleEndian.Uint32(b)
	b = b[4:]
	for range n {
		if len(b) == 0 || len(b) <= int(b[0]) {
			return nil, contradiction(storedIndexSection)
		}
		end := 1 + int(b[0])
		r.names = append(r.names, string(b[1:end]))
		b = b[end:]
	}
	r.index = b
	return r, nil
}

func (r *storedReader) first(n int) uint32 {
	return binary.LittleEndian.Uint32(r.index[n*storedEntryBytes:])
}
func (r *storedReader) end(n int) uint64 {
	return binary.LittleEndian.Uint64(r.index[n*storedEntryBytes+4:])
}

// begin is the offset in the file of the block that was read last.
func (r *storedReader) begin() uint64 {
	begin := r.s.file.sections[storedSection].offset
	if r.at > 0 {
		begin += r.end(r.at - 1)
	}
	return begin
}

// visit calls field for every field of a document until that returns false; the values are good until the next call.
func (r *storedReader) visit(doc uint32, field func(name string, value []byte) bool) error {
	n := sort.Search(len(r.index)/storedEntryBytes, func(i int) bool { return r.first(i) > doc }) - 1
	if doc >= r.s.file.docs {
		return fmt.Errorf("segment: there is no document %d", doc)
	}
	if n < 0 {
		return contradiction(storedIndexSection)
	}
	if err := r.load(n, doc); err != nil {
		return err
	}
	for r.next < doc {
		if _, err := r.take(); err != nil {
			return err
		}
	}
	b, err := r.take()
	for err == nil && len(b) > 0 {
		name := b[0]
		size, n := binary.Uvarint(b[1:])
		if n <= 0 || uint64(len(b)-1-n) < size || int(name) >= len(r.names) {
			return contradiction(storedSection)
		}
		value := b[1+n : 1+n+int(size)]
		if !field(r.names[name], value) {
			return nil
		}
		b = b[1+n+int(size):]
	}
	return err
}

// load unpacks block n, unless it stands in it at or before doc already.
func (r *storedReader) load(n int, doc uint32) error {
	if r.at == n && r.next <= doc {
		return nil
	}
	if r.at != n {
		begin := uint64(0)
		if n > 0 {
			begin = r.end(n - 1)
		}
		section := r.s.file.sections[storedSection]
		if r.end(n) < begin || r.end(n) > section.length {
			return contradiction(storedIndexSection)
		}
		packed, err := r.s.file.read(section.offset+begin, r.end(n)-begin)
		if err != nil {
			return err
		}
		d, err := r.s.decoder()
		if err != nil {
			return err
		}
		r.at = -1 // until raw holds a whole block again
		if r.raw, err = d.DecodeAll(packed, r.raw[:0]); err != nil {
			return &DamageError{storedSection, fmt.Sprintf("unpack the block of document %d: %v", doc, err)}
		}
		r.at = n
	}
	r.next, r.rest = r.first(n), r.raw
	return nil
}

func (r *storedReader) take() ([]byte, error) {
	size, n := binary.Uvarint(r.rest)
	if n <= 0 || uint64(len(r.rest)-n) < size {
		return nil, contradiction(storedSection)
	}
	b := r.rest[n : n+int(size)]
	r.rest = r.rest[n+int(size):]
	r.next++
	return b, nil
}
