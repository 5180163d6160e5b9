package segment

import (
	"encoding/binary"
	"io"
	"maps"
	"slices"
)

// Row is what one document gives the columns.
type Row struct {
	// Published and Updated are seconds since 1970 UTC, or NoTime.
	Published, Updated int64
	Fingerprint, Key   uint64
	// Lengths are the tokens of title, spot and body.
	Lengths [TextFields]uint32
	// Labels are the values of Category to Agency.
	Labels [LabelFields][]string
}

// rows are the values of n documents. The Row that row returns is good until the next call, and only the fields of the
// column that was asked for are.
type rows struct {
	n   uint32
	row func(column int, doc uint32) *Row
}

// writeTo writes columns, index and footer to w, behind base bytes that stand there already.
func (r rows) writeTo(w io.Writer, base uint64) (int64, error) {
	var (
		out    []byte
		blocks [columnCount]block
	)
	for column := range columnCount {
		start := len(out)
		out = r.appendColumn(out, column)
		blocks[column] = block{base + uint64(start), uint64(len(out) - start)}
	}
	n, err := w.Write(appendTail(out, base, blocks, uint64(r.n)))
	return int64(n), err
}

func (r rows) appendColumn(out []byte, column int) []byte {
	if column >= Category {
		return r.appendLabels(out, column)
	}
	for doc := range r.n {
		row := r.row(column, doc)
		switch column {
		case Published:
			out = binary.LittleEndian.AppendUint64(out, uint64(row.Published))
		case Updated:
			out = binary.LittleEndian.AppendUint64(out, uint64(row.Updated))
		case Fingerprint:
			out = binary.LittleEndian.AppendUint64(out, row.Fingerprint)
		case Key:
			out = binary.LittleEndian.AppendUint64(out, row.Key)
		default:
			out = binary.LittleEndian.AppendUint32(out, row.Lengths[column-TitleLength])
		}
	}
	return out
}

func (r rows) appendLabels(out []byte, column int) []byte {
	labels := func(doc uint32) []string { return r.row(column, doc).Labels[column-Category] }
	ordinals := map[string]uint32{}
	for doc := range r.n {
		for _, v := range labels(doc) {
			ordinals[v] = 0
		}
	}
	values := slices.Sorted(maps.Keys(ordinals))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(values)))
	end := uint32(0)
	out = binary.LittleEndian.AppendUint32(out, end)
	for i, v := range values {
		ordinals[v] = uint32(i)
		end += uint32(len(v))
		out = binary.LittleEndian.AppendUint32(out, end)
	}
	at := uint32(0)
	out = binary.LittleEndian.AppendUint32(out, at)
	for doc := range r.n {
		at += uint32(len(labels(doc)))
		out = binary.LittleEndian.AppendUint32(out, at)
	}
	for doc := range r.n {
		for _, v := range labels(doc) {
			out = binary.LittleEndian.AppendUint32(out, ordinals[v])
		}
	}
	for _, v := range values {
		out = append(out, v...)
	}
	return out
}

// read fills the fields of row that belong to a column; strings are copies.
func (c *Columns) read(column int, doc uint32, row *Row) {
	switch {
	case column >= Category:
		l, values := c.Labels(column), row.Labels[column-Category][:0]
		for from, to := l.Of(doc); from < to; from++ {
			values = append(values, string(l.Value(l.Ordinal(from))))
		}
		row.Labels[column-Category] = values
	case column >= TitleLength:
		row.Lengths[column-TitleLength] = c.length[column-TitleLength].At(doc)
	case column == Fingerprint:
		row.Fingerprint = c.Fingerprint(doc)
	case column == Key:
		row.Key = c.Key(doc)
	case column == Published:
		row.Published = c.Time(Published, doc)
	case column == Updated:
		row.Updated = c.Time(Updated, doc)
	}
}
