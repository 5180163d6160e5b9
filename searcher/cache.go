package searcher

import (
	"container/list"
	"context"
	"sync"
	"sync/atomic"
)

// CacheStats tells what a cache has been good for since the Searcher was opened.
type CacheStats struct {
	// PageHits and PageMisses count first pages and what Related, Trending and their like found, FilterHits and FilterMisses the documents of filters in a segment.
	PageHits, PageMisses, FilterHits, FilterMisses uint64
	// Bytes is what is kept at the moment, of at most MaxBytes; 0 where nothing is.
	Bytes, MaxBytes int64
}

// cacheCounts outlive the caches, which end with their views.
type cacheCounts struct{ pageHits, pageMisses, filterHits, filterMisses atomic.Uint64 }

// cache keeps what was found in one view, the least recently used going first; a new state of the index begins with an
// empty one, so that nothing in it can be stale. It is safe for concurrent use.
type cache struct {
	counts   *cacheCounts
	maxBytes int64

	m       sync.Mutex
	bytes   int64
	entries map[string]*list.Element
	recent  list.List // of *cached, the last used in front
}

type cached struct {
	key   string
	value any
	bytes int64
}

func newCache(maxBytes int64, counts *cacheCounts) *cache {
	return &cache{counts: counts, maxBytes: maxBytes, entries: map[string]*list.Element{}}
}

// The first byte of a key says what is kept.
const (
	pageKey      = "p"
	filterKey    = "f"
	discoveryKey = "d"
)

// discovery returns what Trending and its like have found, not to be changed, or nil.
func (c *cache) discovery(key string) any {
	return c.get(discoveryKey+key, &c.counts.pageHits, &c.counts.pageMisses)
}

// kept is discovery that counts only what it finds; nothing where there is no cache.
func (c *cache) kept(key string) any {
	if c == nil {
		return nil
	}
	return c.get(discoveryKey+key, &c.counts.pageHits, new(atomic.Uint64))
}

// addDiscovery keeps what nobody changes any more; bytes is about what it takes.
func (c *cache) addDiscovery(key string, value any, bytes int64) {
	c.add(discoveryKey+key, value, bytes)
}

// filter returns the documents of a filter in a segment, not to be changed, or nil.
func (c *cache) filter(key string) bitset {
	found, ok := c.get(filterKey+key, &c.counts.filterHits, &c.counts.filterMisses).(bitset)
	if !ok {
		return nil
	}
	return found
}

// addFilter keeps a set that nobody changes any more.
func (c *cache) addFilter(key string, documents bitset) {
	c.add(filterKey+key, documents, int64(len(documents))*8)
}

// page returns a copy of an answer, or nil.
func (c *cache) page(key string) *Response {
	found, ok := c.get(pageKey+key, &c.counts.pageHits, &c.counts.pageMisses).(*Response)
	if !ok {
		return nil
	}
	return found.clone()
}

// addPage keeps a copy of an answer.
func (c *cache) addPage(key string, r *Response) { c.add(pageKey+key, r.clone(), r.bytes()) }

func (c *cache) get(key string, hits, misses *atomic.Uint64) any {
	c.m.Lock()
	defer c.m.Unlock()
	e, ok := c.entries[key]
	if !ok {
		misses.Add(1)
		return nil
	}
	hits.Add(1)
	c.recent.MoveToFront(e)
	return e.Value.(*cached).value
}

const (
	// entryBytes is about what the cache itself needs for an entry.
	entryBytes = 200
	// largestPart is the part of the cache that one entry may take.
	largestPart = 8
)

func (c *cache) add(key string, value any, bytes int64) {
	bytes += entryBytes + int64(len(key))
	if bytes > c.maxBytes/largestPart {
		return
	}
	c.m.Lock()
	defer c.m.Unlock()
	if _, ok := c.entries[key]; ok {
		return
	}
	c.entries[key] = c.recent.PushFront(&cached{key, value, bytes})
	for c.bytes += bytes; c.bytes > c.maxBytes; {
		oldest := c.recent.Remove(c.recent.Back()).(*cached)
		delete(c.entries, oldest.key)
		c.bytes -= oldest.bytes
	}
}

// stats of a nil cache are zero.
func (c *cache) stats() CacheStats {
	if c == nil {
		return CacheStats{}
	}
	c.m.Lock()
	defer c.m.Unlock()
	return CacheStats{
		PageHits: c.counts.pageHits.Load(), PageMisses: c.counts.pageMisses.Load(),
		FilterHits: c.counts.filterHits.Load(), FilterMisses: c.counts.filterMisses.Load(),
		Bytes: c.bytes, MaxBytes: c.maxBytes,
	}
}

// kept returns what is in the cache of a view under a key, or makes it. It must not be changed.
func kept[T any](v *view, key string, bytes func(T) int64, make func() (T, error)) (T, error) {
	if v.cache == nil {
		return make()
	}
	if found, ok := v.cache.discovery(key).(T); ok {
		return found, nil
	}
	made, err := make()
	if err == nil {
		v.cache.addDiscovery(key, made, bytes(made))
	}
	return made, err
}

// keptOnce is kept for what costs much: one at a time is made in a view, for which those wait whose is not there yet.
func keptOnce[T any](ctx context.Context, v *view, key string, bytes func(T) int64, make func() (T, error)) (T, error) {
	if found, ok := v.cache.kept(key).(T); ok {
		return found, nil
	}
	select {
	case v.making <- struct{}{}:
		defer func() { <-v.making }()
		return kept(v, key, bytes, make)
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
