package story

import "slices"

// titleSeconds is how far from each other two articles with the same title are of one story, whatever else they say.
const titleSeconds = 12 * 60 * 60

// titled is an article of a story.
type titled struct {
	key, story uint64
	published  int64
}

// title returns the feature of the whole title.
func (k Sketch) title() (uint32, bool) {
	if len(k) == 0 || k[len(k)-1]>>kindShift != titleFeature>>kindShift {
		return 0, false
	}
	return k[len(k)-1], true
}

func (s *stretch) entitle(a Article, story uint64) {
	if f, ok := a.Sketch.title(); ok {
		s.titles[f] = append(s.titles[f], titled{a.Key, story, a.Published})
	}
}

func (s *stretch) dropTitle(a Article) {
	if f, ok := a.Sketch.title(); ok {
		s.titles[f] = slices.DeleteFunc(s.titles[f], func(t titled) bool { return t.key == a.Key })
	}
}

// titled returns the beginning of the story that has an article with the title of another, published about the same
// time: the nearest of several. That is how copies find each other although one of them has a title only.
func (w *Window) titled(a *Article) *beginning {
	f, ok := a.Sketch.title()
	if !ok {
		return nil
	}
	var best *beginning
	least := int64(titleSeconds)
	for _, s := range w.near {
		for _, t := range s.titles[f] {
			gap := max(t.published-a.Published, a.Published-t.published)
			if gap > least || best != nil && (gap == least && t.story >= best.story) {
				continue
			}
			if b := w.beginning(t.story); b != nil && b.within(a.Published) {
				best, least = b, gap
			}
		}
	}
	return best
}

func (w *Window) beginning(story uint64) *beginning {
	for _, s := range w.near {
		if b := s.beginning(story); b != nil {
			return b
		}
	}
	return nil
}
