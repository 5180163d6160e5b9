package story

import (
	"cmp"
	"math"
	"slices"
)

// Tunable for experiments.
var (
	threshold = float32(0.42)
	MinShared = float32(12)
	MaxScan   = uint32(150)
	MinCount  = 3
	DatePen   = float32(0.5)
	NumPen    = float32(0.8)
	LateDecay = float32(0.25)
	Mix       = float32(0.5)
)

func SetThreshold(t float32) { threshold = t }

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
		all += len(s.beginnings)
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
		if count > MaxScan {
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
			if b := &s.beginnings[n]; b.sketch != nil && s.shared[n] >= MinShared/2 && b.within(a.Published) {
				w.offer(candidate{s.shared[n], b})
			}
			s.shared[n] = 0
		}
		s.touched = s.touched[:0]
	}
	var best *beginning
	most := threshold
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

// likeness is how far an article, which has been weighed, tells what another tells that began a story; 0 to 1.
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
	if shared < MinShared || count < MinCount {
		return 0
	}
	// What the other has alone is taken to say as much as what is in the article, on average.
	sum := shared + float32(len(b.sketch)-count)*w.sum/float32(len(a.Sketch))
	l := Mix*shared/float32(math.Sqrt(float64(w.sum*sum))) + (1-Mix)*shared/min(w.sum, sum)
	if n := numberFeature >> kindShift; both[n] == 0 && own[n] > 0 && other[n] > 0 {
		l *= NumPen
	}
	if n := dateFeature >> kindShift; both[n] == 0 && own[n] > 0 && other[n] > 0 {
		l *= DatePen
	}
	gap := float32(max(a.Published-b.published, b.published-a.Published)) / float32(spanSeconds)
	return l * (1 - LateDecay*gap)
}
