package segment

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/cespare/xxhash/v2"
)

// An alphabet is strings, the symbols, each of which stands for itself in so many bits as fit how often it occurs: a
// canonical Huffman code, whose bits are written highest first. The empty symbol says that what stands there is spelled:
// its bytes follow, each a symbol of the alphabet of bytes, whose empty symbol ends them.
//
//	uint32 symbols · uint32 bytes of the text · 32 × uint32: the number of symbols with codes of 1, 2, 3 … bits ·
//	byte length of each symbol, in the order of the codes · uint32 where the text of each 16th symbol begins ·
//	text of the symbols
const (
	maxCodeBits   = 32
	symbolGroup   = 16
	maxSymbol     = 255
	alphabetBytes = 8 + 4*maxCodeBits
	// quickBits are looked up at once; few codes are longer.
	quickBits = 11
)

// alphabet is one in a file.
type alphabet struct {
	lengths []byte
	starts  Uint32s
	text    []byte
	// empty is the number of the empty symbol, which no number is equal to where there is none.
	empty uint32
	// limits are above all codes of a length and all shorter ones, at the upper end of 32 bits; the symbol of a code is
	// the code, at the lower end, and first of its length.
	limits [maxCodeBits + 1]uint64
	first  [maxCodeBits + 1]uint32
	// quick has for the next bits the length of the code in the lowest six bits, and its symbol; 0 for longer ones.
	quick [1 << quickBits]uint32
}

// readAlphabet reads one from the beginning of b; ok is false where it contradicts itself.
func readAlphabet(b []byte) (a *alphabet, rest []byte, ok bool) {
	if len(b) < alphabetBytes {
		return nil, nil, false
	}
	n, text := uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[4:]))
	counts, rest := Uint32s(b[8:alphabetBytes]), b[alphabetBytes:]
	groups := (n + symbolGroup - 1) / symbolGroup
	if n+groups*4+text > uint64(len(rest)) {
		return nil, nil, false
	}
	a = &alphabet{lengths: rest[:n], starts: Uint32s(rest[n : n+groups*4]), text: rest[n+groups*4:][:text]}
	a.empty = ^uint32(0)
	at := uint64(0)
	for i, length := range a.lengths {
		if length == 0 {
			a.empty = uint32(i)
		}
		if i%symbolGroup == 0 && uint64(a.starts.At(uint32(i/symbolGroup))) != at {
			return nil, nil, false
		}
		at += uint64(length)
	}
	code, symbol := uint64(0), uint64(0)
	for l := 1; l <= maxCodeBits; l++ {
		count := uint64(counts.At(uint32(l - 1)))
		a.first[l] = uint32(symbol) - uint32(code)
		if l <= quickBits {
			for i := range min(count, n) {
				a.fillQuick(code+i, uint32(symbol+i), l)
			}
		}
		code, symbol = code+count, symbol+count
		a.limits[l] = code << (maxCodeBits - l)
		if code > 1<<l || symbol > n {
			return nil, nil, false
		}
		code <<= 1
	}
	return a, rest[n+groups*4+text:], at == text && symbol == n
}

func (a *alphabet) fillQuick(code uint64, symbol uint32, length int) {
	from := code << (quickBits - length)
	for i := from; i < min(from+1<<(quickBits-length), uint64(len(a.quick))); i++ {
		a.quick[i] = symbol<<6 | uint32(length)
	}
}

// codes are the bits of a document; b goes on for slack bytes behind end.
type codes struct {
	b       []byte
	at, end int
}

// next returns the number of the next symbol; ok is false where there is none.
func (c *codes) next(a *alphabet) (n uint32, ok bool) {
	bits := binary.BigEndian.Uint64(c.b[c.at>>3:]) << (c.at & 7) >> maxCodeBits
	if quick := a.quick[bits>>(maxCodeBits-quickBits)]; quick != 0 {
		n = quick >> 6
		c.at += int(quick & 63)
	} else {
		l := quickBits + 1
		for ; l <= maxCodeBits && bits >= a.limits[l]; l++ {
		}
		if l > maxCodeBits {
			return 0, false
		}
		n = a.first[l] + uint32(bits>>(maxCodeBits-l))
		c.at += l
	}
	return n, c.at <= c.end
}

