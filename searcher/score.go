package searcher

import (
	"math"

	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// Weights are what ranking weighs, in one place; none is negative. Words earn BM25F as in Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond" (2009), equations 3.20 and 3.21: for each signal the weighted
// frequencies of the text fields are summed up, each normalised by the length of its field, and saturated once, so that a
// word earns no more by standing in several fields than by standing often in one.
type Weights struct {
	// Title, Spot and Body say how much more a word tells about an article there than elsewhere.
	Title, Spot, Body float64
	// TitleB, SpotB and BodyB, from 0 to 1, say how much longer texts need a word more often to earn as much.
	TitleB, SpotB, BodyB float64
	// K1 is above 0: the weighted frequency that earns half of what there is to earn.
	K1 float64
	// TextK1 and TextTitle are what K1 and Title come to in a query that is text, see ofWords: of many words that an article
	// has once by chance, those count that it keeps coming back to, and that its title names.
	TextK1, TextTitle float64
	// TextPresence is what Presence gains in a query that is text; TitleShare and Brevity are what an article earns there
	// that the text is the gist of, see gist.go.
	TextPresence, TitleShare, Brevity float64
	// Exact is the form as typed, which counts on top of the dictionary form (Lemma) that all forms of the word share. The
	// folded form (Fold), which all spellings share, only finds what has other diacritics, and what the dictionary does
	// not know.
	Exact, Lemma, Fold float64
	// Presence is what a word earns by standing in an article at all, however long that is; the lower bound of Lv and
	// Zhai, "Lower-Bounding Term Frequency Normalization" (2011). It and Pair are for short
	// queries, see ofWords.
	Presence float64
	// Pair is what neighbours of the query earn beside each other, see rerank.go, of the Closer best hits.
	Pair   float64
	Closer int
	// News is what the newest articles gain, as a share of their score, where a query is in the news or the caller names a
	// half-life, Topic what they gain for other queries; see freshness.go.
	News, Topic float64
	// Alternative, at most 1, scales what an article earns by another form than the one that was typed.
	Alternative float64
	// Lookalike is that of a word that may have been meant, see alongside.go.
	Lookalike float64
}

// DefaultWeights are those of a Searcher that is given none; bench's relevance --tune looks for better ones.
func DefaultWeights() Weights {
	return Weights{
		Title: segment.PeakWeights[indexer.Title], Spot: segment.PeakWeights[indexer.Spot], Body: segment.PeakWeights[indexer.Body],
		TitleB: segment.PeakB[indexer.Title], SpotB: segment.PeakB[indexer.Spot], BodyB: segment.PeakB[indexer.Body],
		K1: segment.K1, TextK1: 3.5, TextTitle: 12, TextPresence: 1, TitleShare: 4, Brevity: 2,
		Exact: 0.5, Lemma: 1, Fold: 0.5, Presence: 4, Pair: 3, Closer: 50,
		Alternative: 0.8, Lookalike: 0.8, News: 0.5, Topic: 0.1,
	}
}

var defaultWeights = DefaultWeights()

// WithWeights makes a Searcher rank by other weights than the DefaultWeights, to measure them. Block bounds of an index
// are made for the defaults: with others the same hits come, more slowly.
func WithWeights(w Weights) Option { return func(s *Searcher) { s.weights = &w } }

// A query of up to fewWords words names what has to be there, one of up to questionWords says it in order; what is longer
// is text, of which no word and no pair has to be there. All of that comes by degrees.
const fewWords, questionWords = 3, 8

// ofWords are the weights for a query of a number of words.
func (w *Weights) ofWords(words int) Weights {
	share := func(few int) float64 {
		part := float64(few) / float64(max(words, few))
		return part * part
	}
	scaled := *w
	text := 1 - float64(questionWords)/float64(max(words, questionWords))
	scaled.K1 += (w.TextK1 - w.K1) * text
	scaled.Title += (w.TextTitle - w.Title) * text
	scaled.Presence = w.Presence*share(fewWords) + w.TextPresence*text
	scaled.TitleShare *= text
	scaled.Brevity *= text
	scaled.Pair *= share(questionWords)
	return scaled
}

// field returns the weight and the length normalisation of a text field.
func (w *Weights) field(f int) (weight, b float64) {
	switch indexer.TextField(f) {
	case indexer.Title:
		return w.Title, inside(w.TitleB)
	case indexer.Spot:
		return w.Spot, inside(w.SpotB)
	}
	return w.Body, inside(w.BodyB)
}

// inside keeps a length normalisation so far from 0 and 1 that nothing is divided by 0: an empty text has no length, and
// bounds compare normalisations by their ratio.
func inside(b float64) float64 {
	const least = 1e-9
	return min(max(b, least), 1-least)
}

// frequency is what a word that stands so often in a text field of a length adds to its weighted frequency; lengths are
// in tokens.
func (w *Weights) frequency(f int, times, length, average float64) float64 {
	weight, b := w.field(f)
	return weight * times / (1 - b + b*length/average)
}

// saturated is what a weighted frequency earns, its signal and rarity aside: K1 + 1 at most.
func (w *Weights) saturated(frequency float64) float64 {
	return frequency * (w.K1 + 1) / (frequency + w.K1)
}

// ceiling is the highest sum of saturated frequencies that a word in one spelling can reach; what an article with several
// others earns by them is cut to it.
func (w *Weights) ceiling() float64 { return (w.Exact + w.Lemma + w.Fold) * (w.K1 + 1) }

// otherSpelling scales an article that has the word only with other diacritics ("öldü" for oldu), where some article has
// it as typed. The factor keeps the best of the former below the worst of the latter.
func (w *Weights) otherSpelling() float64 { return min(w.Presence/w.ceiling(), 1) }

// idf is the inverse document frequency of a word that stands in df of n articles; it is never negative.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// A word typed without diacritics is common in articles only with them, when it was typed on a plain keyboard: from
// typedPlainDF articles on, and when fewer than one in typedPlainRatio of them have it as typed.
const (
	typedPlainDF    = 100
	typedPlainRatio = 50
)

// typedPlain says that a word was probably typed without its diacritics, so that other spellings are what is meant. Where
// the whole query was, it is enough that there are others.
func (a *atom) typedPlain(asTyped, anySpelling int) bool {
	if a.bare && asTyped < anySpelling {
		return true
	}
	return asTyped == 0 || a.plain && anySpelling >= typedPlainDF && asTyped*typedPlainRatio < anySpelling
}
