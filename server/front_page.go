package server

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// What the page shows beside the news that were asked for.
const (
	pageRelated    = 6
	pageHeadlines  = 6
	pageHighlights = 6
	pageTrends     = 12
)

// front is what the search page shows where nothing is searched for.
type front struct {
	Headlines, Highlights []teaser
	Trends                []trend
}

// teaser leads to an article.
type teaser struct {
	Link, Title, Language, Source string
	Date                          *date
	// Sources says how many sources tell the story; Breaking that it breaks.
	Sources  string
	Breaking bool
}

// trend leads to the search for a word; Hint says how often it stands in the news.
type trend struct{ Text, Link, Hint string }

func (s *Server) newTeaser(l *language, a *corpus.Article) teaser {
	t := teaser{
		Link:  articleLink(articlePagePrefix, a.ID, args{}.set(languageParameter, l.parameter())),
		Title: a.Title, Language: a.Language, Source: a.Source, Date: l.date(a.Published, s.config.Now()),
	}
	if t.Title == "" {
		t.Title = l.Untitled
	}
	if t.Language == "" {
		t.Language = turkish.Code
	}
	return t
}

// addFront finds the headlines, highlights and trends of now. What cannot be found in time is left out.
func (s *Server) addFront(ctx context.Context, v *searchView) error {
	now := searcher.Period{Now: s.config.Now()}
	headlines, err := s.engine.Headlines(ctx, now, pageHeadlines)
	if s.isLost("headlines", err) {
		return err
	}
	shown := map[string]bool{}
	for i := range headlines {
		shown[headlines[i].ID] = true
	}
	highlights, err := s.engine.Highlights(ctx, now, pageHighlights+pageHeadlines)
	if s.isLost("highlights", err) {
		return err
	}
	trends, err := s.engine.Trending(ctx, now, pageTrends)
	if s.isLost("trends", err) {
		return err
	}
	v.Headlines = s.newTeasers(v.language, headlines, pageHeadlines, nil)
	v.Highlights = s.newTeasers(v.language, highlights, pageHighlights, shown)
	for _, t := range trends {
		usual := strings.Replace(strconv.FormatFloat(t.Usual, 'f', 1, 64), ".", v.decimal, 1)
		v.Trends = append(v.Trends, trend{
			Text: t.Text, Link: args{}.set(languageParameter, v.parameter()).set("q", t.Text).link("/"),
			Hint: fmt.Sprintf(v.TrendingHint, v.count(t.Articles), usual),
		})
	}
	return nil
}

// newTeasers leaves out stories that are shown already.
func (s *Server) newTeasers(l *language, all []searcher.Headline, most int, shown map[string]bool) (teasers []teaser) {
	for i := range all {
		if h := &all[i]; len(teasers) < most && !shown[h.ID] {
			t := s.newTeaser(l, h.Article)
			t.Sources, t.Breaking = l.sources(&h.Story), h.Breaking
			teasers = append(teasers, t)
		}
	}
	return teasers
}

// isLost says that a page cannot be shown for an error; where only something beside its news was not found, in time or
// at all, it can, and the log says so.
func (s *Server) isLost(what string, err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, context.Canceled) {
		return true
	}
	s.config.Log.Warn("a page is shown without a part", "part", what, "error", err)
	return false
}

// parameter is the value of dil for pages in this language.
func (l *language) parameter() string {
	if l == turkish {
		return ""
	}
	return l.Code
}
