package segment

import (
	"encoding/binary"
	"sort"
)

// A postings list is the value of a key of a dictionary. The commonest list, of one document that has the term once, is
// the value itself, which is then odd: without its lowest bit it is
//
//	document + documents of the segment × (text field + 3 × position)
//
// so that it takes few bytes. Without the two lowest bits, of which the lower is 0, any other value is the offset in the
// lists section of what follows; the higher of them is for terms.go.
//
//	uvarint   documents, and of those the ones that have the term in each text field
//	uvarint   bytes of the blocks, bytes of the places
//	table     for a list of one block: uvarint last document · peak; else for each block
//	          uint32 last document · uint32 end of the block in the blocks · uint32 end of its places ·
//	          an Impact for each text field · peak (20 bytes); see impact.go and peak.go
//	blocks    see block.go
//	places    of each block, see places.go
//
// so that blocks can be passed over without being read, and positions are read only by who asks for them. A list takes
// less than 4 GiB.
const (
	isInline        = 1
	isGroup         = 2
	offsetShift     = 2
	maxInlinePlace  = 1<<29 - 1
	tableEntryBytes = 12 + int(TextFields)*impactBytes + peakBytes
)

// inlineValue is the value of a list of one document of docs that has the term once.
func inlineValue(docs, doc uint32, field int, place uint64) uint64 {
	return (uint64(doc)+uint64(docs)*(uint64(field)+uint64(TextFields)*place))<<1 | isInline
}

// listWriter gathers the postings of one term.
type listWriter struct {
	// lengths are those of every document in each text field.
	lengths *[TextFields][]uint32
	// averages are those of lengths.
	averages [TextFields]float64

	// isUnranked says that nothing ranks by the list.
	isUnranked bool

	docs        []uint32
	frequencies [TextFields][]uint32
	// gaps are the places of all postings, field by field of each; some are those of a block by field.
	gaps   []uint32
	some   [TextFields][]uint32
	places bitWriter
	// earned is what each posting of a block earns, see peak.go.
	earned      [BlockDocs]float32
	blocks, out []byte
	table       []byte
}

// add takes the next posting: documents ascend. gaps are its places, field by field.
func (w *listWriter) add(doc uint32, frequency [TextFields]uint32, gaps []uint32) {
	w.docs = append(w.docs, doc)
	for f, n := range frequency {
		w.frequencies[f] = append(w.frequencies[f], n)
	}
	w.gaps = append(w.gaps, gaps...)
}

// finish returns the list in the form of a file and the value for the dictionary, given the offset at which the bytes
// will stand; there are none when the list is inline. It is ready for the next list; the bytes are good until then.
func (w *listWriter) finish(offset uint64) (value uint64, list []byte) {
	if v, ok := w.inline(); ok {
		w.reset()
		return v, nil
	}
	w.blocks, w.table, w.places.b = w.blocks[:0], w.table[:0], w.places.b[:0]
	gaps := w.gaps
	single := len(w.docs) <= BlockDocs
	from := uint32(0)
	for at := 0; at < len(w.docs); at += BlockDocs {
		end := min(at+BlockDocs, len(w.docs))
		var part [TextFields][]uint32
		for f := range part {
			part[f] = w.frequencies[f][at:end]
		}
		var widths [TextFields]int
		gaps = w.cutGaps(&part, gaps)
		for f := range widths {
			widths[f] = bestGapBits(w.some[f])
		}
		w.places.addGaps(&w.some, &widths)
		w.blocks = appendBlock(w.blocks, w.docs[at:end], &part, &widths, from)
		peak := w.earn(w.docs[at:end], &part)
		last := w.docs[end-1]
		from = last + 1
		if single {
			w.table = binary.AppendUvarint(w.table, uint64(last))
			w.table = appendPeak(w.table, peak)
			break
		}
		if !w.isUnranked {
			w.blocks = w.appendShares(w.blocks, end-at, peak)
		}
		w.table = binary.LittleEndian.AppendUint32(w.table, last)
		w.table = binary.LittleEndian.AppendUint32(w.table, uint32(len(w.blocks)))
		w.table = binary.LittleEndian.AppendUint32(w.table, uint32(len(w.places.b)))
		for f := range part {
			w.table = w.impact(f, w.docs[at:end], part[f]).append(w.table)
		}
		w.table = appendPeak(w.table, peak)
	}
	w.out = binary.AppendUvarint(w.out[:0], uint64(len(w.docs)))
	for f := range w.frequencies {
		n := 0
		for _, frequency := range w.frequencies[f] {
			if frequency > 0 {
				n++
			}
		}
		w.out = binary.AppendUvarint(w.out, uint64(n))
	}
	w.out = binary.AppendUvarint(w.out, uint64(len(w.blocks)))
	w.out = binary.AppendUvarint(w.out, uint64(len(w.places.b)))
	w.out = append(w.out, w.table...)
	w.out = append(w.out, w.blocks...)
	w.out = append(w.out, w.places.b...)
	w.reset()
	return offset << offsetShift, w.out
}

