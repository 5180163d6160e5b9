package searcher

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer/segment"
)

// Freshness says how much newer articles rank higher: "" or AutoFresh lets the hits decide, NeverFresh leaves time out, and a
// number of days or hours ("7d", "12h") is the half-life of what newness earns.
type Freshness string

// The words for a Freshness.
const (
	AutoFresh  Freshness = "auto"
	NeverFresh Freshness = "off"
)

// maxHalfLife bounds a half-life.
const maxHalfLife = 36500 * dayLong

// halfLife is 0 where the freshness is no number.
func (f Freshness) halfLife() (time.Duration, error) {
	if f == "" || f == AutoFresh || f == NeverFresh {
		return 0, nil
	}
	unit := map[byte]time.Duration{'h': time.Hour, 'd': dayLong}[f[len(f)-1]]
	n, err := strconv.Atoi(strings.TrimSpace(string(f[:len(f)-1])))
	if err != nil || unit == 0 || n < 1 || n > int(maxHalfLife/unit) {
		return 0, &RequestError{"freshness", 0, fmt.Sprintf("%q is not auto, off, or a half-life such as 7d or 12h", string(f))}
	}
	return time.Duration(n) * unit, nil
}

// What decides AutoFresh: a query is in the news where at least newsHits hits are of the newsSpan before the present, and
// newsTimes as many as its share of all articles would make.
const (
	newsSpan  = 3 * dayLong
	newsHits  = 5
	newsTimes = 3

	newsHalfLife  = 2 * dayLong
	topicHalfLife = 60 * dayLong
)

// freshness is the factor of scores: 1 + gain × 2^(−age/halfLife), age that of the published date before the present,
// which is counted in whole hours so that pages stay as they are for a while. Undated articles have the factor 1.
type freshness struct {
	present  int64
	gain     float64
	halfLife float64
}

// factor is that of a date, in seconds since 1970.
func (f *freshness) factor(date int64) float32 {
	if f.gain == 0 || date == segment.NoTime {
		return 1
	}
	age := float64(max(0, f.present-date))
	return float32(1 + f.gain*math.Exp2(-age/f.halfLife))
}

// factorOf is that of an article.
func (f *freshness) factorOf(a *corpus.Article) float32 {
	if a.Published.IsZero() {
		return 1
	}
	return f.factor(a.Published.Unix())
}

// freshen works out the freshness of the search, whose hits are known.
func (m *matcher) freshen(ctx context.Context) error {
	m.fresh = freshness{}
	half, err := m.p.Freshness.halfLife()
	if err != nil || m.p.Freshness == NeverFresh || !m.p.positive() {
		return err
	}
	present, err := m.v.present(m.p.Now)
	if err != nil || present.IsZero() {
		return err
	}
	m.fresh.present = present.Truncate(time.Hour).Unix()
	m.fresh.gain, m.fresh.halfLife = m.w.News, half.Seconds()
	if half > 0 {
		return ctx.Err()
	}
	isNews, err := m.isNews(m.fresh.present)
	if m.fresh.halfLife = newsHalfLife.Seconds(); !isNews {
		m.fresh.gain, m.fresh.halfLife = m.w.Topic, topicHalfLife.Seconds()
	}
	return err
}

// isNews says that the hits crowd before the present.
func (m *matcher) isNews(present int64) (bool, error) {
	hits, articles := 0, 0
	for i := range m.v.Segments {
		first, last, err := m.v.Segments[i].Range(present-int64(newsSpan/time.Second), maxTime)
		if err != nil {
			return false, m.v.Segments[i].Damaged(err)
		}
		hits += m.countHits(i, first, last)
		articles += int(last - first)
		if m.v.deleted[i] != nil {
			articles -= m.v.deleted[i].countIn(first, last)
		}
	}
	return crowd(hits, m.total, articles, int(m.v.Live)), m.failed
}

// crowd compares how many of the hits, and how many of all articles, are recent.
func crowd(recentHits, hits, recent, articles int) bool {
	return recentHits >= newsHits && float64(recentHits)*float64(articles) >= newsTimes*float64(hits)*float64(recent)
}
