package server

import (
	"context"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
)

const articlePagePrefix = "/haber/"

// articleView is the data of web/article.html.
type articleView struct {
	page
	Headline, Spot string
	// TextLanguage is that of the article.
	TextLanguage string
	Paragraphs   []string
	// The links lead to more of the same.
	CategoryLink, SourceLink, AgencyLink *namedLink
	AuthorLinks, TagLinks                []namedLink
	PublishedAt, UpdatedAt               *date
	// RelatedArticles are about the same; none where they could not be found in time.
	RelatedArticles []teaser
	// SourceAddress and Image are http or https addresses, else empty.
	SourceAddress, Image string
}

type namedLink struct{ Name, Link string }

// date is a time for people (Relative, Full) and machines (ISO).
type date struct{ ISO, Relative, Full string }

func (l *language) date(t, now time.Time) *date {
	if t.IsZero() {
		return nil
	}
	return &date{ISO: string(appendTime(nil, t)), Relative: l.relative(t, now), Full: l.fullDate(t)}
}

// serveArticlePage answers GET /haber/{id}.
func (s *Server) serveArticlePage(ctx *fasthttp.RequestCtx) error {
	id, err := articleID(ctx, articlePagePrefix)
	if err != nil {
		return err
	}
	return s.withArticle(id, func(turn context.Context, article *corpus.Article) error {
		v := s.newArticleView(article, pageArgs(ctx).languageOnly())
		related, err := s.engine.Related(turn, searcher.RelatedRequest{ID: id, Size: pageRelated})
		if s.isLost("related", err) {
			return err
		}
		for i := range related {
			v.RelatedArticles = append(v.RelatedArticles, s.newTeaser(v.language, related[i].Article))
		}
		return s.writePage(ctx, articleTemplate, v)
	})
}

func (s *Server) newArticleView(article *corpus.Article, a args) articleView {
	path, own := articleAddress(articlePagePrefix, article.ID, a)
	v := articleView{page: s.newPage(path, own), Headline: article.Title, Spot: article.Spot,
		TextLanguage: article.Language, SourceAddress: webAddress(article.URL)}
	if v.Headline == "" {
		v.Headline = v.Untitled
	}
	if v.TextLanguage == "" {
		v.TextLanguage = turkish.Code
	}
	if strings.HasPrefix(strings.ToLower(article.Image), "https://") {
		v.Image = article.Image
	}
	v.Title, v.Description, v.Canonical = v.Headline, article.Spot, v.SourceAddress
	v.APILink = articleLink(articlePrefix, article.ID, nil)
	for paragraph := range strings.SplitSeq(article.Body, "\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			v.Paragraphs = append(v.Paragraphs, paragraph)
		}
	}
	now := s.config.Now()
	v.PublishedAt, v.UpdatedAt = v.date(article.Published, now), v.date(article.Updated, now)
	if article.Updated.Equal(article.Published) {
		v.UpdatedAt = nil
	}
	more := func(label searcher.Label, values ...string) (links []namedLink) {
		for _, value := range values {
			if value != "" {
				links = append(links, namedLink{value, a.with(string(label), filterArg(value)).link("/")})
			}
		}
		return links
	}
	v.CategoryLink = first(more(searcher.Category, article.Category))
	v.SourceLink = first(more(searcher.Source, article.Source))
	v.AgencyLink = first(more(searcher.Agency, article.Agency))
	v.AuthorLinks, v.TagLinks = more(searcher.Author, article.Authors...), more(searcher.Tag, article.Tags...)
	return v
}

func first(links []namedLink) *namedLink {
	if len(links) == 0 {
		return nil
	}
	return &links[0]
}
