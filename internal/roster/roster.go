// Package roster numbers strings in memory without pointers: looking one up touches few lines of memory, and Go's
// collector has nothing to follow.
package roster

import "hash/maphash"

// Roster numbers strings, each of which is of a kind, from 0 in the order in which they come. All of them together have
// less than 4 GiB. The zero Roster is empty. It is not safe for concurrent use.
type Roster struct {
	// text is for each string a byte of its kind, and the string; ends are where those end.
	text []byte
	ends []uint32
	// slots are a hash table, at most half of it full: in the bits that count the slots one more than the number of a
	// string, in those above a part of its hash.
	slots []uint32
}

const firstSlots = 1 << 10

var seed = maphash.MakeSeed()

// Hash returns what Find and Add want to know of a string of a kind; it is another one in each process.
func Hash(kind byte, s string) uint64 {
	return maphash.String(seed, s) + uint64(kind)*0x9E3779B97F4A7C15
}

// Len is how many strings have a number.
func (r *Roster) Len() int { return len(r.ends) }

// Find returns the number of a string; ok is false when it has none.
func (r *Roster) Find(hash uint64, kind byte, s string) (n uint32, ok bool) {
	if len(r.slots) == 0 {
		return 0, false
	}
	mask := uint32(len(r.slots) - 1)
	tag := uint32(hash>>32) &^ mask
	for at := uint32(hash) & mask; ; at = (at + 1) & mask {
		slot := r.slots[at]
		if slot == 0 {
			return 0, false
		}
		if n := slot&mask - 1; slot&^mask == tag && r.is(n, kind, s) {
			return n, true
		}
	}
}

func (r *Roster) is(n uint32, kind byte, s string) bool {
	begin := r.begin(n)
	return int(r.ends[n]-begin) == 1+len(s) && r.text[begin] == kind && string(r.text[begin+1:r.ends[n]]) == s
}

func (r *Roster) begin(n uint32) uint32 {
	if n == 0 {
		return 0
	}
	return r.ends[n-1]
}

// Add numbers a string that Find does not know, and keeps no part of it.
func (r *Roster) Add(hash uint64, kind byte, s string) uint32 {
	if 2*len(r.ends) >= len(r.slots) {
		r.grow()
	}
	r.text = append(append(r.text, kind), s...)
	r.ends = append(r.ends, uint32(len(r.text)))
	n := uint32(len(r.ends)) - 1
	r.put(n, hash)
	return n
}

// AddUnknown takes the next number for a string that is not to be found again.
func (r *Roster) AddUnknown() uint32 {
	if 2*len(r.ends) >= len(r.slots) {
		r.grow()
	}
	r.ends = append(r.ends, uint32(len(r.text)))
	return uint32(len(r.ends)) - 1
}

func (r *Roster) put(n uint32, hash uint64) {
	mask := uint32(len(r.slots) - 1)
	at := uint32(hash) & mask
	for r.slots[at] != 0 {
		at = (at + 1) & mask
	}
	r.slots[at] = uint32(hash>>32)&^mask | (n + 1)
}

// grow doubles the slots. Their strings are hashed again.
func (r *Roster) grow() {
	r.slots = make([]uint32, max(firstSlots, 2*len(r.slots)))
	for n := range r.ends {
		begin := r.begin(uint32(n))
		if begin == r.ends[n] {
			continue // unknown
		}
		r.put(uint32(n), Hash(r.text[begin], string(r.text[begin+1:r.ends[n]])))
	}
}

// At returns the string with a number, which is good until the next Reset; empty when it came by AddUnknown.
func (r *Roster) At(n uint32) []byte {
	begin := r.begin(n)
	return r.text[min(begin+1, r.ends[n]):r.ends[n]]
}

// Reset forgets all strings and keeps the memory.
func (r *Roster) Reset() {
	clear(r.slots)
	r.text, r.ends = r.text[:0], r.ends[:0]
}
