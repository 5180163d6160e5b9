package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

// StoryEngine is the part of an Engine that knows which articles report one event.
type StoryEngine interface {
	// Stories lists the largest stories of a period; a *searcher.RequestError says what is wrong with r.
	Stories(ctx context.Context, r searcher.StoriesRequest) (*searcher.StoryList, error)
	// Story returns the story with this id, or with the article of this id, and at most so many of its articles, the
	// first published first; or searcher.ErrNotFound.
	Story(ctx context.Context, id string, most int) (searcher.Story, []*corpus.Article, error)
}

const (
	storiesPath = "/api/stories"
	storyPrefix = storiesPath + "/"
)

// storiesNames are the parameters of the list of stories.
var storiesNames = []string{"from", "to", "page", "page-size", languageParameter}

// serveStoriesAPI answers GET /api/stories.
func (s *Server) serveStoriesAPI(ctx *fasthttp.RequestCtx) error {
	a, err := parseArgs(string(ctx.URI().QueryString()))
	if err != nil {
		return err
	}
	for _, each := range a {
		if !slices.Contains(storiesNames, each.Name) {
			return bad(shorten(each.Name), "the list of stories takes "+strings.Join(storiesNames, ", "), "")
		}
	}
	q, err := parseQuery(a, s.config.Now())
	if err != nil {
		return err
	}
	return s.inTurn(func(turn context.Context) error {
		list, err := s.engine.Stories(turn, searcher.StoriesRequest{From: q.From, To: q.To, Page: q.Page, PageSize: q.PageSize})
		if err != nil {
			return err
		}
		if q.Page > max(list.Pages, 1) {
			return badPage(list.Pages)
		}
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) { return appendStories(b, q, list), nil })
	})
}

// serveStoryAPI answers GET /api/stories/{id}.
func (s *Server) serveStoryAPI(ctx *fasthttp.RequestCtx) error {
	id, err := articleID(ctx, storyPrefix)
	if err == nil {
		err = checkBare(ctx, storyPrefix)
	}
	if err != nil {
		return err
	}
	return s.inTurn(func(turn context.Context) error {
		story, articles, err := s.engine.Story(turn, id, maxPageSize)
		if err != nil {
			return err
		}
		ctx.SetContentType("application/json")
		return s.writeAnswer(ctx, func(b []byte) ([]byte, error) { return appendMembers(b, &story, articles), nil })
	})
}

func appendStories(b []byte, q query, list *searcher.StoryList) []byte {
	b = append(b, `{"status":"ok"`...)
	b = appendInt(b, "total", list.Total)
	b = appendInt(b, "articles", list.Articles)
	b = appendInt(b, "page", q.Page)
	b = appendInt(b, "page_size", q.PageSize)
	b = appendInt(b, "pages", list.Pages)
	b = append(b, `,"stories":[`...)
	for i := range list.Stories {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendStory(b, &list.Stories[i]), '}')
	}
	return append(b, "]}\n"...)
}

// appendMembers writes a story and its articles, without their bodies.
func appendMembers(b []byte, story *searcher.Story, articles []*corpus.Article) []byte {
	b = append(appendStory(b, story), `,"members":[`...)
	for i, a := range articles {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendListed(b, a)
	}
	return append(b, "]}\n"...)
}

// appendListed writes an article without its body.
func appendListed(b []byte, a *corpus.Article) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, a.ID)
	b = appendField(b, "title", a.Title)
	b = appendField(b, "spot", cut(a.Spot, maxListedSpot))
	return append(appendFacts(b, a), '}')
}

// appendStory writes a story as an object that is still open.
func appendStory(b []byte, story *searcher.Story) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, story.ID)
	b = appendField(b, "title", story.Title)
	b = appendInt(b, "articles", story.Articles)
	b = appendInt(b, "sources", story.Sources)
	b = appendInt(b, "found", story.Found)
	b = appendField(b, "first_id", story.FirstID)
	b = appendField(b, "first_source", story.FirstSource)
	b = appendTimeField(b, "first_published_at", story.First)
	return appendTimeField(b, "last_published_at", story.Last)
}

// sources says how many sources a story has; "" where it is told by one article.
func (l *language) sources(story *searcher.Story) string {
	if story == nil || story.Articles < 2 {
		return ""
	}
	if story.Sources < 2 {
		return fmt.Sprintf(l.ArticlesOfStory, l.count(story.Articles))
	}
	return fmt.Sprintf(l.SourcesOfStory, l.count(story.Sources))
}
