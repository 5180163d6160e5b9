package searcher

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/haberara/haberara/indexer/segment"
)

// The momentum of a story is the sum over its articles, those from after the present aside, of
//
//	⌊momentumUnit × 2^(-age/momentumHalf)⌋
//
// where age is the time from the article to the end of the minute of the present, as Period knows it; what is older than
// momentumSpan adds nothing.
const (
	momentumUnit = 1 << 20
	momentumHalf = 6 * time.Hour
	momentumSpan = 20 * momentumHalf
)

func momentumOf(age int64) uint32 {
	return uint32(momentumUnit * math.Exp2(-float64(age)/momentumHalf.Seconds()))
}

// momenta returns the momentum of every story of v.
func (v *view) momenta(ctx context.Context, now time.Time) ([]uint32, error) {
	now, err := v.present(now)
	if err != nil {
		return nil, err
	}
	bytes := func(all []uint32) int64 { return int64(len(all)) * 4 }
	present := now.Truncate(time.Minute).Add(time.Minute).Unix()
	return keptOnce(ctx, v, fmt.Sprint("momenta ", present), bytes, func() ([]uint32, error) {
		set, err := v.stories()
		if err != nil {
			return nil, err
		}
		momenta := make([]uint32, len(set.names))
		if now.IsZero() { // there is no date at all
			return momenta, nil
		}
		for i := range v.Segments {
			seg := &v.Segments[i]
			first, last, err := seg.Range(present-int64(momentumSpan/time.Second), present+1)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return nil, seg.Damaged(err)
			}
			times, err := seg.Times(segment.Published)
			if err != nil {
				return nil, seg.Damaged(err)
			}
			v.living(i).each(first, last, func(doc uint32) bool {
				momenta[set.of[i][doc]] += momentumOf(present - times.At(doc))
				return true
			})
		}
		return momenta, nil
	})
}

// rankByMomentum offers the hits of a segment with the momentum of their stories.
func (m *matcher) rankByMomentum(ctx context.Context, i int, momenta []uint32) error {
	set, err := m.v.stories()
	if err != nil {
		return err
	}
	seg, best := &m.v.Segments[i], &m.rank.best
	date, err := m.dateOf(i)
	if err != nil {
		return err
	}
	keys, err := seg.Keys()
	if err != nil {
		return err
	}
	m.sequence(i).each(0, seg.Docs(), func(doc uint32) bool {
		best.offer(candidate{float32(momenta[set.of[i][doc]]), date(doc), keys.At(doc), i, doc})
		err = m.rank.step(ctx)
		return err == nil
	})
	return err
}
