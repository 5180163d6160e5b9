package searcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// Hits are scored a window of documents at a time, an atom at a time, the most telling first. The blocks of postings in
// a window bound what each atom can give there; what cannot come among the best any more is passed over: a window, a
// block, a document that the atoms left cannot lift high enough. This is MaxScore (Turtle and Flood, 1995) with the
// bounds of blocks (Ding and Suel, 2011).
const windowDocs = 8192

// window is the score of the documents at hand.
type window struct {
	score [windowDocs]float32
	// raw and flags are those of the form at hand, best the best of the forms before it.
	raw, best [windowDocs]float32
	flags     [windowDocs]uint8
	touched   [windowDocs / 64]uint64
	mask      [windowDocs / 64]uint64
	// chosen are places in the block at hand; one more is written than there can be. sums are their weighted frequencies.
	chosen [segment.BlockDocs + 1]uint32
	sums   [segment.BlockDocs]float32
}

// The flags of a document: it has the word as typed, or in any spelling.
const (
	flagTyped   = 1
	flagSpelled = 2
)

// source is one list that gives score to a form.
type source struct {
	list *segment.List
	// it is the place of an iterator over list; made holds postings instead where list is nil, at where to go on in it.
	it   int
	made *postings
	at   int
	// weights are those of the text fields, weight that of the signal, the factor of BM25 included.
	weights [indexer.TextFields]float32
	weight  float32
	// field is the only text field that counts, from 1; 0 when all do.
	field int
	flags uint8
	// bounds are those of the blocks of list; block is the first that reaches into the window.
	bounds []float32
	block  int
	most   float32
	// now bounds what the source gives in the window; 0 when it is not there.
	now float32
}

// rankedAtom is an atom in the segment at hand: forms and their sources.
type rankedAtom struct {
	forms []rankedForm
	most  float32
	bound float32
}

type rankedForm struct {
	*form
	isMade  bool
	sources []source
	// presence is that of the weights.
	presence float32
}

// scale is what BM25 divides the frequencies of each text field by: flat + slope × length.
type scale struct {
	flat, slope [indexer.TextFields]float32
	lengths     [indexer.TextFields]segment.Uint32s
	k1          float32
	// growth is by how much a document can earn more than the peaks of the segment say, for its averages and weights.
	growth float32
}

func (m *matcher) newScale(i int) (s scale, err error) {
	averages, err := m.v.Segments[i].Averages()
	if err != nil {
		return s, err
	}
	s.k1, s.growth = float32(m.w.K1), 1
	for f := range s.flat {
		weight, b := m.w.field(f)
		s.flat[f], s.slope[f] = float32(1-b), float32(b/m.v.average[f])
		// What divides is linear in the length: the ratio is highest where a text is empty or endless.
		peakB := segment.PeakB[f]
		ratio := max((1-peakB)/(1-b), peakB/averages[f]/(b/m.v.average[f]))
		s.growth = max(s.growth, float32(weight/segment.PeakWeights[f]*ratio))
		if s.lengths[f], err = m.v.Segments[i].Lengths(indexer.TextField(f)); err != nil {
			return s, err
		}
	}
	s.growth *= float32(max(1, segment.K1/m.w.K1))
	return s, nil
}

// rankSegment offers the documents of a set with their scores, but for some that cannot come in.
func (m *matcher) rankSegment(ctx context.Context, i int, hits bitset) error {
	docs, r := m.v.Segments[i].Docs(), &m.rank
	first := hits.next(0, docs)
	if first == docs {
		return nil // a date or a rare word leaves most segments empty
	}
	s, err := m.newScale(i)
	if err != nil {
		return err
	}
	date, err := m.dateOf(i)
	if err != nil {
		return err
	}
	keys, err := m.v.Segments[i].Keys()
	if err != nil {
		return err
	}
	m.openSources(i, &s)
	for doc := first; doc < docs; {
		base := doc &^ (windowDocs - 1)
		end := min(base+windowDocs, docs)
		if err := m.rankWindow(ctx, hits, base, end, &s); err != nil {
			return err
		}
		for w, bits := range r.mask {
			for ; bits != 0; bits &= bits - 1 {
				at := uint32(w*64) + trailingZeros(bits)
				score := r.score[at]
				if !r.best.isFull() || score >= r.best.c[0].score {
					r.best.offer(candidate{score, date(base + at), keys.At(base + at), i, base + at})
				}
			}
		}
		doc = hits.next(end, docs)
	}
	return nil
}

// rankWindow leaves in mask the documents that may come in, and their scores in score.
func (m *matcher) rankWindow(ctx context.Context, hits bitset, base, end uint32, s *scale) error {
	r := &m.rank
	clear(r.mask[:])
	copy(r.mask[:], hits[base>>6:min(int(base>>6)+len(r.mask), len(hits))])
	left := float32(0)
	for a := range r.atoms {
		r.atoms[a].bound = r.atoms[a].within(base, end)
		left += r.atoms[a].bound
	}
	if !r.canCome(left) {
		clear(r.mask[:])
		return nil
	}
	clear(r.score[:])
	for a := range r.atoms {
		if a > 0 && !r.canCome(left) && !r.dropHopeless(left) {
			return nil
		}
		left -= r.atoms[a].bound
		if r.atoms[a].bound > 0 {
			if err := m.rankAtom(ctx, &r.atoms[a], base, end, s, left); err != nil {
				return err
			}
		}
	}
	return nil
}

// rounding is more than what the sums of a score can lose to rounding, as a share of it.
const rounding = 1e-4

