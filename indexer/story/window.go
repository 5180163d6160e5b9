package story

import "time"

// Article is one that has its place in time.
type Article struct {
	// Key is the hash of its ID, Story the number of its story where that is known.
	Key, Story uint64
	// Published is in seconds since 1970.
	Published int64
	Sketch    Sketch
}

// Load visits the articles that were published from one second up to another, which is excluded. hasBegun marks those
// that began their story, and of each story whose beginning is gone the first.
type Load func(from, to int64, visit func(a Article, hasBegun bool)) error

// Window holds what began the stories of some days, in stretches that are loaded when they are first asked for.
type Window struct {
	load      Load
	stretches map[int64]*stretch
	// size is the number of beginnings.
	size int
	// near are the stretches that the article at hand could belong to.
	near []*stretch
	// weights are those of its features, sum their sum.
	weights  []float32
	sum      float32
	postings []posting
	found    []candidate
}

const (
	spanSeconds = int64(Span / time.Second)
	// stretchSeconds is longer than Span, so that few stretches are near an article.
	stretchSeconds = 3 * spanSeconds / 2
	// maxHeld is how many beginnings are held before those of stretches that nobody asks for are forgotten.
	maxHeld = 1 << 15
)

// NewWindow returns a window that holds nothing yet.
func NewWindow(load Load) *Window { return &Window{load: load, stretches: map[int64]*stretch{}} }

// Trim forgets, where too much is held, the stretches that have not been asked for since the last Trim.
func (w *Window) Trim() {
	for n, s := range w.stretches {
		if !s.used && w.size > maxHeld {
			w.size -= len(s.beginnings)
			delete(w.stretches, n)
		}
		s.used = false
	}
}

// Assign returns the story of a new article, and notes that it has begun one when it fits into none.
func (w *Window) Assign(a Article) (uint64, error) {
	if err := w.approach(a.Published); err != nil {
		return 0, err
	}
	b := w.titled(&a)
	if b == nil {
		b = w.nearest(&a)
	}
	if b == nil {
		return a.Key, w.begin(a)
	}
	return b.story, w.entitle(a, b.story)
}

// Keep returns the story of an article that has changed; before is what it was. It stays in its story while it fits, and
// always in one that it began.
func (w *Window) Keep(a, before Article) (uint64, error) {
	if err := w.Forget(before); err != nil {
		return 0, err
	}
	if before.Story == a.Key {
		return a.Key, w.begin(a)
	}
	if err := w.approach(a.Published); err != nil {
		return 0, err
	}
	w.weigh(&a)
	for _, s := range w.near {
		s.forget()
	}
	for _, s := range w.near {
		if b := s.beginning(before.Story); b != nil && b.within(a.Published) && w.likeness(&a, b) > threshold {
			return b.story, w.entitle(a, b.story)
		}
	}
	return w.Assign(a)
}

// Forget takes out what is known of an article that is there no longer; what has joined its story stays there.
func (w *Window) Forget(a Article) error {
	s, err := w.stretch(stretchOf(a.Published))
	if err == nil {
		s.drop(a)
	}
	return err
}

// begin notes that an article began a story.
func (w *Window) begin(a Article) error {
	s, err := w.stretch(stretchOf(a.Published))
	if err == nil {
		s.add(beginning{a.Key, a.Published, a.Sketch})
		s.entitle(a, a.Key)
		w.size++
	}
	return err
}

// entitle notes the title of an article of a story.
func (w *Window) entitle(a Article, story uint64) error {
	s, err := w.stretch(stretchOf(a.Published))
	if err == nil {
		s.entitle(a, story)
	}
	return err
}

// approach sets near.
func (w *Window) approach(published int64) error {
	w.near = w.near[:0]
	for n := stretchOf(published - spanSeconds); n <= stretchOf(published+spanSeconds); n++ {
		s, err := w.stretch(n)
		if err != nil {
			return err
		}
		if len(s.beginnings) > 0 {
			w.near = append(w.near, s)
		}
	}
	return nil
}

// stretch loads a stretch where it is not held.
func (w *Window) stretch(n int64) (*stretch, error) {
	if s := w.stretches[n]; s != nil {
		s.used = true
		return s, nil
	}
	s := &stretch{
		numbers: map[uint64]uint32{}, postings: map[uint32]posting{}, titles: map[uint32][]titled{}, used: true,
	}
	if err := w.load(n*stretchSeconds, (n+1)*stretchSeconds, func(a Article, hasBegun bool) {
		if hasBegun {
			s.add(beginning{a.Story, a.Published, a.Sketch})
		}
		s.entitle(a, a.Story)
	}); err != nil {
		return nil, err
	}
	w.stretches[n] = s
	w.size += len(s.beginnings)
	return s, nil
}

// stretchOf is the number of the stretch of a second.
func stretchOf(published int64) int64 {
	n := published / stretchSeconds
	if published%stretchSeconds < 0 {
		n--
	}
	return n
}

// stretch is what began the stories of a stretch of time.
type stretch struct {
	beginnings []beginning
	// numbers are the places of the stories in it.
	numbers map[uint64]uint32
	// titles are the articles with a title, by its feature.
	titles map[uint32][]titled
	// postings are the beginnings that have a feature, in a row of links.
	postings map[uint32]posting
	links    []link
	// shared is what each beginning shares with the article at hand, touched are those that share something.
	shared  []float32
	touched []uint32
	used    bool
}

// beginning is the article that began a story; one that is gone has no sketch.
type beginning struct {
	story     uint64
	published int64
	sketch    Sketch
}

func (b *beginning) within(published int64) bool {
	return max(published-b.published, b.published-published) <= spanSeconds
}

// posting is how many beginnings have a feature, and the first of their links, counted from 1.
type posting struct{ count, first uint32 }

type link struct{ beginning, next uint32 }

func (s *stretch) add(b beginning) {
	n := uint32(len(s.beginnings))
	s.beginnings, s.shared = append(s.beginnings, b), append(s.shared, 0)
	s.numbers[b.story] = n
	for _, f := range b.sketch {
		p := s.postings[f]
		s.links = append(s.links, link{n, p.first})
		s.postings[f] = posting{p.count + 1, uint32(len(s.links))}
	}
}

// forget empties shared.
func (s *stretch) forget() {
	for _, n := range s.touched {
		s.shared[n] = 0
	}
	s.touched = s.touched[:0]
}

// beginning returns that of a story, nil when it is not in the stretch.
func (s *stretch) beginning(story uint64) *beginning {
	if n, ok := s.numbers[story]; ok {
		return &s.beginnings[n]
	}
	return nil
}

// drop forgets an article that began a story.
func (s *stretch) drop(a Article) {
	s.dropTitle(a)
	b := s.beginning(a.Key)
	if b == nil {
		return
	}
	for _, f := range b.sketch {
		p := s.postings[f]
		s.postings[f] = posting{p.count - 1, p.first}
	}
	*b = beginning{}
	delete(s.numbers, a.Key)
}
