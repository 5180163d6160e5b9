package turkish

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Names shorter than minNameLetters meet other words by chance; words longer than maxNameLetters are addresses and slips
// of the keyboard.
const (
	minNameLetters = 5
	maxNameLetters = 24
)

// nameGroup is a group of letters that transliterations write for one sound. A sign is a group that Turkish does not
// write for it.
type nameGroup struct {
	letters string
	sound   byte
	sign    bool
}

// nameGroups stand longest first. A sound has the letter of its plain spelling; S is ş, C is ç, T is ts, X is ks.
var nameGroups = []nameGroup{
	{"tsch", 'C', true},
	{"sch", 'S', true},
	{"tch", 'C', true}, {"dzh", 'c', true},
	{"kh", 'h', true}, {"sh", 'S', true}, {"zh", 'j', true}, {"ch", 'C', true}, {"ph", 'f', true}, {"gh", 'g', true},
	{"th", 't', true}, {"dh", 'd', true}, {"dj", 'c', true}, {"ck", 'k', true},
	{"ou", 'u', true}, {"oo", 'u', true}, {"ee", 'i', true},
	{"ts", 'T', false}, {"tz", 'T', true}, {"ks", 'X', false},
	{"q", 'k', true}, {"w", 'v', true}, {"x", 'X', true},
	{"ş", 'S', false}, {"š", 'S', true}, {"ç", 'C', false}, {"č", 'C', true}, {"ć", 'C', true}, {"ž", 'j', true},
	{"ğ", 'g', false}, {"ı", 'i', false}, {"î", 'i', false}, {"í", 'i', true}, {"ö", 'o', false}, {"ü", 'u', false},
	{"û", 'u', false}, {"â", 'a', false}, {"á", 'a', true}, {"é", 'e', true}, {"ó", 'o', true}, {"ñ", 'n', true},
}

// NameKey returns a key that the transliterations of a foreign name share (Zelenskiy, Zelensky, Zelenski; Chavez, Çavez;
// Shakira, Şakira), by rules over groups of letters and by a short table of irregular names. The word is an Exact term;
// "" is returned for one that is too short or too long or has letters of other alphabets. Words that are no names have
// keys too: whether two of them are one name is for SameName and for what the texts say of both.
func NameKey(exact string) string {
	exact = dotted(exact)
	if key, ok := irregularNames[exact]; ok {
		return key
	}
	letters := utf8.RuneCountInString(exact)
	if letters < minNameLetters || letters > maxNameLetters {
		return ""
	}
	key := make([]byte, 0, maxNameLetters)
	for at := 0; at < len(exact); {
		sound, n := nameSoundAt(exact, at)
		if n == 0 {
			return ""
		}
		if at += n; at == len(exact) && sound == 'c' {
			sound = 'C' // Miloseviç, Milosevic
		}
		if len(key) == 0 || key[len(key)-1] != sound {
			key = append(key, sound)
		}
	}
	return string(key)
}

// SameName reports whether two Exact terms with the same NameKey may be spellings of one foreign name: one of them has
// to look foreign, and what tells them apart has to be either doubled letters or other ways to write a sound, but not
// both (Steel and Still, Rutte and Route); an i or y at the end (Vassily, Vasili) does not count.
func SameName(a, b string) bool {
	if isIrregularName(a) && isIrregularName(b) {
		return true
	}
	return (hasForeignSign(a) || hasForeignSign(b)) && differInOneWay(spellName(a), spellName(b))
}

// spelledSound is how a name writes one sound: once, or in two or more groups of letters.
type spelledSound []string

func spellName(exact string) []spelledSound {
	word := dotted(exact)
	sounds := make([]spelledSound, 0, maxNameLetters)
	last := byte(0)
	for at := 0; at < len(word); {
		sound, n := nameSoundAt(word, at)
		if n == 0 {
			return nil
		}
		if sound != last {
			sounds = append(sounds, nil)
		}
		end := len(sounds) - 1
		sounds[end] = append(sounds[end], word[at:at+n])
		last, at = sound, at+n
	}
	return sounds
}

func differInOneWay(a, b []spelledSound) bool {
	if len(a) != len(b) {
		return false
	}
	doubled, written := false, false
	for i := range a {
		switch x, y := a[i], b[i]; {
		case slices.Equal(x, y):
		case len(x) == len(y):
			written = written || i < len(a)-1 || !strings.ContainsAny(x[0], "iyj")
		case len(x) == 1 && slices.Contains(y, x[0]), len(y) == 1 && slices.Contains(x, y[0]):
			doubled = true
		default:
			return false
		}
	}
	return !doubled || !written
}

// dotted writes every i with a dot: a name in capitals has lost them.
func dotted(exact string) string { return strings.ReplaceAll(exact, "ı", "i") }

