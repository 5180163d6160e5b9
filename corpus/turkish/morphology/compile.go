package morphology

import (
	"encoding/binary"
	"fmt"
	"math"
	"sort"
)

// Root is an entry of the lexicon with all spellings that a word of it may begin with.
type Root struct {
	Lemma string
	Base  string // what Lemma is derived from; empty where it is not
	Cost  float64
	Stems []Stem
}

// Stem is one spelling of a root.
type Stem struct {
	Spelling   string
	Start      State
	Conditions Conditions
}

// NumCosts is the number of costs that Compile takes: one for each ending, then one for the end of a word in each state.
func NumCosts() int { return engine.suffixes + int(numStates) }

// row is a stem in the order of the table.
type row struct {
	spelling string
	root     int
	stem     Stem
}

func sortStems(roots []Root) ([]row, error) {
	var rows []row
	for i, r := range roots {
		for _, s := range r.Stems {
			codes, err := encode(s.Spelling)
			if err != nil {
				return nil, fmt.Errorf("root %q: %w", r.Lemma, err)
			}
			rows = append(rows, row{codes, i, s})
		}
	}
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		switch {
		case a.spelling != b.spelling:
			return a.spelling < b.spelling
		case roots[a.root].Lemma != roots[b.root].Lemma:
			return roots[a.root].Lemma < roots[b.root].Lemma
		case a.stem.Start != b.stem.Start:
			return a.stem.Start < b.stem.Start
		}
		return a.stem.Conditions < b.stem.Conditions
	})
	return rows, nil
}

// Owners returns for each stem of the table that Compile makes of roots the number of its root.
func Owners(roots []Root) ([]uint32, error) {
	rows, err := sortStems(roots)
	if err != nil {
		return nil, err
	}
	owners := make([]uint32, len(rows))
	for i, r := range rows {
		owners[i] = uint32(r.root)
	}
	return owners, nil
}

// Compile returns the table of roots and of the costs of endings, hundredths of nats all. It does not depend on the
// order of roots.
func Compile(roots []Root, costs []float64) (string, error) {
	rows, err := sortStems(roots)
	if err != nil {
		return "", err
	}
	b := builder{offsets: map[string]uint16{}}
	var keys []string
	var firsts []uint32
	stems := make([]byte, 0, len(rows)*stemSize)
	for i, r := range rows {
		if i == 0 || rows[i-1].spelling != r.spelling {
			keys = append(keys, r.spelling)
			firsts = append(firsts, uint32(i))
		}
		if i+1 == len(rows) || rows[i+1].spelling != r.spelling {
			r.stem.Conditions |= lastOfSpelling
		}
		root := roots[r.root]
		base := root.Base
		if base == "" {
			base = root.Lemma
		}
		stems = append(stems, byte(r.stem.Start), byte(r.stem.Conditions))
		stems = binary.LittleEndian.AppendUint16(stems, quantize(root.Cost))
		for _, target := range []string{root.Lemma, base} {
			codes, err := encode(target)
			if err != nil {
				return "", fmt.Errorf("root %q: %w", root.Lemma, err)
			}
			stems = b.appendTail(stems, r.spelling, codes)
		}
	}
	if len(b.tails) > math.MaxUint16 {
		return "", fmt.Errorf("the tails of lemmas take %d bytes, more than %d", len(b.tails), math.MaxUint16)
	}
	b.trie(keys, firsts)
	return b.bytes(stems, costs), nil
}

func quantize(cost float64) uint16 { return uint16(math.Round(min(max(cost, 0), 60000))) }

func encode(s string) (string, error) {
	var out []byte
	for _, r := range s {
		c := codeOf(r)
		if c == otherCode {
			return "", fmt.Errorf("%q has the letter %q", s, r)
		}
		out = append(out, c)
	}
	if len(out) == 0 || len(out) > maxLetters {
		return "", fmt.Errorf("%q has %d letters", s, len(out))
	}
	return string(out), nil
}

// builder collects the parts of a table.
type builder struct {
	base, check []uint32
	tails       []byte
	offsets     map[string]uint16
	free        uint32
}

func (b *builder) appendTail(out []byte, from, to string) []byte {
	common := 0
	for common < len(from) && common < len(to) && from[common] == to[common] {
		common++
	}
	added := to[common:]
	offset, ok := b.offsets[added]
	if !ok {
		offset = uint16(len(b.tails))
		b.tails = append(b.tails, added...)
		b.offsets[added] = offset
	}
	out = append(out, byte(len(from)-common), byte(len(added)))
	return binary.LittleEndian.AppendUint16(out, offset)
}

// trie lays out the sorted keys as a double array.
func (b *builder) trie(keys []string, firsts []uint32) {
	b.grow(codes)
	b.check[0] = math.MaxUint32
	b.place(0, keys, firsts, 0)
}

func (b *builder) grow(n int) {
	for len(b.base) < n {
		b.base = append(b.base, 0)
		b.check = append(b.check, 0)
	}
}

// place lays out the children of unit, which is reached by the first depth letters of keys.
func (b *builder) place(unit uint32, keys []string, firsts []uint32, depth int) {
	type child struct {
		code     byte
		from, to int
	}
	var children []child
	for i := 0; i < len(keys); {
		code := byte(0)
		if len(keys[i]) > depth {
			code = keys[i][depth]
		}
		end := i + 1
		for end < len(keys) && code != 0 && keys[end][depth] == code {
			end++
		}
		children = append(children, child{code, i, end})
		i = end
	}
	base := b.free
	fits := func(base uint32) bool {
		b.grow(int(base) + codes)
		for _, c := range children {
			if at := base + uint32(c.code); at == 0 || b.check[at] != 0 {
				return false
			}
		}
		return true
	}
	for !fits(base) {
		base++
	}
	for b.free < uint32(len(b.check)) && b.check[b.free] != 0 {
		b.free++
	}
	b.base[unit] = base
	for _, c := range children {
		b.check[base+uint32(c.code)] = unit + 1
	}
	for _, c := range children {
		if at := base + uint32(c.code); c.code == 0 {
			b.base[at] = firsts[c.from]
		} else {
			b.place(at, keys[c.from:c.to], firsts[c.from:c.to], depth+1)
		}
	}
}

func (b *builder) bytes(stems []byte, costs []float64) string {
	out := []byte("HBL1")
	for _, n := range []int{len(b.base), len(stems) / stemSize, len(b.tails), len(costs)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	for i := range b.base {
		out = binary.LittleEndian.AppendUint32(out, b.base[i])
		out = binary.LittleEndian.AppendUint32(out, b.check[i])
	}
	out = append(out, stems...)
	out = append(out, b.tails...)
	for _, c := range costs {
		out = binary.LittleEndian.AppendUint16(out, quantize(c))
	}
	return string(out)
}
