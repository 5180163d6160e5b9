package searcher

import (
	"math"
	"time"
)

// freshen multiplies the scores of hits by their freshness.
func (q *refQuery) freshen(req Request, hits []refHit, doc func(refHit) refDoc) {
	present := refPresent(q.docs, req.Now)
	if req.Freshness == NeverFresh || present.IsZero() {
		return
	}
	present = present.Truncate(time.Hour)
	isRecent := func(d refDoc) bool {
		return !d.a.Published.IsZero() && !d.a.Published.Before(present.AddDate(0, 0, -3))
	}
	recent, recentHits := 0, 0
	for _, d := range q.docs {
		if isRecent(d) {
			recent++
		}
	}
	for _, h := range hits {
		if isRecent(doc(h)) {
			recentHits++
		}
	}
	gain, half := q.p.weights.Topic, 60*24*time.Hour
	if recentHits >= 5 && recentHits*len(q.docs) >= 3*len(hits)*recent {
		gain, half = q.p.weights.News, 48*time.Hour
	}
	switch req.Freshness {
	case "7d":
		gain, half = q.p.weights.News, 7*24*time.Hour
	case "12h":
		gain, half = q.p.weights.News, 12*time.Hour
	}
	for i := range hits {
		d := doc(hits[i]).a
		if d.Published.IsZero() {
			continue
		}
		age := max(0, present.Sub(d.Published).Hours())
		hits[i].score *= 1 + gain*math.Exp2(-age/half.Hours())
		hits[i].first, hits[i].either = hits[i].score, hits[i].score
	}
}
