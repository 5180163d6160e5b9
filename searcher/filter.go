package searcher

import (
	"context"
	"fmt"

	"github.com/haberara/haberara/indexer/segment"
)

// filter takes out of the hits of a segment what the dates and filters of the plan do not admit.
func (m *matcher) filter(ctx context.Context, i int) error {
	if m.p.dated && m.p.Date != Published {
		c := condition{kind: isDated, date: m.p.Date, from: m.p.first, to: m.p.last}
		if err := m.test(ctx, i, &c, m.hits[i]); err != nil {
			return err
		}
	}
	for _, f := range m.p.Filters {
		c := condition{kind: isLabelled, label: f.Label, values: f.AnyOf}
		if len(f.AnyOf) > 0 {
			if err := m.keepLabels(ctx, i, &c, m.hits[i], true); err != nil {
				return err
			}
		}
		if c.values = f.NoneOf; len(f.NoneOf) > 0 {
			if err := m.keepLabels(ctx, i, &c, m.hits[i], false); err != nil {
				return err
			}
		}
	}
	return nil
}

// test takes out of a set the documents that are not dated or labelled as a condition asks.
func (m *matcher) test(ctx context.Context, i int, c *condition, set bitset) error {
	if c.kind == isLabelled {
		return m.keepLabels(ctx, i, c, set, true)
	}
	if c.date == Published {
		first, last, err := m.v.Segments[i].Range(c.from, c.to)
		trim(set, first, last)
		return err
	}
	date, err := m.date(i, c.date)
	if err != nil {
		return err
	}
	return m.keep(ctx, i, set, func(doc uint32) bool {
		t := date(doc)
		return t >= c.from && t < c.to
	})
}

// keep takes out of a set the documents for which test is false.
func (m *matcher) keep(ctx context.Context, i int, set bitset, test func(doc uint32) bool) error {
	var err error
	set.each(0, m.v.Segments[i].Docs(), func(doc uint32) bool {
		if !test(doc) {
			set[doc>>6] &^= 1 << (doc & 63)
		}
		err = m.step(ctx)
		return err == nil
	})
	return err
}

// keepLabels keeps what carries one of the values of a condition (want), or none of them.
func (m *matcher) keepLabels(ctx context.Context, i int, c *condition, set bitset, want bool) error {
	column, ok := c.label.column()
	if !ok {
		return fmt.Errorf("filter: there is no label %q", c.label)
	}
	labels, err := m.v.Segments[i].Labels(column)
	if err != nil {
		return err
	}
	known, err := m.v.labelSet(c.label)
	if err != nil {
		return err
	}
	wanted := make(bitset, words(uint32(len(known.values))))
	for _, value := range c.values {
		for _, n := range known.find(value) {
			wanted.set(n)
		}
	}
	if c.pattern != nil {
		for n, value := range known.values {
			if c.pattern.takes(foldedPart(value)) {
				wanted.set(uint32(n))
			}
		}
	}
	local := known.local[i]
	return m.keep(ctx, i, set, func(doc uint32) bool {
		for from, to := labels.Of(doc); from < to; from++ {
			if wanted.has(local[labels.Ordinal(from)]) {
				return want
			}
		}
		return !want
	})
}

// dateOf returns the date by which the plan bounds and sorts, in seconds since 1970, or segment.NoTime.
func (m *matcher) dateOf(i int) (func(doc uint32) int64, error) { return m.date(i, m.p.Date) }

func (m *matcher) date(i int, d DateField) (func(doc uint32) int64, error) {
	published, err := m.v.Segments[i].Times(segment.Published)
	if err != nil || d == Published {
		return published.At, err
	}
	updated, err := m.v.Segments[i].Times(segment.Updated)
	return func(doc uint32) int64 {
		if t := updated.At(doc); t != segment.NoTime {
			return t
		}
		return published.At(doc)
	}, err
}
