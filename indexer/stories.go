package indexer

import (
	"cmp"
	"errors"
	"slices"

	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/indexer/story"
)

// tell gives documents of different IDs their stories, in the order of their publication, whatever order they came in.
// An undated article is a story of its own.
func (w *Writer) tell(documents []*document) error {
	w.stories.Trim()
	sorted := slices.Clone(documents)
	slices.SortFunc(sorted, func(a, b *document) int {
		return cmp.Or(cmp.Compare(a.content.Published, b.content.Published), cmp.Compare(a.content.Key, b.content.Key))
	})
	return w.withSnapshot(func(s *Snapshot) error {
		for _, d := range sorted {
			if err := w.tellOne(s, d); err != nil {
				return err
			}
		}
		for i := range s.Segments {
			s.Segments[i].Release() // the columns of days that may not be asked for again
		}
		return nil
	})
}

func (w *Writer) tellOne(s *Snapshot, d *document) error {
	row := &d.content.Row
	row.Story = row.Key
	a := story.Article{Key: row.Key, Published: row.Published, Sketch: row.Sketch}
	before := story.Article{Published: segment.NoTime}
	var err error
	if d.known {
		if before, err = s.storyOf(d.article.ID); err != nil {
			return err
		}
	}
	switch wasDated := before.Published != segment.NoTime; {
	case row.Published == segment.NoTime && wasDated:
		return w.stories.Forget(before)
	case row.Published == segment.NoTime:
		return nil
	case wasDated:
		row.Story, err = w.stories.Keep(a, before)
	default:
		row.Story, err = w.stories.Assign(a)
	}
	return err
}

// storyOf returns the story and the date of an article; without a date where there is no such article.
func (s *Snapshot) storyOf(id string) (story.Article, error) {
	a := story.Article{Published: segment.NoTime}
	doc, ok, err := s.Find(id)
	if !ok || err != nil {
		return a, err
	}
	v, local := s.Segment(doc)
	published, err1 := v.Times(segment.Published)
	stories, err2 := v.Stories()
	sketches, err3 := v.Sketches()
	if err := errors.Join(err1, err2, err3); err != nil {
		return a, v.Damaged(err)
	}
	a.Key, a.Published, a.Story = Key(id), published.At(local), stories.At(local)
	a.Sketch = sketches.Append(nil, local)
	return a, nil
}

// loadStories is a story.Load of what is in the index.
func (w *Writer) loadStories(from, to int64, visit func(a story.Article, hasBegun bool)) error {
	return w.withSnapshot(func(s *Snapshot) error {
		orphans := map[uint64]story.Article{}
		for i := range s.Segments {
			if err := s.Segments[i].eachStory(from, to, func(a story.Article) {
				_, alive := w.prints[a.Story]
				if alive {
					visit(a, a.Key == a.Story)
					return
				}
				if first, ok := orphans[a.Story]; !ok {
					orphans[a.Story] = a
				} else if compareBegun(a, first) < 0 {
					orphans[a.Story] = a
					visit(first, false)
				} else {
					visit(a, false)
				}
			}); err != nil {
				return s.Segments[i].Damaged(err)
			}
			s.Segments[i].Release()
		}
		for _, a := range orphans {
			visit(a, true)
		}
		return nil
	})
}

func compareBegun(a, b story.Article) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Key, b.Key))
}

// eachStory visits the articles of the segment that were published from one second up to another, which is excluded.
func (v *View) eachStory(from, to int64, visit func(story.Article)) error {
	first, last, err := v.Range(from, to)
	if err != nil || first >= last {
		return err
	}
	published, err := v.Times(segment.Published)
	keys, err1 := v.Keys()
	stories, err2 := v.Stories()
	sketches, err3 := v.Sketches()
	if err := errors.Join(err, err1, err2, err3); err != nil {
		return err
	}
	for doc := first; doc < last; doc++ {
		if !v.IsDeleted(doc) {
			visit(story.Article{
				Key: keys.At(doc), Story: stories.At(doc), Published: published.At(doc), Sketch: sketches.Append(nil, doc),
			})
		}
	}
	return nil
}

// withSnapshot lends what is in the index now.
func (w *Writer) withSnapshot(use func(*Snapshot) error) (err error) {
	return atBluge("read the index", func() error {
		b, err := w.bluge.Reader()
		if err != nil {
			return err
		}
		s, err := newSnapshot(b, Epoch{Generation: w.generation}, w.directory)
		if err != nil {
			return err
		}
		return errors.Join(use(s), s.Close())
	})
}
