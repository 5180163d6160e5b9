package segment

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/blevesearch/vellum"
)

// dictionaryWriter writes the lists section of a signal, and its terms section behind it; for Exact names too.
type dictionaryWriter struct {
	w       *fileWriter
	signal  Signal
	list    listWriter
	terms   bytes.Buffer
	builder *vellum.Builder
	group   group
	names   []uint64
	// spelled are the lists of Exact.
	spelled map[listSum]uint64

	gaps []uint32
}

// listSum is the first half of the SHA-256 of a list: so wide that no two lists share it by chance.
type listSum [sha256.Size / 2]byte

func sumOf(list []byte) listSum {
	sum := sha256.Sum256(list)
	return listSum(sum[:])
}

// group is the spellings of a folded form, on their way into the dictionary of Exact.
type group struct {
	fold   []byte
	isOpen bool
	// bare is the value of the spelling that is the folded form itself, if there is one; docs are those of all spellings.
	bare    uint64
	hasBare bool
	docs    int
	others  []spelling
}

type spelling struct {
	key   []byte
	value uint64
}

// dictionaryOptions look for equal nodes among fewer than vellum does by itself: dictionaries get a little larger, and
// are made faster.
var dictionaryOptions = &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: 2000, RegistryMRUSize: 2}

// newDictionaryWriter needs the lists of Exact in spelled when it writes Lemma, and fills it when it writes Exact.
func newDictionaryWriter(
	w *fileWriter, s Signal, lengths *[TextFields][]uint32, spelled map[listSum]uint64,
) (*dictionaryWriter, error) {
	d := &dictionaryWriter{
		w: w, signal: s, spelled: spelled,
		list: listWriter{lengths: lengths, averages: averagesOf(sumsOf(lengths)), isUnranked: s == Address},
	}
	var err error
	if d.builder, err = vellum.New(&d.terms, dictionaryOptions); err != nil {
		return nil, fmt.Errorf("segment: begin the dictionary: %w", err)
	}
	w.begin(listSections[s])
	return d, nil
}

func (d *dictionaryWriter) addOccurrences(occurrences []uint64) {
	for len(occurrences) > 0 {
		doc := uint32(occurrences[0] >> occurrenceDocBit)
		var frequency [TextFields]uint32
		d.gaps = d.gaps[:0]
		for f := range frequency {
			before, head := uint32(0), uint64(doc)<<2|uint64(f)
			for len(occurrences) > 0 && occurrences[0]>>occurrenceFieldBit == head {
				position := uint32(occurrences[0] & maxPosition)
				d.gaps = append(d.gaps, position-before)
				before, occurrences = position, occurrences[1:]
				frequency[f]++
			}
		}
		d.list.add(doc, frequency, d.gaps)
	}
}

// finishTerm ends the list of a key; keys ascend. name is nameOf a key of Exact.
func (d *dictionaryWriter) finishTerm(key []byte, name uint64) error {
	docs := len(d.list.docs)
	value, list := d.list.finish(d.w.at())
	if d.signal == Lemma && value&isInline == 0 {
		if same, ok := d.spelled[sumOf(list)]; ok {
			return d.insert(key, same|isGroup)
		}
	}
	if _, err := d.w.Write(list); err != nil {
		return err
	}
	if d.signal != Exact {
		return d.insert(key, value)
	}
	if value&isInline == 0 {
		d.spelled[sumOf(list)] = value
	}
	fold, _ := CutExactKey(key)
	if name != 0 {
		d.names = append(d.names, name)
	}
	if !d.group.isOpen || !bytes.Equal(fold, d.group.fold) {
		if err := d.finishGroup(); err != nil {
			return err
		}
		d.group = group{fold: append(d.group.fold[:0], fold...), isOpen: true, others: d.group.others[:0]}
	}
	d.group.docs += docs
	if len(fold) == len(key) {
		d.group.bare, d.group.hasBare = value, true
	} else {
		d.group.others = append(d.group.others, spelling{bytes.Clone(key), value})
	}
	return nil
}

// finishGroup puts the spellings of a folded form into the dictionary. See terms.go for the record of a form that has
// others than itself.
func (d *dictionaryWriter) finishGroup() error {
	g := &d.group
	if !g.isOpen {
		return nil
	}
	if len(g.others) == 0 {
		return d.insert(g.fold, g.bare)
	}
	record := binary.AppendUvarint(nil, uint64(len(g.others)))
	record = binary.AppendUvarint(record, uint64(g.docs))
	if g.hasBare {
		record = binary.AppendUvarint(record, g.bare+1)
	} else {
		record = append(record, 0)
	}
	value := d.w.at()<<offsetShift | isGroup
	if _, err := d.w.Write(record); err != nil {
		return err
	}
	if err := d.insert(g.fold, value); err != nil {
		return err
	}
	for _, o := range g.others {
		if err := d.insert(o.key, o.value); err != nil {
			return err
		}
	}
	return nil
}

func (d *dictionaryWriter) insert(key []byte, value uint64) error {
	if err := d.builder.Insert(key, value); err != nil {
		return fmt.Errorf("segment: add %q to the dictionary: %w", key, err)
	}
	return nil
}

func (d *dictionaryWriter) close() error {
	if err := d.finishGroup(); err != nil {
		return err
	}
	if err := d.builder.Close(); err != nil {
		return fmt.Errorf("segment: finish the dictionary: %w", err)
	}
	d.w.add(termSections[d.signal], d.terms.Bytes())
	if d.signal == Exact {
		d.w.add(nameSection, appendNames(nil, d.names))
	}
	return d.w.err
}
