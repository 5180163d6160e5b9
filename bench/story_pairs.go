package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

// Pairs of articles are labelled by rules that know nothing of how stories are found: they look at letters, capitals,
// digits, quotation marks, outlets and the clock, never at lemmas, rarity in the index or what the index answered.
//
// Free positives: two outlets, at most 24 hours apart, the same title of four words or more, and the same summary where
// both have one.
//
// Hard pairs, drawn with a fixed seed, storyDraw of each kind:
//
//	positive   two outlets, at most 12 hours apart, titles that have less than half of their words in common, and
//	           quote    the same quotation of five words or more in both, or
//	           facts    a full name (two words with capitals, none at the beginning of a sentence) that at most 12
//	                    articles of the same 24 hours have, and two numbers of two digits or more, years aside
//	negative   at most 48 hours apart, and
//	           serial   one outlet, the same title, 18 hours apart or more, numbers in both summaries and none of them in
//	                    both: the notice of another day
//	           dates    a full name in common, a day and a month named in both, and none of them in both
//	           fields   a full name in common, no other word of four letters or more in common, and two numbers or more
//	                    in each with none in both
//	           places   titles that begin with different provinces and have at least half of their other words in common,
//	                    summaries in both, and neither province named by the other: the like in another place
type storyPair struct {
	a, b int // of the articles
	rule string
	same bool
}

// freeRule is the rule of the free positives.
const freeRule = "copies"

// storyDraw is how many pairs of each kind of hard ones are drawn, where there are so many.
const storyDraw = 60

// storyFacts is what the rules look at.
type storyFacts struct {
	title           string // folded words with blanks between
	province        string // with which the title begins
	titleWords      map[string]bool
	words           map[string]bool
	names           []string
	numbers, dates  map[string]bool
	quotes          []string
	published       time.Time
	source, summary string
}

var storyProvinces = func() map[string]bool {
	all := map[string]bool{}
	for _, p := range strings.Fields("adana adıyaman afyonkarahisar ağrı amasya ankara antalya artvin aydın balıkesir bilecik " +
		"bingöl bitlis bolu burdur bursa çanakkale çankırı çorum denizli diyarbakır edirne elazığ erzincan erzurum " +
		"eskişehir gaziantep giresun gümüşhane hakkari hatay ısparta mersin istanbul izmir kars kastamonu kayseri " +
		"kırklareli kırşehir kocaeli konya kütahya malatya manisa kahramanmaraş mardin muğla muş nevşehir niğde ordu rize " +
		"sakarya samsun siirt sinop sivas tekirdağ tokat trabzon tunceli şanlıurfa uşak van yozgat zonguldak aksaray " +
		"bayburt karaman kırıkkale batman şırnak bartın ardahan ığdır yalova karabük kilis osmaniye düzce") {
		all[turkish.Fold(p)] = true
	}
	return all
}()

var storyMonths = strings.Fields("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık")

func newStoryFacts(a *corpus.Article) *storyFacts {
	f := &storyFacts{
		titleWords: map[string]bool{}, words: map[string]bool{}, numbers: map[string]bool{}, dates: map[string]bool{},
		published: a.Published, source: a.Source, summary: strings.Join(strings.Fields(a.Spot), " "),
	}
	var title []string
	for i, text := range []string{a.Title, a.Spot} {
		name, day, end := "", "", 0
		turkish.Tokens(text, func(t turkish.Token) bool {
			word := turkish.Fold(text[t.Start:t.BaseEnd])
			between := text[end:t.Start]
			if i == 0 {
				if len(title) == 0 && storyProvinces[word] {
					f.province = word
				}
				title = append(title, word)
				f.titleWords[word] = true
			}
			f.words[word] = true
			begins := end == 0 || strings.ContainsAny(between, ".!?:\"“”'‘’…|")
			first, _ := utf8.DecodeRuneInString(text[t.Start:])
			capital := t.Kind == turkish.Word && unicode.IsUpper(first) && t.BaseEnd-t.Start > 2
			switch {
			case capital && !begins && i == 1 && name != "" && between == " ":
				f.names = append(f.names, name+" "+word)
				name = word
			case capital && !begins && i == 1:
				name = word
			default:
				name = ""
			}
			if t.End > t.BaseEnd {
				name = ""
			}
			digits := strings.Trim(word, "0123456789.,") == ""
			isYear := len(word) == 4 && (word[:2] == "20" || word[:2] == "19")
			if digits && len(word) > 1 && !isYear {
				f.numbers[word] = true
			}
			if slices.Contains(storyMonths, turkish.Lower(text[t.Start:t.BaseEnd])) && day != "" {
				f.dates[day+" "+word] = true
				delete(f.numbers, day)
			}
			if day = ""; digits && len(word) <= 2 {
				day = word
			}
			end = t.End
			return true
		})
		f.quotes = append(f.quotes, quotesOf(text)...)
	}
	f.title = strings.Join(title, " ")
	slices.Sort(f.names)
	f.names = slices.Compact(f.names)
	return f
}

