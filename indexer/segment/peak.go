package segment

import (
	"encoding/binary"
	"math"
)

// A peak bounds what any document of a block earns over all text fields together, closer than an Impact of each field
// can: sum / (sum + K1), where sum is that of PeakWeights × frequency / (1 − B + B × length / average) over the fields,
// BM25F without its factor, by the average lengths of the segment that holds it. With other weights and averages the sum is
// bounded by that of the peak times the largest ratio of a field's weight to that of the peak, times the largest ratio of
// their length normalisations, where this is above 1; it is then saturated anew.

// K1 is the sum that earns half of what there is to earn.
const K1 = 1.2

// PeakWeights and PeakB are the weights and the length normalisation of the text fields in a peak.
var (
	PeakWeights = [TextFields]float64{Title: 6, Spot: 1.5, Body: 1}
	PeakB       = [TextFields]float64{Title: 0.5, Spot: 0.75, Body: 0.85}
)

// peakBytes is a peak in a file: a share of 1, which no peak reaches, rounded up.
const peakBytes = 2

const peakScale = 1.0 / math.MaxUint16

func appendPeak(dst []byte, peak float32) []byte {
	return binary.LittleEndian.AppendUint16(dst, uint16(min(math.Ceil(float64(peak)/peakScale), math.MaxUint16)))
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

// earn leaves in earned what each posting of a block earns, and returns the peak.
func (w *listWriter) earn(docs []uint32, frequencies *[TextFields][]uint32) (peak float32) {
	for n, doc := range docs {
		sum := 0.0
		for f := range frequencies {
			if tf := float64(frequencies[f][n]); tf > 0 {
				sum += PeakWeights[f] * tf / (1 - PeakB[f] + PeakB[f]*float64(w.lengths[f][doc])/w.averages[f])
			}
		}
		w.earned[n] = float32(sum / (sum + K1))
		peak = max(peak, w.earned[n])
	}
	return peak
}

// What a posting of a list of several blocks earns stands in the block in parts of its peak, rounded up: most of a long
// list cannot come among the best, and that is seen without reading frequencies and lengths.
const (
	// SharesOfPeak are the whole peak.
	SharesOfPeak = 1<<shareBits - 1
	shareBits    = 4
)

// appendShares appends those of the first n of earned.
func (w *listWriter) appendShares(dst []byte, n int, peak float32) []byte {
	var shares [BlockDocs]uint32
	for i, earned := range w.earned[:n] {
		shares[i] = uint32(min(math.Ceil(float64(earned/peak)*SharesOfPeak), SharesOfPeak))
	}
	return appendPacked(dst, shares[:n], shareBits)
}

// inlinePeaks bound what a document that has a term once, in one field, can earn.
var inlinePeaks = func() (peaks [TextFields]float32) {
	for f, weight := range PeakWeights {
		peaks[f] = float32(weight / (weight + K1*(1-PeakB[f])))
	}
	return peaks
}()

// Peak is that of block n.
func (l *List) Peak(n int) float32 {
	switch {
	case l.inline:
		return inlinePeaks[l.inlineField]
	case len(l.table) == 0:
		return l.onePeak
	}
	return readPeak(l.table[(n+1)*tableEntryBytes-peakBytes:])
}
