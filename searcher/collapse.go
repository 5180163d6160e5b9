package searcher

import (
	"context"
	"slices"
	"sort"
	"sync"

	"github.com/haberara/haberara/indexer/segment"
)

// Collapse says by what hits are joined.
type Collapse string

// ByStory shows the best hit of each story; stories are then what is counted.
const ByStory Collapse = "story"

func (c Collapse) check() error {
	if c == "" || c == ByStory {
		return nil
	}
	return &RequestError{"collapse", 0, "hits are collapsed by story, or not at all"}
}

// collapsing is what a search needs whose hits are joined. set is nil where they are not.
type collapsing struct {
	set *storySet
	// stories is how many have a hit.
	stories int
	// ofStory and ofValue tell what of a kind has been seen already: stories, and values or buckets.
	ofStory, ofValue marks
}

// marks are a set of numbers that is emptied by counting.
type marks struct {
	of  []uint32
	now uint32
}

// begin empties the set, which is to hold numbers below n.
func (m *marks) begin(n int) {
	if len(m.of) < n {
		m.of, m.now = make([]uint32, n), 0
	}
	if m.now++; m.now == 0 {
		clear(m.of)
		m.now = 1
	}
}

// add reports whether a number was not in the set.
func (m *marks) add(n uint32) bool {
	if m.of[n] == m.now {
		return false
	}
	m.of[n] = m.now
	return true
}

// keepStory takes out of the hits of a segment what is not of the story that is asked for.
func (m *matcher) keepStory(i int) error {
	if m.p.Story == "" {
		return nil
	}
	set, err := m.v.stories()
	if err != nil {
		return err
	}
	n, ok, err := set.named(m.v, m.p.Story)
	if err != nil {
		return err
	}
	kept := m.temp(0, len(m.hits[i]))
	if ok {
		for _, a := range set.articles(n) {
			if int(a.segment) == i {
				kept.set(a.doc)
			}
		}
	}
	m.hits[i].and(kept)
	clear(kept)
	return nil
}

// isOfStory says that an article is of the story that is asked for.
func (m *matcher) isOfStory(segment int, doc uint32) (bool, error) {
	set, err := m.v.stories()
	if err != nil {
		return false, err
	}
	n, ok, err := set.named(m.v, m.p.Story)
	return ok && slices.Contains(set.articles(n), member{uint32(segment), doc}), err
}

// collapse counts the stories of the hits.
func (m *matcher) collapse(ctx context.Context) (err error) {
	m.stories = 0
	if m.p.Collapse == "" {
		return nil
	}
	if m.set, err = m.v.stories(); err != nil {
		return err
	}
	m.ofStory.begin(len(m.set.names))
	for i := range m.hits {
		of := m.set.of[i]
		for from := uint32(0); int(from) < len(of); from += stepWork * checkEvery {
			m.hits[i].each(from, min(from+stepWork*checkEvery, uint32(len(of))), func(doc uint32) bool {
				if m.ofStory.add(of[doc]) {
					m.stories++
				}
				return true
			})
			if err := m.spend(ctx, checkEvery); err != nil {
				return err
			}
		}
	}
	m.rank.best.collapse(m.set.of, len(m.set.names))
	return nil
}

