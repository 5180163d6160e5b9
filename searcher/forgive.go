package searcher

import (
	"context"
	"slices"

	"github.com/haberara/haberara/searcher/query"
)

// forgiver searches for what was meant where what was typed finds nothing, or has words that hardly any article has.
type forgiver struct {
	s *Searcher
	m *matcher
	v *terms
}

// search leaves the hits of p in the matcher, or those of what p becomes by corrections; then m.p is that.
func (f *forgiver) search(ctx context.Context, p *plan) error {
	if done, err := f.look(ctx, p); err != nil || done {
		return err
	}
	if p.AsTyped {
		return f.m.find(ctx)
	}
	suggested, err := f.correct(ctx)
	if err == nil {
		err = f.widen(ctx)
	}
	if err == nil {
		err = f.m.find(ctx)
	}
	if err == nil && len(suggested) > 0 {
		err = f.suggest(ctx, suggested)
	}
	if err == nil && f.m.total == 0 {
		err = f.leaveOut(ctx)
	}
	if err == nil && f.m.total == 0 {
		err = f.unquote(ctx)
	}
	return err
}

// look expands a plan and looks its words up.
func (f *forgiver) look(ctx context.Context, p *plan) (done bool, err error) {
	if err := p.expand(f.v, f.s.rules); err != nil {
		return false, err
	}
	f.m.reset(f.v.v, p)
	return f.m.look(ctx)
}

// widen searches for lookalikes of words too.
func (f *forgiver) widen(ctx context.Context) error {
	added, err := f.alongside(ctx)
	if err != nil || !added {
		return err
	}
	f.m.reset(f.v.v, f.m.p)
	_, err = f.m.look(ctx)
	return err
}

// maxRounds is how often corrected words are looked at again.
const maxRounds = 3

// correct replaces words of the plan of the matcher, and returns what is to be suggested of the others.
func (f *forgiver) correct(ctx context.Context) (suggested []corrected, err error) {
	for range maxRounds {
		p := f.m.p
		c := corrector{m: f.m, v: f.v, rules: f.s.rules}
		var silent []corrected
		if silent, suggested, err = c.corrections(ctx); err != nil || len(silent) == 0 {
			return suggested, err
		}
		next, err := p.with(query.Replace(p.parsed, replacements(silent)))
		if err != nil {
			return nil, err
		}
		for _, c := range silent {
			next.note(Correction{c.node.At(), c.Exact, c.meant.exact, c.meant.why})
		}
		if _, err := f.look(ctx, next); err != nil {
			return nil, err
		}
	}
	return suggested, nil
}

// with is the plan of another tree.
func (p *plan) with(tree query.Node) (*plan, error) {
	next := &plan{
		Request: p.Request, limits: p.limits, parsed: tree, repairs: p.repairs,
		corrections: slices.Clone(p.corrections), first: p.first, last: p.last, dated: p.dated,
	}
	return next, next.compile()
}

// note adds a correction, or changes what an earlier one has led to.
func (p *plan) note(c Correction) {
	for i := range p.corrections {
		if earlier := &p.corrections[i]; earlier.Range == c.Range && earlier.Used == c.Typed {
			earlier.Used = c.Used
			return
		}
	}
	p.corrections = append(p.corrections, c)
}

// suggest keeps the query with other words, which are much more frequent, if it finds more.
func (f *forgiver) suggest(ctx context.Context, suggested []corrected) error {
	p := f.m.p
	other, err := p.with(query.Replace(p.parsed, replacements(suggested)))
	if err != nil {
		return err
	}
	other.Facets, other.Timeline = nil, ""
	m := f.s.matchers.Get().(*matcher)
	if _, err := (&forgiver{f.s, m, f.v}).look(ctx, other); err != nil {
		return err
	}
	if err := m.find(ctx); err != nil {
		return err
	}
	if text := other.parsed.String(); m.total > f.m.total && len(text) <= query.MaxBytes {
		p.suggestion = text
	}
	f.s.keep(m)
	return nil
}
