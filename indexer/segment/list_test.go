package segment

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/haberara/haberara/internal/alloctest"
)

// listModel is a list as plain as can be.
type listModel struct {
	docs   []uint32
	places [TextFields][][]uint32
}

// manyWords are more than an article has.
const manyWords = 1 << 20

func randomList(r *rand.Rand, n, distanceBits int) *listModel {
	m := &listModel{docs: ascending(r.Uint32, n, 0, distanceBits)}
	for f := range m.places {
		m.places[f] = make([][]uint32, n)
		for i := range n {
			if r.IntN(3) > 0 && f > 0 {
				continue
			}
			for range r.IntN(4) {
				m.places[f][i] = append(m.places[f][i], r.Uint32N(manyWords)>>r.IntN(20))
			}
			slices.Sort(m.places[f][i])
		}
	}
	for i := range n { // every posting has something
		if m.frequency(0, i)+m.frequency(1, i)+m.frequency(2, i) == 0 {
			m.places[r.IntN(int(TextFields))][i] = []uint32{r.Uint32N(manyWords)}
		}
	}
	return m
}

func (m *listModel) frequency(f, i int) uint32 { return uint32(len(m.places[f][i])) }

// write returns a segment with nothing but the list, its value, and the lengths of its documents.
func (m *listModel) write(t testing.TB, r *rand.Rand) (s *Segment, value uint64, lengths [TextFields][]uint32) {
	t.Helper()
	docs := m.docs[len(m.docs)-1] + 1
	for f := range lengths {
		lengths[f] = make([]uint32, docs)
		for i, d := range m.docs {
			lengths[f][d] = m.frequency(f, i) + r.Uint32N(1000)
		}
	}
	w := listWriter{lengths: &lengths, averages: averagesOf(sumsOf(&lengths))}
	for f := range lengths {
		w.add(0, [TextFields]uint32{1}, []uint32{uint32(f)}) // an earlier list must leave nothing behind
	}
	w.finish(0)
	for i, d := range m.docs {
		var frequency [TextFields]uint32
		var gaps []uint32
		for f := range frequency {
			frequency[f] = m.frequency(f, i)
			before := uint32(0)
			for _, p := range m.places[f][i] { // ascending
				gaps, before = append(gaps, p-before), p
			}
		}
		w.add(d, frequency, gaps)
	}
	before := []byte("other lists")
	value, list := w.finish(uint64(len(before)))
	var b bytes.Buffer
	file := &fileWriter{w: &b}
	file.add(listSections[Lemma], append(before, list...))
	_, err := file.finish(docs)
	check(t, err)
	return loaded(t, b.Bytes()), value, lengths
}

func TestList(t *testing.T) {
	r := random(5)
	for _, n := range []int{1, 1, 2, 3, 127, 128, 129, 255, 256, 257, 5000} {
		for _, distanceBits := range []int{0, 1, 2, 5, 11} {
			m := randomList(r, n, distanceBits)
			s, value, lengths := m.write(t, r)
			check(t, s.Verify())
			var l List
			check(t, s.List(Lemma, value, &l))
			what := fmt.Sprintf("%d documents of %d bits", n, distanceBits)
			if l.Docs != n || l.Last() != m.docs[n-1] {
				t.Fatalf("%s: %d documents to %d, want %d", what, l.Docs, l.Last(), m.docs[n-1])
			}
			checkWalk(t, what, m, &l, &lengths)
			for range 30 {
				checkSeeks(t, what, m, &l, r)
			}
		}
	}
}

// earned is what posting n earns, by which peaks are made.
func (m *listModel) earned(n int, lengths *[TextFields][]uint32, averages [TextFields]float64) float64 {
	sum := 0.0
	for f := range int(TextFields) {
		length := float64(lengths[f][m.docs[n]])
		sum += PeakWeights[f] * float64(m.frequency(f, n)) / (1 + PeakB[f]*(length/averages[f]-1))
	}
	return sum / (sum + K1)
}

