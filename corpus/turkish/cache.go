package turkish

import (
	"hash/maphash"
	"strings"
)

// Entry is a token without its tail: its terms, and what the caller of Entries notes of it. It stays the same for as long
// as the Analyzer remembers it, and belongs to that Analyzer's goroutine.
type Entry struct {
	Signals
	// Owner and Number are the caller's, 0 in a word that the Analyzer did not know: a number by which it knows the word
	// itself, and whose number it is.
	Owner  uint64
	Number uint32

	named bool
	kind  Kind
	hash  uint64
	base  string
}

func (w *Entry) is(s surface) bool { return w.base == s.base && w.kind == s.kind && w.named == s.named }

const (
	// setWords is how many words share a place of the cache; the least recently used of them goes for a new one.
	setWords  = 4
	firstSets = 64
)

// wordSet holds words in the order of their last use. A tag is a part of the hash, so that one line of memory tells
// which word to look at.
type wordSet struct {
	tags  [setWords]uint32
	words [setWords]*Entry
}

// cache remembers at most maxCachedWords words: the used ones stay when others come. It begins small and doubles when
// a place is full.
type cache struct {
	seed  maphash.Seed
	sets  []wordSet
	count int
}

func newCache() cache { return cache{seed: maphash.MakeSeed(), sets: make([]wordSet, firstSets)} }

func (c *cache) hash(s surface) uint64 {
	kind := uint64(s.kind) << 1
	if s.named {
		kind++
	}
	return maphash.String(c.seed, s.base) + kind*0x9E3779B97F4A7C15
}

// find returns the word of a surface, nil when it is not remembered.
func (c *cache) find(s surface, hash uint64) *Entry {
	set := &c.sets[hash&uint64(len(c.sets)-1)]
	tag := uint32(hash >> 32)
	for i, t := range set.tags {
		if t != tag {
			continue
		}
		if w := set.words[i]; w != nil && w.is(s) {
			if i > 0 {
				set.toFront(i, tag, w)
			}
			return w
		}
	}
	return nil
}

// toFront puts a word first and moves those before place i back by one.
func (s *wordSet) toFront(i int, tag uint32, w *Entry) {
	copy(s.tags[1:i+1], s.tags[:i])
	copy(s.words[1:i+1], s.words[:i])
	s.tags[0], s.words[0] = tag, w
}

// add remembers a word that find does not know; its base is in memory of its own.
func (c *cache) add(w *Entry) {
	set := &c.sets[w.hash&uint64(len(c.sets)-1)]
	if set.words[setWords-1] != nil {
		if len(c.sets)*setWords < maxCachedWords {
			c.grow()
			c.add(w)
			return
		}
		c.count--
	}
	set.toFront(setWords-1, uint32(w.hash>>32), w)
	c.count++
}

// grow doubles the sets. The words of a set go to two.
func (c *cache) grow() {
	old := c.sets
	c.sets = make([]wordSet, 2*len(old))
	for i := range old {
		for n := setWords - 1; n >= 0; n-- {
			if w := old[i].words[n]; w != nil {
				c.sets[w.hash&uint64(len(c.sets)-1)].toFront(setWords-1, old[i].tags[n], w)
			}
		}
	}
}

// word returns the word of a surface and remembers it, unless it is very long.
func (a *Analyzer) word(s surface) *Entry {
	if len(s.base) > maxCachedBytes {
		return &Entry{Signals: newSignals(s)}
	}
	hash := a.words.hash(s)
	if w := a.words.find(s, hash); w != nil {
		return w
	}
	s.base = strings.Clone(s.base)
	w := &Entry{Signals: newSignals(s), base: s.base, kind: s.kind, named: s.named, hash: hash}
	a.words.add(w)
	return w
}