func (w *listWriter) impact(f int, docs, frequencies []uint32) Impact {
	i := Impact{0, ^uint32(0)}
	for n, frequency := range frequencies {
		if frequency > 0 {
			i.Frequency = max(i.Frequency, frequency)
			i.Length = min(i.Length, w.lengths[f][docs[n]])
		}
	}
	if i.Frequency == 0 {
		i.Length = 0
	}
	return i
}

func (w *listWriter) inline() (value uint64, ok bool) {
	if len(w.docs) != 1 {
		return 0, false
	}
	field, sum := 0, uint32(0)
	for f := range w.frequencies {
		if w.frequencies[f][0] > 0 {
			field, sum = f, sum+w.frequencies[f][0]
		}
	}
	if sum != 1 || w.gaps[0] > maxInlinePlace {
		return 0, false
	}
	return inlineValue(uint32(len(w.lengths[0])), w.docs[0], field, uint64(w.gaps[0])), true
}

// cutGaps sorts the places of a block into some and returns those behind it.
func (w *listWriter) cutGaps(frequencies *[TextFields][]uint32, gaps []uint32) []uint32 {
	for f := range w.some {
		w.some[f] = w.some[f][:0]
	}
	for i := range frequencies[0] {
		for f := range w.some {
			switch n := frequencies[f][i]; n {
			case 0:
			case 1:
				w.some[f], gaps = append(w.some[f], gaps[0]), gaps[1:]
			default:
				w.some[f], gaps = append(w.some[f], gaps[:n]...), gaps[n:]
			}
		}
	}
	return gaps
}

func (w *listWriter) reset() {
	w.docs, w.gaps = w.docs[:0], w.gaps[:0]
	for f := range w.frequencies {
		w.frequencies[f] = w.frequencies[f][:0]
	}
}

// List is one postings list of a segment. The zero List is empty.
type List struct {
	// Docs is the number of documents, deleted ones included; FieldDocs how many of them have the term in each text field.
	Docs      int
	FieldDocs [TextFields]uint32

	s      *Segment
	signal Signal
	// inline says that the list is in the dictionary: one document, that has the term in a text field at a place.
	inline      bool
	inlineField uint8
	inlinePlace uint32
	last        uint32
	onePeak     float32 // of a list of one block
	table       []byte
	blocks      []byte
	// placesAt is where the places lie in the file; they are not compared with their checksum yet.
	placesAt, placesBytes uint64
}

