package story

import (
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

// Sketch is what the beginning of an article says: the features of its first telling words, ascending, each once, at most
// MaxFeatures.
type Sketch []uint32

// The kinds of features, in their upper two bits; the rest is a hash of the term.
const (
	wordFeature   = 0 << kindShift
	numberFeature = 1 << kindShift
	// dateFeature is a day and a month.
	dateFeature = 2 << kindShift
	// titleFeature is a whole title.
	titleFeature = 3 << kindShift
	// monthFlag stands in no Sketch.
	monthFlag = 3 << kindShift

	kindShift = 30
	hashMask  = 1<<kindShift - 1
)

// NoFeature is what says nothing about an event, whichever it is.
const NoFeature = uint32(0)

// Feature returns the feature of a token by its kind and its lemma, NoFeature where it has none.
func Feature(kind turkish.Kind, lemma string) uint32 {
	hash := func(kind uint32) uint32 { return max(uint32(xxhash.Sum64String(lemma))&hashMask, 1) | kind }
	switch {
	case kind == turkish.Number, kind == turkish.Date:
		return hash(numberFeature)
	case kind == turkish.Month, months[lemma]:
		return hash(monthFlag)
	case kind == turkish.Time, kind == turkish.URL, kind == turkish.Email, silent[lemma]:
		return NoFeature
	}
	return hash(wordFeature)
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

var (
	months = set("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık")
	// silent are the lemmas that stand in the news of every day.
	silent = set("ve veya ile bir bu şu o da de ki mi mı mu mü ne için gibi kadar daha en çok ama ancak ise hem ya " +
		"her olarak olan olmak ol et yap ver al gel git de söyle belirt ifade açıkla açıklama kişi son yeni gün bugün dün " +
		"sonra önce göre karşı ilgili tarafından arasında içinde üzerinde yer var yok değil kendi biz ben siz onlar " +
		"haber dakika işte nasıl neden kim nerede hangi zaman saat yıl ay edil yapıl bulun çık başla devam yüzde")
)

// Sketcher makes a Sketch of the features of an article in their order.
type Sketcher struct {
	features []uint32
	last     uint32
	// words are those that have been added, hash that of them all.
	words int
	hash  uint32
}

// Reset begins another article.
func (s *Sketcher) Reset() { *s = Sketcher{features: s.features[:0]} }

// IsFull says that no further feature is taken.
func (s *Sketcher) IsFull() bool { return len(s.features) == MaxFeatures }

// Add takes the feature of the next token. A number before the name of a month is a date with it.
func (s *Sketcher) Add(feature uint32) {
	last := s.last
	s.last = feature
	if feature != NoFeature {
		s.words, s.hash = s.words+1, s.hash*16777619^feature // FNV-1
	}
	switch {
	case feature == NoFeature || s.IsFull():
		return
	case feature&^hashMask == monthFlag:
		if last&^hashMask == numberFeature && len(s.features) > 0 && s.features[len(s.features)-1] == last {
			s.features = s.features[:len(s.features)-1]
			feature = (feature*31+last)&hashMask | dateFeature
		} else {
			feature = feature & hashMask
		}
	}
	s.put(feature)
}

func (s *Sketcher) put(feature uint32) {
	if !s.IsFull() && !slices.Contains(s.features, feature) {
		s.features = append(s.features, feature)
	}
}

// leastTitle is how many telling words a title has that is not the same by chance.
const leastTitle = 4

// EndTitle says that the features so far are those of the title.
func (s *Sketcher) EndTitle() {
	if s.words >= leastTitle {
		s.put(s.hash&hashMask | titleFeature)
	}
}

// Sketch returns what has been added.
func (s *Sketcher) Sketch() Sketch {
	k := slices.Clone(s.features)
	slices.Sort(k)
	return k
}
