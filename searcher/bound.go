package searcher

import (
	"cmp"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
)

// openSources makes the atoms ready for a segment, of which only documents from one up to another are to be scored.
func (r *ranker) openSources(i int, from, to uint32) {
	m := r.m
	r.atoms, r.forms, r.sources, r.bounds = r.atoms[:0], r.forms[:0], r.sources[:0], r.bounds[:0]
	for a := range m.p.atoms {
		if m.p.atoms[a].excluded {
			continue
		}
		forms, leaves := m.formsOf(a), m.leavesOf(i, a)
		ranked, first := rankedAtom{}, len(r.forms)
		for f := range forms {
			rf := rankedForm{form: &forms[f], isMade: forms[f].isMade(), presence: r.scales.presence}
			rf.sources = r.sourcesOf(&forms[f], &leaves[f], from, to)
			if len(rf.sources) > 0 {
				ranked.most = max(ranked.most, rf.most())
				r.forms = append(r.forms, rf)
			}
		}
		if ranked.forms = r.forms[first:]; len(ranked.forms) > 0 {
			r.atoms = append(r.atoms, ranked)
		}
	}
	r.openIterators()
	slices.SortStableFunc(r.atoms, func(a, b rankedAtom) int { return cmp.Compare(b.most, a.most) })
}

// openIterators gives every list an iterator.
func (r *ranker) openIterators() {
	its := 0
	for _, a := range r.atoms {
		for _, f := range a.forms {
			for n := range f.sources {
				if f.sources[n].list == nil {
					continue
				}
				if its == len(r.its) {
					r.its = append(r.its, segment.Iterator{})
				}
				r.its[its].Reset(f.sources[n].list)
				f.sources[n].it = its
				its++
			}
		}
	}
}

// sourcesOf returns the lists that give score to a form.
func (r *ranker) sourcesOf(f *form, l *leaf, from, to uint32) []source {
	m := r.m
	first := len(r.sources)
	add := func(list *segment.List, made *postings, weight float64, flags uint8) {
		src := source{list: list, made: made, flags: flags, field: f.field, weight: float32(weight * (m.w.K1 + 1))}
		for field := range src.weights {
			if f.field == 0 || f.field-1 == field {
				weight, _ := m.w.field(field)
				src.weights[field] = float32(weight)
			}
		}
		src.bound(r, from, to)
		r.sources = append(r.sources, src)
	}
	if l.made != nil {
		if len(l.made.docs) > 0 {
			add(nil, l.made, 1, flagFound|flagTyped|flagSpelled)
		}
		return r.sources[first:]
	}
	if l.lemma >= 0 {
		add(&m.lists[l.lemma], nil, m.w.Lemma, flagFound)
	}
	for n := l.from; n < l.to; n++ {
		if n == l.typed {
			add(&m.lists[n], nil, m.w.Exact+m.w.Fold, flagFound|flagTyped|flagSpelled)
		} else {
			add(&m.lists[n], nil, m.w.Fold, flagFound|flagSpelled)
		}
	}
	return r.sources[first:]
}

// bound works out what the blocks of the list can give that reach into the documents from first up to last.
func (src *source) bound(r *ranker, first, last uint32) {
	if src.list == nil {
		src.most = src.weight
		return
	}
	src.first = src.list.BlockOf(first)
	blocks := min(src.list.BlockOf(last)+1, src.list.Blocks()) - src.first
	at := len(r.bounds)
	r.bounds = slices.Grow(r.bounds, blocks)[:at+blocks]
	src.bounds = r.bounds[at:]
	for n := range src.bounds {
		src.bounds[n] = src.boundOf(src.first+n, &r.scales)
		src.most = max(src.most, src.bounds[n])
	}
}

// boundOf is what block n of the list can give.
func (src *source) boundOf(n int, s *scale) float32 {
	sum := float32(0)
	for f, weight := range src.weights {
		if i := src.list.Impact(n, f); i.Frequency > 0 {
			sum += weight * float32(i.Frequency) / (s.flat[f] + s.slope[f]*float32(i.Length))
		}
	}
	return src.weight * min(sum/(sum+s.k1), s.regrown(src.list.Peak(n)))
}

