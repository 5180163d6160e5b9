package searcher

import (
	"context"
	"slices"
	"strings"

	"github.com/haberara/haberara/indexer/segment"
)

// filtering is what the filters of a search leave.
type filtering struct {
	clauses []clause
	// tested are the clauses of the conditions on labels that were tested so far: of all segments the same.
	tested map[*condition]*clause
	// wide are, for a label whose facet is asked for and whose values are chosen from, the documents of each segment that
	// all filters but that choice admit.
	wide [segment.LabelFields][]bitset
	// sequences stand for the hits of each segment where they are known without looking at documents; see browse.go.
	sequences []sequence
	// failed is the error that a sequence has met.
	failed   error
	wanted   bitset
	labelled bitset
}

// clause is one condition on a label: to carry at least one of some values, or none of them.
type clause struct {
	label  segment.LabelColumn
	set    *labelSet
	values []uint32 // numbers in set, ascending
	want   bool
	// choice says that the facet of the label is counted as if the clause were not there.
	choice bool
}

// readFilters makes clauses of the filters of the plan.
func (m *matcher) readFilters() error {
	m.clauses = m.clauses[:0]
	for column := range m.wide {
		m.wide[column] = nil
	}
	for _, f := range m.p.Filters {
		set, err := m.v.labelSet(f.Label)
		if err != nil {
			return err
		}
		add := func(values []string, want, choice bool) {
			if len(values) == 0 {
				return
			}
			c := clause{label: set.column, set: set, want: want, choice: choice}
			for _, value := range values {
				c.values = append(c.values, set.find(value)...)
			}
			slices.Sort(c.values)
			c.values = slices.Compact(c.values)
			m.clauses = append(m.clauses, c)
			if choice {
				m.wide[c.label] = make([]bitset, len(m.v.Segments))
			}
		}
		for i := range f.AllOf {
			add(f.AllOf[i:i+1], true, false)
		}
		add(f.NoneOf, false, false)
		add(f.AnyOf, true, slices.Contains(m.p.Facets, f.Label))
	}
	return nil
}

