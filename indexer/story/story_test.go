package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus/turkish"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sketchOf is the sketch of an article with a title and a spot.
func sketchOf(title, spot string) Sketch {
	a := turkish.NewAnalyzer()
	var s Sketcher
	add := func(text string) {
		a.Analyze(text, func(t turkish.Token, signals turkish.Signals) bool {
			s.Add(Feature(t.Kind, signals.Lemma))
			return true
		})
	}
	s.Reset()
	add(title)
	s.EndTitle()
	add(spot)
	return s.Sketch()
}

// nothing loads nothing.
func nothing(int64, int64, func(Article, bool)) error { return nil }

// news is one article: when, in hours, and what it says.
type news struct {
	hours       float64
	title, spot string
}

// tell returns of each article which of them, by place, began its story.
func tell(t *testing.T, all ...news) []int {
	t.Helper()
	w := NewWindow(nothing)
	stories := make([]int, len(all))
	for i, n := range all {
		a := Article{Key: uint64(i), Published: 1_780_000_000 + int64(n.hours*3600), Sketch: sketchOf(n.title, n.spot)}
		story, err := w.Assign(a)
		check(t, err)
		stories[i] = int(story)
	}
	return stories
}

func TestAssign(t *testing.T) {
	f := func(what string, want []int, all ...news) {
		t.Helper()
		if diff := cmp.Diff(want, tell(t, all...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	fire := news{0, "Karadere'de fındık fabrikası yandı: 4 işçi hastanede",
		"Karadere ilçesindeki Yeşilova Fındık fabrikasında gece çıkan yangını 60 itfaiyeci üç saatte söndürdü."}
	again := news{2, "Yeşilova fabrikasında gece yangını",
		"Karadere'deki fındık fabrikasında çıkan yangına 60 itfaiyeci müdahale etti, dumandan etkilenen 4 işçi tedavide."}
	f("two tell one event", []int{0, 0}, fire, again)
	f("whichever came first", []int{0, 0}, again, fire)
	at := func(hours float64, n news) news { n.hours = hours; return n }
	f("a day later", []int{0, 0}, fire, at(26, again))
	f("three days later it is another event", []int{0, 1}, fire, at(72, again))
	f("a late article finds the story that began after it", []int{0, 0}, at(20, fire), at(3, again))
	f("the same place, another event", []int{0, 1}, fire, news{3, "Karadere'de Yeşilova köprüsü trafiğe açıldı",
		"Karadere ilçesini Yeşilova mahallesine bağlayan köprüde ilk gün 3 bin araç geçti."})
	f("a copy of the title alone", []int{0, 0}, fire, news{1, fire.title, ""})
	f("the notice of another day", []int{0, 1},
		news{0, "Ovakent borsasında gün sonu fiyatları açıklandı", "Buğday 11,40 liradan, arpa 9,85 liradan işlem gördü."},
		news{24, "Ovakent borsasında gün sonu fiyatları açıklandı", "Buğday 11,65 liradan, arpa 9,70 liradan işlem gördü."})
	f("of another date", []int{0, 1},
		news{0, "5 Mart Ovakent su kesintisi: Hangi mahallelerde su yok?", "Ovakent'te 5 Mart günü Kavaklı ve Dereiçi susuz kalacak."},
		news{20, "6 Mart Ovakent su kesintisi: Hangi mahallelerde su yok?", "Ovakent'te 6 Mart günü Tepebaşı ve Sarıkaya susuz kalacak."})
	f("nothing to go by", []int{0, 1}, news{0, "", ""}, news{0, "", ""})
}

// TestChain: articles, each much like the one before and always less like the first, do not end in its story.
func TestChain(t *testing.T) {
	words := func(from int) (text string) {
		for n := from; n < from+12; n++ {
			text += fmt.Sprintf(" sözcük%c%c", 'a'+n%20, 'a'+n/20)
		}
		return text
	}
	var chain []news
	for n := range 12 {
		chain = append(chain, news{float64(n), "", words(3 * n)})
	}
	stories := tell(t, chain...)
	if stories[1] != 0 {
		t.Fatal("the second is not like the first:", stories)
	}
	if stories[len(stories)-1] == 0 {
		t.Fatal("the last has drifted into the story of the first:", stories)
	}
}

// made is an article of random words; few enough that they meet.
func made(r *rand.Rand, key uint64) Article {
	var s Sketcher
	for range 4 + r.IntN(8) {
		s.Add(uint32(1+r.IntN(60)) | uint32(r.IntN(8)/7*numberFeature))
	}
	if r.IntN(3) == 0 {
		s.put(titleFeature | uint32(r.IntN(30)))
	}
	return Article{Key: key, Published: r.Int64N(20 * 24 * 3600), Sketch: s.Sketch()}
}

// TestReload: a window that forgets everything between two articles decides as one that does not.
func TestReload(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	known := map[uint64]Article{}
	load := func(from, to int64, visit func(Article, bool)) error {
		for _, a := range known {
			if a.Published >= from && a.Published < to {
				visit(a, a.Key == a.Story)
			}
		}
		return nil
	}
	held, joined := NewWindow(load), 0
	for n := range 1500 {
		a := made(r, uint64(n))
		fresh := NewWindow(load)
		if old := uint64(r.IntN(4 * (n + 1))); old < uint64(n) {
			before := known[old]
			a.Key = old
			want, err := fresh.Keep(a, before)
			check(t, err)
			got, err := held.Keep(a, before)
			check(t, err)
			if got != want || before.Story == old && got != old {
				t.Fatalf("article %d, changed: story %d, reloaded %d, before %d", old, got, want, before.Story)
			}
			a.Story = got
		} else {
			want, err := fresh.Assign(a)
			check(t, err)
			got, err := held.Assign(a)
			check(t, err)
			if got != want {
				t.Fatalf("article %d: story %d, reloaded %d", n, got, want)
			}
			a.Story = got
		}
		if a.Story != a.Key {
			joined++
		}
		known[a.Key] = a
	}
	if joined < 100 {
		t.Fatalf("only %d articles joined a story", joined)
	}
}

// TestTrim: what is held stays bounded, and what is asked for stays.
func TestTrim(t *testing.T) {
	w := NewWindow(nothing)
	for n := range uint64(maxHeld + 1000) {
		_, err := w.Assign(Article{Key: n, Published: int64(n) * 60, Sketch: Sketch{uint32(n + 1)}})
		check(t, err)
	}
	w.Trim() // all have been asked for
	if w.size != maxHeld+1000 {
		t.Fatal(w.size)
	}
	_, err := w.Assign(Article{Key: 1 << 40, Published: 0, Sketch: Sketch{1}})
	check(t, err)
	w.Trim()
	if w.size > maxHeld || w.stretches[0] == nil {
		t.Fatal(w.size, len(w.stretches))
	}
}

func TestSketch(t *testing.T) {
	a, b := sketchOf("Ovakent'te 5 Mart pazarı", ""), sketchOf("Ovakent'te 6 Mart pazarı", "")
	if slices.Equal(a, b) || a[len(a)-1]>>kindShift == monthFlag>>kindShift && a[len(a)-2]>>kindShift != dateFeature>>kindShift {
		t.Fatal(a, b)
	}
	long := ""
	for n := range 100 {
		long += fmt.Sprintf(" kelime%c%c", 'a'+n%26, 'a'+n/26)
	}
	if s := sketchOf(long, long); len(s) != MaxFeatures || !slices.IsSorted(s) {
		t.Fatal(s)
	}
	if Span < 24*time.Hour {
		t.Fatal(Span)
	}
}

// BenchmarkAssign adds articles, 1,700 a day, where so many have come before.
func BenchmarkAssign(b *testing.B) {
	for _, before := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprint(before, " before"), func(b *testing.B) {
			r := rand.New(rand.NewPCG(9, 1))
			zipf := rand.NewZipf(r, 1.1, 10, 1<<20)
			w := NewWindow(nothing)
			next := func(n int) Article {
				var s Sketcher
				for range MaxFeatures {
					s.Add(1 + uint32(zipf.Uint64()))
				}
				return Article{Key: uint64(n), Published: int64(n) * 24 * 3600 / 1700, Sketch: s.Sketch()}
			}
			add := func(n int, a Article) {
				if n%10_000 == 0 {
					w.Trim()
				}
				if _, err := w.Assign(a); err != nil {
					b.Fatal(err)
				}
			}
			for n := range before {
				add(n, next(n))
			}
			articles := make([]Article, 20_000)
			for n := range articles {
				articles[n] = next(before + n)
			}
			n := 0
			for b.Loop() {
				a := articles[n%len(articles)]
				a.Published += int64(n/len(articles)) * 20_000 * 24 * 3600 / 1700
				add(n, a)
				n++
			}
			b.ReportMetric(float64(w.size), "held")
		})
	}
}
