package searcher

import (
	"bytes"
	"cmp"
	"slices"
)

// phrase is a row of words that stands in several titles of a titleIndex: bytes of the key of the first of its starts,
// which are count.
type phrase struct {
	first, count uint32
	bytes        uint16
}

// The phrases that are suggested.
const (
	maxSuggestedWords = 4
	minPhraseTitles   = 2
	// A phrase is left out whose longer form has mostOfPhrase percent of its titles.
	mostOfPhrase = 80
)

// rarity falls as a phrase gets more frequent, so that the lowest is the best.
func (x *titleIndex) rarity(i int) uint32 { return ^x.phrases[i].count }

func (x *titleIndex) phraseKey(p phrase) []byte { return x.keyFrom(x.starts[p.first])[:p.bytes] }

// findPhrases finds in the sorted starts the runs that have their first words in common.
func (x *titleIndex) findPhrases() {
	var runs [maxSuggestedWords]phrase
	var longer [maxSuggestedWords + 1]uint32 // the most titles of a longer form of the run
	end := func(n int) {
		p := runs[n]
		if p.count >= minPhraseTitles && longer[n+1]*100 < p.count*mostOfPhrase && isTelling(x.phraseKey(p)) {
			x.phrases = append(x.phrases, p)
		}
		longer[n] = max(longer[n], p.count)
		runs[n], longer[n+1] = phrase{}, 0
	}
	var before []byte
	for i, s := range x.starts {
		key := x.keyFrom(s)
		shared := commonBytes(before, key)
		ends := wordEnds(key)
		for n := maxSuggestedWords - 1; n >= 0; n-- {
			goesOn := ends[n] > 0 && runs[n].bytes == ends[n] && shared >= int(ends[n])
			if !goesOn {
				end(n)
				if ends[n] > 0 {
					runs[n] = phrase{first: uint32(i), bytes: ends[n]}
				}
			}
			runs[n].count++
		}
		before = key
	}
	for n := maxSuggestedWords - 1; n >= 0; n-- {
		end(n)
	}
	slices.SortFunc(x.phrases, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.bytes, b.bytes))
	})
}

// phrasesOf are the places in phrases of those that begin at starts from one up to another.
func (x *titleIndex) phrasesOf(from, to int) (first, last int) {
	at := func(start int) int {
		n, _ := slices.BinarySearchFunc(x.phrases, uint32(start), func(p phrase, start uint32) int {
			return cmp.Compare(p.first, start)
		})
		return n
	}
	return at(from), at(to)
}

func commonBytes(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// wordEnds are where the first words of a key end, their tails aside; 0 where there is no such word.
func wordEnds(key []byte) (ends [maxSuggestedWords]uint16) {
	at := 0
	for n := range ends {
		for key[at] > keyBlank {
			at++
		}
		ends[n] = uint16(at)
		for key[at] != keyBlank {
			if key[at] == keyEnd {
				return ends
			}
			at++
		}
		at++
	}
	return ends
}

// isTelling says that a phrase begins and ends with words that mean something by themselves.
func isTelling(key []byte) bool {
	first, last := key, key
	if i := bytes.IndexAny(key, " \x01"); i >= 0 {
		first = key[:i]
	}
	if i := bytes.LastIndexByte(key, keyBlank); i >= 0 {
		last = key[i+1:]
	}
	return isContent(first) && isContent(last)
}

// isContent says of a folded word that it is none of those that join others, and has letters.
func isContent(word []byte) bool {
	return len(word) > 1 && (word[0] < '0' || word[0] > '9') && !functionWords[string(word)]
}

// functionWords join other words and mean little by themselves; folded.
var functionWords = setOf("ve", "ile", "icin", "bir", "bu", "su", "o", "da", "de", "ta", "te", "ki", "mi", "mu", "en", "daha",
	"cok", "gibi", "kadar", "sonra", "once", "gore", "karsi", "ise", "ya", "veya", "hem", "ne", "her", "hic", "ama", "fakat",
	"ancak", "iste", "olarak", "olan", "oldu", "var", "yok", "diye", "dedi", "etti", "nasil", "neden", "kim", "hangi", "kac")

func setOf(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}