// readList sets l to the list that a dictionary has as value.
func (s *Segment) readList(signal Signal, value uint64, l *List) error {
	if value&isInline != 0 {
		return s.readInline(signal, value>>1, l)
	}
	if signal == Exact && value&isGroup != 0 {
		g, err := s.readGroup(value)
		if err != nil {
			return err
		}
		return s.Bare(g, l)
	}
	terms := termSections[signal]
	signal = listsOf(signal, value)
	*l = List{s: s, signal: signal}
	value >>= offsetShift
	section := s.file.sections[listSections[signal]]
	const head = (uint64(TextFields)+4)*binary.MaxVarintLen64 + peakBytes
	if value > section.length {
		return contradiction(terms)
	}
	b, err := s.file.read(section.offset+value, min(head, section.length-value))
	if err != nil {
		return err
	}
	at := 0
	next := func() uint64 {
		v, n := binary.Uvarint(b[at:])
		at += max(n, 0)
		return v
	}
	docs := next()
	for f := range l.FieldDocs {
		l.FieldDocs[f] = uint32(next())
	}
	blockBytes, placesBytes := next(), next()
	if docs < 1 || docs > uint64(s.file.docs) || max(blockBytes, placesBytes) > section.length {
		return contradiction(listSections[signal])
	}
	l.Docs = int(docs)
	tableBytes := 0
	if l.Docs <= BlockDocs {
		l.last = uint32(next())
		if len(b) < at+peakBytes {
			return contradiction(listSections[signal])
		}
		l.onePeak = readPeak(b[at:])
		at += peakBytes
	} else {
		tableBytes = (l.Docs + BlockDocs - 1) / BlockDocs * tableEntryBytes
	}
	start := section.offset + value + uint64(at)
	l.placesAt, l.placesBytes = start+uint64(tableBytes)+blockBytes, placesBytes
	if l.placesAt+placesBytes > section.offset+section.length {
		return contradiction(listSections[signal])
	}
	if b, err = s.file.read(start, uint64(tableBytes)+blockBytes); err != nil {
		return err
	}
	b = b[:len(b)+slack]
	l.table, l.blocks = b[:tableBytes], b[tableBytes:]
	if tableBytes > 0 {
		l.last = binary.LittleEndian.Uint32(l.table[tableBytes-tableEntryBytes:])
	}
	if l.last >= s.file.docs {
		return contradiction(listSections[signal])
	}
	return nil
}

func (s *Segment) readInline(signal Signal, value uint64, l *List) error {
	docs := uint64(s.file.docs)
	if docs == 0 || value/docs/uint64(TextFields) > maxInlinePlace {
		return contradiction(termSections[signal])
	}
	*l = List{
		s: s, signal: signal, Docs: 1, last: uint32(value % docs),
		inline: true, inlineField: uint8(value / docs % uint64(TextFields)), inlinePlace: uint32(value / docs / uint64(TextFields)),
	}
	l.FieldDocs[l.inlineField] = 1
	return nil
}

// Last is the highest document of the list, which is not empty.
func (l *List) Last() uint32 { return l.last }

// blockCount is how many blocks the list has.
func (l *List) blockCount() int {
	if len(l.table) == 0 {
		return min(l.Docs, 1)
	}
	return len(l.table) / tableEntryBytes
}

// places returns the places of the whole list, and slack bytes more.
func (l *List) places() ([]byte, error) {
	b, err := l.s.file.read(l.placesAt, l.placesBytes)
	if err != nil {
		return nil, err
	}
	return b[:len(b)+slack], nil
}

// placeEnd is where the places of block n of several end.
func (l *List) placeEnd(n int) uint32 {
	return binary.LittleEndian.Uint32(l.table[n*tableEntryBytes+8:])
}

// Blocks is how many blocks the list has.
func (l *List) Blocks() int { return l.blockCount() }

// BlockLast is the last document of block n.
func (l *List) BlockLast(n int) uint32 {
	if len(l.table) == 0 {
		return l.last
	}
	return l.lastOf(n)
}

// BlockOf is the first block that may have a document from doc on; Blocks() when none has.
func (l *List) BlockOf(doc uint32) int {
	return sort.Search(l.blockCount(), func(n int) bool { return l.BlockLast(n) >= doc })
}

// Impact bounds the documents of block n in a text field. A list of one block has no bounds in the file: all that is
// known of it is whether it has any document with the term in the field.
func (l *List) Impact(n, f int) Impact {
	if len(l.table) > 0 {
		at := n*tableEntryBytes + 12 + f*impactBytes
		return readImpact(l.table[at : at+impactBytes])
	}
	if l.FieldDocs[f] > 0 {
		return Impact{Frequency: ^uint32(0)}
	}
	return Impact{}
}