// nameSoundAt returns the sound that begins at at and how many bytes write it; 0 for what writes none.
func nameSoundAt(word string, at int) (byte, int) {
	if n := glide(word, at); n > 0 {
		if isOpenVowel(word, at+n) && (at == 0 || isOpenVowel(word, at-1)) {
			return 'y', n
		}
		return 'i', n
	}
	c := word[at]
	if c == 'a' || c == 'e' {
		if n := glide(word, at+1); n > 0 && !isOpenVowel(word, at+1+n) {
			return c - 'a' + 'A', 1 + n
		}
	}
	if g := nameGroupAt(word, at); g != nil {
		return g.sound, len(g.letters)
	}
	if c < 'a' || c > 'z' {
		return 0, 0
	}
	return c, 1
}

// glide returns the length of the run of i and y at at: i, y, iy, yy. A y before an i is none of them but a consonant
// (iyi, -yi); a j behind a vowel at the end of a name is (Sergej).
func glide(word string, at int) int {
	end := at
	for end < len(word) && (word[end] == 'i' || word[end] == 'y' && !strings.HasPrefix(word[end+1:], "i")) {
		end++
	}
	if end == len(word)-1 && word[end] == 'j' && at > 0 && (end > at || isOpenVowel(word, at-1)) {
		end++
	}
	return end - at
}

// isOpenVowel reports whether a, e, o or u stands at at.
func isOpenVowel(word string, at int) bool {
	return at >= 0 && at < len(word) && strings.IndexByte("aeou", word[at]) >= 0
}

// nameGroupsFrom is where the groups that begin with a byte are among nameGroups, in their order.
var nameGroupsFrom = func() (from [256][]uint8) {
	for i, g := range nameGroups {
		from[g.letters[0]] = append(from[g.letters[0]], uint8(i))
	}
	return from
}()

func nameGroupAt(word string, at int) *nameGroup {
	for _, i := range nameGroupsFrom[word[at]] {
		if strings.HasPrefix(word[at:], nameGroups[i].letters) {
			return &nameGroups[i]
		}
	}
	return nil
}

// hasForeignSign reports whether a word is spelled as no Turkish word is: with a nameGroup that is a sign, with a y that
// has no vowel beside it, or with the end of a Russian name (-nski, -iy, -ei).
func hasForeignSign(word string) bool {
	word = dotted(word)
	for at := range len(word) {
		if g := nameGroupAt(word, at); g != nil && g.sign {
			return true
		}
		if word[at] == 'y' && at > 0 {
			before, _ := utf8.DecodeLastRuneInString(word[:at])
			after, _ := utf8.DecodeRuneInString(word[at+1:])
			if !isVowel(before) && !isVowel(after) {
				return true
			}
		}
	}
	for _, ending := range [...]string{"nski", "vski", "lski", "iy", "yy", "ei", "ej", "ij"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// nameSounds is how a sound may be written, as a regular expression over Exact terms. Each takes in all that NameKey
// reads as the sound, and may take in more.
var nameSounds = func() map[byte]string {
	forms := map[byte][]string{
		'i': {"[iyj]"}, 'y': {"[iıyj]"}, 'A': {"a[iıyj]+"}, 'E': {"e[iıyj]+"},
	}
	for c := byte('a'); c <= 'z'; c++ {
		if forms[c] == nil && c != 'q' && c != 'w' && c != 'x' {
			forms[c] = []string{string(c)}
		}
	}
	for _, g := range nameGroups {
		forms[g.sound] = append(forms[g.sound], g.letters)
	}
	forms['C'] = append(forms['C'], forms['c']...) // at the end of a name
	patterns := map[byte]string{}
	for sound, f := range forms {
		patterns[sound] = "(" + strings.Join(f, "|") + ")+"
	}
	return patterns
}()

// NamePattern returns a regular expression that matches every Exact term with a NameKey, and some others; "" for the key
// of an irregular name.
func NamePattern(key string) string {
	if strings.HasPrefix(key, irregularMark) {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		b.WriteString(nameSounds[key[i]])
	}
	return b.String()
}

// nounEndings are what common nouns take without an apostrophe, folded; names take them behind one, where they are no
// part of the term.
var nounEndings = [...]string{"lar", "ler", "i", "yi", "u", "yu", "a", "e", "ya", "ye", "in", "nin", "un", "da", "de",
	"ta", "te", "dan", "den", "tan", "ten", "li", "lu", "siz", "lik", "luk", "ci", "cu", "la", "le", "si", "su"}

// A word with endings without apostrophe in more than one of maxInflected of its uses is a common noun.
const maxInflected = 3

// IsCommonWord reports whether a folded word is used as Turkish common words are rather than names, by how often it and
// other words occur: when it takes endings without an apostrophe, or is itself a more frequent word with an ending.
func IsCommonWord(fold string, frequency func(fold string) int) bool {
	own, inflected := frequency(fold), 0
	for _, ending := range nounEndings {
		if inflected += frequency(fold + ending); inflected*maxInflected > own {
			return true
		}
	}
	for end := len(fold) - 1; end >= minStemLetters && end >= len(fold)-maxStemEnding; end-- {
		if utf8.RuneStart(fold[end]) && isTail(fold[:end], fold[end:]) && frequency(fold[:end]) >= own {
			return true
		}
	}
	return false
}

// The endings that IsCommonWord takes off have at most maxStemEnding letters and leave at least minStemLetters.
const (
	minStemLetters = 3
	maxStemEnding  = 6
)
