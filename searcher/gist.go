package searcher

import (
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// A query that is text, such as a lead, is the gist of the article that it looks for. Two things tell that article from others
// that have as many of the words by chance: its title says little that the text does not say, and it is short. What either
// earns counts in rarities, as what words earn does.

// gist is what the second stage needs of a segment for that.
type gist struct {
	lengths [indexer.TextFields]segment.Numbers
	// rarity is that of all words together, usual the length of an article that has all text fields.
	rarity, usual float32
	// byTitle and byBrevity are what the document looked at last has earned, by inTitle words of a title of so many, and
	// the length of the whole.
	byTitle, byBrevity     float32
	inTitle, title, length uint32
}

// hasGist says that the query is text.
func (w *Weights) hasGist() bool { return w.TitleShare > 0 || w.Brevity > 0 }

func (m *matcher) openGist(i int) (err error) {
	g := &m.close.gist
	g.rarity, g.usual = 0, 0
	for a := range m.p.atoms {
		if form := &m.formsOf(a)[0]; m.p.atoms[a].isPlain() {
			g.rarity += form.weight * form.rarity
		}
	}
	for f := range g.lengths {
		g.usual += float32(m.v.average[f])
		if g.lengths[f], err = m.v.Segments[i].Lengths(indexer.TextField(f)); err != nil {
			return err
		}
	}
	return nil
}

// briefness is how many times the share of a usual length counts against an article: one of a quarter of that earns half
// of what Brevity gives.
const briefness = 4

// earnByGist is what a document earns whose words have been located: by its title what the words there are worth, in the
// share of the title that they make up; by its length what all words are worth.
func (m *matcher) earnByGist(doc uint32) float32 {
	c, g := &m.close, &m.close.gist
	worth := float32(0)
	g.inTitle, g.title, g.length = 0, uint32(g.lengths[indexer.Title].At(doc)), 0
	for n, atom := range c.words {
		if c.finders[n].fields>>indexer.Title&1 != 0 {
			form := &m.formsOf(atom)[0]
			g.inTitle++
			worth += form.weight * form.rarity
		}
	}
	for f := range g.lengths {
		g.length += uint32(g.lengths[f].At(doc))
	}
	g.byTitle = float32(m.w.TitleShare) * worth * min(float32(g.inTitle)/float32(max(g.title, 1)), 1)
	g.byBrevity = float32(m.w.Brevity) * g.rarity / (1 + briefness*float32(g.length)/g.usual)
	return g.byTitle + g.byBrevity
}

// isPlain says that the atom is a single word that scores.
func (a *atom) isPlain() bool { return !a.excluded && !a.isMade() }
