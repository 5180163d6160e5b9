package segment

import (
	"encoding/binary"
	"math"
)

// A peak bounds what any document of a block earns over all text fields together, closer than an Impact of each field
// can: the sum of PeakWeights × frequency / (frequency + K1 × (1 − B + B × length / average)), BM25 without its factor, by
// the average lengths of the segment that holds it. A score with other weights and averages is bounded by the peak times
// the largest of the ratios of the weights, times the largest ratio of an average to the segment's, if above 1: the sum
// of a field grows at most as its average does.
const (
	K1 = 1.2
	B  = 0.75
)

// PeakWeights are the weights of the text fields in a peak.
var PeakWeights = [TextFields]float64{Title: 2, Spot: 1.5, Body: 1}

// peakBytes is a peak in a file: a share of the highest sum there can be, rounded up.
const peakBytes = 2

var peakScale = (PeakWeights[Title] + PeakWeights[Spot] + PeakWeights[Body]) / math.MaxUint16

func appendPeak(dst []byte, peak float64) []byte {
	return binary.LittleEndian.AppendUint16(dst, uint16(min(math.Ceil(peak/peakScale), math.MaxUint16)))
}

func readPeak(b []byte) float32 { return float32(float64(binary.LittleEndian.Uint16(b)) * peakScale) }

// averagesOf are the mean lengths of the text fields over the documents that have them, at least 1.
func averagesOf(sums [TextFields]Sum) (averages [TextFields]float64) {
	for f, s := range sums {
		averages[f] = max(float64(s.Tokens)/max(float64(s.Docs), 1), 1)
	}
	return averages
}

// Averages are the mean lengths of the text fields by which the peaks of the segment were made.
func (s *Segment) Averages() ([TextFields]float64, error) {
	sums, err := s.Sums()
	return averagesOf(sums), err
}

func sumsOf(lengths *[TextFields][]uint32) (sums [TextFields]Sum) {
	for f := range lengths {
		for _, n := range lengths[f] {
			sums[f].Tokens += uint64(n)
			if n > 0 {
				sums[f].Docs++
			}
		}
	}
	return sums
}

// peak is that of a block of postings.
func (w *listWriter) peak(docs []uint32, frequencies *[TextFields][]uint32) float64 {
	most := 0.0
	for n, doc := range docs {
		sum := 0.0
		for f := range frequencies {
			if tf := float64(frequencies[f][n]); tf > 0 {
				sum += PeakWeights[f] * tf / (tf + K1*(1-B+B*float64(w.lengths[f][doc])/w.averages[f]))
			}
		}
		most = max(most, sum)
	}
	return most
}

// Peak is that of block n.
func (l *List) Peak(n int) float32 {
	switch {
	case l.inline:
		return float32(PeakWeights[l.inlineField])
	case len(l.table) == 0:
		return l.onePeak
	}
	return readPeak(l.table[(n+1)*tableEntryBytes-peakBytes:])
}
