package names

import "strings"

// maxNameWords is the longest name in words.
const maxNameWords = 10

// maxPersonWords is the longest name of a person in words, particles included.
const maxPersonWords = 5

// readRun takes the names out of the words from i up to end.
func (f *Finder) readRun(i, end int) {
	titled := f.isTitled(i)
	for i < end {
		w := &f.words[i]
		k := f.known(i)
		if w.flags&hasCapital == 0 { // a link that no name has taken
			i++
			continue
		}
		if next := f.phrase(i, end, k); next > i {
			i, titled = next, notTitled
			continue
		}
		if w.flags&isLoud != 0 {
			f.single(i, k, end)
			i, titled = i+1, notTitled
			continue
		}
		if next := f.ending(i, end); next > i {
			i, titled = next, notTitled
			continue
		}
		if k.class&isTitle != 0 {
			i, titled = i+1, anyName
			if w.end > w.base {
				titled = notTitled
			}
			continue
		}
		if next := f.person(i, end, k, titled); next > i {
			i, titled = next, notTitled
			continue
		}
		f.single(i, k, end)
		if k.class&(isStop|isFunction) == 0 { // Genel of Genel Başkan Yardımcısı ends no row of titles
			titled = notTitled
		}
		i++
	}
}

// naming is what the word before says of a name.
type naming uint8

const (
	notTitled naming = iota
	// fullName wants two words or more.
	fullName
	anyName
)

// isTitled looks at the small word before a run.
func (f *Finder) isTitled(i int) naming {
	if i == 0 || f.words[i-1].flags&hasCapital != 0 || f.gapBefore(i) != blank || f.words[i-1].end > f.words[i-1].base {
		return notTitled
	}
	switch c := f.known(i - 1).class; {
	case c&isTitle != 0:
		return anyName
	case c&isRole != 0:
		return fullName
	}
	return notTitled
}

// phrase takes a name of several words from the lists.
func (f *Finder) phrase(i, end int, k *known) int {
	if k.class&beginsPhrase == 0 {
		return i
	}
	for n := min(maxPhraseWords, end-i); n > 1; n-- {
		keys := make([]string, n)
		tailed := false
		for j := range keys {
			keys[j] = f.known(i + j).key
			tailed = tailed || j < n-1 && f.words[i+j].end > f.words[i+j].base
		}
		c := f.lexicon.phrases[strings.Join(keys, " ")]
		// Suudi Arabistan Ticaret Bakanlığı is one organisation.
		if c == 0 || tailed || f.words[i].flags&isLoud == 0 && f.endingAt(i, end) >= i+n {
			continue
		}
		if kind, ok := c.kind(); ok {
			f.found.add(f, mention{kind: kind, from: i, to: i + n})
		}
		return i + n
	}
	return i
}

func (c class) kind() (Kind, bool) {
	switch {
	case c&isPlace != 0:
		return Place, true
	case c&(isOrganisation|isAbbreviation) != 0:
		return Organisation, true
	}
	return 0, false
}

// endingAt returns the last word of endsName that takes what stands from word i on; -1 when there is none.
func (f *Finder) endingAt(i, end int) int {
	last := -1
	for j := i; j < min(end, i+maxNameWords); j++ {
		k := f.known(j)
		if k.class&endsName != 0 && j > i {
			last = j
		}
		if k.class&isTitle != 0 && k.class&endsName == 0 {
			if j > i+1 && f.known(j-1).key == "belediye" {
				last = j - 1
			}
			break
		}
		if f.words[j].end > f.words[j].base || f.words[j].flags&isLoud != 0 {
			break
		}
		// Galatasaray ve Türkiye Futbol Federasyonu are two.
		if j+1 < end && isAnd(f.exact(j+1)) && f.words[j+1].flags&hasCapital == 0 &&
			k.class&(isPlace|isOrganisation|isAbbreviation|isGiven|endsName) != 0 {
			break
		}
	}
	return last
}

// ending takes a name that ends in a word of endsName.
func (f *Finder) ending(i, end int) int {
	last := f.endingAt(i, end)
	if last < 0 {
		return i
	}
	from := i
	if f.begins(i) && f.isAhead(i, last) {
		from++
	}
	if from == last {
		return i
	}
	k := f.known(last)
	m := mention{kind: Organisation, from: from, to: last + 1, cut: k.cut}
	switch {
	case k.class&isHead != 0 && f.known(from).key == metropolitan: // of whatever city is meant
		return last + 1
	case k.class&isHead != 0:
	case k.class&isPlaceHead != 0:
		m.kind = Place
	case k.class&isEvent != 0:
		return last + 1
	default:
		m.suffix = "si" // Çankaya Belediye Başkanı
	}
	f.found.add(f, m)
	return last + 1
}