// symbol returns the text of a symbol.
func (a *alphabet) symbol(n uint32) []byte {
	from := a.starts.At(n / symbolGroup)
	for _, length := range a.lengths[n&^(symbolGroup-1) : n] {
		from += uint32(length)
	}
	return a.text[from : from+uint32(a.lengths[n])]
}

// symbols are those of an alphabet that is being made: those that occur often are counted, the others are spelled.
type symbols struct {
	numbers map[string]uint32
	texts   []string
	counts  []uint32
	// pairs are the numbers of those of two bytes of which the first is goesOn or ends: most separators, which are half of
	// all there is to look up.
	pairs [2 << 8]uint32
	// bits and codes are known once the alphabet is made; no bits are those of what is spelled, of which number 0 is.
	bits  []uint8
	codes []uint32
}

const maxSymbols = 1 << 19

// counter counts for all alphabets. What occurs for the third time, but for rare mistakes that cost a little, becomes a
// symbol.
type counter struct {
	seen []uint8
	// spelled counts bytes of what is none.
	spelled [256]uint32
}

const oftenEnough = 3

func newSymbols() *symbols {
	return &symbols{numbers: map[string]uint32{}, texts: []string{""}, counts: []uint32{0}}
}

// newCounter is one for so many documents.
func newCounter(docs uint32) *counter {
	const least, most = 10, 22
	return &counter{seen: make([]uint8, 1<<min(max(bits.Len32(docs)+6, least), most))}
}

func (c *counter) count(s *symbols, text []byte) {
	if n := s.find(text); n > 0 {
		s.counts[n]++
		return
	}
	seen := &c.seen[xxhash.Sum64(text)%uint64(len(c.seen))]
	if *seen = min(*seen+1, oftenEnough); *seen < oftenEnough || s.add(text, oftenEnough) == 0 {
		c.spell(s, string(text), 1)
	}
}

// add makes a text a symbol that occurs so many times, or so many times more, and returns its number; 0 says that it
// cannot be one.
func (s *symbols) add(text []byte, times uint32) uint32 {
	n := s.find(text)
	if n > 0 {
		s.counts[n] += times
		return n
	}
	if len(text) == 0 || len(text) > maxSymbol || len(s.texts) > maxSymbols {
		return 0
	}
	n = uint32(len(s.texts))
	s.texts, s.counts = append(s.texts, string(text)), append(s.counts, times)
	if pair, ok := pairOf(text); ok {
		s.pairs[pair] = n
	} else {
		s.numbers[s.texts[n]] = n
	}
	return n
}

func pairOf(text []byte) (pair int, ok bool) {
	if len(text) != 2 || text[0] > ends {
		return 0, false
	}
	return int(text[0])<<8 | int(text[1]), true
}

// find returns the number of a text, 0 where it is no symbol.
func (s *symbols) find(text []byte) uint32 {
	if pair, ok := pairOf(text); ok {
		return s.pairs[pair]
	}
	return s.numbers[string(text)]
}

// spell counts a text that is spelled so many times.
func (c *counter) spell(s *symbols, text string, times uint32) {
	s.counts[0] += times
	for _, b := range []byte(text) {
		c.spelled[b] += times
	}
}

// prune gives up the symbols that would take more than they save.
func (c *counter) prune(s *symbols) {
	const perByte, perSpelling, perSymbol = 5, 9, 10 // bits
	total := uint32(0)
	for _, n := range s.counts {
		total += n
	}
	for n := 1; n < len(s.texts); n++ {
		text, count := s.texts[n], int(s.counts[n])
		code := bits.Len32(total / s.counts[n])
		if count*(perByte*len(text)+perSpelling-code) <= 8*len(text)+perSymbol {
			c.spell(s, text, s.counts[n])
			s.counts[n] = 0
		}
	}
}

