package searcher

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Popular is a query that is asked often, and how often.
type Popular struct {
	Query string
	Count int
}

// MaxPopular is the most queries that WithPopular takes.
const MaxPopular = 100_000

// maxPopularBytes bounds a popular query.
const maxPopularBytes = 200

// WithPopular makes Suggest offer popular queries: the first MaxPopular of them.
func WithPopular(all []Popular) Option {
	return func(s *Searcher) {
		for _, p := range all[:min(len(all), MaxPopular)] {
			if key, _ := appendTitleKey(nil, p.Query); len(key) > 0 {
				s.popular = append(s.popular, popularQuery{p, append(key, keyEnd)})
			}
		}
		slices.SortStableFunc(s.popular, func(a, b popularQuery) int { return bytes.Compare(a.key, b.key) })
	}
}

// ReadPopular reads lines "query" or "query<TAB>count"; # begins a comment. Errors name the line.
func ReadPopular(name string, in io.Reader) ([]Popular, error) {
	var all []Popular
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		query, number, counted := strings.Cut(line, "\t")
		p := Popular{strings.Join(strings.Fields(query), " "), 1}
		if p.Query == "" {
			continue
		}
		if number = strings.TrimSpace(number); counted && number != "" {
			var err error
			if p.Count, err = strconv.Atoi(number); err != nil || p.Count < 1 {
				return nil, fmt.Errorf("%s, line %d: %.40q is not how often a query was asked", name, n, number)
			}
		}
		if len(p.Query) > maxPopularBytes || len(all) == MaxPopular {
			return nil, fmt.Errorf("%s, line %d: at most %d queries of %d bytes are taken", name, n, MaxPopular, maxPopularBytes)
		}
		all = append(all, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return all, nil
}

// popularQuery is a popular query with the key by which it is found.
type popularQuery struct {
	Popular
	key []byte
}

// queries returns the most popular queries that go on from the key.
func (g *suggester) queries(most int) []Suggestion {
	key := g.key
	if g.whole {
		key = append(slices.Clone(key), keyBlank)
	}
	first, _ := slices.BinarySearchFunc(g.popular, key, func(p popularQuery, key []byte) int {
		return bytes.Compare(p.key, key)
	})
	var best []popularQuery
	for _, p := range g.popular[first:] {
		if !bytes.HasPrefix(p.key, key) {
			break
		}
		if len(p.key) == len(key)+1 { // it was typed
			continue
		}
		at, _ := slices.BinarySearchFunc(best, p, func(have, p popularQuery) int {
			return cmp.Or(cmp.Compare(p.Count, have.Count), -1)
		})
		if at < most {
			best = slices.Insert(best, at, p)
			best = best[:min(len(best), most)]
		}
	}
	var found []Suggestion
	for _, p := range best {
		found = append(found, Suggestion{p.Query, PopularQuery, p.Count, ""})
	}
	return found
}
