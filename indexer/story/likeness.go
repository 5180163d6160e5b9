package story

import (
	"cmp"
	"math"
	"slices"
)

const (
	// threshold is the likeness from which on an article is of a story. This and the numbers below were found on articles of
	// 26 outlets; see `cd bench && go run . stories`.
	threshold = 0.39
	// leastShared and leastCount are the weight and the number of features that two articles of one story share at least.
	leastShared, leastCount = 12, 3
	// frequent is how many of the stories around may have a feature that leads from one article to another.
	frequent = 30
	// otherDates and otherNumbers scale the likeness of two articles that both name dates, or numbers, and share none.
	otherDates, otherNumbers = 0.5, 0.7
	// late is how much the likeness falls over Span.
	late = 0.25
)

// looks is how many beginnings are compared with an article: those that share most with it.
const looks = 8

type candidate struct {
	shared float32
	*beginning
}

// others is how many stories without any of its features are taken to be around an article beside those that are known, so
// that the first articles of an index are not all alike.
const others = 1000

var logs = func() (logs [4096]float32) {
	for n := range logs {
		logs[n] = float32(math.Log(float64(n + 1)))
	}
	return logs
}()

// weigh sets what each feature of an article says: the rarer it is among the stories around, the more. It leaves in
// shared what the beginnings share of those that are not frequent.
func (w *Window) weigh(a *Article) {
	all := 0
	for _, s := range w.near {
		all += len(s.numbers)
	}
	most := float32(math.Log(float64(all + others)))
	w.weights, w.sum = w.weights[:0], 0
	for _, f := range a.Sketch {
		count := uint32(0)
		w.postings = w.postings[:0]
		for _, s := range w.near {
			p := s.postings[f]
			w.postings = append(w.postings, p)
			count += p.count
		}
		weight := most - logs[min(count, uint32(len(logs)-1))]
		w.weights, w.sum = append(w.weights, weight), w.sum+weight
		if count > frequent {
			continue
		}
		for i, s := range w.near {
			s.share(w.postings[i].first, weight)
		}
	}
}

// share adds a weight to what the beginnings of a row of links share with the article at hand.
func (s *stretch) share(at uint32, weight float32) {
	for at != 0 {
		l := s.links[at-1]
		if s.shared[l.beginning] == 0 {
			s.touched = append(s.touched, l.beginning)
		}
		s.shared[l.beginning] += weight
		at = l.next
	}
}

// nearest returns the beginning of the story that an article belongs to, nil when there is none.
func (w *Window) nearest(a *Article) *beginning {
	w.weigh(a)
	w.found = w.found[:0]
	for _, s := range w.near {
		for _, n := range s.touched {
			if b := &s.beginnings[n]; b.sketch != nil && s.shared[n] >= leastShared/2 && b.within(a.Published) {
				w.offer(candidate{s.shared[n], b})
			}
			s.shared[n] = 0
		}
		s.touched = s.touched[:0]
	}
	var best *beginning
	most := float32(threshold)
	for _, c := range w.found {
		if l := w.likeness(a, c.beginning); l > most {
			best, most = c.beginning, l
		}
	}
	return best
}

// offer keeps the candidates that share most, in order.
func (w *Window) offer(c candidate) {
	if len(w.found) == looks && compareCandidates(c, w.found[looks-1]) > 0 {
		return
	}
	at, _ := slices.BinarySearchFunc(w.found, c, compareCandidates)
	w.found = slices.Insert(w.found, at, c)
	w.found = w.found[:min(len(w.found), looks)]
}

func compareCandidates(a, b candidate) int {
	if a.shared != b.shared {
		return cmp.Compare(b.shared, a.shared)
	}
	return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.story, b.story))
}

// kinds count the features of each kind.
type kinds [4]int

// likeness is how far an article, which has been weighed, tells what another tells that began a story, from 0 to 1: the
// mean of the cosine of their features and of how much of the shorter is in the longer.
func (w *Window) likeness(a *Article, b *beginning) float32 {
	shared, count := float32(0), 0
	var own, other, both kinds
	i := 0
	for n, f := range a.Sketch {
		own[f>>kindShift]++
		for i < len(b.sketch) && b.sketch[i] < f {
			other[b.sketch[i]>>kindShift]++
			i++
		}
		if i < len(b.sketch) && b.sketch[i] == f {
			shared += w.weights[n]
			count++
			both[f>>kindShift]++
		}
	}
	for ; i < len(b.sketch); i++ {
		other[b.sketch[i]>>kindShift]++
	}
	if shared < leastShared || count < leastCount {
		return 0
	}
	// What the other has alone is taken to say as much as what is in the article, on average.
	sum := shared + float32(len(b.sketch)-count)*w.sum/float32(len(a.Sketch))
	l := (shared/float32(math.Sqrt(float64(w.sum*sum))) + shared/min(w.sum, sum)) / 2
	gap := max(a.Published-b.published, b.published-a.Published)
	if n := numberFeature >> kindShift; both[n] == 0 && own[n] > 0 && other[n] > 0 {
		if l *= otherNumbers; gap > titleSeconds {
			l *= otherNumbers // the notice of another day
		}
	}
	if n := dateFeature >> kindShift; both[n] == 0 && own[n] > 0 && other[n] > 0 {
		l *= otherDates
	}
	return l * (1 - late*float32(gap)/float32(spanSeconds))
}
