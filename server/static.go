package server

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"regexp"
	"strings"

	"github.com/valyala/fasthttp"
)

var (
	//go:embed web/style.css
	styleSheet []byte
	//go:embed web/suggest.js
	script []byte
	//go:embed web/favicon.svg
	favicon []byte

	styleHash     = contentHash(styleSheet)
	scriptHash    = contentHash(script)
	faviconHash   = contentHash(favicon)
	styleAddress  = stylePath + "?v=" + styleHash
	scriptAddress = scriptPath + "?v=" + scriptHash
)

const (
	stylePath  = "/static/style.css"
	scriptPath = "/static/suggest.js"
	robots     = "User-agent: *\nDisallow: /api/\nDisallow: /*?\n"
)

func contentHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}

func serveStyle(_ *Server, ctx *fasthttp.RequestCtx) error {
	writeStatic(ctx, "text/css; charset=utf-8", styleHash, styleSheet)
	return nil
}

func serveScript(_ *Server, ctx *fasthttp.RequestCtx) error {
	writeStatic(ctx, "text/javascript; charset=utf-8", scriptHash, script)
	return nil
}

func serveFavicon(_ *Server, ctx *fasthttp.RequestCtx) error {
	writeStatic(ctx, "image/svg+xml", faviconHash, favicon)
	return nil
}

// writeStatic lets an address that carries the hash be kept for a year, and any other for an hour.
func writeStatic(ctx *fasthttp.RequestCtx, contentType, hash string, content []byte) {
	etag := `"` + hash + `"`
	h := &ctx.Response.Header
	h.Set("ETag", etag)
	if string(ctx.URI().QueryString()) == "v="+hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "public, max-age=3600")
	}
	if match := string(ctx.Request.Header.Peek("If-None-Match")); match == "*" || strings.Contains(match, etag) {
		ctx.SetStatusCode(fasthttp.StatusNotModified)
		return
	}
	ctx.SetContentType(contentType)
	ctx.Response.SetBodyRaw(content)
}

func serveRobots(_ *Server, ctx *fasthttp.RequestCtx) error {
	ctx.SetContentType("text/plain; charset=utf-8")
	ctx.Response.Header.Set("Cache-Control", "public, max-age=3600")
	ctx.SetBodyString(robots)
	return nil
}

// openSearch is an OpenSearch 1.1 description, by which a browser adds the site to its search box.
type openSearch struct {
	XMLName       xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string          `xml:"ShortName"`
	Description   string          `xml:"Description"`
	InputEncoding string          `xml:"InputEncoding"`
	Language      string          `xml:"Language"`
	Image         openSearchImage `xml:"Image"`
	URLs          []openSearchURL `xml:"Url"`
}

type openSearchImage struct {
	Type    string `xml:"type,attr"`
	Address string `xml:",chardata"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// serveOpenSearch answers GET /opensearch.xml.
func (s *Server) serveOpenSearch(ctx *fasthttp.RequestCtx) error {
	base := s.baseURL(ctx)
	name := []rune(s.config.SiteName)
	out, err := xml.MarshalIndent(openSearch{
		ShortName:     string(name[:min(len(name), 16)]), // the format's bound
		Description:   "Türkçe haberlerde arama",
		InputEncoding: "UTF-8",
		Language:      "tr",
		Image:         openSearchImage{"image/svg+xml", base + "/favicon.svg"},
		URLs: []openSearchURL{
			{"text/html", "results", base + "/?q={searchTerms}"},
			{"application/opensearchdescription+xml", "self", base + "/opensearch.xml"},
		},
	}, "", "  ")
	if err != nil {
		return err
	}
	ctx.SetContentType("application/opensearchdescription+xml; charset=utf-8")
	ctx.SetBody(append([]byte(xml.Header), out...))
	return nil
}

var hostPattern = regexp.MustCompile(`^[A-Za-z0-9._\-]+(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?$`)

// baseURL is the configured one, or what the request says of the host, when that is a host.
func (s *Server) baseURL(ctx *fasthttp.RequestCtx) string {
	if s.config.BaseURL != "" {
		return strings.TrimRight(s.config.BaseURL, "/")
	}
	host := string(ctx.Host())
	if !hostPattern.MatchString(host) {
		host = "localhost"
	}
	scheme := "http"
	if ctx.IsTLS() || string(ctx.Request.Header.Peek("X-Forwarded-Proto")) == "https" {
		scheme = "https"
	}
	return scheme + "://" + host
}
