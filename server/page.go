package server

import (
	"bytes"
	"embed"
	"html/template"
	"strings"

	"github.com/valyala/fasthttp"
)

//go:embed web/*.html
var templateFiles embed.FS

var (
	searchTemplate  = parseTemplate("web/search.html")
	articleTemplate = parseTemplate("web/article.html")
	errorTemplate   = parseTemplate("web/error.html")
)

// parseTemplate puts a page's content into the layout; the templates are embedded and parse in every test.
func parseTemplate(name string) *template.Template {
	return template.Must(template.New("layout.html").ParseFS(templateFiles, "web/layout.html", name))
}

const contentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// page is what the layout needs of every page.
type page struct {
	*language
	SiteName, StyleAddress string
	// Title stands before the site's name; Description is for link previews. Both may be empty.
	Title, Description string
	// Canonical is the address that search machines should keep; NoIndex asks them to keep none.
	Canonical string
	NoIndex   bool
	// Query fills the search box and Hidden is sent along with it.
	Query  string
	Hidden args
	// HomeLink, LanguageLink and APILink lead to the empty search, this page in the other language and its JSON; empty
	// links are not shown.
	HomeLink, LanguageLink, APILink string
	// Articles is the number of articles in the index.
	Articles string
}

// newPage makes the frame of a page at path with these parameters.
func (s *Server) newPage(path string, a args) page {
	l := languageOf(a)
	other := english.Code
	if l == english {
		other = ""
	}
	return page{
		language: l, SiteName: s.config.SiteName, StyleAddress: styleAddress,
		Query:        a.get("q"),
		HomeLink:     a.languageOnly().link("/"),
		LanguageLink: a.set(languageParameter, other).link(path),
		Articles:     l.count(s.engine.Stats().Articles),
	}
}

// writePage runs a template to its end before anything is sent.
func (s *Server) writePage(ctx *fasthttp.RequestCtx, t *template.Template, view any) error {
	err := s.writeAnswer(ctx, func(b []byte) ([]byte, error) {
		buffer := bytes.NewBuffer(b)
		err := t.Execute(buffer, view)
		return buffer.Bytes(), err
	})
	if err != nil {
		return err
	}
	h := &ctx.Response.Header
	h.Set("Content-Security-Policy", contentSecurityPolicy)
	h.Set("X-Frame-Options", "DENY")
	ctx.SetContentType("text/html; charset=utf-8")
	return nil
}

// parameterName is what a page of this language calls a label or other parameter; the name itself when it has none.
func (l *language) parameterName(name string) string {
	names := map[string]string{"category": l.Category, "source": l.Source, "author": l.Author, "tag": l.Tag,
		"agency": l.Agency, "person": l.Person, "place": l.Place, "organisation": l.Organisation,
		"year": l.Year, "month": l.Month, "day": l.Day, "from": l.From, "to": l.To, "sort": l.Sort, "q": l.SearchLabel}
	if own := names[name]; own != "" {
		return own
	}
	return name
}

// webAddress returns an address that may be linked to, http or https, and "" for every other.
func webAddress(address string) string {
	lower := strings.ToLower(address)
	if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return address
	}
	return ""
}
