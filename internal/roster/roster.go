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
	// slots are a hash table: the upper half of a hash, and one more than the number of a string. At most half are full.
	slots []uint64
}

const (
	firstSlots = 1 << 10
	numberMask = 1<<32 - 1
)

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
	for mask := uint64(len(r.slots) - 1); ; hash = hash&^mask | (hash+1)&mask {
		slot := r.slots[hash&mask]
		if slot == 0 {
			return 0, false
		}
		if n := uint32(slot) - 1; (slot^hash)>>32 == 0 && r.is(n, kind, s) {
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
	n := uint32(len(r.ends))
	r.put(hash&^numberMask|uint64(n), hash)
	return n - 1
}

// AddUnknown takes the next number for a string that is not to be found again.
func (r *Roster) AddUnknown() uint32 {
	r.ends = append(r.ends, uint32(len(r.text)))
	return uint32(len(r.ends)) - 1
}

func (r *Roster) put(slot, hash uint64) {
	mask := uint64(len(r.slots) - 1)
	for hash &= mask; r.slots[hash] != 0; hash = (hash + 1) & mask {
	}
	r.slots[hash] = slot
}

// grow doubles the slots. Their strings are hashed again.
func (r *Roster) grow() {
	r.slots = make([]uint64, max(firstSlots, 2*len(r.slots)))
	for n := range r.ends {
		begin := r.begin(uint32(n))
		if begin == r.ends[n] {
			continue // unknown
		}
		hash := Hash(r.text[begin], string(r.text[begin+1:r.ends[n]]))
		r.put(hash&^numberMask|uint64(n+1), hash)
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
