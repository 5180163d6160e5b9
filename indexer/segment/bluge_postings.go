package segment

import (
	"math"
	"sort"

	"github.com/RoaringBitmap/roaring"
	bluge "github.com/blugelabs/bluge_segment_api"
)

// blugePostings are the postings of a term in one text field, for Bluge's own queries.
type blugePostings struct{ list []blugePosting }

func (p *blugePostings) fill(d *blugeDictionary, l *List, except *roaring.Bitmap) error {
	var it Iterator
	var positions []uint32
	lengths, err := d.s.Lengths(d.field)
	if err != nil {
		return err
	}
	it.Reset(l)
	for it.Next() {
		frequencies, has := it.Frequencies(int(d.field))
		if !has {
			continue
		}
		for i, doc := range it.Docs() {
			if frequencies[i] == 0 || except != nil && except.Contains(doc) {
				continue
			}
			if positions, err = it.Positions(i, int(d.field), positions[:0]); err != nil {
				return err
			}
			n := blugePosting{number: uint64(doc), frequency: int(frequencies[i]), length: uint32(lengths.At(doc))}
			for _, at := range positions {
				n.locations = append(n.locations, blugeLocation{FieldName(d.field, d.signal), int(at)})
			}
			p.list = append(p.list, n)
		}
	}
	return it.Err()
}

func (p *blugePostings) Size() int     { return len(p.list) }
func (p *blugePostings) Count() uint64 { return uint64(len(p.list)) }

func (p *blugePostings) Iterator(_, _, _ bool, _ bluge.PostingsIterator) (bluge.PostingsIterator, error) {
	return &blugeIterator{list: p.list}, nil
}

type blugeIterator struct {
	list []blugePosting
	at   int
	// current is list[at-1]; Bluge changes its number.
	current blugePosting
}

func (it *blugeIterator) Next() (bluge.Posting, error) {
	if it.at >= len(it.list) {
		return nil, nil
	}
	it.current = it.list[it.at]
	it.at++
	return &it.current, nil
}

func (it *blugeIterator) Advance(doc uint64) (bluge.Posting, error) {
	it.at += sort.Search(len(it.list)-it.at, func(i int) bool { return it.list[it.at+i].number >= doc })
	return it.Next()
}

func (it *blugeIterator) Size() int     { return len(it.list) }
func (it *blugeIterator) Empty() bool   { return len(it.list) == 0 }
func (it *blugeIterator) Count() uint64 { return uint64(len(it.list)) }
func (it *blugeIterator) Close() error  { return nil }

type blugePosting struct {
	number    uint64
	frequency int
	length    uint32
	locations []blugeLocation
}

func (p *blugePosting) Number() uint64     { return p.number }
func (p *blugePosting) SetNumber(n uint64) { p.number = n }
func (p *blugePosting) Frequency() int     { return p.frequency }
func (p *blugePosting) Size() int          { return 0 }

// Norm is the length of the field in tokens, in the bits of a float32: what Bluge's BM25 takes apart again.
func (p *blugePosting) Norm() float64 { return float64(math.Float32frombits(p.length)) }

// Locations are the positions.
func (p *blugePosting) Locations() []bluge.Location {
	all := make([]bluge.Location, len(p.locations))
	for i := range p.locations {
		all[i] = &p.locations[i]
	}
	return all
}

// blugeLocation is a position in a field. Byte offsets are not kept, because a snippet is made by analysing the stored
// text again.
type blugeLocation struct {
	field    string
	position int
}

func (l *blugeLocation) Field() string { return l.field }
func (l *blugeLocation) Start() int    { return 0 }
func (l *blugeLocation) End() int      { return 0 }
func (l *blugeLocation) Pos() int      { return l.position }
func (l *blugeLocation) Size() int     { return 0 }
