package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
)

// Row is what one document gives the columns.
type Row struct {
	// Published and Updated are seconds since 1970 UTC, or NoTime.
	Published, Updated int64
	Fingerprint, Key   uint64
	// Story is the Key of the article that began the story, Sketch what tells whether others are of it, ascending.
	Story  uint64
	Sketch []uint32
	// Lengths are the tokens of the text fields.
	Lengths [TextFields]uint32
	// Labels are the values of Category to Day.
	Labels [LabelFields][]string
}

// compareRows is the order of documents in a segment.
func compareRows(publishedA int64, keyA uint64, publishedB int64, keyB uint64) int {
	return cmp.Or(cmp.Compare(publishedB, publishedA), cmp.Compare(keyA, keyB))
}

// rows are the values of n documents, by column.
type rows struct {
	n           uint32
	time        func(c TimeColumn, doc uint32) int64
	fingerprint func(doc uint32) uint64
	key         func(doc uint32) uint64
	story       func(doc uint32) uint64
	// sketch appends the features of a document, in any order.
	sketch  func(dst []uint32, doc uint32) []uint32
	lengths [TextFields][]uint32
	// labels calls add for every value of a document; the bytes need not stay.
	labels func(c LabelColumn, doc uint32, add func(value []byte))
}

// writeTo writes the sections of all columns.
func (r *rows) writeTo(w *fileWriter) {
	var b []byte
	dates := make([]int64, r.n)
	for c := range timeColumns {
		for doc := range r.n {
			dates[doc] = r.time(c, doc)
		}
		b = appendSeconds(b[:0], dates)
		w.add(timeSections[c], b)
	}
	b = b[:0]
	for doc := range r.n {
		b = binary.LittleEndian.AppendUint64(b, r.fingerprint(doc))
	}
	w.add(printSection, b)
	b = b[:0]
	keys := make([]keyOf, r.n)
	for doc := range r.n {
		keys[doc] = keyOf{r.key(doc), doc}
		b = binary.LittleEndian.AppendUint64(b, keys[doc].key)
	}
	w.add(keySection, b)
	w.add(keysSection, appendKeys(b[:0], keys))
	stories := make([]uint64, r.n)
	for doc := range r.n {
		stories[doc] = r.story(doc)
	}
	w.add(storySection, appendStories(b[:0], stories, keys))
	w.add(sketchSection, appendSketches(b[:0], r.n, r.sketch))
	sums := make([]byte, 0, int(TextFields)*16)
	for f, lengths := range r.lengths {
		sum, filled := uint64(0), uint64(0)
		for _, n := range lengths {
			sum += uint64(n)
			if n > 0 {
				filled++
			}
		}
		w.add(lengthSections[f], appendNumbers(b[:0], lengths))
		sums = binary.LittleEndian.AppendUint64(sums, sum)
		sums = binary.LittleEndian.AppendUint64(sums, filled)
	}
	w.add(sumSection, sums)
	for c := range LabelFields {
		l := r.number(c)
		w.add(labelSections[c], l.append(b[:0]))
		w.add(carrierSections[c], appendCarriers(b[:0], l.starts, l.ordinals, len(l.values)))
	}
}

// numbered is a label column about to be written: the ordinals of document d are ordinals[starts[d]:starts[d+1]].
type numbered struct {
	values   []string
	starts   []uint32
	ordinals []uint32
}

// number numbers the values of a label in their order.
func (r *rows) number(c LabelColumn) numbered {
	ordinals := map[string]uint32{}
	l := numbered{starts: make([]uint32, 1, r.n+1)}
	var last []byte // neighbours are of one day
	n := uint32(0)
	for doc := range r.n {
		r.labels(c, doc, func(value []byte) {
			if len(l.ordinals) == 0 || !bytes.Equal(value, last) {
				last = append(last[:0], value...)
				var ok bool
				if n, ok = ordinals[string(value)]; !ok {
					n = uint32(len(ordinals))
					ordinals[string(value)] = n
				}
			}
			l.ordinals = append(l.ordinals, n)
		})
		l.starts = append(l.starts, uint32(len(l.ordinals)))
	}
	l.values = slices.Sorted(maps.Keys(ordinals))
	sorted := make([]uint32, len(l.values))
	for i, v := range l.values {
		sorted[ordinals[v]] = uint32(i)
	}
	for i, n := range l.ordinals {
		l.ordinals[i] = sorted[n]
	}
	return l
}

// The forms of a label section.
const (
	severalForm = 0
	singleForm  = 1
)

func (l *numbered) append(out []byte) []byte {
	form, size := uint32(singleForm), byteWidth(uint64(len(l.values)))
	for doc, end := range l.starts[1:] {
		if end-l.starts[doc] > 1 {
			form = severalForm
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(l.values)))
	out = binary.LittleEndian.AppendUint32(out, form)
	ends := make([]uint32, len(l.values)+1)
	for i, v := range l.values {
		ends[i+1] = ends[i] + uint32(len(v))
	}
	out = appendOffsets(out, ends)
	ordinals := l.ordinals
	if form == severalForm {
		out = appendOffsets(out, l.starts)
	} else if len(ordinals) < len(l.starts)-1 {
		ordinals = make([]uint32, len(l.starts)-1)
		for doc, end := range l.starts[1:] {
			ordinals[doc] = uint32(len(l.values))
			if start := l.starts[doc]; start < end {
				ordinals[doc] = l.ordinals[start]
			}
		}
	}
	out = appendSized(out, ordinals, size)
	for _, v := range l.values {
		out = append(out, v...)
	}
	return out
}
