package turkish

import (
	"strings"
	"sync"

	"github.com/haberara/haberara/internal/roster"
)

// remembered is a surface with its terms. It does not change, so that Analyzers can share it.
type remembered struct {
	surface
	hash    uint64
	signals Signals
}

const (
	// setWords is how many words share a place of a cache; the least recently used of them goes for a new one.
	setWords  = 8
	firstSets = 64
)

// wordSet holds words in the order of their last use. A tag is a part of the hash, so that one line of memory tells
// which word to look at.
type wordSet struct {
	tags  [setWords]uint32
	words [setWords]*remembered
}

// put brings a word to the front and moves those before place i back by one.
func (s *wordSet) put(i int, w *remembered) {
	copy(s.tags[1:i+1], s.tags[:i])
	copy(s.words[1:i+1], s.words[:i])
	s.tags[0], s.words[0] = tagOf(w.hash), w
}

func tagOf(hash uint64) uint32 { return uint32(hash >> 32) }

// cache remembers a number of words: the used ones stay when others come. It begins small and doubles when a place is
// full.
type cache struct {
	sets     []wordSet
	maxWords int // a power of two
}

func newCache(maxWords int) cache { return cache{make([]wordSet, firstSets), maxWords} }

// code is kind and named in one.
func (s surface) code() byte {
	if s.named {
		return byte(s.kind)<<1 | 1
	}
	return byte(s.kind) << 1
}

func (s surface) hash() uint64 { return roster.Hash(s.code(), s.base) }

func (c *cache) set(hash uint64) *wordSet { return &c.sets[hash&uint64(len(c.sets)-1)] }

// find returns the word of a surface, nil when it is not remembered.
func (c *cache) find(s surface, hash uint64) *remembered {
	set, tag := c.set(hash), tagOf(hash)
	for i, t := range set.tags {
		if t != tag {
			continue
		}
		if w := set.words[i]; w != nil && w.surface == s {
			if i > 0 {
				set.put(i, w)
			}
			return w
		}
	}
	return nil
}

// add remembers a word that find does not know, and returns it.
func (c *cache) add(w *remembered) *remembered {
	set := c.set(w.hash)
	if set.words[setWords-1] != nil && len(c.sets)*setWords < c.maxWords {
		c.grow()
		return c.add(w)
	}
	set.put(setWords-1, w)
	return w
}

// grow doubles the sets. The words of a set go to two.
func (c *cache) grow() {
	old := c.sets
	c.sets = make([]wordSet, 2*len(old))
	for i := range old {
		for n := setWords - 1; n >= 0; n-- {
			if w := old[i].words[n]; w != nil {
				c.set(w.hash).put(setWords-1, w)
			}
		}
	}
}

// Memory is what several Numberings remember together, so that a word which one of them has met is not worked out again
// by another. It is safe for concurrent use.
type Memory struct {
	shards [memoryShards]struct {
		m     sync.Mutex
		words cache
	}
}

// A Memory holds at most maxSharedWords words.
const (
	memoryShards   = 16
	maxSharedWords = 128 << 10
)

// NewMemory returns a Memory without words.
func NewMemory() *Memory {
	m := &Memory{}
	for i := range m.shards {
		m.shards[i].words = newCache(maxSharedWords / memoryShards)
	}
	return m
}

func (m *Memory) word(s surface, hash uint64) *remembered {
	shard := &m.shards[hash>>60%memoryShards]
	shard.m.Lock()
	w := shard.words.find(s, hash)
	shard.m.Unlock()
	if w != nil {
		return w
	}
	w = newRemembered(s, hash)
	shard.m.Lock()
	defer shard.m.Unlock()
	if before := shard.words.find(s, hash); before != nil {
		return before
	}
	return shard.words.add(w)
}

func newRemembered(s surface, hash uint64) *remembered {
	s.base = strings.Clone(s.base)
	return &remembered{s, hash, newSignals(s)}
}

// terms returns the terms of a surface, which it remembers unless the word is very long.
func (a *Analyzer) terms(s surface) *Signals {
	if len(s.base) > maxCachedBytes {
		signals := newSignals(s)
		return &signals
	}
	hash := s.hash()
	w := a.words.find(s, hash)
	if w == nil {
		w = a.words.add(newRemembered(s, hash))
	}
	return &w.signals
}
