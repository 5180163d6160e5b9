package story

import (
	"cmp"
	"math"
	"slices"
)

// Tunable for experiments.
var (
	threshold = 0.42
	MinShared = 12.0
	MaxScan   = uint32(150)
	Looks     = 6
	DatePen   = 0.5
	NumPen    = 0.8
	LateDecay = 0.25
	Mix       = 0.5
)

func SetThreshold(t float64) { threshold = t }

type candidate struct {
	shared float32
	*beginning
}

// weight is what a feature says: the rarer it is among the stories of the days around, the more. Where there are few
// stories yet, many others are taken to be there that do not have it.
func (w *Window) weight(feature uint32) float64 {
	const others = 1000
	count, all := uint32(0), 0
	for _, s := range w.near {
		count += s.postings[feature].count
		all += len(s.beginnings)
	}
	return math.Log(float64(all+others) / float64(count+1))
}

// nearest returns the beginning of the story that an article belongs to, nil when there is none.
func (w *Window) nearest(a *Article) *beginning {
	w.found = w.found[:0]
	for _, s := range w.near {
		for _, f := range a.Sketch {
			p := s.postings[f]
			if p.count > MaxScan {
				continue
			}
			weight := float32(w.weight(f))
			for at := p.first; at != 0; at = s.links[at-1].next {
				n := s.links[at-1].beginning
				if s.shared[n] == 0 {
					s.touched = append(s.touched, n)
				}
				s.shared[n] += weight
			}
		}
		for _, n := range s.touched {
			if b := &s.beginnings[n]; b.sketch != nil && b.within(a.Published) && s.shared[n] >= float32(MinShared/2) {
				w.found = append(w.found, candidate{s.shared[n], b})
			}
			s.shared[n] = 0
		}
		s.touched = s.touched[:0]
	}
	slices.SortFunc(w.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.published, b.published), cmp.Compare(a.story, b.story))
	})
	var best *beginning
	most := threshold
	for _, c := range w.found[:min(len(w.found), Looks)] {
		if l := w.likeness(a, c.beginning); l > most {
			best, most = c.beginning, l
		}
	}
	return best
}

// likeness is how far an article tells what another tells that began a story, from 0 to 1.
func (w *Window) likeness(a *Article, b *beginning) float64 {
	shared, own, other := 0.0, 0.0, 0.0
	count := 0
	var mineN, otherN, bothN, mineD, otherD, bothD int
	i := 0
	for _, f := range b.sketch {
		for i < len(a.Sketch) && a.Sketch[i] < f {
			i++
		}
		weight := w.weight(f)
		other += weight
		both := i < len(a.Sketch) && a.Sketch[i] == f
		if both {
			shared += weight
			count++
		}
		switch f &^ hashMask {
		case numberFeature:
			otherN++
			if both {
				bothN++
			}
		case dateFeature:
			otherD++
			if both {
				bothD++
			}
		}
	}
	for _, f := range a.Sketch {
		own += w.weight(f)
		switch f &^ hashMask {
		case numberFeature:
			mineN++
		case dateFeature:
			mineD++
		}
	}
	if shared < MinShared || count < 3 {
		return 0
	}
	cosine := shared / math.Sqrt(own*other)
	contained := shared / min(own, other)
	s := Mix*cosine + (1-Mix)*contained
	if bothD == 0 && mineD > 0 && otherD > 0 {
		s *= DatePen
	}
	if bothN == 0 && mineN > 0 && otherN > 0 {
		s *= NumPen
	}
	gap := math.Abs(float64(a.Published-b.published)) / Span.Seconds()
	return s * (1 - LateDecay*gap)
}