func TestInlineList(t *testing.T) {
	r := random(6)
	f := func(doc uint32, field int, place uint32, inline bool) {
		t.Helper()
		m := &listModel{docs: []uint32{doc}}
		for i := range m.places {
			m.places[i] = make([][]uint32, 1)
		}
		m.places[field][0] = []uint32{place}
		s, value, lengths := m.write(t, r)
		if got := value&isInline != 0; got != inline {
			t.Fatalf("%d %d %d: inline %v", doc, field, place, got)
		}
		var l List
		check(t, s.List(Lemma, value, &l))
		checkWalk(t, "inline", m, &l, &lengths)
		checkSeeks(t, "inline", m, &l, r)
	}
	for field := range int(TextFields) {
		f(0, field, 0, true)
		f(1000, field, maxInlinePlace, true)
		f(1000, field, maxInlinePlace+1, false)
		f(3, field, maxPosition, false)
	}
}

// checkWalk compares every block of a list.
func checkWalk(t *testing.T, what string, m *listModel, l *List, lengths *[TextFields][]uint32) {
	t.Helper()
	for f := range m.places {
		n := 0
		for i := range m.docs {
			n += min(len(m.places[f][i]), 1)
		}
		if int(l.FieldDocs[f]) != n {
			t.Fatalf("%s: %d documents in field %d, want %d", what, l.FieldDocs[f], f, n)
		}
	}
	var it Iterator
	it.Reset(l)
	at, averages := 0, averagesOf(sumsOf(lengths))
	for it.Next() {
		docs := m.docs[at:min(at+BlockDocs, len(m.docs))]
		if it.Last() != docs[len(docs)-1] || it.From() > docs[0] || at > 0 && it.From() <= m.docs[at-1] {
			t.Fatalf("%s: block from %d to %d, want %v", what, it.From(), it.Last(), docs)
		}
		checkSet(t, docs, it.Or)
		checkBlock(t, what, m, at, docs, &it)
		checkSet(t, docs, it.Or)
		shares := it.Shares()
		if (shares != nil) != (len(m.docs) > BlockDocs) {
			t.Fatalf("%s: %d shares", what, 2*len(shares))
		}
		for i := range docs {
			sum, peak := m.earned(at+i, lengths, averages), float64(l.Peak(at/BlockDocs))
			if sum > peak*(1+1e-6) {
				t.Fatalf("%s: peak %v, but a document has %v", what, peak, sum)
			}
			if shares != nil {
				share := float64(shares[i/2]>>(4*(i%2))&15) / SharesOfPeak
				if sum > peak*share*(1+1e-6) || share > 1.0/SharesOfPeak && sum < peak*(share-1.01/SharesOfPeak) {
					t.Fatalf("%s: a share of %v of %v, but the document has %v", what, share, peak, sum)
				}
			}
		}
		for f := range int(TextFields) {
			impact := l.Impact(at/BlockDocs, f)
			for i, d := range docs {
				n := m.frequency(f, at+i)
				if n > impact.Frequency || n > 0 && lengths[f][d] < impact.Length {
					t.Fatalf("%s: bound %+v, but %d in %d", what, impact, n, lengths[f][d])
				}
			}
		}
		at += len(docs)
	}
	if at != len(m.docs) || it.Err() != nil || it.Next() || it.Seek(0) || it.Seek(l.Last()) {
		t.Fatalf("%s: %d documents, want %d, or goes on behind its end; %v", what, at, len(m.docs), it.Err())
	}
}

// checkBlock compares the block at hand, whose first posting is number at of the model.
func checkBlock(t *testing.T, what string, m *listModel, at int, docs []uint32, it *Iterator) {
	t.Helper()
	if got := it.Docs(); !slices.Equal(got, docs) {
		t.Fatalf("%s: documents %v, want %v", what, got, docs)
	}
	for f := range m.places {
		frequencies, has := it.Frequencies(f)
		some := false
		for i := range docs {
			if frequencies[i] != m.frequency(f, at+i) {
				t.Fatalf("%s: frequency %d of document %d, want %d", what, frequencies[i], docs[i], m.frequency(f, at+i))
			}
			some = some || frequencies[i] > 0
			places, err := it.Positions(i, f, []uint32{7})
			if err != nil || !slices.Equal(places[1:], m.places[f][at+i]) {
				t.Fatalf("%s: positions %v of document %d, want %v; %v", what, places[1:], docs[i], m.places[f][at+i], err)
			}
		}
		if has != some {
			t.Fatalf("%s: has field %d: %v", what, f, has)
		}
	}
}

