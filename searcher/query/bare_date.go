package query

import (
	"strings"

	"github.com/haberara/haberara/corpus/turkish"
)

// The number of words of a date without a field name, and of elements beside it: a long text that ends with "geçen
// hafta" is a text, not a query of last week.
const (
	minBareWords, maxBareWords = 2, 4
	maxBesideDate              = 8
)

// bareDate makes a date range of the date words at the end or the beginning of the query.
func (p *treeParser) bareDate(elements []element) []element {
	if p.now.IsZero() || p.err != nil {
		return elements
	}
	for _, atEnd := range [...]bool{true, false} {
		for n := min(maxBareWords, len(elements)); n >= minBareWords && len(elements)-n <= maxBesideDate; n-- {
			start := 0
			if atEnd {
				start = len(elements) - n
			}
			if made, ok := p.makeDate(elements[start : start+n]); ok && standsAlone(elements, start, start+n) {
				p.repair(made.at.From-1, made.at.To-1,
					"these words are read as a date; put them in quotes to search for them")
				return append(append(append([]element(nil), elements[:start]...), made), elements[start+n:]...)
			}
		}
	}
	return elements
}

// standsAlone reports whether no operator stands around the elements from start to end.
func standsAlone(elements []element, start, end int) bool {
	return (start == 0 || elements[start-1].operator == noOperator) &&
		(end == len(elements) || elements[end].operator == noOperator)
}

func (p *treeParser) makeDate(words []element) (element, bool) {
	texts := make([]string, len(words))
	for i, e := range words {
		if !e.isBare {
			return element{}, false
		}
		texts[i] = e.node.(*Word).Text
	}
	if !isDateWords(texts) {
		return element{}, false
	}
	span, err := turkish.ParseWhen(strings.Join(texts, " "), p.now)
	at := Range{words[0].at.From, words[len(words)-1].at.To}
	return element{node: &DateRange{Range: at, From: span.From, To: span.To}, at: at}, err == nil
}

var (
	lastUnits = wordSet("dakika saat gun hafta ay yil sene")
	longUnits = wordSet("hafta ay yil sene haftasonu")
	shifts    = wordSet("gecen gectigimiz bu")
	numerals  = wordSet("bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz kirk elli altmis yetmis seksen doksan")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// isDateWords reports whether words are one of the dates that need no field name: son 7 gün, son on iki ay, geçen
// hafta, bu hafta sonu.
func isDateWords(words []string) bool {
	for i, word := range words {
		if len(word) > maxFieldChars {
			return false
		}
		words[i] = turkish.Fold(word)
	}
	last := len(words) - 1
	switch {
	case last < minBareWords-1 || last >= maxBareWords:
		return false
	case words[0] == "son":
		for _, number := range words[1:last] {
			if digits := strings.Trim(number, "0123456789"); !numerals[number] && (digits != "" || len(number) > 4) {
				return false
			}
		}
		return last > 1 && lastUnits[words[last]]
	case shifts[words[0]]:
		return last == 1 && longUnits[words[1]] || last == 2 && words[1] == "hafta" && words[2] == "sonu"
	}
	return false
}
