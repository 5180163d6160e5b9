package main

import (
	"cmp"
	"maps"
	"math"
	"slices"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

const (
	// A word seen n times weighs n^power: types count more than tokens do.
	power = 0.3
	// favour is what a favoured root is made cheaper by at least.
	favour          = 150
	rounds          = 12
	maxReadings     = 120
	minCount        = 2
	rootSmoothing   = 0.3
	endingSmoothing = 2
	// An unknown word as a whole is as likely as exp(-unknownBase - unknownLetter * letters).
	unknownBase   = 9.0
	unknownLetter = 1.7
)

// sample is a word with its readings: for each the number of its root, then its endings.
type sample struct {
	weight   float64
	unknown  float64
	readings [][]uint32
}

// train estimates the probabilities of roots and endings from the words of the news, whose readings nobody has told
// apart, by expectation maximisation, and returns the finished table.
func train(roots []m.Root, n *news, favoured, settled map[string]bool) (string, error) {
	roots, owner, table, err := prepare(roots)
	if err != nil {
		return "", err
	}
	samples := readSamples(table, owner, n)
	rootP := make([]float64, len(roots))
	for i := range rootP {
		rootP[i] = 1 / float64(len(roots))
	}
	endingP := make([]float64, m.NumCosts())
	for i := range endingP {
		endingP[i] = 0.05
	}
	for range rounds {
		rootP, endingP = estimate(samples, rootP, endingP)
		share(endingP, m.Narrow, m.VerbI, "prog")
	}
	costs := make([]float64, len(endingP))
	for i, p := range endingP {
		costs[i] = -100 * math.Log(p)
	}
	for i := range roots {
		roots[i].Cost = -100 * math.Log(rootP[i])
		if favoured[roots[i].Lemma] {
			roots[i].Cost -= favour
		}
	}
	return settle(roots, costs, settled)
}

// settle makes the nouns and names in settled so cheap that they are what a word without endings is read as, and
// returns the table.
func settle(roots []m.Root, costs []float64, settled map[string]bool) (string, error) {
	data, err := m.Compile(roots, costs)
	if err != nil {
		return "", err
	}
	table := m.Open(data)
	for i := range roots {
		if r := &roots[i]; settled[r.Lemma] && (r.Stems[0].Start == m.Noun || r.Stems[0].Start == m.Name) {
			best := table.Analyze(r.Lemma, false)[0]
			end := costs[m.EndOf(r.Stems[0].Start)]
			if best.Lemma != r.Lemma {
				r.Cost = min(r.Cost, float64(best.Cost)-end-2)
			}
		}
	}
	return m.Compile(roots, costs)
}

// prepare compiles roots and returns them with the number of the root that owns each stem of the table.
func prepare(roots []m.Root) ([]m.Root, []uint32, *m.Table, error) {
	slices.SortStableFunc(roots, func(a, b m.Root) int { return cmp.Compare(a.Lemma, b.Lemma) })
	table, err := compile(roots)
	if err != nil {
		return nil, nil, nil, err
	}
	owners, err := m.Owners(roots)
	return roots, owners, table, err
}

func readSamples(table *m.Table, owner []uint32, n *news) []sample {
	var samples []sample
	for _, w := range slices.Sorted(maps.Keys(n.words)) {
		count := n.words[w]
		if count < minCount {
			continue
		}
		s := sample{weight: math.Pow(float64(count), power)}
		s.unknown = math.Exp(-unknownBase - unknownLetter*float64(len([]rune(w))))
		table.Readings(w, maxReadings, func(r m.Reading) {
			reading := make([]uint32, 0, len(r.Endings)+1)
			reading = append(reading, owner[r.Stem])
			for _, e := range r.Endings {
				reading = append(reading, uint32(e))
			}
			s.readings = append(s.readings, reading)
		})
		if len(s.readings) > 0 {
			samples = append(samples, s)
		}
	}
	return samples
}

// estimate returns the probabilities that the expected counts under the given ones amount to.
func estimate(samples []sample, rootP, endingP []float64) (newRootP, newEndingP []float64) {
	rootN := make([]float64, len(rootP))
	endingN := make([]float64, len(endingP))
	var shares []float64
	for _, s := range samples {
		shares = shares[:0]
		total := s.unknown
		for _, r := range s.readings {
			p := rootP[r[0]]
			for _, e := range r[1:] {
				p *= endingP[e]
			}
			shares = append(shares, p)
			total += p
		}
		for i, r := range s.readings {
			p := s.weight * shares[i] / total
			rootN[r[0]] += p
			for _, e := range r[1:] {
				endingN[e] += p
			}
		}
	}
	normalizeRoots(rootN)
	normalizeEndings(endingN)
	return rootN, endingN
}

func normalizeRoots(n []float64) {
	sum := 0.0
	for i := range n {
		n[i] += rootSmoothing
		sum += n[i]
	}
	for i := range n {
		n[i] /= sum
	}
}

// normalizeEndings makes the counts of the endings that may follow one state, and of the word's end there, add to one.
func normalizeEndings(n []float64) {
	sums := map[m.State]float64{}
	for i := range n {
		n[i] += endingSmoothing
		sums[m.Origin(uint16(i))] += n[i]
	}
	for i := range n {
		n[i] /= sums[m.Origin(uint16(i))]
	}
}

// share gives the only ending of state to the probability that it has in another state, where there is a choice.
func share(p []float64, to, from m.State, name string) {
	sum := 0.0
	for i := range p {
		if m.EndingName(uint16(i)) == name && m.Origin(uint16(i)) == from {
			sum += p[i]
		}
	}
	for i := range p {
		if m.EndingName(uint16(i)) == name && m.Origin(uint16(i)) == to {
			p[i] = sum
		}
	}
}