// append gives each symbol its code and appends the alphabet. Symbols that were not counted get none, but for the empty
// one.
func (s *symbols) append(dst []byte) []byte {
	s.counts[0] = max(s.counts[0], 1)
	s.bits, s.codes = huffmanBits(s.counts), make([]uint32, len(s.counts))
	var order []uint32
	var counts [maxCodeBits + 1]uint32
	for n, l := range s.bits {
		if counts[l]++; l > 0 {
			order = append(order, uint32(n))
		}
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(s.bits[a], s.bits[b]) })
	text := 0
	code, before := uint64(0), uint8(0)
	for _, n := range order {
		code <<= s.bits[n] - before
		s.codes[n], before = uint32(code), s.bits[n]
		code++
		text += len(s.texts[n])
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(order)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(text))
	for _, n := range counts[1:] {
		dst = binary.LittleEndian.AppendUint32(dst, n)
	}
	for _, n := range order {
		dst = append(dst, byte(len(s.texts[n])))
	}
	at := uint32(0)
	for i, n := range order {
		if i%symbolGroup == 0 {
			dst = binary.LittleEndian.AppendUint32(dst, at)
		}
		at += uint32(len(s.texts[n]))
	}
	for _, n := range order {
		dst = append(dst, s.texts[n]...)
	}
	return dst
}

// number is that of a text which is a symbol with a code, 0 of any other.
func (s *symbols) number(text []byte) uint32 {
	if n := s.find(text); s.bits[n] > 0 {
		return n
	}
	return 0
}

// huffmanBits are the lengths of the codes of symbols that occur so often, 0 for those that do not; a single one has 1.
func huffmanBits(counts []uint32) []uint8 {
	lengths := make([]uint8, len(counts))
	var order []uint32
	for n, count := range counts {
		if count > 0 {
			order = append(order, uint32(n))
		}
	}
	if len(order) == 1 {
		lengths[order[0]] = 1
		return lengths
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(counts[a], counts[b]) })
	// The nodes are the symbols in that order and, behind them, the pairs in the order in which they are made, which is that
	// of their counts as well: the two least come from the front of one or the other.
	n := len(order)
	nodes, parents := make([]uint64, 2*n-1), make([]uint32, 2*n-1)
	for rounding := uint32(0); ; rounding++ {
		for i, symbol := range order {
			nodes[i] = uint64(counts[symbol]>>rounding) + 1
		}
		leaf, pair := 0, n
		for made := n; made < len(nodes); made++ {
			nodes[made] = 0
			for range 2 {
				least := &pair
				if leaf < n && (pair == made || nodes[leaf] <= nodes[pair]) {
					least = &leaf
				}
				nodes[made] += nodes[*least]
				parents[*least] = uint32(made)
				*least++
			}
		}
		deepest := uint64(0)
		nodes[len(nodes)-1] = 0
		for i := len(nodes) - 2; i >= 0; i-- { // from here on nodes are depths
			nodes[i] = nodes[parents[i]] + 1
			deepest = max(deepest, nodes[i])
		}
		if deepest <= maxCodeBits {
			break
		}
	}
	for i, symbol := range order {
		lengths[symbol] = uint8(nodes[i])
	}
	return lengths
}

// codeWriter appends codes, the highest bit of each first.
type codeWriter struct {
	b      []byte
	bits   uint64 // those not in b yet are the lowest
	filled uint8
}

func (w *codeWriter) add(code uint32, length uint8) {
	w.bits = w.bits<<(length&63) | uint64(code)
	if w.filled += length; w.filled >= 32 {
		w.filled -= 32
		w.b = binary.BigEndian.AppendUint32(w.b, uint32(w.bits>>(w.filled&63)))
	}
}

// end fills the last byte up.
func (w *codeWriter) end() {
	for ; w.filled >= 8; w.filled -= 8 {
		w.b = append(w.b, byte(w.bits>>(w.filled-8)))
	}
	if w.filled > 0 {
		w.b = append(w.b, byte(w.bits<<(8-w.filled)))
	}
	w.filled = 0
}