// filter takes out of the hits of a segment what the dates and filters of the plan do not admit.
func (m *matcher) filter(ctx context.Context, i int) error {
	in := m.ranges[i]
	if m.p.dated && m.p.Date != Published {
		date, err := m.dateOf(i)
		if err != nil {
			return err
		}
		if err := m.keep(ctx, m.hits[i], in, func(doc uint32) bool {
			t := date(doc)
			return t >= m.p.first && t < m.p.last
		}); err != nil {
			return err
		}
	}
	for c := range m.clauses {
		if !m.clauses[c].choice {
			if err := m.apply(ctx, i, &m.clauses[c], m.hits[i], in); err != nil {
				return err
			}
		}
	}
	for column := range m.wide {
		if m.wide[column] != nil && !m.isAll(segment.LabelColumn(column)) {
			m.wide[column][i] = slices.Clone(m.hits[i])
		}
	}
	for c := range m.clauses {
		if !m.clauses[c].choice {
			continue
		}
		if err := m.apply(ctx, i, &m.clauses[c], m.hits[i], in); err != nil {
			return err
		}
		for column := range m.wide {
			if m.wide[column] != nil && m.wide[column][i] != nil && segment.LabelColumn(column) != m.clauses[c].label {
				if err := m.apply(ctx, i, &m.clauses[c], m.wide[column][i], in); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// isAll says that the facet of a label counts every article there is.
func (m *matcher) isAll(column segment.LabelColumn) bool {
	return m.p.root.kind == isAnything && !m.p.dated && m.p.Story == "" && !slices.ContainsFunc(m.clauses, func(c clause) bool {
		return !c.choice || c.label != column
	})
}

// test takes out of a set of documents of a range those that are not dated, labelled or addressed as a condition asks.
func (m *matcher) test(ctx context.Context, i int, c *condition, set bitset, in docRange) error {
	if c.kind == isAddressed {
		return m.testAddress(ctx, i, c.address, set)
	}
	if c.kind == isLabelled {
		labelled, err := m.clauseOf(ctx, c)
		if err != nil {
			return err
		}
		return m.apply(ctx, i, labelled, set, in)
	}
	if c.date == Published {
		first, last, err := m.v.Segments[i].Range(c.from, c.to)
		set.clear(0, first)
		set.clear(last, m.v.Segments[i].Docs())
		return err
	}
	date, err := m.v.dateOf(i, c.date)
	if err != nil {
		return err
	}
	return m.keep(ctx, set, in, func(doc uint32) bool {
		t := date(doc)
		return t >= c.from && t < c.to
	})
}

// clauseOf makes the clause of a condition once.
func (m *matcher) clauseOf(ctx context.Context, c *condition) (*clause, error) {
	if made := m.tested[c]; made != nil {
		return made, nil
	}
	known, err := m.v.labelSet(c.label)
	if err != nil {
		return nil, err
	}
	made, err := m.clause(ctx, c, known)
	if err != nil {
		return nil, err
	}
	if m.tested == nil {
		m.tested = map[*condition]*clause{}
	}
	m.tested[c] = &made
	return &made, nil
}

// clause is a condition on a label.
func (m *matcher) clause(ctx context.Context, c *condition, known *labelSet) (clause, error) {
	made := clause{label: known.column, set: known, want: true}
	for _, value := range c.values {
		made.values = append(made.values, known.find(value)...)
	}
	if c.pattern != nil {
		for n, letters := range known.foldedLetters() {
			if c.pattern.takes(letters) {
				made.values = append(made.values, uint32(n))
			}
			if err := m.step(ctx); err != nil {
				return made, err
			}
		}
	}
	slices.Sort(made.values)
	made.values = slices.Compact(made.values)
	return made, nil
}

// keep takes out of a set of documents of a range those for which test is false.
func (m *matcher) keep(ctx context.Context, set bitset, in docRange, test func(doc uint32) bool) error {
	var err error
	set.each(in.first, in.last, func(doc uint32) bool {
		if !test(doc) {
			set[doc>>6] &^= 1 << (doc & 63)
		}
		err = m.step(ctx)
		return err == nil
	})
	return err
}

// testCost is what it costs to look at the values of a document, in words of a set to join; a guess.
const testCost = 6

// stepWork is how much work on words or documents counts as a step.
const stepWork = 256

// apply takes out of a set of documents of a range those that a clause does not admit, in the cheaper of two ways: it
// joins the documents of the values, or looks at the values of each member of the set.
func (m *matcher) apply(ctx context.Context, i int, c *clause, set bitset, in docRange) error {
	seg := &m.v.Segments[i]
	part, key := set.part(in.first, in.last), ""
	if m.v.cache != nil {
		key = c.key(i)
		if found := m.v.cache.filter(key); found != nil {
			c.intersect(part, found.part(in.first, in.last))
			return m.spend(ctx, 1+len(part)/stepWork)
		}
	}
	labels, err := seg.Labels(c.label)
	if err != nil {
		return err
	}
	m.wanted = zeroed(m.wanted, words(labels.Values()))
	carriers, cost := make([]segment.Carriers, 0, 8), 2*len(set)
	for _, n := range c.values {
		ordinal, ok := labels.Find(c.set.values[n])
		if !ok {
			continue
		}
		m.wanted.set(ordinal)
		found, err := seg.Carriers(c.label, ordinal)
		if err != nil {
			return err
		}
		carriers, cost = append(carriers, found), cost+found.Cost()
	}
	if testCost*part.count() < cost {
		return m.keep(ctx, set, in, func(doc uint32) bool {
			for from, to := labels.Of(doc); from < to; from++ {
				if m.wanted.has(labels.Ordinal(from)) {
					return c.want
				}
			}
			return !c.want
		})
	}
	joined := zeroed(m.labelled, len(set))
	if m.v.cache != nil {
		joined = make(bitset, len(set))
	} else {
		m.labelled = joined
	}
	for n := range carriers {
		if !carriers[n].Or(joined) {
			return &segment.DamageError{Section: c.label.DocsSection(), Reason: "a document is out of range"}
		}
		if err := m.spend(ctx, 1+carriers[n].Cost()/stepWork); err != nil {
			return err
		}
	}
	if m.v.cache != nil {
		m.v.cache.addFilter(key, joined)
	}
	c.intersect(part, joined.part(in.first, in.last))
	return m.spend(ctx, 1+len(part)/stepWork)
}

func (c *clause) intersect(set, with bitset) {
	if c.want {
		set.and(with)
	} else {
		set.andNot(with)
	}
}

// key names the documents of a segment that carry one of the values of a clause.
func (c *clause) key(i int) string {
	var b strings.Builder
	b.WriteByte(byte(c.label))
	for _, n := range append([]uint32{uint32(i)}, c.values...) {
		b.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	}
	return b.String()
}

// dateOf returns the date by which the plan bounds and sorts, in seconds since 1970, or segment.NoTime.
func (m *matcher) dateOf(i int) (func(doc uint32) int64, error) { return m.v.dateOf(i, m.p.Date) }

func (v *view) dateOf(i int, field DateField) (func(doc uint32) int64, error) {
	published, err := v.Segments[i].Times(segment.Published)
	if err != nil || field == Published {
		return published.At, err
	}
	updated, err := v.Segments[i].Times(segment.Updated)
	return func(doc uint32) int64 {
		if t := updated.At(doc); t != segment.NoTime {
			return t
		}
		return published.At(doc)
	}, err
}
