// Package story tells which articles report one event, while they are taken in: by the words, names and numbers that
// their titles and first sentences share, and by time.
//
// A story is named by a number, the hash of the ID of the article that began it. Every later article is compared with
// the ones that began stories, never with what joined them, so that no chain of articles, each a little like the one
// before, can draw two events together; and it joins a story within Span of its beginning only.
//
// What is known of an article is its Sketch, a few numbers, so that the Window over the stories of some days can be made
// again from what the index holds (see Load). Comparing costs the same however many articles there are elsewhere in
// time.
//
// Caveats: a Window and a Sketcher are not safe for concurrent use. What is decided depends on which articles came
// before, and on nothing else.
package story

import "time"

// Span is how far from the beginning of a story an article can still join it.
const Span = 48 * time.Hour

// MaxFeatures bounds a Sketch.
const MaxFeatures = 24