// quotesOf returns the quotations of five words or more, folded.
func quotesOf(text string) []string {
	var all []string
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`).Replace(text), `"`)
	for i := 1; i < len(parts)-1; i += 2 {
		if words := strings.Fields(turkish.Fold(parts[i])); len(words) >= 5 {
			all = append(all, strings.Trim(strings.Join(words, " "), ".,!? "))
		}
	}
	return all
}

func inCommon(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

// freePairs are the pairs of identical titles.
func freePairs(all []*storyFacts) []storyPair {
	byTitle := map[string][]int{}
	for i, f := range all {
		if len(f.titleWords) >= 4 && !f.published.IsZero() {
			byTitle[f.title] = append(byTitle[f.title], i)
		}
	}
	var pairs []storyPair
	for _, of := range byTitle {
		for i, a := range of {
			for _, b := range of[i+1:] {
				x, y := all[a], all[b]
				if x.source != y.source && apart(x, y) <= 24*time.Hour &&
					(x.summary == "" || y.summary == "" || x.summary == y.summary) {
					pairs = append(pairs, storyPair{a, b, freeRule, true})
				}
			}
		}
	}
	return sortedPairs(pairs)
}

func apart(a, b *storyFacts) time.Duration { return a.published.Sub(b.published).Abs() }

func sortedPairs(pairs []storyPair) []storyPair {
	slices.SortFunc(pairs, func(a, b storyPair) int { return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b)) })
	return slices.CompactFunc(pairs, func(a, b storyPair) bool { return a.a == b.a && a.b == b.b })
}

// hardPairs draws the pairs of each rule.
func hardPairs(all []*storyFacts, seed uint64) []storyPair {
	keys := map[string][]int{}
	days := map[string]map[int64]int{}
	for i, f := range all {
		if f.published.IsZero() {
			continue
		}
		for _, q := range f.quotes {
			keys["q"+q] = append(keys["q"+q], i)
		}
		for _, n := range f.names {
			keys["n"+n] = append(keys["n"+n], i)
			if days[n] == nil {
				days[n] = map[int64]int{}
			}
			days[n][f.published.Unix()/86400]++
		}
		if f.province != "" && f.summary != "" {
			for w := range f.titleWords {
				if w != f.province && utf8.RuneCountInString(w) > 3 {
					keys["p"+w] = append(keys["p"+w], i)
				}
			}
		}
		keys["t"+f.source+"\x00"+f.title] = append(keys["t"+f.source+"\x00"+f.title], i)
	}
	byRule := map[string][]storyPair{}
	for key, of := range keys {
		slices.SortFunc(of, func(a, b int) int { return all[a].published.Compare(all[b].published) })
		for i, a := range of {
			for _, b := range of[i+1:] {
				if apart(all[a], all[b]) > 48*time.Hour {
					break
				}
				x, y := all[a], all[b]
				rule, same := ruleOf(x, y, key[0], func() bool {
					return days[key[1:]][x.published.Unix()/86400] <= 12 && days[key[1:]][y.published.Unix()/86400] <= 12
				})
				if rule != "" {
					byRule[rule] = append(byRule[rule], storyPair{min(a, b), max(a, b), rule, same})
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(seed, 1))
	var drawn []storyPair
	for _, rule := range []string{"quote", "facts", "serial", "dates", "fields", "places"} {
		pairs := sortedPairs(byRule[rule])
		r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		drawn = append(drawn, pairs[:min(len(pairs), storyDraw)]...)
	}
	return drawn
}

func ruleOf(x, y *storyFacts, key byte, rare func() bool) (rule string, same bool) {
	hours := apart(x, y).Hours()
	apartTitles := 2*inCommon(x.titleWords, y.titleWords) < min(len(x.titleWords), len(y.titleWords))
	numbers := inCommon(x.numbers, y.numbers)
	switch key {
	case 'q':
		if x.source != y.source && hours <= 12 && apartTitles {
			return "quote", true
		}
	case 'n':
		switch {
		case x.source != y.source && hours <= 12 && apartTitles && numbers >= 2 && rare():
			return "facts", true
		case len(x.dates) > 0 && len(y.dates) > 0 && inCommon(x.dates, y.dates) == 0:
			return "dates", false
		case len(x.numbers) > 1 && len(y.numbers) > 1 && numbers == 0 && len(x.dates)+len(y.dates) == 0 && otherWords(x, y) == 0:
			return "fields", false
		}
	case 'p':
		if x.province != y.province && !x.words[y.province] && !y.words[x.province] &&
			2*inCommon(x.titleWords, y.titleWords) >= min(len(x.titleWords), len(y.titleWords))-1 {
			return "places", false
		}
	case 't':
		if hours >= 18 && x.summary != "" && y.summary != "" && len(x.numbers) > 0 && len(y.numbers) > 0 && numbers == 0 {
			return "serial", false
		}
	}
	return "", false
}

// otherWords counts the words of four letters or more that two articles share beside their names.
func otherWords(x, y *storyFacts) int {
	names := map[string]bool{}
	for _, n := range slices.Concat(x.names, y.names) {
		for _, w := range strings.Fields(n) {
			names[w] = true
		}
	}
	n := 0
	for w := range x.words {
		if utf8.RuneCountInString(w) >= 4 && !names[w] && y.words[w] {
			n++
		}
	}
	return n
}
