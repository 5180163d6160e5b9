package searcher

import (
	"context"
	"slices"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
)

// paragraphFinder finds paragraphs, the lines of a text field, in which all parts stand. The index knows no lines, so
// the text of every article that has the parts in one field is read; the deadline of the search bounds that.
type paragraphFinder struct {
	severalFinder
	// lines are those of the tokens of each text field of document doc, where known.
	lines [indexer.TextFields][]uint32
	doc   uint32
	known bool
	have  []uint32
}

// places returns one place for each paragraph: its number.
func (p *paragraphFinder) places(ctx context.Context, doc uint32, f int) ([]place, error) {
	var all [][]place
	for _, each := range p.inner {
		places, err := each.places(ctx, doc, f)
		if err != nil || len(places) == 0 {
			return nil, err
		}
		all = append(all, places)
	}
	if err := p.read(ctx, doc); err != nil {
		return nil, err
	}
	lines := p.lines[f]
	for n, places := range all {
		kept := p.have[:0]
		var these []uint32
		for _, at := range places {
			if int(at.end) > len(lines) || lines[at.start] != lines[at.end-1] {
				continue
			}
			these = append(these, lines[at.start])
		}
		slices.Sort(these)
		these = slices.Compact(these)
		if n == 0 {
			p.have = append(kept, these...)
			continue
		}
		for _, line := range p.have {
			if _, ok := slices.BinarySearch(these, line); ok {
				kept = append(kept, line)
			}
		}
		p.have = kept
	}
	p.found = p.found[:0]
	for _, line := range p.have {
		p.found = append(p.found, place{line, line + 1})
	}
	return p.found, nil
}

// read numbers the lines of a document.
func (p *paragraphFinder) read(ctx context.Context, doc uint32) error {
	if p.known && p.doc == doc {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	a, err := p.m.v.Segments[p.segment].Article(doc)
	if err != nil {
		return err
	}
	p.doc, p.known = doc, true
	for f, text := range [indexer.TextFields]string{a.Title, a.Spot, a.Body} {
		lines, line, seen := p.lines[f][:0], uint32(0), 0
		turkish.Tokens(text, func(t turkish.Token) bool {
			for ; seen < t.Start; seen++ {
				if text[seen] == '\n' {
					line++
				}
			}
			for len(lines) <= t.Position {
				lines = append(lines, 0)
			}
			lines[t.Position] = line
			return true
		})
		p.lines[f] = lines
	}
	return nil
}
