package morphology

import (
	_ "embed"
	"strings"
)

// A table is made by Compile and read in place. Its numbers are little-endian.
//
//	 0  magic "HBL1"
//	 4  u32 number of trie units, u32 number of stems, u32 bytes of tails, u32 number of costs
//	20  trie units, 8 bytes each: u32 base, u32 parent + 1. The child of unit u by code c is unit base(u) + c, when its
//	    parent is u. The child by code 0 is a leaf: its base is the number of the first stem of that spelling.
//	    stems, 12 bytes each, those of one spelling next to each other: u8 start state, u8 conditions, u16 cost, then
//	    for the lemma and for the root u8 letters to cut, u8 letters to add, u16 their place in the tails
//	    tails: codes of letters
//	    costs of endings by their number, then of words that end in each state, u16 each
const (
	headerSize = 20
	unitSize   = 8
	stemSize   = 12
)

//go:embed lexicon.bin
var embedded string

// Lexicon is the table that generate made from lexicon/, built into the program.
var Lexicon = Open(embedded)

// Conditions of a stem restrict what may follow it.
type Conditions uint8

// The conditions of stems.
const (
	FrontHarmony Conditions = 1 << iota // saat: endings have front vowels
	NeedsVowel                          // kitab-, ağz-
	RefusesVowel                        // kitap, ağız
	NeedsY                              // di-, yi-
	lastOfSpelling
)

// stem is a spelling of a root with all that may follow it.
type stem struct {
	start       State
	conditions  Conditions
	cost        uint16
	lemma, root tail
}

// tail turns one spelling into another: letters are cut from its end, others are added.
type tail struct {
	cut, length uint8
	offset      uint16
}

// Table is a view of what Compile wrote. It is immutable.
type Table struct {
	units, stems, tails, costs string
}

// Open returns a view of data, which Compile made; an empty table when data is none.
func Open(data string) *Table {
	if len(data) < headerSize || data[:4] != "HBL1" {
		return &Table{units: strings.Repeat("\x00", unitSize)}
	}
	units, stems := int(u32(data, 4))*unitSize, int(u32(data, 8))*stemSize
	tails, costs := int(u32(data, 12)), int(u32(data, 16))*2
	at := headerSize
	next := func(n int) string {
		part := data[at : at+n]
		at += n
		return part
	}
	return &Table{units: next(units), stems: next(stems), tails: next(tails), costs: next(costs)}
}

func u32(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func u16(s string, at int) uint16 { return uint16(s[at]) | uint16(s[at+1])<<8 }

// child returns the unit reached from unit by code, 0 where there is none.
func (t *Table) child(unit uint32, code byte) uint32 {
	next := u32(t.units, int(unit)*unitSize) + uint32(code)
	if int(next)*unitSize >= len(t.units) || u32(t.units, int(next)*unitSize+4) != unit+1 {
		return 0
	}
	return next
}

func (t *Table) parent(unit uint32) uint32 { return u32(t.units, int(unit)*unitSize+4) - 1 }

// code returns the letter that leads from parent to unit.
func (t *Table) code(parent, unit uint32) byte {
	return byte(unit - u32(t.units, int(parent)*unitSize))
}

// first returns the number of the first stem spelled by the path to unit.
func (t *Table) first(unit uint32) (int, bool) {
	leaf := t.child(unit, 0)
	if leaf == 0 {
		return 0, false
	}
	return int(u32(t.units, int(leaf)*unitSize)), true
}

func (t *Table) stem(number int) stem {
	s := t.stems[number*stemSize:]
	return stem{
		start: State(s[0]), conditions: Conditions(s[1]), cost: u16(s, 2),
		lemma: tail{s[4], s[5], u16(s, 6)}, root: tail{s[8], s[9], u16(s, 10)},
	}
}

// cost returns the cost of an ending, or of a word's end when number is behind the endings.
func (t *Table) cost(number int) int32 {
	if number*2+2 > len(t.costs) {
		return 300
	}
	return int32(u16(t.costs, number*2))
}