// canCome says that a score may still be among the best.
func (r *ranker) canCome(score float32) bool {
	return !r.best.isFull() || r.best.keep > 0 && score*(1+rounding) >= r.best.c[0].score
}

// dropHopeless takes out of mask the documents that what is left cannot lift among the best, and reports whether any
// stays.
func (r *ranker) dropHopeless(left float32) (any bool) {
	least := r.best.c[0].score/(1+rounding) - left
	for w, bits := range r.mask {
		for ; bits != 0; bits &= bits - 1 {
			if at := uint32(w*64) + trailingZeros(bits); r.score[at] < least {
				r.mask[w] &^= bits & -bits
			}
		}
		any = any || r.mask[w] != 0
	}
	return any
}

// openSources makes the atoms ready for a segment.
func (m *matcher) openSources(i int, s *scale) {
	r := &m.rank
	r.atoms, r.forms, r.sources, r.bounds = r.atoms[:0], r.forms[:0], r.sources[:0], r.bounds[:0]
	its := 0
	for a := range m.p.atoms {
		if m.p.atoms[a].excluded {
			continue
		}
		forms, leaves := m.formsOf(a), m.leavesOf(i, a)
		ranked, first := rankedAtom{}, len(r.forms)
		for f := range forms {
			rf := rankedForm{form: &forms[f], isMade: forms[f].isMade(), presence: r.presence}
			rf.sources = m.sourcesOf(&forms[f], &leaves[f], s)
			if len(rf.sources) > 0 {
				for n := range rf.sources {
					if rf.sources[n].list != nil {
						rf.sources[n].it = its
						its++
					}
				}
				ranked.most = max(ranked.most, rf.most())
				r.forms = append(r.forms, rf)
			}
		}
		if ranked.forms = r.forms[first:]; len(ranked.forms) > 0 {
			r.atoms = append(r.atoms, ranked)
		}
	}
	for len(r.its) < its {
		r.its = append(r.its, segment.Iterator{})
	}
	for _, a := range r.atoms {
		for _, f := range a.forms {
			for n := range f.sources {
				if f.sources[n].list != nil {
					r.its[f.sources[n].it].Reset(f.sources[n].list)
				}
			}
		}
	}
	slices.SortStableFunc(r.atoms, func(a, b rankedAtom) int { return cmp.Compare(b.most, a.most) })
}

// sourcesOf returns the lists that give score to a form.
func (m *matcher) sourcesOf(f *form, l *leaf, s *scale) []source {
	r := &m.rank
	first := len(r.sources)
	add := func(list *segment.List, made *postings, weight float64, flags uint8) {
		src := source{list: list, made: made, flags: flags, field: f.field, weight: float32(weight * (m.w.K1 + 1))}
		for field := range src.weights {
			if f.field == 0 || f.field-1 == field {
				weight, _ := m.w.field(field)
				src.weights[field] = float32(weight)
			}
		}
		src.bound(r, s)
		r.sources = append(r.sources, src)
	}
	if l.made != nil {
		if len(l.made.docs) > 0 {
			add(nil, l.made, 1, flagTyped|flagSpelled)
		}
		return r.sources[first:]
	}
	if l.lemma >= 0 {
		add(&m.lists[l.lemma], nil, m.w.Lemma, 0)
	}
	for n := l.from; n < l.to; n++ {
		if n == l.typed {
			add(&m.lists[n], nil, m.w.Exact+m.w.Fold, flagTyped|flagSpelled)
		} else {
			add(&m.lists[n], nil, m.w.Fold, flagSpelled)
		}
	}
	return r.sources[first:]
}

// bound works out what the blocks of the list can give.
func (src *source) bound(r *ranker, s *scale) {
	if src.list == nil {
		src.most = src.weight
		return
	}
	first := len(r.bounds)
	r.bounds = append(r.bounds, make([]float32, src.list.Blocks())...)
	src.bounds = r.bounds[first:]
	for n := range src.bounds {
		src.bounds[n] = src.boundOf(n, s)
		src.most = max(src.most, src.bounds[n])
	}
}

// boundOf is what block n can give.
func (src *source) boundOf(n int, s *scale) float32 {
	sum := float32(0)
	for f, weight := range src.weights {
		if i := src.list.Impact(n, f); i.Frequency > 0 {
			sum += weight * float32(i.Frequency) / (s.flat[f] + s.slope[f]*float32(i.Length))
		}
	}
	return src.weight * min(sum/(sum+s.k1), s.growth*src.list.Peak(n))
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

// within bounds what an atom gives in a window; 0 when it is not there. Windows ascend.
func (a *rankedAtom) within(base, end uint32) float32 {
	most := float32(0)
	for f := range a.forms {
		sum, there := float32(0), false
		for n := range a.forms[f].sources {
			src := &a.forms[f].sources[n]
			src.now = src.within(base, end)
			sum += src.now
			there = there || src.now > 0
		}
		if there {
			most = max(most, a.forms[f].scaled(sum))
		}
	}
	return most
}

func (src *source) within(base, end uint32) (bound float32) {
	if src.list == nil {
		for src.at < len(src.made.docs) && src.made.docs[src.at] < base {
			src.at++
		}
		if src.at == len(src.made.docs) || src.made.docs[src.at] >= end {
			return 0
		}
		return src.most
	}
	for src.block < len(src.bounds) && src.list.BlockLast(src.block) < base {
		src.block++
	}
	for n := src.block; n < len(src.bounds); n++ {
		if n > src.block && src.list.BlockLast(n-1)+1 >= end {
			break
		}
		bound = max(bound, src.bounds[n])
	}
	return bound
}
