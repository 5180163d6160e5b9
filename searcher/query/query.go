// Package query is the query language: what a person types, taken apart by ParseTree into a tree of Nodes. For the people
// who type, docs/query-syntax.md describes it.
//
// Caveats: the package knows nothing of an index; corpus/turkish cuts the texts of words and phrases into tokens.
package query

import "fmt"

// Occur says whether a clause has to match.
type Occur uint8

const (
	// Should raises the score of what it matches.
	Should Occur = iota
	// Must keeps only what it matches, and raises its score.
	Must
	// MustNot keeps only what it does not match.
	MustNot
)

// Error says which character of a query cannot be understood.
type Error struct {
	// Position counts characters from 1.
	Position int
	Message  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s (character %d)", e.Message, e.Position) }