// regrown turns a peak, which is sum / (sum + segment.K1), into what a sum that has grown earns with the K1 of the search.
func (s *scale) regrown(peak float32) float32 {
	sum := s.growth * segment.K1 * peak
	return sum / (sum + s.k1*(1-peak))
}

// most is the highest score that a form can give.
func (f *rankedForm) most() float32 {
	sum := float32(0)
	for _, src := range f.sources {
		sum += src.most
	}
	return f.scaled(sum)
}

// scaled turns a sum of saturated frequencies into a bound of score.
func (f *rankedForm) scaled(sum float32) float32 { return f.weight * f.rarity * (sum + f.presence) }

// within is what an atom gives at most where its sources give what they do now; 0 when it is not there.
func (a *rankedAtom) within() float32 {
	most := float32(0)
	for f := range a.forms {
		sum := float32(0)
		for n := range a.forms[f].sources {
			sum += a.forms[f].sources[n].now
		}
		if sum > 0 {
			most = max(most, a.forms[f].scaled(sum))
		}
	}
	return most
}

// reachInto finds the blocks that reach into a window, and bounds what they give there. Windows ascend.
func (src *source) reachInto(base, end uint32) {
	src.now = 0
	if src.list == nil {
		for src.at < len(src.made.docs) && src.made.docs[src.at] < base {
			src.at++
		}
		if src.at < len(src.made.docs) && src.made.docs[src.at] < end {
			src.now = src.most
		}
		return
	}
	for src.at < len(src.bounds) && src.list.BlockLast(src.first+src.at) < base {
		src.at++
	}
	for n := src.at; n < len(src.bounds); n++ {
		if n > src.at && src.list.BlockLast(src.first+n-1)+1 >= end {
			break
		}
		src.now = max(src.now, src.bounds[n])
	}
}

// promisedWindow is the window number n of a segment, in which no document earns more than most. What the sources reach
// stands in reaches from place on.
type promisedWindow struct {
	n    uint32
	most float32
	// fresh is most times the freshness of its newest hit.
	fresh float32
	place int
}

// reach is where a source stands at a window, and what it gives there at most.
type reach struct {
	at  int
	now float32
}

// promise divides the segment into windows and sorts those that hold hits, from first to last, by what they promise.
func (r *ranker) promise(first, last uint32) {
	hits, docs := r.hits, r.docs
	r.span = r.chooseSpan(docs)
	r.promised, r.reaches = r.promised[:0], r.reaches[:0]
	for doc := first; doc <= last; {
		n := doc / r.span
		end := min((n+1)*r.span, docs)
		w := promisedWindow{n: n, place: len(r.reaches)}
		for a := range r.atoms {
			for f := range r.atoms[a].forms {
				sources := r.atoms[a].forms[f].sources
				for i := range sources {
					sources[i].reachInto(n*r.span, end)
					r.reaches = append(r.reaches, reach{sources[i].at, sources[i].now})
				}
			}
			w.most += r.atoms[a].within()
		}
		w.fresh = w.most * r.m.fresh.factor(r.published.At(doc))
		r.promised = append(r.promised, w)
		doc = hits.next(end, last+1)
	}
	slices.SortFunc(r.promised, func(a, b promisedWindow) int { return cmp.Compare(b.fresh, a.fresh) })
}

// chooseSpan makes a window as long as a block of the longest list: shorter ones would have blocks decoded twice, in
// longer ones the best block speaks for more.
func (r *ranker) chooseSpan(docs uint32) uint32 {
	longest := 1
	for a := range r.atoms {
		for f := range r.atoms[a].forms {
			for _, src := range r.atoms[a].forms[f].sources {
				if src.list != nil {
					longest = max(longest, src.list.Docs)
				} else {
					longest = max(longest, len(src.made.docs))
				}
			}
		}
	}
	span := r.m.p.windowDocs
	for span < maxWindowDocs && uint64(span)*uint64(longest) < segment.BlockDocs*uint64(docs) {
		span *= 2
	}
	return span
}

// enter makes the atoms ready for a window.
func (r *ranker) enter(w promisedWindow) {
	place := w.place
	for a := range r.atoms {
		for f := range r.atoms[a].forms {
			sources := r.atoms[a].forms[f].sources
			for i := range sources {
				sources[i].at, sources[i].now = r.reaches[place].at, r.reaches[place].now
				place++
			}
		}
		r.atoms[a].bound = r.atoms[a].within()
	}
}
