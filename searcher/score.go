package searcher

import (
	"math"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), equation 3.15:
// every text field and signal has its own saturation and length normalisation, and a word's weight is their sum.
const (
	k1 = segment.K1
	b  = segment.B
)

// fieldWeights say how much more a word tells about an article in its title or spot than in its body.
var fieldWeights = [indexer.TextFields]float64{indexer.Title: 2, indexer.Spot: 1.5, indexer.Body: 1}

// The signals by which a word of a query is found.
const (
	exactSignal = iota
	lemmaSignal
	foldSignal

	signals
)

// signalWeights: the form as typed counts on top of the dictionary form, which all forms of the word share. The folded
// form, which all spellings share, only finds what has other diacritics, and what the dictionary does not know.
var signalWeights = [signals]float64{exactSignal: 0.5, lemmaSignal: 1, foldSignal: 0.5}

// presence is what a word earns by standing in an article at all, however long that is; the lower bound of Lv and Zhai,
// "Lower-Bounding Term Frequency Normalization" (2011).
const presence = 3

// otherSpelling scales an article that has the word only with other diacritics ("öldü" for oldu), where some article has
// it as typed. The factor keeps the best of the former below the worst of the latter.
var otherSpelling = presence / ceiling()

// ceiling is the highest sum of saturated frequencies that a word in one spelling can reach; what an article with several
// others earns by them is cut to it.
func ceiling() float64 {
	sum := 0.0
	for _, f := range fieldWeights {
		for _, s := range signalWeights {
			sum += f * s
		}
	}
	return sum * (k1 + 1)
}

// idf is the inverse document frequency of a word that stands in df of n articles; it is never negative.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// saturated is the BM25 weight of a frequency in a field of a length, both in tokens.
func saturated(frequency, length, average float64) float64 {
	return frequency * (k1 + 1) / (frequency + k1*(1-b+b*length/average))
}

// A word typed without diacritics is common in articles only with them, when it was typed on a plain keyboard: from
// typedPlainDF articles on, and when fewer than one in typedPlainRatio of them have it as typed.
const (
	typedPlainDF    = 100
	typedPlainRatio = 50
)

// typedPlain says that a word was probably typed without its diacritics, so that other spellings are what is meant.
func typedPlain(plain bool, asTyped, anySpelling int) bool {
	return asTyped == 0 || plain && anySpelling >= typedPlainDF && asTyped*typedPlainRatio < anySpelling
}
