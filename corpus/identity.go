package corpus

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// DeriveID returns the ID of an article that came without one: "u-" and 16 hexadecimal digits of the SHA-256 of its
// canonical address, or where it has none "c-" and 16 digits over title, spot, body and publication second. The
// function never changes: an article that is fed again must meet itself.
func DeriveID(a *Article) string {
	if canonical, err := CanonicalURL(a.URL); err == nil {
		sum := sha256.Sum256([]byte(canonical))
		return "u-" + hex.EncodeToString(sum[:8])
	}
	published := ""
	if !a.Published.IsZero() {
		published = strconv.FormatInt(a.Published.Unix(), 10)
	}
	var sized []byte
	for _, s := range []string{a.Title, a.Spot, a.Body, published} {
		sized = binary.BigEndian.AppendUint64(sized, uint64(len(s)))
		sized = append(sized, s...)
	}
	sum := sha256.Sum256(sized)
	return "c-" + hex.EncodeToString(sum[:8])
}

// Fingerprint returns the XXH64 of all fields, the same for equal articles (times compare as instants in seconds),
// for telling whether an article changed since it was last seen.
func (a *Article) Fingerprint() uint64 {
	var d xxhash.Digest
	d.Reset()
	var size [8]byte
	number := func(n int64) {
		binary.LittleEndian.PutUint64(size[:], uint64(n))
		_, _ = d.Write(size[:])
	}
	text := func(s string) {
		number(int64(len(s)))
		_, _ = d.WriteString(s)
	}
	for _, s := range []string{a.ID, a.Title, a.Spot, a.Body, a.Category, a.Source, a.Agency, a.URL, a.Image, a.Language} {
		text(s)
	}
	for _, labels := range [][]string{a.Tags, a.Authors} {
		number(int64(len(labels)))
		for _, s := range labels {
			text(s)
		}
	}
	// The zero time is its own value: year 1 is outside the years of an article.
	number(a.Published.Unix())
	number(a.Updated.Unix())
	return d.Sum64()
}

// CanonicalURL returns the one spelling of an absolute http or https address that DeriveID works on: https, host in
// lower case without "www.", default port and final dot, path without a final slash, parameters sorted by name
// without the ones that only track, percent escapes only where needed, no user name, no fragment unless it names a
// route ("#!" or "#/"). It is not meant to be opened. CanonicalURL of its own result is that result.
func CanonicalURL(raw string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return "", fmt.Errorf("canonical url: %w", err)
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" {
		return "", fmt.Errorf("canonical url: want an absolute http or https address, got %.80q", raw)
	}
	host, err := canonicalHost(u)
	if err != nil {
		return "", err
	}
	out := "https://" + host + strings.TrimRight(canonicalEscapes(u.EscapedPath()), "/")
	if query := canonicalQuery(u.RawQuery); query != "" {
		out += "?" + query
	}
	if f := u.EscapedFragment(); strings.HasPrefix(f, "!") || strings.HasPrefix(f, "/") {
		out += "#" + canonicalEscapes(f)
	}
	return out, nil
}

func canonicalHost(u *url.URL) (string, error) {
	host := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	for strings.HasPrefix(host, "www.") && strings.Contains(host[4:], ".") {
		host = host[4:]
	}
	if host == "" || strings.ContainsAny(host, "%[]<>\"") || !utf8.ValidString(host) {
		return "", fmt.Errorf("canonical url: host %.80q is not usable", u.Host)
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host, nil
}

// trackers are parameters that say where a reader came from; utm_* stands for itself in isTracker.
var trackers = []string{"fbclid", "gclid", "yclid", "igshid", "mc_cid", "mc_eid"}

func isTracker(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "utm_") || slices.Contains(trackers, name)
}

func canonicalQuery(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		part = canonicalEscapes(part)
		if name, _, _ := strings.Cut(part, "="); part != "" && !isTracker(name) {
			kept = append(kept, part)
		}
	}
	slices.SortStableFunc(kept, func(a, b string) int {
		nameA, _, _ := strings.Cut(a, "=")
		nameB, _, _ := strings.Cut(b, "=")
		return strings.Compare(nameA, nameB)
	})
	return strings.Join(kept, "&")
}

// canonicalEscapes returns s with percent escapes in upper case, for every byte that RFC 3986 does not let stand and
// for none that is unreserved.
func canonicalEscapes(s string) string {
	const unreserved, reserved = "-._~", "!$&'()*+,;=:@/?"
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c, escaped = unhex(s[i+1])<<4|unhex(s[i+2]), true
			i += 2
		}
		if isAlphanumeric(c) || strings.IndexByte(unreserved, c) >= 0 ||
			!escaped && strings.IndexByte(reserved, c) >= 0 {
			out = append(out, c)
			continue
		}
		out = append(out, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
	}
	return string(out)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