// eachStory calls visit for every hit of every story, the hits of a story one behind the other; isFirst marks the first
// of them.
func (m *matcher) eachStory(ctx context.Context, hits []bitset, visit func(at member, isFirst bool)) error {
	m.ofStory.begin(len(m.set.names))
	var err error
	for i := range hits {
		of := m.set.of[i]
		hits[i].each(0, uint32(len(of)), func(doc uint32) bool {
			if !m.ofStory.add(of[doc]) {
				return true
			}
			isFirst := true
			articles := m.set.articles(of[doc])
			for _, a := range articles {
				if hits[a.segment].has(a.doc) {
					visit(a, isFirst)
					isFirst = false
				}
			}
			err = m.spend(ctx, 1+len(articles)/stepWork)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// storyFacet counts the stories that have a hit with each value of a label.
func (m *matcher) storyFacet(ctx context.Context, l Label, set *labelSet, size int) (Facet, error) {
	if m.isAll(set.column) {
		return set.allStories.get(size, func() (Facet, error) { return m.countStories(ctx, l, set, m.v.everything(), size) })
	}
	hits := m.hits
	if wide := m.wide[set.column]; wide != nil {
		hits = wide
	}
	return m.countStories(ctx, l, set, hits, size)
}

func (m *matcher) countStories(ctx context.Context, l Label, set *labelSet, hits []bitset, size int) (Facet, error) {
	columns := make([]segment.Labels, len(hits))
	for i := range columns {
		var err error
		if columns[i], err = m.v.Segments[i].Labels(set.column); err != nil {
			return Facet{}, m.v.Segments[i].Damaged(err)
		}
	}
	m.sizeCounts(set)
	defer clear(m.counts[:len(set.values)])
	missing, hasValue := 0, true
	err := m.eachStory(ctx, hits, func(at member, isFirst bool) {
		if isFirst {
			if !hasValue {
				missing++
			}
			hasValue = false
			m.ofValue.begin(len(set.values))
		}
		labels := &columns[at.segment]
		for from, to := labels.Of(at.doc); from < to; from++ {
			hasValue = true
			if n := set.local[at.segment][labels.Ordinal(from)]; m.ofValue.add(n) {
				m.counts[n]++
			}
		}
	})
	if err != nil {
		return Facet{}, err
	}
	if !hasValue {
		missing++
	}
	return m.listValues(ctx, l, set, m.counts[:len(set.values)], nil, missing, size)
}

// everything returns the living documents of each segment.
func (v *view) everything() []bitset {
	all := make([]bitset, len(v.Segments))
	for i := range all {
		docs := v.Segments[i].Docs()
		all[i] = make(bitset, words(docs))
		all[i].add(0, docs)
		if v.deleted[i] != nil {
			all[i].andNot(v.deleted[i])
		}
	}
	return all
}

// fillStories counts the stories that have a hit in each bucket of a grid from bucket from on, and those without any.
func (m *matcher) fillStories(ctx context.Context, g *grid, from int, hits []bitset, buckets []int) (undated int, err error) {
	dates := make([]func(uint32) int64, len(hits))
	for i := range dates {
		if dates[i], err = m.dateOf(i); err != nil {
			return 0, m.v.Segments[i].Damaged(err)
		}
	}
	dated := true
	err = m.eachStory(ctx, hits, func(at member, isFirst bool) {
		if isFirst {
			if !dated {
				undated++
			}
			dated = false
			m.ofValue.begin(len(buckets))
		}
		t := dates[at.segment](at.doc)
		if k := sort.Search(len(g.starts), func(k int) bool { return g.starts[k] > t }) - 1 - from; k >= 0 && k < len(buckets) {
			dated = true
			if m.ofValue.add(uint32(k)) {
				buckets[k]++
			}
		}
	})
	if !dated {
		undated++
	}
	return undated, err
}

// storyGrid keeps how many stories have an article in each bucket of a grid of all articles.
type storyGrid struct {
	m       sync.Mutex
	stories []int
}

// storiesOf returns how many stories have an article in each bucket of a grid.
func (m *matcher) storiesOf(ctx context.Context, g *grid) ([]int, error) {
	g.all.m.Lock()
	defer g.all.m.Unlock()
	if g.all.stories == nil {
		stories := make([]int, len(g.articles))
		if _, err := m.fillStories(ctx, g, 0, m.v.everything(), stories); err != nil {
			return nil, err
		}
		g.all.stories = stories
	}
	return g.all.stories, nil
}

// countStoriesOf counts stories instead of articles in the buckets of a timeline, which begin with bucket from of a grid.
func (m *matcher) countStoriesOf(ctx context.Context, t *Timeline, g *grid, from int) error {
	all, err := m.storiesOf(ctx, g)
	if err != nil {
		return err
	}
	counts := make([]int, len(t.Buckets))
	if t.Undated, err = m.fillStories(ctx, g, from, m.hits, counts); err != nil {
		return err
	}
	for k := range t.Buckets {
		t.Buckets[k].Count, t.Buckets[k].Articles = counts[k], all[from+k]
	}
	return nil
}

// storyOf describes the story of a candidate.
func (m *matcher) storyOf(c candidate) (*Story, error) {
	n := m.set.of[c.segment][c.doc]
	found := 0
	for _, a := range m.set.articles(n) {
		if m.hits[a.segment].has(a.doc) {
			found++
		}
	}
	story, err := m.set.story(m.v, n, found)
	return &story, err
}

// collapse makes the heap keep the best of each story until of is nil again.
func (w *worst) collapse(of [][]uint32, stories int) {
	w.of = of
	if of != nil && len(w.slots) < stories {
		w.slots = make([]uint32, stories)
	}
}

// story is the story of the candidate at a place.
func (w *worst) story(at int) uint32 { return w.of[w.c[at].segment][w.c[at].doc] }

// offerStory keeps of a story the hit that stands highest.
func (w *worst) offerStory(c candidate) {
	story := w.of[c.segment][c.doc]
	at := int(w.slots[story])
	switch {
	case at < len(w.c) && w.story(at) == story:
		if w.order.before(c, w.c[at]) < 0 {
			w.put(at, c)
		}
	case len(w.c) < w.keep:
		w.slots[story] = uint32(len(w.c))
		w.add(c)
	case w.keep > 0 && w.order.before(c, w.c[0]) < 0:
		w.put(0, c)
	}
}
