package segment

import (
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
	// Lengths are the tokens of the text fields.
	Lengths [TextFields]uint32
	// Labels are the values of Category to Agency.
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
	lengths     [TextFields][]uint32
	// labels calls add for every value of a document; the bytes need not stay.
	labels func(c LabelColumn, doc uint32, add func(value []byte))
}

// writeTo writes the sections of all columns.
func (r *rows) writeTo(w *fileWriter) {
	var b []byte
	for c := range timeColumns {
		b = b[:0]
		for doc := range r.n {
			b = binary.LittleEndian.AppendUint64(b, uint64(r.time(c, doc)))
		}
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
	sums := make([]byte, 0, int(TextFields)*16)
	for f, lengths := range r.lengths {
		b = b[:0]
		sum, filled := uint64(0), uint64(0)
		for _, n := range lengths {
			b = binary.LittleEndian.AppendUint32(b, n)
			sum += uint64(n)
			if n > 0 {
				filled++
			}
		}
		w.add(lengthSections[f], b)
		sums = binary.LittleEndian.AppendUint64(sums, sum)
		sums = binary.LittleEndian.AppendUint64(sums, filled)
	}
	w.add(sumSection, sums)
	for c := range LabelFields {
		b = r.appendLabels(b[:0], c)
		w.add(labelSections[c], b)
	}
}

func (r *rows) appendLabels(out []byte, c LabelColumn) []byte {
	ordinals := map[string]uint32{}
	starts := make([]uint32, 1, r.n+1)
	var numbers []uint32
	for doc := range r.n {
		r.labels(c, doc, func(value []byte) {
			n, ok := ordinals[string(value)]
			if !ok {
				n = uint32(len(ordinals))
				ordinals[string(value)] = n
			}
			numbers = append(numbers, n)
		})
		starts = append(starts, uint32(len(numbers)))
	}
	values := slices.Sorted(maps.Keys(ordinals))
	sorted := make([]uint32, len(values))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(values)))
	end := uint32(0)
	out = binary.LittleEndian.AppendUint32(out, end)
	for i, v := range values {
		sorted[ordinals[v]] = uint32(i)
		end += uint32(len(v))
		out = binary.LittleEndian.AppendUint32(out, end)
	}
	for _, n := range starts {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	for _, n := range numbers {
		out = binary.LittleEndian.AppendUint32(out, sorted[n])
	}
	for _, v := range values {
		out = append(out, v...)
	}
	return out
}