// isAhead says that word i, at the head of a sentence, stands before the name that ends with word last: it says when or
// how, it has an ending of case, or a name begins behind it.
func (f *Finder) isAhead(i, last int) bool {
	k := f.known(i)
	if k.class&isFunction != 0 {
		return true
	}
	if k.class != 0 || last < i+2 || f.words[i+1].flags&hasCapital == 0 {
		return false
	}
	next := f.known(i + 1)
	return next.class&(isPlace|isGiven|isOrganisation|isAbbreviation) != 0 || next.key == metropolitan ||
		f.words[i].flags&isInflected != 0 && hasCase(k.key)
}

// metropolitan begins the name of no municipality.
const metropolitan = "büyükşehir"

// hasCase says that a key may end in a case other than the genitive.
func hasCase(key string) bool {
	for _, ending := range [...]string{"i", "u", "ü", "a", "e", "dan", "den", "tan", "ten"} {
		if strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

// person takes the name of a person: what a title or a known given name begins.
func (f *Finder) person(i, end int, k *known, titled naming) int {
	if titled == notTitled && k.class&isGiven == 0 {
		return i
	}
	if k.class&(isStop|isFunction|isAbbreviation|isOrganisation|isAfter) != 0 && k.class&isGiven == 0 ||
		k.class&(isPlace|isWord|isGiven) == isPlace {
		return i
	}
	to := i
	for j := i; j < min(end, i+maxPersonWords); j++ {
		c := f.known(j).class
		if f.words[j].flags&hasCapital == 0 {
			if !isParticle(f.exact(j)) {
				break
			}
			continue
		}
		if j > i && f.breaksPerson(j, end, c) || f.words[j].flags&isLoud != 0 {
			break
		}
		to = j + 1
		if f.words[j].end > f.words[j].base {
			break
		}
	}
	names := 0
	for j := i; j < to; j++ {
		if len([]rune(f.known(j).key)) > 1 {
			names++
		}
	}
	switch {
	case to == i:
		return i
	case names < 2 && to-i > 1: // Ahmet Y. is anyone
		return to
	case names < 2 && titled != anyName, titled == notTitled && isPlural(f.known(to-1).key):
		return i
	}
	f.found.add(f, mention{kind: Person, from: i, to: to})
	return to
}

// breaksPerson says that word j is no surname.
func (f *Finder) breaksPerson(j, end int, c class) bool {
	switch {
	case c&isGiven != 0:
		return false
	case c&(isStop|isFunction) != 0: // Genç and Türk may be surnames
		return j+1 < end && f.words[j].end == f.words[j].base
	case c&(isPlace|isOrganisation) != 0:
		return c&isWord == 0
	}
	return c&(isTitle|isHead|isEvent|isPlaceHead|isAbbreviation|isAfter) != 0
}

// isPlural says that a word is one of many things: the second of Devrim Muhafızları is no surname.
func isPlural(key string) bool {
	return strings.HasSuffix(key, "lari") || strings.HasSuffix(key, "leri")
}

// single takes a name of one word, or leaves the word for join.
func (f *Finder) single(i int, k *known, end int) {
	w := &f.words[i]
	m := mention{from: i, to: i + 1}
	kind, ok := k.class.kind()
	m.kind = kind
	switch {
	case k.class&isAbbreviation != 0 && k.class&(isPlace|isOrganisation) == 0:
		ok = ok && w.flags&allCapitals != 0 && (w.flags&isLoud == 0 || f.isAlone(i))
	case k.class&isWord != 0:
		ok = ok && w.flags&isLoud == 0 && k.class&(isStop|isFunction) == 0 && (!f.begins(i) || w.end > w.base || k.class&isOrganisation != 0 ||
			i+1 < end && f.known(i+1).class&isTitle != 0)
	}
	if i+1 == end && end < len(f.words) && w.end == w.base && w.flags&isLoud == 0 && f.gapBefore(end) == blank &&
		f.known(end).class&isPlaceNoun != 0 && (k.class&(isStop|isFunction|isTitle) == 0 || k.class&isPlace != 0) && !f.begins(i) {
		m.kind, ok = Place, true
	}
	if ok {
		f.found.add(f, m)
	} else if k.class&(isStop|isFunction|isTitle) == 0 {
		f.found.pending = append(f.found.pending, i)
	}
}

// isAlone says that an abbreviation in a loud headline stands among words that are not in capitals.
func (f *Finder) isAlone(i int) bool {
	return (i == 0 || f.words[i-1].flags&allCapitals == 0) && (i+1 == len(f.words) || f.words[i+1].flags&allCapitals == 0)
}
