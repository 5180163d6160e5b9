package segment

// The classes of bytes by which texts are cut.
const (
	betweenWords = iota
	inWord
	inNumber
)

var classes = func() (classes [256]uint8) {
	for b := range classes {
		switch {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80:
			classes[b] = inWord
		case b >= '0' && b <= '9':
			classes[b] = inNumber
		}
	}
	return classes
}()

// cutWord returns the lengths of the separator at the beginning of a text, which may be empty, and of the word behind it,
// which is empty only at the end. Long numbers are several words: their beginnings recur.
func cutWord(text []byte) (separator, word int) {
	const numberBytes = 4
	for separator < len(text) && classes[text[separator]] == betweenWords {
		separator++
	}
	if separator == len(text) {
		return separator, 0
	}
	class, longest := classes[text[separator]], len(text)-separator
	if class == inNumber {
		longest = min(longest, numberBytes)
	}
	for word < longest && classes[text[separator+word]] == class {
		word++
	}
	return separator, word
}

// contentInput are the documents of New.
type contentInput struct {
	contents  []*Content
	shape     []byte
	separator []byte
	value     []byte
}

func (in *contentInput) count(s *storedWriter, doc uint32) error {
	in.each(s, doc, func(of int, text []byte) { s.counter.count(s.alphabets[of], text) })
	return nil
}

func (in *contentInput) counted(*storedWriter) {}

func (in *contentInput) write(s *storedWriter, doc uint32) error {
	in.each(s, doc, s.write)
	return nil
}

// each visits all symbols of a document.
func (in *contentInput) each(s *storedWriter, doc uint32, visit func(of int, text []byte)) {
	in.shape = in.shape[:0]
	for _, f := range in.contents[doc].Stored {
		in.shape = append(in.shape, s.nameNumber(storedName{f.Name, f.Kind}))
	}
	visit(shapes, in.shape)
	for _, f := range in.contents[doc].Stored {
		in.value = append(in.value[:0], f.Value...)
		if f.Kind == StoredLabel {
			visit(labels, in.value)
			continue
		}
		words, value := wordsOf[f.Kind], in.value
		for isOpen := true; isOpen; {
			separator, word := cutWord(value)
			mark := goesOn
			if isOpen = separator < len(value); !isOpen {
				mark = ends
			}
			in.separator = append(append(in.separator[:0], mark), value[:separator]...)
			visit(separatorsOf(words), in.separator)
			if isOpen {
				visit(words, value[separator:separator+word])
				value = value[separator+word:]
			}
		}
	}
}

// mergeInput are the documents of a merger. Most symbols are taken over by their numbers, without a look at their text.
type mergeInput struct {
	m       *merger
	readers []*storedReader
	read    []consumer
	// numbers are, of each alphabet of each segment, how often each symbol occurs and, once that is known, its number in
	// the alphabet that is written.
	numbers [][alphabets][]uint32
	shape   []byte
}

func (m *merger) newMergeInput() (*mergeInput, error) {
	n := len(m.from)
	in := &mergeInput{
		m: m, readers: make([]*storedReader, n), read: make([]consumer, n), numbers: make([][alphabets][]uint32, n),
		shape: []byte{},
	}
	for i, s := range m.from {
		var err error
		if in.readers[i], err = s.newStoredReader(); err != nil {
			return nil, err
		}
		in.read[i].pages = &s.file.pages
		for of, a := range in.readers[i].alphabets {
			in.numbers[i][of] = make([]uint32, len(a.lengths))
		}
	}
	return in, nil
}

func (in *mergeInput) count(s *storedWriter, doc uint32) error {
	return in.each(s, doc, func(numbers *[alphabets][]uint32, of int, n uint32, spelled []byte) {
		if spelled != nil {
			s.counter.count(s.alphabets[of], spelled)
			return
		}
		numbers[of][n]++
	})
}

func (in *mergeInput) counted(s *storedWriter) {
	for i := range in.numbers {
		for of, counts := range in.numbers[i] {
			for n, count := range counts {
				if count > 0 {
					text := in.readers[i].alphabets[of].symbol(uint32(n))
					if counts[n] = s.alphabets[of].add(text, count); counts[n] == 0 {
						s.counter.spell(s.alphabets[of], string(text), count)
					}
				}
			}
		}
	}
}

func (in *mergeInput) write(s *storedWriter, doc uint32) error {
	a := in.readers[in.m.origins[doc].segment].alphabets
	return in.each(s, doc, func(numbers *[alphabets][]uint32, of int, n uint32, spelled []byte) {
		if spelled != nil {
			s.write(of, spelled)
		} else if !s.writeNumber(of, numbers[of][n]) {
			s.spell(of, a[of].symbol(n))
		}
	})
}

func (in *mergeInput) each(
	s *storedWriter, doc uint32, visit func(numbers *[alphabets][]uint32, of int, n uint32, spelled []byte),
) error {
	if doc%1024 == 0 {
		if err := in.m.stopped(); err != nil {
			return err
		}
	}
	o := in.m.origins[doc]
	r, numbers := in.readers[o.segment], &in.numbers[o.segment]
	err := r.each(o.doc, func(of int, n uint32, spelled []byte) {
		if of == shapes { // its numbers of names are others
			in.shape = in.shape[:0]
			for _, n := range spelled {
				if int(n) < len(r.names) {
					in.shape = append(in.shape, s.nameNumber(r.names[n]))
				}
			}
			spelled = in.shape
		}
		visit(numbers, of, n, spelled)
	})
	in.read[o.segment].readAt(r.at)
	return err
}
