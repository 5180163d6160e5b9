package searcher

import (
	"context"
	"slices"
)

// isTested says that a condition, with all its parts, can be looked at document by document.
func (c *condition) isTested() bool {
	switch c.kind {
	case isAll, isAny, isNone:
		return !slices.ContainsFunc(c.parts, func(part condition) bool { return !part.isTested() })
	}
	return c.kind == isDated || c.isTest()
}

// restrict takes out of a set of documents of a range those for which a condition that isTested does not hold, and looks
// at no others.
func (m *matcher) restrict(ctx context.Context, i int, c *condition, set bitset, in docRange) error {
	switch c.kind {
	case isDated, isLabelled, isAddressed:
		return m.test(ctx, i, c, set, in)
	case isAll:
		for n := range c.parts {
			if err := m.restrict(ctx, i, &c.parts[n], set, in); err != nil {
				return err
			}
		}
		return nil
	}
	held, one := m.scratch.set(len(set)), m.scratch.set(len(set))
	defer m.scratch.giveBack(held)
	defer m.scratch.giveBack(one)
	for n := range c.parts {
		copy(one, set)
		if err := m.restrict(ctx, i, &c.parts[n], one, in); err != nil {
			return err
		}
		held.or(one)
	}
	if c.kind == isNone {
		set.andNot(held)
	} else {
		set.and(held)
	}
	return nil
}
