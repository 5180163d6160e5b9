package server

import (
	"context"
	"strings"

	"github.com/haberara/haberara/searcher"
)

// Suggest knows one name and the titles.
func (f *fakeEngine) Suggest(_ context.Context, prefix string, n int) ([]searcher.Suggestion, error) {
	if prefix == "fail" {
		return nil, errFake
	}
	var found []searcher.Suggestion
	if prefix == "" {
		return nil, nil
	}
	if strings.HasPrefix("deprem", prefix) {
		found = append(found, searcher.Suggestion{Text: "deprem <bölgesi>", Kind: searcher.TitlePhrase, Titles: 2})
	}
	for _, a := range f.articles {
		if strings.HasPrefix(lower(a.Title), lower(prefix)) {
			found = append(found, searcher.Suggestion{Text: a.Title, Kind: searcher.WholeTitle, Titles: 1, ID: a.ID})
		}
	}
	return found[:min(n, len(found))], nil
}

// Related is about the two articles behind one, or in front of it for its own story.
func (f *fakeEngine) Related(_ context.Context, r searcher.RelatedRequest) ([]searcher.Hit, error) {
	for i, a := range f.articles {
		if a.ID != r.ID {
			continue
		}
		if i = i + 1; r.SameStory {
			i = max(0, i-3)
		}
		var hits []searcher.Hit
		for _, a := range f.articles[i:min(i+2, len(f.articles))] {
			hits = append(hits, searcher.Hit{Article: a, Score: 2.5})
		}
		return hits[:min(len(hits), r.Size)], nil
	}
	return nil, searcher.ErrNotFound
}

// Trending knows the year of a period.
func (f *fakeEngine) Trending(_ context.Context, p searcher.Period, n int) ([]searcher.Trend, error) {
	trends := []searcher.Trend{{Text: "<deprem>", Articles: 4, Usual: 0.5, Score: 12.345}, {Text: p.From.Format("2006"), Articles: 3}}
	return trends[:min(n, len(trends))], nil
}

// Headlines are the newest articles, Highlights the ones behind them; what was asked for the year 1999 takes too long.
func (f *fakeEngine) Headlines(_ context.Context, p searcher.Period, n int) ([]searcher.Headline, error) {
	return f.headlines(p, 0, n)
}

func (f *fakeEngine) Highlights(_ context.Context, p searcher.Period, n int) ([]searcher.Headline, error) {
	return f.headlines(p, 1, n)
}

func (f *fakeEngine) headlines(p searcher.Period, skip, n int) ([]searcher.Headline, error) {
	if f.late || p.From.Year() == 1999 {
		return nil, context.DeadlineExceeded
	}
	var found []searcher.Headline
	for i, a := range f.articles[min(skip, len(f.articles)):] {
		found = append(found, searcher.Headline{Story: fakeStory(a), Article: a, Score: 1 / float64(i+1), Breaking: i == 0})
	}
	return found[:min(n, len(found))], nil
}