// checkSeeks moves forward at random and looks into some of the blocks, in any order.
func checkSeeks(t *testing.T, what string, m *listModel, l *List, r *rand.Rand) {
	t.Helper()
	var it Iterator
	it.Reset(l)
	block := -1
	blocks := (len(m.docs) + BlockDocs - 1) / BlockDocs
	stride := 1 + r.Uint32N(1+m.docs[len(m.docs)-1]/(1+r.Uint32N(30)))
	for doc := uint32(0); block < blocks; {
		var ok bool
		if r.IntN(4) == 0 {
			ok = it.Next()
			block++
		} else {
			doc += r.Uint32N(stride)
			ok = it.Seek(doc)
			block = max(block, sort.Search(len(m.docs), func(i int) bool { return m.docs[i] >= doc })/BlockDocs)
			if doc > l.Last() {
				block = blocks
			}
		}
		if ok != (block < blocks) {
			t.Fatalf("%s: %v at block %d of %d", what, ok, block, blocks)
		}
		if !ok {
			break
		}
		at := block * BlockDocs
		docs := m.docs[at:min(at+BlockDocs, len(m.docs))]
		if it.Last() != docs[len(docs)-1] {
			t.Fatalf("%s: stands on a block to %d, want %d", what, it.Last(), docs[len(docs)-1])
		}
		switch r.IntN(4) {
		case 0:
			checkSet(t, docs, it.Or)
		case 1:
			for range 5 { // backwards too
				i, f := r.IntN(len(docs)), r.IntN(int(TextFields))
				places, err := it.Positions(i, f, nil)
				if err != nil || !slices.Equal(places, m.places[f][at+i]) {
					t.Fatalf("%s: positions %v, want %v; %v", what, places, m.places[f][at+i], err)
				}
			}
		case 2:
			checkBlock(t, what, m, at, docs, &it)
		}
	}
}

func TestIteratingMakesNoGarbage(t *testing.T) {
	r := random(7)
	m := randomList(r, 5000, 4)
	s, value, _ := m.write(t, r)
	var (
		l         List
		it        Iterator
		sum       uint64
		set       = make([]uint64, m.docs[len(m.docs)-1]/64+1)
		positions = make([]uint32, 0, 1000)
	)
	f := func(what string, work func()) {
		t.Helper()
		if n := alloctest.Least(work); n != 0 {
			t.Errorf("%s: %v allocations for 5,000 documents", what, n)
		}
	}
	walk := func(visit func()) func() {
		return func() {
			check(t, s.List(Lemma, value, &l))
			it.Reset(&l)
			for it.Next() {
				visit()
			}
			check(t, it.Err())
		}
	}
	f("documents", walk(func() { sum += uint64(it.Docs()[0]) }))
	f("sets", walk(func() { it.Or(set) }))
	f("frequencies", walk(func() {
		for field := range int(TextFields) {
			frequencies, _ := it.Frequencies(field)
			sum += uint64(frequencies[0] + l.Impact(0, field).Length)
		}
	}))
	f("positions", walk(func() {
		for i := range it.Docs() {
			var err error
			positions, err = it.Positions(i, 0, positions[:0])
			check(t, err)
		}
	}))
	f("seeks", func() {
		it.Reset(&l)
		for doc := uint32(0); it.Seek(doc); doc = it.Last() + 1000 {
			sum++
		}
	})
	if sum == 0 || len(positions) == 0 && set[0] == 0 {
		t.Fatal("nothing was read")
	}
}
