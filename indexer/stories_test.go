package indexer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// event is an article about one of some events: each has words of its own, of which a telling takes most.
func event(r *rand.Rand, id, number int) *corpus.Article {
	var words []string
	for n := range 14 {
		if r.IntN(5) > 0 {
			words = append(words, fmt.Sprintf("Olay%c%csöz%c", 'a'+number%26, 'a'+number/26, 'a'+n))
		}
	}
	return &corpus.Article{
		ID: fmt.Sprint("haber-", id), Title: strings.Join(words[:4], " "), Spot: strings.Join(words[4:], " "),
		Source: fmt.Sprint("Gazete ", r.IntN(5)), Language: "tr",
		Published: time.Unix(1_780_000_000+int64(number)*20_000+r.Int64N(30_000), 0).In(corpus.Istanbul),
	}
}

// storiesIn returns the story of each article of an index.
func storiesIn(t *testing.T, dir string) map[string]uint64 {
	t.Helper()
	s := snapshot(t, dir)
	all := map[string]uint64{}
	for i := range s.Segments {
		v := &s.Segments[i]
		stories, err := v.Stories()
		check(t, err)
		for doc := range v.Docs() {
			if !v.IsDeleted(doc) {
				id, err := v.ID(doc)
				check(t, err)
				all[id] = stories.At(doc)
			}
		}
	}
	check(t, s.Close())
	return all
}

// TestStories: articles find their stories whether an index is written in one go or opened again between, merged or not.
func TestStories(t *testing.T) {
	const events, batches = 40, 12
	one, again := t.TempDir(), t.TempDir()
	w := openWriter(t, one)
	r := rand.New(rand.NewPCG(3, 1))
	of := map[string]int{}
	for batch := range batches {
		var articles []*corpus.Article
		for n := range 50 {
			number := r.IntN(events)
			a := event(r, batch*50+n, number)
			of[a.ID] = number
			articles = append(articles, a)
		}
		upsert(t, w, articles...)
		other := openWriter(t, again)
		r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		upsert(t, other, articles...)
		check(t, other.Close())
	}
	check(t, w.Close())
	stories := storiesIn(t, one)
	if diff := cmp.Diff(stories, storiesIn(t, again)); diff != "" {
		t.Fatal(diff)
	}
	told := map[uint64]int{}
	for id, story := range stories {
		if number, ok := told[story]; ok && number != of[id] {
			t.Fatalf("story %x tells of the events %d and %d", story, number, of[id])
		}
		told[story] = of[id]
	}
	if len(told) > 2*events {
		t.Fatalf("%d stories of %d events", len(told), events)
	}
}

func TestStoryOfAChangedArticle(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	r := rand.New(rand.NewPCG(4, 1))
	first, second, other := event(r, 1, 1), event(r, 2, 1), event(r, 3, 2)
	second.Published, other.Published = first.Published.Add(time.Hour), first.Published.Add(2*time.Hour)
	upsert(t, w, first, second, other)
	f := func(what string, want map[string]string) {
		t.Helper()
		stories := map[string]string{}
		for id, story := range storiesIn(t, dir) {
			for _, a := range []*corpus.Article{first, second, other} {
				if Key(a.ID) == story {
					stories[id] = a.ID
				}
			}
		}
		if diff := cmp.Diff(want, stories); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", what, diff)
		}
	}
	f("new", map[string]string{first.ID: first.ID, second.ID: first.ID, other.ID: other.ID})
	second.Body = "Bir cümle daha."
	upsert(t, w, second)
	f("a word more", map[string]string{first.ID: first.ID, second.ID: first.ID, other.ID: other.ID})
	first.Title = "Bambaşka bir başlık"
	upsert(t, w, first)
	f("the one that began it", map[string]string{first.ID: first.ID, second.ID: first.ID, other.ID: other.ID})
	second.Title, second.Spot = other.Title, other.Spot
	upsert(t, w, second)
	f("what another tells", map[string]string{first.ID: first.ID, second.ID: other.ID, other.ID: other.ID})
	_, err := w.Delete(t.Context(), []string{other.ID})
	check(t, err)
	third := event(r, 4, 2)
	third.Published = second.Published.Add(time.Hour)
	upsert(t, w, third)
	f("a story without its beginning takes more", map[string]string{
		first.ID: first.ID, second.ID: other.ID, third.ID: other.ID,
	})
	second.Published = time.Time{}
	upsert(t, w, second)
	f("undated", map[string]string{first.ID: first.ID, second.ID: second.ID, third.ID: other.ID})
	check(t, w.Close())
}
