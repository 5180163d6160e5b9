package searcher

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

// tellStories notes of which story the index says each article is, and returns how many articles are of one with others.
func (r reference) tellStories(t *testing.T, s *Searcher, docs []refDoc) (joined int) {
	t.Helper()
	sizes := map[string]int{}
	for i, d := range docs {
		story, _, err := s.Story(t.Context(), d.a.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		docs[i].story = story.ID
		sizes[story.ID]++
	}
	for _, n := range sizes {
		if n > 1 {
			joined += n
		}
	}
	return joined
}

// storiesOf returns the hits of each story.
func storiesOf(docs []refDoc, hits []refHit) map[string][]refHit {
	of := map[string]string{}
	for _, d := range docs {
		of[d.a.ID] = d.story
	}
	stories := map[string][]refHit{}
	for _, h := range hits {
		stories[of[h.id]] = append(stories[of[h.id]], h)
	}
	return stories
}

// headsOf returns the first hit of each story.
func headsOf(docs []refDoc, found map[string]int, hits []refHit) (heads []refHit) {
	seen := map[string]bool{}
	for _, h := range hits {
		if story := docs[found[h.id]].story; !seen[story] {
			seen[story] = true
			heads = append(heads, h)
		}
	}
	return heads
}

// compareStories checks that each story is shown by its best hit, and what is said of it.
func compareStories(t *testing.T, r Request, ref reference, docs []refDoc, want []refHit, got []Hit) {
	t.Helper()
	stories := storiesOf(docs, want)
	byScore := r.Sort == ByRelevance && slices.ContainsFunc(got, func(h Hit) bool { return h.Score != 0 })
	for i, h := range got {
		own := stories[h.Story.ID]
		delete(stories, h.Story.ID)
		at := slices.IndexFunc(own, func(o refHit) bool { return o.id == h.Article.ID })
		if at < 0 {
			t.Fatalf("%+v: hit %d, %s, is not of the story %+v, or that was shown before", r, i, h.Article.ID, *h.Story)
		}
		for _, other := range own {
			better := ref.order(r, other, own[at]) < 0
			if byScore {
				better = other.first > own[at].first+1e-5*(1+math.Abs(other.first))
			}
			if better {
				t.Fatalf("%+v: %+v is shown by %v rather than by %v", r, *h.Story, own[at], other)
			}
		}
		if want := refStory(docs, h.Story.ID, len(own)); want != *h.Story {
			t.Fatalf("%+v: hit %d is said to be of %+v, want %+v", r, i, *h.Story, want)
		}
	}
}

func refStory(docs []refDoc, id string, found int) Story {
	s := Story{ID: id, Found: found}
	sources := map[string]bool{}
	var first *corpus.Article
	for _, d := range docs {
		if d.story != id {
			continue
		}
		s.Articles++
		if d.a.Source != "" {
			sources[d.a.Source] = true
		}
		if first == nil || (reference{d.a.ID: d.a, first.ID: first}).order(Request{Sort: ByOldest}, refHit{id: d.a.ID}, refHit{id: first.ID}) < 0 {
			first = d.a
		}
		if d.a.Published.After(s.Last) {
			s.Last = d.a.Published
		}
	}
	s.Sources, s.FirstID, s.FirstSource, s.First = len(sources), first.ID, first.Source, first.Published
	return s
}

// refPresent is now, or the newest date where that is more than a day before it.
func refPresent(docs []refDoc, now time.Time) time.Time {
	newest := time.Time{}
	for _, d := range docs {
		if t := d.a.Published; t.After(newest) && (now.IsZero() || !t.After(now)) {
			newest = t
		}
	}
	if now.IsZero() || now.Sub(newest) > 24*time.Hour && !newest.IsZero() {
		return newest
	}
	return now
}

// refMomenta are the momenta of the stories at the end of the minute.
func refMomenta(docs []refDoc, now time.Time) map[string]float64 {
	now = refPresent(docs, now).Truncate(time.Minute).Add(time.Minute)
	momenta := map[string]float64{}
	for _, d := range docs {
		if age := now.Sub(d.a.Published); !d.a.Published.IsZero() && age >= 0 && age <= 5*24*time.Hour {
			momenta[d.story] += math.Floor((1 << 20) * math.Exp2(-age.Hours()/6))
		}
	}
	return momenta
}
